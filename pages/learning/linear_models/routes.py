"""Several routes to the same numbers: side by side in a panel, and the code of each."""

from collections.abc import Callable, Mapping, Sequence
from math import nan
from typing import Any

from core.learning.linear_models.routes import route_table
from core.learning.linear_models.settings import GradientStepsConfig
from pages.shared import Made, Words, ask, code_panel, folded, live_formula

Calls = Mapping[str, Made | None]
Numbers = Callable[[Any], dict[Any, float]]


def routes(
    t: Words, calls: Calls, names: Mapping[Any, str], *, numbers: Numbers = dict, settings: Sequence[str] = (),
    digits: int = 10,
) -> None:  # fmt: skip
    """A column for each route, a row for each number, and the code; a route that does not exist is None.

    `numbers` makes `{key: number}` of what a route gives; `names` says what a key is called if not by itself.
    `settings` are those of gradient descent that have no other place in the tab.
    """
    _table(t, calls, names, numbers, settings, digits)
    code_panel(t, {name: made for name, made in calls.items() if made})


@folded("routes.title", icon="view_column", key="linear_models_routes")
def _table(
    t: Words, calls: Calls, names: Mapping[Any, str], numbers: Numbers, settings: Sequence[str], digits: int
) -> None:
    if settings:
        ask(GradientStepsConfig, t, only=settings, columns=len(settings))
    found = {name: numbers(made.value()) for name, made in calls.items() if made}
    keys = list(next(iter(found.values())))
    nothing = dict.fromkeys(keys, nan)
    shown = {name: found.get(name, nothing) for name in calls}
    rows = route_table(shown, {key: names.get(key, key) for key in keys}, digits)
    live_formula(t, "routes.table", solver=t("solver"), note=t.get("routes_note") or "", rows=rows)
