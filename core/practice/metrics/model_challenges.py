"""Tasks on regression and cross-validation, judged on the state of the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.practice.metrics.folds import CrossValidation
from core.practice.metrics.regression import OutlierEffect


def flattered(effect: OutlierEffect) -> Verdict:
    """R² raised by at least 0.02 by one true value that is moved: the model is the same, only its judge has changed."""
    before, after = effect.before["r2"], effect.after["r2"]
    return judge(
        (bool(np.isfinite(before)), "r2_undefined", {}),
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
