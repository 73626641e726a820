import json

import numpy as np
import plotly.graph_objects as go
import pytest

from core.practice.metrics import folds_figure as fold_figures
from core.practice.metrics import regression_figure as figures
from core.practice.metrics.folds import cross_validate_classifier, cross_validate_regressor
from core.practice.metrics.folds_report import fold_rows, score_table
from core.practice.metrics.model_challenges import flattered, learned_by_heart
from core.practice.metrics.outlier import rank_of, with_outlier
from core.practice.metrics.regression import RegressionPredictions, drag_outlier, residuals, trained_regression
from core.practice.metrics.settings import ClassifierConfig, CrossValidationConfig, OutlierConfig, RegressorConfig

PREDICTIONS = RegressionPredictions(
    np.array([3.0, 1.0, 4.0, 1.5, 9.0]), np.array([2.5, 1.5, 4.0, 2.0, 7.0]), np.arange(5) + 10, 1
)


def say(key, **values):
    return f"{key} {values}"


def valid(figure):
    """The figure as Plotly itself reads it."""
    text = figure.to_json()
    for name in ("text", "border", "background", "secondary-background"):
        text = text.replace(f"var(--st-{name}-color)", "black")
    return go.Figure(json.loads(text))


@pytest.mark.parametrize("index", range(5))
def test_the_rank_of_a_sample_moves_that_sample(index):
    effect = drag_outlier(PREDICTIONS, OutlierConfig(outlier_rank=rank_of(PREDICTIONS, index), outlier_size=2))
    assert effect.index == index


def test_a_moved_value_leaves_all_others_and_the_original():
    effect = drag_outlier(PREDICTIONS, OutlierConfig(outlier_rank=1, outlier_size=3))
    moved = with_outlier(PREDICTIONS, effect)
    assert moved.y_true.tolist() == [3, 1, 4, 1.5, pytest.approx(9 + 3 * PREDICTIONS.y_true.std())]
    assert PREDICTIONS.y_true[4] == 9


def test_a_model_is_flattered_where_the_moved_value_meets_its_prediction_and_beyond():
    nothing = flattered(drag_outlier(PREDICTIONS, OutlierConfig(outlier_size=0)))
    assert [missing.key for missing in nothing.missing] == ["gain_too_small"]
    predictions = trained_regression(RegressorConfig())
    assert not flattered(drag_outlier(predictions, OutlierConfig())).met
    assert flattered(drag_outlier(predictions, OutlierConfig(outlier_rank=0.439, outlier_size=3.8))).met
    constant = RegressionPredictions(np.ones(3), np.arange(3.0), np.arange(3), None)
    assert flattered(drag_outlier(constant, OutlierConfig())).missing[0].key == "r2_undefined"


def test_a_tree_that_learns_noise_by_heart_is_found_out():
    tree = ClassifierConfig(data_set="Breast cancer", model="Decision tree", depth=20, feature_noise=2.0)
    assert learned_by_heart(cross_validate_classifier(tree, CrossValidationConfig())).met
    few = learned_by_heart(cross_validate_classifier(tree, CrossValidationConfig(folds=2)))
    assert few.missing[0].key == "too_few_folds"
    honest = learned_by_heart(cross_validate_classifier(ClassifierConfig(data_set="Iris"), CrossValidationConfig()))
    assert [missing.key for missing in honest.missing] == ["train_too_low", "gap_too_small"]


FOLDS = cross_validate_regressor(RegressorConfig(), CrossValidationConfig(folds=3))


def test_mean_and_spread_are_those_of_numpy_and_their_numbers_are_plugged_in():
    test, train = score_table(FOLDS, "r2")
    mean, spread = fold_rows(FOLDS, "r2")
    assert mean.value == pytest.approx(np.mean(test))
    assert spread.value == pytest.approx(np.std(test, ddof=1))
    assert mean.numbers.count("+") == 2
    assert spread.numbers.endswith("{2}}")
    many = cross_validate_regressor(RegressorConfig(), CrossValidationConfig(folds=10))
    assert all(r"+\dots+" in row.numbers for row in fold_rows(many, "rmse"))
    assert train.mean() > test.mean()


def test_each_row_of_the_strips_holds_every_sample_once():
    result = cross_validate_classifier(ClassifierConfig(data_set="Iris"), CrossValidationConfig(stratified=False))
    (bar,) = valid(fold_figures.strip_figure(result, say)).data
    width, row = np.array(bar.x), np.array(bar.y)
    solid = np.array([color.endswith(",1)") for color in bar.marker.color])
    for k, fold in enumerate(result.folds, 1):
        assert width[row == k].sum() == 150
        assert width[(row == k) & solid].sum() == fold.test_size


@pytest.mark.parametrize("score", ["mae", "rmse", "r2"])
def test_every_score_lies_within_its_axis(score):
    figure = valid(fold_figures.score_figure(FOLDS, score, say))
    low, high = figure.layout.xaxis.range
    assert all(low < value < high for trace in figure.data for value in trace.x)


@pytest.mark.parametrize("size", [-20, 0, 20])
def test_the_moved_sample_stays_in_sight_and_says_its_value(size):
    effect = drag_outlier(PREDICTIONS, OutlierConfig(outlier_rank=0.5, outlier_size=size))
    for draw in (figures.prediction_figure, figures.residual_figure):
        figure = valid(draw(PREDICTIONS, effect, say))
        low, high = figure.layout.yaxis.range
        samples, moved = figure.data[-2:]
        assert effect.index not in samples.customdata
        assert low <= moved.y[1] <= high
        assert bool(moved.text[1]) == (size != 0)


def test_residuals_and_effects_are_valid_figures_with_every_measure_once():
    effect = drag_outlier(PREDICTIONS, OutlierConfig())
    found = residuals(with_outlier(PREDICTIONS, effect))
    assert found.counts.sum() == 5
    assert valid(figures.residual_histogram(found, say)).data[0].width == pytest.approx(np.diff(found.edges)[0])
    assert len(valid(figures.normal_figure(found, say)).data[1].x) == 5
    names = (*figures.IN_UNITS, *figures.WITHOUT_UNIT)
    assert sorted(names) == sorted(effect.before)
    assert len(valid(figures.effect_figure(effect, figures.IN_UNITS, 5.0, say)).data) == 8


def test_an_undefined_measure_is_said_in_its_panel():
    unknown = RegressionPredictions(PREDICTIONS.y_true, PREDICTIONS.y_pred, PREDICTIONS.row, None)
    figure = figures.effect_figure(drag_outlier(unknown, OutlierConfig()), figures.WITHOUT_UNIT, 5.0, say)
    assert [note["text"] for note in figure.layout["annotations"] if "nothing" in note["text"]]
