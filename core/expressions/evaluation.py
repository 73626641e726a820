"""The value of a formula for given variables, node by node, with NumPy's arithmetic."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from core.expressions.nodes import Attribute, Binary, Call, Literal, Name, Node, Number, Unary
from core.expressions.parser import Program

OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
    "%": operator.mod, "**": operator.pow, "@": operator.matmul, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def evaluate(
    program: Program, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]] | None = None
) -> Any:
    """The last line's value; `values` gives each variable a number or an array.

    Functions are NumPy's of the same name unless `functions` says otherwise. Out-of-range arguments give inf or nan
    without a warning. Keyword arguments and methods belong to richer evaluators.
    """
    known = {name: np.float64(value) if isinstance(value, int | float) else value for name, value in values.items()}
    result = None
    with np.errstate(all="ignore"):
        for statement in program.statements:
            result = _value(statement.value, known, functions or {})
            if statement.target:
                known[statement.target] = result
    return result


def _value(node: Node, values: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> Any:
    def of(child: Node | None) -> Any:
        return None if child is None else _value(child, values, functions)

    match node:
        case Number(value=value):
            return np.float64(value)  # NumPy's arithmetic: 0 divided by 0 is nan, not an exception
        case Literal(value=value):
            return value
        case Name(name=name):
            return values[name]
        case Unary(operator="-", operand=operand):
            return -of(operand)
        case Unary(operand=operand):
            return of(operand)
        case Binary(operator=symbol, left=left, right=right):
            return OPERATIONS[symbol](of(left), of(right))
        case Call(function=name, arguments=arguments, keywords=()):
            function = functions.get(name) or getattr(np, name)
            return function(*(of(argument) for argument in arguments))
        case Attribute(owner=owner, attribute="T"):
            return of(owner).T
    raise TypeError(f"{type(node).__name__} has no value here.")
