"""The risk at one number of features with its numbers, and where the curve is lowest."""

from typing import Any

import numpy as np

from core import tex
from core.learning.regularization.double_descent import RiskCurve, RiskParts
from core.learning.regularization.settings import GaussianConfig


def risk_tex(parts: RiskParts, config: GaussianConfig) -> tuple[str, dict[str, Any]]:
    """Which of the three formulas holds, and its numbers in LaTeX."""
    n, p = config.rows, parts.used
    key = "below" if p <= n - 2 else "beyond" if p >= n + 2 else "at"
    return f"formula.{key}", {
        "n": n, "p": p, "inside": tex.number(parts.inside, 3), "outside": tex.number(parts.outside, 3),
        "variance": tex.number(config.deviation**2, 3), "missed": tex.number(parts.missed, 3),
        "shrunk": tex.number(parts.shrunk, 3), "noise": tex.number(parts.noise, 3), "risk": tex.number(parts.risk, 4),
    }  # fmt: skip


def valleys(curve: RiskCurve, rows: int) -> tuple[int, int]:
    """The numbers of features with the lowest exact risk before and beyond the peak."""
    before = int(np.argmin(curve.exact[: rows - 2])) + 1
    beyond = int(np.argmin(curve.exact[rows + 1 :])) + rows + 2
    return before, beyond


def valley_line(curve: RiskCurve, rows: int) -> tuple[str, dict[str, Any]]:
    """Which of the two valleys is lower, and whether it is better than predicting 0."""
    before, beyond = valleys(curve, rows)
    first, second = float(curve.exact[before - 1]), float(curve.exact[beyond - 1])
    key = "hopeless" if min(first, second) >= curve.null else "second" if second < first else "first"
    return f"valley.{key}", {"before": before, "beyond": beyond, "first": first, "second": second}
