import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from core.computing.autograd.formula.build import build, variables_of
from core.computing.autograd.formula.graph import replay
from core.computing.autograd.formula.presets import PRESETS, FormulaConfig, PresetName, on_screen, with_values
from core.computing.autograd.formula.values import format_value, format_values, parse_value, parse_values
from core.curriculum import topic_named
from core.params import domains
from core.refusal import Refusal
from pages.shared import refusal_sentence
from pages.shared.frame import topic_words
from pages.shared.words import LANGUAGES

VALUES = {"x": [1.0, 2.0], "v": [1.0, 2.0, 3.0], "W": [[1.0, 2.0], [3.0, 4.0]], "b": 5.0, "y": 1.0}
BIG = "[" + ", ".join(["1"] * 8) + "]"

MANY = "\n".join(["h = b*b + b*b + b*b"] * 60 + ["h"])
BAD_FORMULAS = {  # formula: the rule that it breaks, and the part that is underlined
    "": ("empty", ""),
    "foo(x)": ("unknown_function", "foo"),
    "x + q": ("missing_value", "q"),
    "tanh(x": ("bracket_open", "("),
    "x)": ("bracket_close", ")"),
    "tanh = x\ntanh": ("target_taken", "tanh"),
    "p = q\nq = p\nq": ("cyclic", "q"),
    "x = x + 1\nx": ("cyclic", "x"),
    "x" + " + x" * 3000: ("too_long", None),
    MANY: ("too_many_parts", None),
    "x.shape": ("unknown_attribute", "x.shape"),
    "x.__class__": ("unknown_attribute", "x.__class__"),
    "b × 2": ("character", "×"),
    "b − 2": ("character", "−"),
    "b ＊ 2": ("character", "＊"),
    "x + v": ("shapes_differ", "x + v"),
    "where(b > 0, x, v)": ("shapes_differ", "where(b > 0, x, v)"),
    "W @ v": ("matmul_sizes", "W @ v"),
    "v @ W": ("matmul_sizes", "v @ W"),
    "b @ x": ("matmul_scalar", "b @ x"),
    "b + W @ b": ("matmul_scalar", "W @ b"),
    "sum(v, axis=1)": ("axis", "sum(v, axis=1)"),
    **{
        f"{name}(b, axis={axis})": ("axis", f"{name}(b, axis={axis})")
        for name in ("sum", "max", "min")
        for axis in (0, -1)
    },
    "softmax(W, axis=2)": ("axis", "softmax(W, axis=2)"),
    "sum(v, axis=b)": ("axis_constant", "b"),
    "sum(v, 0, axis=0)": ("axis_constant", "sum(v, 0, axis=0)"),
    "sum(v, keepdims=1)": ("keepdims_constant", "1"),
    "v[3]": ("index_range", "v[3]"),
    "W[0, 0, 0]": ("index_range", "W[0, 0, 0]"),
    "b[0]": ("index_range", "b[0]"),
    "v[b]": ("index_constant", "b"),
    "v[0.5]": ("index_constant", "0.5"),
    "v[True]": ("index_constant", "True"),
    "v[::0]": ("index_step", "::0"),
    "v[::-1]": ("index_step", "::-1"),
    "v[3:]": ("empty_selection", "v[3:]"),
    "v[:, None, None]": ("axes_many", "v[:, None, None]"),
    "2 * 3": ("no_variables", "2 * 3"),
    "b + True": ("not_a_value", "True"),
    "b + (1, 2)": ("not_a_value", "(1, 2)"),
    "b * [1, [2]]": ("list_numbers", "[1, [2]]"),
    "b * [[1], [2, 3]]": ("rows_differ", "[2, 3]"),
    "b * []": ("list_numbers", "[]"),
    "b * [b]": ("list_numbers", "b"),
    "x[:, None] + (m[:, None] * m)": ("axes_many", None),
    "b*" + "9**9**9": ("power_large", "9**9"),
    "lambda: 1": ("reserved_word", "lambda"),
    "(b := 2)": ("construct", "b := 2"),
    "f(b) = b": ("syntax", None),
    "softmax(b) + max([b*0, 1][1])": ("list_numbers", "b*0"),
    "+".join(["b"] * 500): ("too_deep", None),
    "__import__('os').system('touch pwned')": ("character", None),
    "  \n ": ("empty", None),
    "b\nb": ("unused_line", None),
    "b `y`": ("character", "`"),
    "<b>b</b>": ("syntax", None),
    "(" * 150 + "b" + ")" * 150: ("brackets_deep", None),
}

