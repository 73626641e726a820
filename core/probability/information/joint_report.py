"""The sentences and the sums of the joint tab, with the numbers on the screen."""

import numpy as np

from core import tex
from core.probability.information.code_report import Line
from core.probability.information.divergence import UNITS
from core.probability.information.joint import Joint


def joint_lines(found: Joint) -> list[Line]:
    """The mutual information in bits and nats, what it means, and the correlation beside it."""
    bits = _information(found)
    lines: list[Line] = [
        ("information", {"bits": tex.number(bits), "nats": tex.number(bits * UNITS["nats"])}),
        (f"kind.{found.kind}", {}),
    ]
    if np.isnan(found.correlation):
        return [*lines, ("correlation.none", {})]
    r = 0.0 if abs(found.correlation) < 1e-9 else found.correlation
    key = "zero" if r == 0 and found.kind != "independent" else "some"
    return [*lines, (f"correlation.{key}", {"r": tex.number(r)})]


def _information(found: Joint) -> float:
    """The mutual information in bits, without what rounding leaves of independent variables."""
    return 0.0 if found.kind == "independent" else found.information


def joint_tex(found: Joint) -> dict[str, str]:
    """The mutual information from the three entropies, and from the entropies that remain, in LaTeX."""
    x, y, whole, information = found.entropy_x, found.entropy_y, found.entropy_xy, _information(found)
    values = {"x": x, "y": y, "xy": whole, "information": information, "left": max(x - information, 0.0)}
    return {name: tex.number(value) for name, value in values.items()}


def given_rows(found: Joint) -> list[Line]:
    """The entropy of X given each y: lower, equal or higher than without; a y that never occurs."""
    rows: list[Line] = []
    for k, (share, bits) in enumerate(zip(found.p_y, found.of_x, strict=True)):
        if share == 0:
            rows.append(("given.never", {"y": k + 1}))
            continue
        way = "equal" if abs(bits - found.entropy_x) < 1e-9 else "lower" if bits < found.entropy_x else "higher"
        rows.append((f"given.{way}", {"y": k + 1, "p": tex.number(share), "bits": tex.number(bits)}))
    return rows
