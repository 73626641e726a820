"""Which samples stand behind a cell of the confusion matrix."""

from dataclasses import dataclass

import numpy as np

from core.practice.metrics.predictions import Predictions


@dataclass(frozen=True)
class CellSamples:
    """The samples of a cell, the most confident first.

    index (m,) places in the predictions, row (m,) places in the data set or file, confidence (m,) the probability of
    what was predicted, score (m,) that of the positive class, None where there is none; features (m, d), images
    (m, height, width) or None.
    """

    index: np.ndarray
    row: np.ndarray
    confidence: np.ndarray
    score: np.ndarray | None
    features: np.ndarray
    feature_names: tuple[str, ...]
    images: np.ndarray | None


def class_cell(predictions: Predictions, true: int, predicted: int) -> CellSamples:
    """The samples of class `true` that are predicted as class `predicted`."""
    chosen = (predictions.y_true == true) & (predictions.y_pred == predicted)
    return _sorted(predictions, chosen, predictions.probabilities[:, predicted], None)


def threshold_cell(
    predictions: Predictions, positive: int, threshold: float, *, is_positive: bool, predicted_positive: bool
) -> CellSamples:
    """The samples in a cell of one class against the rest, where `score >= threshold` is predicted positive."""
    score = predictions.probabilities[:, positive]
    chosen = ((predictions.y_true == positive) == is_positive) & ((score >= threshold) == predicted_positive)
    return _sorted(predictions, chosen, score if predicted_positive else 1 - score, score)


def _sorted(
    predictions: Predictions, chosen: np.ndarray, confidence: np.ndarray, score: np.ndarray | None
) -> CellSamples:
    index = np.flatnonzero(chosen)
    index = index[np.argsort(-confidence[index], kind="stable")]
    images = predictions.images
    return CellSamples(
        index=index, row=predictions.row[index], confidence=confidence[index],
        score=None if score is None else score[index], features=predictions.features[index],
        feature_names=predictions.feature_names, images=None if images is None else images[index],
    )  # fmt: skip
