"""What each layer of a network puts out and costs, by arithmetic alone: no weight is ever made."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.code_export import Made
from core.networks.cnn.layers import Layer, read_layers
from core.networks.cnn.settings import OwnNetworkConfig
from core.refusal import Refusal

FLOAT_BYTES = 4
NARROW = 4  # a bottleneck computes with a fourth of its channels


@dataclass(frozen=True)
class Signal:
    """What goes from layer to layer: channels × side × side, or a vector, whose side is 0; and what one unit sees.

    A unit sees `field` pixels of a side; neighbors lie `jump` pixels apart.
    """

    channels: int
    side: int
    field: int = 1
    jump: int = 1

    @property
    def count(self) -> int:
        """Numbers in it."""
        return self.channels * max(self.side, 1) ** 2

    @property
    def shape(self) -> str:
        """`16 × 5 × 5`, or `400`."""
        return f"{self.channels} × {self.side} × {self.side}" if self.side else str(self.channels)


@dataclass(frozen=True)
class Block:
    """One layer that computes: where it stands in the text, from 0 on, what comes, what it puts out, what it costs."""

    place: int
    layer: Layer
    came: Signal
    out: Signal
    parameters: int
    multiply_adds: int
    shortcut: bool = False

    @property
    def memory(self) -> int:
        """Bytes of what it puts out for one image."""
        return FLOAT_BYTES * self.out.count

    @property
    def field(self) -> int:
        """Pixels of a side that one of its units sees."""
        return self.out.field


@dataclass(frozen=True)
class Survey:
    """The blocks of a network, b of them, its input, and what it puts out in the end."""

    input: Signal
    out: Signal
    blocks: tuple[Block, ...]
    layers: tuple[Layer, ...]
    made: Made | None = None

    def total(self, measure: str) -> int:
        """Sum over the blocks; of the receptive field the largest one that a convolution or pooling reaches."""
        values = [getattr(block, measure) for block in self.blocks]
        if measure == "field":
            return max([block.field for block in self.blocks if block.layer.kind not in ("dense", "gap")], default=1)
        return sum(values)


def survey(layers: tuple[Layer, ...], side: int, colors: int) -> Survey:
    """What each layer puts out and costs; Refusal where one cannot take what comes."""
    signal = Signal(colors, side)
    blocks: list[Block] = []
    for place, layer in enumerate(layers):
        following = layers[place + 1].kind if place + 1 < len(layers) else ""
        signal = _through(layer, place, signal, following, blocks)
    return Survey(input=Signal(colors, side), out=signal, blocks=tuple(blocks), layers=layers)


def own_survey(config: OwnNetworkConfig) -> Survey:
    """The survey of one's own network."""
    return survey(read_layers(config.layers), config.side, config.colors)


def _through(layer: Layer, place: int, came: Signal, following: str, blocks: list[Block]) -> Signal:
    """What leaves a layer; its blocks are added, and the parameters of a normalization to the block before."""
    match layer.kind:
        case "relu" | "dropout":
            return came
        case "flatten":
            return replace(came, channels=came.count, side=0, field=_whole(came)) if came.side else came
        case "bn":
            _normalize(came.channels, place, blocks)
            return came
        case "dense":
            found = _dense(layer, place, came)
        case "gap":
            _wants_map(layer, place, came)
            out = Signal(came.channels, 0, _whole(came), came.jump)
            found = _block(place, layer, came, out)
        case "conv" | "pool" | "mean":
            found = _window(layer, place, came, bias=following != "bn")
        case "fire":
            return _fire(layer, place, came, blocks)
        case _:
            return _residual(layer, place, came, blocks)
    blocks.append(found)
    return found.out


def _block(place: int, layer: Layer, came: Signal, out: Signal, *, parameters: int = 0, work: int = 0) -> Block:
    return Block(place=place, layer=layer, came=came, out=out, parameters=parameters, multiply_adds=work)


def _whole(came: Signal) -> int:
    """What a unit sees that is joined to all places of a map."""
    return came.field + (max(came.side, 1) - 1) * came.jump


def _wants_map(layer: Layer, place: int, came: Signal) -> None:
    if not came.side:
        raise Refusal("map_wanted", place=place + 1, kind=layer.kind, got=came.channels)


def _dense(layer: Layer, place: int, came: Signal) -> Block:
    """Units that are joined to all that comes."""
    if came.side:
        raise Refusal("vector_wanted", place=place + 1, shape=came.shape, count=came.count)
    if layer.inputs not in (0, came.channels):
        raise Refusal("dense_inputs", place=place + 1, inputs=layer.inputs, got=came.channels, units=layer.channels)
    work = came.channels * layer.channels
    return _block(
        place, layer, came, replace(came, channels=layer.channels), parameters=work + layer.channels, work=work
    )


