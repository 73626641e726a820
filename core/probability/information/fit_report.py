"""The sentences and the formulas of the fit tab, with the numbers on the screen."""

from collections.abc import Mapping

from core import tex
from core.probability.information.code_report import Line
from core.probability.information.fit import FitMap, moments
from core.probability.information.settings import GaussianFitConfig


def fit_lines(numbers: Mapping[str, float], found: FitMap, config: GaussianFitConfig) -> list[Line]:
    """Both divergences of q, what is best in the chosen direction, and the differential entropies."""
    best, count = found.optima[0], len(found.optima)
    shown = {"mean": tex.number(best.mean), "sd": tex.number(best.sd), "kl": tex.number(best.kl), "count": count}
    if config.offset == 0:
        key = "gaussian"
    elif config.direction == "forward":
        key = "forward"
    else:
        key = "one" if count == 1 else "tie" if found.ties > 1 else "several"
    lines: list[Line] = [
        ("both", {name: tex.number(numbers[name]) for name in ("forward", "reverse")}),
        (f"best.{key}", shown),
    ]
    return lines


def entropy_lines(numbers: Mapping[str, float]) -> list[Line]:
    """The differential entropies of p and q, and what a negative one means."""
    shown = {name: tex.number(numbers[f"entropy_{name}"]) for name in "pq"}
    below: list[Line] = [("entropy_below", {})] if min(numbers["entropy_p"], numbers["entropy_q"]) < 0 else []
    return [("entropies", shown), *below]


def optimum_rows(found: FitMap) -> list[dict[str, str]]:
    """Mean, standard deviation and divergence of every optimum, as LaTeX, the best first."""
    return [
        {"mean": tex.number(one.mean, 5), "sd": tex.number(one.sd, 5), "kl": tex.number(one.kl, 5)}
        for one in found.optima
    ]


def moments_tex(config: GaussianFitConfig) -> dict[str, str]:
    """Mean and variance of the mixture as sums, in LaTeX."""
    mean, sd = moments(config)
    parts = {"m": config.offset, "w": config.share, "v": 1 - config.share, "s": config.spread, "mean": mean, "sd": sd}
    return {name: tex.number(value) for name, value in parts.items()} | {"variance": tex.number(sd**2)}
