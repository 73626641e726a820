"""What is written in figures is legible in both themes."""

import pytest

from core.figures.theme import INK
from core.practice.metrics.binary import Counts
from core.practice.metrics.certainty import bootstrap, metric_intervals
from core.practice.metrics.certainty_figure import resamples_figure
from core.practice.metrics.comparison_figure import COLORS
from core.practice.metrics.plots import WRONG_TO_RIGHT
from core.practice.metrics.predictions import one_versus_rest, sampled_predictions
from core.practice.metrics.regression import drag_outlier, trained_regression
from core.practice.metrics.regression_figure import IN_UNITS, effect_figure
from core.practice.metrics.settings import (
    BinaryConfig,
    DistributionsConfig,
    IntervalConfig,
    OutlierConfig,
    RegressorConfig,
)
from core.practice.metrics.threshold_figure import confusion_figure
from tests.practice.metrics.drawn import contrasts, say

LEAST = 4.5


@pytest.mark.parametrize("scale", [WRONG_TO_RIGHT, COLORS])
def test_numbers_in_the_cells_of_a_matrix_are_legible(scale):
    found = [ratio for _, color in scale for ratio in contrasts(color)]
    assert len(found) == 2 * len(scale) and min(found) >= LEAST


@pytest.mark.parametrize("full", ["tp", "fn", "fp", "tn"])
def test_a_cell_that_holds_every_sample_is_legible(full):
    figure = confusion_figure(Counts(**{name: 9.0 * (name == full) for name in ("tp", "fn", "fp", "tn")}), say)
    fills = [shape["fillcolor"] for shape in figure.layout["shapes"]]
    assert len(fills) == 4 and min(ratio for fill in fills for ratio in contrasts(fill)) >= LEAST


def test_both_intervals_are_named_in_ink():
    scores = one_versus_rest(sampled_predictions(DistributionsConfig()), 1)
    asked = scores, BinaryConfig(), IntervalConfig(resamples=100)
    resamples = bootstrap(*asked)
    (row,) = (row for row in metric_intervals(*asked, resamples) if row.name == "accuracy")
    notes = resamples_figure(resamples.values[row.name], row, say).layout["annotations"]
    assert [note["font"]["color"] for note in notes] == [INK, INK]


def test_two_measures_side_by_side_name_their_common_axis_once():
    effect = drag_outlier(trained_regression(RegressorConfig()), OutlierConfig())
    layout = effect_figure(effect, IN_UNITS, 5.0, say).layout
    assert not any(layout[f"xaxis{k}"]["title"]["text"] for k in ("", 2, 3, 4))
    assert sum("axis.size" in note["text"] for note in layout["annotations"]) == 1
