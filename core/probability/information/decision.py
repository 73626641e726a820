"""Two errors with their costs, and the threshold on a probability that keeps the expected cost low.

A score x comes from N(-d/2, 1) for a negative case and from N(d/2, 1) for a positive one. Then the log-odds of a case
are d x + ln(π / (1 - π)); the model states these times a sharpness.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, ndtr

from core.code_export import Made
from core.probability.information.settings import DecisionConfig

BLIND = 1e-9  # a separation that is none
GRID = np.linspace(0, 1, 501)


@dataclass(frozen=True)
class Decision:
    """What a threshold costs a case, and the best one; `best` is NaN where every threshold costs nothing.

    `false_alarms` and `misses` are shares of the negative and of the positive cases. `true_best` is the best threshold
    on the true probability, `best` on the stated one. thresholds, costs_positive, costs_negative: (thresholds,), the
    parts of false alarms and of misses. yes, no: (thresholds,), what either answer costs where so much is stated.
    """

    false_alarms: float
    misses: float
    cost: float
    true_best: float
    best: float
    best_cost: float
    always: float
    never: float
    thresholds: np.ndarray
    costs_positive: np.ndarray
    costs_negative: np.ndarray
    yes: np.ndarray
    no: np.ndarray
    made: Made | None = None


def error_rates(threshold: np.ndarray, config: DecisionConfig) -> tuple[np.ndarray, np.ndarray]:
    """Shares of false alarms among the negatives and of misses among the positives; both in the shape of `threshold`.

    Yes is said from the threshold on, so at 0 always; at 1 never, for no stated probability is 1.
    """
    log_odds = logit(threshold) / config.sharpness - logit(config.prevalence)
    if config.separation < BLIND:  # every case has the same probability
        silent = np.where(log_odds > 0, 1.0, 0.0)
        return 1 - silent, silent
    cut = log_odds / config.separation
    return ndtr(-cut - config.separation / 2), ndtr(cut - config.separation / 2)


def cost_parts(threshold: np.ndarray, config: DecisionConfig) -> tuple[np.ndarray, np.ndarray]:
    """What false alarms and what misses cost a case, in the shape of `threshold`."""
    false_alarms, misses = error_rates(threshold, config)
    positive = config.prevalence
    return (1 - positive) * false_alarms * config.false_positive, positive * misses * config.false_negative


def best_threshold(config: DecisionConfig) -> float:
    """The true probability from which yes is the cheaper answer, FP / (FP + FN); NaN where both cost nothing."""
    total = config.false_positive + config.false_negative
    return config.false_positive / total if total > 0 else np.nan


def stated(probability: np.ndarray, config: DecisionConfig) -> np.ndarray:
    """What the model states for a true probability; the shape is kept."""
    return np.asarray(expit(config.sharpness * logit(probability)))


def decide(config: DecisionConfig) -> Decision:
    """Error rates and expected cost at the threshold on the screen, at every other one, and at the best."""
    true_best = best_threshold(config)
    best = float(stated(np.array(true_best), config))
    positives, negatives = cost_parts(GRID, config)
    numbers = decision_numbers(config)
    true = expit(logit(GRID) / config.sharpness)
    return Decision(
        false_alarms=numbers["false_alarms"], misses=numbers["misses"], cost=numbers["cost"], true_best=true_best,
        best=best, best_cost=0.0 if np.isnan(best) else float(sum(cost_parts(np.array(best), config))),
        always=(1 - config.prevalence) * config.false_positive, never=config.prevalence * config.false_negative,
        thresholds=GRID, costs_positive=positives, costs_negative=negatives, yes=(1 - true) * config.false_positive,
        no=true * config.false_negative,
    )  # fmt: skip


def decision_numbers(config: DecisionConfig) -> dict[str, float]:
    """The numbers on the screen: shares of false alarms and misses, and the expected cost of a case."""
    here = np.array(config.threshold)
    false_alarms, misses = error_rates(here, config)
    return {
        "false_alarms": float(false_alarms), "misses": float(misses), "cost": float(sum(cost_parts(here, config))),
    }  # fmt: skip
