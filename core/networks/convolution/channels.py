"""A layer with many channels: which kernels it has, which channels they join, and what that costs."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.params import Interval, config
from core.refusal import Refusal


@config
class ChannelsConfig:
    """A convolutional layer with padding that keeps the size, stride 1 and a bias for each output channel."""

    inputs: Annotated[int, Interval(ge=1, le=8)] = 4
    outputs: Annotated[int, Interval(ge=1, le=8)] = 4
    groups: Annotated[int, Interval(ge=1, le=8)] = 2
    kernel_side: Annotated[int, Interval(ge=1, le=7)] = 3
    image_side: Annotated[int, Interval(ge=8, le=256)] = 32
    channel: Annotated[int, Interval(ge=0, le=7)] = 1


@dataclass(frozen=True)
class LayerCost:
    """Learnable numbers of a layer, and multiply-adds for one image (those of the bias not counted)."""

    weights: int
    biases: int
    multiply_adds: int

    @property
    def parameters(self) -> int:
        """Weights and biases."""
        return self.weights + self.biases


@dataclass(frozen=True)
class OnePlace:
    """A layer at one place of the image.

    x (inputs, k, k); w (outputs, inputs / groups, k, k); b (outputs,); parts (outputs, inputs): what each input channel
    adds to each output channel, NaN where none joins them; y (outputs,).
    """

    x: np.ndarray
    w: np.ndarray
    b: np.ndarray
    parts: np.ndarray
    y: np.ndarray


def layer_cost(config: ChannelsConfig) -> LayerCost:
    """Parameters and multiply-adds; Refusal where the groups do not divide the channels."""
    if config.inputs % config.groups or config.outputs % config.groups:
        raise Refusal("groups_divide", groups=config.groups, inputs=config.inputs, outputs=config.outputs)
    weights = config.kernel_side**2 * (config.inputs // config.groups) * config.outputs
    return LayerCost(weights, config.outputs, weights * config.image_side**2)


def separable_weights(config: ChannelsConfig) -> tuple[int, int]:
    """Weights of a depthwise layer and of the 1 by 1 layer after it (MobileNet, Howard et al. 2017)."""
    return config.kernel_side**2 * config.inputs, config.inputs * config.outputs


def random_layer(config: ChannelsConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pixels (inputs, k, k), weights (outputs, inputs / groups, k, k) and biases (outputs,): halves from -1 to 1."""
    rng, k = np.random.default_rng(0), config.kernel_side
    x = rng.integers(0, 5, (8, 7, 7))[: config.inputs, :k, :k].astype(float)
    w = rng.integers(-2, 3, (8, 8, 7, 7))[: config.outputs, : config.inputs // config.groups, :k, :k] / 2
    return x, w, rng.integers(-2, 3, 8)[: config.outputs] / 2


def one_place(config: ChannelsConfig) -> OnePlace:
    """One place of the output, channel by channel; Refusal where the groups do not divide the channels."""
    layer_cost(config)
    x, w, b = random_layer(config)
    inputs, outputs = config.inputs // config.groups, config.outputs // config.groups
    parts = np.full((config.outputs, config.inputs), np.nan)
    for j in range(config.outputs):
        first = j // outputs * inputs  # of the group's input channels
        for i in range(inputs):
            parts[j, first + i] = np.sum(w[j, i] * x[first + i])
    return OnePlace(x=x, w=w, b=b, parts=parts, y=np.nansum(parts, axis=1) + b)


def channels_numbers(config: ChannelsConfig) -> dict[str, object]:
    """Parameters, multiply-adds, and the output channels (outputs,) at one place."""
    cost = layer_cost(config)
    return {"parameters": cost.parameters, "multiply_adds": cost.multiply_adds, "y": one_place(config).y}


def channels_in_torch(config: ChannelsConfig) -> dict[str, object]:
    """The same by `torch.nn.Conv2d` and PyTorch's counter of operations, two for each multiply-add."""
    import torch
    from torch.nn import Conv2d
    from torch.utils.flop_counter import FlopCounterMode

    layer = Conv2d(config.inputs, config.outputs, config.kernel_side, groups=config.groups)
    side = config.image_side + config.kernel_side - 1  # with the padding that keeps the size
    with FlopCounterMode(display=False) as counter:
        layer(torch.zeros(1, config.inputs, side, side))
    x, w, b = (torch.from_numpy(part) for part in random_layer(config))
    y = torch.nn.functional.conv2d(x[None], w, b, groups=config.groups)  # (1, outputs, 1, 1)
    return {
        "parameters": sum(parameter.numel() for parameter in layer.parameters()),
        "multiply_adds": counter.get_total_flops() // 2, "y": y[0, :, 0, 0].numpy(),
    }  # fmt: skip
