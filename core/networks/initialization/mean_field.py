"""What becomes of two inputs in an infinitely wide network: size, angle and gradient from layer to layer.

Poole et al. (2016), "Exponential expressivity in deep neural networks through transient chaos"; Schoenholz et al.
(2017), "Deep information propagation". For ReLU in closed form: Cho, Saul (2009).
"""

from dataclasses import dataclass

import numpy as np

from core.networks.initialization.bends import BENDS
from core.networks.initialization.normal_means import normal_nodes, plane_nodes

LEAKS = {"Linear": 1.0, "ReLU": 0.0, "LeakyReLU": 0.01}  # slope below 0; above it is 1


@dataclass(frozen=True)
class MeanField:
    """Layer by layer, the inputs first: rms of the values, cosine of the two; and the factor of the squared gradient.

    rms, cosine: (depth + 1,); factor: (depth,), chi of each layer.
    """

    rms: np.ndarray
    cosine: np.ndarray
    factor: np.ndarray


def mean_field(activation: str, weight_variance: float, bias_variance: float, cosine: float, depth: int) -> MeanField:
    """The maps of size and cosine, iterated from inputs of rms 1; `weight_variance` is fan_in times that of a weight.

    The cosine is NaN where a layer's values are all 0, for a zero vector has no direction.
    """
    squares, cosines, factors = [1.0], [cosine], []
    for _ in range(depth):
        q = weight_variance * squares[-1] + bias_variance  # variance of the sums
        shared = weight_variance * squares[-1] * cosines[-1] + bias_variance
        square, product, slope = moments(activation, q, shared / q if q > 0 else np.nan)
        squares.append(square)
        cosines.append(product / square if square > 0 else np.nan)
        factors.append(weight_variance * slope)
    return MeanField(np.sqrt(squares), np.clip(cosines, -1, 1), np.array(factors))


def moments(activation: str, q: float, rho: float) -> tuple[float, float, float]:
    """E[f(u)²], E[f(u)f(v)] and E[f'(u)²] for normal u and v of variance q and correlation rho."""
    if activation in LEAKS:
        leak = LEAKS[activation]
        r = np.clip(rho, -1, 1)
        arc = (np.sqrt(1 - r**2) + r * (np.pi - np.arccos(r))) / (2 * np.pi)  # E[ReLU(u) ReLU(v)] / q
        half = (1 + leak**2) / 2
        return q * half, float(q * (leak * r + (1 - leak) ** 2 * arc)), half
    bend, deviation = BENDS[activation], np.sqrt(q)
    u, weights = normal_nodes(deviation)
    nodes, plane_weights = plane_nodes()
    r = np.clip(rho, -1, 1)
    v = deviation * (r * nodes[:, None] + np.sqrt(1 - r**2) * nodes)  # (nodes of u, nodes of what is left)
    return (
        float(weights @ bend.value(u) ** 2),
        float((plane_weights * bend.value(deviation * nodes)) @ bend.value(v) @ plane_weights),
        float(weights @ bend.slope(u) ** 2),
    )
