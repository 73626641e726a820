"""The same networks as modules of PyTorch on the meta device, which has shapes but no numbers."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import relu

from core.networks.cnn.layers import Layer, read_layers
from core.networks.cnn.settings import OwnNetworkConfig
from core.networks.cnn.survey import FLOAT_BYTES, body_layers, has_shortcut


class Residual(nn.Module):
    """relu(F(x) + x). He et al. (2016), figs. 2 and 5."""

    def __init__(self, inputs: int, layer: Layer) -> None:
        super().__init__()
        self.convs, self.norms = nn.ModuleList(), nn.ModuleList()
        channels = inputs
        for one in body_layers(layer):
            self.convs.append(nn.Conv2d(channels, one.channels, one.kernel, one.stride, one.padding, bias=False))
            self.norms.append(nn.BatchNorm2d(one.channels))
            channels = one.channels
        self.shortcut = nn.Sequential()
        if has_shortcut(layer, inputs):
            self.shortcut.append(nn.Conv2d(inputs, channels, 1, layer.stride, bias=False))
            self.shortcut.append(nn.BatchNorm2d(channels))

    def forward(self, x: Tensor) -> Tensor:
        """(n, inputs, s, s) to (n, channels, s / stride, s / stride)."""
        f = x
        for k, (conv, norm) in enumerate(zip(self.convs, self.norms, strict=True)):
            f = norm(conv(f))
            f = relu(f) if k < len(self.convs) - 1 else f
        return relu(f + self.shortcut(x))


class Fire(nn.Module):
    """A narrow convolution, then 1 × 1 and 3 × 3 beside each other, joined. Iandola et al. (2016), fig. 1."""

    def __init__(self, inputs: int, layer: Layer) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, layer.squeeze, 1)
        self.small = nn.Conv2d(layer.squeeze, layer.expand, 1)
        self.large = nn.Conv2d(layer.squeeze, layer.expand, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """(n, inputs, s, s) to (n, 2 expand, s, s)."""
        narrow = relu(self.squeeze(x))
        return torch.cat([relu(self.small(narrow)), relu(self.large(narrow))], dim=1)


def module_of(layer: Layer, x: Tensor, following: str) -> nn.Module:
    """The module of one layer for what comes, x (n, channels, side, side) or (n, units)."""
    inputs = x.shape[1]
    match layer.kind:
        case "conv":
            return nn.Conv2d(
                layer.inputs or inputs, layer.channels, layer.kernel, layer.stride, layer.padding, layer.dilation,
                layer.groups, bias=following != "bn",
            )  # fmt: skip
        case "pool":
            return nn.MaxPool2d(layer.kernel, layer.stride, layer.padding)
        case "mean":
            return nn.AvgPool2d(layer.kernel, layer.stride, layer.padding)
        case "dense":
            return nn.Linear(layer.inputs or inputs, layer.channels)
        case "bn":
            return nn.BatchNorm2d(inputs) if x.ndim == 4 else nn.BatchNorm1d(inputs)
        case "relu":
            return nn.ReLU()
        case "dropout":
            return nn.Dropout(layer.percent / 100)
        case "flatten":
            return nn.Flatten()
        case "gap":
            return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        case "fire":
            return Fire(inputs, layer)
    return Residual(inputs, layer)


def network(layers: tuple[Layer, ...], side: int, colors: int) -> nn.Sequential:
    """The network on the meta device; RuntimeError of PyTorch where one layer cannot take what comes."""
    net = nn.Sequential()
    with torch.device("meta"):
        x = torch.empty(2, colors, side, side)
        for place, layer in enumerate(layers):
            net.append(module_of(layer, x, layers[place + 1].kind if place + 1 < len(layers) else ""))
            x = net[-1](x)
    return net


def measured_numbers(net: nn.Sequential, side: int, colors: int) -> dict[str, np.ndarray]:
    """Parameters, multiply-adds and bytes of each layer that computes, (b,), by hooks in one pass of one image."""
    rows: list[list[int]] = []

    def note(module: nn.Module, inputs: tuple[Tensor, ...], out: Tensor) -> None:
        parameters = sum(weight.numel() for weight in module.parameters())
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            rows[-1][0] += parameters
        elif not isinstance(module, nn.ReLU | nn.Dropout | nn.Flatten):
            weight = getattr(module, "weight", torch.empty(0))
            work = weight.numel() * out[0, 0].numel() if weight.ndim == 4 else weight.numel()
            rows.append([parameters, work, FLOAT_BYTES * out.numel()])

    leaves = [module for module in net.modules() if not list(module.children()) and module is not net]
    hooks = [module.register_forward_hook(note) for module in leaves if not isinstance(module, nn.Sequential)]
    net.eval()(torch.empty(1, colors, side, side, device="meta"))
    for hook in hooks:
        hook.remove()
    table = np.array(rows).reshape(-1, 3)
    return {"parameters": table[:, 0], "multiply_adds": table[:, 1], "memory": table[:, 2]}


def own_in_torch(config: OwnNetworkConfig) -> dict[str, np.ndarray]:
    """The numbers of one's own network, each (b,), as PyTorch counts them."""
    net = network(read_layers(config.layers), config.side, config.colors)
    return measured_numbers(net, config.side, config.colors)
