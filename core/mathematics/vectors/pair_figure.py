"""Two vectors and what they make, in the plane and in space."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import Spot, add_arrow, add_line, add_path, plane
from core.figures.space import add_arrow_in_space, add_lines_in_space, add_polygon_in_space, space
from core.figures.theme import CLASS_A, CLASS_B, GRADIENT, INK, NEUTRAL, translucent
from core.mathematics.vectors.pair import Pair, PairConfig, unit

HEIGHT = 462
REACH = 5.6  # of the axes to both sides of the origin
FAR = 10.4  # reach of the axes where a sum must fit
REACHES = {"projection": REACH, "difference": REACH}
MARK = 0.3  # side of the sign of a right angle


def pair_figure(pair: Pair, config: PairConfig, t: Say) -> Figure:
    """Both vectors from the origin, and what `relation` makes of them in a third color."""
    reach = REACHES.get(config.relation, FAR)
    if config.dimension == "space":
        return _in_space(pair, config, space("", "xyz", reach, height=HEIGHT, zerolinecolor=INK), t)
    figure = plane("", (t("axis.first"), t("axis.second")), reach, height=HEIGHT)
    origin = np.zeros(2)
    add_arrow(figure, origin, pair.v, CLASS_B)
    add_arrow(figure, origin, pair.w, CLASS_A)
    _PARTS[config.relation](figure, pair, t(f"figure.{config.relation}"))
    return figure


def _projection(figure: Figure, pair: Pair, name: str) -> None:
    if pair.projection is None or (direction := unit(pair.w)) is None:
        return
    add_line(figure, -30 * direction, 30 * direction, CLASS_A, width=1, dash="dot")
    add_line(figure, pair.v, pair.projection, NEUTRAL, width=2, dash="dot")
    rest = unit(pair.v - pair.projection)
    if rest is not None and np.linalg.norm(pair.v - pair.projection) > MARK:
        back = -MARK * direction * np.sign(pair.shadow or 1)
        corner = [pair.projection + back, pair.projection + back + MARK * rest, pair.projection + MARK * rest]
        add_line(figure, corner[0], corner[1], NEUTRAL)
        add_line(figure, corner[1], corner[2], NEUTRAL)
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
    corners = np.array([np.zeros(2), pair.v, pair.total, pair.w]).T
    label = {"text": name, "font": {"color": INK, "size": 14}}
    add_path(figure, [corners], color, 0, fillcolor=translucent(color, 0.3), label=label)
    add_line(figure, pair.v, pair.total, CLASS_A, dash="dot")
    add_line(figure, pair.w, pair.total, CLASS_B, dash="dot")


_PARTS = {
    "projection": _projection, "sum": _sum, "difference": _difference, "multiple": _multiple, "area": _area,
}  # fmt: skip


def _in_space(pair: Pair, config: PairConfig, figure: Figure, t: Say) -> Figure:
    origin, relation, name = np.zeros(3), config.relation, t(f"figure.{config.relation}")
    made: dict[str, tuple[Spot, Spot | None]] = {
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
    add_lines_in_space(figure, [np.array([start, end]).T], NEUTRAL, 4, "dot")
