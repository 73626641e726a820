"""The same depth four times: plain, with skips, with batch normalization, with both; gradients and training."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import batch_norm, conv2d, cross_entropy, relu

from core.code_export import Made
from core.jobs.registry import register
from core.networks.cnn.settings import DepthConfig

VARIANTS = ("plain", "skips", "norm", "both")
CHANNELS = 12
BATCH = 64  # whose gradient is shown
TRAINING_BATCH = 32
IMAGES = 1797  # of scikit-learn, through which the training goes in a fixed order
MOMENTUM = 0.9
SNAPSHOT_STEPS = 5
MEAN = 4.88  # of the pixels of the digits, from 0 to 16
DEVIATION = 6.02


@dataclass(frozen=True)
class Gradients:
    """Norm of the gradient of every layer's weights at the start, (4, layers), from the first layer to the last."""

    norms: np.ndarray
    made: Made | None = None

    @property
    def ratios(self) -> np.ndarray:
        """First layer over last, (4,); infinite where the last one is zero."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.norms[:, 0] / self.norms[:, -1])


@dataclass(frozen=True)
class DepthRun:
    """Losses (4, steps done) of the four variants, from the same images in the same order."""

    losses: np.ndarray
    steps: int
    made: Made | None = None

    @property
    def ends(self) -> np.ndarray:
        """Mean loss of the last ten steps, (4,)."""
        return np.asarray(self.losses[:, -10:].mean(axis=1))


def digits() -> tuple[Tensor, Tensor]:
    """The digits of scikit-learn (1797, 1, 8, 8), standardized, and their classes (1797,)."""
    from sklearn.datasets import load_digits

    data = load_digits()
    images = torch.tensor((data.images - MEAN) / DEVIATION, dtype=torch.float32)
    return images[:, None], torch.tensor(data.target)


def he_weights(blocks: int, seed: int) -> list[Tensor]:
    """Weights with the variance 2 / inputs: a first convolution, two in each block, and a dense layer (10, 12)."""
    generator = torch.Generator().manual_seed(seed)
    shapes = [(CHANNELS, 1, 3, 3), *[(CHANNELS, CHANNELS, 3, 3)] * (2 * blocks), (10, CHANNELS)]
    found = []
    for shape in shapes:
        inputs = int(np.prod(shape[1:]))
        weight = torch.randn(shape, generator=generator) * (2 / inputs) ** 0.5
        found.append(weight.requires_grad_())
    return found


def logits(weights: list[Tensor], x: Tensor, variant: str) -> Tensor:
    """Logits (n, 10) of images x (n, 1, 8, 8): a convolution, blocks of two, a mean over all places, a dense layer."""
    skips, norm = variant in ("skips", "both"), variant in ("norm", "both")

    def layer(x: Tensor, weight: Tensor) -> Tensor:
        z = conv2d(x, weight, padding=1)
        return batch_norm(z, None, None, training=True) if norm else z

    h = relu(layer(x, weights[0]))
    for first, second in zip(weights[1:-1:2], weights[2:-1:2], strict=True):
        f = layer(relu(layer(h, first)), second)
        h = relu(f + h) if skips else relu(f)  # He et al. (2016), eq. 1
    return h.mean(dim=(2, 3)) @ weights[-1].T


def start_gradients(config: DepthConfig) -> Gradients:
    """The gradient of one batch at the start, by layer, in all four variants with the same weights."""
    torch.set_num_threads(1)
    x, y = digits()
    norms = []
    for variant in VARIANTS:
        weights = he_weights(config.blocks, config.depth_seed)
        loss = cross_entropy(logits(weights, x[:BATCH], variant), y[:BATCH])
        found = torch.autograd.grad(loss, weights)
        norms.append([float(one.double().norm()) for one in found])
    return Gradients(np.array(norms))


def train_depths(config: DepthConfig) -> Iterator[DepthRun]:
    """Train the four variants on the same batches with momentum; a variant that diverges goes on as NaN."""
    torch.set_num_threads(1)
    x, y = digits()
    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(config.depth_seed))
    nets = [he_weights(config.blocks, config.depth_seed) for _ in VARIANTS]
    rules = [torch.optim.SGD(weights, config.rate, momentum=MOMENTUM) for weights in nets]
    losses = np.full((len(VARIANTS), config.steps), np.nan)
    for step in range(config.steps):
        place = torch.arange(step * TRAINING_BATCH, (step + 1) * TRAINING_BATCH) % len(y)
        batch = order[place]
        for k, variant in enumerate(VARIANTS):
            loss = cross_entropy(logits(nets[k], x[batch], variant), y[batch])
            losses[k, step] = loss.item()
            rules[k].zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            rules[k].step()
        if (step + 1) % SNAPSHOT_STEPS == 0 or step + 1 == config.steps:
            yield DepthRun(losses[:, : step + 1].copy(), config.steps)


def gradient_numbers(config: DepthConfig) -> dict[str, np.ndarray]:
    """The norms (4, layers) that the screen shows."""
    return {"norms": start_gradients(config).norms}


def loss_numbers(run: DepthRun) -> dict[str, np.ndarray]:
    """Mean loss of the last ten steps in each variant, (4,)."""
    return {"ends": run.ends}


def depth_points(run: DepthRun) -> tuple[int, dict[str, float]]:
    """The newest loss of each variant that has one."""
    newest = zip(VARIANTS, run.losses[:, -1].tolist(), strict=True)
    return run.losses.shape[1], {f"loss_{name}": loss for name, loss in newest if math.isfinite(loss)}


register(
    train_depths, share=lambda run: run.losses.shape[1] / run.steps, points=depth_points,
    epochs=lambda run: run.losses.shape[1] * TRAINING_BATCH / IMAGES,
)  # fmt: skip
