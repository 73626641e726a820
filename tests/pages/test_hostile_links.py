"""Links of a hostile visitor: what they set, what is told of them, and how short."""

import pytest

from core.curriculum import TOPICS
from core.params import from_query
from tests.hostile import markup
from tests.pages.cases import LANGUAGES, TESTED, fields, opened

NOT_WHOLE = {
    "Arabic digits": "٣", "full width": "３", "Devanagari": "३", "underscore": "1_0", "blank before": " 5",
    "blank after": "5 ", "a real": "5e0", "a point": "5.0", "hexadecimal": "0x5", "superscript": "⁵", "half": "½",
    "two signs": "+-5", "minus of print": "\u22125", "line break": "5\n",
    "nothing": "", "null": "5\0", "comma": "1,000",
}  # fmt: skip
NOT_REAL = {name: text for name, text in NOT_WHOLE.items() if name not in ("a real", "a point")} | {
    "infinite": "inf", "beyond floats": "1e999", "no number": "nan", "Arabic": "٣.٥",
}  # fmt: skip


@pytest.mark.parametrize("topic", TESTED, ids=lambda topic: topic.slug)
def test_a_number_is_written_in_plain_digits_or_refused(topic):
    numbers = [(config, name, domain) for config in topic.config_classes()
               for name, domain in fields(topic).items() if name in config.__annotations__
               and domain.kind in ("integer", "real")]  # fmt: skip
    for config, name, domain in numbers:
        for text in (NOT_WHOLE if domain.kind == "integer" else NOT_REAL).values():
            values, problems = from_query(config, "t", {f"t_{name}": text})
            assert (values, len(problems)) == ({}, 1), (name, text)
        low = domain.format(type(domain.default)(domain.low))
        texts = (f"+{low}", f"0{low}") if not low.startswith("-") else (low,)
        for text in texts:
            assert from_query(config, "t", {f"t_{name}": text}) == ({name: domain.low}, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_hundred_unknown_keys_are_one_short_sentence(language):
    topic = TOPICS[0]
    app = opened(topic, {f"{topic.slug}_{'![x](//h)`'[k % 9 :]}{k}": "1" for k in range(200)}, language)
    (said,) = [warning.value for warning in app.warning]
    assert "200" in said
    assert len(said) < 250
    assert said.count("`") == 6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TESTED, ids=lambda topic: topic.slug)
def test_of_a_key_that_is_repeated_the_last_value_counts_and_is_told(topic, language):
    name, domain = next((n, d) for n, d in fields(topic).items() if d.kind == "choice" and n != "tab")
    app = opened(topic, {f"{topic.slug}_{name}": [str(domain.default), str(domain.options[-1])]}, language)
    assert not app.exception
    assert app.session_state["values"][f"{topic.slug}_{name}"] == domain.options[-1]
    (said,) = [warning.value for warning in app.warning if f"`{topic.slug}_{name}"[:20] in warning.value]
    assert markup(said) == []


@pytest.mark.parametrize("topic", TESTED, ids=lambda topic: topic.slug)
def test_however_many_values_are_refused_few_sentences_say_so(topic):
    query = {f"{topic.slug}_{name}": "\n\n# x" for name, domain in fields(topic).items() if domain.kind != "text"}
    app = opened(topic, query | {f"{topic.slug}_zz{k}": "1" for k in range(9)})
    assert not app.exception
    assert 2 <= len(app.warning) <= 7
    assert "«" not in "".join(warning.value for warning in app.warning)
