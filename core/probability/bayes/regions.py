"""The regions of naive Bayes in the plane of two features, and what it does when a feature is copied."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.params import Interval, Step, config
from core.probability.bayes.naive import (
    LabeledRows,
    Model,
    ModelRecord,
    NaiveConfig,
    fit_model,
    labeled_rows,
    log_posterior,
    record,
    with_copies,
)
from core.probability.bayes.row import MOST_FEATURES

ACROSS_CELLS = 96
UP_CELLS = 80
PAD = 0.06  # of the range of a feature, beyond its ends

Column = Annotated[int, Interval(ge=1, le=MOST_FEATURES)]
Position = Annotated[float, Interval(ge=0, le=1), Step(0.001)]


@config
class RegionsConfig:
    """The columns along both axes, from 1 on; copies of the one across; the new row, in shares of the axes."""

    across: Column = 3
    up: Column = 4
    copies: Annotated[int, Interval(ge=0, le=5)] = 0
    new_x: Position = 0.7
    new_y: Position = 0.35


@dataclass(frozen=True, kw_only=True)
class Regions:
    """The plane of two features as a model of these two sees it, and how the model of all features fares.

    across, up: columns, from 0 on. model: of the two features, the one across as often again as it is copied.
    x (96,), y (80,): the middles of the cells; x_range, y_range (2,): the ends of the axes. winner, confidence (80, 96)
    of the cells. new (2,): the new row; log_p (k,): the logarithms of its probabilities. alone, copied: all features,
    without and with the copies.
    """

    data: LabeledRows
    across: int
    up: int
    model: Model
    x: np.ndarray
    y: np.ndarray
    x_range: np.ndarray
    y_range: np.ndarray
    winner: np.ndarray
    confidence: np.ndarray
    new: np.ndarray
    log_p: np.ndarray
    alone: ModelRecord
    copied: ModelRecord


def axes_of(regions_config: RegionsConfig, columns: int) -> tuple[int, int]:
    """Two different columns, from 0 on: what is beyond the table is its last one."""
    across, up = min(regions_config.across, columns) - 1, min(regions_config.up, columns) - 1
    return across, up if up != across else (across + 1) % columns


def regions(naive_config: NaiveConfig, regions_config: RegionsConfig) -> Regions:
    """The regions of a built-in table."""
    return row_regions(labeled_rows(naive_config.table), naive_config, regions_config)


def row_regions(data: LabeledRows, naive_config: NaiveConfig, regions_config: RegionsConfig) -> Regions:
    """The most probable class of every cell of the plane, and the records of both models of all features."""
    copies = regions_config.copies
    across, up = axes_of(regions_config, len(data.names))
    pair = data.values[:, [across, up]]
    model = fit_model(with_copies(pair, 0, copies), data.codes, naive_config)
    x_range, y_range = (_padded(column) for column in pair.T)
    x, y = _middles(x_range, ACROSS_CELLS), _middles(y_range, UP_CELLS)
    cells = np.stack([np.tile(x, UP_CELLS), np.repeat(y, ACROSS_CELLS)], axis=1)  # (cells, 2)
    log_p = log_posterior(model, with_copies(cells, 0, copies))
    new = np.array([_between(x_range, regions_config.new_x), _between(y_range, regions_config.new_y)])
    return Regions(
        data=data, across=across, up=up, model=model, x=x, y=y, x_range=x_range, y_range=y_range,
        winner=log_p.argmax(axis=1).reshape(UP_CELLS, ACROSS_CELLS),
        confidence=np.exp(log_p.max(axis=1)).reshape(UP_CELLS, ACROSS_CELLS), new=new,
        log_p=log_posterior(model, with_copies(new[None], 0, copies))[0],
        alone=record(data.values, data.codes, naive_config),
        copied=record(with_copies(data.values, across, copies), data.codes, naive_config),
    )  # fmt: skip


def _padded(column: np.ndarray) -> np.ndarray:
    pad = PAD * np.ptp(column) or 0.5 * max(1.0, abs(column[0]))  # a constant column has no range
    return np.array([column.min() - pad, column.max() + pad])


def _middles(ends: np.ndarray, cells: int) -> np.ndarray:
    low, high = ends
    middles: np.ndarray = low + (np.arange(cells) + 0.5) * (high - low) / cells
    return middles


def _between(ends: np.ndarray, share: float) -> float:
    return float(ends[0] + share * (ends[1] - ends[0]))
