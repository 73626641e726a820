"""A distribution in formulas with its numbers, its moments beside the sample's, and what is special about it."""

from typing import Any

import numpy as np

from core import tex
from core.probability.distributions.families import Moments, is_constant, is_discrete, shares
from core.probability.distributions.family import NEARLY_1, FamilyFacts
from core.probability.distributions.settings import FamilyConfig, RangeConfig
from core.probability.distributions.window import DensityCurve

Line = tuple[str, dict[str, Any]]


def number_text(value: float, infinite: str, undefined: str, digits: int = 5) -> str:
    """A number as plain text; what is infinite or undefined has a word of its own."""
    if np.isnan(value):
        return undefined
    return infinite if np.isinf(value) else f"{value:.{digits}g}"


def probability_line(family: FamilyConfig, found: FamilyFacts, asked: RangeConfig) -> Line:
    """The probability of the interval as a difference of two numbers."""
    values = {
        "a": tex.number(asked.a), "b": tex.number(asked.b), "upper": tex.number(found.upper, 6),
        "lower": tex.number(found.lower, 6), "probability": tex.number(found.probability, 6),
        "from_a": tex.number(found.from_a, 6), "beyond_b": tex.number(found.beyond_b, 6),
    }  # fmt: skip
    if asked.a > asked.b:
        return "interval.crossed", values
    if found.lower > NEARLY_1 and found.from_a > 0:
        return "interval.far", values
    return ("interval.discrete" if is_discrete(family) else "interval.continuous"), values


def moment_rows(found: FamilyFacts, known: Moments, infinite: str, undefined: str) -> dict[str, str]:
    """Mean, variance and standard deviation by formula and of the sample, as plain text."""
    sd = float(np.sqrt(found.sample_variance))
    pairs = {"mean": known.mean, "variance": known.variance, "sd": known.sd, "sample_mean": found.sample_mean,
             "sample_variance": found.sample_variance, "sample_sd": sd}  # fmt: skip
    return {name: number_text(value, infinite, undefined) for name, value in pairs.items()}


def remarks(family: FamilyConfig, curve: DensityCurve, found: FamilyFacts, known: Moments) -> tuple[Line, ...]:
    """What is special here, as keys of the words and their numbers."""
    constant = is_constant(family)
    said: list[tuple[bool, str, dict[str, Any]]] = [
        (constant, "constant", {"value": known.mean}),
        (curve.clipped, "unbounded", {}),
        (not curve.discrete and not curve.clipped and float(curve.y.max()) > 1 + 1e-9, "above_one", {}),
        (bool(np.isnan(known.mean)), "no_mean", {}),
        (family.family == "t" and family.df == 2, "no_variance", {}),
        (family.family == "categorical" and not any(family.weights), "no_weights", {"k": len(family.weights)}),
        (family.family == "categorical" and abs(sum(family.weights) - 1) > 1e-9 and any(family.weights), "weights",
         {"total": sum(family.weights)}),
        (family.family == "categorical", "codes", {}),
        (len(found.sample) == 1, "one_draw", {}),
    ]  # fmt: skip
    return tuple((f"remark.{key}", values) for holds, key, values in said if holds)


def density_tex(family: FamilyConfig, found: FamilyFacts, asked: RangeConfig) -> dict[str, str]:
    """The parameters of the formula and the density at b, in LaTeX."""
    names = ("mean", "sd", "low", "width", "alpha", "beta", "shape", "rate", "df", "trials", "p")
    values = {name: tex.base(getattr(family, name)) for name in names}
    probabilities = [tex.number(share) for share in shares(family.weights).tolist()]
    sums = {
        "p_rest": tex.base(1 - family.p), "mu": tex.number(family.mean), "from": tex.number(family.low),
        "high": tex.number(family.low + family.width), "signed_high": tex.signed(family.low + family.width),
        "shape_less": tex.number(family.shape - 1), "alpha_less": tex.number(family.alpha - 1),
        "beta_less": tex.number(family.beta - 1), "df_half": tex.number((family.df + 1) / 2),
        "weights": r",\;".join(probabilities),
    }  # fmt: skip
    return values | sums | {"x": tex.number(asked.b), "density": tex.number(found.density, 6)}
