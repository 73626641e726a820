import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from core.practice.metrics import regression_figure as figures
from core.practice.metrics.library import regression_numbers
from core.practice.metrics.regression import (
    RegressionPredictions,
    drag_outlier,
    rank_of,
    regression_values,
    residuals,
    trained_regression,
    with_outlier,
)
from core.practice.metrics.regression_report import FORMULAS, regression_rows
from core.practice.metrics.settings import OutlierConfig, RegressorConfig
from tests.practice.metrics.drawn import say, valid

few = settings(max_examples=60, deadline=None)
quantity = st.integers(-50, 50).map(lambda n: n / 4)
pairs = st.lists(st.tuples(quantity, quantity), min_size=1, max_size=30)


def predictions_of(rows, features=None):
    y_true, y_pred = np.array(rows, float).T
    return RegressionPredictions(y_true, y_pred, np.arange(len(rows)), features)


@few
@given(pairs, st.none() | st.integers(1, 5))
def test_every_measure_agrees_with_scikit_learn(rows, features):
    predictions = predictions_of(rows, features)
    library = regression_numbers(predictions)
    for row in regression_rows(predictions):
        assert (row.value is None) == math.isnan(library[row.name]) == (row.undefined is not None), row.name
        if row.value is not None:
            assert row.value == pytest.approx(library[row.name], rel=1e-11, abs=1e-11), row.name
        assert row.formula == FORMULAS[row.name]
        assert row.numbers.count("{") == row.numbers.count("}")


def reasons(rows, features=2):
    return {row.name: row.undefined for row in regression_rows(predictions_of(rows, features)) if row.undefined}


def test_what_is_undefined_says_why():
    good = [(1, 2), (2, 2), (3, 4), (5, 4)]
    assert reasons(good) == {}
    assert reasons(good, None) == {"adjusted_r2": "feature_count_unknown"}
    assert reasons(good, 3) == {"adjusted_r2": "too_few_samples"}
    assert reasons([(0, 1), *good]) == {"mape": "zero_target"}
    same = dict.fromkeys(("r2", "adjusted_r2", "explained_variance"), "constant_target")
    for constant in (2, 0.1):  # three times 0.1 have a mean that is not 0.1
        assert reasons([(constant, guess) for guess in (1, 2, 5)], 1) == same
    assert set(reasons([(2, 1)]).values()) == {"too_few_samples"}


def test_the_numbers_stand_where_the_symbols_stood():
    rows = {row.name: row.numbers for row in regression_rows(predictions_of([(1, 2), (2, 2), (6, 4)], 1))}
    assert rows["mae"] == r"\frac{3}{3}"
    assert rows["rmse"] == r"\sqrt{\frac{5}{3}}"
    assert rows["r2"] == r"1-\frac{5}{14}"
    assert rows["adjusted_r2"] == r"1-(1-0.6429)\cdot \frac{3-1}{3-1-1}"
    assert rows["median_ae"] == "1"


def test_stacked_quantities_give_what_each_gives():
    rng = np.random.default_rng(0)
    y, predicted = rng.normal(size=(6, 20)), rng.normal(size=20)
    together = regression_values(y, predicted, 3)
    for k in range(6):
        for name, value in regression_values(y[k], predicted, 3).items():
            assert together[name][k] == pytest.approx(value), name


def test_the_trained_regressors_predict_better_than_the_mean():
    for name in ("Linear regression", "k-NN", "Random forest", "MLP"):
        predictions = trained_regression(RegressorConfig(regressor=name))
        rows = {row.name: row for row in regression_rows(predictions)}
        assert rows["r2"].value > 0.1, name
        assert all(row.value is not None for row in rows.values())


def test_residuals_are_sorted_against_normal_quantiles():
    predictions = trained_regression(RegressorConfig())
    found = residuals(predictions)
    assert found.counts.sum() == len(found.residual)
    np.testing.assert_allclose(found.residual, predictions.y_true - predictions.y_pred)
    quantiles = stats.norm.ppf((np.arange(1, len(found.residual) + 1) - 0.375) / (len(found.residual) + 0.25))
    np.testing.assert_allclose(found.normal_quantile, quantiles)
    assert (np.diff(found.standardized) >= 0).all()


def test_perfect_predictions_have_residuals_to_draw():
    found = residuals(predictions_of([(1, 1), (2, 2)]))
    assert found.counts.sum() == 2
    assert (found.standardized == 0).all()


def test_one_outlier_drags_the_squares_more_than_the_median():
    effect = drag_outlier(trained_regression(RegressorConfig()), OutlierConfig(outlier_size=20.0))
    growth = {name: effect.after[name] / effect.before[name] for name in ("mse", "rmse", "mae", "median_ae")}
    assert growth["mse"] > growth["rmse"] > growth["mae"] > growth["median_ae"] > 0.9
    assert effect.after["r2"] < effect.before["r2"]


@few
@given(st.floats(0, 1), st.floats(-20, 20))
def test_the_curve_of_an_outlier_passes_through_what_is_measured(rank, size):
    predictions = trained_regression(RegressorConfig())
    effect = drag_outlier(predictions, OutlierConfig(outlier_rank=rank, outlier_size=size))
    y = predictions.y_true.copy()
    y[effect.index] = effect.moved_to
    for name, value in regression_values(y, predictions.y_pred, predictions.feature_count).items():
        assert effect.after[name] == pytest.approx(value, nan_ok=True), name
    at_zero = int(np.argmin(np.abs(effect.sizes)))
    assert effect.curves["mae"][at_zero] == pytest.approx(effect.before["mae"])


def test_the_rank_names_the_lowest_and_the_highest_value():
    predictions = predictions_of([(5, 1), (1, 1), (9, 1)])
    places = [drag_outlier(predictions, OutlierConfig(outlier_rank=rank)).index for rank in (0.0, 0.5, 1.0)]
    assert places == [1, 0, 2]


PREDICTIONS = RegressionPredictions(
    np.array([3.0, 1.0, 4.0, 1.5, 9.0]), np.array([2.5, 1.5, 4.0, 2.0, 7.0]), np.arange(5) + 10, 1
)


@pytest.mark.parametrize("index", range(5))
def test_the_rank_of_a_sample_moves_that_sample(index):
    effect = drag_outlier(PREDICTIONS, OutlierConfig(outlier_rank=rank_of(PREDICTIONS, index), outlier_size=2))
    assert effect.index == index


def test_a_moved_value_leaves_all_others_and_the_original():
    effect = drag_outlier(PREDICTIONS, OutlierConfig(outlier_rank=1, outlier_size=3))
    moved = with_outlier(PREDICTIONS, effect)
    assert moved.y_true.tolist() == [3, 1, 4, 1.5, pytest.approx(9 + 3 * PREDICTIONS.y_true.std())]
    assert PREDICTIONS.y_true[4] == 9


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
