"""Weights as small integers: rounded to few levels, read back, and what the network makes of them."""

from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np
import torch

from core.computing.frameworks.models import Arrays, trained_weights
from core.computing.frameworks.pytorch import torch_network
from core.computing.frameworks.settings import PortedNetworkConfig, QuantizeConfig
from core.data.digit_images import load_digit_images

BITS = tuple(range(2, 9))
SCALES: tuple[Literal["matrix", "unit"], ...] = ("matrix", "unit")
JUDGED = 500  # test digits
HALF_BYTES = 2  # of a float16
FLOAT_BYTES = 4  # of a float32, such as a scale
POINT_BYTES = 1  # of a zero point


@dataclass(frozen=True)
class QuantizedMatrix:
    """The weights of one matrix as integers.

    weights, read_back: (units, …) as PyTorch has them, before and after; integers: the same shape, from `low` to
    `high`; scale, zero: for each unit, (units,), all equal where there is one for the matrix. A weight is read back as
    scale · (integer - zero).
    """

    name: str
    weights: np.ndarray
    integers: np.ndarray
    scale: np.ndarray
    zero: np.ndarray
    low: int
    high: int

    @property
    def read_back(self) -> np.ndarray:
        """The weights that the integers stand for, (units, …)."""
        scale, zero = (_beside(one, self.weights) for one in (self.scale, self.zero))
        return np.asarray(scale * (self.integers - zero))

    @property
    def error(self) -> float:
        """Norm of what is lost over the norm of the weights."""
        return float(np.linalg.norm(self.read_back - self.weights) / np.linalg.norm(self.weights))


@dataclass(frozen=True)
class JudgedNetwork:
    """Right answers of a network for 500 test digits, by bits for one scale a matrix and one a unit, (2, 7).

    `changed`: how many answers differ from those in float32, (2, 7). float32, float16: right answers without integers.
    """

    right: np.ndarray
    changed: np.ndarray
    float32: int
    float16: int

    def at(self, config: QuantizeConfig) -> tuple[int, int]:
        """Right answers, and how many differ from those in float32, with these bits and scales."""
        place = SCALES.index(config.scales), BITS.index(config.bits)
        return int(self.right[place]), int(self.changed[place])


def matrix_names(model: str) -> tuple[str, ...]:
    """The weights that are quantized: all with two axes or more; biases and statistics stay float32."""
    return tuple(name for name, weight in trained_weights(model).items() if weight.ndim > 1)


def quantized(name: str, weights: np.ndarray, config: QuantizeConfig) -> QuantizedMatrix:
    """Weights (units, …) as integers, rounded to the nearest, ties to the even one."""
    wide = weights.astype(float)
    if config.scales == "matrix":
        flat = np.broadcast_to(wide.reshape(1, -1), (len(wide), wide.size))
    else:
        flat = wide.reshape(len(wide), -1)
    if config.scheme == "symmetric":
        high = 2 ** (config.bits - 1) - 1
        low, zero = -high, np.zeros(len(wide))
        scale = _positive(np.abs(flat).max(axis=1) / high)
    else:
        low, high = 0, 2**config.bits - 1
        least, most = np.minimum(flat.min(axis=1), 0), np.maximum(flat.max(axis=1), 0)
        scale = _positive((most - least) / high)
        zero = np.rint(-least / scale)
    integers = np.clip(np.rint(wide / _beside(scale, wide)) + _beside(zero, wide), low, high)
    return QuantizedMatrix(
        name=name, weights=wide, integers=integers.astype(int), scale=scale, zero=zero.astype(int), low=low, high=high
    )


def _positive(scale: np.ndarray) -> np.ndarray:
    """Scales (units,), 1 where all weights are 0 and any will do."""
    return np.where(scale > 0, scale, 1.0)


