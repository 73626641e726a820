"""The steps of the pipe from a table to a score: what each learns from rows, and what it does to others.

Shapes: numbers (n, d), targets (n,), indices of rows (m,).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

import numpy as np
from sklearn.feature_selection import SelectKBest, f_classif, f_regression
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import StandardScaler, TargetEncoder

from core.params import Interval, Log, config
from core.practice.data.worlds import NO_CATEGORY, WorldRows

SMOOTH = 1.0  # rows of the overall mean that are added to every level
JITTER = 0.1  # of a column's standard deviation, in a copy by augmentation
STEPS = ("deduplicate", "impute", "encode", "scale", "select", "oversample", "augment")
LEARNING = ("impute", "encode", "scale", "select")  # steps that compute something from rows
Learned = dict[str, Any]


@config
class PipeConfig:
    """A world, the pipe that leads from it to a score, and the place of the split in it."""

    world: Literal["noise", "rare", "postcode", "twins", "people", "passengers", "signal"] = "noise"
    learner: Literal["Logistic regression", "1-NN", "Random forest"] = "Logistic regression"
    steps: tuple[
        Literal["deduplicate", "impute", "encode", "scale", "select", "oversample", "augment"], ...
    ] = ("deduplicate", "impute", "encode", "scale", "select")  # fmt: skip
    line: Annotated[int, Interval(ge=0, le=7)] = 1
    split: Literal["random", "stratified", "group", "time"] = "random"
    test_percent: Annotated[int, Interval(ge=10, le=50)] = 25
    best: Annotated[int, Interval(ge=1, le=100), Log()] = 25
    pipe_seed: Annotated[int, Interval(ge=0, le=99)] = 0


def is_quantity(config: PipeConfig) -> bool:
    """Whether the world's target is a number, not a class."""
    return config.world == "passengers"


def _learn_means(rows: WorldRows, config: PipeConfig) -> Any:
    return SimpleImputer(keep_empty_features=True).fit(rows.numbers).statistics_


def _fill_means(rows: WorldRows, means: np.ndarray) -> WorldRows:
    return replace(rows, numbers=np.where(np.isnan(rows.numbers), means[rows.columns], rows.numbers))


def _learn_target_means(rows: WorldRows, config: PipeConfig) -> Any:
    if (rows.category == NO_CATEGORY).all():
        return None
    encoder = TargetEncoder(smooth=SMOOTH, target_type="continuous").fit(rows.category[:, None], rows.target)
    means = dict(zip(encoder.categories_[0].tolist(), encoder.encodings_[0].tolist(), strict=True))
    return means | {NO_CATEGORY: float(encoder.target_mean_)}, int(rows.columns.max()) + 1


def _target_means(rows: WorldRows, learned: tuple[Mapping[int, float], int] | None) -> WorldRows:
    """The rows with one more column: the target's mean of the row's level, the overall mean where it is unseen."""
    if learned is None:
        return rows
    means, column = learned
    encoded = np.array([means.get(int(level), means[NO_CATEGORY]) for level in rows.category])
    return replace(rows, numbers=np.column_stack([rows.numbers, encoded]), columns=np.append(rows.columns, column))


def _learn_scale(rows: WorldRows, config: PipeConfig) -> Any:
    scaler = StandardScaler().fit(rows.numbers)
    return np.stack([scaler.mean_, scaler.scale_])


def _scaled(rows: WorldRows, learned: np.ndarray) -> WorldRows:
    mean, scale = learned[:, rows.columns]
    return replace(rows, numbers=(rows.numbers - mean) / scale)


def _learn_best(rows: WorldRows, config: PipeConfig) -> Any:
    measure = f_regression if is_quantity(config) else f_classif
    selector = SelectKBest(measure, k=min(config.best, len(rows.columns))).fit(rows.numbers, rows.target)
    return rows.columns[selector.get_support()]


def _only_best(rows: WorldRows, best: np.ndarray) -> WorldRows:
    kept = np.isin(rows.columns, best)
    return replace(rows, numbers=rows.numbers[:, kept], columns=rows.columns[kept])


LEARN: dict[str, Callable[[WorldRows, PipeConfig], Any]] = {
    "impute": _learn_means, "encode": _learn_target_means, "scale": _learn_scale, "select": _learn_best,
}  # fmt: skip
APPLY: dict[str, Callable[[WorldRows, Any], WorldRows]] = {
    "impute": _fill_means, "encode": _target_means, "scale": _scaled, "select": _only_best,
}  # fmt: skip


def _distinct(rows: WorldRows, config: PipeConfig, rng: np.random.Generator) -> WorldRows:
    whole = np.column_stack([np.nan_to_num(rows.numbers, nan=np.inf), rows.category, rows.target]) + 0.0  # -0 is 0
    first: dict[bytes, int] = {}
    for k, row in enumerate(whole):
        first.setdefault(row.tobytes(), k)
    return rows.take(np.array(list(first.values())))


def _oversampled(rows: WorldRows, config: PipeConfig, rng: np.random.Generator) -> WorldRows:
    if is_quantity(config):
        return rows
    counts = np.bincount(rows.target, minlength=2)
    rare = int(counts.argmin())
    if counts[rare] == 0:
        return rows
    more = rng.choice(np.flatnonzero(rows.target == rare), counts.max() - counts[rare])
    return rows.take(np.concatenate([np.arange(len(rows.target)), more]))


def _augmented(rows: WorldRows, config: PipeConfig, rng: np.random.Generator) -> WorldRows:
    n = len(rows.target)
    both = rows.take(np.tile(np.arange(n), 2))
    numbers = both.numbers.copy()
    numbers[n:] += JITTER * np.nan_to_num(np.nanstd(rows.numbers, axis=0)) * rng.standard_normal(rows.numbers.shape)
    return replace(both, numbers=numbers)


CHANGE: dict[str, Callable[[WorldRows, PipeConfig, np.random.Generator], WorldRows]] = {
    "deduplicate": _distinct, "oversample": _oversampled, "augment": _augmented,
}  # fmt: skip


def prepared(
    rows: WorldRows, steps: Sequence[str], config: PipeConfig, rng: np.random.Generator
) -> tuple[WorldRows, Learned]:  # fmt: skip
    """The rows after these steps, and what each of them has learned from the rows."""
    learned: Learned = {}
    for step in steps:
        if step in LEARN:
            learned[step] = LEARN[step](rows, config)
            rows = APPLY[step](rows, learned[step])
        else:
            rows = CHANGE[step](rows, config, rng)
    return rows, learned


def transformed(rows: WorldRows, learned: Learned) -> WorldRows:
    """Other rows by what has been learned: filled, encoded, scaled and selected, never fitted."""
    if "select" in learned:  # the other columns would be filled and scaled in vain
        rows = _only_best(rows, learned["select"])
    for step, found in learned.items():
        rows = APPLY[step](rows, found)
    return rows
