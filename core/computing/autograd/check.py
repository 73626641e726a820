"""The gradient check: the engine by hand, the central difference and PyTorch, number by number."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.computing.autograd.formula.graph import Graph, ancestors, replay
from core.computing.autograd.walk.diagnostics import value_diagnostics
from core.params import Interval, Log, config

Verdict = Literal["agree", "close", "rounding", "differ", "undefined", "left_domain", "kink", "no_path"]
Names = tuple[Verdict, Verdict, Verdict]
EPSILONS = np.logspace(-1, -16, 61)
MOST_ROWS = 256
TOLERANCES = {"float64": (1e-6, 1e-10), "float32": (1e-2, 1e-4)}  # relative; of the difference, and of PyTorch
KINKS = {"kink", "tie", "border"}


@config
class CheckConfig:
    """The step ε of the central difference, and which number's error is drawn against ε."""

    epsilon: Annotated[float, Interval(ge=1e-16, le=1e-1), Log()] = 1e-5
    row: Annotated[int, Interval(ge=0, le=255)] = 0


@dataclass(frozen=True)
class GradientComparison:
    """A gradient by another way than the engine's, and how far it is from that.

    `absolute` is |difference|, `relative` that divided by the larger of the two and of 1e-8.
    """

    value: float
    absolute: float
    relative: float
    verdict: Verdict


@dataclass(frozen=True)
class CheckRow:
    """One number of one variable: its gradient by three ways."""

    name: str
    engine: float
    difference: GradientComparison
    torch: GradientComparison


@dataclass(frozen=True)
class Check:
    """All rows, and for one of them the error of the central difference for every ε of EPSILONS.

    `best_epsilon` is where that error is smallest, NaN where it is nowhere finite; `left_out` numbers have no row.
    """

    epsilon: float
    rows: tuple[CheckRow, ...]
    left_out: int
    curve_row: int
    curve_errors: np.ndarray  # (61,)
    best_epsilon: float


def gradient_check(graph: Graph, config: CheckConfig) -> Check:
    """The gradient check of a graph that has been built; where it has no such row, the curve is the first one's."""
    from core.computing.autograd.pytorch.twin import torch_gradients

    for _ in graph.backward():
        pass
    library, bent, places = torch_gradients(graph), bent_nodes(graph), graph.places
    rows = []
    for name, (index, place) in list(places.items())[:MOST_ROWS]:
        reached = index in graph.reached
        own = float(graph.nodes[index].tensor.gradient[place]) if reached else 0.0
        numeric = central_difference(graph, index, place, config.epsilon)
        theirs = float(library[graph.nodes[index].name][place])
        loose, strict = TOLERANCES[str(graph.result.value.dtype)]
        names: Names = ("kink", "kink", "left_domain") if index in bent else ("close", "differ", "left_domain")
        rows.append(
            CheckRow(
                name=name,
                engine=own,
                difference=_compared(own, numeric, reached, loose, names),
                torch=_compared(own, theirs, reached, strict, ("rounding", "differ", "differ")),
            )
        )
    chosen = config.row if config.row < len(rows) else 0
    errors = error_curve(graph, *places[rows[chosen].name], rows[chosen].engine)
    known = np.isfinite(errors)
    best = float(EPSILONS[known][np.argmin(errors[known])]) if known.any() else float("nan")
    return Check(
        epsilon=config.epsilon, rows=tuple(rows), left_out=len(places) - len(rows), curve_row=chosen,
        curve_errors=errors, best_epsilon=best,
    )  # fmt: skip


def central_difference(graph: Graph, index: int, place: tuple[int, ...], epsilon: float) -> float:
    """(L(x + ε) − L(x − ε)) / 2ε for one number of one variable, in the graph's precision."""
    x = graph.nodes[index].value
    up, down = x.copy(), x.copy()
    up[place] += x.dtype.type(epsilon)
    down[place] -= x.dtype.type(epsilon)
    with np.errstate(all="ignore"):
        rise = replay(graph, {index: up}) - replay(graph, {index: down})
        return float(rise / x.dtype.type(2 * epsilon))


def error_curve(graph: Graph, index: int, place: tuple[int, ...], gradient: float) -> np.ndarray:
    """|central difference − gradient| for every ε of EPSILONS, (61,): a valley between truncation and round-off."""
    differences = [central_difference(graph, index, place, float(epsilon)) for epsilon in EPSILONS]
    return np.abs(np.array(differences) - gradient)


def bent_nodes(graph: Graph) -> set[int]:
    """The nodes that a corner, a tie or the border of a branch is made of: there the slope is a convention."""
    marks = {node.index: {mark.reason for mark in value_diagnostics(graph, node)} for node in graph.nodes}
    return ancestors(graph.nodes, {index for index, reasons in marks.items() if reasons & KINKS})


def _compared(own: float, other: float, reached: bool, tolerance: float, names: Names) -> GradientComparison:
    """`names` are the verdicts on a gap of up to a hundred tolerances, on a larger one, and on no finite number."""
    absolute = 0.0 if own == other else abs(own - other)  # equal infinities are no distance apart
    relative = absolute / max(abs(own), abs(other), 1e-8)
    near, far, outside = names
    verdict: Verdict = near if relative <= 100 * tolerance else far
    if not reached:
        verdict = "no_path"
    elif not np.isfinite(own):
        verdict = "undefined"
    elif not np.isfinite(other):
        verdict = outside
    elif relative <= tolerance:
        verdict = "agree"
    return GradientComparison(value=other, absolute=absolute, relative=relative, verdict=verdict)
