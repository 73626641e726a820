"""What a server believes of the places that a browser tells, and which handles and points there can be."""

import dataclasses
import json
import math
from types import SimpleNamespace
from typing import Annotated, Literal

import numpy as np
import pytest

from core.figures.theme import blank
from core.params import Interval, Log, Shape, Step, config
from pages.shared.live import Handle, PointClass, Points, column_handle, field_handle, figure
from pages.shared.live.figure.figure import tell_move
from pages.shared.live.handles.handles import accepted_moves, angle_on_arc
from pages.shared.live.handles.points import accepted_points
from pages.shared.state import values

FIG = blank()
X = np.linspace(-2, 2, 41)
FIG.add_scatter(x=X, y=X**2)
FIG.add_scatter(x=[0, 1, 2], y=[0.0, np.nan, 1.0])
FREE = Handle(name="free", x=0, y=0, x_low=-1, x_high=1, y_low=-1, y_high=1)
LINE = Handle(name="line", x=0, y=0, line=((0, 0), (3, 4)), x_low=0, x_high=3)
CIRCLE = Handle(name="circle", x=1, y=0, circle=(1, 1, 2), arc=(0, 90))
CURVE = Handle(name="curve", x=0, y=0, along="x", curve=0)
GAP = Handle(name="gap", x=0, y=0, along="x", curve=1)
AXIS = Handle(name="axis", x=3, y=0, along="y", y_low=0, y_high=1)


def place(handle: Handle, *told: object) -> tuple[float, float] | None:
    return accepted_moves({"moved": {handle.name: list(told)}}, [handle], FIG).get(handle.name)


@pytest.mark.parametrize(
    "told",
    [None, [], "free", 3, {}, {"moved": None}, {"moved": [["free", 0, 0]]}, {"moved": {"other": [0, 0]}},
     *({"moved": {"free": pair}} for pair in (
         None, 0, "00", [], [0], [0, 0, 0], ["0", 0], [True, 0], [None, 0], [math.nan, 0], [0, math.inf], [0, 1.001],
         [10**400, 0], [0, [0]], {"x": 0, "y": 0},
     ))],
)  # fmt: skip
def test_a_forged_message_moves_no_handle(told):
    assert accepted_moves(told, [FREE], FIG) == {}


def test_the_handles_of_a_message_are_judged_one_by_one():
    told = {"moved": {"axis": [99, 0.5], "free": [2, 0], "line": [0.0, 0.0], "nobody": [0, 0]}}
    assert accepted_moves(told, [FREE, LINE, AXIS], FIG) == {"axis": (3, 0.5), "line": (0, 0)}


def test_a_told_place_is_put_on_the_line_the_circle_or_the_curve():
    assert place(LINE, 3, 4) == pytest.approx((3, 4))
    assert place(LINE, 4, -3) == pytest.approx((0, 0))  # at right angles to the line
    assert place(LINE, 6, 8) is None
    assert place(CIRCLE, 1, 9) == pytest.approx((1, 3))
    assert place(CIRCLE, 2, 2) == pytest.approx((1 + math.sqrt(2), 1 + math.sqrt(2)))
    assert place(CIRCLE, -1, 1) is None  # 180° is not on the arc
    assert place(CIRCLE, 1, 1) is None  # the center has no direction
    assert place(CURVE, 1, 55) == pytest.approx((1, 1))
    assert place(CURVE, 1.05, 0) == pytest.approx((1.05, (1 + 1.1**2) / 2))  # between two samples
    assert place(CURVE, 2.5, 0) is None
    assert place(GAP, 0.5, 0) is None


@pytest.mark.parametrize("angle", [-180, -90.5, 0, 1, 44, 90, 179])
def test_an_angle_is_turned_into_the_arc(angle):
    x, y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    assert angle_on_arc(x, y, (-180, 180)) == pytest.approx(angle)
    assert angle_on_arc(x, y, (0, 360)) == pytest.approx(angle % 360)
    assert angle_on_arc(x, y, (angle, angle + 1)) == pytest.approx(angle)


