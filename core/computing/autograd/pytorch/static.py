"""Dynamic against static graph: a formula with a branch as autograd records it, and as `torch.export` sees it."""

import contextlib
import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

import numpy as np
import torch

from core.computing.autograd.formula.build import Precision, build
from core.computing.autograd.formula.graph import Graph
from core.computing.autograd.pytorch.twin import compute, run
from core.computing.autograd.pytorch.view import TorchView, torch_view

_ONE_AT_A_TIME = Lock()  # an export patches PyTorch while it runs
Form = Literal["where", "if", "cond"]
Refusal = Literal["", "data_dependent", "many_nodes", "many_branches", "other"]
MOST_NODES, MOST_BRANCHES = 120, 3  # of what is exported; a branch inside a branch multiplies the work


@dataclass(frozen=True)
class ExportedNode:
    """One line of an exported graph: `name = target(arguments)`."""

    name: str
    kind: str
    target: str
    arguments: str

    @property
    def line(self) -> str:
        """The node as it is listed; what comes in from outside has no arguments."""
        if self.kind == "output":
            return f"return {self.arguments}"
        made = f"{self.target}({self.arguments})" if self.kind == "call_function" else self.kind
        return f"{self.name} = {made}"


@dataclass(frozen=True)
class Export:
    """What `torch.export` makes of the formula in one form: a graph, or a refusal.

    `where` computes both sides and chooses; `if` asks Python to choose; `cond` holds both sides as graphs of their
    own (`sides`). `message` is PyTorch's first line.
    """

    form: Form
    refusal: Refusal
    message: str
    nodes: tuple[ExportedNode, ...]
    sides: tuple[tuple[ExportedNode, ...], ...]


@dataclass(frozen=True)
class BranchView:
    """What autograd records at two inputs when `where` is an `if` (dynamic), and the three exports (static)."""

    first: TorchView
    second: TorchView
    same: bool
    exports: tuple[Export, ...]


def branch_view(
    formula: str, first: Mapping[str, Any], second: Mapping[str, Any], precision: Precision = "float64"
) -> BranchView:
    """The formula recorded at two inputs, and exported. The first export of a process takes seconds."""
    graphs = [build(formula, values, precision) for values in (first, second)]
    views = [torch_view(graph, lazy=True) for graph in graphs]
    recorded = [[(fn.name, fn.variable, fn.hands_to) for fn in view.grad_fns] for view in views]
    forms: tuple[Form, ...] = ("where", "if", "cond")
    return BranchView(views[0], views[1], recorded[0] == recorded[1], tuple(export(graphs[0], form) for form in forms))


class Formula(torch.nn.Module):
    """A formula as a module: its variables in, its result out, with `where` in one of the three forms."""

    def __init__(self, graph: Graph, form: Form) -> None:
        super().__init__()
        self.graph, self.form = graph, form

    def forward(self, **variables: torch.Tensor) -> Any:
        """The result, of any shape as the variables are."""
        if self.form == "cond":
            return conditional(self.graph, self.graph.result.index, tuple(variables.values()))
        return run(self.graph, variables, lazy=self.form == "if")[self.graph.result.index]


def conditional(graph: Graph, result: int, variables: tuple[torch.Tensor, ...]) -> Any:
    """A node's value, with `where` of a single condition as `torch.cond`.

    Variables in the order of first use, each of any shape.
    """
    known = dict(zip(graph.variables.values(), variables, strict=True))

    def value(index: int) -> Any:
        if index not in known:
            known[index] = computed(index)
        return known[index]

    def computed(index: int) -> Any:
        node = graph.nodes[index]
        if node.operation == "where" and graph.nodes[node.parents[0]].value.ndim == 0:
            condition, yes, no = node.parents
            sides = [lambda *inner, side=side: conditional(graph, side, inner).clone() for side in (yes, no)]
            choose: Any = torch.cond
            return choose(value(condition) != 0, *sides, variables)
        return compute(graph, node, value)

    return value(result)


def export(graph: Graph, form: Form) -> Export:
    """`torch.export` of a formula; what it refuses comes back as a refusal."""
    if len(graph.nodes) > MOST_NODES:
        return Export(form=form, refusal="many_nodes", message="", nodes=(), sides=())
    if form == "cond" and sum(node.operation == "where" for node in graph.nodes) > MOST_BRANCHES:
        return Export(form=form, refusal="many_branches", message="", nodes=(), sides=())
    example = {name: torch.from_numpy(np.array(graph.nodes[index].value)) for name, index in graph.variables.items()}
    try:
        with _ONE_AT_A_TIME, _quiet():
            program = torch.export.export(Formula(graph, form), (), example)
    except Exception as error:
        kind: Refusal = "data_dependent" if "data-dependent" in str(error) else "other"
        message = (str(error).splitlines() or [type(error).__name__])[0]
        return Export(form=form, refusal=kind, message=message, nodes=(), sides=())
    modules = [module for name, module in program.graph_module.named_children() if "graph" in name]
    sides = tuple(_lines(module.graph) for module in modules)
    return Export(form=form, refusal="", message="", nodes=_lines(program.graph), sides=sides)


@contextlib.contextmanager
def _quiet() -> Any:
    """Without the reports that a refused export writes to the log and to stderr."""
    logger = logging.getLogger("torch.fx.experimental.symbolic_shapes")
    before = logger.disabled
    logger.disabled = True
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            yield
    finally:
        logger.disabled = before


def _lines(graph: Any) -> tuple[ExportedNode, ...]:
    """The lines of a graph, without the checks of shapes and types that an export adds."""
    return tuple(
        ExportedNode(node.name, node.op, _target(node.target), ", ".join(map(str, node.args)))
        for node in graph.nodes
        if "_assert_" not in node.name
    )


def _target(target: Any) -> str:
    text = (
        str(target) if not callable(target) or hasattr(target, "_schema") else getattr(target, "__name__", str(target))
    )
    return text.removesuffix(".default").removesuffix(".Tensor")
