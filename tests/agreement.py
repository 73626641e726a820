"""What a script prints, held to what the screen shows."""

import ast
import json
import math
from typing import Any


def printed(text: str) -> dict[str, str]:
    """`{name: text}` of the lines `name = value`."""
    return dict(line.split(" = ", 1) for line in text.splitlines() if " = " in line)


def same(printed_value: str, value: Any) -> bool:
    """Equal as text, or as numbers to the last few digits."""
    if printed_value == str(value):
        return True
    try:
        left = ast.literal_eval(printed_value.replace("nan", "None").replace("inf", "1e999"))
    except (ValueError, SyntaxError):
        return False
    return close(left, json.loads(json.dumps(value).replace("NaN", "null").replace("Infinity", "1e999")))


def close(left: Any, right: Any) -> bool:
    """Equal numbers, or lists of such, to nine digits."""
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(close, left, right))
    if isinstance(left, float | int) and isinstance(right, float | int):
        return left == right or math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    return bool(left == right)
