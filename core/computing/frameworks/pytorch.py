"""The networks as modules of PyTorch."""

from collections import OrderedDict

import numpy as np
import torch
from torch import Tensor, nn

from core.computing.frameworks.mistakes import mistake_made
from core.computing.frameworks.models import MODELS, NORM_EPS, Arrays, digit_input, trained_weights
from core.computing.frameworks.settings import DigitConfig, PortConfig, PortedNetworkConfig
from core.practice.workbench.networks import SeededDropout

DROPOUT = 0.2


class RowReader(nn.LSTM):
    """An LSTM that reads an image row by row and puts out all of its states."""

    def forward(self, x: Tensor) -> Tensor:  # type: ignore[override]
        """(n, 1, rows, d) to (n, rows, units)."""
        states: Tensor = super().forward(x[:, 0])[0]
        return states


class LastState(nn.Module):
    """The state after the last row."""

    def forward(self, x: Tensor) -> Tensor:
        """(n, rows, units) to (n, units)."""
        return x[:, -1]


def torch_network(model: str, precision: str = "float32") -> nn.Sequential:
    """The network with its trained weights, ready to judge."""
    net = untrained_network(model).to(getattr(torch, precision))
    net.load_state_dict({name: torch.from_numpy(weight) for name, weight in trained_weights(model, precision).items()})
    return net.eval()


def untrained_network(model: str) -> nn.Sequential:
    """The modules of a network, one for each of its layers; sizes that come in are those that the layer before has."""
    modules: OrderedDict[str, nn.Module] = OrderedDict()
    shape: tuple[int, ...] = (1, 28, 28)
    for layer in MODELS[model]:
        match layer.kind:
            case "conv":
                padding = 2 if layer.shape[1] == shape[1] else 0
                modules[layer.name] = nn.Conv2d(shape[0], layer.shape[0], 5, padding=padding)
            case "norm":
                modules[layer.name] = nn.BatchNorm2d(layer.shape[0], eps=NORM_EPS)
            case "relu":
                modules[layer.name] = nn.ReLU()
            case "gelu":
                modules[layer.name] = nn.GELU()
            case "pool":
                modules[layer.name] = nn.MaxPool2d(2)
            case "flatten":
                modules[layer.name] = nn.Flatten()
            case "dropout":
                modules[layer.name] = SeededDropout(DROPOUT)
            case "lstm":
                modules[layer.name] = RowReader(shape[2], layer.shape[1], batch_first=True)
            case "last":
                modules[layer.name] = LastState()
            case "dense":
                modules[layer.name] = nn.Linear(shape[-1], layer.shape[0])
        shape = layer.shape
    return nn.Sequential(modules)


def torch_outputs(model: str, x: np.ndarray, mistake: str) -> list[np.ndarray]:
    """What each layer puts out for x (1, 1, 28, 28), (1, …) each; with the mistake `train` in training mode."""
    net = torch_network(model, x.dtype.name).train(mistake == "train")
    found, value = [], torch.from_numpy(x)
    with torch.no_grad():
        for module in net:
            value = module(value)
            found.append(value.clone().numpy())
    return found


def torch_numbers(config: PortedNetworkConfig, digit: DigitConfig, port: PortConfig) -> Arrays:
    """The logits (10,) of PyTorch."""
    x = digit_input(digit.digit, port.precision)
    return {"logits": torch_outputs(config.model, x, mistake_made(config, port))[-1][0]}
