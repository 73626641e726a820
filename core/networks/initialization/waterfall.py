"""Two inputs walk down a deep network at its start, and a gradient walks back up.

Shapes: a batch of B inputs and n units in every layer; W (n, n), b (n,), values a and errors (B, n).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.code_export import Made
from core.networks.initialization.bends import BENDS
from core.networks.initialization.settings import DeepConfig, TwoInputsConfig
from core.networks.initialization.weights import SCHEMES, draw_biases, draw_weights, weight_law

BATCH = 32  # the two inputs, and thirty more
NORM_EPSILON = 1e-5
LOW = -24.0  # powers of ten between which sizes are counted
HIGH = 6.0
BINS = 300
SINGLE_MOST = 3.4028234663852886e38  # the largest number of single precision
SINGLE_LEAST = 7.006492321624085e-46  # what is no larger is rounded to 0: half of its smallest number


@dataclass(frozen=True)
class LayerWalk:
    """All values and errors on the way: values (depth + 1, B, n), errors, the loss by these values, likewise.

    sum_squares: (depth,), the mean square of each layer's sums Wa + b; gradient_norms: (depth,), the Frobenius norm of
    the gradient of each layer's weights.
    """

    values: np.ndarray
    errors: np.ndarray
    sum_squares: np.ndarray
    gradient_norms: np.ndarray


@dataclass(frozen=True)
class Waterfall:
    """What the walk leaves to see, layer by layer, the inputs first.

    angles: (depth + 1,) in degrees, NaN where one of the two is the zero vector; spread: (depth + 1,), the rms
    distance of the batch from its mean over its rms; rms and error_rms: (depth + 1,); zeros: (depth + 1,), the share
    of values that are exactly 0; counts and error_counts: (depth + 1, BINS), how many sizes lie in each bin between
    10^LOW and 10^HIGH; gradient_norms and sum_squares: (depth,); mean_squares: (depth + 1,), of the mean over the
    units; largest: (depth + 1,) absolute values.
    """

    angles: np.ndarray
    spread: np.ndarray
    rms: np.ndarray
    error_rms: np.ndarray
    zeros: np.ndarray
    counts: np.ndarray
    error_counts: np.ndarray
    gradient_norms: np.ndarray
    sum_squares: np.ndarray
    mean_squares: np.ndarray
    largest: np.ndarray
    made: Made | None = None

    @property
    def ratio(self) -> float:
        """Gradient of the first layer's weights over the last one's; NaN where there is none."""
        first, last = self.gradient_norms[[0, -1]]
        return float(first / last) if last > 0 else float("nan")


def input_batch(width: int, angle: float, rng: np.random.Generator) -> np.ndarray:
    """Normal inputs (B, n); the first two have length √n and stand at this angle (degrees)."""
    x = rng.standard_normal((BATCH, width))
    first = x[0] / np.linalg.norm(x[0])
    across = x[1] - (x[1] @ first) * first
    across = across / np.linalg.norm(across)
    turn = np.deg2rad(angle)
    x[0] = width**0.5 * first
    x[1] = width**0.5 * (np.cos(turn) * first + np.sin(turn) * across)
    return np.asarray(x)


def draw_network(net: DeepConfig) -> tuple[np.ndarray, np.ndarray]:
    """Weights (depth, n, n) and biases (depth, n) of all layers, in single precision as PyTorch has them."""
    import torch

    generator, n = torch.Generator().manual_seed(net.draw_seed), net.width
    law = weight_law(net.scheme, n, n, net.gain, net.sigma, net.constant)
    weights, biases = np.empty((net.depth, n, n), np.float32), np.empty((net.depth, n), np.float32)
    for k in range(net.depth):
        weights[k] = draw_weights(law, n, n, generator)
        biases[k] = draw_biases(net.bias, net.scheme, n, n, generator)
    return weights, biases


def drawn_inputs(net: DeepConfig, pair: TwoInputsConfig) -> tuple[np.ndarray, np.ndarray]:
    """The inputs (B, n), and the loss by the last values (B, n): normal, so that it prefers no direction."""
    rng = np.random.default_rng((net.draw_seed, 1))
    return input_batch(net.width, pair.angle, rng), rng.standard_normal((BATCH, net.width)) / BATCH


def walk(net: DeepConfig, pair: TwoInputsConfig) -> LayerWalk:
    """Forward through all layers, then back: a ← f(Wa + b), with what is built in.

    Computed in double precision, so that what single precision would lose can be seen.
    """
    weights, biases = draw_network(net)
    a, error = drawn_inputs(net, pair)
    bend = BENDS[net.activation]
    values, errors = np.empty((net.depth + 1, *a.shape)), np.empty((net.depth + 1, *a.shape))
    sums, deviations = np.empty((net.depth, *a.shape)), np.ones((net.depth, net.width))
    values[0], norms, squares = a, np.empty(net.depth), np.empty(net.depth)
    with np.errstate(all="ignore"):
        for k in range(net.depth):
            z = a @ weights[k].astype(np.float64).T + biases[k]
            squares[k] = (z**2).mean()
            if net.batch_norm:
                deviations[k] = np.sqrt(z.var(axis=0) + NORM_EPSILON)
                z = (z - z.mean(axis=0)) / deviations[k]
            a = bend.value(z) + a if net.residual else bend.value(z)
            sums[k], values[k + 1] = z, a
        errors[-1] = error
        for k in range(net.depth - 1, -1, -1):
            g = error * bend.slope(sums[k])
            if net.batch_norm:
                g = (g - g.mean(axis=0) - sums[k] * (g * sums[k]).mean(axis=0)) / deviations[k]
            norms[k] = product_norm(g, values[k])
            below = g @ weights[k].astype(np.float64)
            error = below + error if net.residual else below
            errors[k] = error
    return LayerWalk(values, errors, squares, norms)


def product_norm(g: np.ndarray, a: np.ndarray) -> float:
    """The Frobenius norm of gᵀa (n, n) by the products (B, B) of the rows alone; g, a: (B, n).

    ‖gᵀa‖² = Σ (g gᵀ) ∘ (a aᵀ). Scaled, for squares of small numbers would be 0.
    """
    scale_g, scale_a = np.abs(g).max(), np.abs(a).max()
    if not (scale_g > 0 and scale_a > 0):
        return 0.0
    g, a = g / scale_g, a / scale_a
    return float(scale_g * scale_a * np.sqrt(max(((g @ g.T) * (a @ a.T)).sum(), 0.0)))


def angle_degrees(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Angles between vectors (…, n), right also near 0 and 180, where the cosine says nothing; (…,). Kahan (2006)."""
    with np.errstate(all="ignore"):
        u = u / np.linalg.norm(u, axis=-1, keepdims=True)
        v = v / np.linalg.norm(v, axis=-1, keepdims=True)
    return np.asarray(np.rad2deg(2 * np.arctan2(np.linalg.norm(u - v, axis=-1), np.linalg.norm(u + v, axis=-1))))


