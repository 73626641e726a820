"""Cross-validation chooses the number of neighbors: the folds, the curve of scores, and the truth beside it.

Shapes: n rows, f folds, c numbers of neighbors.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold, TimeSeriesSplit

from core.code_export import Made
from core.params import Interval, config

ROWS = 120
PEOPLE = 24  # with five visits each
FRESH = 2000
COUNTS = (1, 3, 5, 7, 9, 13, 17, 23, 31, 41)  # of neighbors
MEMORY = 0.94  # of the slow wave behind the days
HORIZON = 24  # days


@config
class FoldsConfig:
    """A table, the way in which it is dealt into folds, and how often it is dealt."""

    world: Literal["alone", "visits", "days"] = "visits"
    scheme: Literal["random", "stratified", "group", "time"] = "random"
    folds: Annotated[int, Interval(ge=2, le=20)] = 5
    deals: Annotated[int, Interval(ge=1, le=10)] = 1
    folds_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@dataclass(frozen=True)
class FoldsTable:
    """Features (n, d), labels (n,) 0 or 1, and the person or day of each row (n,)."""

    features: np.ndarray
    labels: np.ndarray
    group: np.ndarray


@dataclass(frozen=True)
class Folds:
    """What each fold trains on and tests, and what cross-validation chooses.

    role (f, n): 0 where a row takes no part, 1 trains, 2 tests. counts (c,) of neighbors; scores (f, c) of the tested
    rows; truth (c,): accuracy on fresh rows after training on the whole table; chosen: an index of counts; nested: the
    score of nested validation, NaN where an inner fold is impossible.
    """

    labels: np.ndarray
    group: np.ndarray
    role: np.ndarray
    counts: np.ndarray
    scores: np.ndarray
    truth: np.ndarray
    chosen: int
    nested: float
    made: Made | None = None

    @property
    def means(self) -> np.ndarray:
        """The mean score of each number of neighbors, (c,)."""
        return np.asarray(self.scores.mean(axis=0))

    @property
    def reported(self) -> float:
        """The best mean."""
        return float(self.means[self.chosen])


def table_of(config: FoldsConfig) -> FoldsTable:
    """The table: rows on their own, visits of people, or days of a slow wave."""
    return _drawn(config.world, ROWS, np.random.default_rng((config.folds_seed, 0)))[0]


def _drawn(world: str, rows: int, rng: np.random.Generator) -> tuple[FoldsTable, float]:
    """A table and, of days, where the wave stands at its end."""
    if world == "days":
        return _days(np.arange(rows), 0.0, rng)
    if world == "alone":
        labels = (rng.random(rows) < 0.3).astype(int)
        features = rng.standard_normal((rows, 3)) + 0.9 * labels[:, None]
        return FoldsTable(features, labels, np.arange(rows)), 0.0
    people = -(-rows // (ROWS // PEOPLE))
    group = np.repeat(np.arange(people), ROWS // PEOPLE)[:rows]
    label = rng.integers(0, 2, people)
    face = rng.standard_normal((people, 3)) + 0.35 * label[:, None]  # who it is, and a little of what they have
    features = face[group] + 0.12 * rng.standard_normal((rows, 3))
    return FoldsTable(features, label[group], group), 0.0


def _days(days: np.ndarray, wave: float, rng: np.random.Generator) -> tuple[FoldsTable, float]:
    labels = np.empty(len(days), dtype=int)
    for k in range(len(days)):
        wave = MEMORY * wave + np.sqrt(1 - MEMORY**2) * rng.standard_normal()
        labels[k] = wave > 0
    hint = rng.standard_normal(len(days)) + 0.8 * labels
    return FoldsTable(np.column_stack([days / 4, hint]), labels, days), float(wave)


def fresh_of(config: FoldsConfig) -> FoldsTable:
    """Rows that nobody has seen: new rows, new people, or the next days as they may go on, many times over."""
    rng = np.random.default_rng((config.folds_seed, 1))
    if config.world != "days":
        return _drawn(config.world, FRESH, rng)[0]
    wave = _drawn("days", ROWS, np.random.default_rng((config.folds_seed, 0)))[1]
    parts = [_days(ROWS + np.arange(HORIZON), wave, rng)[0] for _ in range(FRESH // HORIZON)]
    return FoldsTable(
        *(np.concatenate([getattr(one, name) for one in parts]) for name in ("features", "labels", "group"))
    )


def splitter(config: FoldsConfig, folds: int, deal: int) -> Any:
    """The splitter of scikit-learn that deals the rows."""
    seed = 10 * config.folds_seed + deal
    match config.scheme:
        case "stratified":
            return StratifiedKFold(folds, shuffle=True, random_state=seed)
        case "group":
            return GroupKFold(folds, shuffle=True, random_state=seed)
        case "time":
            return TimeSeriesSplit(folds)
    return KFold(folds, shuffle=True, random_state=seed)


def dealt(config: FoldsConfig, table: FoldsTable, folds: int, deal: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Training and test rows of each fold of one deal, (a,) and (b,) each."""
    groups = table.group if config.scheme == "group" else None
    return list(splitter(config, folds, deal).split(table.features, table.labels, groups))


