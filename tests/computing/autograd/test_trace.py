import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import tex
from core.computing.autograd.formula.presets import PRESETS, FormulaConfig, on_screen
from core.computing.autograd.walk.diagnostics import REASONS
from core.computing.autograd.walk.graph_message import graph_message, plain, step_table
from core.computing.autograd.walk.latex import array_text, fill, number_text
from core.computing.autograd.walk.layout import WIDEST, apart, layered
from tests.computing.autograd.formulas import traced


def preset_trace(name, **more):
    return traced(*on_screen(FormulaConfig(preset=name, **more)))


def pass_between(found, node, parent):
    """The line that a named node writes when it hands its gradient to a named parent."""
    names = [n.name for n in found.nodes]
    (given_on,) = [
        given_on
        for step in found.backward
        for given_on in step.passes
        if (names[step.node], names[given_on.parent]) == (node, parent)
    ]
    return given_on


def test_forward_steps_follow_the_formula_and_backward_steps_return():
    found = preset_trace("neuron")
    assert [step.node for step in found.forward] == sorted(step.node for step in found.forward)
    assert [step.node for step in found.backward] == [step.node for step in found.forward][::-1]
    assert found.backward[0].arrives == 1


def test_the_numbers_of_a_backward_step_multiply_and_add_up():
    found = preset_trace("two layers")
    arrived = {found.result.index: np.ones(())}
    for step in found.backward:
        assert np.array_equal(step.arrives, arrived[step.node])
        for given_on in step.passes:
            before = arrived.get(given_on.parent, np.zeros(found.nodes[given_on.parent].value.shape))
            assert np.array_equal(given_on.before, before)
            assert np.array_equal(given_on.after, before + given_on.share)
            assert given_on.adds == (given_on.parent in arrived)
            arrived[given_on.parent] = given_on.after
    for node in found.nodes:
        if node.gradient is not None:
            assert np.array_equal(node.gradient, arrived[node.index])


def test_a_scalar_step_is_written_out_with_its_numbers():
    found = traced("z = w*x\ntanh(z)", {"w": 0.5, "x": -2})
    step = found.forward[1]
    assert step.symbols == r"L = \tanh z"
    assert step.numbers == r"\tanh (-1) = -0.7616"
    line = pass_between(found, "L", "z").line
    assert line.slope == "1 - L^2"
    assert line.slope_numbers == "1 - (-0.7616)^2"
    assert line.slope_value == pytest.approx(0.41997434)
    assert line.product == r"\frac{\partial L}{\partial L} \cdot \left(1 - L^2\right)"
    assert line.product_numbers == r"1 \cdot 0.42 = 0.42"
    assert pass_between(found, "z", "w").line.text == "0.42 × −2 = −0.8399"


def test_a_matrix_product_is_written_as_delta_times_transposed_input():
    found = traced("z = W @ x\nsum(z)", {"W": [[1, 2], [3, 4]], "x": [5, 6]})
    weights, inputs = pass_between(found, "z", "W"), pass_between(found, "z", "x")
    assert weights.line.slope == r"\delta\,x^{\top}"
    assert inputs.line.slope == r"W^{\top}\delta"
    assert weights.line.product_numbers == (
        r"\begin{bmatrix} 1 \\ 1 \end{bmatrix}\,\begin{bmatrix} 5 & 6 \end{bmatrix}"
        r" = \begin{bmatrix} 5 & 6 \\ 5 & 6 \end{bmatrix}"
    )
    assert inputs.share.tolist() == [4, 6]


def test_a_value_used_twice_says_what_is_added():
    found = traced("x*x + x", {"x": 3})
    shares = [
        given_on for step in found.backward for given_on in step.passes if found.nodes[given_on.parent].name == "x"
    ]
    assert [float(share.share) for share in shares] == [1, 3, 3]
    assert [share.adds for share in shares] == [False, True, True]
    assert float(shares[-1].after) == 7
    assert step_table(found)[-1]["gradient"] == "4 + 3 = 7"