def waterfall(net: DeepConfig, pair: TwoInputsConfig) -> Waterfall:
    """The walk, reduced to what is drawn."""
    found = walk(net, pair)
    with np.errstate(all="ignore"):
        rms = rms_of(found.values)
        centered = found.values - found.values.mean(axis=1, keepdims=True)
        spread = rms_of(centered) / rms
    return Waterfall(
        angles=angle_degrees(found.values[:, 0], found.values[:, 1]), spread=spread, rms=rms,
        error_rms=rms_of(found.errors), zeros=(found.values == 0).mean(axis=(1, 2)),
        counts=size_counts(found.values), error_counts=size_counts(found.errors),
        gradient_norms=found.gradient_norms, sum_squares=found.sum_squares,
        mean_squares=(found.values.mean(axis=2) ** 2).mean(axis=1), largest=np.abs(found.values).max(axis=(1, 2)),
    )  # fmt: skip


def rms_of(values: np.ndarray) -> np.ndarray:
    """Root mean square of each layer, (depth + 1,), scaled so that no square is lost; values: (depth + 1, B, n)."""
    scale = np.abs(values).max(axis=(1, 2), keepdims=True)
    scaled = values / np.where(scale > 0, scale, 1)
    return np.asarray(scale[:, 0, 0] * np.sqrt((scaled**2).mean(axis=(1, 2))))