def _beside(one: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """A number for each unit, (units,), beside all of its weights (units, …)."""
    return one.reshape(-1, *[1] * (weights.ndim - 1))


def quantized_matrices(network: PortedNetworkConfig, config: QuantizeConfig) -> tuple[QuantizedMatrix, ...]:
    """All matrices of a network."""
    weights = trained_weights(network.model)
    return tuple(quantized(name, weights[name], config) for name in matrix_names(network.model))


def quantized_bytes(network: PortedNetworkConfig, config: QuantizeConfig) -> int:
    """Bytes of the network: integers packed without a gap, scales, zero points, and in float32 what is no matrix."""
    names, weights = matrix_names(network.model), trained_weights(network.model)
    bits = config.bits * sum(weights[name].size for name in names)
    scales = sum(len(weights[name]) if config.scales == "unit" else 1 for name in names)
    rest = sum(weight.size for name, weight in weights.items() if name not in names and weight.dtype.kind == "f")
    each = FLOAT_BYTES + (POINT_BYTES if config.scheme == "affine" else 0)
    return -(-bits // 8) + each * scales + FLOAT_BYTES * rest


def float_bytes(network: PortedNetworkConfig) -> int:
    """Bytes of all weights in float32; in float16 it is half."""
    weights = trained_weights(network.model)
    return FLOAT_BYTES * sum(weight.size for weight in weights.values() if weight.dtype.kind == "f")


def judged_network(network: PortedNetworkConfig, scheme: str) -> JudgedNetwork:
    """Answers for 500 test digits with all numbers of bits; activations stay float32."""
    plain = trained_weights(network.model)
    usual = answers_with(network, plain)
    half = {name: weight.astype(np.float16).astype(weight.dtype) for name, weight in plain.items()}
    right, changed = np.zeros((2, len(BITS)), int), np.zeros((2, len(BITS)), int)
    for (k, scales), (j, bits) in product(enumerate(SCALES), enumerate(BITS)):
        config = QuantizeConfig(bits=bits, scales=scales, scheme=scheme)  # type: ignore[arg-type]
        said = answers_with(network, plain | read_back_weights(network, config))
        right[k, j], changed[k, j] = _right(said), (said != usual).sum()
    return JudgedNetwork(
        right=right, changed=changed, float32=_right(usual), float16=_right(answers_with(network, half))
    )  # fmt: skip


def read_back_weights(network: PortedNetworkConfig, config: QuantizeConfig) -> Arrays:
    """The matrices by name as they are read back, float32, each of its own shape."""
    return {one.name: one.read_back.astype(np.float32) for one in quantized_matrices(network, config)}


def answers_with(network: PortedNetworkConfig, weights: Arrays) -> np.ndarray:
    """What the network with these weights says of the first 500 test digits, (500,)."""
    net = torch_network(network.model)
    net.load_state_dict({name: torch.from_numpy(np.array(weight)) for name, weight in weights.items()})
    images = load_digit_images("mnist").test_images[:JUDGED].astype(np.float32)[:, None] / 255
    with torch.no_grad():
        return np.asarray(net(torch.from_numpy(images)).argmax(1).numpy())


def quantized_numbers(network: PortedNetworkConfig, config: QuantizeConfig) -> dict[str, int]:
    """Right answers of 500, and the bytes."""
    return {
        "right": _right(answers_with(network, trained_weights(network.model) | read_back_weights(network, config))),
        "bytes": quantized_bytes(network, config),
    }


def quantized_in_torch(network: PortedNetworkConfig, config: QuantizeConfig) -> dict[str, int]:
    """Right answers of 500 with the weights rounded by PyTorch, to the same scales and zero points."""
    weights: Arrays = dict(trained_weights(network.model))
    for one in quantized_matrices(network, config):
        exact, ends = torch.from_numpy(weights[one.name]), (one.low, one.high)
        scale, zero = torch.from_numpy(one.scale.astype(np.float32)), torch.from_numpy(one.zero.astype(np.int32))
        if config.scales == "unit":
            found = torch.fake_quantize_per_channel_affine(exact, scale, zero, 0, *ends)
        else:
            found = torch.fake_quantize_per_tensor_affine(exact, scale[0], zero[0], *ends)
        weights[one.name] = found.numpy()
    return {"right": _right(answers_with(network, weights))}


def _right(answers: np.ndarray) -> int:
    """How many answers for the first 500 test digits are right."""
    return int((answers == load_digit_images("mnist").test_labels[:JUDGED]).sum())
