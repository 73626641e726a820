"""Reading a study: which trials are shown, and what fANOVA says of the hyper-parameters in a part of the range."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.code_export import Made
from core.params import Interval, Log, config
from core.practice.tuning.study import NAMES, Range, SearchStudy, SearchStudyConfig, optuna_study, ranges_of

FEWEST = 8  # trials, for an importance
TREES = 32


@config
class ReadingConfig:
    """The best trials that are lit, and the largest learning rate whose trials count for the importance."""

    top_percent: Annotated[int, Interval(ge=5, le=100)] = 25
    below_rate: Annotated[float, Interval(ge=1e-3, le=10), Log()] = 10.0


@dataclass(frozen=True)
class StudyImportance:
    """What each hyper-parameter explains alone, (h,), in shares that sum to one, estimated from so many trials.

    All NaN where there are too few trials or their scores are equal.
    """

    shares: np.ndarray
    trials: int
    made: Made | None = None


def lit(study: SearchStudy, reading: ReadingConfig) -> np.ndarray:
    """Whether each trial is among the best of the longest trainings, (k,)."""
    longest = study.epochs == study.epochs.max()
    count = max(round(reading.top_percent / 100 * int(longest.sum())), 1)
    order = np.argsort(np.where(longest, -study.validation, np.inf), kind="stable")
    chosen = np.zeros(len(longest), dtype=bool)
    chosen[order[:count]] = True
    return chosen


def places_of(settings: np.ndarray, ranges: dict[str, Range]) -> np.ndarray:
    """Where settings (k, h) lie in their ranges, from 0 to 1, (k, h)."""
    columns = []
    for one, column in zip(ranges.values(), settings.T, strict=True):
        low, high, values = (np.log(part) if one.log else part for part in (one.low, one.high, column))
        columns.append(np.clip((values - low) / (high - low), 0, 1))
    return np.column_stack(columns)


def importance_of_study(study: SearchStudy, config: SearchStudyConfig, reading: ReadingConfig) -> StudyImportance:
    """Optuna's fANOVA (Hutter et al., 2014) on the longest trainings with a learning rate that is not too large.

    It is told places in the ranges, for of values it would weigh a range by differences also where it is searched by
    factors (Optuna 5.0).
    """
    import optuna

    used = (study.epochs == study.epochs.max()) & (study.settings[:, 0] <= reading.below_rate)
    scores = study.validation[used]
    if len(scores) < FEWEST or np.ptp(scores) == 0:
        return StudyImportance(shares=np.full(len(NAMES), np.nan), trials=len(scores))
    evaluator = optuna.importance.FanovaImportanceEvaluator(n_trees=TREES, seed=0)
    places = places_of(study.settings[used], ranges_of(config))
    told = optuna_study({name: Range(0.0, 1.0, log=False) for name in NAMES}, places, scores)
    shares = optuna.importance.get_param_importances(told, evaluator=evaluator)
    return StudyImportance(shares=np.array([float(shares[name]) for name in NAMES]), trials=len(scores))


def study_numbers(study: SearchStudy) -> dict[str, float]:
    """The number of trainings, the winner's validation accuracy and its test accuracy."""
    winner = study.winner
    return {
        "trainings": len(study.validation), "validation": float(study.validation[winner]),
        "test": float(study.test[winner]),
    }  # fmt: skip


Line = tuple[str, dict[str, float]]


def study_lines(study: SearchStudy, majority: float) -> list[Line]:
    """The winner's setting, what it promises and what the test set says of it."""
    rate, decay, width, dropout = study.settings[study.winner].tolist()
    numbers = study_numbers(study)
    setting = {"rate": rate, "decay": decay, "width": int(width), "dropout": dropout}
    error = float(np.sqrt(max(numbers["validation"] * (1 - numbers["validation"]), 1e-9) / 300))
    return [
        ("winner", setting),
        ("scores", {**numbers, "error": error}),
        ("baseline", {"majority": majority}),
        ("settings", {"settings": len(np.unique(study.settings, axis=0)), "epochs": int(study.epochs.sum())}),
    ]  # fmt: skip


def majority_share() -> float:
    """The test accuracy of always answering the commonest digit of all."""
    from core.practice.tuning.study import digits

    labels = digits()[1]
    return float(np.bincount(labels).max() / len(labels))
