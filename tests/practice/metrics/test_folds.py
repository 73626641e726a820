import numpy as np
import pytest

from core.practice.metrics import folds_figure as fold_figures
from core.practice.metrics.folds import cross_validate_classifier, regressor_in_steps
from core.practice.metrics.folds_report import fold_rows, score_table
from core.practice.metrics.settings import ClassifierConfig, CrossValidationConfig, RegressorConfig
from tests.practice.metrics.drawn import say, valid

*_, FOLDS = regressor_in_steps(RegressorConfig(), CrossValidationConfig(folds=3))


def test_mean_and_spread_are_those_of_numpy_and_their_numbers_are_plugged_in():
    test, train = score_table(FOLDS, "r2")
    mean, spread = fold_rows(FOLDS, "r2")
    assert mean.value == pytest.approx(np.mean(test))
    assert spread.value == pytest.approx(np.std(test, ddof=1))
    assert mean.numbers.count("+") == 2
    assert spread.numbers.endswith("{2}}")
    *_, many = regressor_in_steps(RegressorConfig(), CrossValidationConfig(folds=10))
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
