"""Intervals, comparison and calibration by SciPy and scikit-learn, as functions that travel alone."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.stats import binomtest, bootstrap, chi2
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, confusion_matrix, log_loss

from core.practice.metrics.binary import class_weights
from core.practice.metrics.calibration import can_be_split
from core.practice.metrics.given import (
    GivenRival,
    GivenScores,
    scores_of_data,
    scores_of_distributions,
    scores_of_file,
)
from core.practice.metrics.intervals import proportion
from core.practice.metrics.library import library_metric
from core.practice.metrics.models import split
from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.recalibration import log_odds
from core.practice.metrics.settings import (
    BinaryConfig,
    CalibrationConfig,
    ClassifierConfig,
    ComparisonConfig,
    DistributionsConfig,
    IntervalConfig,
)

Numbers = dict[str, Any]


def metric_of(scores: BinaryScores, binary: BinaryConfig, name: str) -> Callable[..., float]:
    """One metric as a function of `(y, score, weights)`."""

    def metric(y: np.ndarray, score: np.ndarray, weights: np.ndarray) -> float:
        return library_metric(name, replace(scores, y=y, score=score), binary, weights)

    return metric


def percentile_bootstrap(
    arrays: tuple[np.ndarray, ...], statistic: Callable[..., float], config: IntervalConfig
) -> Any:
    """SciPy's interval from resamples of all arrays together; NaN if a resample leaves the statistic undefined."""
    return bootstrap(
        arrays, statistic, paired=True, vectorized=False, n_resamples=config.resamples, method="percentile",
        confidence_level=config.level, rng=np.random.default_rng(config.bootstrap_seed),
    ).confidence_interval  # fmt: skip


