"""One layer and its weights: standard deviation, bound, and what the layer does to sizes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import gammaln

from core.networks.initialization.mean_field import moments
from core.networks.initialization.settings import LayerConfig
from core.networks.initialization.weights import SCHEMES, WeightLaw, draw_weights, weight_law

FIRST = 3  # weights that are written out
DRAW_SEED = 0
SIGMA_HERE = 0.05  # of "Normal"
EQUAL_HERE = 0.01  # of "Constant"


@dataclass(frozen=True)
class LayerNumbers:
    """A scheme's numbers for one layer.

    forward: by how much the mean square of the values grows, for sums of variance 1; backward: the squared gradient.
    bound: of a uniform weight, else NaN. first_weights: (3,) or fewer, those of the first unit at seed 0.
    """

    std: float
    bound: float
    forward: float
    backward: float
    first_weights: np.ndarray


def law_here(scheme: str, fan_in: int, fan_out: int) -> WeightLaw:
    """The distribution of a scheme, with gain 1."""
    return weight_law(scheme, fan_in, fan_out, 1.0, SIGMA_HERE, EQUAL_HERE)


def layer_numbers(config: LayerConfig) -> LayerNumbers:
    """By the formulas, the weights from PyTorch's generator."""
    import torch

    law = law_here(config.law, config.fan_in, config.fan_out)
    square, _, slope = moments(config.follows, 1.0, 0.0)
    weights = draw_weights(law, config.fan_out, config.fan_in, torch.Generator().manual_seed(DRAW_SEED))
    return LayerNumbers(
        std=law.std, bound=law.bound if law.kind == "uniform" else float("nan"),
        forward=config.fan_in * law.std**2 * square, backward=config.fan_out * law.std**2 * slope,
        first_weights=weights[0, :FIRST].astype(np.float64),
    )  # fmt: skip


def first_weights_in_torch(config: LayerConfig) -> dict[str, np.ndarray]:
    """The same weights by torch.nn.init, (3,) or fewer."""
    import torch
    from torch.nn import init

    w, generator = torch.empty(config.fan_out, config.fan_in), torch.Generator().manual_seed(DRAW_SEED)
    match config.law:
        case "Zeros":
            init.zeros_(w)
        case "Constant":
            init.constant_(w, EQUAL_HERE)
        case "Normal":
            init.normal_(w, 0, SIGMA_HERE, generator=generator)
        case "XavierUniform":
            init.xavier_uniform_(w, generator=generator)
        case "XavierNormal":
            init.xavier_normal_(w, generator=generator)
        case "HeUniform":
            init.kaiming_uniform_(w, nonlinearity="relu", generator=generator)
        case "HeNormal":
            init.kaiming_normal_(w, nonlinearity="relu", generator=generator)
        case "LeCun":
            init.kaiming_normal_(w, nonlinearity="linear", generator=generator)
        case "Default":
            init.kaiming_uniform_(w, a=5**0.5, generator=generator)  # as torch.nn.Linear calls it
        case _:
            init.orthogonal_(w, generator=generator)
    return {"first_weights": w[0, :FIRST].double().numpy()}


def recommended_gain(activation: str) -> float | None:
    """What torch.nn.init.calculate_gain gives; None where it knows no such activation."""
    from torch.nn.init import calculate_gain

    names: dict[str, tuple[Any, ...]] = {
        "ReLU": ("relu",), "LeakyReLU": ("leaky_relu", 0.01), "Tanh": ("tanh",), "Sigmoid": ("sigmoid",),
        "SELU": ("selu",), "Linear": ("linear",),
    }  # fmt: skip
    return float(calculate_gain(*names[activation])) if activation in names else None


def law_density(law: WeightLaw, fan: int, w: np.ndarray) -> np.ndarray:
    """Density at the weights w, any shape; 0 everywhere for single values. `fan` is the longer side of the matrix.

    A weight of an orthogonal matrix is a coordinate of a uniform unit vector in `fan` dimensions: one of two values
    where `fan` is 1, most often near its ends where it is 2, uniform where it is 3.
    """
    if single_values(law, fan):
        return np.zeros_like(w)
    if law.kind == "uniform":
        return np.where(np.abs(w) <= law.bound, 1 / (2 * law.bound), 0.0)
    if law.kind == "normal":
        return np.asarray(np.exp(-((w / law.std) ** 2) / 2) / (law.std * np.sqrt(2 * np.pi)))
    size = law.std * fan**0.5  # length of the vector
    inside = 1 - (w / size) ** 2
    height = np.exp(gammaln(fan / 2) - gammaln((fan - 1) / 2)) / (np.sqrt(np.pi) * size)
    return np.where(inside > 0, height * np.maximum(inside, 1e-300) ** ((fan - 3) / 2), 0.0)


def single_values(law: WeightLaw, fan: int) -> tuple[float, ...]:
    """The values that a weight can have where these are few; none where it has a density."""
    if law.kind == "constant":
        return (law.mean,)
    return (-law.std, law.std) if law.kind == "orthogonal" and fan == 1 else ()


def all_stds(fan_in: np.ndarray, fan_out: int) -> np.ndarray:
    """The standard deviation of every scheme over fan_in (n,): (schemes, n)."""
    return np.array([[law_here(scheme, int(n), fan_out).std for n in fan_in] for scheme in SCHEMES])
