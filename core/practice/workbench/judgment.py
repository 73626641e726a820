"""A trained model before its test set: the confusion matrix, what stands behind its cells, and the simplest rivals."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.code_export import Made
from core.practice.metrics.certainty import wilson_interval
from core.practice.metrics.classes import MulticlassReport, evaluate_multiclass
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.settings import MulticlassConfig
from core.practice.workbench.images import ImageSet
from core.practice.workbench.images_report import nearest_mean_accuracy
from core.practice.workbench.trained import Training, majority_share

SHOWN = 50  # images behind a cell
SURE = 0.9  # probability from which a wrong answer is a confident one


@dataclass(frozen=True)
class Judgment:
    """A model's answers for the n test images, of k classes.

    The accuracy has its 95 % interval; `majority` and `nearest_mean` are the accuracies of two rivals that need no
    training.
    """

    labels: np.ndarray  # (n,)
    guesses: np.ndarray  # (n,)
    probabilities: np.ndarray  # (n, k)
    accuracy: float
    low: float
    high: float
    majority: float
    nearest_mean: float
    surely_wrong: int  # images that are called wrongly with a probability of at least 0.9
    made: Made | None = None

    def cell(self, true: int, predicted: int) -> np.ndarray:
        """The images of a cell (m,), the surest first; with -1 all mistakes."""
        k = self.probabilities.shape[1]
        inside = self.labels != self.guesses
        if 0 <= true < k and 0 <= predicted < k:
            inside = (self.labels == true) & (self.guesses == predicted)
        places = np.flatnonzero(inside)
        sure = self.probabilities[places, self.guesses[places]]
        return places[np.argsort(-sure, kind="stable")]


def judgment(training: Training, images: ImageSet) -> Judgment:
    """The answers on the test set, and how good they are."""
    probabilities, labels = training.test_probabilities.astype(float), images.test_labels
    probabilities = probabilities / probabilities.sum(axis=1, keepdims=True)
    guesses = probabilities.argmax(axis=1)
    right = guesses == labels
    low, high = wilson_interval(int(right.sum()), len(labels), 0.95)
    k = len(images.classes)
    means = np.stack([
        images.train_images[images.train_labels == label].mean(axis=0) if (images.train_labels == label).any()
        else np.full(images.train_images.shape[1:], np.inf) for label in range(k)
    ])  # fmt: skip
    return Judgment(
        labels=labels, guesses=guesses, probabilities=probabilities, accuracy=float(right.mean()), low=float(low),
        high=float(high), majority=majority_share(images.train_labels, labels),
        nearest_mean=nearest_mean_accuracy(means, images.test_images, labels),
        surely_wrong=int((~right & (probabilities.max(axis=1) >= SURE)).sum()),
    )  # fmt: skip


def judged_predictions(found: Judgment, names: tuple[str, ...]) -> Predictions:
    """The same as the topic of metrics knows them."""
    n = len(found.labels)
    return Predictions(
        y_true=found.labels, y_pred=found.guesses, probabilities=found.probabilities, kind="probability",
        class_names=names, row=np.arange(n), features=np.empty((n, 0)),
    )  # fmt: skip


def class_report(found: Judgment, names: tuple[str, ...]) -> MulticlassReport:
    """The confusion matrix, and precision, recall and F1 of each class."""
    return evaluate_multiclass(judged_predictions(found, names), MulticlassConfig(top_k=1))


def judgment_numbers(training: Training, images: ImageSet) -> dict[str, Any]:
    """What the screen says of the test set, by scikit-learn."""
    from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, log_loss

    found = judgment(training, images)
    classes = range(found.probabilities.shape[1])
    return {
        "accuracy": float(accuracy_score(found.labels, found.guesses)),
        "confusion_matrix": confusion_matrix(found.labels, found.guesses, labels=classes),
        "f1_macro": float(f1_score(found.labels, found.guesses, labels=classes, average="macro", zero_division=0)),
        "log_loss": float(log_loss(found.labels, found.probabilities, labels=classes)),
        "majority": found.majority,
        "nearest_mean": found.nearest_mean,
    }


def numbers_by_hand(training: Training, images: ImageSet) -> dict[str, Any]:
    """The same numbers with NumPy alone."""
    p, labels = training.test_probabilities.astype(float), images.test_labels
    p = p / p.sum(axis=1, keepdims=True)
    n, k = p.shape
    guesses = p.argmax(axis=1)
    matrix = np.bincount(labels * k + guesses, minlength=k * k).reshape(k, k)  # (true, predicted)
    hits, called = matrix.diagonal(), matrix.sum(axis=0) + matrix.sum(axis=1)
    nearest = np.full((n, k), np.inf)
    for label in np.unique(images.train_labels):
        mean = images.train_images[images.train_labels == label].mean(axis=0)
        nearest[:, label] = ((images.test_images - mean) ** 2).sum(axis=(1, 2, 3))
    commonest = np.bincount(images.train_labels).argmax()
    return {
        "accuracy": float(hits.sum() / n),
        "confusion_matrix": matrix,
        "f1_macro": float((2 * hits / np.maximum(called, 1)).mean()),
        "log_loss": float(-np.log(np.maximum(p[np.arange(n), labels], np.finfo(float).eps)).mean()),
        "majority": float((labels == commonest).mean()),
        "nearest_mean": float((nearest.argmin(axis=1) == labels).mean()),
    }


def judgment_lines(found: Judgment, report: MulticlassReport) -> list[tuple[str, dict[str, Any]]]:
    """The accuracy with its interval and rivals, the commonest confusion, and the confident mistakes."""
    n, wrong = len(found.labels), report.matrix * (1 - np.eye(len(report.class_names)))
    lines: list[tuple[str, dict[str, Any]]] = [
        ("accuracy", {"accuracy": 100 * found.accuracy, "low": 100 * found.low, "high": 100 * found.high, "n": n,
                      "majority": 100 * found.majority, "nearest": 100 * found.nearest_mean})
    ]  # fmt: skip
    beaten = found.low > found.nearest_mean
    lines.append(("beats", {}) if beaten else ("not_better", {}))
    if wrong.any():
        true, predicted = np.unravel_index(int(wrong.argmax()), wrong.shape)
        names = report.class_names
        lines.append(("confused", {"true": names[true], "predicted": names[predicted], "count": int(wrong.max())}))
        lines.append(("sure", {"count": found.surely_wrong, "wrong": int(wrong.sum())}))
    else:
        lines.append(("no_mistake", {}))
    return lines
