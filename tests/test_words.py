"""The two languages say the same: equal keys, placeholders and formulas, and one glossary."""

import re
import unicodedata
from pathlib import Path

import pytest

from core.curriculum import TOPICS
from core.params import Problem, domains
from pages.shared.ask import sentence
from pages.shared.frame import topic_words
from pages.shared.glossary import terms
from pages.shared.words import LANGUAGES, PLACEHOLDER, Words, read_words

PAGES = Path(__file__).parents[1] / "pages"
STEMS = sorted(path.with_suffix("").with_suffix("") for path in PAGES.rglob("*.en.toml"))
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.S)
WORDS_IN_FORMULA = re.compile(r"\\(?:text|mathrm|operatorname)\{[^}]*\}")


def both(stem: Path) -> tuple[dict[str, str], dict[str, str]]:
    return read_words(stem, "en"), read_words(stem, "zh")


def formulas(text: str) -> list[str]:
    """The formulas of a text in any order, without the words inside them and without spaces."""
    found = (a or b for a, b in FORMULA.findall(text))
    return sorted(WORDS_IN_FORMULA.sub("", PLACEHOLDER.sub("", formula)).replace(" ", "") for formula in found)


@pytest.mark.parametrize("stem", STEMS, ids=lambda s: s.name)
def test_both_languages_have_the_same_keys(stem):
    english, chinese = both(stem)
    assert english.keys() == chinese.keys()


@pytest.mark.parametrize("stem", STEMS, ids=lambda s: s.name)
def test_both_languages_have_the_same_placeholders_and_formulas(stem):
    english, chinese = both(stem)
    for key in english:
        assert sorted(PLACEHOLDER.findall(english[key])) == sorted(PLACEHOLDER.findall(chinese[key])), key
        assert formulas(english[key]) == formulas(chinese[key]), key


@pytest.mark.parametrize("stem", STEMS, ids=lambda s: s.name)
def test_both_languages_keep_to_the_glossary(stem):
    english, chinese = both(stem)
    for key, text in english.items():
        if key == "sources":  # titles of books keep their language
            continue
        prose = FORMULA.sub(" ", re.sub(r"`[^`]*`|https?://\S+", " ", PLACEHOLDER.sub(" ", text)))
        for term in terms():
            if re.search(rf"\b{re.escape(term.english)}s?\b", prose, re.I):
                allowed = " or ".join(term.chinese)
                assert any(word in chinese[key] for word in term.chinese), f"{key}: {term.english} is {allowed}"


def test_a_chinese_line_goes_on_without_a_space(tmp_path):
    text = "甲，\n乙\n**丙** a\nb：\n\n$$x$$\n丁：\n- 一\n- 二。\n$y$ 戊\n$$z$$\n"
    (tmp_path / "page.zh.toml").write_text(f"said = '''{text}'''", "utf-8")
    told = read_words(tmp_path / "page", "zh")["said"]
    assert told == "甲，乙**丙** a\nb：\n\n$$x$$\n丁：\n- 一\n- 二。$y$ 戊\n$$z$$"


@pytest.mark.parametrize("stem", STEMS, ids=lambda s: s.name)
def test_chinese_is_written_in_chinese(stem):
    english, chinese = both(stem)
    for key, text in chinese.items():
        prose = FORMULA.sub("", PLACEHOLDER.sub("", re.sub(r"`[^`]*`|\]\([^)]*\)", "", english[key])))
        if len(re.findall(r"[a-z]{2,}", prose)) >= 4:
            assert re.search(r"[\u4e00-\u9fff]", text), f"{key} is not translated"


def test_a_missing_word_is_an_error():
    t = Words(PAGES / "home", "en")
    with pytest.raises(KeyError, match="no_such_key"):
        t("no_such_key")


def test_numbers_are_filled_in_with_four_digits_or_as_asked(tmp_path):
    for language in ("en", "zh"):
        (tmp_path / f"page.{language}.toml").write_text('a = "«x» and «x:.2f» and «n»"', "utf-8")
    assert Words(tmp_path / "page", "zh")("a", x=2 / 3, n=12345) == "0.6667 and 0.67 and 12345"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_every_field_has_a_label_and_every_refusal_its_sentence(topic, language):
    t = topic_words(topic, language)
    for config_class in topic.config_classes():
        for name in domains(config_class):
            for rule in ("type", "bounds", "option", "length", "together", "unknown"):
                if rule != "bounds" or domains(config_class)[name].kind in ("integer", "real"):
                    assert "«" not in sentence(Problem(name, rule, "x`y"), config_class, t)


CODE_OR_FORMULA = re.compile(r"`[^`]*`|\$[^$]*\$")


def is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


@pytest.mark.parametrize("stem", STEMS, ids=lambda s: s.name)
def test_what_is_meant_to_be_bold_is_bold(stem):
    """The rule of CommonMark: where a letter stands outside the asterisks, no punctuation may stand inside."""
    for rows in both(stem):
        for key, text in rows.items():
            said = CODE_OR_FORMULA.sub(lambda match: "." * len(match[0]), PLACEHOLDER.sub("7", text))
            marks = [match.start() for match in re.finditer(r"\*\*", said)]
            for number, place in enumerate(marks if len(marks) > 1 else []):  # a single one is the power
                before, after = said[place - 1 : place] or " ", said[place + 2 : place + 3] or " "
                inside, outside = (before, after) if number % 2 else (after, before)
                assert not inside.isspace(), (key, text)
                assert not is_punctuation(inside) or outside.isspace() or is_punctuation(outside), (key, text)
