"""Files of a hostile visitor through the whole page: one sentence or the numbers, never an exception, never markup."""

import re

import pytest

from core.curriculum import topic_named
from tests.hostile import TEXT
from tests.hostile_files import ARRAYS, PICTURES, TABLES
from tests.pages.cases import LANGUAGES, boxes, figures, opened, texts

NAME = "![x](//h.example/p.png)`<b>\u202e$x$.png"
VIEWS = ("classes", "threshold", "calibration", "certainty")


def checked(app, outcome):
    """No exception, at most one refusal and as is expected; nothing from the file is markup or leaves the page."""
    assert not app.exception, app.exception[0].stack_trace
    assert len(app.error) <= 1
    if outcome != "any":
        assert ("refused" if app.error else "read") == outcome
    for text in texts(app):
        assert not re.search(r"!\[x\]|//h\.example", TEXT.sub("", text)), text
        assert "\u202e" not in text
        assert len(text) < 20_000
    for _, figure in figures(app):
        assert "<a " not in str(figure).lower()


@pytest.mark.parametrize("case", TABLES)
def test_a_hostile_table_is_read_or_refused_in_every_view(case):
    content, outcome = TABLES[case]
    k = list(TABLES).index(case)
    query = {"metrics_source": "file", "metrics_cell_true": "0", "metrics_cell_predicted": "0"}
    app = opened(topic_named("metrics"), {**query, "metrics_tab": VIEWS[k % 4]}, LANGUAGES[k % 2])
    app.file_uploader(key="metrics_uploader_classes").set_value((NAME, content, "text/csv")).run()
    checked(app, outcome)
    if not app.error:
        app.selectbox(key="metrics_holds").set_value("labels").run()
        assert not app.exception


@pytest.mark.parametrize("case", PICTURES)
def test_a_hostile_picture_is_read_or_refused(case):
    content, outcome = PICTURES[case]
    app = boxes()
    app.file_uploader(key="boxes__picture_upload").set_value((NAME, content, "image/png")).run()
    checked(app, outcome)


@pytest.mark.parametrize("case", ARRAYS)
def test_a_hostile_array_is_read_or_refused(case):
    content, outcome = ARRAYS[case]
    app = opened(topic_named("tensors"), {"tensors_tab": "files"}, LANGUAGES[len(case) % 2])
    app.file_uploader(key="tensors__upload").set_value((NAME, content, "")).run()
    checked(app, outcome)


@pytest.mark.parametrize("uploader", ["boxes__table_upload", "boxes__series_upload"])
@pytest.mark.parametrize("case", TABLES)
def test_a_hostile_table_is_read_or_refused_by_the_pickers(case, uploader):
    app = boxes()
    app.file_uploader(key=uploader).set_value((NAME, TABLES[case][0], "text/csv")).run()
    checked(app, "any")
