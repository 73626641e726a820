"""The same graph in PyTorch: the independent judge of values and gradients."""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from core.computing.autograd.engine import COMPARISONS
from core.computing.autograd.formula.graph import Graph, GraphNode

Torch = torch.Tensor


def reduced(function: Callable[..., Torch]) -> Callable[..., Torch]:
    """A reduction of PyTorch, of an array of any shape, under NumPy's names of its options."""
    return lambda a, axis, keepdims: (
        function(a, dim=tuple(range(a.ndim)) if axis is None else axis, keepdim=keepdims) if a.ndim else a.clone()
    )


SIGNS = ("add", "subtract", "multiply", "divide", "power", *COMPARISONS)  # take plain numbers too
SAME = (
    "exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid", "abs", "relu", "maximum", "minimum", "where", "matmul",
)  # fmt: skip
TORCH: dict[str, Callable[..., Torch]] = {
    **{name: getattr(torch, name) for name in SAME},
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "power": operator.pow,
    "negate": torch.neg,
    "softplus": lambda a: torch.nn.functional.softplus(a, threshold=40.0),  # PyTorch's own 20 is wrong by 2e-9
    "detach": lambda a: a.detach(),
    "less": operator.lt,
    "less_equal": operator.le,
    "greater": operator.gt,
    "greater_equal": operator.ge,
    "equal": operator.eq,
    "not_equal": operator.ne,
    "transpose": lambda a: a.t(),
    "index": lambda a, at: a[at],
    "sum": reduced(torch.sum),
    "mean": reduced(torch.mean),
    "max": reduced(torch.amax),
    "min": reduced(torch.amin),
    "softmax": lambda a, axis: torch.softmax(a, dim=axis),
}


def leaves(graph: Graph) -> dict[str, Torch]:
    """The variables, each in its own shape, as PyTorch leaves that require a gradient."""
    arrays = {name: np.array(graph.nodes[index].value) for name, index in graph.variables.items()}
    return {name: torch.from_numpy(array).requires_grad_() for name, array in arrays.items()}


def run(graph: Graph, variables: dict[str, Torch], lazy: bool = False) -> dict[int, Torch]:
    """PyTorch's value of every node that was computed, in the shape of the node, by its index.

    `lazy` makes `where` of a single condition an `if`: only the branch that is taken is computed, and recorded.
    """
    known: dict[int, Torch] = {}

    def value(index: int) -> Torch:
        if index not in known:
            known[index] = computed(index)
        return known[index]

    def computed(index: int) -> Torch:
        node = graph.nodes[index]
        if node.kind == "variable":
            return variables[node.name]
        if lazy and node.operation == "where" and graph.nodes[node.parents[0]].value.ndim == 0:
            condition, yes, no = node.parents
            return value(yes if value(condition) != 0 else no)
        return compute(graph, node, value)

    value(graph.result.index)
    return known


def compute(graph: Graph, node: GraphNode, value: Callable[[int], Torch]) -> Torch:
    """PyTorch's value of a constant or an operation, in the shape of its node; `value` gives its parents'."""
    if node.kind == "constant":
        return torch.from_numpy(np.array(node.value))
    parents = [graph.nodes[parent] for parent in node.parents]
    plain = node.operation in SIGNS and any(parent.kind != "constant" for parent in parents)
    inputs: list[Any] = []
    for place, parent in enumerate(parents):
        if plain and parent.kind == "constant" and parent.value.ndim == 0:
            inputs.append(float(parent.value))  # as it is typed: 2 * x
            continue
        array = value(parent.index)
        condition = node.operation == "where" and place == 0
        if condition and array.dtype != torch.bool:
            array = array != 0
        if not condition and array.dtype == torch.bool:
            array = as_number(array, graph)
        inputs.append(array)
    return TORCH[node.operation](*inputs, **node.tensor.options)


def as_number(condition: Torch, graph: Graph) -> Torch:
    """1 where the condition holds and 0 elsewhere, elementwise, as a comparison counts in a formula."""
    return condition.to(torch.from_numpy(np.array(graph.result.value)).dtype)


def torch_gradients(graph: Graph) -> dict[str, np.ndarray]:
    """PyTorch's gradients, each in the shape of its variable; zeros where there is no path."""
    variables = leaves(graph)
    result = run(graph, variables)[graph.result.index]
    if not result.requires_grad:
        return {name: np.zeros(tensor.shape) for name, tensor in variables.items()}
    gradients = torch.autograd.grad(result, list(variables.values()), allow_unused=True, materialize_grads=True)
    return {name: gradient.numpy() for name, gradient in zip(variables, gradients, strict=True)}
