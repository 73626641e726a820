"""The chain rule against PyTorch, SymPy and SciPy, and the Jacobian against the square that it is to replace."""

import math

import numpy as np
import pytest
import sympy
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.expressions import read_function
from core.mathematics.gradients.chain import boundary, chain_at, chain_in_scipy, grid_lines, square_under
from core.mathematics.gradients.chain_figure import chain_graph, microscope_figure, square_figure, view_of
from core.mathematics.gradients.chain_report import chain_lines, graph_texts, numbers_of, square_lines
from core.mathematics.gradients.settings import MAPS, CompositionConfig, PlaceConfig, SmallSquareConfig
from tests.mathematics.gradients.functions import say

coordinate = st.integers(-500, 500).map(lambda n: n / 100)
IN_TORCH = {
    "twist": (lambda x, y: (x + y**2 / 4, y - x**2 / 4), lambda u, v: u * v),
    "polar": (lambda x, y: (x * torch.cos(y), x * torch.sin(y)), lambda u, v: u + v),
    "square": (lambda x, y: (x**2 - y**2, 2 * x * y), lambda u, v: u - v),
    "linear": (lambda x, y: (2 * x + y, x - y), lambda u, v: u**2 + v**2),
    "fold": (lambda x, y: (x**2, y + 0 * x), lambda u, v: u * v),
    "neuron": (lambda x, y: (x * y, torch.tanh(x - y)), lambda u, v: (u - v) ** 2),
}


def typed(u, v, outer):
    """The functions u, v and f, each followed by its partial derivatives."""
    inner = [read_function(text, ("x", "y"), letter) for text, letter in ((u, "u"), (v, "v"))]
    functions = [*inner, read_function(outer, ("u", "v"))]
    return [one for f in functions for one in (f, *map(f.derivative, f.variables))]


def chain(texts, x, y, side=1.0):
    nine = typed(*texts)
    found = chain_at(*nine, PlaceConfig(x=x, y=y))
    return found, square_under(nine[0], nine[3], found, SmallSquareConfig(side=side))


