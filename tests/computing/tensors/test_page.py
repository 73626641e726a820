"""The tensors page: every view under nonsense, every refusal in words, every experiment and challenge as it claims."""

import ast
import io
import json
import re
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest

from core.computing.tensors.files import write_npy, write_npz, write_safetensors
from core.curriculum import topic_named
from core.params import domains
from pages.computing.tensors import (
    array,
    broadcast,
    copies,
    einsum,
    elementwise,
    expression,
    files,
    matmul,
    numbers,
    rearrange,
    reduce,
)
from pages.shared.frame import topic_words
from tests.pages.cases import LANGUAGES, opened, texts

TOPIC = topic_named("tensors")
FIELDS = {name: domain for kind in TOPIC.config_classes() for name, domain in domains(kind).items()}
SCREENS = {
    "array": {"tab": "array"}, "copies": {"tab": "copies"}, "broadcast": {"tab": "broadcast"},
    "expression": {"tab": "expression"},
    **{f"combine {part}": {"tab": "combine", "combine": part} for part in FIELDS["combine"].options},
    **{f"numbers {part}": {"tab": "numbers", "about": part} for part in FIELDS["about"].options},
    **{f"files {part}": {"tab": "files", "outside": part} for part in FIELDS["outside"].options},
}  # fmt: skip
every_screen = pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS.keys())
every_language = pytest.mark.parametrize("language", LANGUAGES)


def at(settings, language="en"):
    """The page with these settings, as a link carries them."""
    return opened(TOPIC, {f"tensors_{name}": FIELDS[name].format(value) for name, value in settings.items()}, language)


def change(app, settings):
    """Another value for some fields, as the widgets set them."""
    for name, value in settings.items():
        app.session_state["values"][f"tensors_{name}"] = value
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def drawn(app):
    """Every figure on the page."""
    components = app.get("bidi_component")
    payloads = [element.proto.bytes for element in components if element.proto.component_name == "figure"]
    return [json.loads(payload)["figure"] for payload in payloads]


def valid(app):
    for figure in drawn(app):
        go.Figure(figure)


@every_language
@every_screen
def test_every_figure_of_every_view_is_valid(screen, language):
    app = at(screen, language)
    assert not app.exception and not app.error
    assert drawn(app)
    valid(app)


NONSENSE = (
    "",
    "2, 3",
    "1",
    "0, 3",
    "3, 1, 2, 4",
    "9" * 9,
    "-3",
    "1,2,3,4,5",
    "2; x",
    "`**x**`",
    "<b>9</b>",
    "\0",
    "ij",
    "1e5",
)


@every_screen
def test_nonsense_in_a_text_is_one_sentence_and_the_picture_stays(screen):
    app = at(screen)
    none = topic_words(TOPIC, "en")("expression.no_result")  # where both libraries refuse
    shown = [widget.key.removeprefix("tensors_") for widget in app.text_input]
    for name in shown:
        for text in NONSENSE:
            if len(text) < (FIELDS[name].low or 0):
                continue
            change(app, {name: text})
            assert len(app.error) <= 1, (name, text)
            assert drawn(app) or none in [info.value for info in app.info], (name, text)
            assert not [said for said in texts(app) if "«" in said]
        change(app, {name: FIELDS[name].default})
    valid(app)


@pytest.mark.parametrize("shape", ["", "0", "1", "2, 0, 3", "16, 32", "512", "2, 2, 2, 2", "1, 1, 1, 1"])
@pytest.mark.parametrize("dtype", ["float16", "bool", "int8"])
def test_every_view_of_the_array_stands_for_every_kind_of_array(shape, dtype):
    app = at({"shape": shape, "dtype": dtype})
    for screen in ("array", "copies", "combine elementwise", "combine reduce", "files files"):
        for extra in ({"order": "F"}, {"order": "C", "source": "random"}, {"source": "arange"}):
            change(app, SCREENS[screen] | extra)
            valid(app)