@pytest.mark.parametrize(
    "wrong",
    [{"along": "x", "circle": (0, 0, 1)}, {"line": ((0, 0), (1, 1)), "circle": (0, 0, 1)}, {"curve": 0},
     {"line": ((1, 1), (1, 1))}, {"circle": (0, 0, 0)}],
)  # fmt: skip
def test_a_handle_with_two_ways_or_none_is_refused(wrong):
    with pytest.raises(ValueError, match=r"h: a (handle|line|circle)"):
        Handle(name="h", x=0, y=0, **wrong)


def test_two_handles_of_one_name_are_refused():
    with pytest.raises(ValueError, match="same name; got free, free"):
        figure(FIG, key="x", alt="X.", handles=[FREE, FREE])


def test_a_message_of_handles_is_plain_json():
    handle = Handle(name="h", x=math.nan, y=0.0, snap=(0.5, 1))
    assert json.loads(json.dumps(handle.message(), allow_nan=False)) == {
        "name": "h", "x": None, "y": 0, "label": "", "color": "var(--st-text-color)", "along": None, "curve": None,
        "line": None, "circle": None, "snap": [0.5, 1], "limits": [None] * 4, "arc": [-180, 180], "axes": ["x", "y"],
            "by_mouse": True,
    }  # fmt: skip


# Fields


@config
class PairConfig:
    x0: Annotated[float, Interval(ge=-2, le=2), Step(0.1)] = 1.0
    count: Annotated[int, Interval(ge=1, le=8)] = 3
    turn: Annotated[float, Interval(ge=0, le=360), Step(5)] = 90.0
    rate: Annotated[float, Interval(ge=1e-4, le=10), Log()] = 0.1
    shape: Literal["line", "wave"] = "line"
    a: Annotated[tuple[tuple[Annotated[float, Interval(ge=-3, le=3), Step(0.1)], ...], ...], Shape((2, 2), (2, 3))] = (
        (2.0, 1.0),
        (1.0, 3.0),
    )


@pytest.fixture(autouse=True)
def _topic(monkeypatch):
    """A visitor on the page of a topic, who has set nothing."""
    visit = {"topic": "pair", "values": {}}
    monkeypatch.setattr("pages.shared.state.st", SimpleNamespace(session_state=visit))


def told(handle: Handle, x: float, y: float) -> dict:
    """What is stored after a message."""
    for moved in accepted_moves({"moved": {handle.name: [x, y]}}, [handle], FIG).values():
        tell_move(handle, None, *moved)
    stored = dict(values())
    values().clear()
    return stored


def test_a_handle_of_two_fields_has_their_domains():
    handle = field_handle(PairConfig, "x0", "count", label="p")
    assert (handle.name, handle.x, handle.y, handle.along, handle.snap) == ("x0_count", 1, 3, None, (0.1, 1))
    assert (handle.x_low, handle.x_high, handle.y_low, handle.y_high) == (-2, 2, 1, 8)
    assert told(handle, 0.5, 4.0) == {"pair_x0": 0.5, "pair_count": 4}
    assert told(handle, 2.5, 4.0) == {}
    assert told(handle, 0.5, math.nan) == {}


def test_a_handle_of_one_field_moves_along_its_axis():
    handle = field_handle(PairConfig, "x0", 0.7)
    assert (handle.y, handle.along, handle.snap) == (0.7, "x", 0.1)
    assert told(handle, -0.25, 99) == {"pair_x0": -0.25}
    assert field_handle(PairConfig, 0.0, "count").along == "y"
    assert field_handle(PairConfig, "rate").snap is None  # the axis has a scale by factors


def test_a_handle_of_an_angle_moves_on_its_circle():
    handle = field_handle(PairConfig, angle="turn", circle=(0, 0, 2))
    assert (handle.x, handle.y) == pytest.approx((0, 2))
    assert (handle.arc, handle.snap) == ((0, 360), 5)
    assert told(handle, -1, -1) == {"pair_turn": 225.0}
    assert told(handle, 0, 0) == {}


