"""The same numbers by several routes, as rows of a table."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from core.code_export import Made

Ways = Mapping[str, Callable[..., Any]]
WALKS = ("NumPy", "PyTorch")  # the routes that are gradient descent
ENOUGH = 1e50  # a number beyond it has diverged


def route_calls(
    ways: Ways, data: tuple[Any, ...], config: Any, settings: Any, solvable: bool = True
) -> dict[str, Made | None]:  # fmt: skip
    """The call of each route: of its data and the config, and the settings of descent where it is one.

    None in place of the routes that solve, where there is nothing to be solved.
    """
    walks = {name: Made(way, *data, config, settings) for name, way in ways.items() if name in WALKS}
    return {name: walks.get(name) or (Made(way, *data, config) if solvable else None) for name, way in ways.items()}


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
