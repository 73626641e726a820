"""A visitor's file through every tab: one sentence or the numbers, never an exception, never markup."""

import pytest

from core.curriculum import topic_named
from tests.core.data.test_packed_tables import columns, workbook
from tests.hostile_files import TABLES
from tests.pages.cases import opened
from tests.pages.test_hostile_files import NAME, checked

TABS = (
    {"data_tab": "columns"}, {"data_tab": "columns", "data_view": "duplicates"},
    {"data_tab": "columns", "data_view": "correlation", "data_by": "1"}, {"data_tab": "repair"},
    {"data_tab": "repair", "data_repair": "outliers"}, {"data_tab": "features"}, {"data_tab": "pipeline"},
)  # fmt: skip
MIXED = "![x](//h.example/p.png),`<b>`,<a href=//h.example>,y\n" + "".join(
    f"{k},{'lots' if k == 5 else k % 7},{'<img src=x>' if k % 3 else '$x$'},{'![x](//h.example)' if k % 2 else 'b'}\n"
    for k in range(40)
)


def given(settings, content, language="en"):
    app = opened(topic_named("data"), {**settings, "data_table": "own"}, language)
    app.file_uploader(key="data__table_upload").set_value((NAME, content, "text/csv")).run()
    return app


@pytest.mark.parametrize("settings", TABS, ids=lambda one: "-".join(one.values()))
def test_names_and_cells_that_are_markup_go_through_every_tab_as_text(settings):
    app = given(settings, MIXED.encode(), "zh" if len(settings) > 1 else "en")
    checked(app, "read")
    assert "lots" in "".join(str(caption.value) for caption in app.caption)


def test_a_workbook_and_a_parquet_file_go_through_and_say_how_they_were_read():
    header, *rows = [line.split(",") for line in MIXED.splitlines()]
    app = given({"data_tab": "columns"}, workbook(header, *([int(row[0]), *row[1:]] for row in rows)))
    checked(app, "read")
    said = "".join(str(caption.value) for caption in app.caption)
    assert "XLSX" in said and "lots" in said
    app.file_uploader(key="data__table_upload").set_value((NAME, columns({"a": [1, 2], "b": [b"x", b"y"]}), "")).run()
    checked(app, "refused")
    assert "40 rows" in "".join(str(caption.value) for caption in app.caption)  # the file before is kept


ODD = ("UTF-16", "a million columns", "NaN of every spelling", "50,000 classes")


@pytest.mark.parametrize(("case", "settings"), list(zip(ODD, TABS[::2], strict=True)))
def test_an_odd_file_is_read_or_refused_in_one_sentence(case, settings):
    app = given(settings, TABLES[case][0])
    assert not app.exception, app.exception[0].stack_trace
    assert len(app.error) <= 1
