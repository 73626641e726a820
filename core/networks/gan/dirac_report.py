"""What becomes of the two numbers, and one step of them by hand."""

import math
from typing import Any

import numpy as np

from core.networks.gan.dirac import DiracPath, f_slope, velocity
from core.networks.gan.game_report import Line
from core.tex import number, signed

AT_REST = 1e-9
SAME = 1e-9


def distance_ends(path: DiracPath) -> dict[str, float]:
    """The first distance from the equilibrium, and the last that is known."""
    known = path.distances[np.isfinite(path.distances)]
    return {"first": float(known[0]), "last": float(known[-1])}


def dirac_lines(path: DiracPath) -> list[Line]:
    """Where it starts and ends, and what the eigenvalues say of the neighborhood of the equilibrium."""
    gamma, h = path.config.gamma, path.config.h
    said: dict[str, Any] = {
        **distance_ends(path), "steps": path.config.dirac_steps, "gamma": gamma, "h": h,
        "factor": path.largest, "real": float(path.eigenvalues.real.max()),
        "imaginary": float(np.abs(path.eigenvalues.imag).max()), "needed": h / 4,
    }  # fmt: skip
    eigen = "said.eigenvalues" if said["imaginary"] > SAME else "said.real_eigenvalues"
    if said["first"] < AT_REST:
        return [("said.rest", said), (eigen, said)]
    if path.largest > 1 + SAME:  # only simultaneous steps
        verdict = "said.out" if gamma == 0 else "said.repelled"
    elif path.largest < 1 - SAME:
        verdict = "said.in"
    else:
        verdict = "said.orbit" if gamma == 0 else "said.border"
    return [(verdict, said), (eigen, said)]


def dirac_by_hand(path: DiracPath) -> dict[str, str]:
    """The first step in numbers."""
    config = path.config
    theta, psi, h = config.theta, config.psi, config.h
    slope = float(f_slope(np.array(theta * psi)))
    d_theta, d_psi = (float(one) for one in velocity(np.array(theta), np.array(psi), config.gamma))
    return {
        "theta": signed(theta), "psi": signed(psi), "h": number(h), "gamma": number(config.gamma),
        "slope": number(slope), "d_theta": signed(d_theta), "d_psi": signed(d_psi),
        "product": number(theta * psi), "squared": number(theta**2 + psi**2),
        "growth": number(math.sqrt(1 + (h * slope) ** 2), 6),
    }  # fmt: skip
