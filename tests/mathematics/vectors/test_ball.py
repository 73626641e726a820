"""Balls that touch: held to Hölder's inequality, to SciPy's optimizers and to the values of the specification."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import brentq, linprog, minimize

from core.mathematics.vectors.ball import touch, touch_ball, zero_ring
from core.mathematics.vectors.ball_figure import ball_figure
from core.mathematics.vectors.ball_report import ball_lines, length_line
from core.mathematics.vectors.challenges import same_lengths, whole_side
from core.mathematics.vectors.norms import POWERS, BallConfig, NormConfig, ball_area, ball_outline, norm, norm_table
from tests.strategies import configs

quick = settings(max_examples=60, deadline=None)

LENGTHS = {"0.25": 55.569126618, "0.5": 13.928203230, "1": 7, "1.5": 5.584250376, "2": 5, "3": 4.497941445,
           "10": 4.021974149, "inf": 4}  # fmt: skip
AREAS = {"0.25": 2 / 35, "0.5": 2 / 3, "1": 2, "2": math.pi, "4": 3.708149355, "inf": 4}
THE_LINE = {"line_angle": math.degrees(math.atan2(1, 2)), "offset": 2 / math.sqrt(5)}  # 2 w1 + w2 = 2
every_power = pytest.mark.parametrize("p", POWERS)
convex = pytest.mark.parametrize("p", [name for name in POWERS if float(name) >= 1])


def say(key, **values):
    return key


def direction(config):
    angle = math.radians(config.line_angle)
    return np.array([math.cos(angle), math.sin(angle)])


@quick
@given(configs(NormConfig))
def test_lengths_are_those_of_numpy_and_shrink_as_p_grows(config):
    table = norm_table(config)
    x = np.array([config.x1, config.x2])
    if 0 < np.abs(x).max() < 1e-30:  # numpy's powers underflow
        return
    assert table.length == pytest.approx([np.linalg.norm(x, p) for p in table.p], rel=1e-12)
    assert (np.diff(table.length) <= 1e-12 * table.length[0]).all()


def test_the_lengths_and_areas_of_the_specification():
    table = norm_table(NormConfig(x1=3.0, x2=-4.0))
    for name, length in LENGTHS.items():
        assert table.length[POWERS.index(name)] == pytest.approx(length, rel=1e-9)
    for name, area in AREAS.items():
        assert ball_area(float(name)) == pytest.approx(area, rel=1e-9)


@every_power
def test_the_outline_lies_on_the_ball_and_encloses_its_area(p):
    outline = ball_outline(float(p), 2.0, steps=2000)
    assert norm(outline, float(p)) == pytest.approx(2.0, rel=1e-9)
    x, y = outline.T
    assert abs(float(x[:-1] @ y[1:] - y[:-1] @ x[1:])) / 2 == pytest.approx(4 * ball_area(float(p)), rel=2e-3)


@quick
@given(configs(BallConfig, loss="linear"))
def test_the_ball_touches_the_line_and_is_as_small_as_hoelder_allows(config):
    p, found = float(config.p), touch(config)
    a = direction(config)
    dual = math.inf if p <= 1 else 1.0 if math.isinf(p) else p / (p - 1)
    assert found.points @ a == pytest.approx(config.offset, rel=1e-8)
    assert norm(found.points, p) == pytest.approx(found.size, rel=1e-8)
    assert found.size == pytest.approx(config.offset / float(norm(a, dual)), rel=1e-8)


@pytest.mark.parametrize("angle", [10.0, 100.0, 225.0, 260.0, 333.0])
@pytest.mark.parametrize("p", ["1", "inf"])
def test_linear_programming_finds_the_same_size(p, angle):
    config = BallConfig(p=p, line_angle=angle, offset=1.5)
    a = direction(config)
    if p == "1":  # w = plus - minus
        found = linprog(np.ones(4), A_eq=[[*a, *-a]], b_eq=[1.5], bounds=(0, None))
    else:  # |w| <= r
        rows = [[1, 0, -1], [-1, 0, -1], [0, 1, -1], [0, -1, -1]]
        found = linprog([0, 0, 1], A_ub=rows, b_ub=np.zeros(4), A_eq=[[*a, 0]], b_eq=[1.5], bounds=(None, None))
    assert touch(config).size == pytest.approx(found.fun, rel=1e-8)


def test_the_touching_points_of_the_specification():
    for p, size, point in (("1", 1, (1, 0)), ("2", 2 / math.sqrt(5), (0.8, 0.4)), ("inf", 2 / 3, (2 / 3, 2 / 3))):
        found = touch(BallConfig(p=p, **THE_LINE))
        assert (found.size, *found.points[0]) == pytest.approx((size, *point), abs=1e-9)


@convex
@pytest.mark.parametrize("angle", [3.0, 30.0, 45.0, 117.0, 200.0, 359.0])
def test_the_nearest_point_of_a_convex_ball_is_that_of_a_general_optimizer(p, angle):
    found = touch(BallConfig(p=p, loss="quadratic", line_angle=angle, offset=2.0))
    power, c = float(p), found.center
    within = {"type": "ineq", "fun": lambda w: 1 - float(norm(w, power))}
    judge = minimize(lambda w: ((w - c) ** 2).sum(), c / 4, constraints=[within], options={"ftol": 1e-15})
    assert found.size == pytest.approx(math.sqrt(judge.fun), rel=1e-5)
    assert norm(found.points[0], power) == pytest.approx(1, rel=1e-9)


@quick
@given(configs(BallConfig, loss="quadratic"))
def test_no_place_of_the_border_is_nearer_than_the_touching_point(config):
    found, p = touch(config), float(config.p)
    if found.zeros == "inside":
        assert norm(found.center, p) <= 1
        return
    distances = np.hypot(*(ball_outline(p, steps=3000) - found.center).T)
    assert found.size <= distances.min() + 1e-9
    assert distances.min() <= found.size + 0.01
    for point in found.points:
        assert math.dist(point, found.center) == pytest.approx(found.size, abs=1e-6)


@pytest.mark.parametrize("p", ["1.25", "1.5", "3", "4", "10"])
@pytest.mark.parametrize("degrees", [0.1, 1.0, 5.0, 30.0, 44.9, 89.0])
@pytest.mark.parametrize("offset", [1.2, 2.0, 4.0])
def test_every_digit_of_the_nearest_point_is_right(p, degrees, offset):
    """The judge solves w + μ w^(p-1) = c for each coordinate, and chooses μ so that w lies on the ball."""
    found, power = touch(BallConfig(p=p, loss="quadratic", line_angle=degrees, offset=offset)), float(p)
    if found.zeros == "inside":
        return

    def shrunk(c, mu):
        return brentq(lambda w: w + mu * w ** (power - 1) - c, 0, c, xtol=1e-300, rtol=1e-15)

    def place(mu):
        return np.array([shrunk(float(c), mu) for c in found.center])

    mu = brentq(lambda one: float(norm(place(one), power)) - 1, 0, 100, xtol=1e-15, rtol=1e-15)
    assert found.points[0] == pytest.approx(place(mu), rel=1e-7)


def test_a_tip_is_nearest_only_where_the_center_is_not_nearer_than_it():
    for p in ("0.25", "0.5", "0.75"):
        assert zero_ring(BallConfig(p=p, loss="quadratic", offset=1.0)).share < 1e-6
    share = math.degrees(math.acos(1 / 1.05)) / 45  # beyond it c₁ < 1
    assert zero_ring(BallConfig(p="0.25", loss="quadratic", offset=1.05)).share == pytest.approx(share, rel=1e-6)


def test_the_share_of_directions_with_a_zero():
    exact = 2 * (math.acos(1 / (2 * math.sqrt(2))) - math.pi / 4) / (math.pi / 2)
    assert exact == pytest.approx(0.5398930877, abs=1e-10)
    assert zero_ring(BallConfig(p="1", loss="quadratic", offset=2.0)).share == pytest.approx(exact, rel=1e-9)
    assert [zero_ring(BallConfig(p=p)).share for p in POWERS] == [1.0] * 4 + [0.0] * 7


@every_power
@pytest.mark.parametrize("offset", [0.5, 0.8, 1.2, 3.7])
def test_the_arcs_tell_what_every_direction_gives(p, offset):
    ring = zero_ring(BallConfig(p=p, loss="quadratic", offset=offset))
    assert ring.arcs[0, 0] == 0 and ring.arcs[-1, 1] == pytest.approx(360)
    assert ring.arcs[1:, 0] == pytest.approx(ring.arcs[:-1, 1])
    for degrees in np.arange(0.37, 360, 7.3):
        turn = math.radians(degrees)
        kind = touch_ball(offset * np.array([math.cos(turn), math.sin(turn)]), float(p))[2]
        arc = int(np.searchsorted(ring.arcs[:, 1], degrees))
        assert ring.arc_zeros[arc] == kind, degrees


TIES = [
    ({"p": "1", "line_angle": 45.0}, "touch.side"), ({"p": "1", "line_angle": 225.0}, "touch.side"),
    ({"p": "inf", "line_angle": 90.0}, "touch.side"), ({"p": "0.5", "line_angle": 135.0}, "touch.tie"),
    ({"p": "0.5", "loss": "quadratic", "line_angle": 45.0, "offset": 4.0}, "touch.tie"),
    ({"p": "2", "loss": "quadratic", "offset": 0.5}, "touch.inside"),
    ({"p": "2", "line_angle": 180.0}, "touch.one"), ({"p": "2"}, "touch.none"), ({"growth": 0.5}, "growing"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "key"), TIES, ids=str)
def test_every_way_to_touch_has_its_sentence(fields, key):
    config = BallConfig(**fields)
    found, ring = touch(config), zero_ring(config)
    lines = [name for name, _ in ball_lines(found, ring, config)]
    assert lines[1] == key and ("no_norm" in lines) == (float(config.p) < 1)
    kinds = {
        "touch.side": "tie",
        "touch.tie": "tie",
        "touch.inside": "inside",
        "touch.one": "one",
        "touch.none": "none",
    }
    assert found.zeros == kinds.get(key, "none")


def test_a_whole_side_lies_on_the_line_and_on_the_ball():
    for p, angle in (("1", 135.0), ("inf", 180.0)):
        config = BallConfig(p=p, line_angle=angle)
        found = touch(config)
        middle = found.points.mean(axis=0)
        assert middle @ direction(config) == pytest.approx(config.offset)
        assert float(norm(middle, float(p))) == pytest.approx(found.size)


def test_the_direction_moves_shapes_alone():
    first, second = (BallConfig(line_angle=angle) for angle in (30.0, 77.0))
    drawn = [ball_figure(touch(one), zero_ring(one), one, say).to_dict() for one in (first, second)]
    assert drawn[0]["layout"].pop("shapes") != drawn[1]["layout"].pop("shapes")
    assert drawn[0] == drawn[1]


def test_the_length_is_written_out():
    x = NormConfig(x1=3.0, x2=-4.0)
    assert length_line(x, BallConfig(p="2")) == ("length", {"p": "2", "terms": "|3|^{2} + |-4|^{2}", "result": "5"})
    assert length_line(x, BallConfig(p="inf"))[1]["result"] == "4"


def test_the_challenges_say_what_is_missing():
    for fields, missing in (({}, "other_ball"), ({"p": "1", "growth": 0.5}, "not_grown"), ({"p": "1"}, "a_corner")):
        config = BallConfig(**fields)
        assert whole_side(touch(config), config).missing[0].key == missing
    for x, missing in (((3.0, 0.0), "other_sum"), ((3.5, 0.0), "other_length")):
        assert same_lengths(norm_table(NormConfig(x1=x[0], x2=x[1]))).missing[0].key == missing
    for x in ((1.5, 2.0), (-2.0, 1.5), (2.0, -1.5)):
        assert same_lengths(norm_table(NormConfig(x1=x[0], x2=x[1]))).met
