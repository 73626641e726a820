"""The page around the numbers: what is said where a number does not exist or a rule is broken."""

import pytest

from core.curriculum import topic_named
from tests.pages.cases import tabs_of, texts

TABS = {tab.noun: tab for tab in tabs_of(topic_named("regularization"))}


@pytest.mark.parametrize(("noun", "fields", "said"), [
    ("capacity", {"features": "ReLU", "parameters": 20}, "singular to rounding"),
    ("double_descent", {"used": 40}, "**infinite**"),
    ("penalties", {"strength": 1000.0}, "outweighs the whole benefit"),
    ("normalization", {"batch": 1}, "at least two samples"),
    ("normalization", {"batch": 1, "mode": "eval"}, "need no companions"),
])  # fmt: skip
def test_a_degenerate_case_has_its_sentence(noun, fields, said):
    app = TABS[noun].open(fields)
    assert not app.exception
    assert any(said in text for text in texts(app))
