"""One true value that is moved: the predictions with it, and which rank a sample has."""

from dataclasses import replace

import numpy as np

from core.practice.metrics.regression import OutlierEffect, RegressionPredictions


def with_outlier(predictions: RegressionPredictions, effect: OutlierEffect) -> RegressionPredictions:
    """The same predictions, with the moved true value in its place."""
    y_true = predictions.y_true.astype(float)
    y_true[effect.index] = effect.moved_to
    return replace(predictions, y_true=y_true)


def rank_of(predictions: RegressionPredictions, index: int) -> float:
    """The rank of a sample's true value from 0 (lowest) to 1, as `OutlierConfig.outlier_rank` counts."""
    order = np.argsort(predictions.y_true, kind="stable")
    return round(float(np.flatnonzero(order == index)[0] / max(len(order) - 1, 1)), 6)
