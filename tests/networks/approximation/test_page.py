"""The page around the numbers: what is said of a degenerate case."""

import pytest

from core.curriculum import topic_named
from tests.pages.cases import tabs_of, texts

TABS = {tab.noun: tab for tab in tabs_of(topic_named("approximation"))}


@pytest.mark.parametrize(("noun", "fields", "said"), [
    ("hinges", {"beads": ((0.2, 0.2, 5.0, -5.0), (1.0, 2.0, 3.0, 1.0))}, "at the same place"),
    ("hinges", {"target": "typed", "formula": "1/x"}, "breaks off at x = 0"),
    ("hinges", {"target": "typed", "formula": "sqrt(-1-x^2)"}, "shows the sine"),
    ("learning", {"learning_rate": 1.0, "seed": 3}, "All units of the network are dead"),
    ("order", {"target": "absolute", "pieces": 8}, "The broken line is exact"),
    ("outside", {"target": "drawn"}, "no value there to compare"),
    ("outside", {"far": 0.5}, "inside the data"),
    ("outside", {"target": "typed", "formula": "sqrt(0.001-(x-0.9)^2)", "points": 4, "steps": 20}, "no value there"),
    ("order", {"target": "typed", "formula": "sqrt(0.001-(x-0.9)^2)", "pieces": 1}, "no theory line is drawn"),
])  # fmt: skip
def test_a_degenerate_case_has_its_sentence(noun, fields, said):
    app = TABS[noun].open(fields)
    assert not app.exception
    assert any(said in text for text in texts(app))
