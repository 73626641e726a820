"""The page around the numbers: what is said where a number does not exist, and a file of one's own."""

import pytest

from core.curriculum import topic_named
from tests.pages.cases import figures, tabs_of, texts

TABS = {tab.noun: tab for tab in tabs_of(topic_named("distributions"))}


@pytest.mark.parametrize(("noun", "fields", "said"), [
    ("family", {"sd": 0.0}, "It has no density"),
    ("family", {"family": "beta", "alpha": 0.5}, "grows beyond every bound"),
    ("family", {"a": 2.0, "b": 1.0}, "the probability is 0"),
    ("family", {"a": 8.0, "b": 9.0}, "loses digits"), ("sampling", {"sd": 0.0}, "the standard error is 0"),
    ("sampling", {"family": "t", "df": 1}, "averaging gains nothing"),
    ("averages", {"family": "t", "df": 1}, "There is no mean to tend to"),
    ("pair", {"source": "points", "points": ((4.0, 1.0), (4.0, 2.0))}, "a vertical cloud"),
    ("pair", {"r": 0.0}, "the line of least squares is level"),
    ("bivariate", {"rho": 0.999}, "the ellipse is almost a line"),
])  # fmt: skip
def test_where_a_number_does_not_exist_a_sentence_says_so(noun, fields, said):
    app = TABS[noun].open(fields)
    assert not app.exception
    assert any(said in text for text in texts(app))


def test_a_file_of_ones_own_is_read_and_one_without_pairs_is_refused():
    app = TABS["pair"].open({"source": "table", "table": "own"}, language="zh")
    app.file_uploader(key="distributions__table_upload").set_value(("m.csv", b"u,v,w\n1,2,\n2,4,\n3,7,1\n", "")).run()
    assert not app.exception
    assert any("3 行" in text for text in texts(app))
    app.file_uploader(key="distributions__table_upload").set_value(("n.csv", b"u,v\n1,\n2,\n,3\n", "")).run()
    assert not app.exception
    assert any("没有一行在两列中都有数" in text for text in texts(app))


@pytest.mark.parametrize(("points", "said"), [
    (((3.0, 1.0), (3.0, 2.0), (3.0, 5.0)), "no line of least squares"),
    (((1.0, 2.0), (2.0, 2.0), (3.0, 2.0)), "with their line of least squares"),
])  # fmt: skip
def test_points_without_a_line_are_not_told_to_have_one(points, said):
    app = TABS["pair"].open({"source": "points", "points": points})
    assert any(said in about["alt"] for about, _ in figures(app))
