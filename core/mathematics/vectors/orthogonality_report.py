"""Gram–Schmidt written out with the numbers on the screen."""

import math

import numpy as np

from core import tex
from core.mathematics.vectors.orthogonality import LossConfig, Orthogonality, Steps
from core.mathematics.vectors.pair_report import Line, coordinates


def step_lines(found: Steps) -> list[Line]:
    """The subtraction of the step and the division by the length of what is left."""
    if found.step == 0:
        return [("nothing_done", {})]
    k = found.step - 1
    a, rest = coordinates(found.columns[:, k]), coordinates(found.rests[:, k])
    parts = "".join(
        rf" - {tex.signed(found.r[j, k])} \cdot {coordinates(found.q[:, j], 3)}" for j in range(k)
    )  # fmt: skip
    lines: list[Line] = [("subtraction", {"k": found.step, "a": a, "parts": parts, "rest": rest})]
    size = found.r[k, k]
    if size == 0:
        return [*lines, ("no_direction", {"k": found.step})]
    values = {"k": found.step, "size": tex.number(size), "q": coordinates(found.q[:, k])}
    return [*lines, ("division", values)]


def factor_line(found: Steps) -> Line:
    """A = Q R with all entries."""
    return "factors", {name: tex.array(one) for name, one in (("a", found.columns), ("q", found.q), ("r", found.r))}


def defect_line(found: Orthogonality, config: LossConfig) -> Line:
    """How far from orthonormal the chosen method has left the columns."""
    lost = "all" if found.defect > 0.5 else "some" if found.defect > 1e-12 else "none"
    most = min(1.0, float(np.abs(np.triu(found.q.T @ found.q, 1)).max()))  # cosine of the two that lean most
    return f"defect.{lost}", {
        "defect": tex.number(found.defect, 3), "epsilon": tex.number(config.epsilon),
        "angle": math.degrees(math.acos(most)),
    }  # fmt: skip
