"""Linear equations held to NumPy, SciPy and SymPy: none, one and infinitely many solutions."""

import numpy as np
import pytest
import scipy.linalg
import sympy
from hypothesis import given
from hypothesis import strategies as st

from core.mathematics.matrices.challenges import free_choice, through_one_point
from core.mathematics.matrices.system import (
    EXAMPLES,
    SystemConfig,
    row_reduction,
    solve_system,
    system_numbers_by_numpy,
)
from core.mathematics.matrices.system_report import combination_tex, empty_equations, sentence, solutions_tex

HALVES = st.integers(-6, 6).map(lambda k: k / 2)


@st.composite
def systems(draw):
    rows, columns = draw(st.integers(2, 3)), draw(st.integers(3, 4))
    row = st.lists(HALVES, min_size=columns, max_size=columns).map(tuple)
    return SystemConfig(equations=tuple(draw(st.lists(row, min_size=rows, max_size=rows))))


def solved(*rows):
    return solve_system(SystemConfig(equations=rows))


@given(systems())
def test_kind_ranks_and_solutions_agree_with_numpy(config):
    found, judge = solve_system(config), system_numbers_by_numpy(config)
    assert (found.kind, found.rank, found.rank_with_b) == (judge["kind"], judge["rank"], judge["rank_with_b"])
    if found.kind == "none":
        assert np.allclose(found.a.T @ found.residual, 0, atol=1e-9)
        assert np.linalg.norm(found.residual) > 1e-6
    else:
        assert np.allclose(found.a @ found.x, found.b, atol=1e-9)
    if found.kind == "one":
        assert np.allclose(found.x, judge["x"], atol=1e-8)
    assert np.allclose(found.a @ found.null, 0, atol=1e-9)
    assert np.linalg.matrix_rank(found.null) == found.null.shape[1] == scipy.linalg.null_space(found.a).shape[1]


@given(systems())
def test_the_reduced_rows_are_those_of_sympy(config):
    exact = sympy.Matrix([[sympy.Rational(number) for number in row] for row in config.equations])
    reduced, pivots = exact.rref()
    found = row_reduction(np.array(config.equations))
    assert found.pivots == pivots
    assert np.allclose(found.steps[-1], np.array(reduced.tolist(), dtype=float), atol=1e-9)


def test_every_example_is_what_it_is_called():
    kinds = {name: solved(*rows).kind for name, rows in EXAMPLES.items()}
    assert kinds == {
        "two_lines": "one", "parallel": "none", "same_line": "many", "triangle": "none", "three_planes": "one",
        "prism": "none", "common_line": "many", "two_planes": "many",
    }  # fmt: skip
    for pair in ([0, 1], [0, 2], [1, 2]):  # a prism: any two planes meet
        assert np.linalg.matrix_rank(np.array(EXAMPLES["prism"])[pair, :3]) == 2


def test_rows_without_unknowns_and_the_zero_matrix():
    assert solved((0.0, 0.0, 0.0), (0.0, 0.0, 0.0)).null.shape == (2, 2)
    assert solved((0.0, 0.0, 0.0), (0.0, 0.0, 1.0)).kind == "none"
    assert solved((1.0, 1.0, 2.0), (0.0, 0.0, 1.0)).kind == "none"
    assert solved((0.1, 0.3, 0.2), (0.2, 0.6, 0.4)).kind == "many"  # in decimals, too
    nearly = solved((1.0, 1.0, 2.0), (1.0, 1.0001, 2.0001))
    assert nearly.kind == "one" and nearly.x == pytest.approx([1, 1])


@pytest.mark.parametrize(
    ("rows", "key", "empty"),
    [(EXAMPLES["two_lines"], "said.one", ""), (EXAMPLES["same_line"], "said.many", ""),
     (EXAMPLES["triangle"], "said.none", ""), (EXAMPLES["parallel"], "said.none_many", ""),
     (((1, 1, 2), (0, 0, 1)), "said.none_many", "2"), (((0, 0, 1), (0, 0, -2)), "said.none_many", "1, 2"),
     (((1, 0, 1), (0, 1, 1), (0, 0, 3)), "said.none", "3"), (((1, 1, 2), (0, 0, 0)), "said.many", "")],
)  # fmt: skip
def test_every_kind_of_system_has_its_sentence(rows, key, empty):
    found = solved(*rows)
    assert (sentence(found), empty_equations(found)) == (key, empty)
    if key == "said.none_many":  # all that the sentence names are best, and the cross is the shortest
        assert found.null.shape[1] >= 1 and np.allclose(found.null.T @ found.x, 0)
        assert np.allclose(found.a.T @ (found.b - found.a @ (found.x + found.null.sum(axis=1))), 0)


def test_what_rounding_leaves_of_a_least_squares_solution_is_zero():
    found = solved((-2.0, 0.0, -0.5), (1.0, 0.0, -1.0), (-3.0, 2.5, 1.5))
    assert found.x[0] == 0 and "10^" not in solutions_tex(found) + combination_tex(found)


def test_solutions_are_written_with_their_free_numbers():
    assert solutions_tex(solved((1.0, 1.0, 3.0), (1.0, -1.0, 1.0))) == r"\begin{bmatrix} 2 \\ 1 \end{bmatrix}"
    text = solutions_tex(solved((1.0, 2.0, 4.0), (0.5, 1.0, 2.0)))
    assert text == r"\begin{bmatrix} 4 \\ 0 \end{bmatrix} + s\,\begin{bmatrix} -2 \\ 1 \end{bmatrix}"
    assert combination_tex(solved((1.0, 1.0, 3.0), (1.0, -1.0, 1.0))).endswith(r"\begin{bmatrix} 3 \\ 1 \end{bmatrix}")


def test_the_challenges_name_what_is_missing():
    assert through_one_point(solved((1.0, 0.0, 1.0), (0.0, 1.0, 1.0), (1.0, 1.0, 2.0))).met
    for key, rows in {
        "not_three_lines": EXAMPLES["two_lines"], "parallel": ((1, 0, 1), (2, 0, 1), (1, 1, 2)),
        "miss": EXAMPLES["triangle"],
    }.items():  # fmt: skip
        assert through_one_point(solved(*rows)).missing[0].key == key
    assert free_choice(solved((1.0, 1.5, 2.5), (2.0, 3.0, 5.0))).met
    for key, rows in {
        "not_two_lines": EXAMPLES["triangle"], "zero": ((1, 0, 1), (1, 1, 2)),
        "point_not_on_lines": ((1, 1, 3), (1, 2, 3)), "one_only": ((1, 1, 2), (1, 2, 3)),
    }.items():  # fmt: skip
        assert free_choice(solved(*rows)).missing[0].key == key