def interval_numbers(scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Numbers:
    """One metric, its bootstrap interval and, for a proportion, Wilson's; NaN is undefined."""
    weights = class_weights(scores.y, binary)
    metric = metric_of(scores, binary, config.metric)
    interval = percentile_bootstrap((scores.y, scores.score, weights), metric, config)
    numbers = {"value": metric(scores.y, scores.score, weights), "low": interval.low, "high": interval.high}
    share = proportion(config.metric, scores, binary)
    if share and share[1]:
        wilson = binomtest(*share).proportion_ci(config.level, method="wilson")
        numbers |= {"wilson_low": wilson.low, "wilson_high": wilson.high}
    return {name: float(value) for name, value in numbers.items()}


def interval_of_data(training: ClassifierConfig, binary: BinaryConfig, config: IntervalConfig) -> Numbers:
    """Train a model; how sure one of its metrics is."""
    return interval_numbers(scores_of_data(training, binary), binary, config)


def interval_of_distributions(
    distributions: DistributionsConfig, binary: BinaryConfig, config: IntervalConfig
) -> Numbers:
    """Sample scores of two classes; how sure one of their metrics is."""
    return interval_numbers(scores_of_distributions(distributions, binary), binary, config)


def interval_of_file(given: GivenScores, binary: BinaryConfig, config: IntervalConfig) -> Numbers:
    """How sure a metric of given scores is."""
    return interval_numbers(scores_of_file(given), binary, config)


def comparison_numbers(
    first: BinaryScores, second: BinaryScores, binary: BinaryConfig, config: IntervalConfig
) -> Numbers:
    """McNemar's test, and the bootstrapped difference of one metric."""
    a, b = ((scores.score >= binary.threshold) == (scores.y == 1) for scores in (first, second))
    (both, only_first), (only_second, neither) = confusion_matrix(a, b, labels=[True, False]).tolist()
    n = only_first + only_second
    statistic = max(abs(only_first - only_second) - 1, 0) ** 2 / n if n else None
    metric = metric_of(first, binary, config.metric)

    def difference(y: np.ndarray, one: np.ndarray, other: np.ndarray, weights: np.ndarray) -> float:
        return metric(y, one, weights) - metric(y, other, weights)

    weights = class_weights(first.y, binary)
    interval = percentile_bootstrap((first.y, first.score, second.score, weights), difference, config)
    one, other = (metric(scores.y, scores.score, weights) for scores in (first, second))
    return {
        "both": both, "only_first": only_first, "only_second": only_second, "neither": neither,
        "p_exact": float(binomtest(only_first, n).pvalue) if n else 1.0,
        "chi2": statistic, "p_chi2": float(chi2.sf(statistic, 1)) if n else None,
        "first": one, "second": other, "difference": one - other,
        "low": float(interval.low), "high": float(interval.high),
    }  # fmt: skip


def comparison_of_data(
    training: ClassifierConfig, comparison: ComparisonConfig, binary: BinaryConfig, config: IntervalConfig
) -> Numbers:
    """Train two models on one split; do they differ?"""
    rival = replace(training, model=comparison.rival)
    return comparison_numbers(scores_of_data(training, binary), scores_of_data(rival, binary), binary, config)


def comparison_of_distributions(
    distributions: DistributionsConfig, comparison: ComparisonConfig, binary: BinaryConfig, config: IntervalConfig
) -> Numbers:
    """Sample two models' scores of the same samples; do they differ?"""
    first = scores_of_distributions(distributions, binary)
    return comparison_numbers(first, scores_of_distributions(distributions, binary, comparison), binary, config)


def comparison_of_file(given: GivenScores, rival: GivenRival, binary: BinaryConfig, config: IntervalConfig) -> Numbers:
    """Two given models on the same samples; do they differ?"""
    first = scores_of_file(given)
    return comparison_numbers(first, replace(first, score=np.array(rival.score)), binary, config)


def calibration_errors(y: np.ndarray, score: np.ndarray, config: CalibrationConfig) -> Numbers:
    """Expected calibration error by histogram, and scikit-learn's two losses."""
    edges = np.linspace(0, 1, config.bins + 1)
    if config.binning == "quantile":
        inner = np.quantile(score, edges[1:-1])
        edges = np.unique(np.concatenate([[0.0], inner, [1.0]]))
    place = np.searchsorted(edges[1:-1], score)
    gap = np.bincount(place, weights=score - y)
    return {
        "expected_error": float(np.abs(gap).sum() / len(y)),
        "brier": float(brier_score_loss(y, score, labels=[0, 1])),
        "log_loss": float(log_loss(y, np.column_stack([1 - score, score]), labels=[0, 1])),
    }


def calibration_numbers(scores: BinaryScores, config: CalibrationConfig) -> Numbers:
    """Calibration error and losses; then, of one half, before and after recalibration."""
    y, score = scores.y, scores.score
    numbers = calibration_errors(y, score, config)
    if not can_be_split(y, config):
        return numbers
    judged, held = split(y, config.held_out, config.calibration_seed, stratified=True)
    if config.recalibration == "Isotonic":
        mapped = IsotonicRegression(out_of_bounds="clip").fit(score[held], y[held]).predict(score[judged])
    else:
        x = (log_odds(score) if scores.kind == "probability" else score)[:, None]
        positives = y[held].sum()
        above, below = (positives + 1) / (positives + 2), 1 / (len(held) - positives + 2)  # Platt's targets
        target = np.where(y[held] == 1, above, below)
        model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10, max_iter=1000)
        twice = np.concatenate([x[held], x[held]])  # each sample in both classes, weighted by its target
        model.fit(twice, np.repeat([1, 0], len(held)), sample_weight=np.concatenate([target, 1 - target]))
        mapped = model.predict_proba(x[judged])[:, 1]
    for when, part in (("before", score[judged]), ("after", mapped)):
        numbers |= {f"{name}_{when}": value for name, value in calibration_errors(y[judged], part, config).items()}
    return numbers


def calibration_of_data(training: ClassifierConfig, binary: BinaryConfig, config: CalibrationConfig) -> Numbers:
    """Train a model; do its probabilities mean what they say?"""
    return calibration_numbers(scores_of_data(training, binary), config)


def calibration_of_distributions(
    distributions: DistributionsConfig, binary: BinaryConfig, config: CalibrationConfig
) -> Numbers:
    """Sample scores of two classes; do they mean what they say?"""
    return calibration_numbers(scores_of_distributions(distributions, binary), config)


def calibration_of_file(given: GivenScores, config: CalibrationConfig) -> Numbers:
    """Do given probabilities mean what they say?"""
    return calibration_numbers(scores_of_file(given), config)