@pytest.mark.parametrize("take", FIELDS["take"].options)
def test_every_way_to_take_says_view_or_copy_and_who_has_changed(take):
    app = at({"tab": "copies", "take": take, "new_shape": "2, 3, 4"})
    said = " ".join(texts(app))
    assert ("**View**" in said) != ("**Copy**" in said)
    assert len(app.warning) + len(app.success) == 1
    valid(app)


HOSTILE = [
    "__import__('os').system('touch pwned')", "().__class__", "9**9**9", "zeros((10**9,))", "(" * 150 + "a" + ")" * 150,
    "lambda: a", "f'{a}'", "(x := a)", "ａ + b", "a; b", "[a for a in b]", "eye(9999)", "a.tobytes()", "open('x')", "",
    "a +", "`a`", "a[0", "unknown", "a @ @ b", "exec('1')", "a.__init__", "a if b else c", "b[*a]", "a\nb", "print(a)",
    "a and b",
]  # fmt: skip


@every_language
def test_a_hostile_expression_is_one_sentence_with_the_place_and_the_last_result_stays(language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    app = change(at({"tab": "expression"}, language), {"text": "a + 40"})
    before = drawn(app)
    for text in HOSTILE:
        change(app, {"text": text})
        assert len(app.error) == 1, text
        assert drawn(app) == before, text
        underlined = [block.value for block in app.code if "^" in block.value]
        assert len(underlined) == (1 if text else 0), text
    assert list(tmp_path.iterdir()) == []
    assert not change(app, {"text": "b * 2"}).error
    assert drawn(app) != before


def test_a_number_beyond_float32_is_told_to_be_infinite_by_its_bits():
    app = at({"tab": "numbers", "number": "-1e39"})
    assert not app.exception
    assert any("stands for infinity, with the sign $(-1)^{1}$" in said for said in texts(app))


def test_what_one_library_refuses_is_said_with_its_own_words():
    app = at({"tab": "expression", "text": "a[:, ::-1]"})
    assert len(app.warning) == 1
    assert "step must be greater than zero" in app.warning[0].value
    assert any("^^^^^^^^^^" in block.value for block in app.code)
    assert drawn(app)  # NumPy's result


def test_a_refused_shape_is_fixed_by_a_button():
    app = at({"tab": "broadcast", "left_shape": "3, 4", "right_shape": "3"})
    assert "Axis 1" in app.error[0].value and "4" in app.error[0].value and "3" in app.error[0].value
    fixes = [button for button in app.button if "__fix_" in (button.key or "")]
    next(button for button in fixes if "(3, 1)" in button.label).click().run()
    assert not app.exception and not app.error
    assert app.session_state["values"]["tensors_right_shape"] == "3, 1"


def npy_of_objects():
    file = io.BytesIO()
    np.save(file, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    return file.getvalue()


ARRAY = np.arange(6, dtype=np.float32).reshape(2, 3)
REFUSED = {
    "objects": npy_of_objects(), "empty": b"", "text": b"hello, I am a csv\n1,2,3", "cut": write_npy(ARRAY)[:-5],
    "longer": write_npy(ARRAY) + b"xx", "broken zip": write_npz({"a": ARRAY})[:60],
    "broken safetensors": write_safetensors({"a": ARRAY})[:30], "pickle": b"\x80\x04\x95\x0e\x00.",
}  # fmt: skip


@every_language
@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_is_refused_is_one_sentence_and_does_not_replace_the_one_before(content, language):
    app = at({"tab": "files"}, language)
    app.file_uploader(key="tensors__upload").set_value(("good.npy", write_npy(ARRAY), "")).run()
    assert not app.exception and not app.error
    before = drawn(app)
    app.file_uploader(key="tensors__upload").set_value(("bad|`name.npy", content, "")).run()
    assert not app.exception
    assert len(app.error) == 1
    assert drawn(app) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.npy", write_npy(ARRAY)), ("x.npz", write_npz({"w": ARRAY, "b": ARRAY[0]})),
     ("x.safetensors", write_safetensors({"layer.weight": ARRAY})), ("large.npy", write_npy(np.zeros((70, 80, 90))))],
)  # fmt: skip
def test_a_file_of_numbers_is_read_and_drawn(name, content):
    app = at({"tab": "files"})
    app.file_uploader(key="tensors__upload").set_value((name, content, "")).run()
    assert not app.exception and not app.error
    assert len(drawn(app)) == 2
    valid(app)


