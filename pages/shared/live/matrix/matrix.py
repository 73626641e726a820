"""A matrix whose numbers are typed, dragged sideways or pasted."""

import math
from collections.abc import Callable, Sequence

import streamlit as st

from pages.shared.live.assets import loader
from pages.shared.live.slider.slider import _accepted
from pages.shared.state import moving
from pages.shared.words import words

_mount = st.components.v2.component("matrix_box", js=loader("matrix/matrix.js"))

Rows = tuple[tuple[float, ...], ...]

HEAD_PIXELS, ROW_PIXELS, NAMES_PIXELS, TOOLS_PIXELS, EDGE_PIXELS = 30, 36, 20, 28, 12


def matrix_box(
    label: str,
    *,
    value: Sequence[Sequence[float]],
    low: float,
    high: float,
    step: float,
    key: str,
    on_change: Callable[[Rows], None] | None = None,
    rows: tuple[int, int] | None = None,
    columns: tuple[int, int] | None = None,
    square: bool = False,
    log: bool = False,
    whole: bool = False,
    row_names: Sequence[str] = (),
    column_names: Sequence[str] = (),
    help: str | None = None,
) -> None:
    """A matrix with brackets; `on_change(matrix)` is called before the script reruns, also while a number is dragged.

    It keeps nothing: `value` is what it shows, and the caller stores what `on_change` tells; without `on_change` it is
    only read. `rows` and `columns` are the (fewest, most) that a reader may make of them, by default as many as there
    are; with `square` both change together. A dragged number moves on the grid of `step`; a typed or pasted one may lie
    off it, never outside `low` and `high`. ValueError where the sizes or bounds allow nothing.
    """
    height, width = len(value), len(value[0]) if value else 0
    rows, columns = rows or (height, height), columns or (width, width)
    if on_change and not (math.isfinite(low) and math.isfinite(high) and low < high and step > 0):
        raise ValueError(f"{key}: a matrix wants low < high and step > 0; got {low=}, {high=}, {step=}.")
    if log and low <= 0:
        raise ValueError(f"{key}: numbers that move by factors want low > 0; got {low=}.")
    if any(len(row) != width for row in value):
        raise ValueError(f"{key}: the rows of a matrix are equally long.")

    def changed() -> None:
        matrix = accepted_matrix(
            _report(key).get("value"), low=low, high=high, whole=whole, rows=rows, columns=columns, square=square
        )
        if matrix is not None and on_change is not None:
            with moving():
                on_change(matrix)

    _mount(
        key=key,
        data={
            "label": label, "help": help, "value": [[_sent(number) for number in row] for row in value],
            "low": low, "high": high, "step": step, "log": log, "integer": whole, "rows": rows, "columns": columns,
            "square": square, "names": {"rows": list(row_names), "columns": list(column_names)},
            "words": words(__file__).group("matrix"), "still": on_change is None, "count": _report(key).get("count", 0),
        },
        height=_height(height, bool(on_change) and rows[0] < rows[1] and not square, bool(column_names)),
        on_move_change=changed,
    )  # fmt: skip


def _height(count: int, tools: bool, named: bool) -> int:
    return HEAD_PIXELS + EDGE_PIXELS + NAMES_PIXELS * named + ROW_PIXELS * max(count, 1) + TOOLS_PIXELS * tools


def _sent(number: float) -> float | str:
    """A number as the browser is told it; JSON has no infinities."""
    value = float(number)
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "∞" if value > 0 else "−∞"


def accepted_matrix(
    told: object,
    *,
    low: float,
    high: float,
    whole: bool,
    rows: tuple[int, int],
    columns: tuple[int, int],
    square: bool = False,
) -> Rows | None:
    """The matrix that a browser told, or None where it has another size or other numbers: a message is untrusted."""
    if not isinstance(told, list) or not rows[0] <= len(told) <= rows[1]:
        return None
    if not all(isinstance(row, list) and columns[0] <= len(row) <= columns[1] for row in told):
        return None
    if len({len(row) for row in told}) > 1 or (square and any(len(row) != len(told) for row in told)):
        return None
    numbers = [[_accepted(number, low, high, whole) for number in row] for row in told]
    if any(number is None for row in numbers for number in row):
        return None
    return tuple(tuple(number for number in row if number is not None) for row in numbers)


def _report(key: str) -> dict[str, object]:
    """What the browser has told last: the matrix and how many it has told."""
    state = st.session_state.get(key)
    report = state.get("move") if isinstance(state, dict) else None
    return report if isinstance(report, dict) else {}
