"""Where an exported script has its predictions from: it trains, it samples, or it holds what a file held."""

from dataclasses import dataclass

import numpy as np

from core.practice.metrics.predictions import BinaryScores, Kind, Predictions, sample_evidence, trained_probabilities
from core.practice.metrics.regression import RegressionPredictions
from core.practice.metrics.settings import BinaryConfig, ClassifierConfig, ComparisonConfig, DistributionsConfig


@dataclass(frozen=True)
class GivenScores:
    """Scores that came from a file: whether each sample is positive (1 or 0), and its score."""

    y: tuple[int, ...]
    score: tuple[float, ...]
    kind: Kind = "probability"


@dataclass(frozen=True)
class GivenRival:
    """The second model's scores from a file, for the same samples."""

    score: tuple[float, ...]


@dataclass(frozen=True)
class GivenClasses:
    """Class indices that came from a file, and each sample's probabilities of all classes."""

    y_true: tuple[int, ...]
    y_pred: tuple[int, ...]
    probabilities: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class GivenQuantities:
    """Quantities that came from a file: true and predicted."""

    y_true: tuple[float, ...]
    y_pred: tuple[float, ...]


def given_scores(scores: BinaryScores) -> GivenScores:
    """Scores as literals for a script."""
    return GivenScores(tuple(scores.y.tolist()), tuple(scores.score.tolist()), scores.kind)


def given_classes(predictions: Predictions) -> GivenClasses:
    """Predictions of several classes as literals for a script."""
    rows = tuple(tuple(row) for row in predictions.probabilities.tolist())
    return GivenClasses(tuple(predictions.y_true.tolist()), tuple(predictions.y_pred.tolist()), rows)


def given_quantities(predictions: RegressionPredictions) -> GivenQuantities:
    """Quantities as literals for a script."""
    return GivenQuantities(tuple(predictions.y_true.tolist()), tuple(predictions.y_pred.tolist()))


def scores_of_data(training: ClassifierConfig, binary: BinaryConfig) -> BinaryScores:
    """The positive class against the rest, on the test samples of a trained model."""
    y_true, probabilities = trained_probabilities(training)
    return BinaryScores((y_true == binary.positive).astype(int), probabilities[:, binary.positive])


def scores_of_distributions(
    distributions: DistributionsConfig, binary: BinaryConfig, rival: ComparisonConfig | None = None
) -> BinaryScores:
    """The sampled scores of the model or its rival; the positive class is 1 unless the config says 0."""
    y, _, score = sample_evidence(distributions, rival)
    return BinaryScores(y, score) if binary.positive else BinaryScores(1 - y, 1 - score)


def scores_of_file(given: GivenScores) -> BinaryScores:
    """Scores as arrays again."""
    return BinaryScores(np.array(given.y), np.array(given.score), given.kind)
