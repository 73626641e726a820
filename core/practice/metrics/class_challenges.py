"""The task of the view of all classes, judged on its report."""

from core.challenges import Verdict, judge
from core.practice.metrics.classes import MulticlassReport
from core.practice.metrics.settings import MulticlassConfig

TOLERANCE = 1e-9


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
