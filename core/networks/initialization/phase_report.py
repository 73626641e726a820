"""What is to be said of a point of the plane: its phase, and how far a signal reaches."""

import math
from typing import Any

import numpy as np

from core import tex
from core.networks.initialization.phase import START_ANGLE, EdgeLine, PlaneWalks
from core.networks.initialization.settings import PlaneConfig

Line = tuple[str, dict[str, Any]]
NEAR = 0.02  # of χ from 1


def phase_lines(found: PlaneWalks, chi: float, edge: EdgeLine, config: PlaneConfig) -> list[Line]:
    """The phase, how far gradients reach, what becomes of two inputs, and whether the plane has an edge."""
    reach = 1 / abs(math.log(chi)) if chi > 0 and chi != 1 else math.inf
    key = "edge" if abs(chi - 1) < NEAR else "ordered" if chi < 1 else "chaotic"
    ratio = float(found.ratios[0])
    told = {"chi": tex.number(chi, 4), "reach": tex.number(reach, 3), "depth": config.plane_depth,
            "ratio": tex.number(ratio, 3)}  # fmt: skip
    lines = [(key, told)]
    last = float(found.angles[-1, 0])
    if math.isnan(last):
        lines.append(("no_direction", {}))
    else:
        lines.append(("pair", {"start": START_ANGLE, "last": tex.number(last, 3)}))
    if np.isnan(edge.sigma_w).all():
        lines.append(("no_edge", {}))
    return lines


def factor_by_hand(found: PlaneWalks, chi: float, config: PlaneConfig) -> dict[str, str]:
    """χ to the power of the layers between the first and the last, beside what was measured."""
    between = config.plane_depth - 1
    return {"chi": tex.number(chi, 4), "between": str(between), "all": tex.number(chi ** (between / 2), 3),
            "measured": tex.number(float(found.ratios[0]), 3), "sigma_w": tex.number(config.sigma_w, 3),
            "slope": tex.number(chi / config.sigma_w**2, 4)}  # fmt: skip
