import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from core.practice.metrics import intervals
from core.practice.metrics.binary import binary_values
from core.practice.metrics.comparison import compare, mcnemar
from core.practice.metrics.intervals import (
    bootstrap,
    bootstrap_chunks,
    bootstrap_weights,
    metric_intervals,
    percentile_interval,
    width_curve,
    wilson_interval,
)
from core.practice.metrics.library import library_at_threshold, library_metric, library_over_thresholds
from core.practice.metrics.predictions import BinaryScores, one_versus_rest, sampled_predictions
from core.practice.metrics.settings import BinaryConfig, ComparisonConfig, DistributionsConfig, IntervalConfig
from core.refusal import Refusal

few = settings(max_examples=40, deadline=None)
SHORT = IntervalConfig(resamples=300)


def sampled(rival=None, **fields):
    return one_versus_rest(sampled_predictions(DistributionsConfig(**fields), rival), 1)


@few
@given(st.integers(1, 500), st.floats(0, 1), st.floats(0.5, 0.999))
def test_wilson_is_that_of_scipy_and_stays_between_zero_and_one(trials, share, level):
    successes = round(share * trials)
    low, high = wilson_interval(successes, trials, level)
    judge = stats.binomtest(successes, trials).proportion_ci(level, method="wilson")
    assert (low, high) == pytest.approx((judge.low, judge.high), abs=1e-12)
    assert 0 <= low <= successes / trials <= high <= 1


def test_wilson_without_trials_is_nan_and_takes_arrays():
    low, high = wilson_interval(np.array([0, 3]), np.array([0, 3]), 0.95)
    assert np.isnan([low[0], high[0]]).all()
    assert low[1] < high[1] == 1


def test_the_bootstrap_is_scipys_with_the_same_seed():
    scores = sampled(samples=80)

    def auc(y, score):
        return library_metric("roc_auc", BinaryScores(y, score), BinaryConfig(), np.ones(len(y)))

    judge = stats.bootstrap(
        (scores.y, scores.score), auc, paired=True, vectorized=False, n_resamples=300, method="percentile",
        confidence_level=0.9, rng=np.random.default_rng(4),
    ).confidence_interval  # fmt: skip
    resamples = bootstrap(scores, BinaryConfig(), IntervalConfig(resamples=300, bootstrap_seed=4))
    assert percentile_interval(resamples.values["roc_auc"], 0.9) == pytest.approx((judge.low, judge.high), abs=1e-12)


def test_every_metric_of_a_resample_is_scikit_learns_on_the_drawn_samples():
    scores, binary = sampled(samples=40), BinaryConfig(threshold=0.4, beta=2.0)
    resamples = bootstrap(scores, binary, IntervalConfig(resamples=100))
    drawn = np.random.default_rng(0).integers(40, size=(100, 40))
    for k in range(0, 100, 9):
        part = BinaryScores(scores.y[drawn[k]], scores.score[drawn[k]])
        judge = library_at_threshold(part, binary, np.ones(40)) | library_over_thresholds(part, np.ones(40))
        for name, value in judge.items():
            assert resamples.values[name][k] == pytest.approx(value, abs=1e-12, nan_ok=True), name


def test_chunks_do_not_change_the_resamples_and_grow_to_the_whole(monkeypatch):
    whole = bootstrap(sampled(samples=50), BinaryConfig(), SHORT)
    monkeypatch.setattr(intervals, "CHUNK_NUMBERS", 50 * 77)
    states = list(bootstrap_chunks(sampled(samples=50), BinaryConfig(), SHORT))
    assert [state.done for state in states] == [77, 154, 231, 300]
    np.testing.assert_array_equal(states[-1].values["mcc"], whole.values["mcc"])


@few
@given(st.integers(1, 60), st.integers(1, 50), st.integers(0, 99))
def test_every_resample_draws_as_many_as_there_are(samples, resamples, seed):
    weights = np.concatenate(list(bootstrap_weights(samples, resamples, seed)))
    assert weights.shape == (resamples, samples)
    assert (weights.sum(axis=1) == samples).all()


def test_rows_hold_the_value_both_intervals_and_what_is_a_proportion():
    scores, binary = sampled(samples=200), BinaryConfig()
    rows = {row.name: row for row in metric_intervals(scores, binary, SHORT, bootstrap(scores, binary, SHORT))}
    values = binary_values(scores, binary, np.ones(200))
    for name, row in rows.items():
        assert row.value == pytest.approx(values[name])
        assert row.low < row.value < row.high
        assert (row.wilson_low is not None) == (name in ("accuracy", "precision", "recall", "specificity"))
    assert rows["accuracy"].successes / rows["accuracy"].trials == rows["accuracy"].value


