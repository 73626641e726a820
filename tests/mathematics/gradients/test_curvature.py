"""The Hessian against PyTorch and SciPy, the verdicts against published places, and the Taylor surface."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.mathematics.gradients.curvature import curvature_at, curvature_in_scipy, largest_error, taylor_patch
from core.mathematics.gradients.curvature_figure import curvature_map, curvature_surface
from core.mathematics.gradients.curvature_report import curvature_lines
from core.mathematics.gradients.landscape import landscape
from core.mathematics.gradients.settings import PatchConfig, PlaceConfig
from tests.mathematics.gradients.functions import HIMMELBLAU, IN_TORCH, PEANO, ROSENBROCK, first, say, second

coordinate = st.integers(-500, 500).map(lambda n: n / 100)


def curvature(text, x, y):
    return curvature_at(*first(text), *second(text), PlaceConfig(x=x, y=y))


@pytest.mark.parametrize("text", IN_TORCH)
@settings(deadline=None, max_examples=60)
@given(x=coordinate, y=coordinate)
def test_the_hessian_is_pytorchs(text, x, y):
    found = curvature(text, x, y)
    place = torch.tensor([found.x, found.y], dtype=torch.float64)
    theirs = torch.autograd.functional.hessian(lambda p: IN_TORCH[text](p[0], p[1]), place).numpy()
    np.testing.assert_allclose(found.hessian, theirs, rtol=1e-9, atol=1e-8)
    np.testing.assert_allclose(found.eigenvalues, np.linalg.eigvalsh(theirs), rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("text", IN_TORCH)
def test_scipy_finds_the_same_hessian_from_values_alone(text):
    found = curvature(text, 1.3, 0.7)
    theirs = curvature_in_scipy(first(text)[0], found.x, found.y)
    np.testing.assert_allclose(found.hessian, theirs["hessian"], rtol=1e-5, atol=1e-5)


STATIONARY = [
    (HIMMELBLAU, 3, 2, "minimum", 0, (25.7157287525, 82.2842712475)),
    (HIMMELBLAU, -0.27, -0.92, "maximum", 181.61652152, (-45.6052293, -16.0660196)),
    (HIMMELBLAU, -3.07, -0.08, "saddle", 104.01516292, None),
    (HIMMELBLAU, -0.13, -1.95, "saddle", 178.33723919, None),
    (HIMMELBLAU, 0.09, 2.88, "saddle", 67.71915009, None),
    (HIMMELBLAU, 3.39, 0.07, "saddle", 13.31192627, None),
    (ROSENBROCK, 1, 1, "minimum", 0, (0.3993607675, 1001.6006392325)),
    (PEANO, 0, 0, "silent", 0, (0, 2)),
    ("x^3 - 3*x*y^2", 0, 0, "silent", 0, (0, 0)),
    ("x*y", 0, 0, "saddle", 0, (-1, 1)),
]


@pytest.mark.parametrize(("text", "x", "y", "verdict", "value", "eigenvalues"), STATIONARY)
def test_stationary_points_are_the_published_ones(text, x, y, verdict, value, eigenvalues):
    found = curvature(text, x, y)
    assert found.verdict == verdict
    assert found.value == pytest.approx(value, abs=1e-7)
    assert found.stationary == pytest.approx((x, y), abs=0.0075)
    if eigenvalues:
        np.testing.assert_allclose(found.eigenvalues, eigenvalues, rtol=1e-7, atol=1e-12)


@settings(deadline=None, max_examples=60)
@given(x=coordinate, y=coordinate)
def test_the_taylor_surface_of_a_quadratic_is_the_surface(x, y):
    text = "3*x^2 - x*y + 2*y^2 - 4*x + 1"
    found = curvature(text, x, y)
    assert largest_error(first(text)[0], found, PatchConfig(patch=2)) < 1e-10


def test_the_error_of_the_taylor_surface_falls_with_the_third_power_of_its_size():
    found, f = curvature("sin(x)*cos(y)", 0.4, 1.1), first("sin(x)*cos(y)")[0]
    large, small = (largest_error(f, found, PatchConfig(patch=size)) for size in (0.2, 0.1))
    assert large / small == pytest.approx(8, rel=0.15)


CASES = {
    (PEANO, 0, 0): "mixed", ("x^4 + y^4", 0, 0): "never_below", ("-x^4 - y^4", 0, 0): "never_above",
    ("3", 1, 2): "level",
    ("sqrt(x^2 + y^2)", 0, 0): "undefined", ("ln(x*y)", -1, 1): "undefined", ("x*y", 1, 1): "slope_mixed",
    ("x^2 + y^2", 1, 1): "slope_up", ("-x^2 - y^2", 1, 1): "slope_down", ("ln(x*y)", 0.5, 0.5): "no_error",
    ("x*y", 2, 1): "error", ("x + y", 1, 1): "slope_flat", ("x^2", 2, 2): "slope_mixed",
    ("x^2 + 1e10*y^2", 0, 0): "minimum", ("1e-12*x", 1, 1): "slope_flat", ("x^8", 0.01, 0): "slope_mixed",
    ("sin(x)^2 + cos(x)^2", 1, 1): "level", ("(x + y)^2", 1, -1): "never_below",
    ("sin(x + y)^2", 1.1, -1.1): "never_below",
}  # fmt: skip


@pytest.mark.parametrize(("case", "key"), CASES.items())
def test_each_place_has_its_sentence_and_its_figures(case, key):
    text, *_ = case
    found, size = curvature(*case), PatchConfig(patch=1)
    assert key in [line for line, _ in curvature_lines(found, largest_error(first(text)[0], found, size))]
    land, patch = landscape(*first(text)), taylor_patch(found, size)
    for figure in (curvature_map(land, found, patch, say), curvature_surface(land, found, patch, say)):
        assert "nan" not in figure.to_json()
