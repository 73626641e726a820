"""Gram–Schmidt written out with the numbers on the screen."""

import math

import numpy as np

from core import tex
from core.mathematics.vectors.orthogonality import LossConfig, Orthogonality, Steps
from core.mathematics.vectors.pair_report import Line, coordinates

PRECISE = 4e-15  # a distance from orthonormal that is only rounding: less than 20 units of it


def step_lines(found: Steps) -> list[Line]:
    """The subtraction of the step and the division by the length of what is left."""
    if found.step == 0:
        return [("nothing_done", {})]
    k = found.step - 1
    q, r, rests = _significant(found)
    a, rest = coordinates(found.columns[:, k]), coordinates(rests[:, k])
    parts = "".join(
        rf" - {tex.signed(r[j, k])} \cdot {coordinates(q[:, j], 3)}" for j in range(k) if r[j, j]
    )  # fmt: skip
    lines: list[Line] = [("subtraction", {"k": found.step, "a": a, "parts": parts, "rest": rest})]
    if r[k, k] == 0:
        return [*lines, ("no_direction" if found.columns[:, k].any() else "zero_arrow", {"k": found.step})]
    values = {"k": found.step, "size": tex.number(r[k, k]), "q": coordinates(q[:, k])}
    return [*lines, ("division", values)]


def factor_line(found: Steps) -> Line:
    """A = Q R with all entries."""
    q, r, _ = _significant(found)
    return "factors", {name: tex.array(one) for name, one in (("a", found.columns), ("q", q), ("r", r))}


def _significant(found: Steps) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Q, R and the rests, all (3, 3), with zeros in place of what rounding has left of the columns."""
    lengths, sizes = np.linalg.norm(found.columns, axis=0), np.diag(found.r)
    rests = tex.significant(found.rests, lengths)
    return np.where(rests == 0, 0.0, found.q), tex.significant(found.r, np.where(sizes > 0, lengths, 0.0)), rests


def defect_line(found: Orthogonality, config: LossConfig) -> Line:
    """How far from orthonormal the chosen method has left the columns."""
    lost = "all" if found.defect > 0.5 else "some" if found.defect > PRECISE else "none"
    most = min(1.0, float(np.abs(np.triu(found.q.T @ found.q, 1)).max()))  # cosine of the two that lean most
    return f"defect.{lost}", {
        "defect": tex.number(found.defect, 3), "epsilon": tex.number(config.epsilon),
        "angle": math.degrees(math.acos(most)),
    }  # fmt: skip
