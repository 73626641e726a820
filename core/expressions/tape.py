"""Typed functions as one list of instructions on registers, for a compiled loop: every part is computed once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.expressions.function import Function, may_be_undefined
from core.expressions.nodes import Binary, Call, Name, Node, Number, Unary

# what an instruction does with registers a and b; a power has the whole exponent b
OPERATIONS = (
    "number", "variable", "-u", "+", "-", "*", "/", "power", "sin", "cos", "tan", "arctan", "sinh", "cosh", "tanh",
    "exp", "abs", "sign", "sigmoid", "relu", "min", "max", "log", "sqrt", "**",
)  # fmt: skip
CODES = {name: code for code, name in enumerate(OPERATIONS)}
MOST_POWER = 64


class Tape(NamedTuple):
    """Instructions in order; number k writes register k.

    code: (n, 3), operation and its two arguments; numbers: (n,), the constants; outputs: (m,), the register of each
    function.
    """

    code: np.ndarray
    numbers: np.ndarray
    outputs: np.ndarray


class _Unknown(Exception):
    """A part that no instruction computes."""


def tape_of(functions: Sequence[Function]) -> Tape | None:
    """The instructions of functions of the same variables; None where one has cases or a function that has no code.

    A derivative gets nought times each formula of lower order that may be undefined: it is NaN where that has no value.
    """
    rows: dict[tuple[int, int, int, float], int] = {}

    def row(operation: str, a: int = 0, b: int = 0, number: float = 0.0) -> int:
        return rows.setdefault((CODES[operation], a, b, number), len(rows))

    def register(node: Node, variables: tuple[str, ...]) -> int:
        match node:
            case Number(value=value):
                return row("number", number=float(value))
            case Name(name=name):
                return row("variable", variables.index(name))
            case Unary(operator=sign, operand=operand):
                inner = register(operand, variables)
                return row("-u", inner) if sign == "-" else inner
            case Binary(operator="**", left=left, right=Number(value=value)) if value == int(value):
                if 0 <= value <= MOST_POWER:
                    return row("power", register(left, variables), int(value))
            case Call(function=name, arguments=arguments) if name in CODES and len(arguments) <= 2:
                return row(name, *(register(one, variables) for one in arguments))
        if isinstance(node, Binary) and node.operator in CODES:
            return row(node.operator, register(node.left, variables), register(node.right, variables))
        raise _Unknown

    def whole(function: Function) -> int:
        found = register(function.node, function.variables)
        for node in filter(may_be_undefined, function.lower):
            found = row("+", found, row("*", row("number"), register(node, function.variables)))
        return found

    try:
        outputs = [whole(function) for function in functions]
    except _Unknown:
        return None
    table = np.array(list(rows), dtype=float).reshape(-1, 4)
    return Tape(table[:, :3].astype(np.int64), table[:, 3].copy(), np.array(outputs, dtype=np.int64))
