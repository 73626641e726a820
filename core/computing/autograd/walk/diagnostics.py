"""What goes wrong at a node, as reasons: a logarithm of 0, a dead ReLU, a gradient that is undefined."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.computing.autograd.engine import COMPARISONS
from core.computing.autograd.formula.graph import Graph, GraphNode
from core.computing.autograd.tensors import spread

SATURATED = 0.01  # slope of a sigmoid (at most 1/4) or tanh (at most 1) below which little is passed on

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Diagnostic:
    """A reason (a key of the words file), how bad it is, and at how many of a node's numbers it holds."""

    reason: str
    level: Level
    count: int
    of: int


Test = Callable[..., Any]  # value, inputs → where it holds


def _tied(v: Any, a: Any, axis: int | None, keepdims: bool) -> Any:
    """Whether several elements are the extreme one."""
    return np.sum(a == spread(v, a.shape, axis, keepdims), axis=axis) > 1


REASONS: dict[str, tuple[tuple[str, Level, Test], ...]] = {
    "log": (
        ("log_of_zero", "error", lambda v, a: a == 0),
        ("log_of_negative", "error", lambda v, a: a < 0),
    ),
    "divide": (("division_by_zero", "error", lambda v, a, b: b == 0),),
    "sqrt": (
        ("sqrt_at_zero", "error", lambda v, a: a == 0),
        ("sqrt_of_negative", "error", lambda v, a: a < 0),
    ),
    "power": (
        ("division_by_zero", "error", lambda v, a, b: (a == 0) & (b < 0)),
        ("power_of_negative", "error", lambda v, a, b: (a < 0) & (b != np.round(b))),
        ("power_slope_at_zero", "error", lambda v, a, b: (a == 0) & (b > 0) & (b < 1)),
    ),
    "exp": (
        ("exp_overflow", "error", lambda v, a: np.isinf(v) & np.isfinite(a)),
        ("exp_underflow", "note", lambda v, a: (v == 0) & np.isfinite(a)),
    ),
    "relu": (
        ("dead_relu", "warning", lambda v, a: a < 0),
        ("kink", "note", lambda v, a: a == 0),
    ),
    "abs": (("kink", "note", lambda v, a: a == 0),),
    "maximum": (("tie", "note", lambda v, a, b: a == b),),
    "minimum": (("tie", "note", lambda v, a, b: a == b),),
    "sigmoid": (("saturated", "warning", lambda v, a: v * (1 - v) < SATURATED),),
    "tanh": (("saturated", "warning", lambda v, a: 1 - v**2 < SATURATED),),
    "max": (("tie", "note", _tied),),
    "min": (("tie", "note", _tied),),
    **{name: (("border", "note", lambda v, a, b: a == b),) for name in COMPARISONS},
}


def value_diagnostics(graph: Graph, node: GraphNode) -> tuple[Diagnostic, ...]:
    """What is wrong with a node's value, or with the slope there; an inherited NaN or ∞ is said to be inherited."""
    value, inputs, options = node.value, [graph.nodes[parent].value for parent in node.parents], node.tensor.options
    with np.errstate(all="ignore"):
        reasons = REASONS.get(node.operation, ())
        found = [(reason, level, holds(value, *inputs, **options)) for reason, level, holds in reasons]
    own = any(np.any(where) for _, level, where in found if level == "error")
    finite = all(np.isfinite(x).all() for x in inputs)
    if inputs and not own and finite:
        found.append(("overflow", "error", ~np.isfinite(value)))
    elif inputs and not finite:
        found.append(("value_inherited", "warning", ~np.isfinite(value)))
    size = np.size(value)
    return tuple(Diagnostic(r, level, int(np.sum(where)), size) for r, level, where in found if np.any(where))


def gradient_diagnostics(gradient: Any) -> tuple[Diagnostic, ...]:
    """Whether a gradient is undefined (NaN) or infinite."""
    found: tuple[tuple[str, Level, Any], ...] = (
        ("gradient_undefined", "error", np.isnan(gradient)),
        ("gradient_infinite", "error", np.isinf(gradient)),
    )
    return tuple(
        Diagnostic(r, level, int(np.sum(where)), np.size(gradient)) for r, level, where in found if np.any(where)
    )


def status_of(gradient: Any | None) -> Literal["defined", "infinite", "undefined", "no_path"]:
    """What can be said of a variable's gradient; None where no way leads from the result to it."""
    if gradient is None:
        return "no_path"
    if np.isnan(gradient).any():
        return "undefined"
    return "infinite" if np.isinf(gradient).any() else "defined"
