"""The pipe with its split: which steps come before it, and so have seen the test rows, and what that does to the score.

Shapes: numbers (n, d), targets (n,), indices of rows (m,).
"""

import warnings
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import GroupShuffleSplit, ShuffleSplit, StratifiedShuffleSplit
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from core.practice.data.pipe import STEPS, Learned, PipeConfig, is_quantity, prepared, transformed
from core.practice.data.worlds import WORLDS, WorldRows, fresh_rows, world_rows

REPEATS = 10  # splits of the same table
FUTURE = 36  # months of the passengers that stand for fresh rows


@dataclass(frozen=True)
class PipeScores:
    """What would be reported and what fresh rows give, (r,) each, of r splits; growing until all are done.

    Balanced accuracy, of the passengers R². seen: share of test rows of which a copy is trained on; known: of which the
    group is. skipped: splits whose test part has one class alone. sizes: rows of training, test and fresh part.
    """

    reported: np.ndarray
    fresh: np.ndarray
    seen: float
    known: float
    skipped: int
    repeats: int
    sizes: tuple[int, int, int]
    lost: int  # rows with empty cells, left out where nothing imputes

    @property
    def gap(self) -> float:
        """By how much the reported score is better, on average; 0 where there is none."""
        return float(self.reported.mean() - self.fresh.mean()) if len(self.reported) else 0.0


def sides(config: PipeConfig) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The steps before the split and those behind it, of those that are in the pipe."""
    return tuple(
        tuple(step for step in part if step in config.steps) for part in (STEPS[: config.line], STEPS[config.line :])
    )  # type: ignore[return-value]


def raw_rows(config: PipeConfig) -> tuple[WorldRows, int]:
    """The world's table, and how many rows with empty cells were left out because nothing imputes."""
    rows = world_rows(config.world, config.pipe_seed)
    whole = ~np.isnan(rows.numbers).any(axis=1)
    return (rows, 0) if "impute" in config.steps else (rows.take(whole), int((~whole).sum()))


def parts(rows: WorldRows, config: PipeConfig, repeat: int) -> tuple[np.ndarray, np.ndarray]:
    """The indices of training and test rows of a split, (m,) and (n - m,)."""
    share, n = config.test_percent / 100, len(rows.target)
    if config.split == "time":
        order = np.argsort(rows.time, kind="stable")
        test = int(np.ceil(share * n))
        return order[:-test], order[-test:]
    seed = 1000 * config.pipe_seed + repeat
    if config.split == "group":
        splitter = GroupShuffleSplit(1, test_size=share, random_state=seed)
        return tuple(next(splitter.split(rows.numbers, groups=rows.group)))
    strata = rows.target if config.split == "stratified" and not is_quantity(config) else None
    kind = ShuffleSplit if strata is None else StratifiedShuffleSplit
    return tuple(next(kind(1, test_size=share, random_state=seed).split(rows.time, strata)))


def model_of(config: PipeConfig) -> Any:
    """The untrained model; its counterpart for quantities where the world has them."""
    quantity = is_quantity(config)
    match config.learner:
        case "1-NN":
            return KNeighborsRegressor(1) if quantity else KNeighborsClassifier(1)
        case "Random forest":
            forest = RandomForestRegressor if quantity else RandomForestClassifier
            return forest(100, random_state=0)
    return LinearRegression() if quantity else LogisticRegression(max_iter=300)


def fitted_model(rows: WorldRows, config: PipeConfig) -> Any:
    """The model after training; None where there is one class alone, of which nothing can be learned."""
    if not is_quantity(config) and len(np.unique(rows.target)) < 2:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model_of(config).fit(rows.numbers, rows.target)


def score(model: Any, rows: WorldRows, config: PipeConfig) -> float:
    """Balanced accuracy of two classes, R² of quantities; NaN where there is one class, or one row, alone."""
    if model is None or len(np.unique(rows.target)) < 2:
        return float("nan")
    predicted = model.predict(rows.numbers)
    if is_quantity(config):
        return float(r2_score(rows.target, predicted))
    return float(np.mean([(predicted[rows.target == label] == label).mean() for label in (0, 1)]))


def fresh_score(model: Any, learned: Learned, config: PipeConfig) -> tuple[float, int]:
    """The score on rows that nobody has seen, and how many they are."""
    width = WORLDS[config.world].columns
    needed = np.arange(width)
    if "select" in learned:
        needed = learned["select"][learned["select"] < width]
        needed = needed if len(needed) else np.arange(1)
    rows = fresh_rows(config.world, config.pipe_seed, needed)
    if "impute" not in config.steps:
        rows = rows.take(~np.isnan(rows.numbers).any(axis=1))
    return score(model, transformed(rows, learned), config), len(rows.target)


def future_score(config: PipeConfig) -> tuple[float, int]:
    """R² for the last three years of the passengers, after training on all months before them."""
    rows, _ = raw_rows(config)
    past, learned = prepared(rows.take(rows.time < len(rows.time) - FUTURE), _steps(config), config, _rng(config, 0))
    future = transformed(rows.take(rows.time >= len(rows.time) - FUTURE), learned)
    return score(fitted_model(past, config), future, config), FUTURE


def _steps(config: PipeConfig) -> tuple[str, ...]:
    return tuple(step for step in STEPS if step in config.steps)


def _rng(config: PipeConfig, repeat: int) -> np.random.Generator:
    return np.random.default_rng((config.pipe_seed, 2, repeat))


Pipe = Generator[PipeScores | None, bool | None, None]


def pipe_in_steps(config: PipeConfig) -> Pipe:
    """The scores after each split; sent True, it ends as soon as one is scored."""
    before, after = sides(config)
    raw, lost = raw_rows(config)
    rows, upstream = prepared(raw, before, config, _rng(config, REPEATS))
    repeats = 1 if config.split == "time" else REPEATS
    reported: list[float] = []
    fresh: list[float] = []
    seen, known, skipped, enough = [], [], 0, False
    sizes = (0, 0, 0)
    future = future_score(config) if is_quantity(config) else None
    for repeat in range(repeats):
        train, test = parts(rows, config, repeat)
        trained, learned = prepared(rows.take(train), after, config, _rng(config, repeat))
        tested = transformed(rows.take(test), learned)
        model = fitted_model(trained, config)
        told = score(model, tested, config)
        seen.append(float(np.isin(tested.origin, trained.origin).mean()))
        known.append(float(np.isin(tested.group, trained.group).mean()))
        honest, count = future or (fresh_score(model, upstream | learned, config) if np.isfinite(told) else (0.0, 0))
        sizes = (len(trained.target), len(tested.target), max(count, sizes[2]))
        if np.isfinite(told):
            reported.append(told)
            fresh.append(honest)
        else:
            skipped += 1
        found = PipeScores(
            reported=np.array(reported), fresh=np.array(fresh), seen=float(np.mean(seen)), known=float(np.mean(known)),
            skipped=skipped, repeats=repeats, sizes=sizes, lost=lost,
        )  # fmt: skip
        if enough:
            yield found
            return
        enough = bool((yield found))


def pipe_scores(config: PipeConfig) -> PipeScores:
    """The scores of all splits."""
    *_, last = pipe_in_steps(config)
    assert last is not None
    return last
