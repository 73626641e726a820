import numpy as np
import plotly.graph_objects as go
import pytest

from core.computing.autograd.check import EPSILONS, CheckConfig, gradient_check
from core.computing.autograd.curves_figure import error_alt, error_figure, slice_alt, slice_figure
from core.computing.autograd.formula.build import build
from core.computing.autograd.formula.presets import PRESETS, FormulaConfig, on_screen
from core.computing.autograd.pytorch.agreement import agreement
from core.computing.autograd.slices import places, slice_along
from core.computing.autograd.walk.trace import trace
from tests.computing.autograd.formulas import say


def check(formula, values, config, precision="float64"):
    return gradient_check(build(formula, values, precision), config)


def made(preset, precision="float64"):
    graph = build(*on_screen(FormulaConfig(preset=preset)), precision)
    return graph, trace(graph, precision)


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_the_three_ways_agree_on_every_preset(name, precision):
    epsilon = 1e-5 if precision == "float64" else 1e-2
    found = check(*on_screen(FormulaConfig(preset=name)), CheckConfig(epsilon=epsilon), precision)
    go.Figure(error_figure(found, say).to_dict())
    assert {row.torch.verdict for row in found.rows} == {"agree"}
    assert {row.difference.verdict for row in found.rows} <= {"agree", "close"}
    graph, shown = made(name, precision)
    whole = agreement(graph, shown)
    assert whole.compared == len(found.rows) and whole.disagree == 0
    assert whole.absolute < (1e-12 if precision == "float64" else 1e-5)


def test_there_is_a_row_for_every_number_of_every_variable():
    found = check("sum(W @ x)", {"W": [[1, 2], [3, 4]], "x": [5, 6]}, CheckConfig(row=3))
    assert [row.name for row in found.rows] == ["W[0, 0]", "W[0, 1]", "W[1, 0]", "W[1, 1]", "x[0]", "x[1]"]
    assert [row.engine for row in found.rows] == [5, 6, 5, 6, 4, 6]
    assert found.curve_row == 3
    assert check("x*y", {"x": 1, "y": 2}, CheckConfig(row=9)).curve_row == 0  # the first, as the choice beside it says


def test_the_error_curve_is_a_valley_between_truncation_and_round_off():
    found = check("exp(x)", {"x": 1.0}, CheckConfig())
    errors = dict(zip(EPSILONS.round(20), found.curve_errors, strict=True))
    assert 1e-7 < found.best_epsilon < 1e-4
    large = [errors[e] for e in EPSILONS.round(20) if 1e-3 < e <= 1e-1]
    slopes = np.diff(np.log10(large)) / np.diff(np.log10([e for e in EPSILONS if 1e-3 < e <= 1e-1]))
    assert np.allclose(slopes, 2, atol=0.05)  # truncation falls with the square of ε
    assert found.curve_errors[-1] > 1e3 * found.curve_errors.min()  # round-off grows again


def test_single_precision_has_its_valley_at_larger_steps():
    single = check("exp(x)", {"x": 1.0}, CheckConfig(), "float32")
    double = check("exp(x)", {"x": 1.0}, CheckConfig(), "float64")
    assert single.best_epsilon > 100 * double.best_epsilon


@pytest.mark.parametrize(
    ("formula", "values", "epsilon", "verdict"),
    [
        ("x*y", {"x": 2, "y": 3}, 1e-5, "agree"),
        ("exp(x)", {"x": 5}, 1e-2, "close"),
        ("exp(x)", {"x": 5}, 1e-1, "differ"),
        ("relu(x)", {"x": 0}, 1e-5, "kink"),
        ("where(x > 0, x, 3*x)", {"x": 0}, 1e-5, "kink"),
        ("exp(x) + relu(y)", {"x": 5, "y": 0}, 1e-1, "differ"),  # the kink is not on the way of x
        ("log(x)", {"x": 0}, 1e-5, "undefined"),
        ("x/x", {"x": 0}, 1e-5, "undefined"),
        ("sqrt(x)", {"x": 1e-7}, 1e-5, "left_domain"),
        ("detach(x)*2", {"x": 1}, 1e-5, "no_path"),
        ("detach(x)*y", {"x": 1, "y": 2}, 1e-5, "no_path"),
    ],
)
def test_the_verdict_says_how_the_difference_compares(formula, values, epsilon, verdict):
    assert check(formula, values, CheckConfig(epsilon=epsilon)).rows[0].difference.verdict == verdict


def test_pytorchs_column_is_undefined_where_ours_is():
    (row,) = check("x/x", {"x": 0}, CheckConfig()).rows
    assert row.torch.verdict == "undefined" and np.isnan(row.torch.value) and np.isnan(row.engine)


@pytest.mark.parametrize(("formula", "told"), [("log(x)", "alt_undefined"), ("exp(x)", "alt")])
def test_a_picture_says_where_there_is_no_error_and_no_tangent(formula, told):
    graph = build(formula, {"x": 0})
    assert error_alt(gradient_check(graph, CheckConfig()), say).startswith(f"check.{told} ")
    curve = slice_along(graph, trace(graph), "x", 1.0)
    assert slice_alt(curve, say).startswith(f"slice.{told} ")
    labels = [shape["label"]["text"] for shape in slice_figure(curve, say).layout["shapes"] if "label" in shape]
    assert [label.split()[0] for label in labels] == ["slice.tangent" if told == "alt" else "slice.no_tangent"]


def test_agreement_sees_a_wrong_gradient():
    graph, shown = made("neuron")
    index = shown.variables["w1"]
    shown.nodes[index].gradient[...] += 1
    found = agreement(graph, shown)
    assert found.absolute == pytest.approx(1.0)


@pytest.mark.parametrize("preset", ["neuron", "two layers", "softmax"])
def test_the_tangent_touches_the_curve_with_the_slope_of_the_gradient(preset):
    graph, shown = made(preset)
    for label in places(graph):
        curve = slice_along(graph, shown, label, 1e-4)
        near = int(abs(curve.x - curve.here).argmin())
        tangent = curve.result + curve.slope * (curve.x - curve.here)
        assert np.allclose(tangent, curve.results, atol=1e-6)
        assert curve.tangent == pytest.approx((tangent[0], tangent[-1]))
        assert curve.slope == pytest.approx(np.gradient(curve.results, curve.x)[near], rel=1e-4, abs=1e-6)


def test_the_curve_stays_while_the_value_moves():
    graph, shown = made("neuron")
    here = slice_along(graph, shown, "w1", 1.5)
    assert here.x[0] <= here.here - 1.5 and here.here + 1.5 <= here.x[-1]
    formula, values = on_screen(FormulaConfig(preset="neuron"))
    near = build(formula, {**values, "w1": values["w1"] + 0.01})
    moved = slice_along(near, trace(near), "w1", 1.5)
    assert moved.here != here.here
    assert np.array_equal(moved.x, here.x) and np.array_equal(moved.results, here.results)


def test_places_name_every_number_once():
    assert list(places(made("softmax")[0])) == ["z[0]", "z[1]", "z[2]", "t[0]", "t[1]", "t[2]"]
