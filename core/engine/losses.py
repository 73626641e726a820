"""What a network's outputs a are compared to targets y by: the loss of each sample, and its derivative."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, log_softmax, softmax

from core.refusal import Refusal


@dataclass(frozen=True)
class Loss:
    """The loss of each sample (n,) from outputs a and targets y (n, outputs), and its derivative by a."""

    value: Callable[[np.ndarray, np.ndarray, float], np.ndarray]
    slope: Callable[[np.ndarray, np.ndarray, float], np.ndarray]


def huber(a: np.ndarray, y: np.ndarray, delta: float) -> np.ndarray:
    """Half the squared error up to delta, growing linearly beyond; (n,) of a and y (n, outputs). Huber (1964)."""
    error = np.abs(a - y)
    return np.asarray(np.where(error > delta, delta * (error - delta / 2), error**2 / 2).sum(1))


LOSSES = {
    "HalfSquared": Loss(lambda a, y, delta: ((a - y) ** 2 / 2).sum(1), lambda a, y, delta: a - y),
    "SigmoidCrossEntropy": Loss(
        lambda a, y, delta: (np.logaddexp(0, a) - a * y).sum(1), lambda a, y, delta: expit(a) - y
    ),
    "SoftmaxCrossEntropy": Loss(
        lambda a, y, delta: -(log_softmax(a, axis=1) * y).sum(1), lambda a, y, delta: softmax(a, axis=1) - y
    ),
    "Hinge": Loss(lambda a, y, delta: np.maximum(1 - y * a, 0).sum(1), lambda a, y, delta: -y * (y * a < 1)),
    "Absolute": Loss(lambda a, y, delta: np.abs(a - y).sum(1), lambda a, y, delta: np.sign(a - y)),
    "Huber": Loss(huber, lambda a, y, delta: np.clip(a - y, -delta, delta)),
}
CODES = {name: code for code, name in enumerate(LOSSES)}  # the numbers by which the fast engine knows them


def loss_name(loss: str, classes: int) -> str:
    """The member of LOSSES that a setting stands for: cross-entropy of a sigmoid (2 classes) or a softmax (more)."""
    if classes == 0 and loss in ("CrossEntropy", "Hinge"):
        raise Refusal("loss_wants_classes", loss=loss)
    if loss == "CrossEntropy":
        return "SigmoidCrossEntropy" if classes == 2 else "SoftmaxCrossEntropy"
    return "HalfSquared" if loss == "HalfSquaredLinear" else loss


def output_activation(loss: str, classes: int) -> str:
    """What the output units apply: as TensorFlow Playground, tanh for the squared error of classes; else nothing."""
    return "Tanh" if loss == "HalfSquared" and classes > 0 else "Linear"


def make_targets(labels: np.ndarray, classes: int, loss: str) -> np.ndarray:
    """Targets (n, outputs): values as they are; classes as 1 against 0 for cross-entropy, as 1 against -1 else."""
    if classes == 0:
        return labels.reshape(len(labels), -1)
    chosen = (labels > 0)[:, None] if classes == 2 else labels[:, None] == np.arange(classes)
    return chosen * 1.0 if loss == "CrossEntropy" else np.where(chosen, 1.0, -1.0)


def hits(outputs: np.ndarray, labels: np.ndarray, classes: int) -> int:
    """How many samples are classified rightly: by the sign of one output, or the largest of several.

    outputs: (n, outputs); labels: (n,).
    """
    if classes == 0:
        return 0
    predicted = np.where(outputs[:, 0] >= 0, 1, -1) if classes == 2 else outputs.argmax(1)
    return int(np.sum(predicted == labels))
