"""Scikit-learn and SciPy are the judges of every number that a script prints."""

from dataclasses import replace

import numpy as np
import pytest

from core.practice.metrics import library, numbers
from core.practice.metrics.folds import cross_validate_classifier
from core.practice.metrics.folds_report import fold_lines
from core.practice.metrics.predictions import (
    BinaryScores,
    one_versus_rest,
    sampled_predictions,
    trained_predictions,
)
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
WINE = trained_predictions(TRAINING)
SCORES = one_versus_rest(WINE, 1)
CURVES = one_versus_rest(sampled_predictions(DistributionsConfig(samples=80)), 0)
RIVAL = one_versus_rest(sampled_predictions(DistributionsConfig(samples=80), ComparisonConfig()), 0)
RAW = replace(CURVES, kind="score")
RARE = BinaryScores(np.array([1, *[0] * 29]), np.linspace(1, 0, 30))  # a resample may hold no positive sample
APART = BinaryScores(np.repeat([0, 1], 60), np.linspace(0.1, 0.9, 120))
BINARY, MOVED = BinaryConfig(threshold=0.4, beta=2.0), BinaryConfig(reweight=True)
SHORT, AUC = IntervalConfig(resamples=100), IntervalConfig(metric="roc_auc", resamples=100)
PLATT, STAIRS = CalibrationConfig(), CalibrationConfig(recalibration="Isotonic", binning="quantile", bins=5)
CASES = {
    "classes": ("class_numbers", (WINE, MulticlassConfig())),
    "first guess": ("class_numbers", (WINE, MulticlassConfig(top_k=1))),
    "labels": ("class_numbers", (replace(WINE, kind="label"), MulticlassConfig())),
    "interval": ("interval_numbers", (SCORES, BINARY, SHORT)),
    "interval of a ranking": ("interval_numbers", (CURVES, BINARY, AUC)),
    "interval undefined at times": ("interval_numbers", (RARE, BINARY, AUC)),
    "interval elsewhere": ("interval_numbers", (CURVES, MOVED, SHORT)),
    "comparison": ("comparison_numbers", (CURVES, RIVAL, BINARY, AUC)),
    "no comparison": ("comparison_numbers", (CURVES, CURVES, MOVED, SHORT)),
    "Platt": ("reliability_numbers", (SCORES, PLATT)),
    "Platt where a threshold separates": ("reliability_numbers", (APART, PLATT)),
    "Platt on raw scores": ("reliability_numbers", (RAW, PLATT)),
    "isotonic": ("reliability_numbers", (CURVES, STAIRS)),
    "quantities": ("regression_numbers", (trained_regression(RegressorConfig(regressor="Decision tree", depth=3)),)),
}


def flat(found):
    for name, value in found.items():
        yield from ((name, part) for part in np.ravel(value).tolist()) if isinstance(value, list) else [(name, value)]


def agree(first, second):
    for (name, one), (other_name, other) in zip(flat(first), flat(second), strict=True):
        assert name == other_name
        if one is None or other is None:
            assert one is other, name
        else:
            assert one == pytest.approx(other, rel=1e-6, abs=1e-9, nan_ok=True), name


@pytest.mark.parametrize(("name", "arguments"), CASES.values(), ids=CASES)
def test_the_library_gives_the_numbers_of_scratch(name, arguments):
    scratch, judge = getattr(numbers, name)(*arguments), getattr(library, name)(*arguments)
    assert judge.keys() <= scratch.keys()
    assert len(judge) >= (3 if "interval" in name else 8)
    agree({key: scratch[key] for key in judge}, judge)


CONSTANT = ClassifierConfig(data_set="Wine", inverse_penalty=1e-4, feature_noise=5.0)  # predicts one class at times


@pytest.mark.parametrize("training", [TRAINING, CONSTANT], ids=["k-NN", "constant"])
def test_the_folds_of_scratch_are_scikit_learns(training):
    folds = CrossValidationConfig(folds=3)
    found = cross_validate_classifier(training, folds)
    agree(numbers.fold_numbers(found), library.fold_numbers(training, folds))
    assert [key for key, _ in fold_lines(found, "mcc")] == ["said", "one_class"][: 1 + (training is CONSTANT)]
