"""How the weights of a layer are drawn: ten schemes, each by its standard deviation.

Shapes: the weights of a layer are (outputs, inputs), its biases (outputs,), as in torch.nn.Linear.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.networks.initialization.settings import Scheme

SCHEMES: tuple[Scheme, ...] = (
    "Zeros", "Constant", "Normal", "XavierUniform", "XavierNormal", "HeUniform", "HeNormal", "LeCun", "Default",
    "Orthogonal",
)  # fmt: skip
SCALED = ("XavierUniform", "XavierNormal", "HeUniform", "HeNormal", "LeCun", "Default", "Orthogonal")  # by the gain


@dataclass(frozen=True)
class WeightLaw:
    """The distribution of a weight: its kind, mean and standard deviation; a uniform one reaches `bound` either way."""

    kind: Literal["constant", "normal", "uniform", "orthogonal"]
    mean: float
    std: float

    @property
    def bound(self) -> float:
        """The largest weight that a uniform distribution can give; infinite for a normal one."""
        return 3**0.5 * self.std if self.kind == "uniform" else float("inf")


def weight_law(
    scheme: str, fan_in: int, fan_out: int, gain: float = 1.0, sigma: float = 0.05, constant: float = 0.01
) -> WeightLaw:
    """The distribution of a scheme for a layer of so many inputs and outputs.

    Xavier: Glorot, Bengio (2010). He: He et al. (2015). LeCun et al. (1998). Orthogonal: Saxe et al. (2014).
    Default: what torch.nn.Linear draws, kaiming_uniform_(a=√5), which is uniform within ±1/√fan_in.
    """
    match scheme:
        case "Zeros":
            return WeightLaw("constant", 0.0, 0.0)
        case "Constant":
            return WeightLaw("constant", constant, 0.0)
        case "Normal":
            return WeightLaw("normal", 0.0, sigma)
        case "XavierUniform" | "XavierNormal":
            variance = 2 / (fan_in + fan_out)
        case "HeUniform" | "HeNormal":
            variance = 2 / fan_in
        case "LeCun":
            variance = 1 / fan_in
        case "Default":
            variance = 1 / (3 * fan_in)
        case _:
            variance = 1 / max(fan_in, fan_out)
    uniform = scheme == "Default" or scheme.endswith("Uniform")
    kind: Literal["normal", "uniform", "orthogonal"] = "uniform" if uniform else "normal"
    return WeightLaw("orthogonal" if scheme == "Orthogonal" else kind, 0.0, gain * variance**0.5)


def draw_weights(law: WeightLaw, outputs: int, inputs: int, generator: Any) -> np.ndarray:
    """The weights of a layer (outputs, inputs) in single precision, the numbers that torch.nn.init draws.

    `generator` is a torch.Generator; equal seeds give equal weights.
    """
    import torch

    weights = torch.empty(outputs, inputs)
    match law.kind:
        case "constant":
            weights.fill_(law.mean)
        case "uniform":
            weights.uniform_(-law.bound, law.bound, generator=generator)
        case "normal":
            weights.normal_(0, law.std, generator=generator)
        case _:
            tall = outputs >= inputs
            noise = weights.normal_(generator=generator)
            q, r = torch.linalg.qr(noise if tall else noise.T)
            q = q * r.diagonal().sign()  # without it Q would not be uniform among the orthogonal matrices
            weights = law.std * max(outputs, inputs) ** 0.5 * (q if tall else q.T)
    return np.asarray(weights.numpy())


def draw_biases(kind: str, scheme: str, outputs: int, inputs: int, generator: Any) -> np.ndarray:
    """The biases of a layer (outputs,): uniform within ±1/√inputs as torch.nn.Linear draws them, or 0.

    `kind` is "uniform", "zero" or "scheme", which is uniform for PyTorch's default and 0 for all others.
    """
    import torch

    biases = torch.zeros(outputs)
    if kind == "uniform" or (kind == "scheme" and scheme == "Default"):
        biases.uniform_(-(inputs**-0.5), inputs**-0.5, generator=generator)
    return np.asarray(biases.numpy())
