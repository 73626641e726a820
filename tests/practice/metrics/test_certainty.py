import re

import numpy as np
import pytest

from core.practice.metrics.calibration import reliability
from core.practice.metrics.calibration_report import calibration_numbers_in_tex
from core.practice.metrics.certainty import compare_resampled, wilson_parts
from core.practice.metrics.class_challenges import second_guess_saves
from core.practice.metrics.classes import evaluate_multiclass
from core.practice.metrics.classes_report import average_rows, class_rows
from core.practice.metrics.comparison import compare
from core.practice.metrics.intervals import bootstrap, metric_intervals
from core.practice.metrics.predictions import one_versus_rest, sampled_predictions, trained_predictions
from core.practice.metrics.settings import (
    BinaryConfig,
    CalibrationConfig,
    ClassifierConfig,
    ComparisonConfig,
    DistributionsConfig,
    IntervalConfig,
    MulticlassConfig,
)
from core.refusal import Refusal

SHORT = IntervalConfig(resamples=200)


def number(latex):
    """The value of a formula made of numbers: fractions, products, sums, roots, absolute values, squares."""
    text = latex.replace(r"\cdot", "*").replace(r"\,", "*").replace("^2", "**2")
    text = re.sub(r"\*?10\^\{(-?\d+)\}", r"e\1", text)
    while r"\frac" in text or r"\sqrt" in text:
        text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", text)
        text = re.sub(r"\\sqrt\{([^{}]*)\}", r"((\1)**0.5)", text)
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text)
    return float(eval(re.sub(r"\)\(", ")*(", text), {"__builtins__": {}, "abs": abs}))


@pytest.fixture(scope="module")
def models():
    config = DistributionsConfig(samples=120)
    first = one_versus_rest(sampled_predictions(config), 1)
    return first, one_versus_rest(sampled_predictions(config, ComparisonConfig()), 1)


@pytest.mark.parametrize("metric", ["accuracy", "log_loss", "roc_auc"])
def test_resamples_that_are_there_tell_the_same_as_a_fresh_comparison(models, metric):
    config = IntervalConfig(resamples=200, metric=metric, level=0.9)
    binary = BinaryConfig()
    resamples = tuple(bootstrap(scores, binary, SHORT) for scores in models)
    got, want = compare_resampled(models, resamples, binary, config), compare(*models, binary, config)
    assert got.test == want.test
    assert (got.conclusion, got.metric_conclusion) == (want.conclusion, want.metric_conclusion)
    numbers = ("first", "second", "difference", "low", "high")
    assert [getattr(got, n) for n in numbers] == pytest.approx([getattr(want, n) for n in numbers], abs=1e-12)
    assert np.allclose(got.differences, want.differences, equal_nan=True)


def test_a_model_never_disagrees_with_itself(models):
    first, resamples = models[0], bootstrap(models[0], BinaryConfig(), SHORT)
    result = compare_resampled((first, first), (resamples, resamples), BinaryConfig(), SHORT)
    assert (result.conclusion, result.difference, result.low, result.high) == ("never_disagree", 0.0, 0.0, 0.0)


def test_other_samples_are_refused(models):
    first, other = models[0], one_versus_rest(sampled_predictions(DistributionsConfig(samples=50)), 1)
    resamples = tuple(bootstrap(scores, BinaryConfig(), SHORT) for scores in (first, other))
    with pytest.raises(Refusal, match="other_samples"):
        compare_resampled((first, other), resamples, BinaryConfig(), SHORT)


def test_wilsons_parts_lead_to_wilsons_interval_and_scipys(models):
    rows = metric_intervals(models[0], BinaryConfig(), SHORT, bootstrap(models[0], BinaryConfig(), SHORT))
    accuracy = rows[0]
    parts = wilson_parts(accuracy, SHORT.level)
    z, p, n = parts.z, parts.p, parts.n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    ends = [(p + z**2 / (2 * n) + sign * half) / (1 + z**2 / n) for sign in (-1, 1)]
    assert ends == pytest.approx([accuracy.wilson_low, accuracy.wilson_high], abs=1e-12)
    assert ends == pytest.approx([parts.library_low, parts.library_high], abs=1e-12)
    assert parts.rough_size(parts.rough_width) in (n, n + 1)
    assert wilson_parts(next(row for row in rows if row.name == "mcc"), SHORT.level) is None


@pytest.mark.parametrize("data_set", ["Iris", "Wine", "Breast cancer"])
def test_a_formula_of_all_classes_gives_its_value_when_computed_by_hand(data_set):
    predictions = trained_predictions(ClassifierConfig(data_set=data_set, feature_noise=1.0))
    report = evaluate_multiclass(predictions, MulticlassConfig(top_k=1))
    rows = [*average_rows(report), *(row for k in range(len(report.classes)) for row in class_rows(report, k))]
    assert len(rows) == len(report.values) + 3 * len(report.classes)
    for row in rows:
        assert number(row.numbers) == pytest.approx(row.value, abs=2e-3), row.name


def test_what_is_undefined_has_no_value_and_a_formula_all_the_same():
    report = evaluate_multiclass(
        sampled_predictions(DistributionsConfig(balance=0, samples=10)), MulticlassConfig(top_k=1)
    )
    rows = {row.name: row for row in average_rows(report)}
    assert rows["auc_ovr_macro"].value is None
    assert all(row.formula for row in rows.values())


def test_the_calibration_sums_give_the_errors_when_computed_by_hand(models):
    result = reliability(models[0].y, models[0].score, CalibrationConfig(bins=3))
    parts = calibration_numbers_in_tex(result)
    assert number(parts.error) == pytest.approx(result.expected_error, abs=1e-3)
    assert number(parts.reliability) == pytest.approx(result.reliability, abs=1e-3)
    assert number(parts.resolution) == pytest.approx(result.resolution, abs=1e-3)
    assert number(parts.uncertainty) == pytest.approx(result.uncertainty, abs=1e-3)


def test_the_second_guess_is_judged_on_the_report():
    def verdict(top_k=2, **fields):
        config = MulticlassConfig(top_k=top_k)
        return second_guess_saves(evaluate_multiclass(trained_predictions(ClassifierConfig(**fields)), config), config)

    assert verdict(data_set="Iris", feature_noise=1.0).met
    assert verdict(data_set="Iris", feature_noise=1.0, top_k=3).missing[0].key == "other_k"
    assert verdict(data_set="Iris").missing[0].key == "accuracy_too_high"
    assert verdict(data_set="Breast cancer").missing[0].key == "too_few_classes"
    assert verdict(data_set="Digits", model="Decision tree").missing[0].key == "top_k_too_low"
