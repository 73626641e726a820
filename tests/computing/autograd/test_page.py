"""The page of back-propagation: broken formulas and values in both languages, every view at its edges, the scripts."""

import json

import pytest

from core.computing.autograd.formula.presets import PRESETS, FormulaConfig, on_screen
from core.computing.autograd.scripts.by_hand import script_by_hand
from core.computing.autograd.scripts.engine import script_engine, script_torch
from core.computing.autograd.settings import TroubleState
from core.curriculum import topic_named
from core.params import domains
from pages.shared.words import LANGUAGES, Words
from tests.agreement import printed, run_alone, same
from tests.computing.autograd.formulas import printed_numbers, traced
from tests.pages.cases import PAGES, opened

TOPIC = topic_named("autograd")

BAD_FORMULAS = {
    "unknown function": "foo(x)",
    "unbalanced": "sin(x",
    "closing": "x)",
    "assignment to a function": "sin = x\nsin",
    "shapes": "a = [1, 2]*x\na + [1, 2, 3]",
    "matrix sizes": "[[1, 2], [3, 4]] @ ([1, 2, 3]*x)",
    "cyclic": "x = y + 1\ny = x\ny",
    "self": "x = x + 1\nx",
    "long": "x" * 1999,
    "operations": "+".join(["x"] * 500),
    "attribute": "x.__class__",
    "non-ASCII operator": "x × y",
    "import": "__import__('os').system('touch pwned')",
    "lambda": "(lambda: x)()",
    "no variables": "1 + 1",
    "only spaces": "  \n ",
    "two results": "x\ny",
    "backticks": "x `y`",
    "markup": "<b>x</b>",
    "axis": "sum([1, 2]*x, axis=5)",
    "index": "([1, 2]*x)[7]",
    "tower": "9**9**9*x",
    "deep": "(" * 150 + "x" + ")" * 150,
}  # fmt: skip
BAD_VALUES = {
    "no name": "3",
    "unknown": "w = abc",
    "call": "w1 = open('x')",
    "ragged": "w1 = [[1, 2], [3]]",
    "shape": "w1 = [1, 2]\nw2 = [1, 2, 3]",
    "twelve": "w1 = [1,2,3,4,5,6,7,8,9,10,11,12]",
}


def errors(app):
    return [str(element.value) for element in app.error]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", BAD_FORMULAS.values(), ids=BAD_FORMULAS.keys())
def test_a_bad_formula_is_one_sentence_with_its_place_and_the_graph_stays(text, language):
    app = opened(TOPIC, {"autograd_formula": text}, language)
    assert not app.exception
    assert len(errors(app)) == 1 and "«" not in errors(app)[0]
    assert "^" in app.get("code")[0].value
    assert graph_payload(app)["film"]["formula"] == on_screen(FormulaConfig())[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", BAD_VALUES.values(), ids=BAD_VALUES.keys())
def test_bad_values_are_one_sentence_and_the_graph_stays(text, language):
    app = opened(TOPIC, {"autograd_preset": "neuron", "autograd_values": text}, language)
    assert not app.exception
    assert len(errors(app)) == 1 and "^" in app.get("code")[0].value
    assert graph_payload(app)["film"]["nodes"]


def test_what_was_on_the_screen_stays_when_a_formula_breaks():
    app = opened(TOPIC, {"autograd_formula": "sin(a)*b", "autograd_values": "a = 2"})
    app.text_area(key="autograd_formula").set_value("sin(a)*)b").run()
    assert len(errors(app)) == 1
    film = graph_payload(app)["film"]
    assert film["formula"] == "sin(a)*b" and film["nodes"][0]["value"] == 2.0
    assert app.text_area(key="autograd_formula").value == "sin(a)*)b"
    app.text_area(key="autograd_formula").set_value("cos(a)").run()
    assert errors(app) == [] and graph_payload(app)["film"]["formula"] == "cos(a)"


def test_a_broken_value_of_a_matrix_keeps_what_is_typed_and_the_last_value():
    app = opened(TOPIC, {"autograd_preset": "softmax"})
    box = app.text_input(key="autograd_value_z_softmax")
    box.set_value("[2, 1,").run()
    assert len(errors(app)) == 1
    assert app.text_input(key="autograd_value_z_softmax").value == "[2, 1,"
    assert graph_payload(app)["film"]["nodes"][0]["value"] == [2, 1, -1]
    app.text_input(key="autograd_value_z_softmax").set_value("[5, 1, 0]").run()
    assert errors(app) == []
    assert graph_payload(app)["film"]["nodes"][0]["value"] == [5, 1, 0]


def test_a_preset_takes_the_place_of_a_typed_formula():
    app = opened(TOPIC, {"autograd_formula": "sin(a)", "autograd_values": "a = 2", "autograd_step": "1"})
    app.selectbox(key="autograd_preset").set_value("branch").run()
    assert graph_payload(app)["film"]["formula"] == "where(x > 0, x, 0.1*x)"
    assert graph_payload(app)["film"]["variables"][0]["name"] == "x"


def graph_payload(app):
    part = next(e for e in app.get("bidi_component") if e.proto.component_name == "graph")
    return json.loads(json.loads(part.proto.json)["film"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_a_refusal_and_every_mark_has_its_sentence(language):
    from core.computing.autograd.walk.diagnostics import REASONS

    marks = {reason for reasons in REASONS.values() for reason, *_ in reasons}
    marks |= {"overflow", "value_inherited", "gradient_undefined", "gradient_infinite"}
    graph = Words(PAGES / "shared" / "live" / "graph" / "graph", language).group("graph")
    assert {key.removeprefix("mark_") for key in graph if key.startswith("mark_")} == marks


@pytest.mark.parametrize("view", ["formula", "check", "pytorch"])
@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_stands_in_every_view(preset, view):
    app = opened(TOPIC, {"autograd_tab": view, "autograd_preset": preset})
    assert not app.exception, app.exception[0].stack_trace
    assert errors(app) == [] or view == "pytorch"


SCRIPTS = {"engine": script_engine, "torch": script_torch, "by_hand": script_by_hand}


def test_the_scripts_of_a_formula_run_alone_and_print_the_gradients_on_the_screen(tmp_path):
    expected = {}
    for preset in ("neuron", "softmax", "branch"):
        text, values = on_screen(FormulaConfig(preset=preset))
        shown = traced(text, values)
        numbers = printed_numbers(shown)
        for name, write in SCRIPTS.items():
            file = tmp_path / f"{preset}_{name}.py"
            file.write_text(write(text, values), "utf-8")
            expected[str(file)] = numbers
    for file, output in run_alone(expected, tmp_path).items():
        got = printed(output)
        assert got.keys() == expected[file].keys(), output
        assert [key for key, value in expected[file].items() if not same(got[key], value)] == [], file


def test_every_trouble_is_marked_at_a_node():
    from core.computing.autograd.formula.troubles import TROUBLES
    from core.computing.autograd.formula.values import parse_values

    assert set(TROUBLES) == set(domains(TroubleState)["trouble"].options)
    for preset in TROUBLES.values():
        marks = [
            mark for node in traced(preset.formula, parse_values(preset.values)).nodes for mark in node.diagnostics
        ]
        assert any(mark.level in ("error", "warning") for mark in marks)
