"""The challenges of the topic: functions from results on the screen to a verdict."""

import numpy as np

from core.challenges import Verdict, judge
from core.practice.metrics.binary import precision_score, recall_score
from core.practice.metrics.binary_report import BinaryReport
from core.practice.metrics.calibration import Recalibration
from core.practice.metrics.certainty import MetricInterval
from core.practice.metrics.classes import MulticlassReport
from core.practice.metrics.comparison import Comparison
from core.practice.metrics.folds import CrossValidation
from core.practice.metrics.predictions import BinaryScores
from core.practice.metrics.regression import OutlierEffect
from core.practice.metrics.settings import CostConfig, MulticlassConfig
from core.practice.metrics.threshold import CostCurve, threshold_steps

HIGH_RECALL, TOLERANCE = 0.99, 1e-9


def miss_nobody(scores: BinaryScores, report: BinaryReport) -> Verdict:
    """Recall of at least 0.99 with the best precision that such a recall allows."""
    recall, precision = report["recall"].value or 0.0, report["precision"].value or 0.0
    counts = threshold_steps(scores, report.weights).counts
    allowed = recall_score(counts) >= HIGH_RECALL - TOLERANCE
    best = float(np.nanmax(precision_score(counts)[allowed], initial=0.0)) if scores.y.any() else 0.0
    return judge(
        (bool(scores.y.any()), "needs_positives", {}),
        (recall >= HIGH_RECALL - TOLERANCE, "recall_too_low", {"got": recall, "want": HIGH_RECALL}),
        (precision >= best - TOLERANCE, "precision_not_best", {"got": precision, "want": best}),
    )


def fooled_by_accuracy(report: BinaryReport) -> Verdict:
    """Accuracy above 0.95 while balanced accuracy stays below 0.6."""
    accuracy, balanced = report["accuracy"].value or 0.0, report["balanced_accuracy"].value
    return judge(
        (balanced is not None, "needs_both_classes", {}),
        (accuracy > 0.95, "accuracy_too_low", {"got": accuracy, "want": 0.95}),
        (balanced is not None and balanced < 0.6, "balanced_accuracy_too_high", {"got": balanced, "want": 0.6}),
    )


def cheapest(curve: CostCurve, costs: CostConfig) -> Verdict:
    """A missed case ten times as dear as a false alarm, and the threshold at which the cost is least."""
    return judge(
        (costs.cost_fp > 0, "false_alarm_free", {"got": costs.cost_fp}),
        (costs.cost_fn >= 10 * costs.cost_fp, "miss_too_cheap", {"got": costs.cost_fn, "want": 10 * costs.cost_fp}),
        (
            curve.current_cost <= curve.best_cost + TOLERANCE, "cost_not_least",
            {"got": curve.current_cost, "want": curve.best_cost},
        ),
    )  # fmt: skip


def repaired(result: Recalibration) -> Verdict:
    """A calibration error of at least 0.1 that a recalibration at least halves, judged on 50 samples or more."""
    before, after = result.before.expected_error, result.after.expected_error
    return judge(
        (result.judged_on >= 50, "too_few_samples", {"got": result.judged_on, "want": 50}),
        (before >= 0.1, "error_before_too_low", {"got": before, "want": 0.1}),
        (after <= before / 2, "error_after_too_high", {"got": after, "want": before / 2}),
    )


def sure_enough(interval: MetricInterval, level: float) -> Verdict:
    """An interval at a level of at least 0.95 that is narrower than 0.04, and has a width."""
    width = 1.0 if interval.width is None else interval.width
    return judge(
        (interval.width is not None, "interval_undefined", {}),
        (not interval.is_flat, "interval_without_width", {}),
        (level >= 0.95 - TOLERANCE, "level_too_low", {"got": level, "want": 0.95}),
        (width < 0.04, "interval_too_wide", {"got": width, "want": 0.04}),
    )


def only_luck(comparison: Comparison, level: float) -> Verdict:
    """Two models that disagree at least ten times, and yet no evidence at 0.95 that one is better."""
    disagreements = comparison.test.only_first + comparison.test.only_second
    return judge(
        (level <= 0.95 + TOLERANCE, "level_too_high", {"got": level, "want": 0.95}),
        (disagreements >= 10, "too_few_disagreements", {"got": disagreements, "want": 10}),
        (comparison.conclusion == "no_evidence", "there_is_evidence", {"got": comparison.test.p_exact}),
    )


def second_guess_saves(report: MulticlassReport, config: MulticlassConfig) -> Verdict:
    """Three classes or more, accuracy of at most 0.9, and yet the true class among the first two in 95 % of samples."""
    top_k, accuracy = report.values["top_k"], report.values["accuracy"] or 0.0
    return judge(
        (len(report.class_names) >= 3, "too_few_classes", {"got": len(report.class_names)}),
        (config.top_k == 2, "other_k", {"got": config.top_k}),
        (top_k is not None, "needs_scores", {}),
        (accuracy <= 0.9 + TOLERANCE, "accuracy_too_high", {"got": accuracy, "want": 0.9}),
        ((top_k or 0.0) >= 0.95 - TOLERANCE, "top_k_too_low", {"got": top_k or 0.0, "want": 0.95}),
    )


def flattered(effect: OutlierEffect) -> Verdict:
    """R² raised by at least 0.02 by one true value that is moved: the model is the same, only its judge has changed."""
    before, after = effect.before["r2"], effect.after["r2"]
    return judge(
        (bool(np.isfinite([before, after]).all()), "r2_undefined", {}),
        (bool(after - before >= 0.02), "gain_too_small", {"got": after - before, "want": 0.02}),
    )


def learned_by_heart(result: CrossValidation) -> Verdict:
    """Training accuracy of at least 0.99, and test accuracy lower by at least 0.3, over five folds or more."""
    train = float(np.mean([fold.train["accuracy"] for fold in result.folds]))
    gap = train - result.mean["accuracy"]
    return judge(
        (len(result.folds) >= 5, "too_few_folds", {"got": len(result.folds), "want": 5}),
        (train >= 0.99, "train_too_low", {"got": train, "want": 0.99}),
        (gap >= 0.3, "gap_too_small", {"got": gap, "want": 0.3}),
    )
