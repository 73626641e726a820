"""The leak detector: fill the rows behind the test set with garbage; what is trained on must not change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.practice.data.pipe import LEARNING, Learned, PipeConfig, is_quantity, prepared
from core.practice.data.split import REPEATS, parts, raw_rows, sides
from core.practice.data.worlds import NO_CATEGORY, WorldRows


@dataclass(frozen=True)
class Detection:
    """Which steps learned something else from the garbage, and whether the rows that are trained on changed."""

    changed: tuple[str, ...]
    rows_changed: bool
    garbage: int  # rows that were replaced

    @property
    def clean(self) -> bool:
        """Whether nothing on the training side has changed."""
        return not self.changed and not self.rows_changed


def garbage(rows: WorldRows, chosen: np.ndarray, config: PipeConfig) -> WorldRows:
    """The rows with other numbers, levels and targets where chosen (n,): huge, shuffled and turned around."""
    rng = np.random.default_rng((config.pipe_seed, 3))
    noise = 1000 + 500 * rng.standard_normal(rows.numbers.shape)
    other = -10 * rows.target if is_quantity(config) else 1 - rows.target
    levels = np.where(rows.category == NO_CATEGORY, NO_CATEGORY, (rows.category + 7) % 300)
    return replace(
        rows, numbers=np.where(chosen[:, None], noise, rows.numbers), target=np.where(chosen, other, rows.target),
        category=np.where(chosen, levels, rows.category),
    )  # fmt: skip


def leak_detection(config: PipeConfig) -> Detection:
    """The first split of the pipe twice: as it is, and with garbage in every raw row behind its test rows.

    Rows that were thrown out as duplicates before the split are thrown out first: that decision learns nothing.
    Copies of a test row count as that row, wherever they have come to lie.
    """
    before, after = sides(config)
    raw, _ = raw_rows(config)
    if before[:1] == ("deduplicate",):
        raw, _ = prepared(raw, ("deduplicate",), config, np.random.default_rng(0))
        before = before[1:]
    rows, upstream = prepared(raw, before, config, _same(config))
    train, test = parts(rows, config, 0)
    tested = np.unique(rows.origin[test])
    trained, learned = prepared(rows.take(train), after, config, _same(config))
    spoiled = np.isin(raw.origin, tested)
    rows_2, upstream_2 = prepared(garbage(raw, spoiled, config), before, config, _same(config))
    if len(rows_2.target) == len(rows.target) and (rows_2.origin == rows.origin).all():
        train_2 = train
    else:
        train_2 = np.flatnonzero(~np.isin(rows_2.origin, tested))
    trained_2, learned_2 = prepared(rows_2.take(train_2), after, config, _same(config))
    one, two = upstream | learned, upstream_2 | learned_2
    return Detection(
        changed=tuple(step for step in LEARNING if step in one and not _equal(one, two, step)),
        rows_changed=not same_rows(trained, trained_2), garbage=int(spoiled.sum()),
    )  # fmt: skip


def _same(config: PipeConfig) -> np.random.Generator:
    return np.random.default_rng((config.pipe_seed, 2, REPEATS))


def _equal(one: Learned, two: Learned, step: str) -> bool:
    return _alike(one[step], two[step])


def _alike(first: Any, second: Any) -> bool:
    if isinstance(first, np.ndarray):
        return bool(np.array_equal(first, second, equal_nan=True))
    if isinstance(first, tuple):
        return all(map(_alike, first, second))
    if isinstance(first, Mapping):
        return dict(first) == dict(second)
    return bool(first == second)


def same_rows(first: WorldRows, second: WorldRows) -> bool:
    """Whether two parts hold the same columns, numbers (n, d) and targets (n,)."""
    return (
        np.array_equal(first.columns, second.columns)
        and np.array_equal(first.numbers, second.numbers, equal_nan=True)
        and np.array_equal(first.target, second.target)
    )
