"""Softmax at a temperature, and the cross-entropy that it has for labels of which some are wrong."""

from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.probability.information.distribution import entropy, mean_surprise
from core.probability.information.settings import SoftmaxConfig

NAT = float(np.log(2))  # of a bit
TEMPERATURES = np.geomspace(0.05, 20, 121)


@dataclass(frozen=True)
class SoftmaxLoss:
    """Predicted probabilities q, the distribution p of the labels, and the cross-entropy loss in nats.

    q, p, scaled: (classes,), scaled being the logits divided by the temperature. `floor` is the least loss that any
    prediction can have, the entropy of the labels. temperatures, losses: (temperatures,).
    """

    q: np.ndarray
    p: np.ndarray
    scaled: np.ndarray
    loss: float
    floor: float
    tied: int
    temperatures: np.ndarray
    losses: np.ndarray
    made: Made | None = None


def softmax(logits: np.ndarray) -> np.ndarray:
    """Exponentials divided by their sum, along the last axis; the shape is kept.

    Shifted by the maximum, which leaves the value unchanged and cannot overflow.
    """
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def label_distribution(classes: int, noise: float) -> np.ndarray:
    """Labels that are class A, (classes,), but for a share of noise that the other classes have in equal parts."""
    p = np.full(classes, noise / (classes - 1))
    p[0] = 1 - noise
    return p


def label_loss(p: np.ndarray, logits: np.ndarray) -> np.ndarray:
    """-Σ p ln softmax(logits) in nats, from labels p, (classes,), and the logits themselves, (…, classes)."""
    top = logits.max(axis=-1)
    log_sum = top + np.log(np.exp(logits - top[..., None]).sum(axis=-1))
    return np.asarray(log_sum - logits @ p)


def softmax_loss(config: SoftmaxConfig) -> SoftmaxLoss:
    """Probabilities, loss and its floor at the temperature on the screen, and the loss at every other one."""
    logits = np.array(config.logits)
    p = label_distribution(len(logits), config.noise)
    scaled = logits / config.temperature
    return SoftmaxLoss(
        q=softmax(scaled), p=p, scaled=scaled, loss=float(label_loss(p, scaled)), floor=NAT * entropy(p),
        tied=int((logits == logits.max()).sum()), temperatures=TEMPERATURES,
        losses=label_loss(p, logits / TEMPERATURES[:, None]),
    )  # fmt: skip


def loss_numbers(config: SoftmaxConfig) -> dict[str, object]:
    """The numbers on the screen: softmax at the temperature, the loss in nats, and its floor."""
    logits = np.array(config.logits) / config.temperature
    p = label_distribution(len(logits), config.noise)
    q = softmax(logits)
    return {"q": q, "loss": NAT * mean_surprise(p, q), "floor": NAT * entropy(p)}
