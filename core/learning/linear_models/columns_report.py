"""What is to be said of several columns, the table of their numbers, and one coefficient by hand."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from core import tex
from core.learning.linear_models.columns import TableFit
from core.learning.linear_models.routes import route_text
from core.learning.linear_models.settings import TableFitConfig

Line = tuple[str, dict[str, Any]]
MUCH = 10.0  # a variance inflation from which it is said


def columns_lines(found: TableFit, config: TableFitConfig, names: Sequence[str]) -> list[Line]:
    """The sentences below the figures, as keys of the words and their numbers."""
    k, n = found.column, int(found.kept.sum())
    fit = "fit_level" if np.isnan(found.r2) else "fit_exact" if np.isnan(found.residual_sd) else "fit"
    said: list[Line] = [(fit, {"rows": n, "columns": len(names), "r2": found.r2, "sd": found.residual_sd})]
    if found.rank <= len(names):
        said.append((f"rank.{config.penalty}", {"rank": found.rank, "columns": len(names) + 1}))
    elif found.vif[k] >= MUCH:
        said.append(("inflated", {"name": names[k], "vif": found.vif[k], "times": float(np.sqrt(found.vif[k]))}))
    if config.left_out and not found.kept.all():
        place = int(np.flatnonzero(~found.kept)[0])
        said.append(("left_out", {"label": found.rows.labels[place], "name": names[k]}))
    if config.table == "penguins" and found.rows.names[k] == "bill_length":
        if "species" in config.bird:
            said.append(("simpson.within", {}))
        elif config.bird == ("bill_length",):
            said.append(("simpson.pooled", {}))
    if config.penalty != "none":
        strength = config.strength
        sizes = {"strength": strength, "ridge": n * strength, "decay": 2 * strength, "half": strength / 2}
        said.append((f"units.{config.penalty}", {name: f"{size:.4g}" for name, size in sizes.items()}))
    return said


def columns_table(found: TableFit, names: Sequence[str], intercept: str) -> str:
    """A row of markdown for the intercept and every column: coefficient, standard error, variance inflation."""
    vif = ["", *(route_text(float(value), 4) for value in found.vif)]
    rows = zip((intercept, *names), found.coefficients.tolist(), found.se.tolist(), vif, strict=True)
    return "\n".join(f"| {name} | {route_text(b, 6)} | {route_text(se, 4)} | {v} |" for name, b, se, v in rows)


def column_tex(found: TableFit) -> dict[str, str]:
    """Coefficient, standard error and variance inflation of the chosen column from what the others leave, in LaTeX."""
    ex, ey, x = found.x_left, found.y_left, found.rows.values[found.kept, found.column]
    sum_xx, whole = float(ex @ ex), float(((x - x.mean()) ** 2).sum())
    return {
        "sum_xy": tex.number(float(ex @ ey), 6), "sum_xx": tex.number(sum_xx, 6),
        "coefficient": tex.number(float(found.coefficients[1 + found.column]), 6),
        "sd": tex.number(found.residual_sd, 6), "se": tex.number(float(found.se[1 + found.column]), 5),
        "whole": tex.number(whole, 6), "vif": tex.number(float(found.vif[found.column]), 6),
    }  # fmt: skip


def hand_lines(found: TableFit, names: Sequence[str]) -> Iterator[Line]:
    """The chosen column by hand, where it says anything that the others do not."""
    alone = np.isfinite(found.se[1 + found.column])
    yield ("by_hand" if alone else "by_hand_none"), {"name": names[found.column], **column_tex(found)}
