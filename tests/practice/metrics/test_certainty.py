from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from core.practice.metrics import certainty
from core.practice.metrics.binary import binary_values
from core.practice.metrics.certainty import (
    bootstrap,
    bootstrap_chunks,
    bootstrap_weights,
    metric_intervals,
    width_curve_in_steps,
    wilson_interval,
    wilson_parts,
)
from core.practice.metrics.certainty_report import flat_lines, size_by_hand
from core.practice.metrics.library import OF_LABELS, OF_SCORES, library_metric
from core.practice.metrics.predictions import BinaryScores, one_versus_rest, sampled_predictions
from core.practice.metrics.settings import BinaryConfig, DistributionsConfig, IntervalConfig

few = settings(max_examples=40, deadline=None)
SHORT = IntervalConfig(resamples=300)


def sampled(**fields):
    return one_versus_rest(sampled_predictions(DistributionsConfig(**fields)), 1)


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


def test_every_metric_of_a_resample_is_scikit_learns_on_the_drawn_samples():
    scores, binary = sampled(samples=40), BinaryConfig(threshold=0.4, beta=2.0)
    resamples = bootstrap(scores, binary, IntervalConfig(resamples=100))
    drawn = np.random.default_rng(0).integers(40, size=(100, 40))
    for k in range(0, 100, 9):
        part = BinaryScores(scores.y[drawn[k]], scores.score[drawn[k]])
        for name in (*OF_LABELS, *OF_SCORES):
            value = library_metric(name, part, binary, np.ones(40))
            assert resamples.values[name][k] == pytest.approx(value, abs=1e-12, nan_ok=True), name


def test_chunks_do_not_change_the_resamples_and_grow_to_the_whole(monkeypatch):
    whole = bootstrap(sampled(samples=50), BinaryConfig(), SHORT)
    monkeypatch.setattr(certainty, "CHUNK_NUMBERS", 50 * 77)
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
    *growing, curve = width_curve_in_steps(sampled(samples=400), BinaryConfig(), IntervalConfig(metric="roc_auc"))
    assert [len(one.sizes) for one in growing] == list(range(1, len(curve.sizes)))
    at = dict(zip(curve.sizes.tolist(), curve.bootstrap, strict=True))
    assert at[500] / at[2000] == pytest.approx(2, rel=0.25)
    assert np.isnan(curve.wilson).all()
    *_, accuracy = width_curve_in_steps(sampled(samples=400), BinaryConfig(), IntervalConfig())
    wilson = accuracy.wilson
    assert (np.diff(wilson) < 0).all()


def test_wilsons_parts_lead_to_wilsons_interval_and_scipys():
    scores = sampled(samples=120)
    rows = metric_intervals(scores, BinaryConfig(), SHORT, bootstrap(scores, BinaryConfig(), SHORT))
    accuracy = rows[0]
    parts = wilson_parts(accuracy, SHORT.level)
    z, p, n = parts.z, parts.p, parts.n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    ends = [(p + z**2 / (2 * n) + sign * half) / (1 + z**2 / n) for sign in (-1, 1)]
    assert ends == pytest.approx([accuracy.wilson_low, accuracy.wilson_high], abs=1e-12)
    assert ends == pytest.approx([parts.library_low, parts.library_high], abs=1e-12)
    assert parts.rough_size(parts.rough_width) in (n, n + 1)
    assert wilson_parts(next(row for row in rows if row.name == "mcc"), SHORT.level) is None


@pytest.mark.parametrize(("metric", "lines"), [
    ("accuracy", ["no_width", "no_width_but_wilson"]), ("roc_auc", ["no_width"]),
])  # fmt: skip
def test_an_interval_without_width_is_no_certainty(metric, lines):
    y = np.repeat([0, 1], 20)
    asked = BinaryScores(y, 0.2 + 0.6 * y), BinaryConfig(), replace(SHORT, metric=metric)
    row = next(row for row in metric_intervals(*asked, bootstrap(*asked)) if row.name == metric)
    assert [key for key, _ in flat_lines(row)] == lines
    ((key, values),) = size_by_hand(row, metric, SHORT)
    assert key == ("rough_fails" if metric == "accuracy" else "no_proportion")
    assert values.get("wilson", 1) > 0.08


def test_the_width_of_the_experiment_halves_from_500_to_2000_samples():
    widths = []
    for samples in (500, 2000):
        config = (sampled(samples=samples), BinaryConfig(), IntervalConfig())
        row = metric_intervals(*config, bootstrap(*config))[0]
        widths.append(row.high - row.low)
    assert widths == pytest.approx([0.064, 0.032], abs=5e-4)
