import math

import pytest

from core.code_export import numbers_of, script
from core.practice.metrics import numbers, numbers_library, numbers_library_certainty
from core.practice.metrics.binary_report import evaluate_binary
from core.practice.metrics.given import GivenRival, given_classes, given_quantities, given_scores
from core.practice.metrics.predictions import one_versus_rest, sampled_predictions, trained_predictions
from core.practice.metrics.regression import trained_regression
from core.practice.metrics.settings import (
    BinaryConfig,
    CalibrationConfig,
    ClassifierConfig,
    ComparisonConfig,
    CrossValidationConfig,
    DistributionsConfig,
    IntervalConfig,
    MulticlassConfig,
    RegressorConfig,
)

TRAINING = ClassifierConfig(data_set="Wine", model="k-NN", neighbors=7, feature_noise=1.0)
CURVES = DistributionsConfig(samples=80)
SCORES = one_versus_rest(trained_predictions(TRAINING), 1)
FILE = given_scores(SCORES)
RIVAL = GivenRival(tuple((SCORES.score / 2).tolist()))
WINE = given_classes(trained_predictions(TRAINING))
REGRESSION = RegressorConfig(regressor="Decision tree", depth=3)
BINARY, FOLDS, PAIR = BinaryConfig(threshold=0.4, beta=2.0), CrossValidationConfig(folds=3), ComparisonConfig()
INTERVAL, AUC = IntervalConfig(resamples=100), IntervalConfig(metric="roc_auc", resamples=100)
PLATT, STAIRS = CalibrationConfig(), CalibrationConfig(recalibration="Isotonic", binning="quantile", bins=5)

EXPORTS = {
    "threshold_of_data": (TRAINING, BINARY),
    "threshold_of_distributions": (CURVES, BinaryConfig(reweight=True, positive=0)),
    "threshold_of_file": (FILE, BINARY),
    "classes_of_data": (TRAINING, MulticlassConfig()),
    "classes_of_file": (WINE, MulticlassConfig(top_k=1)),
    "interval_of_data": (TRAINING, BINARY, INTERVAL),
    "interval_of_distributions": (CURVES, BINARY, AUC),
    "interval_of_file": (FILE, BinaryConfig(reweight=True), INTERVAL),
    "comparison_of_data": (TRAINING, PAIR, BINARY, INTERVAL),
    "comparison_of_distributions": (CURVES, PAIR, BINARY, AUC),
    "comparison_of_file": (FILE, RIVAL, BINARY, INTERVAL),
    "calibration_of_data": (TRAINING, BINARY, PLATT),
    "calibration_of_distributions": (CURVES, BINARY, STAIRS),
    "calibration_of_file": (FILE, STAIRS),
    "regression_of_data": (REGRESSION,),
    "regression_of_file": (given_quantities(trained_regression(REGRESSION)),),
    "folds_of_classifier": (TRAINING, FOLDS),
    "folds_of_regressor": (REGRESSION, FOLDS),
}
every_export = pytest.mark.parametrize(("name", "configs"), EXPORTS.items(), ids=EXPORTS)


def library_function(name):
    return getattr(numbers_library, name, None) or getattr(numbers_library_certainty, name)


def run_alone(function, configs):
    source = script(function, configs)
    assert "core" not in {line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith("from ")}
    namespace = {"__name__": "alone"}
    exec(compile(source, "script.py", "exec"), namespace)
    arguments = [namespace[type(value).__name__]() for value in configs]
    return namespace[function.__name__](*arguments)


def flat(numbers):
    for name, value in numbers_of(numbers).items():
        yield from ((name, part) for part in (value if isinstance(value, list) else [value]))


def agree(first, second):
    first, second = list(flat(first)), list(flat(second))
    assert [name for name, _ in first] == [name for name, _ in second]
    for (name, one), (_, other) in zip(first, second, strict=True):
        if isinstance(one, float) and isinstance(other, float):
            assert one == pytest.approx(other, rel=1e-6, abs=1e-9, nan_ok=True), name
        else:
            assert one == other, name


@every_export
def test_scikit_learn_and_scratch_give_the_same_numbers(name, configs):
    scratch, library = getattr(numbers, name)(*configs), library_function(name)(*configs)
    shared = scratch.keys() & library.keys()
    assert len(shared) >= 5 or "interval" in name
    agree({key: scratch[key] for key in sorted(shared)}, {key: library[key] for key in sorted(shared)})
    assert library.keys() <= scratch.keys()


@every_export
@pytest.mark.parametrize("library", [False, True], ids=["scratch", "library"])
def test_every_script_runs_on_its_own(name, configs, library):
    function = library_function(name) if library else getattr(numbers, name)
    agree(run_alone(function, configs), function(*configs))


def test_the_script_prints_what_the_screen_shows():
    printed = numbers.threshold_of_distributions(CURVES, BINARY)
    report = evaluate_binary(one_versus_rest(sampled_predictions(CURVES), 1), BINARY)
    assert {row.name: row.value for row in report.rows} == {row.name: printed[row.name] for row in report.rows}
    assert (report.counts.tp, report.counts.fn) == (printed["tp"], printed["fn"])
    assert {type(printed[name]) for name in ("tp", "fp", "fn", "tn")} == {int}


def test_undefined_numbers_are_nan_in_both():
    empty = given_scores(one_versus_rest(sampled_predictions(DistributionsConfig(samples=20, balance=0.0)), 1))
    for module in (numbers, numbers_library):
        found = module.threshold_of_file(empty, BINARY)
        assert math.isnan(found["recall"])
        assert math.isnan(found["roc_auc"])
