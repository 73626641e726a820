"""Reverse-mode differentiation, small enough to be read aloud.

A formula is built from values, and each remembers which operation made it from which parents. `backward` starts at
the result L with ∂L/∂L = 1 and walks towards the leaves: a value multiplies the gradient that arrives by its local
derivatives and passes the products on to its parents; where a value was used twice, what arrives is added.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np


class Operation(NamedTuple):
    """A function of some numbers and, beside it, its local derivative towards each of them.

    `slopes` is given the value and the inputs; None passes nothing on. A slope of 0 in a gate stops even infinity.
    """

    value: Callable[..., Any]
    slopes: Callable[..., tuple[Any, ...]]
    gate: bool = False


COMPARISONS = ("less", "less_equal", "greater", "greater_equal", "equal", "not_equal")  # 1 if so, else 0
OPERATIONS: dict[str, Operation] = {
    "add": Operation(np.add, lambda v, a, b: (1, 1)),
    "subtract": Operation(np.subtract, lambda v, a, b: (1, -1)),
    "multiply": Operation(np.multiply, lambda v, a, b: (b, a)),
    "divide": Operation(np.divide, lambda v, a, b: (1 / b, -v / b)),
    "power": Operation(np.power, lambda v, a, b: (b * a ** (b - (b != 0)), v * np.log(a + (a == 0) * (b >= 0)))),
    "negate": Operation(np.negative, lambda v, a: (-1,)),
    "exp": Operation(np.exp, lambda v, a: (v,)),
    "log": Operation(np.log, lambda v, a: (1 / a,)),
    "sqrt": Operation(np.sqrt, lambda v, a: (1 / (2 * v),)),
    "sin": Operation(np.sin, lambda v, a: (np.cos(a),)),
    "cos": Operation(np.cos, lambda v, a: (-np.sin(a),)),
    "tanh": Operation(np.tanh, lambda v, a: (1 - v**2,)),
    "sigmoid": Operation(lambda a: 1 / (1 + np.exp(-a)), lambda v, a: (v * (1 - v),)),
    "softplus": Operation(lambda a: np.logaddexp(0, a), lambda v, a: (1 / (1 + np.exp(-a)),)),
    "abs": Operation(np.abs, lambda v, a: (1.0 * (a > 0) - (a < 0),)),
    "relu": Operation(lambda a: np.maximum(a, 0), lambda v, a: (~(a <= 0),), gate=True),
    "maximum": Operation(np.maximum, lambda v, a, b: (~(a < b) - (a == b) / 2, ~(b < a) - (a == b) / 2), gate=True),
    "minimum": Operation(np.minimum, lambda v, a, b: (~(b < a) - (a == b) / 2, ~(a < b) - (a == b) / 2), gate=True),
    "where": Operation(lambda c, a, b: np.where(c != 0, a, b), lambda v, c, a, b: (None, c != 0, c == 0), gate=True),
    "detach": Operation(lambda a: a, lambda v, a: (None,)),
    **{name: Operation(getattr(np, name), lambda v, a, b: (None, None)) for name in COMPARISONS},
}


def gated(gradient: Any, slope: Any) -> Any:
    """Their product, but 0 where the slope is 0, whatever arrives."""
    return np.where(slope == 0, 0, gradient * slope)


def symbol(operation: str, swapped: bool = False) -> Callable[..., "Value"]:
    """The method behind a sign such as `+`; swapped where the value stands on its right."""
    return lambda self, *other: self.of(operation, *other, self) if swapped else self.of(operation, self, *other)


class Value:
    """A number, the operation that made it of its parents, and, after `backward`, the gradient ∂L/∂value."""

    def __init__(self, value: Any, operation: str = "", parents: tuple["Value", ...] = ()) -> None:
        self.value: Any = np.float64(value)
        self.operation, self.parents = operation, parents
        self.gradient: Any = None

    @classmethod
    def of(cls, operation: str, *inputs: Any) -> "Value":
        """A new value, made by an operation; plain numbers among the inputs become constants."""
        parents = tuple(x if isinstance(x, Value) else cls(x) for x in inputs)
        with np.errstate(all="ignore"):
            return cls(OPERATIONS[operation].value(*(parent.value for parent in parents)), operation, parents)

    def passed_on(self) -> list[Any]:
        """The chain rule: gradient that arrived × local derivative, for each parent."""
        operation = OPERATIONS[self.operation]
        slopes = operation.slopes(self.value, *(parent.value for parent in self.parents))
        times = gated if operation.gate else np.multiply
        return [None if slope is None else times(self.gradient, slope) for slope in slopes]

    __add__ = __radd__ = symbol("add")
    __mul__ = __rmul__ = symbol("multiply")
    __sub__, __rsub__ = symbol("subtract"), symbol("subtract", swapped=True)
    __truediv__, __rtruediv__ = symbol("divide"), symbol("divide", swapped=True)
    __pow__, __rpow__ = symbol("power"), symbol("power", swapped=True)
    __neg__, __abs__ = symbol("negate"), symbol("abs")
    __lt__, __le__, __gt__, __ge__ = map(symbol, ("less", "less_equal", "greater", "greater_equal"))


exp, log, sqrt, sin, cos = (partial(Value.of, name) for name in ("exp", "log", "sqrt", "sin", "cos"))
tanh, sigmoid, softplus, relu = (partial(Value.of, name) for name in ("tanh", "sigmoid", "softplus", "relu"))
maximum, minimum, where, detach = (partial(Value.of, name) for name in ("maximum", "minimum", "where", "detach"))


def forward_order(result: Value, seen: set[int] | None = None) -> list[Value]:
    """Everything that the result was made of and the result itself, parents before children."""
    seen = set() if seen is None else seen
    if id(result) in seen:
        return []
    seen.add(id(result))
    return [node for parent in result.parents for node in forward_order(parent, seen)] + [result]


def backward(nodes: list[Value]) -> Iterator[tuple[Value, list[Any]]]:
    """Gradients of the last node towards all, in backward order: each node that gives, and what each parent gets."""
    for node in nodes:
        node.gradient = None
    nodes[-1].gradient = np.ones_like(nodes[-1].value)
    for node in reversed(nodes):
        if node.parents and node.gradient is not None:
            with np.errstate(all="ignore"):
                shares = node.passed_on()
                for parent, share in zip(node.parents, shares, strict=True):
                    if share is not None:  # used twice: the gradients add
                        parent.gradient = share if parent.gradient is None else parent.gradient + share
            yield node, shares