@pytest.mark.parametrize("end", [(3.0, 4.0), (-2.0, 0.0), (0.0, 1e-3), (1.0, -1.0)], ids=str)
def test_a_handle_of_a_distance_moves_on_its_ray(end):
    line = ((1.0, 2.0), (1.0 + end[0], 2.0 + end[1]))
    handle = field_handle(PairConfig, distance="count", line=line)
    along = [one / math.hypot(*end) for one in end]
    assert (handle.name, handle.line, handle.snap) == ("count", line, 1)
    assert (handle.x, handle.y) == pytest.approx((1 + 3 * along[0], 2 + 3 * along[1]))
    for distance in (1, 5, 8):
        off = (-0.3 * along[1], 0.3 * along[0])  # beside the line: its nearest place counts
        place = (1 + distance * along[0] + off[0], 2 + distance * along[1] + off[1])
        assert told(handle, *place) == {"pair_count": distance}
    assert told(handle, 1 - along[0], 2 - along[1]) == {}
    assert told(handle, 1 + 9 * along[0], 2 + 9 * along[1]) == {}


def test_a_handle_of_a_column_sets_its_two_numbers_and_leaves_the_others():
    handle = column_handle(PairConfig, "a", 1, label="a2")
    assert (handle.name, handle.x, handle.y, handle.snap) == ("a_1", 1, 3, 0.1)
    assert (handle.x_low, handle.x_high, handle.y_low, handle.y_high) == (-3, 3, -3, 3)
    assert told(handle, 0.30000000000000004, -2) == {"pair_a": ((2.0, 0.3), (1.0, -2.0))}
    assert told(handle, 3.5, 0) == {}
    values()["pair_a"] = ((0.5, 1.0, 2.0), (1.0, 3.0, 2.0))
    assert column_handle(PairConfig, "a", 2).x == 2
    assert told(handle, 0, 1) == {"pair_a": ((0.5, 0.0, 2.0), (1.0, 1.0, 2.0))}
    with pytest.raises(ValueError, match="wants a matrix"):
        column_handle(PairConfig, "x0", 0)


def test_a_handle_of_no_field_and_one_of_no_number_are_refused():
    with pytest.raises(ValueError, match="needs a field"):
        field_handle(PairConfig, 1.0, 2.0)
    with pytest.raises(ValueError, match="the field is a choice"):
        field_handle(PairConfig, "shape", 2.0)


# Points

POINTS = Points(
    x=(0.0,), y=(0.5,), labels=(1,), classes=(PointClass("A", "#000"), PointClass("B", "#fff", "square")),
    x_low=-1, x_high=1, y_low=0, y_high=2, most=3,
)  # fmt: skip


def test_the_points_of_a_message_replace_all():
    assert accepted_points({"points": []}, POINTS) == dataclasses.replace(POINTS, x=(), y=(), labels=())
    told = accepted_points({"points": [[1, 2, 0], [-1.0, 0, 1.0]]}, POINTS)
    assert told is not None
    assert (told.x, told.y, told.labels) == ((1.0, -1.0), (2.0, 0.0), (0, 1))
    assert hash(told) == hash(dataclasses.replace(told))


@pytest.mark.parametrize(
    "rows",
    [None, 3, "[]", {}, [None], [[]], [[0, 0]], [[0, 0, 0, 0]], [[0, 0, "0"]], [[0, 0, True]], [[0, 0, 2]],
     [[0, 0, -1]], [[0, 0, 0.5]], [[0, 0, math.nan]], [[math.nan, 0, 0]], [[0, math.inf, 0]], [["0", 0, 0]],
     [[1.01, 0, 0]], [[0, -0.01, 0]], [[0, 0, 0], [10**400, 0, 0]], [[0, 0, 0]] * 4, {"0": [0, 0, 0]}],
)  # fmt: skip
def test_a_message_with_one_impossible_point_changes_nothing(rows):
    assert accepted_points({"points": rows}, POINTS) is None
    assert accepted_points(rows, POINTS) is None


@pytest.mark.parametrize(
    "wrong",
    [{"x": (0.0, 0.1)}, {"labels": ()}, {"most": 0}, {"most": 501}, {"x_high": -1}, {"y_low": 2}, {"classes": ()}],
)
def test_points_that_do_not_fit_together_are_refused(wrong):
    with pytest.raises(ValueError, match=r"x, y and labels have|Points need"):
        dataclasses.replace(POINTS, **wrong)
