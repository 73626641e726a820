"""Chains of one activation: the gradient that is left after every layer, as a product of slopes."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np

from core import tex
from core.engine.activations import ACTIVATIONS
from core.params import Interval, config

VANISHED, EXPLODED = 1e-3, 1e3
FACTORS_SHOWN = 8
FUNCTIONS = ("Sigmoid", "Tanh", "ReLU")
Fate = Literal["vanishes", "explodes", "dies", "stays"]


@config
class ChainConfig:
    """h₀ = x and hₖ = f(w hₖ₋₁ + b), `depth` times."""

    depth: Annotated[int, Interval(ge=1, le=50)] = 20
    weight: Annotated[float, Interval(ge=-4, le=4)] = 1.0
    bias: Annotated[float, Interval(ge=-2, le=2)] = 0.0
    x: Annotated[float, Interval(ge=-3, le=3)] = 0.5


@dataclass(frozen=True)
class ChainRun:
    """One chain: the n factors ∂hₖ/∂hₖ₋₁, and ∂hₙ/∂hₖ for k = 0 … n (the last is 1).

    `product` writes ∂hₙ/∂h₀ out, from the last layer to the first.
    """

    activation: str
    config: ChainConfig
    factors: np.ndarray  # (n,)
    gradients: np.ndarray  # (n + 1,)
    product: str
    fate: Fate


def pass_chain(activation: str, config: ChainConfig) -> tuple[np.ndarray, np.ndarray]:
    """Forwards the factors ∂hₖ/∂hₖ₋₁, (depth,), and backwards their products ∂hₙ/∂hₖ, (depth + 1,)."""
    f = ACTIVATIONS[activation]
    h, factors = np.asarray(config.x), []
    for _ in range(config.depth):
        z = config.weight * h + config.bias
        h = f.value(z)
        factors.append(config.weight * f.slope(z))
    return np.array(factors), np.append(np.cumprod(factors[::-1])[::-1], 1.0)


def run_chain(activation: str, config: ChainConfig) -> ChainRun:
    """The forward and the backward pass of one chain."""
    factors, gradients = pass_chain(activation, config)
    return ChainRun(
        activation=activation,
        config=config,
        factors=factors,
        gradients=gradients,
        product=written_product(factors[::-1].tolist(), float(gradients[0])),
        fate=fate_of(factors, float(gradients[0])),
    )


def run_chains(config: ChainConfig) -> tuple[ChainRun, ...]:
    """The chain of sigmoids, of tanh and of ReLU, beside each other."""
    return tuple(run_chain(activation, config) for activation in FUNCTIONS)


def fate_of(factors: np.ndarray, gradient: float) -> Fate:
    """What became of a gradient of 1 behind all factors, (n,); it dies only by a factor of 0, not by rounding to 0."""
    if not factors.all():
        return "dies"
    if abs(gradient) < VANISHED:
        return "vanishes"
    return "explodes" if abs(gradient) > EXPLODED else "stays"


def written_product(factors: list[float], product: float) -> str:
    """The factors and their product in LaTeX; many factors are shortened in the middle."""
    shown = [tex.signed(factor, 3) for factor in factors]
    if len(shown) > FACTORS_SHOWN:
        shown = [*shown[: FACTORS_SHOWN - 2], r"\cdots", shown[-1]]
    return r" \cdot ".join(shown) + f" = {tex.number(product)}"


def chain_numbers(config: ChainConfig) -> dict[str, Any]:
    """∂hₙ/∂hₖ of the three chains, by the product of slopes."""
    return {activation: pass_chain(activation, config)[1].tolist() for activation in FUNCTIONS}


def chain_numbers_torch(config: ChainConfig) -> dict[str, Any]:
    """The same gradients by PyTorch's autograd."""
    import torch

    numbers = {}
    for name in FUNCTIONS:
        function = getattr(torch, name.lower())
        values = [torch.tensor(config.x, dtype=torch.float64, requires_grad=True)]
        for _ in range(config.depth):
            values.append(function(config.weight * values[-1] + config.bias))
        gradients = torch.autograd.grad(values[-1], values)
        numbers[name] = [gradient.item() for gradient in gradients]
    return numbers
