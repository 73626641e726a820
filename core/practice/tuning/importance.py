"""Importance as a share of variance: exact on the mountain, and for any range of the two hyper-parameters."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.code_export import Made
from core.params import Interval, Step, config
from core.practice.tuning.mountain import EPOCHS, MountainConfig, mountain_of, true_score
from core.refusal import Refusal

FINE = 101  # settings an axis in the range


@config
class TuningRangeConfig:
    """The range of both hyper-parameters, as two corners; exponents of ten."""

    rate_low: Annotated[float, Interval(ge=-3, le=1), Step(0.05)] = -3.0
    rate_high: Annotated[float, Interval(ge=-3, le=1), Step(0.05)] = 1.0
    decay_low: Annotated[float, Interval(ge=-4, le=1), Step(0.05)] = -4.0
    decay_high: Annotated[float, Interval(ge=-4, le=1), Step(0.05)] = 1.0


@dataclass(frozen=True)
class Importance:
    """Shares of the variance of the true score over the range: of each hyper-parameter alone, and of both together.

    rates, decays: exponents (f,); rate_means, decay_means: the mean score there over the other one (f,); diverged: the
    share of the range with no more than the worst score.
    """

    rate: float
    decay: float
    both: float
    deviation: float
    mean: float
    best: float
    diverged: float
    rates: np.ndarray
    decays: np.ndarray
    rate_means: np.ndarray
    decay_means: np.ndarray
    made: Made | None = None


def corners(config: TuningRangeConfig) -> tuple[tuple[float, float], tuple[float, float]]:
    """The range of either exponent, the lower end first; Refusal where one has no width."""
    rate = min(config.rate_low, config.rate_high), max(config.rate_low, config.rate_high)
    decay = min(config.decay_low, config.decay_high), max(config.decay_low, config.decay_high)
    if rate[0] == rate[1] or decay[0] == decay[1]:
        raise Refusal("range_flat")
    return rate, decay


def variance_shares(scores: np.ndarray) -> tuple[float, float, float]:
    """Functional analysis of variance of scores (decays, rates): shares of the rate, of the decay, and of both.

    Hooker (2007): a main effect is the variance of the mean over the other one; the rest is interaction. NaN where
    nothing varies.
    """
    total = scores.var()
    if total <= 1e-24:
        return float("nan"), float("nan"), float("nan")
    rate = float(scores.mean(axis=0).var() / total)
    decay = float(scores.mean(axis=1).var() / total)
    return rate, decay, max(1 - rate - decay, 0.0)


def importance_of(mountain: MountainConfig, config: TuningRangeConfig) -> Importance:
    """Shares of variance on an even grid of the range, by factors as a search would draw it."""
    (rate_low, rate_high), (decay_low, decay_high) = corners(config)
    rates = _middles(rate_low, rate_high)
    decays = _middles(decay_low, decay_high)
    all_rates, all_decays = np.meshgrid(10**rates, 10**decays)
    scores = true_score(mountain_of(mountain), all_rates, all_decays, EPOCHS)
    rate, decay, both = variance_shares(scores)
    return Importance(
        rate=rate, decay=decay, both=both, deviation=float(scores.std()), mean=float(scores.mean()),
        best=float(scores.max()), diverged=float((scores <= -1).mean()), rates=rates, decays=decays,
        rate_means=scores.mean(axis=0), decay_means=scores.mean(axis=1),
    )  # fmt: skip


def _middles(low: float, high: float) -> np.ndarray:
    """The middles of FINE equal pieces, (f,)."""
    return low + (np.arange(FINE) + 0.5) * (high - low) / FINE


def importance_numbers(mountain: MountainConfig, config: TuningRangeConfig) -> dict[str, float]:
    """The three shares."""
    found = importance_of(mountain, config)
    return {"rate": found.rate, "decay": found.decay, "both": found.both}