def test_equal_elements_share_the_gradient_of_the_largest_as_it_is_written():
    line = pass_between(traced("m = max(x, axis=1)\nsum(m)", {"x": [[2, 2], [1, 3]]}), "m", "x").line
    assert line.slope == r"\delta \cdot \frac{[x = m]}{\sum_{\mathrm{axis}=1} [x = m]}"
    assert line.product_numbers.endswith(r"\begin{bmatrix} 0.5 & 0.5 \\ 0 & 1 \end{bmatrix}")


def test_a_stretched_value_gets_the_sum_over_its_copies():
    found = traced("y = A + b\nsum(y * A)", {"A": [[1, 2, 3], [4, 5, 6]], "b": [[1], [2]]})
    given_on = pass_between(found, "y", "b")
    assert given_on.line.summed_axes == (1,)
    assert given_on.share.tolist() == [[6], [15]]
    assert given_on.line.product.startswith(r"\textstyle\sum")


def test_constants_and_cut_paths_have_no_gradient():
    found = traced("2*x + detach(y)", {"x": 1, "y": 2})
    assert found.status == {"x": "defined", "y": "no_path"}
    assert [node.gradient is None for node in found.nodes] == [True, False, False, True, True, False]
    assert found.gradient_of("y") == 0


MARKS = {
    ("log(x)", 0): {"log_of_zero", "gradient_infinite"},
    ("log(x)", -1): {"log_of_negative"},
    ("1/x", 0): {"division_by_zero", "gradient_infinite"},
    ("x/x", 0): {"division_by_zero", "gradient_undefined"},
    ("sqrt(x)", 0): {"sqrt_at_zero", "gradient_infinite"},
    ("sqrt(x)", -1): {"sqrt_of_negative", "gradient_undefined"},
    ("exp(x)", 800): {"exp_overflow", "gradient_infinite"},
    ("exp(x)", -800): {"exp_underflow"},
    ("x**(-1)", 0): {"division_by_zero", "gradient_infinite"},
    ("x**0.5", -2): {"power_of_negative", "gradient_undefined"},
    ("x**0.5", 0): {"power_slope_at_zero", "gradient_infinite"},
    ("relu(x)", -1): {"dead_relu"},
    ("relu(x)", 0): {"kink"},
    ("abs(x)", 0): {"kink"},
    ("maximum(x, 2*x)", 0): {"tie"},
    ("minimum(x, 2*x)", 0): {"tie"},
    ("max(x * [1, 1])", 3): {"tie"},
    ("min(x * [1, 2])", 3): set(),
    ("min(x * [2, 2])", 3): {"tie"},
    ("sigmoid(x)", 8): {"saturated"},
    ("tanh(x)", -4): {"saturated"},
    ("where(x > 0, x, 2*x)", 0): {"border"},
    ("x*1e10*x", 1e300): {"overflow", "value_inherited", "gradient_infinite"},
    ("log(x) * 2", 0): {"log_of_zero", "value_inherited", "gradient_infinite"},
    ("sin(x)", 1): set(),
}


@pytest.mark.parametrize(("formula", "x"), MARKS)
def test_what_goes_wrong_is_marked_with_its_reason(formula, x):
    found = traced(formula, {"x": x})
    assert {mark.reason for node in found.nodes for mark in node.diagnostics} == MARKS[formula, x]


def test_every_reason_has_been_met():
    known = {reason for rows in REASONS.values() for reason, _, _ in rows}
    assert known <= set().union(*MARKS.values())


def test_a_mark_counts_the_numbers_it_holds_for():
    found = traced("relu(x)", {"x": [-1, 2, -3]})
    (mark,) = found.nodes[1].diagnostics
    assert (mark.reason, mark.level, mark.count, mark.of) == ("dead_relu", "warning", 2, 3)


@pytest.mark.parametrize(
    ("formula", "status"),
    [("log(x)", "infinite"), ("x/x", "undefined"), ("exp(x)", "defined"), ("x*0 + log(x)*0", "undefined")],
)
def test_an_undefined_gradient_is_called_so(formula, status):
    assert traced(formula, {"x": 0}).status["x"] == status


@pytest.mark.parametrize("name", PRESETS)
def test_the_layout_runs_left_to_right_without_overlap(name):
    found = preset_trace(name, length=12)
    places = list(zip(found.layout.x, found.layout.y, strict=True))
    assert len(set(places)) == len(places)
    for node in found.nodes:
        for parent in node.parents:
            assert found.layout.x[parent] < found.layout.x[node.index]
    for a, (x, y) in enumerate(places):
        assert 0 <= x <= found.layout.width and 0 <= y <= found.layout.height + 1e-9
        for other_x, other_y in places[:a]:
            assert x != other_x or abs(y - other_y) > 1 - 1e-9


