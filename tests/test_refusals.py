"""Every rule by which core refuses something has its sentence, in both languages, where a visitor meets it."""

import ast
from pathlib import Path

import pytest

from core.curriculum import TOPICS
from pages.shared.frame import topic_words
from pages.shared.words import LANGUAGES, Words

ROOT = Path(__file__).parents[1]


def rules(folder: Path) -> set[str]:
    """The rules named in `Refusal("rule", …)` below a folder, and in a conditional or constant in their place."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal" and node.args:
                texts = [part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str)}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_every_rule_of_a_topic_has_its_sentence(topic, language):
    t = topic_words(topic, language)
    own = rules(ROOT / "core" / topic.room / topic.slug)
    assert [rule for rule in sorted(own) if not t.get(f"refused.{rule}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["expressions", "data", "engine", "jobs"])
def test_every_rule_of_a_shared_part_has_its_sentence_for_all_topics(part, language):
    t = Words(ROOT / "pages" / "home", language)
    assert [rule for rule in sorted(rules(ROOT / "core" / part)) if not t.get(f"refused.{rule}")] == []
