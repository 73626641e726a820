"""The calibration error and its bins as arithmetic: LaTeX with the numbers on the screen."""

from dataclasses import dataclass

import numpy as np

from core.practice.metrics.binary_report import TERMS_SHOWN
from core.practice.metrics.calibration import Calibration
from core.tex import fraction, number, total


@dataclass(frozen=True)
class BrierParts:
    """The three sums of Murphy's decomposition (1973) over filled bins, with their numbers in LaTeX."""

    error: str
    reliability: str
    resolution: str
    uncertainty: str


def calibration_numbers_in_tex(result: Calibration) -> BrierParts:
    """The expected calibration error and Murphy's parts, the first terms of each sum written out."""
    filled = np.flatnonzero(result.count)
    n = int(result.count.sum())
    base = number(float(np.nansum(result.observed * result.count) / n))
    error, reliability, resolution = [], [], []
    for k in filled:
        weight = fraction(result.count[k], n)
        observed, predicted = number(float(result.observed[k])), number(float(result.predicted[k]))
        error.append(rf"{weight}\,|{observed}-{predicted}|")
        reliability.append(rf"{weight}({predicted}-{observed})^2")
        resolution.append(rf"{weight}({observed}-{base})^2")
    return BrierParts(
        error=total(error, TERMS_SHOWN), reliability=total(reliability, TERMS_SHOWN),
        resolution=total(resolution, TERMS_SHOWN), uncertainty=rf"{base}\cdot (1-{base})",
    )  # fmt: skip
