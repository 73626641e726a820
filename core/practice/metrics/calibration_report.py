"""The calibration error and its bins as arithmetic: LaTeX with the numbers on the screen."""

from dataclasses import dataclass

import numpy as np

from core.practice.metrics.calibration import Calibration
from core.practice.metrics.formulas import TERMS_SHOWN, tex


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
    base = float(np.nansum(result.observed * result.count) / n)
    error, reliability, resolution = [], [], []
    for k in filled:
        weight = rf"\frac{{{result.count[k]}}}{{{n}}}"
        observed, predicted = tex(float(result.observed[k])), tex(float(result.predicted[k]))
        error.append(rf"{weight}\,|{observed}-{predicted}|")
        reliability.append(rf"{weight}({predicted}-{observed})^2")
        resolution.append(rf"{weight}({observed}-{tex(base)})^2")
    return BrierParts(_sum(error), _sum(reliability), _sum(resolution), rf"{tex(base)}\cdot(1-{tex(base)})")


def _sum(terms: list[str]) -> str:
    return "+".join(terms[:TERMS_SHOWN]) + (r"+\dots" if len(terms) > TERMS_SHOWN else "")
