"""The same numbers by several routes, as rows of a table."""

import math
from collections.abc import Mapping

ENOUGH = 1e50  # a number beyond it has diverged


def route_table(routes: Mapping[str, Mapping[str, float]], names: Mapping[str, str], digits: int = 10) -> str:
    """A row of markdown for every number, under its name, with a cell for each route."""
    rows = [
        f"| {name} | " + " | ".join(route_text(route[key], digits) for route in routes.values()) + " |"
        for key, name in names.items()
    ]
    return "\n".join(rows)


def route_text(value: float, digits: int = 10) -> str:
    """A number to so many digits; ∞ where it has diverged, and a dash where it is undefined."""
    if math.isnan(value):
        return "—"
    return f"{value:.{digits}g}" if abs(value) < ENOUGH else "∞"
