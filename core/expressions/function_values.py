"""Values of the parts of a function: NumPy's, and those of the functions that NumPy has not or calls otherwise."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from core.expressions.evaluation import evaluate
from core.expressions.nodes import Node
from core.expressions.parser import Program, Statement

RELATIVE, ABSOLUTE = 1e-9, 1e-12  # how near two sides of a joint must be to count as one value


def slope_where(condition: np.ndarray, joint: np.ndarray, *pairs: np.ndarray) -> np.ndarray:
    """Derivative of a function in two pieces: pairs[0] where the condition holds, else pairs[1].

    Elementwise. Where the pieces meet (`joint`) it is NaN unless the slopes and the values, pairs[2:], agree there.
    """
    then, otherwise = pairs[:2]
    smooth = np.True_
    for left, right in zip(pairs[::2], pairs[1::2], strict=True):
        smooth = smooth & np.isclose(left, right, rtol=RELATIVE, atol=ABSOLUTE)
    return np.where(joint & ~smooth, np.nan, np.where(condition, then, otherwise))


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "min": np.minimum,
    "max": np.maximum,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "relu": lambda z: np.maximum(z, 0),
    "slope_where": slope_where,
}


def value_of(node: Node, values: Mapping[str, Any]) -> Any:
    """The value of one part of a function, without warnings."""
    return evaluate(Program("", (Statement("", node),), tuple(values)), values, FUNCTIONS)
