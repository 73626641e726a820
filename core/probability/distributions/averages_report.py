"""What the paths have reached after n draws, in sentences and in formulas."""

from typing import Any

import numpy as np

from core import tex
from core.probability.distributions.averages import AveragesAt, RunningMeans

Line = tuple[str, dict[str, Any]]


def averages_lines(found: RunningMeans, here: AveragesAt) -> tuple[Line, ...]:
    """The sentences below the figures, as keys of the words and their numbers."""
    first = {"n": here.n, "first": float(here.means[0]), "low": float(here.means.min()),
             "high": float(here.means.max()), "paths": len(here.means)}  # fmt: skip
    said: list[Line] = [("reached_one" if len(here.means) == 1 else "reached", first)]
    if np.isnan(found.mean):
        return (*said, ("remark.no_mean", {}))
    if np.isinf(found.sd):
        return (*said, ("remark.no_variance", {}))
    if found.sd == 0:
        return (("remark.constant", {"value": found.mean}),)
    stray = float(np.abs(here.strays).max())
    said.append(("inside", {"inside": here.inside, "paths": len(here.means)}))
    said.append(("stray", {"n": here.n, "stray": stray, "width": 2 * found.sd * np.sqrt(here.n)}))
    return tuple(said)


def band_tex(found: RunningMeans, here: AveragesAt) -> dict[str, str]:
    """Two standard errors, and the deviation of the first mean and of its sum, in LaTeX."""
    off = float(here.means[0] - found.mean)
    return {
        "sd": tex.number(found.sd), "n": str(here.n), "width": tex.number(2 * here.se),
        "mean": tex.number(float(here.means[0])), "mu": tex.signed(found.mean), "off": tex.number(off, 3),
        "stray": tex.number(float(here.strays[0]), 3), "signed_off": tex.signed(off, 3),
    }  # fmt: skip
