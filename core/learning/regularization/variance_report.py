"""The error at one place taken apart, and the degree at which the sum is lowest."""

from typing import Any

import numpy as np

from core import tex
from core.learning.regularization.settings import VarianceConfig
from core.learning.regularization.variance import ErrorParts, Refits

AGREED = 1e-4  # of squared bias and variance together: below it all fits are the truth on the screen


def variance_tex(found: Refits, config: VarianceConfig) -> dict[str, str]:
    """The error at the place as the sum of its parts, in LaTeX."""
    return {
        "x": tex.number(config.place), "mean": tex.number(float(found.at.mean()), 3),
        "truth": tex.signed(found.truth, 3),
        "bias": tex.base(found.bias, 3), "square": tex.number(found.bias**2, 3),
        "variance": tex.number(found.variance, 3), "noise": tex.number(found.noise, 3),
        "error": tex.number(found.error, 3),
    }  # fmt: skip


def variance_lines(parts: ErrorParts, config: VarianceConfig) -> list[tuple[str, dict[str, Any]]]:
    """Which part leads at the chosen degree, and the best degree.

    A fit underfits where a higher degree has a lower error, and overfits where a lower one has.
    """
    bias, variance = float(parts.bias[config.degree]), float(parts.variance[config.degree])
    best = int(np.argmin(parts.error))
    if bias + variance < AGREED:
        lead = "agreed"
    elif config.degree + 1 >= config.size and not config.weight_penalty:
        lead = "interpolated"
    elif config.degree == best or (config.degree < best) != (bias > variance):
        lead = "best" if config.degree == best else "even"
    else:
        lead = "bias" if bias > variance else "variance"
    shown = {"bias": tex.number(bias, 3), "variance": tex.number(variance, 3), "degree": config.degree}
    at = {"best": best, "error": tex.number(float(parts.error[best]), 3), "refits": config.refits}
    return [(f"lead.{lead}", shown), ("best", at)]
