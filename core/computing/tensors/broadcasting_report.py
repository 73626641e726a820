"""What broadcasting says of its axes, and of one cell of its result."""

from collections.abc import Iterator, Sequence
from typing import Any

from core.computing.tensors.array_figure import bracketed
from core.computing.tensors.broadcasting import Broadcast, own_cell

Line = tuple[str, dict[str, Any]]
SYMBOLS = {"add": "+", "subtract": "−", "multiply": "×", "maximum": "max", "less": "<"}


def refused_lines(found: Broadcast) -> list[Line]:
    """Why each axis that refuses does so."""
    refused = [match for match in found.axes if match.verdict == "refused"]
    return [("refused", {"axis": match.axis, "a": match.size_a, "b": match.size_b}) for match in refused]


def rule_lines(found: Broadcast) -> Iterator[Line]:
    """The rule, then every axis from the right with its sizes."""
    yield "rule", {}
    for match in reversed(found.axes):
        a, b = ("–" if number is None else number for number in (match.size_a, match.size_b))
        yield f"hand_{match.verdict}", {"axis": match.axis, "size": match.size, "a": a, "b": b}


def cell_line(found: Broadcast, operation: str, cell: Sequence[int]) -> list[Line]:
    """The two cells that one cell of the result was made of; none where it has no cells."""
    if found.values is None or not found.values.size:
        return []
    a, b = (own_cell(cell, array.shape) for array in (found.a, found.b))
    numbers = {
        "cell": bracketed(cell), "a": bracketed(a), "b": bracketed(b), "symbol": SYMBOLS[operation],
        "x": int(found.a[a]), "y": int(found.b[b]), "value": found.values[tuple(cell)].item(),
    }  # fmt: skip
    return [("cell", numbers)]
