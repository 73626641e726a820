"""The result as a curve along one number of one variable, and the tangent whose slope is the gradient."""

from dataclasses import dataclass
from itertools import islice

import numpy as np

from core.computing.autograd.formula.graph import Graph, replay
from core.computing.autograd.walk.trace import Trace

POINTS = 81
MOST_PLACES = 64


@dataclass(frozen=True)
class ResultSlice:
    """Results along x; at `here` the value `result` and the slope, with which the tangent goes through it."""

    name: str
    x: np.ndarray  # (81,)
    results: np.ndarray  # (81,)
    here: float
    result: float
    slope: float

    @property
    def has_tangent(self) -> bool:
        """Whether result and slope are numbers."""
        return bool(np.isfinite([self.result, self.slope]).all())

    @property
    def tangent(self) -> tuple[float, float]:
        """At both ends of x, the straight line through the point on the screen whose slope is the gradient."""
        first, last = (self.result + self.slope * (float(end) - self.here) for end in self.x[[0, -1]])
        return first, last


def places(graph: Graph) -> dict[str, tuple[int, tuple[int, ...]]]:
    """The numbers that can be moved, by label."""
    return dict(islice(graph.places.items(), MOST_PLACES))


def slice_along(graph: Graph, trace: Trace, label: str, reach: float) -> ResultSlice:
    """The curve along one of `places(graph)`, at least `reach` to both sides of the value on the screen.

    It is drawn around the nearest multiple of twice that, and as far to both sides: while the value moves, the point
    travels and the curve stays.
    """
    index, place = graph.places[label]
    value = graph.nodes[index].value
    here = float(value[place])
    x = 2 * reach * (round(here / (2 * reach)) + np.linspace(-1, 1, POINTS))
    results = []
    for moved in x:
        changed = value.copy()
        changed[place] = moved
        results.append(float(replay(graph, {index: changed})))
    slope = float(trace.gradient_of(graph.nodes[index].name)[place])
    return ResultSlice(
        name=label, x=x, results=np.array(results), here=here, result=float(graph.result.value), slope=slope
    )
