"""Do scores mean what they say? Reliability, its error, and how it can be repaired."""

from dataclasses import dataclass

import numpy as np

from core.practice.metrics.binary import brier_loss, log_loss
from core.practice.metrics.certainty import wilson_interval
from core.practice.metrics.models import split
from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.recalibration import isotonic_fit, isotonic_map, log_odds, platt_fit, platt_map
from core.practice.metrics.settings import CalibrationConfig

LEAST_OF_A_CLASS = 2  # samples on either side of the split


@dataclass(frozen=True)
class Calibration:
    """Reliability diagram and its numbers.

    edges (bins + 1,); count, predicted (mean score), observed (share of positives), low and high (its 95 % Wilson
    interval), each (bins,), NaN in an empty bin. brier = binned_brier + within_bins, and
    binned_brier = reliability - resolution + uncertainty (Murphy, 1973), exactly.
    """

    edges: np.ndarray
    count: np.ndarray
    predicted: np.ndarray
    observed: np.ndarray
    low: np.ndarray
    high: np.ndarray
    expected_error: float
    greatest_error: float
    brier: float
    binned_brier: float
    within_bins: float
    reliability: float
    resolution: float
    uncertainty: float
    log_loss: float


@dataclass(frozen=True)
class Recalibration:
    """The scores of one part of the samples, before and after a map that was fitted on the other part.

    `map_input`, `map_output` (grid,) draw the map; a and b are Platt's slope and intercept, None for isotonic.
    """

    before: Calibration
    after: Calibration
    fitted_on: int
    judged_on: int
    map_input: np.ndarray
    map_output: np.ndarray
    a: float | None
    b: float | None


def bin_edges(score: np.ndarray, bins: int, binning: str) -> np.ndarray:
    """Edges (bins + 1,) from 0 to 1: equally wide, or holding equally many scores (n,); equal edges are merged."""
    if binning == "uniform":
        return np.linspace(0, 1, bins + 1)
    inner = np.quantile(score, np.linspace(0, 1, bins + 1)[1:-1])
    return np.unique(np.concatenate([[0.0], inner, [1.0]]))


def reliability(y: np.ndarray, score: np.ndarray, config: CalibrationConfig) -> Calibration:
    """Mean score against the share of positives in each bin, for y and score (n,) from 0 to 1.

    A bin is open on the left, but for the first.
    """
    edges = bin_edges(score, config.bins, config.binning)
    place = np.searchsorted(edges[1:-1], score)
    bins = len(edges) - 1
    count = np.bincount(place, minlength=bins)
    filled = np.where(count > 0, count, np.nan)
    predicted = np.bincount(place, weights=score, minlength=bins) / filled
    observed = np.bincount(place, weights=y, minlength=bins) / filled
    low, high = wilson_interval(observed * count, count, 0.95)
    share = count / len(y)
    gap = np.nan_to_num(np.abs(observed - predicted))
    base = y.mean()
    one = np.ones(len(y))
    brier = float(brier_loss(y, score, one))
    binned = float(brier_loss(y, predicted[place], one))
    return Calibration(
        edges=edges, count=count, predicted=predicted, observed=observed, low=low, high=high,
        expected_error=float(share @ gap), greatest_error=float(gap.max()), brier=brier, binned_brier=binned,
        within_bins=brier - binned, reliability=float(share @ gap**2),
        resolution=float(share @ np.nan_to_num(observed - base) ** 2), uncertainty=float(base * (1 - base)),
        log_loss=float(log_loss(y, score, one)),
    )  # fmt: skip


def can_be_split(y: np.ndarray, config: CalibrationConfig) -> bool:
    """Whether the part to fit on and the part to judge on both get two samples of each class of y (n,)."""
    smallest = min(y.sum(), len(y) - y.sum())
    return bool(smallest * min(config.held_out, 1 - config.held_out) >= LEAST_OF_A_CLASS)


def recalibrate(scores: BinaryScores, config: CalibrationConfig) -> Recalibration:
    """Fit Platt's or an isotonic map on a held-out part; reliability of the other part, before and after.

    ValueError for labels, and where `can_be_split` is false.
    """
    y, score = scores.y, scores.score
    if scores.kind == "label" or not can_be_split(y, config):
        raise ValueError("Recalibration needs scores, and two samples of each class on either side of the split.")
    judged, held = split(y, config.held_out, config.calibration_seed, stratified=True)
    grid = np.linspace(0, 1, 201)
    a = b = None
    if config.recalibration == "Platt":
        as_input = log_odds if scores.kind == "probability" else np.asarray
        a, b = platt_fit(y[held], as_input(score[held]))
        mapped, curve = (platt_map(as_input(x), a, b) for x in (score[judged], grid))
    else:
        knots, levels = isotonic_fit(y[held], score[held])
        mapped, curve = (isotonic_map(x, knots, levels) for x in (score[judged], grid))
    before, after = (reliability(y[judged], part, config) for part in (score[judged], mapped))
    return Recalibration(
        before=before, after=after, fitted_on=len(held), judged_on=len(judged), map_input=grid, map_output=curve,
        a=a, b=b,
    )  # fmt: skip


def calibration_numbers(found: Calibration, repair: Recalibration | None) -> dict[str, float]:
    """Errors and parts of the Brier score of all samples; then of the judged part, before and after the repair."""
    names = (
        "expected_error", "greatest_error", "brier", "binned_brier", "within_bins", "reliability", "resolution",
        "uncertainty", "log_loss",
    )  # fmt: skip
    numbers = {name: getattr(found, name) for name in names}
    for when, part in (("before", repair.before), ("after", repair.after)) if repair else ():
        numbers |= {f"{name}_{when}": getattr(part, name) for name in ("expected_error", "brier", "log_loss")}
    return numbers
