"""Back-propagation through a typed formula as a film: every step forwards and backwards, with its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.computing.autograd.engine import backward
from core.computing.autograd.formula.build import Precision, build
from core.computing.autograd.formula.graph import Graph, GraphNode, gradient_parents
from core.computing.autograd.walk.diagnostics import Mark, gradient_marks, status_of, value_marks
from core.computing.autograd.walk.layout import Layout, layered
from core.computing.autograd.walk.spelling import MATRIX_SIGNS, SPELLINGS
from core.computing.autograd.walk.writing import ForwardStep, Line, Writer

Array = np.ndarray


@dataclass(frozen=True)
class TracedNode:
    """A node as it is drawn: what made it and where that was typed, its value, its gradient after the backward pass.

    `gradient` is None where no gradient comes: constants, and what the result does not depend on.
    """

    index: int
    kind: Literal["variable", "constant", "operation"]
    name: str
    sign: str
    operation: str
    parents: tuple[int, ...]
    start: int
    end: int
    added: bool
    value: Array
    gradient: Array | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Pass:
    """What a node passes on to one parent, as numbers and as written in `line`.

    The parent's gradient was `before` and is `after`; `adds` where something had arrived there already.
    """

    parent: int
    line: Line
    share: Array
    before: Array
    after: Array
    adds: bool


@dataclass(frozen=True)
class BackwardStep:
    """A node hands on its gradient; the first one is the result, whose gradient is 1."""

    node: int
    arrives: Array
    passes: tuple[Pass, ...]


@dataclass(frozen=True)
class Trace:
    """Everything that happened in one forward and one backward pass; `steps` = forward, then backward ones.

    `variables` gives each variable's node, `status` what can be said of its gradient.
    """

    formula: str
    precision: Precision
    nodes: tuple[TracedNode, ...]
    forward: tuple[ForwardStep, ...]
    backward: tuple[BackwardStep, ...]
    layout: Layout
    variables: dict[str, int]
    status: dict[str, Literal["defined", "infinite", "undefined", "no_path"]]

    @property
    def result(self) -> TracedNode:
        """The node whose gradient is 1."""
        return self.nodes[-1]

    def gradient_of(self, name: str) -> Array:
        """A variable's gradient; zeros where the result does not depend on it."""
        node = self.nodes[self.variables[name]]
        return np.zeros_like(node.value) if node.gradient is None else node.gradient


def trace(formula: str, values: Mapping[str, Any], precision: Precision = "float64") -> Trace:
    """The whole trace of a typed formula at these values; Refusal, with the place, where there is none."""
    return trace_graph(build(formula, values, precision), precision)


def trace_graph(graph: Graph, precision: Precision = "float64") -> Trace:
    """The whole trace of a graph that has been built."""
    writer, fed = Writer(graph), set[int]()
    index_of = {id(node.tensor): node.index for node in graph.nodes}
    gradients = {index: np.zeros_like(graph.nodes[index].value) for index in graph.reached}
    gradients |= {graph.result.index: np.ones_like(graph.result.value)} if graph.reached else {}
    steps = []
    for tensor, shares in backward(graph.backward_nodes()) if graph.result.tracked else ():
        node = graph.nodes[index_of[id(tensor)]]
        steps.append(_step(writer, node, shares, gradients, fed))
    nodes = tuple(_drawn(graph, node, gradients.get(node.index)) for node in graph.nodes)
    forward = tuple(writer.forward(node) for node in graph.nodes if node.kind == "operation")
    return Trace(
        graph.program.text, precision, nodes, forward, tuple(steps), layered([node.parents for node in graph.nodes]),
        graph.variables, {name: status_of(gradients.get(index)) for name, index in graph.variables.items()},
    )  # fmt: skip


def _drawn(graph: Graph, node: GraphNode, gradient: Array | None) -> TracedNode:
    sign = {**MATRIX_SIGNS, **{name: spelling.sign for name, spelling in SPELLINGS.items()}}.get(node.operation, "")
    if node.kind == "constant":
        sign = graph.program.text[node.start : node.end]
    marks = value_marks(graph, node) + (() if gradient is None else gradient_marks(gradient))
    return TracedNode(
        node.index, node.kind, node.name, sign, node.operation, node.parents, node.start, node.end, node.added,
        node.value, gradient, marks,
    )  # fmt: skip


def _step(
    writer: Writer, node: GraphNode, shares: list[Array], gradients: dict[int, Array], fed: set[int]
) -> BackwardStep:
    """Hands on a node's gradient, and remembers in `fed` where one has arrived."""
    arrives = gradients[node.index]
    passes = []
    givers = gradient_parents(node.operation, node.parents)
    for place in range(len(node.parents) - len(givers), len(node.parents)):
        parent = node.parents[place]
        if parent not in gradients:
            continue
        before, share = gradients[parent], np.asarray(shares[place])
        with np.errstate(all="ignore"):
            gradients[parent] = np.asarray(before + share)
        line = writer.backward(node, place, arrives, share)
        passes.append(Pass(parent, line, share, before, gradients[parent], parent in fed))
        fed.add(parent)
    return BackwardStep(node.index, arrives, tuple(passes))