def splits_of(config: FoldsConfig, table: FoldsTable) -> list[tuple[np.ndarray, np.ndarray]]:
    """Training and test rows of each fold of every deal, (a,) and (b,) each; by time there is one deal alone."""
    deals = 1 if config.scheme == "time" else config.deals
    return [pair for deal in range(deals) for pair in dealt(config, table, config.folds, deal)]


def neighbor_counts(config: FoldsConfig, table: FoldsTable) -> np.ndarray:
    """The numbers of neighbors that every fold has rows for, (c,)."""
    least = min(len(train) for train, _ in splits_of(config, table))
    return np.array([count for count in COUNTS if count <= least])


def neighbor_scores(train: FoldsTable, test: FoldsTable, counts: np.ndarray) -> np.ndarray:
    """The accuracy of nearest neighbors on the test rows for each number of them, (c,)."""
    away = ((test.features[:, None, :] - train.features[None, :, :]) ** 2).sum(axis=2)
    near = train.labels[np.argsort(away, axis=1, kind="stable")[:, : counts.max()]]
    share = near.cumsum(axis=1)[:, counts - 1] / counts  # of class 1 among the neighbors
    return np.asarray(((share > 0.5) == test.labels[:, None]).mean(axis=0))


def taken(table: FoldsTable, rows: np.ndarray) -> FoldsTable:
    """Some rows (m,) of a table."""
    return FoldsTable(table.features[rows], table.labels[rows], table.group[rows])


def best_of(scores: np.ndarray) -> int:
    """The index of the best mean over the folds, scores (f, c); of means that differ by rounding alone the first."""
    return int(scores.mean(axis=0).round(12).argmax())


def nested_score(config: FoldsConfig, table: FoldsTable, counts: np.ndarray) -> float:
    """Nested validation: in every fold the best of counts (c,) by inner folds, scored on the outer rows."""
    scores = []
    for train, test in splits_of(config, table):
        inside, outside = taken(table, train), taken(table, test)
        try:
            pairs = dealt(config, inside, min(config.folds, 5), 9)
        except ValueError:  # fewer groups or rows of a class than folds
            return float("nan")
        usable = counts[counts <= min(len(one) for one, _ in pairs)]
        inner = [neighbor_scores(taken(inside, one), taken(inside, other), usable) for one, other in pairs]
        best = usable[best_of(np.array(inner))]
        scores.append(neighbor_scores(inside, outside, np.array([best]))[0])
    return float(np.mean(scores))


def cross_validate(config: FoldsConfig) -> Folds:
    """The folds of the table, the score of each number of neighbors in each, and the truth."""
    table = table_of(config)
    splits = splits_of(config, table)
    counts = neighbor_counts(config, table)
    role = np.zeros((len(splits), ROWS), dtype=int)
    for fold, (train, test) in enumerate(splits):
        role[fold, train], role[fold, test] = 1, 2
    scores = np.array([neighbor_scores(taken(table, a), taken(table, b), counts) for a, b in splits])
    return Folds(
        labels=table.labels, group=table.group, role=role, counts=counts, scores=scores,
        truth=neighbor_scores(table, fresh_of(config), counts), chosen=best_of(scores),
        nested=nested_score(config, table, counts),
    )  # fmt: skip


def folds_numbers(config: FoldsConfig) -> dict[str, Any]:
    """The chosen number of neighbors, its mean score, and its score in each fold."""
    found = cross_validate(config)
    return {
        "chosen": int(found.counts[found.chosen]), "reported": found.reported,
        "folds": found.scores[:, found.chosen].tolist(),
    }  # fmt: skip
