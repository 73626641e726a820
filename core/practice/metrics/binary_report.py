"""One class against the rest at one threshold: counts and every metric, or the reason why it has no value."""

from dataclasses import dataclass

import numpy as np

from core.practice.metrics.binary import Counts, binary_values, class_weights, confusion_counts
from core.practice.metrics.formulas import FORMULAS, with_numbers
from core.practice.metrics.predictions import BinaryScores, Kind
from core.practice.metrics.settings import BinaryConfig

LOWER_IS_BETTER = ("log_loss", "brier")


@dataclass(frozen=True)
class MetricRow:
    """A metric by its name: its value, or None and `undefined`, a key of the words files that says why.

    `formula` and `numbers` are LaTeX: with symbols, and with what is on the screen. `remark` is a key too.
    """

    name: str
    value: float | None
    undefined: str | None
    remark: str | None
    formula: str
    numbers: str
    higher_is_better: bool = True


@dataclass(frozen=True)
class BinaryReport:
    """What a threshold makes of n samples; counts are weighted where another prevalence is wished.

    `prevalence` is the share of positives as judged, `data_prevalence` as found; `weights` (n,) lead from one to the
    other; `refused` says by a key why a wished prevalence cannot be had.
    """

    counts: Counts
    rows: tuple[MetricRow, ...]
    threshold: float
    samples: int
    prevalence: float
    data_prevalence: float
    weights: np.ndarray
    refused: str | None

    def __getitem__(self, name: str) -> MetricRow:
        return next(row for row in self.rows if row.name == name)


def evaluate_binary(scores: BinaryScores, config: BinaryConfig) -> BinaryReport:
    """Counts and metrics at the threshold and the prevalence of the config."""
    weights = class_weights(scores.y, config)
    counts = confusion_counts(scores.y, scores.score, config.threshold, weights)
    values = binary_values(scores, config, weights)
    numbers = with_numbers(scores, counts, config.beta, weights)
    all_equal = bool(np.ptp(scores.score) == 0)
    rows = tuple(
        MetricRow(
            name,
            None if np.isnan(value) else float(value),
            undefined_reason(name, counts, scores.kind) if np.isnan(value) else None,
            "all_scores_equal" if all_equal and name in ("roc_auc", "average_precision") else None,
            FORMULAS[name],
            numbers[name],
            name not in LOWER_IS_BETTER,
        )
        for name, value in values.items()
    )
    found = float(scores.y.mean())
    refused = "one_class_prevalence" if config.reweight and found in (0, 1) else None
    judged = float(weights @ scores.y / weights.sum())
    return BinaryReport(counts, rows, config.threshold, len(scores.y), judged, found, weights, refused)


def undefined_reason(name: str, c: Counts, kind: Kind) -> str:
    """The first thing that a metric divides by and that is not there, as a key of the words files."""
    if name in ("log_loss", "brier", "roc_auc", "average_precision") and kind == "label":
        return "labels_only"
    if name in ("log_loss", "brier"):
        return "not_probabilities"
    lacks = {
        "no_positives": c.tp + c.fn == 0,
        "no_negatives": c.tn + c.fp == 0,
        "no_predicted_positives": c.tp + c.fp == 0,
        "no_predicted_negatives": c.tn + c.fn == 0,
        "nothing_positive": c.tp + c.fp + c.fn == 0,
    }
    divides_by = {
        "precision": ("no_predicted_positives",),
        "f_beta": ("nothing_positive",),
        "recall": ("no_positives",),
        "average_precision": ("no_positives",),
        "specificity": ("no_negatives",),
    }
    return next(key for key in divides_by.get(name, lacks) if lacks[key])
