"""One unit with batch normalization: the statistics of its batch, its running ones, and how they differ."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.learning.regularization.settings import NormalizationConfig
from core.refusal import Refusal

MEAN = 3.0  # of the unit's inputs
DEVIATION = 2.0
EPSILON = 1e-5  # as nn.BatchNorm1d has it
MOST_SEEN = 200
OTHERS = 200  # batches in which the marked sample is looked at, too


@dataclass(frozen=True)
class NormalizedBatch:
    """A batch before and after: inputs, outputs (batch,), the marked sample first; mean and variance that are used.

    running_means, running_variances: (201,), after 0, 1, … batches; elsewhere: (others,), the marked sample's output
    in other batches.
    """

    inputs: np.ndarray
    outputs: np.ndarray
    mean: float
    variance: float
    running_means: np.ndarray
    running_variances: np.ndarray
    elsewhere: np.ndarray


def batch_norm(x: np.ndarray, mean: Any, variance: Any, gamma: float, beta: float) -> np.ndarray:
    """(x - mean)/√(variance + ε) · γ + β, elementwise; mean and variance are scalars or of a shape that fits x."""
    return np.asarray((x - mean) / np.sqrt(variance + EPSILON) * gamma + beta)


def running_statistics(batches: np.ndarray, momentum: float) -> tuple[np.ndarray, np.ndarray]:
    """Running means and variances after each of the batches (count, batch), from 0 and 1 on: (count + 1,) each.

    running = (1 - momentum) · running + momentum · batch's; of the variance the unbiased one, as PyTorch does.
    """
    means, variances = np.zeros(len(batches) + 1), np.ones(len(batches) + 1)
    for k, batch in enumerate(batches):
        means[k + 1] = (1 - momentum) * means[k] + momentum * batch.mean()
        variances[k + 1] = (1 - momentum) * variances[k] + momentum * batch.var(ddof=1)
    return means, variances


def seen_batches(config: NormalizationConfig) -> np.ndarray:
    """The batches of training, (200, size), of at least two samples each."""
    rng = np.random.default_rng([config.batch_seed, 1])
    return np.asarray(rng.normal(MEAN, DEVIATION, (MOST_SEEN, max(config.batch, 2))))


def batch_inputs(config: NormalizationConfig) -> np.ndarray:
    """The batch on the screen, (batch,), with the marked sample first."""
    others = np.random.default_rng([config.batch_seed, 0]).normal(MEAN, DEVIATION, config.batch - 1)
    return np.append(config.sample, others)


def normalized_batch(config: NormalizationConfig) -> NormalizedBatch:
    """Normalize the batch by its own statistics (train) or the running ones (eval).

    Refusal for a single sample in train mode: its variance is 0, and its output would not depend on it.
    """
    train = config.mode == "train"
    if train and config.batch == 1:
        raise Refusal("batch_of_one")
    x = batch_inputs(config)
    means, variances = running_statistics(seen_batches(config), config.momentum)
    mean = float(x.mean()) if train else float(means[config.seen])
    variance = float(x.var()) if train else float(variances[config.seen])
    rng = np.random.default_rng([config.batch_seed, 2])
    mates = rng.normal(MEAN, DEVIATION, (OTHERS, config.batch - 1))
    rows = np.hstack([np.full((OTHERS, 1), config.sample), mates])
    at: tuple[Any, Any] = (rows.mean(axis=1), rows.var(axis=1)) if train else (mean, variance)
    return NormalizedBatch(
        inputs=x, outputs=batch_norm(x, mean, variance, config.gamma, config.beta), mean=mean, variance=variance,
        running_means=means, running_variances=variances,
        elsewhere=batch_norm(rows[:, 0], at[0], at[1], config.gamma, config.beta),
    )  # fmt: skip


def normalization_numbers(config: NormalizationConfig) -> dict[str, Any]:
    """The statistics that are used, the running ones, and the outputs of the batch."""
    found = normalized_batch(config)
    return {
        "outputs": found.outputs, "mean": found.mean, "variance": found.variance,
        "running_mean": float(found.running_means[config.seen]),
        "running_variance": float(found.running_variances[config.seen]),
    }  # fmt: skip


def normalization_in_torch(config: NormalizationConfig) -> dict[str, Any]:
    """The same by nn.BatchNorm1d: trained on the batches seen, then in the chosen mode."""
    import torch

    layer = torch.nn.BatchNorm1d(1, momentum=config.momentum, dtype=torch.float64)
    with torch.no_grad():
        layer.weight.fill_(config.gamma)
        layer.bias.fill_(config.beta)
        for batch in seen_batches(config)[: config.seen]:
            layer.train()(torch.from_numpy(batch)[:, None])
        mean, variance = float(layer.running_mean[0]), float(layer.running_var[0])  # type: ignore[index]
        x = torch.from_numpy(batch_inputs(config))
        train = config.mode == "train"
        outputs = layer.train(train)(x[:, None])[:, 0]
    return {
        "outputs": outputs.numpy(), "mean": float(x.mean()) if train else mean,
        "variance": float(x.var(correction=0)) if train else variance, "running_mean": mean,
        "running_variance": variance,
    }  # fmt: skip
