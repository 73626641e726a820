"""What a ball that touches says in numbers: the touching point, its zeros, the share of directions, the length."""

import math

import numpy as np

from core import tex
from core.mathematics.vectors.ball import TIE, Ring, Touch
from core.mathematics.vectors.norms import BallConfig, NormConfig, NormTable, norm
from core.mathematics.vectors.pair_report import Line, coordinates

EDGE = 1e-9  # a share this close to 0 or 1 is all but single directions


def ball_lines(found: Touch, ring: Ring, config: BallConfig) -> list[Line]:
    """The line or the point, where the ball touches, and what all other directions would give."""
    p = tex.number(float(config.p))
    lines: list[Line] = [_given(found, config)]
    name = touch_name(found, config)
    if name == "growing":
        lines.append(("growing", {"share": 100 * config.growth}))
    else:
        lines.append(_touching(found, p, name))
        kind = "all" if ring.share > 1 - EDGE else "no" if ring.share < EDGE else "some"
        lines.append((f"share.{kind}", {"share": 100 * ring.share, "p": p}))
    if float(config.p) < 1:
        power = float(config.p)
        lines.append(("no_norm", {"p": p, "sum": tex.number(2 ** (1 / power))}))
    return lines


def touch_name(found: Touch, config: BallConfig) -> str:
    """What the picture shows: growing, side, tie, inside, one or none."""
    if config.growth < 1 and found.zeros != "inside":
        return "growing"
    return "side" if found.side else found.zeros


def _given(found: Touch, config: BallConfig) -> Line:
    if config.loss == "quadratic":
        return "point", {"center": coordinates(found.center), "p": tex.number(float(config.p))}
    a = found.center / np.abs(found.center).max()
    b = config.offset / float(np.abs(found.center).max()) * config.offset
    terms = [_term(float(one), k + 1) for k, one in enumerate(a) if abs(one) >= TIE]
    return "line", {"terms": tex.total(terms), "b": tex.number(b)}


def _term(factor: float, k: int) -> str:
    size = "" if abs(abs(factor) - 1) < 1e-12 else tex.number(abs(factor))
    return f"{'-' if factor < 0 else ''}{size} w_{k}"


def _touching(found: Touch, p: str, name: str) -> Line:
    points = [coordinates(point) for point in found.points]
    return f"touch.{name}", {"first": points[0], "last": points[-1], "size": tex.number(found.size), "p": p}


def length_line(norm_config: NormConfig, config: BallConfig) -> Line:
    """The length of the vector under the chosen norm, written out."""
    x, p = [norm_config.x1, norm_config.x2], float(config.p)
    result = tex.number(float(norm(np.array(x), p)), 8)
    if math.isinf(p):
        sizes = ",\\ ".join(f"|{tex.number(one)}|" for one in x)
        return "length_max", {"sizes": sizes, "result": result}
    power = tex.number(p)
    return "length", {
        "p": power, "terms": tex.total(f"|{tex.number(one)}|^{{{power}}}" for one in x), "result": result,
    }  # fmt: skip


def norm_rows(table: NormTable) -> list[str]:
    """A markdown row for each p: the length, and the area of the unit ball."""
    return [
        f"| ${tex.number(p)}$ | {length:.9g} | {area:.9g} |"
        for p, length, area in zip(table.p, table.length, table.area, strict=True)
    ]