BAD_VALUES = {
    "": "empty",
    "[]": "list_numbers",
    "[1, 2": "bracket_open",
    "[[1], [2, 3]]": "rows_differ",
    "[1, [2]]": "list_numbers",
    "[[[1]]]": "list_numbers",
    f"[{BIG}, 1]": "list_numbers",
    BIG.replace("]", ", 1]"): "side_long",
    "x": "unknown_name",
    "1e400": "number_large",
    "nan": "unknown_name",
    "1/0": "division_by_zero",
    "__import__('os')": "character",
    "[1, True]": "list_numbers",
    "(1, 2)": "list_numbers",
    "[1][0]": "list_numbers",
    "one": "unknown_name",
    "１": "character",
}


@pytest.mark.parametrize("formula", BAD_FORMULAS, ids=lambda text: repr(text[:30]))
def test_a_bad_formula_is_refused_by_one_rule_with_the_place_underlined(formula):
    rule, part = BAD_FORMULAS[formula]
    with pytest.raises(Refusal) as caught:
        build(formula, VALUES | {"m": np.ones((4, 4))})
    assert caught.value.rule == rule, str(caught.value)
    if part is not None:
        assert formula[slice(*caught.value.span)] == part
    for language in LANGUAGES:
        assert "«" not in refusal_sentence(topic_words(topic_named("autograd"), language), caught.value)
    shown, marks = caught.value.pointer(formula).split("\n")
    assert len(shown) <= 60 and set(marks.strip()) == {"^"}


def test_a_sentence_names_the_sizes_that_do_not_fit():
    with pytest.raises(Refusal, match=r"left='\(2\)', right='\(3\)'"):
        build("x + v", VALUES)
    with pytest.raises(Refusal, match="columns=2, rows=3"):
        build("W @ v", VALUES)
    with pytest.raises(Refusal, match="limit=400"):
        build(MANY, VALUES)


def test_a_value_that_would_grow_beyond_the_limit_is_refused():
    with pytest.raises(Refusal) as caught:
        build("a = x[:, None] * y\nsum(a)", {"x": np.ones(40), "y": np.ones(40)})
    assert caught.value.rule == "value_large" and caught.value.values["got"] == 1600


def test_a_formula_of_many_large_values_is_refused():
    with pytest.raises(Refusal) as caught:
        build("h = W\n" + "h = h @ W\n" * 80 + "sum(h)", {"W": np.eye(8)})
    assert caught.value.rule == "graph_large"


@pytest.mark.parametrize("text", BAD_VALUES, ids=repr)
def test_a_bad_value_is_refused_by_one_rule(text):
    with pytest.raises(Refusal) as caught:
        parse_value(text)
    assert caught.value.rule == BAD_VALUES[text], str(caught.value)


@pytest.mark.parametrize("text", ["5", "w = 1\n5", "w == 1", "w = 1; v = 2"])
def test_lines_of_values_each_name_a_variable(text):
    with pytest.raises(Refusal):
        parse_values(text)


def test_typed_values_are_numbers_vectors_and_matrices():
    assert parse_value("-1/4") == -0.25
    assert parse_value("[1, -2, 3e-2]").tolist() == [1, -2, 0.03]
    assert parse_value("[[1, 2], [3, 4]]").shape == (2, 2)
    assert parse_values(" ") == {}


finite = st.floats(-1e15, 1e15)


@given(
    st.dictionaries(
        st.sampled_from(["w", "x1", "beta"]),
        finite | arrays(float, array_shapes(max_dims=2, max_side=4), elements=finite),
    )
)
@settings(max_examples=60, deadline=None)
def test_values_survive_the_way_through_text_exactly(values):
    again = parse_values(format_values(values))
    assert list(again) == list(values)
    for name, value in values.items():
        assert np.array_equal(again[name], value) and again[name].shape == np.shape(value)


def test_a_graph_knows_names_parents_and_where_each_operation_was_typed():
    text = "z = w*x + 2\ntanh(z) * z"
    graph = build(text, {"w": 3, "x": 0.5})
    rows = [(n.name, n.operation, [graph.nodes[p].name for p in n.parents], text[n.start : n.end]) for n in graph.nodes]
    assert rows == [
        ("w", "", [], "w"), ("x", "", [], "x"), ("v1", "multiply", ["w", "x"], "w*x"), ("", "", [], "2"),
        ("z", "add", ["v1", ""], "w*x + 2"), ("v3", "tanh", ["z"], "tanh(z)"),
        ("L", "multiply", ["v3", "z"], "tanh(z) * z"),
    ]  # fmt: skip


