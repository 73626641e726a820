"""Correlation, ranks and least squares against the reference values and three libraries."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from core.data.table import read_table
from core.data.tables import load_table, own_table
from core.probability.distributions.challenges import one_point_moved, ranks_agree
from core.probability.distributions.pair import kind_of, pair_facts, pair_in_scipy, ranks
from core.probability.distributions.pair_figure import ranks_figure, scatter_figure, sheet
from core.probability.distributions.pair_report import correlation_tex, pair_lines, pair_rows
from core.probability.distributions.pair_sources import (
    ANSCOMBE,
    SHAPES,
    number_columns,
    points_of,
    points_of_table,
)
from core.probability.distributions.settings import DraggedConfig, ScatterConfig, SeedConfig
from core.refusal import Refusal
from tests.strategies import configs

QUARTET = {  # r, slope, intercept, Spearman, mean and variance of y: Anscombe (1973), recomputed
    "Anscombe I": (0.816420516, 0.500090909, 3.000090909, 0.8181818, 7.500909, 4.127269),
    "Anscombe II": (0.816236506, 0.5, 3.000909091, 0.6909091, 7.500909, 4.127629),
    "Anscombe III": (0.816286739, 0.499727273, 3.002454545, 0.9909091, 7.5, 4.122620),
    "Anscombe IV": (0.816521437, 0.499909091, 3.001727273, 0.5, 7.500909, 4.123249),
}
NUMBERS = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


def of(source, **fields):
    return points_of(ScatterConfig(source=source, **fields), SeedConfig(), DraggedConfig())


def keys(source, points=None):
    config = ScatterConfig(source=source)
    return [key for key, _ in pair_lines(pair_facts(of(source) if points is None else points), config)]


def say(key, **values):
    return key


@pytest.mark.parametrize("name", ANSCOMBE)
def test_the_quartet(name):
    found, expected = pair_facts(of(name)), QUARTET[name]
    assert (found.mean_x, found.variance_x) == (9, 11)
    assert (found.r, found.slope, found.intercept) == pytest.approx(expected[:3], rel=1e-7)
    assert found.spearman == pytest.approx(expected[3], rel=1e-6)
    assert (found.mean_y, found.variance_y) == pytest.approx(expected[4:], rel=1e-6)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=3, max_size=40))
@example([(0.0, 1.0), (0.0, 2.0), (1.0, 2.0), (5.0, -1.0)])
def test_every_number_agrees_with_scipy_and_numpy(rows):
    points = np.array(rows)
    found = pair_facts(points)
    assert ranks(points[:, 0]).tolist() == stats.rankdata(points[:, 0]).tolist()
    assert not abs(found.r) > 1 and not abs(found.spearman) > 1
    if found.kind or min(points.std(axis=0)) < 1e-3 * np.abs(points).max():
        return  # where the values differ in their last digits only, the judges disagree among themselves
    judge = pair_in_scipy(points)
    for name, value in judge.items():
        assert getattr(found, name) == pytest.approx(value, rel=1e-7, abs=1e-7 * (1 + abs(found.mean_y))), name
    assert found.r == pytest.approx(np.corrcoef(points.T)[0, 1], abs=1e-9)
    assert found.covariance == pytest.approx(np.cov(points.T)[0, 1], rel=1e-7, abs=1e-4)
    correlation_tex(points, found)


@settings(max_examples=80, deadline=None)
@given(configs(ScatterConfig, source="cloud"), configs(SeedConfig))
def test_a_cloud_has_exactly_the_r_and_the_slope_that_are_set_and_fits_the_sheet(config, seed):
    points = points_of(config, seed, DraggedConfig())
    found = pair_facts(points)
    assert points.shape == (config.count, 2)
    assert (points >= 0).all() and (points <= (20, 14)).all()
    assert found.r == pytest.approx(config.r, abs=2e-6)
    slope = config.steepness * np.sign(config.r) if abs(config.r) >= 1e-6 else 0.0
    assert found.slope == pytest.approx(slope, rel=1e-5, abs=1e-6)


def test_one_slider_does_not_move_what_the_other_one_sets():
    for steepness in (0.1, 1.0, 3.0):
        assert pair_facts(of("cloud", r=0.5, steepness=steepness)).r == pytest.approx(0.5)
    for r in (0.1, 0.5, 1.0):
        assert pair_facts(of("cloud", r=r, steepness=2.0)).slope == pytest.approx(2.0)


def test_the_shapes_are_what_their_sentences_say():
    for name in ("parabola", "circle"):
        found = pair_facts(of(name))
        assert (found.r, found.spearman, found.slope) == (0, 0, 0) and "remark.zero" in keys(name)
    growth = pair_facts(of("growth"))
    assert growth.spearman == 1 and growth.r < 0.9
    for seed in range(30):
        points = points_of(ScatterConfig(source="outlier"), SeedConfig(seed=seed), DraggedConfig())
        assert abs(pair_facts(points[:-1]).r) < 1e-9
        assert pair_facts(points).r > max(0.7, pair_facts(points).spearman)
        assert (points[:-1] < points[-1]).all()
        points = points_of(ScatterConfig(source="clusters"), SeedConfig(seed=seed), DraggedConfig())
        parts = pair_facts(points[:12]).r, pair_facts(points[12:]).r
        assert parts == pytest.approx((-0.8, -0.8)) and pair_facts(points).r > 0.4


@pytest.mark.parametrize(("rows", "kind"), [
    ([(1, 2)], "few"), ([(1, 2), (3, 5)], "two"), ([(4, 1), (4, 2), (4, 9)], "constant_x"),
    ([(1, 4), (2, 4), (9, 4)], "constant_y"), ([(4, 4)] * 5, "constant"), ([(0.1, 0.1)] * 7, "constant"),
])  # fmt: skip
def test_where_a_number_is_undefined_it_is_said_why(rows, kind):
    points = np.array(rows, dtype=float)
    found = pair_facts(points)
    assert found.kind == kind_of(points) == kind and f"remark.{kind}" in keys("points", points)
    assert np.isnan(found.r) == (kind != "two")
    assert np.isnan(found.slope) == (kind in ("few", "constant_x", "constant"))
    assert found.slope == 0 or kind != "constant_y"
    rows = pair_rows(found, "undefined")
    assert "nan" not in rows.values() and (rows["r"] == "undefined") == (kind != "two")
    scatter_figure(points, found, sheet(points, free=True), ("x", "y"), True, say).to_json()
    ranks_figure(points, found, say).to_json()


@pytest.mark.parametrize("size", [1e-200, 1e150])
def test_numbers_whose_squares_are_no_numbers_have_a_correlation_and_a_line(size):
    points = np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 5.0]]) * [size, 1.0]
    found, usual = pair_facts(points), pair_facts(points / [size, 1.0])
    assert (found.r, found.slope * size, found.ratio * size) == pytest.approx((usual.r, usual.slope, usual.ratio))
    assert [key for key, _ in pair_lines(found, ScatterConfig(source="table"))] == ["slope_is"]


def test_a_correlation_of_0_is_0_by_hand_too():
    for source in ("parabola", "circle"):
        assert correlation_tex(of(source), pair_facts(of(source)))["sum_xy"] == "0"


def test_presets_leave_nothing_behind_in_either_order():
    """Issue 64 of the best tool elsewhere: a point of the old preset stays, and r is wrong."""
    names = (*ANSCOMBE, *SHAPES, "cloud", "points")
    forward = {name: of(name) for name in names}
    backward = {name: of(name) for name in reversed(names)}
    assert all((forward[name] == backward[name]).all() for name in names)


def test_a_table_gives_its_complete_rows_and_refuses_what_it_cannot_use():
    penguins = load_table("penguins")
    points = points_of_table(penguins, "bill_length", "bill_depth")
    assert len(points) == 342 and pair_facts(points).r == pytest.approx(-0.2351, abs=1e-4)
    own = own_table("mine", read_table(b"a,b,c,d,e\n1,2,x,,5\n2,,y,1,5\n3,5,z,,5\n"))
    assert number_columns(own) == ("a", "b", "d", "e")
    assert pair_facts(points_of_table(own, "a", "e")).kind == "constant_y"
    with pytest.raises(Refusal) as refused:
        points_of_table(own, "b", "d")
    assert refused.value.rule == "no_pairs"


def test_the_challenges():
    moved = of("Anscombe II")
    assert one_point_moved(moved, pair_facts(moved)).missing[0].key == "r"
    moved[0] = 16, 0
    assert one_point_moved(moved, pair_facts(moved)).met
    moved[1] = 8, 8.1
    assert one_point_moved(moved, pair_facts(moved)).missing[0].key == "other"
    rising = np.column_stack([np.arange(1.0, 13), [*np.linspace(0.5, 1.5, 11), 14]])
    assert ranks_agree(pair_facts(rising)).met
    assert ranks_agree(pair_facts(rising[:1])).missing[0].key == "undefined"
    assert ranks_agree(pair_facts(rising * [1, -1])).missing[0].key == "spearman"
    assert ranks_agree(pair_facts(of("growth"))).missing[0].key == "pearson"


def test_a_weak_correlation_is_told_in_full_and_a_strong_one_is_not_a_line():
    config = ScatterConfig(r=1e-5, steepness=3.0)
    found = pair_facts(points_of(config, SeedConfig(), DraggedConfig()))
    key, said = pair_lines(found, config)[0]
    assert key == "slope_is" and said["r"] == r"1 \cdot 10^{-5}" and said["slope"] == "3"
    line = np.column_stack([np.arange(40.0), 2 * np.arange(40.0)])
    assert [key for key, _ in pair_lines(pair_facts(line), ScatterConfig(source="table"))] == [
        "slope_is",
        "remark.line",
    ]
    line[7, 1] += 1e-3
    nearly = pair_facts(line)
    assert 1 - nearly.r < 1e-9 and [key for key, _ in pair_lines(nearly, ScatterConfig(source="table"))] == ["slope_is"]


def test_a_deviation_that_is_rounding_is_written_as_none():
    circle = points_of(ScatterConfig(source="circle"), SeedConfig(), DraggedConfig())
    assert correlation_tex(circle, pair_facts(circle))["products"].startswith(r"5 \cdot 0 + ")