TABLES = {
    module.__name__.rpartition(".")[2]: module.EXPERIMENTS
    for module in (array, copies, broadcast, elementwise, reduce, matmul, einsum, rearrange, expression, files)
} | {f"numbers {part}": table for part, table in numbers.EXPERIMENTS.items()}
EVERY_EXPERIMENT = [(name, one) for table in TABLES.values() for name, one in table.items()]


@pytest.mark.parametrize(
    ("name", "experiment"), EVERY_EXPERIMENT, ids=lambda value: value if isinstance(value, str) else ""
)
def test_an_experiment_puts_what_it_speaks_of_on_the_screen(name, experiment):
    assert set(experiment.settings) <= FIELDS.keys()
    app = at(experiment.settings)
    assert not app.exception and app.session_state["problems"] == []
    assert len(app.error) == (name in ("means", "inner"))
    for language in LANGUAGES:
        choices = topic_words(TOPIC, language).group(f"experiments.{name}.choices")
        assert experiment.right < len(choices)


SOLUTIONS = [
    ({"tab": "array"}, {"shape": "3, 2, 2", "order": "F"}),
    ({"tab": "copies", "take": "copy"}, {"order": "F", "take": "reshape", "new_shape": "6, 4"}),
    ({"tab": "copies"}, {"order": "C", "shape": "3, 1", "take": "expand", "new_shape": "3, 6"}),
    ({"tab": "broadcast"}, {"left_shape": "7, 1", "right_shape": "5"}),
    ({"tab": "combine", "combine": "einsum"}, {"equation": "bii->b", "operand_a": "4, 3, 3"}),
    ({"tab": "numbers", "about": "sum"}, {"summand": 10.0, "count": 10_000}),
    ({"tab": "numbers", "about": "wrap"}, {"whole_a": 100, "whole_b": 56}),
    ({"tab": "expression"}, {"text": "a / a.sum(axis=1, keepdims=True)"}),
    ({"tab": "files", "outside": "sharing"}, {"way": "to_float64", "shared_dtype": "float32"}),
]


@pytest.mark.parametrize(("start", "solution"), SOLUTIONS, ids=[str(solution) for _, solution in SOLUTIONS])
def test_a_challenge_is_not_met_by_looking_and_can_be_solved(start, solution):
    solved = topic_words(TOPIC, "en")("challenge.met")
    app = at(start)
    assert not any(solved in text.value for text in app.markdown)
    change(app, solution)
    assert any(solved in text.value for text in app.markdown)


def rules(path, error):
    """The rules that a module's errors carry: the first argument of every `Refusal(…)` or `return`ed Refusal."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", "") == error
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.args[0].value


@every_language
def test_every_refusal_has_its_sentence(language):
    t = topic_words(TOPIC, language)
    core = Path(__file__).parents[3] / "core" / "computing" / "tensors"
    source = (core / "expression/reasons.py").read_text("utf-8")
    named = set(re.findall(r'rule = "(\w+)"', source)) | set(re.findall(r'if \w+ else "(\w+)"$', source, re.M))
    assert len(named) > 10
    assert named <= t.group("library").keys() | t.group("differs").keys()


def test_a_click_that_means_no_cell_changes_nothing():
    from pages.computing.tensors.cell_picker import look_at

    for click in ({}, {"customdata": None}, {"customdata": "5"}, {"customdata": -1}, {"customdata": 10**9}):
        look_at(click)