@pytest.mark.parametrize("name", MAPS)
@settings(deadline=None, max_examples=25)
@given(x=coordinate, y=coordinate)
def test_torch_finds_the_same_jacobian_and_gradient(name, x, y):
    found, _ = chain(MAPS[name], x, y)
    inner, outer = IN_TORCH[name]
    at = (torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64))
    jacobian = torch.stack([torch.stack(row) for row in torch.autograd.functional.jacobian(inner, at)]).numpy()
    gradient = torch.stack(torch.autograd.functional.jacobian(lambda a, b: outer(*inner(a, b)), at)).numpy()
    size = 1 + np.abs(found.paths).max()
    np.testing.assert_allclose(found.jacobian, jacobian, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(found.gradient, gradient, rtol=1e-11, atol=1e-12 * size)
    np.testing.assert_allclose(found.gradient, found.outer @ found.jacobian, rtol=1e-11, atol=1e-12 * size)
    assert found.determinant == pytest.approx(np.linalg.det(jacobian), rel=1e-10, abs=1e-10)


@pytest.mark.parametrize("name", MAPS)
def test_sympy_and_scipy_find_the_same(name):
    x, y = sympy.symbols("x y")
    u, v, outer = (sympy.sympify(text.replace("^", "**")) for text in MAPS[name])  # our own texts
    z = outer.subs({"u": u, "v": v}, simultaneous=True)
    at = {x: sympy.Rational(13, 10), y: sympy.Rational(-7, 10)}
    found, _ = chain(MAPS[name], 1.3, -0.7)
    want = [float(z.diff(one).subs(at)) for one in (x, y)]
    np.testing.assert_allclose(found.gradient, want, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(found.jacobian, np.array(sympy.Matrix([u, v]).jacobian([x, y]).subs(at), dtype=float))
    nine = typed(*MAPS[name])
    theirs = chain_in_scipy(nine[0], nine[3], nine[6], PlaceConfig(x=1.3, y=-0.7))
    for key in ("jacobian", "gradient", "determinant"):
        np.testing.assert_allclose(theirs[key], getattr(found, key), rtol=1e-7, atol=1e-8)


def test_paths_that_cancel_sum_to_zero_to_the_last_bit():
    for x, y in ((2, 1), (3.33, -0.77), (-4.9, 4.1)):
        found, _ = chain(("x*cos(y)", "x*sin(y)", "u^2 + v^2"), x, y)
        assert found.gradient[1] == 0 and abs(found.paths[0, 1]) > 0.1
        assert "cancel" in [key for key, _ in chain_lines(found, "y")]
        assert "cancel" not in [key for key, _ in chain_lines(found, "x")]


@settings(deadline=None, max_examples=30)
@given(x=coordinate, y=coordinate, side=st.sampled_from([0.02, 0.5, 2.0]))
def test_the_area_and_the_gap_of_a_square_are_those_of_the_calculus(x, y, side):
    found, square = chain(("x^2 - y^2", "2*x*y", "u"), x, y, side)
    assert square.area == pytest.approx(4 * (x**2 + y**2) + 2 / 3 * side**2, rel=1e-5)  # the integral of det J
    assert square.gap == pytest.approx(side / 2, rel=1e-6)  # |w|² side at a corner, |w|² = ½
    assert found.determinant == pytest.approx(4 * (x**2 + y**2), abs=1e-12)


def test_half_the_side_halves_the_gap_and_a_linear_map_has_none():
    gaps = [chain(MAPS["polar"], 2, 1, side)[1].gap for side in (0.04, 0.02)]
    assert gaps[0] / gaps[1] == pytest.approx(2, rel=0.02)
    assert chain(MAPS["linear"], 2, 1, 4)[1].gap < 1e-14


def test_a_mirror_has_negative_area_and_the_sides_go_once_around():
    found, square = chain(MAPS["linear"], 1, 1)
    assert found.determinant == -3 and square.area == pytest.approx(-3)
    around = boundary(grid_lines(3, 5))
    assert around.shape == (2, 20) and np.abs(around).max(axis=0).tolist() == [0.5] * 20
    assert np.hypot(*np.diff(around)).sum() == pytest.approx(4)


CASES = {
    ("ln(x)", "y", "u", -1, 1): {"no_inner"}, ("x", "1/y", "u", 1, 0): {"no_inner"},
    ("abs(x)", "y", "u", 0, 1): {"no_jacobian"}, ("x", "y", "ln(u)", -1, 1): {"no_outer", "keeps"},
    ("x", "y", "abs(u)", 0, 1): {"no_outer_slope", "keeps"}, ("x", "-y", "u", 1, 1): {"sum", "product", "mirrors"},
    ("x", "2*x", "u", 1, 1): {"flat"}, ("x^2", "y^2", "u", 0, 0): {"point"}, ("sqrt(x)", "y", "v", 0.1, 1): {"gaps"},
    ("exp(99*x)", "exp(99*y)", "sin(u)*v", 4, 4): {"too_large", "area_too_large"},
    ("exp(80*x)", "y", "u", 4, 4): {"sum", "keeps"}, ("1", "2", "u*v", 1, 1): {"sum", "point"},
}  # fmt: skip


@pytest.mark.parametrize(("case", "keys"), CASES.items())
def test_each_degenerate_case_has_its_sentence_and_its_figures(case, keys):
    *texts, x, y = case
    found, square = chain(texts, x, y)
    for by in "xy":
        assert keys <= {key for key, _ in [*chain_lines(found, by), *square_lines(found, square)]}
        figures = (
            chain_graph(found, by, say), square_figure(found, square, 1.0, by, say),
            microscope_figure(found, square, by, say),
        )  # fmt: skip
        assert all("nan" not in (text := figure.to_json().lower()) and "infinity" not in text for figure in figures)
        assert set(numbers_of(found, square, by)) >= {"through_u", "through_v", "total", "gap"}


def test_the_microscope_shows_the_image_of_the_jacobian_and_seldom_changes():
    views = [view_of(chain(MAPS["twist"], x, 3)[1]) for x in np.arange(-3, 3.1, 0.1)]
    assert len(set(views)) <= 2 and all(math.log2(view / 2.5).is_integer() for view in views)
    assert view_of(chain(("x^2", "y^2", "u"), 0, 0)[1]) < 1.5  # J = 0: the true image fills the view


def test_the_graph_is_handed_on_only_where_back_propagation_reads_its_functions():
    place = PlaceConfig(x=1.5, y=-2.0)
    texts = graph_texts(CompositionConfig(), place)
    assert texts == {"formula": "u = x + y^2/4\nv = y - x^2/4\nu*v", "values": "x = 1.5\ny = -2"}
    assert graph_texts(CompositionConfig(u="atan(x)"), place) is None
