"""The theory line with the numbers on the screen, and the order that is measured."""

from typing import Any

import numpy as np

from core import tex
from core.networks.approximation.order import (
    WIDTHS,
    Interpolant,
    OrderCurves,
    TrainedErrors,
    bound,
    equal_kinks,
    interpolant,
)
from core.networks.approximation.settings import OrderConfig
from core.networks.approximation.target import Target

EXACT = 1e-12


def bound_tex(curves: OrderCurves, config: OrderConfig) -> tuple[str, dict[str, str]]:
    """Key and numbers of the bound for so many equal pieces."""
    value = float(bound(curves, np.array([config.pieces]))[0])
    return f"bound.{curves.kind}", {
        "constant": tex.base(curves.constant, 3), "pieces": tex.number(config.pieces), "value": tex.number(value, 3),
    }  # fmt: skip


def order_lines(
    found: Interpolant,
    crowded: float,
    trained: TrainedErrors | None,
    curves: OrderCurves,
    config: OrderConfig,
    target: Target,
) -> list[tuple[str, dict[str, Any]]]:
    """The errors, what half as many pieces would have, and what training has reached."""
    values = {"pieces": config.pieces, "equal": found.largest, "crowded": crowded}
    lines: list[tuple[str, dict[str, Any]]] = [("errors", values)]
    if config.pieces % 2 == 0 and curves.kind != "jump":
        half = interpolant(target, equal_kinks(config.pieces // 2)).largest
        if found.largest > EXACT and half > EXACT:
            order = float(np.log2(half / found.largest))
            lines.append(("order", {"half": config.pieces // 2, "before": half, "order": order}))
    if found.largest <= EXACT:
        lines.append(("exact", {}))
    if trained is not None:
        medians = np.median(trained.errors, axis=1)
        lines.append(
            ("trained", {"best": float(trained.errors.min()), "widest": WIDTHS[-1], "last": float(medians[-1])})
        )
        line = interpolant(target, equal_kinks(WIDTHS[-1])).largest
        if line < medians[-1]:
            lines.append(("better", {"pieces": WIDTHS[-1], "error": line}))
    return lines
