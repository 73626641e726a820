"""The gradient check: the engine by hand, the central difference and PyTorch, number by number."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.computing.autograd.formula.graph import Graph, replay
from core.computing.autograd.walk.diagnostics import value_diagnostics
from core.params import Interval, Log, config

Verdict = Literal["agree", "close", "differ", "undefined", "left_domain", "kink", "no_path"]
EPSILONS = np.logspace(-1, -16, 61)
MOST_ROWS = 256
TOLERANCES = {"float64": (1e-6, 1e-10), "float32": (1e-2, 1e-4)}  # relative; of the difference, and of PyTorch


@config
class CheckConfig:
    """The step ε of the central difference, and which number's error is drawn against ε."""

    epsilon: Annotated[float, Interval(ge=1e-16, le=1e-1), Log()] = 1e-5
    row: Annotated[int, Interval(ge=0, le=255)] = 0


@dataclass(frozen=True)
class CheckRow:
    """One number of one variable: its gradient by three ways and how far they are apart.

    `*_absolute` is |difference|, `*_relative` that divided by the larger of the two and of 1e-8.
    """

    variable: str
    place: tuple[int, ...]
    engine: float
    difference: float
    torch: float
    difference_absolute: float
    difference_relative: float
    torch_absolute: float
    torch_relative: float
    difference_verdict: Verdict
    torch_verdict: Verdict


@dataclass(frozen=True)
class Check:
    """All rows, and for one of them the error of the central difference for every ε from 1e-1 to 1e-16.

    `best_epsilon` is where that error is smallest (NaN where it is nowhere finite); `left_out` numbers have no row.
    """

    precision: str
    epsilon: float
    rows: tuple[CheckRow, ...]
    left_out: int
    curve_row: int
    curve_epsilons: np.ndarray  # (61,)
    curve_errors: np.ndarray  # (61,)
    best_epsilon: float


def gradient_check(graph: Graph, config: CheckConfig) -> Check:
    """The gradient check of a graph that has been built."""
    from core.computing.autograd.pytorch.twin import torch_gradients

    for _ in graph.backward():
        pass
    _, library = torch_gradients(graph)
    places = [(name, place) for name, k in graph.variables.items() for place in np.ndindex(graph.nodes[k].value.shape)]
    rows = tuple(_row(graph, name, place, library[name], config.epsilon) for name, place in places[:MOST_ROWS])
    chosen = min(config.row, len(rows) - 1)
    errors = error_curve(graph, rows[chosen])
    known = np.isfinite(errors)
    best = float(EPSILONS[known][np.argmin(errors[known])]) if known.any() else float("nan")
    return Check(
        precision=str(graph.result.value.dtype), epsilon=config.epsilon, rows=rows, left_out=len(places) - len(rows),
        curve_row=chosen, curve_epsilons=EPSILONS, curve_errors=errors, best_epsilon=best,
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


def error_curve(graph: Graph, row: CheckRow) -> np.ndarray:
    """|central difference − engine| for every ε of EPSILONS, (61,): a valley between truncation and round-off."""
    index = graph.variables[row.variable]
    differences = [central_difference(graph, index, row.place, float(epsilon)) for epsilon in EPSILONS]
    return np.abs(np.array(differences) - row.engine)


def _row(graph: Graph, name: str, place: tuple[int, ...], library: np.ndarray | None, epsilon: float) -> CheckRow:
    index = graph.variables[name]
    reached = index in graph.reached
    own = float(graph.nodes[index].tensor.gradient[place]) if reached else 0.0
    numeric = central_difference(graph, index, place, epsilon)
    torch = 0.0 if library is None else float(library[place])
    by_difference, by_torch = _gap(own, numeric), _gap(own, torch)
    verdicts: list[Verdict] = ["no_path", "no_path"]
    if reached:
        loose, strict = TOLERANCES[str(graph.result.value.dtype)]
        verdicts = [
            _verdict(own, numeric, by_difference[1], loose),
            _verdict(own, torch, by_torch[1], strict),
        ]
        if verdicts[0] in ("close", "differ") and has_kink(graph):
            verdicts[0] = "kink"
    return CheckRow(
        variable=name, place=place, engine=own, difference=numeric, torch=torch,
        difference_absolute=by_difference[0], difference_relative=by_difference[1],
        torch_absolute=by_torch[0], torch_relative=by_torch[1],
        difference_verdict=verdicts[0], torch_verdict=verdicts[1],
    )  # fmt: skip


def has_kink(graph: Graph) -> bool:
    """Whether the graph stands on a corner, a tie or the border of a branch: there the slope is a convention."""
    marks = (mark for node in graph.nodes for mark in value_diagnostics(graph, node))
    return any(mark.reason in ("kink", "tie", "border") for mark in marks)


def _gap(own: float, other: float) -> tuple[float, float]:
    """The absolute and the relative difference; equal infinities are no distance apart."""
    if own == other:
        return 0.0, 0.0
    absolute = abs(own - other)
    return absolute, absolute / max(abs(own), abs(other), 1e-8)


def _verdict(own: float, other: float, relative: float, tolerance: float) -> Verdict:
    if not np.isfinite(own):
        return "undefined"
    if not np.isfinite(other):
        return "left_domain"
    if relative <= tolerance:
        return "agree"
    return "close" if relative <= 100 * tolerance else "differ"
