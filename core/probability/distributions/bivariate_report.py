"""The numbers of a bivariate normal distribution in formulas, and what is special about it."""

from typing import Any

from core import tex
from core.probability.distributions.bivariate import Bivariate
from core.probability.distributions.settings import BivariateConfig

Line = tuple[str, dict[str, Any]]


def bivariate_lines(config: BivariateConfig) -> tuple[Line, ...]:
    """The sentences below the figures, as keys of the words and their numbers."""
    said: list[Line] = []
    if config.rho == 0:
        said.append(("remark.independent", {}))
    elif abs(config.rho) > 0.99:
        said.append(("remark.nearly_a_line", {"rho": config.rho}))
    if config.rho == 0 and config.sd_x == config.sd_y:
        said.append(("remark.round", {}))
    return tuple(said)


def conditional_tex(found: Bivariate, config: BivariateConfig) -> dict[str, str]:
    """Mean and standard deviation of y for a given x, in LaTeX."""
    return {
        "x": tex.number(config.given_x), "mean_x": tex.signed(config.mean_x), "mean_y": tex.number(config.mean_y),
        "sd_x": tex.number(config.sd_x), "sd_y": tex.number(config.sd_y), "rho": tex.number(config.rho),
        "signed_rho": tex.signed(config.rho),
        "mean": tex.number(found.conditional_mean), "sd": tex.number(found.conditional_sd),
    }  # fmt: skip


def shares_line(found: Bivariate) -> Line:
    """What lies within the three ellipses, exactly and as drawn, in percent."""
    exactly = {f"exactly_{k}": 100 * share for k, share in enumerate(found.exactly.tolist(), 1)}
    inside = {f"inside_{k}": 100 * share for k, share in enumerate(found.inside.tolist(), 1)}
    return "shares", {**exactly, **inside, "pairs": len(found.points)}


def matrix_tex(found: Bivariate, config: BivariateConfig) -> dict[str, str]:
    """The covariance matrix, the lengths of the axes of its ellipse, and the density at a place, in LaTeX."""
    return {
        **conditional_tex(found, config), "covariance": tex.array(found.covariance, digits=4),
        "first": tex.number(float(found.lengths[0])), "second": tex.number(float(found.lengths[1])),
        "density": tex.number(found.density), "r": tex.number(found.r, 3), "pairs": str(len(found.points)),
    }  # fmt: skip
