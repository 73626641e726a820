import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss

from core.practice.metrics.calibration import bin_edges, can_be_split, recalibrate, reliability
from core.practice.metrics.calibration_figure import brier_figure
from core.practice.metrics.calibration_report import sums_in_tex
from core.practice.metrics.predictions import BinaryScores, one_versus_rest, sampled_predictions, trained_predictions
from core.practice.metrics.recalibration import isotonic_fit, isotonic_map, log_odds, platt_fit, platt_map
from core.practice.metrics.settings import CalibrationConfig, ClassifierConfig, DistributionsConfig
from tests.practice.metrics.drawn import say
from tests.practice.metrics.latex import number
from tests.strategies import configs

few = settings(max_examples=50, deadline=None)
samples = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20)), min_size=1, max_size=60)


def scores_of(pairs):
    y, score = zip(*pairs, strict=True)
    return BinaryScores(np.array(y), np.array(score) / 20)


def sampled(**fields):
    return one_versus_rest(sampled_predictions(DistributionsConfig(**fields)), 1)


@few
@given(samples, configs(CalibrationConfig))
def test_the_parts_of_the_brier_score_sum_to_it_exactly(pairs, config):
    scores = scores_of(pairs)
    found = reliability(scores.y, scores.score, config)
    assert found.binned_brier == pytest.approx(found.reliability - found.resolution + found.uncertainty, abs=1e-12)
    assert found.brier == pytest.approx(found.binned_brier + found.within_bins, abs=1e-12)
    assert found.brier == pytest.approx(brier_score_loss(scores.y, scores.score, labels=[0, 1]), abs=1e-12)
    two = np.column_stack([1 - scores.score, scores.score])
    assert found.log_loss == pytest.approx(log_loss(scores.y, two, labels=[0, 1]), abs=1e-12)
    assert found.count.sum() == len(pairs)
    assert 0 <= found.expected_error <= found.greatest_error <= 1


@few
@given(samples, st.integers(2, 20), st.sampled_from(["uniform", "quantile"]))
def test_the_diagram_is_that_of_scikit_learn(pairs, bins, binning):
    scores = scores_of(pairs)
    found = reliability(scores.y, scores.score, CalibrationConfig(bins=bins, binning=binning))
    filled = found.count > 0
    if binning == "uniform":
        observed, predicted = calibration_curve(scores.y, scores.score, n_bins=bins) if 0 < scores.y.mean() < 1 else (
            found.observed[filled], found.predicted[filled]
        )  # fmt: skip
        np.testing.assert_allclose(found.observed[filled], observed)
        np.testing.assert_allclose(found.predicted[filled], predicted)
    assert np.isnan(found.observed[~filled]).all()
    assert ((found.low <= found.observed) & (found.observed <= found.high))[filled].all()


def test_quantile_bins_hold_equally_many():
    score = np.random.default_rng(0).random(1000)
    assert set(np.histogram(score, bin_edges(score, 10, "quantile"))[0]) == {100}


def test_bins_over_equal_scores_are_merged():
    assert bin_edges(np.full(9, 0.4), 5, "quantile").tolist() == [0, 0.4, 1]


def test_true_probabilities_are_calibrated_and_exaggerated_ones_are_not():
    honest, loud = (sampled(samples=5000, confidence=c) for c in (1.0, 5.0))
    errors = [reliability(part.y, part.score, CalibrationConfig()).expected_error for part in (honest, loud)]
    assert errors[0] < 0.02
    assert errors[1] > 0.05


@few
@given(samples)
def test_the_isotonic_map_is_scikit_learns_and_never_falls(pairs):
    scores = scores_of(pairs)
    knots, levels = isotonic_fit(scores.y, scores.score)
    grid = np.linspace(0, 1, 101)
    judge = IsotonicRegression(out_of_bounds="clip").fit(scores.score, scores.y).predict(grid)
    mapped = isotonic_map(grid, knots, levels)
    np.testing.assert_allclose(mapped, judge, atol=1e-12)
    assert (np.diff(mapped) >= -1e-12).all()


@pytest.mark.parametrize("how", ["Platt", "Isotonic"])
def test_recalibration_repairs_what_was_exaggerated(how):
    result = recalibrate(sampled(samples=4000, confidence=4.0), CalibrationConfig(recalibration=how))
    assert result.fitted_on + result.judged_on == 4000
    assert result.after.expected_error < result.before.expected_error / 2
    assert result.after.log_loss < result.before.log_loss
    if how == "Platt":
        assert result.a == pytest.approx(1 / 4, rel=0.1)
    assert (np.diff(result.map_output) >= -1e-12).all()


def test_platts_map_of_separable_and_equal_scores_stays_finite():
    for x in (np.array([0.0, 0.0, 1.0, 1.0]), np.zeros(4)):
        a, b = platt_fit(np.array([0, 0, 1, 1]), log_odds(x))
        assert np.isfinite(platt_map(log_odds(np.array([0, 0.5, 1.0])), a, b)).all()


def test_recalibration_of_raw_scores_makes_probabilities():
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, 400)
    score = np.clip((rng.normal(y, 1) + 4) / 9, 0, 1)
    result = recalibrate(BinaryScores(y, score, "score"), CalibrationConfig())
    assert result.after.expected_error < 0.1


@few
@given(configs(CalibrationConfig), st.integers(10, 60), st.floats(0, 1))
def test_recalibration_works_wherever_both_parts_hold_two_of_each_class(config, samples, balance):
    scores = sampled(samples=samples, balance=balance)
    if can_be_split(scores.y, config):
        assert np.isfinite(recalibrate(scores, config).after.log_loss)
    else:
        with pytest.raises(ValueError, match="two samples of each class"):
            recalibrate(scores, config)


def test_the_calibration_sums_give_the_errors_when_computed_by_hand():
    scores = sampled(samples=120)
    result = reliability(scores.y, scores.score, CalibrationConfig(bins=3))
    for name, tex in sums_in_tex(result).items():
        assert number(tex) == pytest.approx(getattr(result, name), abs=1e-3), name


def test_the_repairs_disagree_on_naive_bayes_as_the_experiment_says():
    scores = one_versus_rest(trained_predictions(ClassifierConfig(model="Naive Bayes")), 1)
    isotonic, platt = (recalibrate(scores, CalibrationConfig(recalibration=how)) for how in ("Isotonic", "Platt"))
    errors = (isotonic.before.expected_error, isotonic.after.expected_error, platt.after.expected_error)
    assert errors == pytest.approx((0.077, 0.015, 0.104), abs=5e-4)
    assert (isotonic.after.log_loss, platt.after.log_loss) == pytest.approx((0.504, 0.196), abs=5e-4)


def test_nothing_is_never_written_with_a_minus_sign():
    one_class = BinaryScores(np.ones(10, int), np.linspace(0.9, 1, 10))
    (bars,) = brier_figure(reliability(one_class.y, one_class.score, CalibrationConfig()), say).data
    assert list(bars["text"][:2]) == ["0.0000", "+0.0000"]
