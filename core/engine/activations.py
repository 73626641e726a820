"""Activation functions, each with its derivative side by side."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import erf, expit


@dataclass(frozen=True)
class Activation:
    """A function of the weighted sum z, and its derivative with respect to z; both elementwise."""

    value: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]


def normal_below(z: np.ndarray) -> np.ndarray:
    """The standard normal's distribution function Φ, elementwise."""
    return np.asarray(0.5 * (1 + erf(z / np.sqrt(2))))


def normal_density(z: np.ndarray) -> np.ndarray:
    """The standard normal's density φ, elementwise."""
    return np.asarray(np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi))


ACTIVATIONS = {
    "ReLU": Activation(lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
    "LeakyReLU": Activation(lambda z: np.where(z > 0, z, 0.01 * z), lambda z: np.where(z > 0, 1, 0.01)),
    "ELU": Activation(lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))), lambda z: np.exp(np.minimum(z, 0))),
    "GELU": Activation(lambda z: z * normal_below(z), lambda z: normal_below(z) + z * normal_density(z)),
    "SiLU": Activation(lambda z: z * expit(z), lambda z: expit(z) * (1 + z * (1 - expit(z)))),
    "Softplus": Activation(lambda z: np.logaddexp(0, z), expit),
    "Tanh": Activation(np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "Sigmoid": Activation(expit, lambda z: expit(z) * (1 - expit(z))),
    "Sine": Activation(np.sin, np.cos),
    "Linear": Activation(lambda z: z, np.ones_like),
}
CODES = {name: code for code, name in enumerate(ACTIVATIONS)}  # the numbers by which the fast engine knows them