def test_a_metric_that_is_never_defined_has_no_interval():
    scores, binary = sampled(balance=0.0, samples=20), BinaryConfig()
    rows = {row.name: row for row in metric_intervals(scores, binary, SHORT, bootstrap(scores, binary, SHORT))}
    assert (rows["recall"].value, rows["recall"].low, rows["recall"].wilson_low) == (None, None, None)
    assert rows["recall"].undefined == 300
    assert rows["specificity"].high is not None


def test_at_another_prevalence_accuracy_is_no_proportion_of_samples():
    scores, binary = sampled(samples=60), BinaryConfig(reweight=True, prevalence=0.2)
    rows = {row.name: row for row in metric_intervals(scores, binary, SHORT, bootstrap(scores, binary, SHORT))}
    assert rows["accuracy"].wilson_low is rows["precision"].wilson_low is None
    assert rows["recall"].wilson_low is not None


def test_four_times_the_samples_halve_the_width():
    curve = width_curve(sampled(samples=400), BinaryConfig(), IntervalConfig(metric="roc_auc"))
    at = dict(zip(curve.sizes.tolist(), curve.bootstrap, strict=True))
    assert at[500] / at[2000] == pytest.approx(2, rel=0.25)
    assert np.isnan(curve.wilson).all()
    wilson = width_curve(sampled(samples=400), BinaryConfig(), IntervalConfig()).wilson
    assert (np.diff(wilson) < 0).all()


@pytest.mark.parametrize(("only_first", "only_second"), [(9, 3), (0, 1), (20, 21), (5, 5), (0, 12)])
def test_mcnemar_is_the_binomial_test_of_the_disagreements(only_first, only_second):
    first = np.repeat([True, False, True, False], [only_first, only_second, 30, 4])
    second = np.repeat([False, True, True, False], [only_first, only_second, 30, 4])
    result = mcnemar(first, second)
    assert (result.both, result.only_first, result.only_second, result.neither) == (30, only_first, only_second, 4)
    n = only_first + only_second
    tail = 2 * stats.binom.cdf(min(only_first, only_second), n, 0.5)
    assert result.p_exact == pytest.approx(min(1, tail), abs=1e-12)
    if only_first != only_second:
        expected = sum((abs(count - n / 2) - 0.5) ** 2 / (n / 2) for count in (only_first, only_second))
        assert result.chi2 == pytest.approx(expected)
        assert result.p_chi2 == pytest.approx(1 - stats.chi2(1).cdf(expected))
    else:
        assert result.p_chi2 == 1


def test_a_model_never_disagrees_with_itself():
    scores = sampled()
    result = compare(scores, scores, BinaryConfig(), SHORT)
    assert (result.conclusion, result.test.p_exact, result.test.chi2) == ("never_disagree", 1.0, None)
    assert (result.difference, result.low, result.high, result.metric_conclusion) == (0, 0, 0, "never_differs")


@pytest.mark.parametrize(("metric", "sign"), [("roc_auc", 1), ("accuracy", 1), ("log_loss", -1), ("brier", -1)])
def test_a_much_better_model_is_called_better_whichever_comes_first(metric, sign):
    good = sampled(separation=4.0)
    bad = sampled(ComparisonConfig(rival_separation=0.5), separation=4.0)
    config = IntervalConfig(metric=metric, resamples=300)
    forth, back = compare(good, bad, BinaryConfig(), config), compare(bad, good, BinaryConfig(), config)
    assert (forth.conclusion, forth.metric_conclusion) == ("first_better", "first_better")
    assert (back.conclusion, back.metric_conclusion) == ("second_better", "second_better")
    assert np.sign(forth.difference) == sign
    np.testing.assert_allclose(forth.differences, -back.differences)


def test_a_paired_difference_is_surer_the_more_alike_the_models_are():
    def width(correlation):
        rival = ComparisonConfig(rival_separation=1.8, rival_correlation=correlation)
        result = compare(sampled(), sampled(rival), BinaryConfig(), IntervalConfig(metric="roc_auc", resamples=300))
        return result.high - result.low

    assert width(0.95) < width(0.0) / 2


def test_models_on_different_samples_are_refused():
    with pytest.raises(Refusal) as refused:
        compare(sampled(balance=0.5), sampled(balance=0.4), BinaryConfig(), SHORT)
    assert refused.value.rule == "other_samples"
