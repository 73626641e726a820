"""Where the nodes of a graph stand: layers from left to right, few crossings, straight edges.

Sugiyama, Tagawa & Toda (1981): layers, then an order in each by barycenters, then places. An edge over several
layers goes through an unseen stand-in on each, so that it never runs through a node.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 6
WIDEST = 16  # layers side by side before a thin graph is folded like lines of text


@dataclass(frozen=True)
class GraphLayout:
    """Places in units of one node's room: `x` grows to the right, `y` downwards, both from 0.

    `edges` holds, for each parent → node, the points on its way, both ends included.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    edges: tuple[tuple[int, int, tuple[tuple[float, float], ...]], ...]
    width: float
    height: float


def layered(parents: Sequence[tuple[int, ...]]) -> GraphLayout:
    """The layout of a graph given by every node's parents; parents come before children."""
    layer = _layers(parents)
    ways = _ways(parents, layer)
    above = [dict.fromkeys(child_parents) for child_parents in parents]
    neighbours: dict[int, list[int]] = {}
    for way in ways:
        for left, right in pairwise(way):
            neighbours.setdefault(left, []).append(right)
            neighbours.setdefault(right, []).append(left)
    columns: list[list[int]] = [[] for _ in range(max(layer) + 1)]
    for node in _reading_order(above, ways, len(layer)):
        columns[layer[node]].append(node)
    y = _settled(columns, neighbours, layer)
    low = min(y)
    height = max(y) - low
    x = [float(level) for level in layer]
    y = [place - low for place in y]
    if max(layer) >= WIDEST and height < 3:
        x, y, height = _folded(x, y, height)
    edges = tuple((way[0], way[-1], _points([(x[k], y[k]) for k in way])) for way in ways)
    count = len(parents)
    return GraphLayout(x=tuple(x[:count]), y=tuple(y[:count]), edges=edges, width=max(x), height=height)


def _layers(parents: Sequence[tuple[int, ...]]) -> list[int]:
    """The longest way from the leaves; a leaf stands directly before its first use."""
    layer: list[int] = []
    for above in parents:
        layer.append(1 + max(layer[p] for p in above) if above else 0)
    first_use: dict[int, int] = {}
    for node, above in enumerate(parents):
        for parent in above:
            first_use[parent] = min(layer[node], first_use.get(parent, layer[node]))
    for node, above in enumerate(parents):
        if not above and node in first_use:
            layer[node] = first_use[node] - 1
    return layer


def _ways(parents: Sequence[tuple[int, ...]], layer: list[int]) -> list[list[int]]:
    """Each edge as the nodes on its way; stand-ins get numbers from `len(parents)` on and a place in `layer`."""
    ways = []
    for node, above in enumerate(parents):
        for parent in dict.fromkeys(above):
            between = range(layer[parent] + 1, layer[node])
            ways.append([parent, *range(len(layer), len(layer) + len(between)), node])
            layer += between
    return ways


def _reading_order(above: Sequence[dict[int, None]], ways: list[list[int]], count: int) -> list[int]:
    """Everything in the order in which a reader meets it, from the result back along each way."""
    way_of = {(way[0], way[-1]): way for way in ways}
    order: dict[int, None] = {}
    waiting = list(range(len(above)))
    while waiting:
        node = waiting.pop()
        if node in order:
            continue
        order[node] = None
        for parent in above[node]:
            order.update(dict.fromkeys(reversed(way_of[parent, node][1:-1])))
        waiting += reversed(above[node])
    return [*order, *(k for k in range(count) if k not in order)]


def _settled(columns: list[list[int]], neighbours: dict[int, list[int]], layer: list[int]) -> list[float]:
    """Heights: every node near the mean of its neighbours, one unit or more apart in a layer."""
    y = [0.0] * len(layer)
    for column in columns:
        for row, node in enumerate(column):
            y[node] = row - (len(column) - 1) / 2
    for sweep in range(SWEEPS):
        side = -1 if sweep % 2 == 0 else 1
        for column in columns if side < 0 else reversed(columns):
            wanted = {}
            for node in column:
                near = [y[k] for k in neighbours.get(node, ()) if sweep > 1 or layer[k] == layer[node] + side]
                wanted[node] = sum(near) / len(near) if near else y[node]
            column.sort(key=wanted.__getitem__)
            for node, place in zip(column, apart([wanted[node] for node in column]), strict=True):
                y[node] = place
    return y


def apart(wanted: Sequence[float]) -> list[float]:
    """The places nearest to the wanted ones (least squares) that keep their order and a distance of at least 1."""
    blocks: list[tuple[float, int]] = []  # mean and length; neighbours out of order are pooled
    for row, place in enumerate(wanted):
        mean, length = place - row, 1
        while blocks and blocks[-1][0] > mean:
            other, count = blocks.pop()
            mean, length = (mean * length + other * count) / (length + count), length + count
        blocks.append((mean, length))
    means = [mean for mean, length in blocks for _ in range(length)]
    return [mean + row for row, mean in enumerate(means)]


def _points(way: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """The points of an edge; where it goes back to the start of a line, it runs between the lines."""
    points = way[:1]
    for (x, y), (next_x, next_y) in pairwise(way):
        if next_x < x:
            middle = (y + next_y) / 2
            points += [(x + 0.55, middle), (next_x - 0.55, middle)]
        points.append((next_x, next_y))
    return tuple(points)


def _folded(x: list[float], y: list[float], height: float) -> tuple[list[float], list[float], float]:
    """The layers cut into lines of equal length, one below the other, each read from left to right."""
    layers = int(max(x)) + 1
    lines = -(-layers // WIDEST)
    length = -(-layers // lines)
    gap = height + 1.5
    folded = [(place % length, row + gap * (place // length)) for place, row in zip(x, y, strict=True)]
    return [p for p, _ in folded], [q for _, q in folded], height + gap * (lines - 1)
