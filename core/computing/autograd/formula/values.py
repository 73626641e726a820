"""The values of variables, as typed: `0.5`, `[1, 2]`, `[[1, 2], [3, 4]]`; read by the safe parser, never executed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.expressions import Grammar, List, Node, parse
from core.expressions.constants import check_constants
from core.params.domain import URL_TEXT_LIMIT
from core.refusal import Refusal

LONGEST_SIDE = 8
MOST_OF_ONE = 2000  # characters: 64 numbers to their last digit
MOST_OF_ALL = URL_TEXT_LIMIT  # two such matrices
VALUE: Grammar = Grammar(names=frozenset(), indexing=True, most_nodes=300, most_characters=MOST_OF_ONE)
VALUES: Grammar = replace(VALUE, assignments=True, most_nodes=1500, most_characters=MOST_OF_ALL)


def parse_value(text: str) -> np.ndarray:
    """A number, vector (n,) or matrix (rows, columns) as typed, in float64; Refusal with the place where it is none."""
    return constant_array(parse(text, VALUE).result)


def parse_values(text: str) -> dict[str, np.ndarray]:
    """Values of several variables, one `name = value` a line: a scalar, (n,) or (rows, columns).

    Refusal with the place where one cannot be read.
    """
    if not text.strip():
        return {}
    program = parse(text, VALUES)
    for statement in program.statements:
        if not statement.target:
            raise Refusal("values_lines", span=(statement.value.start, statement.value.end))
    return {statement.target: constant_array(statement.value) for statement in program.statements}


def constant_array(node: Node) -> np.ndarray:
    """The array that a node of numbers and lists stands for: a scalar, (n,) or (rows, columns).

    Refusal where it is something else.
    """
    if not isinstance(node, List):
        return np.float64(_number(node)) * np.ones(())
    rows = node.items
    if not any(isinstance(row, List) for row in rows):
        _check_side(node, rows)
        return np.array([_number(item) for item in rows])
    if not all(isinstance(row, List) for row in rows):
        raise Refusal("list_numbers", span=(node.start, node.end))
    _check_side(node, rows)
    first = rows[0]
    for row in rows:
        assert isinstance(row, List) and isinstance(first, List)
        _check_side(row, row.items)
        if len(row.items) != len(first.items):
            raise Refusal("rows_differ", span=(row.start, row.end), first=len(first.items), other=len(row.items))
    return np.array([[_number(item) for item in row.items] for row in rows if isinstance(row, List)])


def _check_side(node: Node, items: tuple[Node, ...]) -> None:
    if not items:
        raise Refusal("list_numbers", span=(node.start, node.end))
    if len(items) > LONGEST_SIDE:
        raise Refusal("side_long", span=(node.start, node.end), limit=LONGEST_SIDE, got=len(items))


def _number(node: Node) -> float:
    value = check_constants(node, VALUE)
    if value is None:
        raise Refusal("list_numbers", span=(node.start, node.end))
    return float(value)


def format_value(value: Any) -> str:
    """The text that `parse_value` reads as exactly this value."""
    array = np.asarray(value, np.float64)
    if array.ndim:
        return f"[{', '.join(format_value(item) for item in array)}]"
    return repr(float(array)).removesuffix(".0")


def format_values(values: Mapping[str, Any]) -> str:
    """The text that `parse_values` reads as exactly these values."""
    return "\n".join(f"{name} = {format_value(value)}" for name, value in values.items())
