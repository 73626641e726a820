"""What is dragged or clicked in the figures: lines, points, the start in the bowl, cases, columns and rows."""

from functools import partial
from typing import Any

import numpy as np

from core.figures.theme import CATEGORICAL, CLASS_A, CLASS_B, INK
from core.learning.linear_models.descent_path import from_descent, to_descent
from core.learning.linear_models.line import LineFit, line_through, within_domains
from core.learning.linear_models.line_figure import Ends
from core.learning.linear_models.logistic import LogisticFit
from core.learning.linear_models.logistic_routes import with_moved
from core.learning.linear_models.settings import HEIGHT, HOURS, LAST_ROW, MOST_POINTS, MOST_SPOTS, WIDTH
from core.learning.linear_models.softmax import SoftmaxFit
from core.learning.linear_models.softmax_figure import SYMBOLS
from pages.shared import Handle, PointClass, Points, Words, live_slider, put


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


def left_out_slider(t: Words, rows: int, left_out: int) -> None:
    """The row of a table that is left out; 0, and any row that it does not have, for none."""
    most = min(rows, LAST_ROW)
    live_slider(
        t("fields.left_out.label"), low=0, high=most, step=1, value=left_out if left_out <= most else 0, integer=True,
        key="linear_models_left_out", help=t("fields.left_out.help"), on_move=lambda row: put({"left_out": int(row)}),
    )  # fmt: skip


def look_at(click: dict[str, Any]) -> None:
    """The clicked column is the one that is looked at."""
    if isinstance(column := click.get("customdata"), int) and 1 <= column <= 10:
        put({"column": column})


def leave_out(click: dict[str, Any]) -> None:
    """The clicked row is left out."""
    if isinstance(row := click.get("customdata"), int) and 1 <= row <= LAST_ROW:
        put({"left_out": row})


def place_handle(t: Words, found: LogisticFit) -> Handle:
    """The place on the risk curve at which the risk is read."""
    low, high = found.axis
    return Handle(
        name="place", x=found.place, y=found.p, label=t("handle.place"), color=INK, along="x", curve=0, x_low=low,
        x_high=high, on_drag=lambda x, y: put({"place": round((x - low) / (high - low), 3)}),
    )  # fmt: skip


def case_points(t: Words, found: LogisticFit) -> Points:
    """The cases, to be dragged along and from 0 to 1 and back."""
    classes = (PointClass(t("case_0"), CLASS_A, "diamond"), PointClass(t("case_1"), CLASS_B))
    return Points(
        x=found.x.tolist(), y=found.y.tolist(), labels=found.y.astype(int).tolist(), classes=classes, x_low=0.0,
        x_high=HOURS, y_low=-0.1, y_high=1.1, snap=0.05, most=MOST_POINTS,
    )  # fmt: skip


def keep_cases(moved: Points, found: LogisticFit) -> None:
    """Stores the cases as they were dragged; the last one cannot be taken away."""
    rows = with_moved(moved.x, moved.y, moved.labels, len(found.y))
    if rows:
        put({"case_rows": rows, "cases": "points"})


def new_handle(t: Words, found: SoftmaxFit) -> Handle:
    """The new point, whose class is asked for."""
    x0, x1, y0, y1 = found.plane.ends

    def move(x: float, y: float) -> None:
        put({"new_x": round((x - x0) / (x1 - x0), 3), "new_y": round((y - y0) / (y1 - y0), 3)})

    return Handle(
        name="new", x=float(found.new[0]), y=float(found.new[1]), label=t("handle.new"), color=INK, x_low=x0,
        x_high=x1, y_low=y0, y_high=y1, on_drag=move,
    )  # fmt: skip


def spot_points(t: Words, found: SoftmaxFit, classes: list[str]) -> Points:
    """The points of three classes, to drag, add and remove."""
    kinds = zip(classes, CATEGORICAL, SYMBOLS, strict=False)
    return Points(
        x=found.plane.points[:, 0].tolist(), y=found.plane.points[:, 1].tolist(), labels=found.plane.labels.tolist(),
        classes=[PointClass(name, color, symbol) for name, color, symbol in kinds], x_low=0.0, x_high=WIDTH,
        y_low=0.0, y_high=HEIGHT, snap=0.1, most=MOST_SPOTS,
    )  # fmt: skip


def keep_spots(moved: Points) -> None:
    """Stores the points as they were dragged; the last one cannot be taken away."""
    rows = zip(moved.x, moved.y, moved.labels, strict=True)
    if spots := tuple((round(x, 2), round(y, 2), float(label)) for x, y, label in rows):
        put({"spots": spots})
