"""The hands on a line: two on the line itself, and one on its point in the bowl of the loss."""

from functools import partial

import numpy as np

from core.figures.theme import CLASS_B, INK
from core.learning.linear_models.line import LineFit, from_descent, line_through, to_descent, within_domains
from core.learning.linear_models.line_figure import Ends
from core.learning.linear_models.settings import HEIGHT, MOST_POINTS, WIDTH
from pages.shared import Handle, PointClass, Points, Words, put


def line_handles(t: Words, found: LineFit, ends: Ends, through_origin: bool) -> list[Handle]:
    """A handle near each end of the line by hand; the line turns about the other one, or about the origin."""
    places = [ends[0] + share * (ends[1] - ends[0]) for share in (0.06, 0.94)]
    heights = [float(found.hand[0] + found.hand[1] * x) for x in places]
    shown = [(x, min(max(y, ends[2]), ends[3])) for x, y in zip(places, heights, strict=True)]
    names = ("right",) if through_origin else ("left", "right")

    def turn(name: str, x: float, y: float) -> None:
        other = (0.0, 0.0) if through_origin else (places[name == "left"], heights[name == "left"])
        intercept, slope = line_through(other, (places[name == "right"], y))
        put({"slope": slope} if through_origin else {"intercept": intercept, "slope": slope})

    return [
        Handle(
            name=name, x=shown[name == "right"][0], y=shown[name == "right"][1], label=t(f"handle.{name}"), color=INK,
            along="y", y_low=ends[2], y_high=ends[3], on_drag=partial(turn, name),
        )
        for name in names
    ]  # fmt: skip


def bowl_handle(t: Words, found: LineFit, ends: Ends, through_origin: bool) -> Handle:
    """The line by hand as a point of the bowl, from which the descent starts."""
    height, slope = to_descent(found.hand, found.mean, found.spread).tolist()

    def move(x: float, y: float) -> None:
        moved = from_descent(np.array([0.0 if through_origin else x, y]), found.mean, found.spread)
        intercept, steepness = within_domains(*moved.tolist())
        put({"slope": steepness} if through_origin else {"intercept": intercept, "slope": steepness})

    return Handle(
        name="start", x=min(max(height, ends[0]), ends[1]), y=min(max(slope, ends[2]), ends[3]),
        label=t("handle.start"), color=INK, along="y" if through_origin else None, x_low=ends[0], x_high=ends[1],
        y_low=ends[2], y_high=ends[3], on_drag=move,
    )  # fmt: skip


def sheet_points(t: Words, points: np.ndarray) -> Points:
    """The points of the line, to drag, add and remove."""
    return Points(
        x=points[:, 0].tolist(), y=points[:, 1].tolist(), labels=[0] * len(points),
        classes=(PointClass(t("point"), CLASS_B),), x_low=0.0, x_high=WIDTH, y_low=0.0, y_high=HEIGHT, snap=0.1,
        most=MOST_POINTS,
    )  # fmt: skip


def keep_points(moved: Points) -> None:
    """Stores the points as they were dragged; the last one cannot be taken away."""
    rows = tuple((round(x, 2), round(y, 2)) for x, y in zip(moved.x, moved.y, strict=True))
    if rows:
        put({"points": rows, "data": "points"})
