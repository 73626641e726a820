"""The sentences of the upload: every rule that a file can break, and every note that reading it can give."""

import ast
from pathlib import Path

import pytest

from core.data.number_column import FORMS, OTHER_NUMBERS
from core.refusal import Refusal
from pages.shared.refusals import refusal_sentence
from pages.shared.words import LANGUAGES, Words

ROOT = Path(__file__).parents[3]


def rules_of_files():
    """Every rule that reading a file may break, read from the source of core."""
    found = set(OTHER_NUMBERS)
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if getattr(getattr(node, "func", None), "id", "") == "Refusal":
                texts_in = [n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant)]
                found |= {text for text in texts_in if isinstance(text, str)}
    return sorted(found)


def sources():
    return [*(ROOT / "core/data").glob("t*.py"), *(ROOT / "core/practice/metrics/upload").glob("*.py")]


def notes_of_files():
    """Every note that reading a file may give: the keys stand as texts in the source of core."""
    texts_in = {
        node.value for path in sources() for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    return {*texts_in, *(f"written_{form}" for form in (*FORMS, "percent", "minus_sign")),
            *(f"speaks_{how}" for how in texts_in)}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", rules_of_files())
def test_every_rule_that_a_file_can_break_is_worded(rule, language):
    assert Words(ROOT / "pages" / "practice" / "metrics" / "topic", language).get(f"refused.{rule}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_that_is_worded_can_be_told(language):
    worded = Words(ROOT / "pages" / "practice" / "metrics" / "topic", language).group("upload.notes")
    assert set(worded) <= notes_of_files()


def test_a_refusal_cannot_break_out_of_its_backticks():
    error = Refusal("no_truth", column="a`**b**`\n# c")
    said = refusal_sentence(Words(ROOT / "pages" / "practice" / "metrics" / "topic", "en"), error)
    assert said.count("`") == 2
    assert "\n" not in said
