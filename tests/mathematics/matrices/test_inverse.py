"""Inverse, condition number and the growth of errors, held to NumPy and SciPy; Hilbert matrices."""

import numpy as np
import pytest
import scipy.linalg
from hypothesis import assume, given

from core.mathematics.matrices.challenges import dangerous, harmless
from core.mathematics.matrices.inverse import (
    HilbertConfig,
    InverseConfig,
    cofactors,
    free_directions,
    hilbert_errors,
    hilbert_matrix,
    inverse_numbers_by_numpy,
    invert,
)
from core.mathematics.matrices.inverse_figure import error_of_x_figure
from core.mathematics.matrices.inverse_report import condition_line, condition_tex, errors_in_tex, inverse_tex
from core.params import domains
from tests.strategies import configs


def of(*rows, **fields):
    return invert(InverseConfig(undone=rows, **fields))


@given(configs(InverseConfig))
def test_inverse_condition_and_growth_agree_with_numpy(config):
    found = invert(config)
    values = np.linalg.svd(found.a, compute_uv=False)
    assert np.allclose(found.stretches, values, rtol=1e-6, atol=1e-7)
    if found.inverse is None:
        assert found.condition > 4e15 and values[-1] <= 1e-7
        return
    assume(values[-1] > 1e-6 * max(1, values[0]))
    judge = inverse_numbers_by_numpy(config)
    assert np.allclose(found.inverse, judge["inverse"], rtol=1e-6)
    for name in ("condition", "growth", "largest_growth"):
        assert getattr(found, name) == pytest.approx(judge[name], rel=1e-6)
    assert found.growth <= found.largest_growth * (1 + 1e-9) <= found.condition * (1 + 1e-6)


def test_the_reference_values_of_the_specification():
    found = of((2.0, 1.0), (1.0, 2.0), direction=135.0)
    assert found.condition == 3 and found.growth == pytest.approx(3)
    assert np.allclose(found.inverse * 3, [[2, -1], [-1, 2]])
    assert inverse_tex(found).startswith(r"\frac{1}{3}\begin{bmatrix} 2 & -1 \\ -1 & 2 \end{bmatrix}")
    nearly = of((1.0, 1.0), (1.0, 1.0001))
    assert nearly.condition == pytest.approx(40002.000075, rel=1e-9)
    assert errors_in_tex(nearly, InverseConfig())["condition"] == "40002"
    assert np.allclose(nearly.inverse @ [2, 2], [2, 0]) and np.allclose(nearly.inverse @ [2, 2.0001], [1, 1])
    shear = of((1.0, 1.0), (0.0, 1.0))
    assert shear.stretches == pytest.approx([1.6180339887, 0.6180339887])
    assert shear.condition == pytest.approx(2.6180339887)
    assert np.linalg.cond(0.1 * np.eye(10)) == pytest.approx(1)  # what the experiment says
    assert np.linalg.det(0.1 * np.eye(10)) == pytest.approx(1e-10)


def test_a_singular_matrix_shows_the_direction_in_which_x_is_free():
    for rows in (((1.0, 1.0), (1.0, 1.0)), ((0.1, 0.3), (0.2, 0.6)), ((0.0, 0.0), (0.0, 0.0))):
        found = of(*rows)
        assert (found.det, found.inverse, found.condition) == (0, None, np.inf)
        line = error_of_x_figure(found, lambda key, **_: key).layout["shapes"][0]
        assert line["x1"] or line["y1"]
        assert np.allclose(found.a @ [line["x1"], line["y1"]], 0, atol=1e-9)


def test_in_space_the_inverse_is_made_of_cross_products_of_the_rows():
    rows = np.array(((2.0, 1.0, 0.0), (1.0, 2.0, 1.0), (0.0, 1.0, 2.0)))
    found = of(*map(tuple, rows), direction=0.0, elevation=90.0)
    assert found.det == 4 and np.allclose(found.inverse, [[0.75, -0.5, 0.25], [-0.5, 1, -0.5], [0.25, -0.5, 0.75]])
    assert np.allclose(cofactors(rows)[:, 0], np.cross(rows[1], rows[2]))
    assert found.condition == pytest.approx((2 + np.sqrt(2)) / (2 - np.sqrt(2)))
    assert np.allclose(found.error_b / np.linalg.norm(found.error_b), [0, 0, 1])
    assert errors_in_tex(found, InverseConfig())["x"] == "(1, 1, 1)"
    assert inverse_tex(found).startswith(r"\frac{1}{4}\begin{bmatrix} 3 & -2 & 1 \\ -2 & 4 & -2")
    ellipsoid = error_of_x_figure(found, lambda key, **_: key).data
    surface = next(trace for trace in ellipsoid if trace["type"] == "surface")
    places = np.stack([surface[axis] for axis in "xyz"]).reshape(3, -1)
    assert np.allclose(np.linalg.norm(np.linalg.solve(found.to_x, places), axis=0), 1)


