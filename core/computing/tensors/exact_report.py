"""A formula with stored numbers plugged in, and what is to be said where a dtype has not kept its exact result."""

from decimal import Decimal
from typing import Any

import numpy as np

from core import tex
from core.computing.tensors.cells_figure import cell_text
from core.computing.tensors.elementwise import Elementwise, exact_outcome
from core.computing.tensors.exact import Fate, exact_number, exact_tex, fate_of, limits_of
from core.computing.tensors.reductions import Contribution, Reduction, exact_reduction

MOST_WRITTEN = 16  # numbers of a sum


def number_tex(value: Any) -> str:
    """A stored number as LaTeX; infinity and NaN included."""
    exact = exact_number(value)
    return tex.number(float(value)) if exact is None else exact_tex(exact)


def signed_tex(value: Any) -> str:
    """The same in brackets where it is negative."""
    text = number_tex(value)
    return f"({text})" if text.startswith("-") else text


def outcome_numbers(exact: int | Decimal | None, stored: Any) -> tuple[Fate, dict[str, str]]:
    """The fate of an exact result, and the numbers that its sentence `outcome.<fate>` speaks of."""
    fate = fate_of(exact, stored)
    if fate == "kept":
        return fate, {}
    dtype = str(np.asarray(stored).dtype)
    low, high = limits_of(dtype)
    return fate, {"exact": exact_tex(exact), "stored": number_tex(stored), "dtype": dtype, "low": low, "high": high}


def elementwise_numbers(
    found: Elementwise, function: str, cell: tuple[int, ...]
) -> tuple[dict[str, str], Fate, dict[str, str]]:
    """The numbers of one cell's formula, which holds exactly; then its fate in the dtype, and the numbers of that."""
    x, y = found.array[cell], found.values[cell]
    exact = exact_outcome(function, x)
    fate, numbers = outcome_numbers(exact, y)
    shown = cell_text(y) if y.dtype == bool else number_tex(y) if fate == "kept" else exact_tex(exact)
    return {"x": number_tex(x), "y": shown}, fate, numbers


def reduction_numbers(
    found: Reduction, reduction: str, part: Contribution
) -> tuple[dict[str, object], Fate, dict[str, str]]:
    """The numbers of one cell's formula, which holds exactly; then its fate in the dtype, and the numbers of that."""
    stored = found.values[part.cell]
    exact = exact_reduction(reduction, part.numbers)
    fate, numbers = outcome_numbers(exact, stored)
    value = cell_text(stored) if stored.dtype == bool else number_tex(stored) if fate == "kept" else exact_tex(exact)
    formula: dict[str, object] = {
        "numbers": listed(part.numbers),
        "n": part.numbers.size,
        "plus": tex.total(map(number_tex, part.numbers), MOST_WRITTEN),
        "times": tex.product(map(signed_tex, part.numbers), MOST_WRITTEN),
        "value": value,
    }
    return formula, fate, numbers


def listed(numbers: np.ndarray) -> str:
    """The first of the numbers (n,) as plain text: `1, 2, 3, …`."""
    shown = ", ".join(map(cell_text, numbers[:MOST_WRITTEN]))
    return shown + (", …" if len(numbers) > MOST_WRITTEN else "")
