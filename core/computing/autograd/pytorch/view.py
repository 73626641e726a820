"""PyTorch's own view of a formula: its grad_fn graph, and which tensors are leaves and keep a gradient."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch

from core.computing.autograd.formula.graph import Graph
from core.computing.autograd.pytorch.twin import leaves, run
from core.computing.autograd.walk.layout import GraphLayout, layered


@dataclass(frozen=True)
class GradFn:
    """One node of PyTorch's backward graph: `name` as PyTorch prints it, and whom it hands gradients to.

    `node` is the node of our graph whose value it belongs to, None where PyTorch has a step of its own (a
    conversion, an expansion). `variable` is named at an AccumulateGrad, where a gradient ends.
    """

    index: int
    name: str
    variable: str
    node: int | None
    hands_to: tuple[int, ...]


@dataclass(frozen=True)
class TensorFact:
    """What PyTorch says of the tensor of one node; `keeps_gradient`: its `.grad` is filled after the backward pass."""

    node: int
    name: str
    is_leaf: bool
    requires_grad: bool
    grad_fn: str
    keeps_gradient: bool


@dataclass(frozen=True)
class TorchView:
    """The grad_fn graph, inputs before what was made of them, its layout, and the facts of each of our nodes."""

    grad_fns: tuple[GradFn, ...]
    layout: GraphLayout | None
    facts: tuple[TensorFact, ...]


def torch_view(graph: Graph, lazy: bool = False) -> TorchView:
    """What PyTorch records for a graph; `lazy` makes `where` an `if`, so that only the branch taken is recorded."""
    variables = leaves(graph)
    tensors = run(graph, variables, lazy)
    result = tensors[graph.result.index]
    if result.requires_grad:
        result.backward()  # type: ignore[no-untyped-call]
    grad_fns = grad_fn_graph(result, variables, tensors)
    facts = tuple(
        TensorFact(
            node=index,
            name=graph.nodes[index].name,
            is_leaf=tensor.is_leaf,
            requires_grad=tensor.requires_grad,
            grad_fn=_name(tensor.grad_fn) if tensor.grad_fn else "",
            keeps_gradient=tensor.is_leaf and tensor.grad is not None,
        )
        for index, tensor in sorted(tensors.items())
    )
    return TorchView(grad_fns, layered([fn.hands_to for fn in grad_fns]) if grad_fns else None, facts)


def grad_fn_graph(
    result: torch.Tensor, variables: Mapping[str, torch.Tensor], tensors: Mapping[int, torch.Tensor]
) -> tuple[GradFn, ...]:
    """Every grad_fn that can be reached from the result, the ones nearest to the leaves first.

    Result, variables and other tensors of any shape.
    """
    names = {id(tensor): name for name, tensor in variables.items()}
    node_of = {tensor.grad_fn: index for index, tensor in sorted(tensors.items(), reverse=True) if tensor.grad_fn}
    index_of = {id(variables[name]): k for k, t in tensors.items() for name in variables if t is variables[name]}
    numbers: dict[Any, int] = {}
    found: list[GradFn] = []

    def visit(function: Any) -> int:
        if function in numbers:
            return numbers[function]
        below = tuple(visit(following) for following, _ in function.next_functions if following is not None)
        tensor = getattr(function, "variable", None)
        node = node_of.get(function) if tensor is None else index_of.get(id(tensor))
        numbers[function] = len(found)
        variable = "" if tensor is None else names.get(id(tensor), "")
        found.append(GradFn(index=len(found), name=_name(function), variable=variable, node=node, hands_to=below))
        return numbers[function]

    if result.grad_fn is not None:
        visit(result.grad_fn)
    return tuple(found)


def _name(function: Any) -> str:
    return type(function).__name__