def test_a_name_may_be_given_again_and_names_stay_apart():
    graph = build("h = 2*L\nh = h*h\nh + v1", {"L": 1, "v1": 1})
    names = [node.name for node in graph.nodes if node.name]
    assert names == ["L", "h", "h_2", "v1", "L_2"]
    assert graph.result.value == 5


def test_what_the_result_does_not_use_has_no_node():
    graph = build("a = x*x\nb = y\nb + 1", {"x": 1, "y": 2})
    assert list(graph.variables) == ["y"]
    assert variables_of("a = x*x\nb = y\nb + 1") == ("x", "y")


def test_constants_are_folded_and_a_result_of_many_numbers_is_added_up():
    graph = build("x / sqrt(2 * 2)", {"x": [2, 4]})
    assert [node.kind for node in graph.nodes] == ["variable", "constant", "operation", "operation"]
    assert graph.nodes[1].value == 2
    assert graph.result.added and graph.result.operation == "sum" and graph.result.value == 3


def test_no_gradient_is_tracked_through_conditions_and_detach():
    graph = build("where(a > 0, b, detach(c))", {"a": 1, "b": 2, "c": 3})
    assert {graph.nodes[index].name for index in graph.reached} == {"L", "b"}


def test_replay_repeats_the_forward_pass_with_other_values():
    graph = build("sum(W @ x)", {"W": [[1, 2]], "x": [3, 4]})
    assert replay(graph, {}) == 11
    assert replay(graph, {graph.variables["x"]: np.array([1.0, 1.0])}) == 3


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_stands_with_a_finite_gradient_for_each_variable(name):
    formula, values = on_screen(FormulaConfig(preset=name))
    graph = build(formula, values)
    assert set(graph.variables) == set(values)
    assert np.isfinite(graph.result.value)
    assert len(graph.nodes) <= 40


def test_there_are_ten_presets_and_all_can_be_chosen():
    assert len(PRESETS) == 10
    assert set(PRESETS) == set(PresetName.__args__)


@pytest.mark.parametrize("length", [1, 7, 20])
def test_the_chain_is_as_long_as_the_slider_says(length):
    formula, values = on_screen(FormulaConfig(preset="chain", length=length))
    operations = [node.operation for node in build(formula, values).nodes]
    assert operations == [""] + ["sigmoid"] * length


def test_a_typed_formula_and_typed_values_come_before_the_presets():
    config = FormulaConfig(preset="neuron", formula="w1*q + r", values="q = [1, 2]")
    formula, values = on_screen(config)
    assert formula == "w1*q + r"
    assert values["w1"] == 0.5 and values["q"].tolist() == [1, 2] and values["r"] == 1.5


def test_only_changed_values_are_kept_in_the_address():
    config = FormulaConfig(preset="neuron")
    assert with_values(config, {"w1": 0.5}) == ""
    text = with_values(config, {"w1": -2, "elsewhere": 3})
    assert text == "w1 = -2"
    assert on_screen(FormulaConfig(preset="neuron", values=text))[1]["w1"] == -2
    assert format_value(np.array([[0.1, -1]])) == "[[0.1, -1]]"


def test_matrices_to_their_last_digit_fit_into_a_box_and_two_of_them_into_the_address():
    matrix = np.full((8, 8), -1.2345678901234567e-300)
    assert np.array_equal(parse_value(format_value(matrix)), matrix)
    config = FormulaConfig(formula="sum(A*B)")
    text = with_values(config, dict.fromkeys("AB", matrix))
    again = on_screen(FormulaConfig(formula=config.formula, values=text))[1]
    assert all(np.array_equal(again[name], matrix) for name in "AB")


def test_more_values_than_the_address_holds_are_refused():
    config = FormulaConfig(formula="sum(A*B*C)")
    with pytest.raises(Refusal) as caught:
        with_values(config, dict.fromkeys("ABC", np.full((8, 8), -1.2345678901234567e-300)))
    assert caught.value.rule == "values_long"
    assert caught.value.values["got"] > caught.value.values["limit"] == domains(FormulaConfig)["values"].longest
