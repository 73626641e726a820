"""Chains of one activation: the gradient that is left after every layer, as a product of slopes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np

from core import tex
from core.params import Interval, config

VANISHED, EXPLODED = 1e-3, 1e3
FACTORS_SHOWN = 8
Fate = Literal["vanishes", "explodes", "dies", "stays"]


@config
class ChainConfig:
    """h₀ = x and hₖ = f(w hₖ₋₁ + b), `depth` times."""

    depth: Annotated[int, Interval(ge=1, le=50)] = 20
    weight: Annotated[float, Interval(ge=-4, le=4)] = 1.0
    bias: Annotated[float, Interval(ge=-2, le=2)] = 0.0
    x: Annotated[float, Interval(ge=-3, le=3)] = 0.5


SLOPES: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "Sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda h: h * (1 - h)),
    "Tanh": (np.tanh, lambda h: 1 - h**2),
    "ReLU": (lambda z: np.maximum(z, 0.0), lambda h: (h > 0) * 1.0),
}


@dataclass(frozen=True)
class ChainRun:
    """One chain: values h₀ … hₙ, the n factors ∂hₖ/∂hₖ₋₁, and ∂hₙ/∂hₖ for k = 0 … n (the last is 1).

    `product` writes ∂hₙ/∂h₀ out, from the last layer to the first.
    """

    activation: str
    values: np.ndarray  # (n + 1,)
    factors: np.ndarray  # (n,)
    gradients: np.ndarray  # (n + 1,)
    product: str
    fate: Fate


def pass_chain(activation: str, config: ChainConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The values forwards, the factors ∂hₖ/∂hₖ₋₁, and their products backwards: ∂hₙ/∂hₖ.

    (depth + 1,), (depth,) and (depth + 1,).
    """
    value, slope = SLOPES[activation]
    values = [np.float64(config.x)]
    for _ in range(config.depth):
        values.append(value(config.weight * values[-1] + config.bias))
    factors = np.array([config.weight * slope(h) for h in values[1:]])
    gradients = np.append(np.cumprod(factors[::-1])[::-1], 1.0)
    return np.array(values), factors, gradients


def run_chain(activation: str, config: ChainConfig) -> ChainRun:
    """The forward and the backward pass of one chain."""
    values, factors, gradients = pass_chain(activation, config)
    product = written_product(factors[::-1].tolist(), float(gradients[0]))
    return ChainRun(
        activation=activation,
        values=values,
        factors=factors,
        gradients=gradients,
        product=product,
        fate=fate_of(float(gradients[0])),
    )


def run_chains(config: ChainConfig) -> tuple[ChainRun, ...]:
    """The chain of sigmoids, of tanh and of ReLU, beside each other."""
    return tuple(run_chain(activation, config) for activation in SLOPES)


def fate_of(gradient: float) -> Fate:
    """What became of a gradient of 1."""
    if gradient == 0:
        return "dies"
    if abs(gradient) < VANISHED:
        return "vanishes"
    return "explodes" if abs(gradient) > EXPLODED else "stays"


def written_product(factors: list[float], product: float) -> str:
    """The factors and their product in LaTeX; many factors are shortened in the middle."""
    shown = [f"({tex.number(f, 3)})" if f < 0 else tex.number(f, 3) for f in factors]
    if len(shown) > FACTORS_SHOWN:
        shown = [*shown[: FACTORS_SHOWN - 2], r"\cdots", shown[-1]]
    return r" \cdot ".join(shown) + f" = {tex.number(product)}"


def chain_numbers(config: ChainConfig) -> dict[str, Any]:
    """∂hₙ/∂hₖ of the three chains, by the product of slopes."""
    return {activation: pass_chain(activation, config)[2].tolist() for activation in SLOPES}


def chain_numbers_torch(config: ChainConfig) -> dict[str, Any]:
    """The same gradients by PyTorch's autograd."""
    import torch

    functions = {"Sigmoid": torch.sigmoid, "Tanh": torch.tanh, "ReLU": torch.relu}
    numbers = {}
    for name, function in functions.items():
        values = [torch.tensor(config.x, dtype=torch.float64, requires_grad=True)]
        for _ in range(config.depth):
            values.append(function(config.weight * values[-1] + config.bias))
        gradients = torch.autograd.grad(values[-1], values)
        numbers[name] = [gradient.item() for gradient in gradients]
    return numbers
