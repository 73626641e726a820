"""Where a rounded sum lands between the numbers that its type has."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.computing.tensors.numbers.floats import FLOATS, Addition, AdditionConfig, number_of, spacing_at


@dataclass(frozen=True)
class Landing:
    """In steps between neighboring numbers of the type: where total and nearest lie, from the sum as typed.

    `spacing` is one step; None where something overflows.
    """

    format: str
    spacing: float
    total_steps: float
    nearest_steps: float


def landings(addition_config: AdditionConfig, rows: Sequence[Addition]) -> tuple[Landing | None, ...]:
    """The number line around the typed sum, one for each type."""
    exact = number_of(addition_config.addend_a) + number_of(addition_config.addend_b)
    found: list[Landing | None] = []
    for kind, row in zip(FLOATS, rows, strict=True):
        if not (math.isfinite(row.total) and math.isfinite(row.nearest)):
            found.append(None)
            continue
        spacing = Fraction(spacing_at(row.nearest, kind))
        steps = [float((Fraction(value) - exact) / spacing) for value in (row.total, row.nearest)]
        found.append(Landing(kind.name, float(spacing), *steps))
    return tuple(found)
