"""Where the blocks of several networks stand in one picture, and how tall and how deep they are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from core.networks.cnn.famous import FAMOUS
from core.networks.cnn.layers import read_layers
from core.networks.cnn.settings import FamousName, SkylineConfig
from core.networks.cnn.survey import Block, Survey, survey

GAP = 2.2  # units between two networks; a block stands on one unit
OWN_ROOM = 12  # units that are kept free for one's own network
DEEPEST = 13.0  # binary logarithm of the most channels that are drawn to their depth
USUAL_SIDE = 224
COLOR_RANGES = {  # decimal logarithms; what lies outside has the color of the end
    "parameters": (2.0, 8.0),
    "multiply_adds": (3.0, 9.5),
    "memory": (2.0, 7.0),
    "field": (0.0, 3.0),
}


@dataclass(frozen=True)
class Building:
    """A block as it stands: its left edge, its height in the units of the axis, its depth and color from 0 to 1."""

    network: str
    block: Block
    left: float
    height: float
    depth: float
    color: float


@dataclass(frozen=True)
class Skyline:
    """The buildings from left to right; of each network its edges and its total; the sizes of the axes."""

    buildings: tuple[Building, ...]
    names: tuple[str, ...]
    edges: tuple[tuple[float, float], ...]
    totals: tuple[int, ...]
    width: float
    top: float
    color_range: tuple[float, float]  # decimal logarithms


def famous_survey(name: FamousName) -> Survey:
    """The survey of a famous network."""
    text, side, colors = FAMOUS[name]
    return survey(read_layers(text, most=len(text)), side, colors)


def skyline(own: Survey, famous: Sequence[tuple[str, Survey]], config: SkylineConfig) -> Skyline:
    """One's own network and the famous ones on one scale."""
    everything = [("own", own), *famous]
    low, high = COLOR_RANGES[config.measure]
    by_side = config.tall == "side"
    buildings, edges, left = [], [], 0.0
    for name, found in everything:
        for k, block in enumerate(found.blocks):
            value = getattr(block, config.measure)
            color = min(max((math.log10(value) - low) / (high - low), 0.0), 1.0) if value > 0 else -1.0
            height = max(block.out.side, 1) if by_side else value
            depth = min(math.log2(1 + block.out.channels) / DEEPEST, 1)
            buildings.append(Building(
                network=name, block=block, left=left + k, height=height, depth=depth, color=color,
            ))  # fmt: skip
        room = max(len(found.blocks), OWN_ROOM) if name == "own" else len(found.blocks)
        edges.append((left, left + len(found.blocks)))
        left += room + GAP
    sides = [max(found.input.side, found.blocks[0].out.side if found.blocks else 0) for _, found in everything]
    tallest = max(building.height for building in buildings) if buildings else 1
    top = (USUAL_SIDE if max(sides) <= USUAL_SIDE else 2.4 * USUAL_SIDE) if by_side else tallest
    totals = tuple(found.total(config.measure) for _, found in everything)
    names = tuple(name for name, _ in everything)
    return Skyline(
        buildings=tuple(buildings), names=names, edges=tuple(edges), totals=totals, width=left - GAP,
        top=max(top, tallest), color_range=(low, high),
    )  # fmt: skip
