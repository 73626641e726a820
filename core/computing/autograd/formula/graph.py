"""The computation graph of a formula: its nodes in forward order, and the forward pass repeated with other values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.computing.autograd.engine import COMPARISONS, OPERATIONS, backward
from core.computing.autograd.formula.arguments import index_text
from core.computing.autograd.tensors import MIXING, Tensor
from core.expressions import Program

BLOCKING = (*COMPARISONS, "detach")  # no gradient passes these


@dataclass(frozen=True)
class GraphNode:
    """One value of the graph; `text[start:end]` of the formula made it.

    `added`: not typed; the sum of a result that is no single number.
    """

    index: int
    kind: Literal["variable", "constant", "operation"]
    name: str
    tensor: Tensor
    parents: tuple[int, ...]
    start: int
    end: int
    added: bool = False

    @property
    def operation(self) -> str:
        """The operation's name; empty for a leaf."""
        return self.tensor.operation

    @property
    def value(self) -> np.ndarray:
        """The number or array, of any shape."""
        return np.asarray(self.tensor.value)

    @property
    def receivers(self) -> list[tuple[int, int]]:
        """Place and node of the inputs that get a gradient: none through a comparison, no condition."""
        first = 1 if self.operation == "where" else 0
        return [] if self.operation in BLOCKING else list(enumerate(self.parents))[first:]


@dataclass(frozen=True)
class Graph:
    """The nodes in forward order, the last one the result; `variables` gives each variable's node.

    `reached` are the nodes on the ways from the result to the variables, which get a gradient; none without a way.
    """

    program: Program
    nodes: tuple[GraphNode, ...]
    variables: dict[str, int]
    reached: frozenset[int]

    @property
    def result(self) -> GraphNode:
        """The node whose gradient is 1."""
        return self.nodes[-1]

    def backward_nodes(self) -> list[Any]:
        """The engine's values that take part in the backward pass, in forward order."""
        return [node.tensor for node in self.nodes if node.index in self.reached]

    def backward(self) -> Iterator[tuple[Any, list[Any]]]:
        """The engine's backward pass: each value that gives, and what each of its inputs gets."""
        return backward(self.backward_nodes()) if self.reached else iter(())

    @property
    def places(self) -> dict[str, tuple[int, tuple[int, ...]]]:
        """`{label: (node, place)}` of every number of every variable: `w1`, `W[0, 1]`."""
        return {
            f"{name}{index_text(place) if place else ''}": (index, place)
            for name, index in self.variables.items()
            for place in np.ndindex(self.nodes[index].value.shape)
        }


def ancestors(nodes: Sequence[GraphNode], found: set[int]) -> set[int]:
    """The nodes in `found`, and all that they are made of."""
    found = set(found)
    for node in reversed(nodes):
        if node.index in found:
            found.update(node.parents)
    return found


def stretched_axes(small: tuple[int, ...], large: tuple[int, ...]) -> tuple[int, ...]:
    """The axes of the large shape along which a value of the small one was repeated."""
    missing = len(large) - len(small)
    repeated = (missing + k for k, size in enumerate(small) if size != large[missing + k])
    return (*range(missing), *repeated)


def replay(graph: Graph, values: Mapping[int, Any]) -> Any:
    """The result with other values at some nodes: the forward pass of NumPy alone, without recording."""
    known: list[Any] = []
    with np.errstate(all="ignore"):
        for node in graph.nodes:
            if node.index in values or not node.parents:
                known.append(values.get(node.index, node.tensor.value))
                continue
            table = MIXING if node.operation in MIXING else OPERATIONS
            inputs = (known[parent] for parent in node.parents)
            value = table[node.operation].value(*inputs, **node.tensor.options)
            known.append(np.asarray(value, node.tensor.value.dtype))
    return known[-1]
