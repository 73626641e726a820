"""The page of back-propagation: broken formulas and values in both languages, every view at its edges, the scripts."""

import json
import subprocess
import sys

import pytest

from core.computing.autograd.formula.build import build
from core.computing.autograd.formula.presets import PRESETS, FormulaConfig, on_screen
from core.computing.autograd.scripts.by_hand import script_by_hand
from core.computing.autograd.scripts.engine import printed_numbers, script_engine, script_torch
from core.computing.autograd.settings import TroubleState
from core.computing.autograd.walk.trace import trace
from core.curriculum import topic_named
from core.params import domains, extremes
from pages.computing.autograd import check, formula, network, wrong
from pages.shared.words import LANGUAGES, Words
from tests.pages.cases import PAGES, opened, texts
from tests.scripts.test_scripts import printed, same

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
    app = opened(TOPIC, {"autograd_values": text}, language)
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


VIEW_OF = {"SmallNetworkConfig": "network", "LayerState": "network", "CheckConfig": "check", "ChainConfig": "wrong",
           "TroubleState": "wrong"}  # fmt: skip
EDGES = [
    (VIEW_OF[config.__name__], name, domains(config)[name].format(value))
    for config in TOPIC.config_classes() if config.__name__ in VIEW_OF
    for name, value in extremes(config)
]  # fmt: skip


@pytest.mark.parametrize(("view", "field", "value"), EDGES, ids=lambda v: str(v)[:20])
def test_a_view_stands_at_each_end_of_each_of_its_fields(view, field, value):
    app = opened(TOPIC, {"autograd_tab": view, f"autograd_{field}": value}, "zh")
    assert not app.exception, app.exception[0].stack_trace
    assert not [text for text in texts(app) if "«" in text or "nan" in text.lower().split()]


@pytest.mark.parametrize("view", ["formula", "check", "pytorch"])
@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_stands_in_every_view(preset, view):
    app = opened(TOPIC, {"autograd_tab": view, "autograd_preset": preset})
    assert not app.exception, app.exception[0].stack_trace
    assert errors(app) == [] or view == "pytorch"


def test_every_experiment_puts_values_on_the_screen_that_their_fields_allow():
    known = {name: domain for config in TOPIC.config_classes() for name, domain in domains(config).items()}
    for module in (formula, network, check, wrong):
        for name, experiment in module.EXPERIMENTS.items():
            query = {f"autograd_{k}": known[k].format(value) for k, value in experiment.settings.items()}
            app = opened(TOPIC, query)
            assert app.session_state["problems"] == [], name
            assert not app.exception, name


@pytest.mark.parametrize("write", [script_engine, script_torch, script_by_hand], ids=lambda f: f.__name__)
@pytest.mark.parametrize("preset", ["neuron", "softmax", "branch"])
def test_the_scripts_of_the_formula_run_alone_and_print_the_gradients_on_the_screen(write, preset, tmp_path):
    text, values = on_screen(FormulaConfig(preset=preset))
    file = tmp_path / "script.py"
    file.write_text(write(text, values), "utf-8")
    command = [sys.executable, "-W", "error", str(file)]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    shown = trace(text, values)
    expected = printed_numbers(build(text, values), {name: shown.gradient_of(name) for name in shown.variables})
    got = printed(run.stdout)
    assert got.keys() == expected.keys()
    assert [key for key in expected if not same(got[key], expected[key])] == []


def test_every_trouble_is_marked_at_a_node():
    from core.computing.autograd.formula.troubles import TROUBLES
    from core.computing.autograd.formula.values import parse_values

    assert set(TROUBLES) == set(domains(TroubleState)["trouble"].options)
    for preset in TROUBLES.values():
        marks = [mark for node in trace(preset.formula, parse_values(preset.values)).nodes for mark in node.marks]
        assert any(mark.level in ("error", "warning") for mark in marks)
