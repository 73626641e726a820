"""What is to be said of a walk over the loss of two weights."""

from typing import Any

import numpy as np

from core import tex
from core.learning.learning_rate.settings import TwoWeightsConfig
from core.learning.learning_rate.stability import TwoWeightsWalk

Line = tuple[str, dict[str, Any]]
FLATTEST = 2.0  # the sharpness of (1, 1) and (−1, −1), the least that a minimum has


def stability_lines(found: TwoWeightsWalk, config: TwoWeightsConfig) -> list[Line]:
    """Whether the minimum that small steps reach exists at this rate, then what has become of the walk."""
    return [_minimum(found, config), _end(found, config)]


def _minimum(found: TwoWeightsWalk, config: TwoWeightsConfig) -> Line:
    values = {"limit": tex.number(found.limit), "eta": tex.number(config.eta)}
    if found.limit < FLATTEST:
        return "none_left", values
    if np.isnan(found.flow_sharpness):
        return "on_ridge", values
    product = config.eta * found.flow_sharpness
    values |= {"flow": tex.number(found.flow_sharpness), "product": tex.number(product)}
    return ("on_edge" if values["product"] == "2" else "exists" if product < 2 else "repels"), values


def _end(found: TwoWeightsWalk, config: TwoWeightsConfig) -> Line:
    sharpness = float(found.sharpness[-1])
    values = {
        "steps": found.last_step, "u": tex.number(found.u[-1]), "v": tex.number(found.v[-1]),
        "sharpness": tex.number(sharpness), "limit": tex.number(found.limit), "first": tex.number(found.losses[0]),
        "loss": tex.number(found.losses[-1]), "highest": tex.number(found.losses.max()),
        "product": far(config.eta * sharpness),
    }  # fmt: skip
    return found.end, values


def far(value: float) -> str:
    """A number to four digits, by powers of ten from a million on, in LaTeX."""
    if abs(value) < 1e6:
        return tex.number(value)
    digits, power = f"{value:.3e}".split("e")
    return rf"{digits} \cdot 10^{{{int(power)}}}"


def first_step(found: TwoWeightsWalk, config: TwoWeightsConfig) -> dict[str, str]:
    """The numbers of the first step, for the formula by hand."""
    u, v, eta = config.u, config.v, config.eta
    error = u * v - 1
    return {
        "u": tex.number(u), "v": tex.signed(v), "v0": tex.number(v), "u_signed": tex.signed(u),
        "eta": tex.number(eta), "error": tex.signed(error), "u1": tex.number(found.u[1]), "v1": tex.number(found.v[1]),
    }  # fmt: skip
