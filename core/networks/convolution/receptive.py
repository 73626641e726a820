"""What one output of a stack of layers can see, and what it really looks at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np

from core.params import Interval, Shape, config
from core.refusal import Refusal

LARGEST_FIELD = 127  # cells on a side
BATCH = 8  # networks that are computed together
CHANNELS = 8  # of every layer but the last
INSIDE = 0.5  # of the influence lies in the square that is framed

LayerNumber = Annotated[int, Interval(ge=1, le=7)]


@config
class ReceptiveConfig:
    """Kernel side, stride and dilation of up to eight layers, one row each, and the networks on them."""

    layers: Annotated[tuple[tuple[LayerNumber, ...], ...], Shape(rows=(1, 8), columns=(3, 3))] = ((3, 1, 1),) * 6
    unit: Literal["ReLU", "linear"] = "ReLU"
    start: Literal["random", "equal"] = "random"
    networks: Annotated[int, Interval(ge=1, le=64)] = 64
    receptive_seed: Annotated[int, Interval(ge=0, le=9999)] = 0


@dataclass(frozen=True)
class TheoreticalField:
    """Sides of the receptive field after each layer (layers,), and the distance of neighboring outputs (layers,)."""

    sides: tuple[int, ...]
    jumps: tuple[int, ...]


@dataclass(frozen=True)
class EffectiveField:
    """Mean size (r, r) of the derivative of the middle output by each pixel, over `done` of `total` networks.

    deviation: of its row sums as a density, in pixels; side: of the smallest square around the middle with half of it.
    silent: whether all derivatives are 0.
    """

    influence: np.ndarray
    done: int
    total: int
    deviation: float
    side: int
    silent: bool

    @property
    def share(self) -> float:
        """How much of the work is done."""
        return self.done / self.total


def theoretical_field(config: ReceptiveConfig) -> TheoreticalField:
    """r_l = r_(l-1) + (k - 1) d j with j the product of the strides before; Refusal beyond 127 cells."""
    side, jump = 1, 1
    sides, jumps = [], []
    for k, stride, dilation in config.layers:
        side += (k - 1) * dilation * jump
        jump *= stride
        sides.append(side)
        jumps.append(jump)
    if side > LARGEST_FIELD:
        raise Refusal("field_large", side=side, limit=LARGEST_FIELD)
    return TheoreticalField(tuple(sides), tuple(jumps))


def effective_field_steps(config: ReceptiveConfig) -> Iterator[EffectiveField]:
    """The effective field of more and more random networks, eight at a time, without biases and padding.

    The input is exactly as large as the field, so that one output is left. Luo, Li, Urtasun and Zemel (2016).
    """
    import torch

    side = theoretical_field(config).sides[-1]
    generator = torch.Generator().manual_seed(config.receptive_seed)
    influence = np.zeros((side, side))
    done = 0
    while done < config.networks:
        count = min(BATCH, config.networks - done)
        x = torch.randn(1, count, side, side, generator=generator).requires_grad_()
        networks_output(x, config, generator).sum().backward()
        assert x.grad is not None
        influence += x.grad[0].abs().sum(dim=0).double().numpy()
        done += count
        yield measured_field(influence / done, done, config.networks)


def networks_output(x: Any, config: ReceptiveConfig, generator: Any) -> Any:
    """The one output of each of so many networks, (1, networks, 1, 1), for inputs (1, networks, r, r).

    Every network is a group of the same convolution. Weights: normal by He et al. (2015), or all equal to 1 / fan in.
    """
    import torch
    from torch.nn import functional

    networks, inputs, depth = x.shape[1], 1, len(config.layers)
    for number, (k, stride, dilation) in enumerate(config.layers, start=1):
        outputs = 1 if number == depth else CHANNELS
        fan_in = inputs * k * k
        shape = networks * outputs, inputs, k, k
        if config.start == "equal":
            w = torch.full(shape, 1 / fan_in)
        else:
            w = torch.randn(shape, generator=generator) * (2 / fan_in) ** 0.5
        x = functional.conv2d(x, w, stride=stride, dilation=dilation, groups=networks)
        if config.unit == "ReLU" and number < depth:
            x = functional.relu(x)
        inputs = outputs
    return x


def measured_field(influence: np.ndarray, done: int, total: int) -> EffectiveField:
    """The width of an influence (r, r): its standard deviation, and the square around the middle with half of it."""
    whole = float(influence.sum())
    if whole == 0:
        return EffectiveField(
            influence=influence, done=done, total=total, deviation=float("nan"), side=0, silent=True
        )  # fmt: skip
    r = len(influence)
    place = np.arange(r) - (r - 1) / 2
    line = influence.sum(axis=0) / whole
    deviation = float(np.sqrt((line * place**2).sum() - (line * place).sum() ** 2))
    ring = np.maximum(np.abs(place)[:, None], np.abs(place)[None, :])  # (r, r)
    inside = (half for half in np.unique(ring) if influence[ring <= half].sum() >= INSIDE * whole)
    return EffectiveField(
        influence=influence, done=done, total=total, deviation=deviation, side=int(2 * next(inside) + 1), silent=False
    )  # fmt: skip


def field_numbers(config: ReceptiveConfig) -> dict[str, object]:
    """Sides of the theoretical field (layers,), and the measures of the effective one."""
    *_, found = effective_field_steps(config)
    sides = np.array(theoretical_field(config).sides)
    return {"sides": sides, "deviation": round(found.deviation, 2), "side": found.side}


def touched_cells(config: ReceptiveConfig, depth: int | None = None) -> set[int]:
    """Cells of the input, along one axis, that one output of the first `depth` layers touches: marked backward."""
    touched = {0}
    for k, stride, dilation in reversed(config.layers[:depth]):
        touched = {stride * cell + dilation * a for cell in touched for a in range(k)}
    return touched


def field_by_touch(config: ReceptiveConfig) -> dict[str, object]:
    """Sides of the field (layers,), from the first to the last of the cells that are touched."""
    touched = [touched_cells(config, depth) for depth in range(1, len(config.layers) + 1)]
    return {"sides": np.array([max(cells) - min(cells) + 1 for cells in touched])}
