"""Width against depth: networks with about equally many parameters, and a tent folded into itself."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.networks.approximation.settings import WidthDepthConfig
from core.networks.approximation.target import GRID, Target, known_points
from core.networks.approximation.training import WIDEST, SeededNetwork, examples_of, network_values, train_all

DEPTHS = (1, 2, 3, 4)
SEEDS = 16
OTHER_SEEDS = 10_000
POINTS = 64
TENT = (np.array([[1.0], [1.0]]), np.array([1.0, 0.0]), np.array([2.0, -4.0]), -1.0)  # w, b, v, c of 1 - 2|x|


@dataclass(frozen=True)
class DepthRace:
    """Root mean square errors (depths, seeds) of networks of 1 to 4 hidden layers, of these widths.

    widths, counts: units a layer and parameters, (depths,). `share` is how much is done, from 0 to 1; `errors` is
    empty before all is done. `flat` is the error of the best constant.
    """

    share: float
    widths: tuple[int, ...]
    counts: tuple[int, ...]
    errors: np.ndarray
    flat: float


@dataclass(frozen=True)
class Fold:
    """The tent 1 - 2|x| put into itself: its corners x, y (pieces + 1,), counted in pieces, units and parameters."""

    x: np.ndarray
    y: np.ndarray
    pieces: int
    units: int
    parameters: int


def parameter_count(width: int, depth: int) -> int:
    """Parameters of a network with one input, `depth` hidden layers of `width` units, and one output."""
    return 2 * width + (depth - 1) * (width**2 + width) + width + 1


def width_for(parameters: int, depth: int) -> int:
    """The largest width whose network has at most so many parameters, 256 at most."""
    return max(width for width in range(1, WIDEST + 1) if width == 1 or parameter_count(width, depth) <= parameters)


def race_steps(config: WidthDepthConfig, target: Target) -> Iterator[DepthRace]:
    """Train 16 networks of each depth on 64 points without noise, in stretches; the errors come last."""
    widths = tuple(width_for(config.parameters, depth) for depth in DEPTHS)
    counts = tuple(parameter_count(width, depth) for width, depth in zip(widths, DEPTHS, strict=True))
    plans = [
        SeededNetwork((width,) * depth, "ReLU", "uniform", (config.depth_seed + seed) % OTHER_SEEDS)
        for width, depth in zip(widths, DEPTHS, strict=True)
        for seed in range(SEEDS)
    ]
    x, y = known_points(target, GRID)
    flat, examples = float(y.std()), [examples_of(target, POINTS)] * len(plans)
    for share, ends in train_all(plans, examples, config.depth_steps, config.depth_rate):
        if not ends:
            yield DepthRace(share=share, widths=widths, counts=counts, errors=np.zeros((0, 0)), flat=flat)
    errors = [
        np.sqrt(np.mean((network_values(end, plan.hidden, "ReLU", x) - y) ** 2))
        for plan, end in zip(plans, ends, strict=True)
    ]
    yield DepthRace(share=1.0, widths=widths, counts=counts, errors=np.reshape(errors, (len(DEPTHS), SEEDS)), flat=flat)


def fold(folds: int) -> Fold:
    """The tent put into itself: one hidden layer of two ReLU units for each time."""
    w, b, v, c = TENT
    x = np.linspace(-1, 1, 2**folds + 1)
    y = x
    for _ in range(folds):
        y = np.maximum(y[:, None] * w[:, 0] + b, 0) @ v + c
    slopes = np.diff(y) / np.diff(x)
    return Fold(
        x=x, y=y, pieces=int((np.diff(slopes) != 0).sum()) + 1, units=2 * folds,
        parameters=parameter_count(2, folds),
    )  # fmt: skip


def fold_numbers(config: WidthDepthConfig) -> dict[str, int]:
    """Pieces and units of the folded tent, and the units that one hidden layer needs for as many pieces."""
    found = fold(config.folds)
    return {"pieces": found.pieces, "units": found.units, "one_layer": found.pieces - 1}


def fold_in_torch(config: WidthDepthConfig) -> dict[str, int]:
    """The same by a network of PyTorch on a fine grid: pieces are counted by the signs of its gradient."""
    import torch

    w, b, v, c = TENT
    layers: list[torch.nn.Module] = []
    for _ in range(config.folds):
        first = torch.nn.Linear(1, 2, dtype=torch.float64)
        second = torch.nn.Linear(2, 1, dtype=torch.float64)
        with torch.no_grad():
            first.weight.copy_(torch.from_numpy(w))
            first.bias.copy_(torch.from_numpy(b))
            second.weight.copy_(torch.from_numpy(v)[None])
            second.bias.fill_(c)
        layers += [first, torch.nn.ReLU(), second]
    middles = (torch.arange(4096, dtype=torch.float64) + 0.5) / 2048 - 1
    x = middles[:, None].requires_grad_()
    (slope,) = torch.autograd.grad(torch.nn.Sequential(*layers)(x).sum(), x)
    pieces = int((slope[1:, 0].sign() != slope[:-1, 0].sign()).sum()) + 1
    return {"pieces": pieces, "units": 2 * config.folds, "one_layer": pieces - 1}
