"""What is to be said of digits that survive, and the digits of one coefficient by hand."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from core import tex
from core.learning.linear_models.digits import DigitReport
from core.learning.linear_models.settings import CertifiedConfig

Line = tuple[str, dict[str, Any]]


def digit_lines(found: DigitReport, config: CertifiedConfig) -> list[Line]:
    """The sentences below the figures, as keys of the words and their numbers."""
    least = dict(zip(found.routes, found.digits.min(axis=1).tolist(), strict=True))
    lost = float(np.log10(found.equal_condition))
    said: list[Line] = [(f"problem.{config.problem}", {})]
    said.append(("lost", {
        "condition": grouped(found.equal_condition), "lost": lost, "twice": 2 * lost,
        "qr": least["qr"], "normal": least["normal"],
    }))  # fmt: skip
    if least["sklearn_uncut"] - least["sklearn"] > 1:
        said.append(("cut", {"cut": least["sklearn"], "uncut": least["sklearn_uncut"]}))
    if config.rate_share > 1:
        said.append(("rate.above", {"share": config.rate_share}))
    elif config.rate_share == 1:
        said.append(("rate.edge", {}))
    said.append(("descent", {
        "steps": config.descent_steps, "raw": float(found.raw_digits[-1]), "scaled": float(found.scaled_digits[-1]),
    }))  # fmt: skip
    return said


def grouped(value: float) -> str:
    """A number above 1 as people write it: `2.8`, `43,275`."""
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"


def digit_table(found: DigitReport, names: Sequence[str]) -> str:
    """A row of markdown for each route: its fewest digits, and the coefficient that has them."""
    rows = []
    for name, digits, values in zip(names, found.digits, found.values, strict=True):
        worst = int(digits.argmin())
        shown = f"{values[worst]:.16g}" if np.abs(values[worst]) < 1e25 else "∞"
        rows.append(f"| {name} | {digits.min():.1f} | b{worst} = {shown} | {found.exact[worst]:.15g} |")
    return "\n".join(rows)


def digits_tex(found: DigitReport) -> dict[str, str]:
    """The digits of the worst coefficient of the normal equations, in LaTeX."""
    place = found.routes.index("normal")
    worst = int(found.digits[place].argmin())
    value, exact = float(found.values[place, worst]), float(found.exact[worst])
    return {
        "name": f"b_{{{worst}}}", "value": f"{value:.16g}", "exact": f"{exact:.16g}",
        "error": tex.number(abs(value - exact) / abs(exact), 3), "digits": f"{found.digits[place, worst]:.2f}",
    }  # fmt: skip


def hand_lines(found: DigitReport, names: Sequence[str]) -> Iterator[Line]:
    """The digits of one coefficient by hand, and the worst coefficient of every route."""
    yield "by_hand", digits_tex(found)
    yield "table", {"rows": digit_table(found, names)}
