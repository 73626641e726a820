"""The same graph in PyTorch: the independent judge of values and gradients."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from core.autograd.graph import Graph

Torch = torch.Tensor


def as_number(condition: Torch, like: Torch) -> Torch:
    """1 where the condition holds and 0 elsewhere, as a comparison counts in a formula."""
    return condition.to(like.dtype)


def reduced(function: Callable[..., Torch]) -> Callable[..., Torch]:
    """A reduction of PyTorch under NumPy's names of its options."""
    return lambda a, axis, keepdims: (
        function(a, dim=tuple(range(a.ndim)) if axis is None else axis, keepdim=keepdims) if a.ndim else a.clone()
    )


TORCH: dict[str, Callable[..., Torch]] = {
    "add": torch.add,
    "subtract": torch.sub,
    "multiply": torch.mul,
    "divide": torch.div,
    "power": torch.pow,
    "negate": torch.neg,
    "exp": torch.exp,
    "log": torch.log,
    "sqrt": torch.sqrt,
    "sin": torch.sin,
    "cos": torch.cos,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softplus": lambda a: torch.nn.functional.softplus(a, threshold=40.0),  # PyTorch's own 20 is wrong by 2e-9
    "abs": torch.abs,
    "relu": torch.relu,
    "maximum": torch.maximum,
    "minimum": torch.minimum,
    "where": lambda c, a, b: torch.where(c != 0, a, b),
    "detach": lambda a: a.detach(),
    "less": lambda a, b: as_number(a < b, a),
    "less_equal": lambda a, b: as_number(a <= b, a),
    "greater": lambda a, b: as_number(a > b, a),
    "greater_equal": lambda a, b: as_number(a >= b, a),
    "equal": lambda a, b: as_number(a == b, a),
    "not_equal": lambda a, b: as_number(a != b, a),
    "matmul": torch.matmul,
    "transpose": lambda a: a.t(),
    "index": lambda a, at: a[at],
    "sum": reduced(torch.sum),
    "mean": reduced(torch.mean),
    "max": reduced(torch.amax),
    "min": reduced(torch.amin),
    "softmax": lambda a, axis: torch.softmax(a, dim=axis),
}


def leaves(graph: Graph) -> dict[str, Torch]:
    """The variables as PyTorch leaves that require a gradient."""
    arrays = {name: np.array(graph.nodes[index].value) for name, index in graph.variables.items()}
    return {name: torch.from_numpy(array).requires_grad_() for name, array in arrays.items()}


def run(graph: Graph, variables: dict[str, Torch], lazy: bool = False) -> dict[int, Torch]:
    """PyTorch's value of every node that was computed, by the node's index.

    `lazy` makes `where` of a single condition an `if`: only the branch that is taken is computed, and recorded.
    """
    known: dict[int, Torch] = {}

    def value(index: int) -> Torch:
        if index not in known:
            known[index] = computed(index)
        return known[index]

    def computed(index: int) -> Any:
        node = graph.nodes[index]
        if node.kind == "variable":
            return variables[node.name]
        if node.kind == "constant":
            return torch.from_numpy(np.array(node.value))
        if lazy and node.operation == "where":
            condition = value(node.parents[0])
            if condition.ndim == 0:
                return value(node.parents[1] if condition != 0 else node.parents[2])
        inputs = [value(parent) for parent in node.parents]
        return TORCH[node.operation](*inputs, **node.tensor.options)

    value(graph.result.index)
    return known


def torch_gradients(graph: Graph) -> tuple[np.ndarray, dict[str, np.ndarray | None]]:
    """PyTorch's result and gradients; None for a variable that the result does not depend on."""
    variables = leaves(graph)
    result = run(graph, variables)[graph.result.index]
    if not result.requires_grad:
        return result.numpy(), dict.fromkeys(variables)
    found = torch.autograd.grad(result, list(variables.values()), allow_unused=True)
    return result.detach().numpy(), {
        name: None if gradient is None else gradient.numpy() for name, gradient in zip(variables, found, strict=True)
    }
