"""The page of back-propagation: a broken formula or value is one sentence, and what was on the screen stays."""

import json

import numpy as np
import pytest

from core.computing.autograd.formula.presets import FormulaConfig, on_screen
from core.computing.autograd.formula.troubles import TROUBLES
from core.computing.autograd.formula.values import format_value, parse_values
from core.computing.autograd.settings import TroubleState
from core.computing.autograd.walk.diagnostics import REASONS
from core.curriculum import topic_named
from core.params import domains
from pages.shared.words import LANGUAGES, Words
from tests.computing.autograd.formulas import traced
from tests.pages.cases import PAGES, opened

TOPIC = topic_named("autograd")
BROKEN = {
    "a formula": ({"formula": "a = [1, 2]*x\na + [1, 2, 3]"}, "en"),
    "a formula with code": ({"formula": "__import__('os').system('touch pwned')"}, "zh"),
    "a formula with markup": ({"formula": "x `y` <b>"}, "en"),
    "a value": ({"preset": "neuron", "values": "w1 = [1, 2]\nw2 = [1, 2, 3]"}, "zh"),
    "a value without a name": ({"preset": "neuron", "values": "3"}, "en"),
}


def errors(app):
    return [str(element.value) for element in app.error]


def film(app):
    part = next(e for e in app.get("bidi_component") if e.proto.component_name == "graph")
    return json.loads(json.loads(part.proto.json)["film"])["film"]


@pytest.mark.parametrize(("settings", "language"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_one_sentence_with_its_place_and_the_graph_stays(settings, language):
    app = opened(TOPIC, {f"autograd_{name}": text for name, text in settings.items()}, language)
    assert not app.exception
    assert len(errors(app)) == 1 and "«" not in errors(app)[0]
    assert "^" in app.get("code")[0].value
    assert film(app)["formula"] == on_screen(FormulaConfig(preset=settings.get("preset", "used twice")))[0]


def test_what_was_on_the_screen_stays_when_a_formula_breaks():
    app = opened(TOPIC, {"autograd_formula": "sin(a)*b", "autograd_values": "a = 2"})
    app.text_area(key="autograd_formula").set_value("sin(a)*)b").run()
    assert len(errors(app)) == 1
    assert film(app)["formula"] == "sin(a)*b" and film(app)["nodes"][0]["value"] == 2.0
    assert app.text_area(key="autograd_formula").value == "sin(a)*)b"
    app.text_area(key="autograd_formula").set_value("cos(a)").run()
    assert errors(app) == [] and film(app)["formula"] == "cos(a)"


def test_a_broken_value_of_a_matrix_keeps_what_is_typed_and_the_last_value():
    app = opened(TOPIC, {"autograd_preset": "softmax"})
    app.text_input(key="autograd_value_z_softmax").set_value("[2, 1,").run()
    assert len(errors(app)) == 1
    assert app.text_input(key="autograd_value_z_softmax").value == "[2, 1,"
    assert film(app)["nodes"][0]["value"] == [2, 1, -1]
    app.text_input(key="autograd_value_z_softmax").set_value("[5, 1, 0]").run()
    assert errors(app) == [] and film(app)["nodes"][0]["value"] == [5, 1, 0]


def test_two_sizes_that_must_fit_are_changed_one_after_the_other():
    app = opened(TOPIC, {"autograd_formula": "sum(A@B)", "autograd_values": "A = [[1]]\nB = [[1]]"})
    app.text_input(key="autograd_value_A_used twice").set_value("[[1, 2]]").run()
    assert len(errors(app)) == 1
    assert app.text_input(key="autograd_value_A_used twice").value == "[[1, 2]]"
    app.text_input(key="autograd_value_B_used twice").set_value("[[3], [4]]").run()
    assert errors(app) == [] and film(app)["nodes"][-1]["value"] == 11


def test_a_number_becomes_a_matrix_where_all_values_are_one_text():
    app = opened(TOPIC, {"autograd_formula": "sum(W@x)"})
    assert len(errors(app)) == 1
    assert app.text_area(key="autograd_values").value == "W = 0.5\nx = 1.5"
    app.text_area(key="autograd_values").set_value("W = [[1, 2], [3, 4]]\nx = [1, 1]").run()
    assert errors(app) == [] and film(app)["nodes"][-1]["value"] == 10
    app.text_area(key="autograd_values").set_value("W = [[1, 2], [3, 4]").run()
    assert len(errors(app)) == 1 and app.text_area(key="autograd_values").value == "W = [[1, 2], [3, 4]"
    app.text_area(key="autograd_values").set_value("W = [[2, 2], [3, 4]]\nx = [1, 1]").run()
    assert errors(app) == [] and film(app)["nodes"][-1]["value"] == 11


def test_values_that_are_too_long_together_are_one_sentence_and_the_last_ones_stay():
    long = format_value(np.full((8, 8), -1.2345678901234567e-300))
    values = "\n".join(f"{name} = {long}" for name in "AB")
    app = opened(TOPIC, {"autograd_formula": "sum(A*B*C)", "autograd_values": f"{values}\nC = [1]"})
    app.text_input(key="autograd_value_C_used twice").set_value(long).run()
    assert not app.exception and len(errors(app)) == 1 and "4000" in errors(app)[0]
    assert app.text_input(key="autograd_value_C_used twice").value == "[1]"


def test_a_preset_takes_the_place_of_a_typed_formula():
    app = opened(TOPIC, {"autograd_formula": "sin(a)", "autograd_values": "a = 2", "autograd_step": "1"})
    app.selectbox(key="autograd_preset").set_value("branch").run()
    assert film(app)["formula"] == "where(x > 0, x, 0.1*x)"
    assert film(app)["variables"][0]["name"] == "x"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_has_its_sentence(language):
    marks = {reason for reasons in REASONS.values() for reason, *_ in reasons}
    marks |= {"overflow", "value_inherited", "gradient_undefined", "gradient_infinite"}
    graph = Words(PAGES / "shared" / "live" / "graph" / "graph", language).group("graph")
    assert {key.removeprefix("mark_") for key in graph if key.startswith("mark_")} == marks


def test_every_trouble_is_marked_at_a_node():
    assert set(TROUBLES) == set(domains(TroubleState)["trouble"].options)
    for preset in TROUBLES.values():
        nodes = traced(preset.formula, parse_values(preset.values)).nodes
        assert any(mark.level in ("error", "warning") for node in nodes for mark in node.diagnostics)
