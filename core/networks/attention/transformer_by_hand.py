"""A trained transformer read from its weights from scratch in NumPy: what it answers, and where its heads look."""

import numpy as np
from scipy.special import erf

from core.networks.attention.learned import LearnedTransformer
from core.networks.attention.settings import TransformerConfig
from core.networks.attention.tasks import SequenceTask
from core.networks.attention.training import held_out_examples

NORM_EPSILON = 1e-5  # added to the variance, as PyTorch does
ANGLE_BASE = 10_000.0
Weights = dict[str, np.ndarray]


def learned_in_numpy(run: LearnedTransformer) -> dict[str, float]:
    """Size, loss and accuracy of a network that PyTorch has trained, by matrix products in NumPy."""
    loss, accuracy = judged_in_numpy(run, run.sequence_task)
    parameters = sum(one.size for one in run.weights.values())
    return {"parameters": parameters, "steps": run.step, "test_loss": loss, "test_accuracy": accuracy}


def judged_in_numpy(run: LearnedTransformer, task: SequenceTask) -> tuple[float, float]:
    """Mean loss in nats and accuracy on the held-out sequences, over the places that count."""
    x, y, counts = (part.numpy() for part in held_out_examples(task))
    logits, _ = logits_and_maps(run, run.weights["embedding"][x], task.causal)
    said, truth = logits[counts], y[counts]
    return float(-log_softmax(said)[np.arange(len(truth)), truth].mean()), float((said.argmax(axis=1) == truth).mean())


def logits_and_maps(run: LearnedTransformer, vectors: np.ndarray, causal: bool) -> tuple[np.ndarray, np.ndarray]:
    """Logits (batch, n, classes) and weights of attention (layers, batch, heads, query, key).

    vectors: (batch, n, d) of the tokens; they may be complex, which carries a slope along.
    """
    w = {name: one.astype(float) for name, one in run.weights.items()}
    n = vectors.shape[1]
    x, maps = vectors + places_in_numpy(run.model, w, n), []
    allowed = np.tril(np.ones((n, n), dtype=bool)) if causal else np.ones((n, n), dtype=bool)
    for layer in range(run.model.layers):
        block = {name.removeprefix(f"blocks.{layer}."): one for name, one in w.items()}
        x, looks = block_in_numpy(x, block, run.model, allowed)
        maps.append(looks)
    return normed(x, w["norm_scale"], w["norm_shift"]) @ w["readout"].T, np.array(maps)


def block_in_numpy(
    x: np.ndarray, w: Weights, model: TransformerConfig, allowed: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """x + attention(norm(x)), then x + perceptron(norm(x)), (batch, n, d), and the weights (batch, heads, n, n).

    allowed: (n, n) whether a query sees a key.
    """
    batch, n, d = x.shape
    parts = normed(x, w["norm_scale"], w["norm_shift"]) @ w["project_in"].T + w["bias_in"]
    q, k, v = parts.reshape(batch, n, 3, model.attention_heads, -1).transpose(2, 0, 3, 1, 4)
    if model.encoding == "rotary":
        q, k = turned_pairs(q), turned_pairs(k)
    scores = q @ k.swapaxes(2, 3) / q.shape[-1] ** 0.5  # (batch, heads, query, key)
    powers = np.where(allowed, np.exp(scores - scores.real.max(axis=3, keepdims=True)), 0)
    looks = powers / powers.sum(axis=3, keepdims=True)
    x = x + (looks @ v).swapaxes(1, 2).reshape(batch, n, d) @ w["project_out"].T + w["bias_out"]
    if model.perceptron:
        wide = normed(x, w["second_scale"], w["second_shift"]) @ w["widen"].T + w["bias_wide"]
        x = x + (wide * (1 + erf(wide / 2**0.5)) / 2) @ w["narrow"].T + w["bias_narrow"]  # GELU
    return x, looks


def normed(x: np.ndarray, scale: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Each row of (…, d) brought to mean 0 and variance 1, then scaled and shifted. Ba et al. (2016)."""
    centered = x - x.mean(axis=-1, keepdims=True)
    return np.asarray(centered / np.sqrt((centered**2).mean(axis=-1, keepdims=True) + NORM_EPSILON) * scale + shift)


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Logits (…, classes) minus the logarithm of the sum of their exponentials; shifted by the largest real part."""
    shifted = logits - logits.real.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def angles_of(n: int, width: int) -> np.ndarray:
    """Place times frequency, 10000^(-2m/d) for pair m; (n, pairs)."""
    return np.arange(n)[:, None] * ANGLE_BASE ** (-np.arange(0, width, 2) / width)


def turned_pairs(x: np.ndarray) -> np.ndarray:
    """(…, n, d) with every pair of numbers turned by the angle of its place. Su et al. (2021), eq. 34."""
    angles = angles_of(*x.shape[-2:])
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = even * np.cos(angles) - odd * np.sin(angles), even * np.sin(angles) + odd * np.cos(angles)
    return np.stack(turned, axis=-1).reshape(x.shape)


def places_in_numpy(model: TransformerConfig, w: Weights, n: int) -> np.ndarray:
    """(n, d) what is added to the vectors of the tokens for their places, in single precision where it is fixed."""
    d = model.block_width
    if model.encoding == "learned":
        return w["position"][:n]
    if model.encoding == "sinusoidal":
        angles = angles_of(n, d)
        table = np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d) / (d / 2) ** 0.5
        return np.asarray(table.astype(np.float32), dtype=float)
    return np.zeros((n, d))