def test_a_singular_matrix_of_space_frees_a_line_a_plane_or_everything():
    line = of((1.0, 1.0, 0.0), (1.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    plane = of((1.0, 1.5, 1.0), (2.0, 3.0, 2.0), (-1.0, -1.5, -1.0))
    zero = of(*[(0.0, 0.0, 0.0)] * 3)
    for found, free, key in ((line, 1, "singular"), (plane, 2, "singular_plane"), (zero, 3, "zero")):
        assert (found.det, found.inverse, found.condition) == (0, None, np.inf)
        directions = free_directions(found.a)
        assert directions.shape == (3, free) and np.allclose(found.a @ directions, 0, atol=1e-12)
        assert condition_line(found, InverseConfig())[0] == key
        assert len(error_of_x_figure(found, lambda key, **_: key).data) == 1


def test_where_rounding_alone_makes_the_determinant_one_direction_is_drawn():
    found = of((1.0, 1.0), (1.0, 1 + 2.6e-15))
    assert found.det == 0 and np.linalg.matrix_rank(found.a) == 2 and free_directions(found.a).shape == (2, 1)
    assert error_of_x_figure(found, lambda key, **_: key).layout["shapes"]


def test_the_half_axes_are_written_so_that_their_ratio_is_the_condition_number():
    nearly = of((1.0, 1.0), (1.0, 1.0001))
    above, under = condition_tex(nearly).removeprefix(r"\frac{").removesuffix("}").split("}{")
    mantissa, exponent = under.removesuffix("}").split(r" \cdot 10^{")
    assert float(above) / (float(mantissa) * 10 ** int(exponent)) == pytest.approx(nearly.condition, rel=1e-5)
    assert (
        errors_in_tex(nearly, InverseConfig())["b"] == "(2, 2)"
        and errors_in_tex(of((2.0, -2.0), (1.0, 2.0)), InverseConfig())["b"] == "(0, 3)"
    )


def test_beyond_sixteen_digits_no_inverse_is_shown():
    found = of((1.0, 0.0), (0.0, 1e-200))
    assert (found.inverse, found.condition) == (None, pytest.approx(1e200))
    assert found.det == 1e-200
    assert of((0.0, 2.3e-308), (1.0, 2.0)).condition == np.inf  # beyond the largest float64


def test_hilbert_matrices_have_the_published_condition_and_lose_their_digits():
    found = hilbert_errors()
    assert np.array_equal(hilbert_matrix(9), scipy.linalg.hilbert(9))
    reference = {
        2: (19.2814700679, 1e-9), 3: (524.056777586, 1e-9), 4: (15513.738738929, 1e-9), 5: (476607.250242, 1e-9),
        6: (1.49510586e7, 1e-6), 8: (1.52575756e10, 1e-6), 10: (1.60249810e13, 1e-3),
    }  # fmt: skip
    for order, (condition, tolerance) in reference.items():
        assert found.conditions[order - 2] == pytest.approx(condition, rel=tolerance)
    assert np.linalg.det(hilbert_matrix(2)) == pytest.approx(1 / 12)
    assert np.linalg.det(hilbert_matrix(3)) == pytest.approx(1 / 2160)
    assert 1e-8 < found.errors[8] < 1e-2
    assert found.errors[10] > 1e-4
    assert (found.ranks[8], found.ranks[10]) == (10, 11)
    assert len(found.sizes) == domains(HilbertConfig)["order"].high - 1


def test_the_challenges_name_what_is_missing():
    assert harmless(of((0.1, 0.0), (0.0, 0.1))).met
    assert harmless(of((0.0, -0.1), (0.1, 0.0))).met
    keys = {
        "singular": ((1.0, 1.0), (1.0, 1.0)), "det_too_large": ((1.0, 0.0), (0.0, 1.0)),
        "condition_too_large": ((0.1, 0.0), (0.0, 0.05)),
    }  # fmt: skip
    assert all(harmless(of(*rows)).missing[0].key == key for key, rows in keys.items())
    assert dangerous(of((3.0, 3.0), (2.5, 3.0))).met
    keys = {"det_too_small": ((1.0, 1.0), (1.0, 1.0)), "condition_too_small": ((2.0, 1.0), (1.0, 2.0))}
    assert all(dangerous(of(*rows)).missing[0].key == key for key, rows in keys.items())
