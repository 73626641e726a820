"""How far the gradient of a batch misses the gradient of all points."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from core.learning.learning_rate.network import (
    POINTS,
    gradients,
    mean_losses,
    output_jacobian,
    outputs,
    start_parameters,
    training_points,
)
from core.learning.learning_rate.settings import NoiseConfig, OneLayerConfig

DRAWS = 2000  # batches of each size
# of the full-batch descent before; with the squared loss, 0.5 can be beyond the edge, where rounding grows to digits
EARLY_RATES = {"CrossEntropy": 0.5, "HalfSquared": 0.2}
SIZES = np.array([1, 2, 4, 8, 16, 32, 64, 128, 160, 200])


@dataclass(frozen=True)
class GradientNoise:
    """The gradient g of all n points, the squared distance of batch gradients to it, and one size's batches.

    `trace` is the mean squared distance of one point's gradient: the trace of their covariance (with 1/n).
    """

    gradient: np.ndarray  # (P,)
    trace: float
    loss: float
    variances: np.ndarray  # (sizes,): expected squared distance, for each of SIZES
    measured: np.ndarray  # (sizes,): its mean over 2000 batches
    variance: float  # of the chosen size, expected
    measured_variance: float
    along: np.ndarray  # (draws,): batch gradients in the direction of g, in units of |g|
    across: np.ndarray  # (draws,): and in the noisiest direction at right angles to it
    reach: float  # of both, for a single point: standard deviations from 0

    @property
    def signal(self) -> float:
        """|g|²."""
        return float(self.gradient @ self.gradient)

    @property
    def scale(self) -> float:
        """The batch size at which noise and signal are equal where points never run out. McCandlish et al. (2018)."""
        return self.trace / self.signal if self.signal > 0 else float("inf")

    @property
    def uphill(self) -> float:
        """The share of batches whose step would lead uphill."""
        return float((self.along < 0).mean())


def gradient_noise(network: OneLayerConfig, config: NoiseConfig) -> GradientNoise:
    """Train on all points for a while, then draw batches without replacement and compare their gradients."""
    points, p = training_points(network), start_parameters(network, 1)
    for _ in range(config.trained):
        p = p - EARLY_RATES[network.loss] * gradients(p, points.x, points.y, network)
    rows = point_gradients(p, points.x, points.y, network)  # (n, P)
    g = rows.mean(axis=0)
    deviations = rows - g
    trace = float((deviations**2).sum(axis=1).mean())
    ranks = batch_ranks(config.noise_seed)
    misses = {size: (ranks < size) @ deviations / size for size in {*SIZES.tolist(), config.batch}}  # (draws, P)
    length = float(np.sqrt(g @ g)) or 1.0
    ahead = g / length
    sideways = noisiest_direction(deviations - np.outer(deviations @ ahead, ahead))
    spread = np.hypot(np.std(deviations @ ahead), np.std(deviations @ sideways)) / length
    chosen = misses[config.batch]
    return GradientNoise(
        gradient=g,
        trace=trace,
        loss=float(mean_losses(p, points.x, points.y, network)[0]),
        variances=np.array([variance_of(trace, size) for size in SIZES]),
        measured=np.array([(misses[size] ** 2).sum(axis=1).mean() for size in SIZES]),
        variance=variance_of(trace, config.batch),
        measured_variance=float((chosen**2).sum(axis=1).mean()),
        along=(chosen + g) @ ahead / length,
        across=chosen @ sideways / length,
        reach=float(max(1.6, 1.5 * spread)),
    )


def variance_of(trace: float, size: int) -> float:
    """The expected squared distance of a batch's gradient: tr Σ / B · (n − B) / (n − 1), drawn without replacement."""
    return float(trace / size * (POINTS - size) / (POINTS - 1))


def batch_ranks(seed: int) -> np.ndarray:
    """The place of every point in each of 2000 random orders, (draws, points); a batch has the first places."""
    rows = np.tile(np.arange(POINTS), (DRAWS, 1))
    return np.random.default_rng(seed).permuted(rows, axis=1)


def noisiest_direction(deviations: np.ndarray) -> np.ndarray:
    """The direction (P,) in which deviations (n, P) vary most, its largest entry positive."""
    direction = np.linalg.svd(deviations, full_matrices=False)[2][0]
    return np.asarray(direction * np.sign(direction[np.abs(direction).argmax()]))


def point_gradients(p: np.ndarray, x: np.ndarray, y: np.ndarray, network: OneLayerConfig) -> np.ndarray:
    """The gradient of each point's loss, (n, P), of one network p (1, P)."""
    out = outputs(p, x, network)[1][0]
    delta = (expit(out) if network.loss == "CrossEntropy" else out) - y
    return np.asarray(delta[:, None] * output_jacobian(p, x, network))


def noise_in_torch(network: OneLayerConfig, config: NoiseConfig) -> dict[str, float]:
    """The same mean squared distance, each batch's gradient by torch.autograd."""
    import torch

    points, h = training_points(network), network.hidden
    act = {"Tanh": torch.tanh, "ReLU": torch.relu, "Sigmoid": torch.sigmoid}[network.activation]
    x, y = torch.from_numpy(points.x), torch.from_numpy(points.y)
    p = torch.from_numpy(start_parameters(network, 1)[0])

    def gradient(batch: torch.Tensor) -> torch.Tensor:
        q = p.clone().requires_grad_()
        hidden = act(x[batch] @ q[: 2 * h].reshape(h, 2).T + q[2 * h : 3 * h])
        out = hidden @ q[3 * h : 4 * h] + q[4 * h]
        if network.loss == "CrossEntropy":
            loss = torch.nn.functional.binary_cross_entropy_with_logits(out, y[batch])
        else:
            loss = torch.nn.functional.mse_loss(out, y[batch]) / 2
        return torch.autograd.grad(loss, q)[0]

    everything = torch.arange(len(x))
    for _ in range(config.trained):
        p = p - EARLY_RATES[network.loss] * gradient(everything)
    g = gradient(everything)
    batches = torch.from_numpy(batch_ranks(config.noise_seed)) < config.batch
    distances = [((gradient(everything[batch]) - g) ** 2).sum().item() for batch in batches]
    return {"measured_variance": float(np.mean(distances))}
