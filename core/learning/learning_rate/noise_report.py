"""What is to be said of gradient noise."""

import math
from typing import Any

from core import tex
from core.learning.learning_rate.network import POINTS
from core.learning.learning_rate.noise import DRAWS, GradientNoise
from core.learning.learning_rate.settings import NoiseConfig

Line = tuple[str, dict[str, Any]]
FLAT = 1e-12  # |g|² below it: there is no direction to speak of


def noise_lines(found: GradientNoise, config: NoiseConfig) -> list[Line]:
    """How large the noise is beside the signal, which share leads uphill, and the noise scale."""
    if found.signal < FLAT:
        return [("flat", {"loss": found.loss})]
    if config.batch == POINTS:
        return [("whole", {"points": POINTS}), _scale(found)]
    ratio = math.sqrt(found.variance / found.signal)
    return [
        ("ratio", {"batch": config.batch, "ratio": ratio}),
        ("uphill", {"share": found.uphill, "draws": DRAWS}),
        _scale(found),
    ]


def _scale(found: GradientNoise) -> Line:
    key = "scale_beyond" if found.scale > POINTS else "scale"
    return key, {"scale": tex.number(found.scale), "points": POINTS, "loss": found.loss}


def variance_by_hand(found: GradientNoise, config: NoiseConfig) -> dict[str, str]:
    """The numbers of the expected variance."""
    return {
        "trace": tex.number(found.trace), "batch": str(config.batch), "n": str(POINTS), "rest": str(POINTS - 1),
        "variance": tex.number(found.variance), "measured": tex.number(found.measured_variance), "draws": str(DRAWS),
        "signal": tex.number(found.signal), "scale": tex.number(found.scale),
    }  # fmt: skip
