"""What arrows reach: held to NumPy's rank and solver and to SciPy's orthonormal basis."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.linalg import null_space, orth

from core.mathematics.vectors.challenges import flat_in_space, other_basis
from core.mathematics.vectors.span import SpanConfig, span
from core.mathematics.vectors.span_figure import plane_figure, space_figure
from core.mathematics.vectors.span_report import span_lines, system_lines
from tests.strategies import configs

quick = settings(max_examples=60, deadline=None)


def say(key, **values):
    return key


def of_columns(*columns, **fields):
    arrows = tuple(map(tuple, np.array(columns, float).T.tolist()))
    return span(SpanConfig(dimension="space", arrows=arrows, **fields))


@quick
@given(configs(SpanConfig))
def test_rank_and_span_are_those_of_numpy_and_scipy(config):
    found = span(config)
    assert found.rank == np.linalg.matrix_rank(found.arrows)
    assert found.combination == pytest.approx(found.arrows @ found.coefficients)
    basis = orth(found.arrows)
    if basis.shape[1] == found.rank:  # SciPy takes another tolerance
        assert found.nearest == pytest.approx(basis @ (basis.T @ found.target), abs=1e-6)


def test_a_tiny_point_beside_the_line_is_not_in_the_span():
    line = {"v1": 0.0, "v2": 1.0, "w1": 0.0, "w2": 2.0}
    assert span(SpanConfig(**line, t1=1e-10, t2=0.0)).answer == "none"
    assert span(SpanConfig(**line, t1=0.0, t2=1e-10)).answer == "many"
    assert span(SpanConfig(**line, t1=0.0, t2=0.0)).answer == "many"


@pytest.mark.parametrize(
    "fields",
    [{"v1": -0.5, "v2": 0.3, "w1": -0.5, "w2": 0.3, "t1": -2.1, "t2": -3.5},
     {"v1": -3.2, "v2": -3.6, "w1": -4.8, "w2": -1.3, "c1": -1.8, "c2": 1.2},
     {"v1": 4.9, "v2": -2.1, "w1": 3.2, "w2": -2.1, "t1": 4.2, "t2": -1.8}],
)  # fmt: skip
def test_what_rounding_leaves_is_not_written(fields):
    lines = span_lines(span(SpanConfig(**fields)))
    assert not any("10^" in text for _, values in lines for text in values.values())


@quick
@given(configs(SpanConfig))
def test_a_point_has_one_list_of_coordinates_in_a_basis(config):
    found = span(config)
    if found.rank < len(found.arrows):
        assert found.answer != "one"
        return
    if np.linalg.cond(found.arrows) < 1e6:
        assert found.arrows @ found.coordinates == pytest.approx(found.target, abs=1e-8)
        assert found.coordinates == pytest.approx(np.linalg.solve(found.arrows, found.target), rel=1e-6, abs=1e-8)


DEPENDENT = {
    "the origin": ([0, 0, 0], [0, 0, 0], [0, 0, 0], 0, "point"),
    "a line": ([1, 2, -1], [-2, -4, 2], [0.5, 1, -0.5], 1, "line"),
    "a line and a zero": ([1, 2, -1], [0, 0, 0], [0, 0, 0], 1, "line"),
    "a plane": ([1, 0, 1], [0, 1, 1], [2, 3, 5], 2, "plane"),
    "a plane and a zero": ([1, 0, 1], [0, 1, 1], [0, 0, 0], 2, "plane"),
    "rounded multiples": ([0.1, 0.2, 0.3], [0.3, 0.6, 0.9], [0.7, 0.1, 0.4], 2, "plane"),
}


@pytest.mark.parametrize(("v", "w", "u", "rank", "kind"), DEPENDENT.values(), ids=DEPENDENT)
def test_dependence_is_seen_and_said_with_coefficients_that_give_zero(v, w, u, rank, kind):
    found = of_columns(v, w, u)
    assert found.rank == rank
    assert found.arrows @ found.dependence == pytest.approx(np.zeros(3), abs=1e-12)
    assert np.abs(found.dependence).max() == 1
    if rank == 2:
        null = null_space(found.arrows)[:, 0]
        assert np.abs(np.cross(null, found.dependence)).max() < 1e-12
    assert span_lines(found)[1][0] == f"dependent.{kind}"
    space_figure(found, say).to_json()


def test_a_combination_may_be_reached_in_one_way_in_many_or_in_none():
    for fields, answer, key in (
        ({}, "one", "independent.plane"), ({"w1": 4.0, "w2": 2.0}, "none", "dependent.line"),
        ({"w1": 4.0, "w2": 2.0, "t1": 1.0, "t2": 0.5}, "many", "dependent.line"),
        ({"v1": 0.0, "v2": 0.0, "w1": 0.0, "w2": 0.0}, "none", "dependent.point"),
        ({"v1": 0.0, "v2": 0.0, "w1": 0.0, "w2": 0.0, "t1": 0.0, "t2": 0.0}, "many", "dependent.point"),
    ):  # fmt: skip
        found = span(SpanConfig(**fields))
        lines = [name for name, _ in span_lines(found)]
        assert (found.answer, lines[1:]) == (answer, [key, f"answer.{answer}"])
        plane_figure(found, say).to_json()


def test_the_shortest_of_many_coefficients_reach_the_point():
    found = span(SpanConfig(v1=2.0, v2=1.0, w1=-4.0, w2=-2.0, t1=4.0, t2=2.0))
    assert found.arrows @ found.coordinates == pytest.approx([4, 2])
    assert found.coordinates == pytest.approx(np.linalg.pinv(found.arrows) @ found.target)


def test_three_arrows_of_the_plane_are_dependent():
    """The third arrow is the one to x: its coordinates are the coefficients of the dependence."""
    found = span(SpanConfig(t1=3.0, t2=-1.0))
    assert found.coordinates == pytest.approx([2, -1])


def test_the_tolerance_decides_on_nearly_parallel_arrows():
    parallel, apart = (span(SpanConfig(w1=4.0, w2=2.0 + off)) for off in (1e-16, 1e-12))
    assert (parallel.rank, apart.rank) == (1, 2)
    assert [key for key, _ in system_lines(apart)] == ["system", "tolerance"]
    assert [key for key, _ in system_lines(parallel)] == ["tolerance"]


def test_only_shapes_move_in_the_plane():
    first, second = (plane_figure(span(SpanConfig(v1=v1)), say).to_dict() for v1 in (2.0, -1.5))
    assert first["layout"].pop("shapes") != second["layout"].pop("shapes")
    assert first == second


def test_the_challenges_say_what_is_missing():
    for fields, missing in (
        ({"t1": 3.0}, "other_x"), ({"w1": 4.0, "w2": 2.0}, "no_basis"), ({}, "other_coordinates"),
    ):  # fmt: skip
        assert other_basis(span(SpanConfig(**fields))).missing[0].key == missing
    assert other_basis(span(SpanConfig(v1=1.0, v2=1.0, w1=-2.0, w2=3.0))).met
    assert flat_in_space(span(SpanConfig())).missing[0].key == "not_in_space"
    assert flat_in_space(of_columns([1, 0, 0], [0, 1, 0], [0, 0, 1])).missing[0].key == "other_rank"
    for u in ([0, 0, 0], [2, 0, 0]):
        assert flat_in_space(of_columns([1, 0, 0], [0, 1, 0], u)).missing[0].key == "two_parallel"
