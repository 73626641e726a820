import json

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from core.curriculum import TOPICS
from tests.pages.cases import ALL_CASES, LANGUAGES, PAGES, name_of, opened, texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("topic", "query"), ALL_CASES, ids=name_of)
def test_a_page_stands_at_each_end_of_each_field(topic, query, language):
    app = opened(topic, query, language)
    assert not app.exception, app.exception[0].stack_trace
    assert app.session_state["problems"] == []
    assert not [text for text in texts(app) if "«" in text or "nan" in text.lower().split()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS, ids=name_of)
def test_every_figure_is_valid_and_says_in_words_what_is_seen(topic, language):
    components = opened(topic, {}, language).get("bidi_component")
    payloads = [element.proto.bytes for element in components if element.proto.component_name == "figure"]
    assert payloads
    for payload in payloads:
        message = json.loads(payload)
        assert len(message["about"]["alt"]) > 20
        go.Figure(message["figure"])  # raises where Plotly knows no such property or value


BROKEN = {
    "a number out of bounds": "-987654321", "no number": "abc", "many kilobytes": "x" * 5_000, "nothing": "",
    "markup": "<script>alert(1)</script>", "not a number": "nan", "a null": "\0",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS, ids=name_of)
@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_link_is_told_and_the_defaults_are_used(topic, text, language):
    from core.params import domains

    fields = [
        name
        for config_class in topic.config_classes()
        for name, domain in domains(config_class).items()
        if domain.kind not in ("text", "choices", "numbers")
    ]
    app = opened(topic, {f"{topic.slug}_{name}": text for name in fields} | {f"{topic.slug}_nonsense": text}, language)
    assert not app.exception
    assert {problem.field for problem in app.session_state["problems"]} == {*fields, f"{topic.slug}_nonsense"}
    assert app.session_state["values"] == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_shows_every_topic(language):
    app = AppTest.from_file(str(PAGES / "router.py"), default_timeout=60)
    app.query_params["lang"] = language
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    assert len(app.get("page_link")) >= len(TOPICS)
    assert app.title[0].value