def _window(layer: Layer, place: int, came: Signal, bias: bool) -> Block:
    """A window that slides over a map: o = ⌊(i + 2p − d(k − 1) − 1) / s⌋ + 1."""
    _wants_map(layer, place, came)
    reach = layer.dilation * (layer.kernel - 1)
    if layer.kind != "conv" and 2 * layer.padding > layer.kernel:
        raise Refusal("pool_padding", place=place + 1, padding=layer.padding, kernel=layer.kernel)
    padded = came.side + 2 * layer.padding
    if padded < reach + 1:
        raise Refusal("window_large", place=place + 1, reach=reach + 1, got=padded, side=came.side)
    if layer.inputs not in (0, came.channels):
        raise Refusal(
            "conv_inputs", place=place + 1, inputs=layer.inputs, got=came.channels, channels=layer.channels,
            kernel=layer.kernel,
        )  # fmt: skip
    if came.channels % layer.groups or layer.channels % layer.groups:  # of a pooling there is one
        raise Refusal("groups_divide", place=place + 1, groups=layer.groups, got=came.channels, channels=layer.channels)
    channels = layer.channels if layer.kind == "conv" else came.channels
    out = Signal(
        channels, (padded - reach - 1) // layer.stride + 1, came.field + reach * came.jump, came.jump * layer.stride
    )
    if layer.kind != "conv":
        return _block(place, layer, came, out)
    weights = layer.kernel**2 * came.channels // layer.groups * channels
    return _block(place, layer, came, out, parameters=weights + bias * channels, work=weights * out.side**2)


def _normalize(channels: int, place: int, blocks: list[Block]) -> None:
    """A scale and a shift for each channel belong to the block before; with no block before they cannot be counted."""
    if not blocks:
        raise Refusal("norm_first", place=place + 1)
    blocks[-1] = replace(blocks[-1], parameters=blocks[-1].parameters + 2 * channels)


def _residual(layer: Layer, place: int, came: Signal, blocks: list[Block]) -> Signal:
    """The blocks of a residual layer: its body, then a shortcut of 1 × 1 where the shape changes."""
    _wants_map(layer, place, came)
    signal = came
    for inner in body_layers(layer):
        found = _window(inner, place, signal, bias=False)
        signal = found.out
        blocks.append(replace(found, parameters=found.parameters + 2 * inner.channels))
    if has_shortcut(layer, came.channels):
        inner = Layer("conv", layer.channels, 1, layer.stride)
        found = _window(inner, place, came, bias=False)
        blocks.append(replace(found, parameters=found.parameters + 2 * inner.channels, shortcut=True))
    return signal


def _fire(layer: Layer, place: int, came: Signal, blocks: list[Block]) -> Signal:
    """The three convolutions of a fire module: a narrow one, then two beside each other. Iandola et al. (2016)."""
    _wants_map(layer, place, came)
    squeezed = _window(Layer("conv", layer.squeeze), place, came, bias=True)
    small, large = (
        _window(Layer("conv", layer.expand, kernel, padding=kernel // 2), place, squeezed.out, bias=True)
        for kernel in (1, 3)
    )
    blocks += [squeezed, small, large]
    return replace(large.out, channels=2 * layer.expand)


def body_layers(layer: Layer) -> Iterator[Layer]:
    """The convolutions of a residual layer; each is followed by a batch normalization."""
    if layer.kind == "res":
        yield Layer("conv", layer.channels, 3, layer.stride, padding=1)
        yield Layer("conv", layer.channels, 3, padding=1)
        return
    narrow, first = layer.channels // NARROW, layer.stride if layer.kind == "bottle1" else 1
    yield Layer("conv", narrow, 1, first)
    yield Layer("conv", narrow, 3, layer.stride // first, padding=1)
    yield Layer("conv", layer.channels, 1)


def has_shortcut(layer: Layer, channels: int) -> bool:
    """Whether the shape changes, so that what comes cannot be added as it is."""
    return layer.stride != 1 or layer.channels != channels


def survey_numbers(found: Survey) -> dict[str, np.ndarray]:
    """What the table shows: each (b,)."""
    names = ("parameters", "multiply_adds", "memory", "field")
    return {name: np.array([getattr(block, name) for block in found.blocks]) for name in names}


def own_numbers(config: OwnNetworkConfig) -> dict[str, np.ndarray]:
    """The numbers of one's own network, each (b,), by arithmetic."""
    return survey_numbers(own_survey(config))