def size_counts(values: np.ndarray) -> np.ndarray:
    """How many sizes |v| lie in each bin, (depth + 1, BINS), those beyond its ends in the outermost; 0 in none."""
    layers, size = len(values), np.abs(values).reshape(len(values), -1)
    with np.errstate(divide="ignore"):
        place = np.clip((np.log10(size) - LOW) * (BINS / (HIGH - LOW)), 0, BINS - 1).astype(np.int64)
    place = np.where(size > 0, place, BINS) + (BINS + 1) * np.arange(layers)[:, None]
    return np.bincount(place.ravel(), minlength=layers * (BINS + 1)).reshape(layers, BINS + 1)[:, :-1].astype(np.int16)


def walk_numbers(net: DeepConfig, pair: TwoInputsConfig) -> dict[str, np.ndarray]:
    """The numbers of the walk: angles, sizes, and the gradient of each layer's weights."""
    found = walk(net, pair)
    return {
        "angles": angle_degrees(found.values[:, 0], found.values[:, 1]), "rms": rms_of(found.values),
        "gradient_norms": found.gradient_norms,
    }  # fmt: skip


def walk_in_torch(net: DeepConfig, pair: TwoInputsConfig) -> dict[str, Any]:
    """The same with the same weights in PyTorch, the gradients by its autograd."""
    import torch

    drawn = [torch.from_numpy(part).double() for part in draw_network(net)]
    weights, biases = [list(part) for part in drawn]
    x, direction = (torch.from_numpy(part) for part in drawn_inputs(net, pair))
    bends: dict[str, Any] = {
        "ReLU": torch.relu, "LeakyReLU": torch.nn.LeakyReLU(0.01), "Tanh": torch.tanh, "Sigmoid": torch.sigmoid,
        "GELU": torch.nn.functional.gelu, "SELU": torch.selu, "Linear": torch.nn.Identity(),
    }  # fmt: skip
    for w in weights:
        w.requires_grad_()
    a, values = x, [x]
    for w, b in zip(weights, biases, strict=True):
        z = torch.nn.functional.linear(a, w, b)
        if net.batch_norm:
            z = torch.nn.functional.batch_norm(z, None, None, training=True, eps=NORM_EPSILON)
        a = bends[net.activation](z) + a if net.residual else bends[net.activation](z)
        values.append(a)
    torch.autograd.backward((a * direction).sum())
    numbers = torch.stack(values).detach().numpy()
    return {
        "angles": angle_degrees(numbers[:, 0], numbers[:, 1]), "rms": rms_of(numbers),
        "gradient_norms": np.array([float(torch.linalg.norm(w.grad)) for w in weights if w.grad is not None]),
    }  # fmt: skip


@dataclass(frozen=True)
class SchemeRows:
    """The schemes that are done, on one network: last angle, last rms and ratio of the gradients, each (schemes,)."""

    angles: np.ndarray
    rms: np.ndarray
    ratios: np.ndarray

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return len(self.angles) / len(SCHEMES)


def scheme_steps(net: DeepConfig, pair: TwoInputsConfig) -> Iterator[SchemeRows]:
    """The walk through the same network with its weights drawn by each scheme in turn."""
    rows = []
    for scheme in SCHEMES:
        found = walk(replace(net, scheme=scheme), pair)
        first, last = found.gradient_norms[[0, -1]]
        ratio = first / last if last > 0 else np.nan
        angle = angle_degrees(found.values[-1, 0], found.values[-1, 1])
        rows.append((float(angle), float(rms_of(found.values[-1:])[0]), float(ratio)))
        yield SchemeRows(*np.array(rows).T)
