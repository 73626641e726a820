"""What a visitor typed stays text, whatever sentence quotes it."""

import pytest

from core.figures.figure import Figure, figure_text
from pages.shared.words import LANGUAGES, LONGEST_QUOTE, code_span, quotable, verbatim
from tests.hostile import VALUES, markup, sentences


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_every_sentence_that_quotes_has_the_same_markup_whatever_it_quotes(value, language):
    plain = dict(sentences(language, "x"))
    told = dict(sentences(language, value))
    assert len(told) > 250
    assert {key: markup(text) for key, text in told.items() if markup(text) != markup(plain[key])} == {}
    assert max(len(text) - len(plain[key]) for key, text in told.items()) < 9 * 2 * LONGEST_QUOTE
    assert not [key for key, text in told.items() if any(not c.isprintable() and c not in "\n\u2060" for c in text)]


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_code_span_and_a_label_are_one_line_of_text(value):
    assert markup(f"a {code_span(value)} b {code_span(value)} c") == []
    assert markup(f"a {verbatim(value)} b") == []
    assert "\n" not in verbatim(value)


def test_numbers_stay_as_they_are_and_other_values_too():
    assert verbatim("-0.25") == "-0.25"
    assert quotable(3) == 3
    assert quotable("1e400") == "1e400"


def test_a_figure_has_no_link_whoever_names_what_is_in_it():
    link = '<A HREF="//h.example">x</A>'
    figure = Figure(title={"text": f"<b>{link}</b>"}, annotations=[{"text": link}])
    figure.add_scatter(x=[link], y=[1], name=link, text=[link], hovertemplate=link + "<extra></extra>")
    assert "<a" not in figure.to_json().lower()
    assert "<b>" in figure.to_json()
    assert (
        figure_text(link + "\n\u202e", 99)
        == "&lt;A HREF=&quot;//h.example&quot;&gt;x&lt;/A&gt;" + "\N{REPLACEMENT CHARACTER}" * 2
    )
    assert figure_text("x" * 99) == "x" * 29 + "…"
