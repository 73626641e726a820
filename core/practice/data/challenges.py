"""The challenges of data, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.practice.data.columns import Pairs
from core.practice.data.features import PreparationConfig, Prepared
from core.practice.data.gaps import IMPUTERS, Gaps, GapsConfig
from core.practice.data.outliers import Outliers, OutliersConfig
from core.practice.data.pipe import PipeConfig
from core.practice.data.pipeline import PipelineScores
from core.practice.data.split import PipeScores, sides


def closest_pair(table: str, across: str, upward: str, found: Pairs) -> Verdict:
    """The two different columns of the wine with the largest |r|."""
    size = abs(found.r) if np.isfinite(found.r) else 0.0
    return judge(
        (table == "wine", "table", {}),
        (across != upward, "different", {}),
        (size >= 0.86, "r", {"r": size}),
    )


def unseen_lie(found: Gaps, config: GapsConfig) -> Verdict:
    """The best of the imputers, and yet a mean that has moved by 0.3 standard deviations."""
    best = min(found.errors, key=found.errors.__getitem__) if found.errors else ""
    return judge(
        (len(found.errors) == len(IMPUTERS), "hidden", {}),
        (best == config.imputer, "best", {}),
        (abs(found.shown_shift) >= 0.3, "shift", {"shift": abs(found.shown_shift)}),
    )


def far_but_right(found: Outliers, config: OutliersConfig) -> Verdict:
    """Nothing planted, the usual fences, and yet a tenth of the rows flagged."""
    share = float(found.flagged.mean())
    return judge(
        (config.planted_percent == 0, "planted", {}),
        (config.rule == "IQR" and config.fence >= 1.5, "rule", {}),
        (share >= 0.1, "share", {"share": 100 * share}),
    )


def unit_interval(table: str, found: Prepared, config: PreparationConfig) -> Verdict:
    """All numbers of the penguins between 0 and 1, with nothing selected and nothing rotated."""
    low, high = float(found.matrix.min()), float(found.matrix.max())
    return judge(
        (table == "penguins", "table", {}),
        (not config.keep and not config.components, "plain", {}),
        (bool(found.code_names), "classes", {}),
        (low >= 0 and high <= 1 + 1e-12, "range", {"low": low, "high": high}),
    )


def few_columns(table: str, scores: PipelineScores, found: Prepared, config: PreparationConfig) -> Verdict:
    """The wine by at most five of its own columns, and 97 % right."""
    width, accuracy = found.matrix.shape[1], float(scores.scores.mean())
    return judge(
        (table == "wine", "table", {}),
        (not config.components, "plain", {}),
        (width <= 5, "width", {"width": width}),
        (accuracy >= 0.97, "score", {"right": accuracy}),
    )


def leak_alone(config: PipeConfig, scores: PipeScores) -> Verdict:
    """A report of 0.85 on pure noise, by one step alone that stands before the split."""
    told = float(scores.reported.mean()) if len(scores.reported) else 0.0
    return judge(
        (config.world == "noise", "world", {}),
        (told >= 0.85, "report", {"reported": told}),
        (sides(config)[0] == config.steps and len(config.steps) == 1, "one", {"count": len(config.steps)}),
    )


def honest_copies(config: PipeConfig, scores: PipeScores) -> Verdict:
    """Oversampling before the split, 1-NN, and yet no test row of which a copy is trained on."""
    gap = abs(scores.gap)
    return judge(
        (config.world == "rare" and config.learner == "1-NN", "world", {}),
        ("oversample" in sides(config)[0], "before", {}),
        (scores.seen == 0, "copies", {"share": 100 * scores.seen}),
        (gap <= 0.1, "gap", {"gap": gap}),
    )


def simpson(table: str, found: Pairs) -> Verdict:
    """Two columns of penguins that go together one way over all rows, and the other way in every class."""
    known = bool(np.isfinite(found.r))
    return judge(
        (table == "penguins", "table", {}),
        (known, "none", {}),
        (len(found.groups) > 1, "classes", {"r": found.r if known else 0.0}),
        (found.reversed, "same", {"r": found.r if known else 0.0}),
    )


def good_repair(table: str, found: Gaps, config: GapsConfig) -> Verdict:
    """A fifth of the wine's cells hidden, and filled with an error below 0.8 standard deviations."""
    error = found.errors.get(config.imputer, float("inf"))
    return judge(
        (table == "wine", "table", {}),
        (config.hidden_percent >= 20, "hidden", {"percent": config.hidden_percent}),
        (error < 0.8, "error", {"error": error}),
    )


def catches_most(found: Outliers) -> Verdict:
    """At least 80 % of at least ten planted rows flagged, and at least 70 % of the flagged planted."""
    planted = int(found.planted.sum())
    recall, precision = (value if np.isfinite(value) else 0.0 for value in (found.recall, found.precision))
    return judge(
        (planted >= 10, "planted", {"planted": planted}),
        (recall >= 0.8, "recall", {"caught": 100 * recall}),
        (precision >= 0.7, "precision", {"true_share": 100 * precision}),
    )


def one_number_a_column(table: str, found: Prepared, config: PreparationConfig) -> Verdict:
    """The penguins as one number for each column, with nothing selected and nothing rotated."""
    width, columns = found.matrix.shape[1], len(found.number_names) + len(found.code_names)
    return judge(
        (table == "penguins", "table", {}),
        (not config.keep and not config.components, "plain", {}),
        (len(found.code_names) > 0, "classes", {}),
        (width == columns, "width", {"width": width, "columns": columns}),
    )


def beats_raw(table: str, scores: PipelineScores, found: Prepared) -> Verdict:
    """The wine through two numbers alone, and 94 % right all the same."""
    width = found.matrix.shape[1]
    accuracy = float(scores.scores.mean())
    return judge(
        (table == "wine", "table", {}),
        (width == 2, "width", {"width": width}),
        (accuracy >= 0.94, "score", {"right": accuracy}),
    )
