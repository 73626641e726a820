"""The glossary: every term is explained, found in both languages, and linked from the ideas."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.curriculum import TOPICS
from pages.shared.glossary import found_terms, terms, with_terms
from pages.shared.words import LANGUAGES, Words, read_words
from tests.thirty_topics import THIRTY

PAGES = Path(__file__).parents[2] / "pages"
every_language = pytest.mark.parametrize("language", LANGUAGES)
LINK = re.compile(r"\[([^\]]*)\]\(glossary\?term=([^&]*)&lang=(\w+) \"([^\"]+)\"\)")


def glossary(language, **query):
    app = AppTest.from_file(str(PAGES / "router.py"), default_timeout=60)
    app.query_params.update({"lang": language, **query})
    app.switch_page("glossary.py").run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def entries(app):
    return re.findall(r"<dt>(.*?) <span", "".join(element.proto.body for element in app.get("html")))


@every_language
def test_every_term_has_a_meaning_of_one_sentence_and_every_meaning_a_term(language):
    meanings = {key: text for key, text in read_words(PAGES / "glossary", language).items() if key.startswith("means.")}
    assert meanings.keys() == {f"means.{term.key}" for term in terms()}
    for key, text in meanings.items():
        assert text.endswith({"en": ".", "zh": "。"}[language]) and "$" not in text and "\n" not in text, key


def test_every_term_is_explained_by_topics_that_exist_or_are_planned():
    planned = {topic.slug for topic in THIRTY}
    existing = {topic.slug for topic in TOPICS}
    for term in terms():
        assert term.topics and set(term.topics) <= planned, term.english
        assert term.topic() in existing | {None}


def test_a_term_is_found_by_a_part_of_its_name_in_either_language_the_exact_one_first():
    assert [term.english for term in found_terms("GRADIENT")][:1] == ["gradient"]
    assert {term.english for term in found_terms("  梯度 ")} == {
        "gradient", "gradient check", "gradient penalty", "vanishing gradient", "clipping",
    }  # fmt: skip
    assert [term.english for term in found_terms("精度")] == ["precision"]
    assert found_terms("no such term") == ()
    assert found_terms("") == terms()


@every_language
def test_the_page_shows_all_terms_or_those_of_its_link_and_quotes_what_is_not_found(language):
    assert len(entries(glossary(language))) == len(terms())
    app = glossary(language)
    app.text_input[0].set_value("back-prop").run()
    assert entries(app) == [next(term for term in terms() if term.key == "back_propagation").name(language)]
    app.text_input[0].set_value("`<b>**x**").run()
    assert entries(app) == []
    assert "`'<b>**x**`" in app.caption[-1].value


def linked(text, language):
    return with_terms(text, Words(PAGES / "home", language))


def test_the_first_occurrence_of_each_term_leads_to_the_glossary_with_its_meaning():
    text = "The **balanced accuracy** and accuracy; gradients, the gradient, **a large loss** and Losses."
    found = LINK.findall(linked(text, "en"))
    assert [(shown, term) for shown, term, _, _ in found] == [
        ("**balanced accuracy**", "balanced%20accuracy"), ("accuracy", "accuracy"), ("gradients", "gradient"),
        ("Losses", "loss"),
    ]  # fmt: skip
    assert LINK.sub(r"\1", linked(text, "en")) == text


def test_a_chinese_term_that_is_bold_stays_bold():
    text = "这就是**梯度**，再说梯度；每一层。"
    (found,) = LINK.findall(linked(text, "zh"))
    assert found[:3] == ("**梯度**", "gradient", "zh")


@pytest.mark.parametrize(
    "text",
    ["$gradient$", "$$a\ngradient$$", "`gradient`", "```\ngradient\n```", "[gradient](x)", "# The gradient",
     "| gradient |", "https://example.org/gradient", "gradient-free", "**the gradient of it**"],
)  # fmt: skip
def test_formulas_code_links_and_headings_stay_as_they_are(text):
    assert linked(text, "en") == text
