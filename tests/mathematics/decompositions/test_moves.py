"""The three moves held to NumPy: factors, their order, the way, and what is said of special matrices."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.figures.film import figure_at, film_message
from core.mathematics.decompositions.challenges import stretched_but_turned, tilted_mirror
from core.mathematics.decompositions.moves import MovesConfig, frame_times, on_the_way, rotation, three_moves
from core.mathematics.decompositions.moves_figure import moves_film
from core.mathematics.decompositions.moves_report import moves_lines, moves_tex
from tests.strategies import configs

quick = settings(max_examples=60, deadline=None)


def of(*a):
    return three_moves(MovesConfig(moved=a))


@quick
@given(configs(MovesConfig))
def test_the_factors_agree_with_numpy(config):
    found = three_moves(config)
    a = np.array(config.moved)
    assert found.sigma == pytest.approx(np.linalg.svd(a, compute_uv=False), abs=1e-12)
    assert np.allclose(found.u @ np.diag(found.sigma) @ found.v.T, a, atol=1e-12)
    for factor in (found.u, found.v):
        assert np.allclose(factor.T @ factor, np.eye(2), atol=1e-12)
    assert found.sigma[0] >= found.sigma[1] >= 0
    assert np.linalg.det(found.v) == pytest.approx(1)


@quick
@given(configs(MovesConfig))
def test_the_film_leads_from_the_identity_to_the_matrix_by_two_rotations(config):
    found = three_moves(config)
    way = on_the_way(found, np.array([0.0, 1.0, 2.0, 3.0]))
    assert np.allclose(way[0], np.eye(2))
    assert np.allclose(way[1] @ way[1].T, np.eye(2))
    assert np.allclose(way[1] @ found.v, np.eye(2), atol=1e-12)  # v₁ and v₂ lie on the axes
    assert np.allclose(way[2], np.diag(found.stretches) @ way[1], atol=1e-12)
    assert np.allclose(way[3], config.moved, atol=1e-12)
    assert -90 < found.first <= 90
    assert abs(found.last) <= 270


@quick
@given(configs(MovesConfig))
def test_every_matrix_has_a_film(config):
    fig, frames = moves_film(three_moves(config), lambda key, **values: key)
    assert frames.count == len(frame_times()) == 61
    film_message(fig, frames)
    last = figure_at(fig, frames, 60).data
    assert np.allclose(np.array([last[2]["x"], last[2]["y"]])[:, 0], np.array(config.moved)[:, 0], atol=1e-12)


def test_a_shear_stretches_by_the_golden_ratio():
    assert of((1, 1), (0, 1)).sigma == pytest.approx([1.6180339887, 0.6180339887])


@pytest.mark.parametrize(
    ("a", "keys"),
    [
        (((0, 0), (0, 0)), ["zero"]), (((1, 2), (0.5, 1)), ["moves", "flat"]),
        (((1, 0), (0, -1)), ["moves", "mirror", "round", "condition"]),
        (((0, -1), (1, 0)), ["moves", "round", "condition"]), (((2, 1), (1, 2)), ["moves", "condition"]),
        (((0, 2), (0, 0)), ["moves", "flat"]),
    ],
)  # fmt: skip
def test_special_matrices_have_their_sentences(a, keys):
    assert [key for key, _ in moves_lines(of(*a))] == keys


def test_the_arithmetic_is_written_with_its_numbers():
    written = moves_tex(of((2, 0), (0, -1)))
    assert written["gram"] == r"\begin{bmatrix} 4 & 0 \\ 0 & 1 \end{bmatrix}"
    assert (written["q1"], written["s2"]) == ("4", "1")
    assert rotation(90) == pytest.approx(np.array([[0, -1], [1, 0]]), abs=1e-15)


def test_the_challenges_name_what_is_missing():
    assert stretched_but_turned(of((3, 0), (0, 1))).missing[0].key == "real"
    assert stretched_but_turned(of((0, -2), (1, 0))).missing[0].key == "sigma"
    assert [one.key for one in tilted_mirror(of((1, 0), (0, -1))).missing] == ["level"]
    assert [one.key for one in tilted_mirror(of((0, -1), (1, 0))).missing] == ["not_over"]
    assert "sigma" in {one.key for one in tilted_mirror(of((2, 0), (0, 1))).missing}
