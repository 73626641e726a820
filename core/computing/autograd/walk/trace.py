"""Back-propagation through a typed formula as a film: every step forwards and backwards, with its numbers."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.computing.autograd.formula.build import Precision
from core.computing.autograd.formula.graph import Graph, GraphNode
from core.computing.autograd.walk.diagnostics import Diagnostic, gradient_diagnostics, status_of, value_diagnostics
from core.computing.autograd.walk.layout import GraphLayout, layered
from core.computing.autograd.walk.spelling import sign_of
from core.computing.autograd.walk.writing import ForwardStep, ProductLine, TraceWriter

Array = np.ndarray


@dataclass(frozen=True, kw_only=True)
class TracedNode(GraphNode):
    """A node as it is drawn: with its sign, its gradient after the backward pass, and what is wrong with it.

    `gradient` has the same shape as `value`, or is None where no gradient comes: constants, and what the result does
    not depend on.
    """

    sign: str
    gradient: Array | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class GradientShare:
    """What a node passes on to one parent, as numbers in the shape of the parent and as written in `line`.

    The parent's gradient was `before` and is `after`; `adds` where something had arrived there already.
    """

    parent: int
    line: ProductLine
    share: Array
    before: Array
    after: Array
    adds: bool


@dataclass(frozen=True)
class BackwardStep:
    """A node hands on its gradient; the first one is the result, whose gradient is 1."""

    node: int
    arrives: Array  # in the shape of the node
    passes: tuple[GradientShare, ...]


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
    layout: GraphLayout
    variables: dict[str, int]
    status: dict[str, Literal["defined", "infinite", "undefined", "no_path"]]

    @property
    def result(self) -> TracedNode:
        """The node whose gradient is 1."""
        return self.nodes[-1]

    def gradient_of(self, name: str) -> Array:
        """A variable's gradient, in the shape of its value; zeros where the result does not depend on it."""
        node = self.nodes[self.variables[name]]
        return np.zeros_like(node.value) if node.gradient is None else node.gradient


def trace(graph: Graph, precision: Precision = "float64") -> Trace:
    """The whole trace of a graph that has been built."""
    writer, fed = TraceWriter(graph), set[int]()
    index_of = {id(node.tensor): node.index for node in graph.nodes}
    gradients = {index: np.zeros_like(graph.nodes[index].value) for index in graph.reached}
    gradients[graph.result.index] = np.ones_like(graph.result.value)
    steps = []
    for tensor, shares in graph.backward():
        node = graph.nodes[index_of[id(tensor)]]
        steps.append(_step(writer, node, shares, gradients, fed))
    nodes = tuple(_drawn(graph, node, gradients.get(node.index)) for node in graph.nodes)
    forward = tuple(writer.forward(node) for node in graph.nodes if node.kind == "operation")
    return Trace(
        formula=graph.program.text,
        precision=precision,
        nodes=nodes,
        forward=forward,
        backward=tuple(steps),
        layout=layered([node.parents for node in graph.nodes]),
        variables=graph.variables,
        status={name: status_of(gradients.get(index)) for name, index in graph.variables.items()},
    )


def _drawn(graph: Graph, node: GraphNode, gradient: Array | None) -> TracedNode:
    sign = graph.program.text[node.start : node.end] if node.kind == "constant" else sign_of(node.operation)
    diagnostics = value_diagnostics(graph, node) + (() if gradient is None else gradient_diagnostics(gradient))
    return TracedNode(**vars(node), sign=sign, gradient=gradient, diagnostics=diagnostics)


def _step(
    writer: TraceWriter, node: GraphNode, shares: list[Array], gradients: dict[int, Array], fed: set[int]
) -> BackwardStep:
    """Hands on a node's gradient, and remembers in `fed` where one has arrived."""
    arrives = gradients[node.index]
    passes = []
    for place, parent in node.receivers:
        if parent not in gradients:
            continue
        before, share = gradients[parent], np.asarray(shares[place])
        with np.errstate(all="ignore"):
            gradients[parent] = np.asarray(before + share)
        line = writer.backward(node, place, arrives, share)
        passes.append(
            GradientShare(
                parent=parent, line=line, share=share, before=before, after=gradients[parent], adds=parent in fed
            )
        )
        fed.add(parent)
    return BackwardStep(node.index, arrives, tuple(passes))
