"""What a slider moves while it is dragged is a shape: the rest of the figure need not be drawn anew."""

import numpy as np
import pytest

from core.computing.autograd.curves_figure import slice_figure
from core.computing.autograd.formula.build import build
from core.computing.autograd.formula.presets import FormulaConfig, on_screen
from core.computing.autograd.slices import slice_along
from core.computing.autograd.walk.trace import trace
from core.practice.metrics.binary import confusion_counts
from core.practice.metrics.predictions import one_versus_rest, trained_predictions
from core.practice.metrics.settings import ClassifierConfig
from core.practice.metrics.threshold import rank_curves, score_histogram
from core.practice.metrics.threshold_figure import confusion_figure, histogram_figure, pr_figure, roc_figure


def say(key, **values):
    return key


@pytest.fixture(scope="module")
def scores():
    return one_versus_rest(trained_predictions(ClassifierConfig()), 1)


def ones(scores):
    return np.ones(len(scores.y))


def slice_at(value):
    formula, values = on_screen(FormulaConfig(preset="neuron"))
    graph = build(formula, {**values, "w1": value})
    return slice_figure(slice_along(graph, trace(graph), "w1", 2.5), say)


MOVED = {
    "histogram": lambda scores, x: histogram_figure(score_histogram(scores, ones(scores)), x, say),
    "confusion": lambda scores, x: confusion_figure(confusion_counts(scores.y, scores.score, x, ones(scores)), say),
    "roc": lambda scores, x: roc_figure(rank_curves(scores, ones(scores)), (1 - x, x), say),
    "pr": lambda scores, x: pr_figure(rank_curves(scores, ones(scores)), (1 - x, x), say),
    "slice": lambda scores, x: slice_at(x),
}


@pytest.mark.parametrize("name", MOVED)
def test_only_shapes_move(name, scores):
    before, after = (MOVED[name](scores, x).to_dict() for x in (0.3, 0.7))
    assert before["layout"].pop("shapes") != after["layout"].pop("shapes")
    assert before == after