def test_a_long_chain_is_folded_like_lines_of_text():
    layout = preset_trace("chain", length=20).layout
    assert layout.width < WIDEST and layout.height > 1
    back = [points for _, _, points in layout.edges if points[-1][0] < points[0][0]]
    assert len(back) == 1 and len(back[0]) == 4


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 30))
    return [tuple(draw(st.lists(st.integers(0, k - 1), max_size=3))) if k else () for k in range(count)]


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_any_graph_is_laid_out_with_every_edge_from_parent_to_child(parents):
    layout = layered(parents)
    assert len(layout.x) == len(parents)
    assert {(a, b) for a, b, _ in layout.edges} == {(p, k) for k, above in enumerate(parents) for p in above}
    for start, end, points in layout.edges:
        assert points[0] == (layout.x[start], layout.y[start]) and points[-1] == (layout.x[end], layout.y[end])


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=8).map(sorted))
def test_places_keep_order_and_distance_and_move_as_little_as_possible(wanted):
    places = np.array(apart(wanted))
    assert np.all(np.diff(places) > 1 - 1e-9)
    assert np.mean(places) == pytest.approx(np.mean(wanted), abs=1e-9)  # the least squares keep the mean
    even = np.arange(len(wanted)) + np.mean(wanted) - (len(wanted) - 1) / 2
    assert np.sum((places - wanted) ** 2) <= np.sum((even - wanted) ** 2) + 1e-9


@pytest.mark.parametrize("name", PRESETS)
def test_the_film_is_strict_json_and_holds_every_step(name):
    found = preset_trace(name)
    again = json.loads(json.dumps(graph_message(found), allow_nan=False))
    assert [step["phase"] for step in again["steps"]] == ["forward"] * len(found.forward) + ["backward"] * len(
        found.backward
    )
    assert [node["index"] for node in again["nodes"]] == list(range(len(found.nodes)))
    for variable in again["variables"]:
        assert again["nodes"][variable["node"]]["name"] == variable["name"]
    final = again["nodes"][again["result"]]
    assert final["gradient"] == 1 and final["value"] == pytest.approx(float(found.result.value))


def test_infinities_travel_as_words():
    assert plain([1.5, np.inf, -np.inf, np.nan]) == [1.5, "Infinity", "-Infinity", "NaN"]
    assert json.dumps(graph_message(traced("log(x) + x/x", {"x": 0})), allow_nan=False)


def test_the_table_has_a_row_for_every_operation_and_every_share():
    found = preset_trace("used twice")
    rows = step_table(found)
    assert len(rows) == len(found.forward) + sum(len(step.passes) for step in found.backward)
    assert rows[0] == {
        "phase": "forward", "node": "u", "operation": "multiply", "parent": "(w, x)", "line": "1.2", "gradient": "",
    }  # fmt: skip


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_the_trace_keeps_the_precision(precision):
    found = traced("sum(softmax(W @ x) * t)", {"W": [[1, 2], [3, 4]], "x": [0.1, 0.2], "t": [1, 0]}, precision)
    assert {str(node.value.dtype) for node in found.nodes} == {precision}
    assert {str(node.gradient.dtype) for node in found.nodes if node.gradient is not None} == {precision}


def test_numbers_and_names_are_written_for_readers():
    assert [number_text(x) for x in (0.63512, -2.0, 1.2e-7, np.inf, np.nan, -0.0)] == [
        "0.6351", "−2", "1.2e-07", "∞", "NaN", "0",
    ]  # fmt: skip
    assert [tex.name(n) for n in ("w1", "gamma", "loss", "w_in", "x", "h_2")] == [
        "w_{1}", r"\gamma", r"\mathrm{loss}", "w_{in}", "x", "h_{2}",
    ]  # fmt: skip
    assert array_text([[1, -2.5]]) == "[[1, −2.5]]"
    assert fill("<a>^2 - <b>", {"a": "-1", "b": "-2"}) == "(-1)^2 - (-2)"
