"""Two vectors and what they make, in the plane and in space."""

import numpy as np

from core.figures.figure import Figure
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, translucent
from core.mathematics.vectors.arrows_figure import (
    REACH,
    Say,
    Vector,
    add_arrow,
    add_arrow_in_space,
    add_line,
    add_polygon,
    add_polygon_in_space,
    plane,
    space,
)
from core.mathematics.vectors.pair import Pair, PairConfig, unit

FAR = 10.4  # reach of the axes where a sum must fit
REACHES = {"projection": REACH, "difference": REACH}
MARK = 0.3  # side of the sign of a right angle


def pair_figure(pair: Pair, config: PairConfig, t: Say) -> Figure:
    """Both vectors from the origin, and what `relation` makes of them in a third color."""
    reach = REACHES.get(config.relation, FAR)
    if config.dimension == "space":
        return _in_space(pair, config, space(reach), t)
    figure = plane((t("axis.first"), t("axis.second")), reach)
    origin = np.zeros(2)
    add_arrow(figure, origin, pair.v, CLASS_B)
    add_arrow(figure, origin, pair.w, CLASS_A)
    _PARTS[config.relation](figure, pair, t(f"figure.{config.relation}"))
    return figure


def _projection(figure: Figure, pair: Pair, name: str) -> None:
    if pair.projection is None or (direction := unit(pair.w)) is None:
        return
    add_line(figure, -30 * direction, 30 * direction, CLASS_A, width=1)
    add_line(figure, pair.v, pair.projection, NEUTRAL, width=2)
    rest = unit(pair.v - pair.projection)
    if rest is not None and np.linalg.norm(pair.v - pair.projection) > MARK:
        back = -MARK * direction * np.sign(pair.shadow or 1)
        corner = [pair.projection + back, pair.projection + back + MARK * rest, pair.projection + MARK * rest]
        add_line(figure, corner[0], corner[1], NEUTRAL, dash="solid")
        add_line(figure, corner[1], corner[2], NEUTRAL, dash="solid")
    add_arrow(figure, np.zeros(2), pair.projection, GRADIENT, width=5, label=name, away=pair.v)


def _sum(figure: Figure, pair: Pair, name: str) -> None:
    add_arrow(figure, pair.w, pair.total, CLASS_B, width=2, dash="dot")
    add_arrow(figure, pair.v, pair.total, CLASS_A, width=2, dash="dot")
    add_arrow(figure, np.zeros(2), pair.total, GRADIENT, width=4, label=name)


def _difference(figure: Figure, pair: Pair, name: str) -> None:
    add_arrow(figure, pair.w, pair.v, GRADIENT, width=4, label=name)
    add_arrow(figure, np.zeros(2), pair.difference, GRADIENT, width=2, dash="dot")


def _multiple(figure: Figure, pair: Pair, name: str) -> None:
    add_arrow(figure, np.zeros(2), pair.multiple, GRADIENT, width=5, label=name)
    add_arrow(figure, np.zeros(2), pair.v, CLASS_B)


def _area(figure: Figure, pair: Pair, name: str) -> None:
    color = CLASS_B if pair.area >= 0 else CLASS_A
    corners = [np.zeros(2), pair.v, pair.total, pair.w]
    label = {"text": name, "font": {"color": INK, "size": 14}}
    add_polygon(figure, corners, translucent(color, 0.3), label=label)
    add_line(figure, pair.v, pair.total, CLASS_A)
    add_line(figure, pair.w, pair.total, CLASS_B)


_PARTS = {
    "projection": _projection, "sum": _sum, "difference": _difference, "multiple": _multiple, "area": _area,
}  # fmt: skip


def _in_space(pair: Pair, config: PairConfig, figure: Figure, t: Say) -> Figure:
    origin, relation, name = np.zeros(3), config.relation, t(f"figure.{config.relation}")
    made: dict[str, tuple[Vector, Vector | None]] = {
        "projection": (origin, pair.projection), "sum": (origin, pair.total), "difference": (pair.w, pair.v),
        "multiple": (origin, pair.multiple), "area": (origin, pair.cross),
    }  # fmt: skip
    start, end = made[relation]
    if end is not None:
        add_arrow_in_space(figure, start, end, GRADIENT, name=t("figure.cross") if relation == "area" else name)
    if relation == "sum":
        _dotted(figure, pair.v, pair.total)
        _dotted(figure, pair.w, pair.total)
    if relation == "projection" and pair.projection is not None:
        _dotted(figure, pair.v, pair.projection)
    if relation == "area":
        add_polygon_in_space(figure, [origin, pair.v, pair.total, pair.w], CLASS_B)
    add_arrow_in_space(figure, origin, pair.v, CLASS_B, name="v")
    add_arrow_in_space(figure, origin, pair.w, CLASS_A, name="w")
    return figure


def _dotted(figure: Figure, start: np.ndarray, end: np.ndarray) -> None:
    x, y, z = np.array([start, end]).T
    line = {"color": NEUTRAL, "width": 4, "dash": "dot"}
    figure.add_scatter3d(x=x, y=y, z=z, mode="lines", line=line, hoverinfo="skip")
