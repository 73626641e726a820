"""The tensors page: nonsense in every text, hostile expressions and files, and what the faults of a screen say."""

import io
import json

import numpy as np
import plotly.graph_objects as go
import pytest

from core.computing.tensors.files import write_npy, write_npz, write_safetensors
from core.curriculum import topic_named
from core.params import domains
from pages.computing.tensors.cell_picker import look_at
from pages.shared.frame import topic_words
from tests.pages.cases import LANGUAGES, opened, texts

TOPIC = topic_named("tensors")
FIELDS = {name: domain for kind in TOPIC.config_classes() for name, domain in domains(kind).items()}
SCREENS = [
    *({"tab": tab} for tab in ("array", "copies", "broadcast", "expression")),
    *({"tab": "combine", "combine": part} for part in FIELDS["combine"].options),
    {"tab": "numbers", "about": "store"}, {"tab": "numbers", "about": "add"},
]  # fmt: skip


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
    return [json.loads(payload.split(b"\n", 1)[1]) for payload in payloads]


def valid(app):
    for figure in drawn(app):
        go.Figure(figure)


NONSENSE = (
    "", "2, 3", "1", "0, 3", "3, 1, 2, 4", "9" * 9, "-3", "1,2,3,4,5", "2; x", "`**x**`", "<b>9</b>", "\0", "ij", "1e5",
)  # fmt: skip


def test_nonsense_in_a_text_is_one_sentence_and_the_picture_stays():
    """One opening: every screen, every text field of it, every nonsense."""
    app = at({})
    none = topic_words(TOPIC, "en").inside("expression")("no_result")  # where both libraries refuse
    for screen in SCREENS:
        change(app, screen)
        for name in [widget.key.removeprefix("tensors_") for widget in app.text_input]:
            if name in ("goal", *(() if screen == {"tab": "array"} else ("shape", "numbers"))):
                continue
            for text in NONSENSE:
                if len(text) < (FIELDS[name].low or 0):
                    continue
                change(app, {name: text})
                assert len(app.error) <= 1, (name, text)
                assert drawn(app) or none in [info.value for info in app.info], (name, text)
                assert not [said for said in texts(app) if "«" in said]
            change(app, {name: FIELDS[name].default})
        valid(app)


@pytest.mark.parametrize("dtype", ["float16", "bool", "int8"])
def test_every_tab_of_the_array_stands_for_every_kind_of_array(dtype):
    app = at({"dtype": dtype})
    for shape in ["", "0", "1", "2, 0, 3", "16, 32", "512", "2, 2, 2, 2", "1, 1, 1, 1"]:
        for screen in ({"tab": "array"}, {"tab": "copies"}, {"tab": "combine", "combine": "elementwise"},
                       {"tab": "combine", "combine": "reduce"}, {"tab": "files", "outside": "formats"}):  # fmt: skip
            change(app, screen | {"shape": shape, "order": "F", "source": "random"})
            valid(app)


HOSTILE = ("__import__('os').system('touch pwned')", "9**9**9", "(" * 150 + "a" + ")" * 150, "", "`a`", "a\nb", "a +")


@pytest.mark.parametrize("language", LANGUAGES)
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
    app.session_state["tensors_bits_hand"] = True
    app.run()
    assert not app.exception
    assert any("stands for infinity, with the sign $(-1)^{1}$" in said for said in texts(app))


SAID = [
    ({"tab": "combine", "combine": "elementwise", "source": "text", "numbers": "16 20", "dtype": "uint8", "cell": 0},
     ["(16)^2 = 256", "wrapped around", "$0$ is stored"]),
    ({"tab": "combine", "combine": "reduce", "source": "text", "numbers": "100 " * 10, "dtype": "int64",
      "reduction": "prod", "along": "all"}, ["= 100000000000000000000$", "$7766279631452241920$ is stored"]),
    ({"tab": "combine", "combine": "einsum", "equation": "...ij,...jk->...ik"}, ["Y_{A i k}"]),
    ({"tab": "expression", "text": "a * a", "dtype_a": "int8", "shape_a": "20"},
     ["8 in all", "144 is stored as -112"]),
    ({"tab": "expression", "text": "a + c[0]", "dtype_a": "int8"}, ["a tensor without axes widens no dtype"]),
    ({"tab": "expression", "text": "1 - (c > 1)"}, ["operator instead.", "`~` inverts a mask"]),
    ({"tab": "expression", "text": "a[:, ::-1]"}, ["step must be greater than zero"]),
    ({"tab": "copies", "take": "expand"}, ["**View**"]),
]  # fmt: skip


def test_a_screen_says_what_is_true_of_it():
    app = at({})
    for settings, sentences in SAID:
        change(app, {"source": "arange", "dtype": "float32", "dtype_a": "float32", "shape_a": "2, 3"} | settings)
        said = " ".join(texts(app))
        assert not app.error, settings
        assert [sentence for sentence in sentences if sentence not in said] == [], settings


def test_a_solved_challenge_does_not_stay_solved_when_what_is_chosen_is_refused():
    app = at({"tab": "copies", "order": "F", "take": "reshape", "new_shape": "6, 4"})
    assert app.session_state["verdicts"]["must_copy"].met
    change(app, {"new_shape": "5, 5"})
    assert len(app.error) == 1
    assert app.session_state["verdicts"]["must_copy"].missing[0].key == "stale"


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
REFUSED = {"objects": npy_of_objects(), "cut": write_npy(ARRAY)[:-5], "pickle": b"\x80\x04\x95\x0e\x00."}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_refused_is_one_sentence_and_does_not_replace_the_one_before(language):
    app = at({"tab": "files"}, language)
    app.file_uploader(key="tensors__upload").set_value(("good.npy", write_npy(ARRAY), "")).run()
    assert not app.exception and not app.error
    before = drawn(app)
    for name, content in REFUSED.items():
        app.file_uploader(key="tensors__upload").set_value(("bad|`name.npy", content, "")).run()
        assert not app.exception
        assert len(app.error) == 1, name
        assert drawn(app) == before, name


def test_a_file_of_numbers_is_read_and_drawn_and_of_several_arrays_one_is_chosen():
    app = at({"tab": "files"})
    for name, content in (
        ("x.npy", write_npy(ARRAY)),
        ("x.safetensors", write_safetensors({"layer.weight": ARRAY})),
        ("large.npy", write_npy(np.zeros((70, 80, 90)))),
        ("x.npz", write_npz({"w": ARRAY, "b": ARRAY[0] + 40})),
    ):
        app.file_uploader(key="tensors__upload").set_value((name, content, "")).run()
        assert not app.exception and not app.error
        assert len(drawn(app)) == 2
        valid(app)
    first = drawn(app)[1]
    change(app, {"entry": 1})
    assert drawn(app)[1] != first
    assert "40" in json.dumps(drawn(app)[1])


def test_a_click_that_means_no_cell_changes_nothing():
    for click in ({}, {"customdata": None}, {"customdata": "5"}, {"customdata": -1}, {"customdata": 10**9}):
        look_at(click)
