"""What is to be said of the means: their standard error, their tails, and whether the normal curve serves."""

from typing import Any

import numpy as np

from core import tex
from core.probability.distributions.families import Moments
from core.probability.distributions.sampling import NEAR_ENOUGH, NORMAL_TAIL, SampleMeans, TailShares

Line = tuple[str, dict[str, Any]]


def sampling_lines(found: SampleMeans, here: TailShares | None, known: Moments) -> tuple[Line, ...]:
    """The sentences below the figure, as keys of the words and their numbers; `here` are the tails at n."""
    n = len(found.first)
    if here is None:
        key = "constant" if known.variance == 0 else "no_mean" if np.isnan(known.mean) else "no_variance"
        return ((f"remark.{key}", {"value": known.mean}),)
    below, above = float(here.below[0]), float(here.above[0])
    shares = {"below": 100 * below, "above": 100 * above, "drawn_below": 100 * found.below,
              "drawn_above": 100 * found.above, "m": len(found.means)}  # fmt: skip
    near = max(abs(below - NORMAL_TAIL), abs(above - NORMAL_TAIL)) <= NEAR_ENOUGH
    lines: list[Line] = [
        ("tails", shares),
        ("verdict.near" if near else "verdict.far", {"n": n}),
    ]
    if n == 1:
        lines.append(("remark.one", {}))
    return tuple(lines)


def exact_numbers(here: TailShares | None) -> dict[str, float]:
    """The exact tails by the names that the script prints."""
    below, above = (float(here.below[0]), float(here.above[0])) if here else (float("nan"), float("nan"))
    return {"exactly_below": below, "exactly_above": above}


def standard_error_tex(found: SampleMeans) -> dict[str, str]:
    """The standard error with its numbers, in LaTeX."""
    return {
        "sd": tex.number(found.sd), "n": str(len(found.first)), "se": tex.number(found.se),
        "drawn": tex.number(found.sd_of_means), "m": str(len(found.means)),
    }  # fmt: skip


def by_hand_tex(found: SampleMeans, known: Moments) -> dict[str, str]:
    """The first sample's mean, its distance in standard errors, and the skewness of the mean, in LaTeX."""
    n, mean = len(found.first), float(found.means[0])
    return {
        "terms": tex.total(found.first.tolist()), "n": str(n), "mean": tex.number(mean), "mu": tex.signed(found.mean),
        "se": tex.number(found.se), "z": tex.number((mean - found.mean) / found.se, 3),
        "skewness": tex.number(known.skewness, 3), "of_mean": tex.number(known.skewness / np.sqrt(n), 3),
    }  # fmt: skip
