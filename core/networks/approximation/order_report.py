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
from core.networks.approximation.polynomial import HIGHEST_DEGREE, Polynomial
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
    polynomial: Polynomial | None,
    trained: TrainedErrors | None,
    curves: OrderCurves,
    config: OrderConfig,
    target: Target,
) -> list[tuple[str, dict[str, Any]]]:
    """The errors, what half as many pieces would have, and what training has reached."""
    values = {"pieces": config.pieces, "equal": tex.number(found.largest, 3), "crowded": tex.number(crowded, 3)}
    lines: list[tuple[str, dict[str, Any]]] = [("errors", values)]
    if config.pieces % 2 == 0 and curves.kind != "jump":
        half = interpolant(target, equal_kinks(config.pieces // 2)).largest
        if found.largest > EXACT and half > EXACT:
            order = float(np.log2(half / found.largest))
            lines.append(("order", {"half": config.pieces // 2, "before": tex.number(half, 3), "order": order}))
    if found.largest <= EXACT:
        lines.append(("exact", {}))
    if config.polynomial:
        lines.append(polynomial_line(found, polynomial))
    if trained is not None:
        medians = np.median(trained.errors, axis=1)
        best, last = (tex.number(float(error), 3) for error in (trained.errors.min(), medians[-1]))
        lines.append(("trained", {"best": best, "widest": WIDTHS[-1], "last": last}))
        line = interpolant(target, equal_kinks(WIDTHS[-1])).largest
        if line < medians[-1]:
            lines.append(("better", {"pieces": WIDTHS[-1], "error": tex.number(line, 3)}))
    return lines


def polynomial_line(found: Interpolant, polynomial: Polynomial | None) -> tuple[str, dict[str, Any]]:
    """The polynomial's largest error beside that of the broken line through the same points."""
    if polynomial is None:
        return "polynomial.none", {"most": HIGHEST_DEGREE}
    values = {"degree": polynomial.degree, "error": tex.number(polynomial.largest, 3)}
    worse = polynomial.largest > found.largest + EXACT * max(1.0, polynomial.largest) and polynomial.degree > 1
    return "polynomial.worse" if worse else "polynomial.better", values
