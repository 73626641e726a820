"""In a real Chromium: the split is dragged past the selection, and the report leaves the truth; a file of one's own."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import idle
from tests.browser.plots import hold_over

APP = "streamlit_app.py"


def opened(page: Page, server, query: str = "") -> Page:
    page.goto(f"{server(APP)}/data?lang=en{query}")
    idle(page)
    return page


def test_the_split_is_dragged_past_the_selection_and_the_report_parts_from_the_truth(page, server):
    opened(page, server)
    expect(page.get_by_text("no more than the splits differ")).to_be_visible(timeout=60_000)
    hold_over(page, "data_pipe", (1, 1.02), (5, 1.02))
    page.mouse.up()
    expect(page).to_have_url(re.compile("data_line=5"), timeout=60_000)  # the splits are computed anew
    expect(page.get_by_text("better than the truth")).to_be_visible(timeout=60_000)
    page.get_by_text("Leak detector").click()
    expect(page.get_by_role("alert")).to_contain_text("Leak.", timeout=60_000)
    expect(page).to_have_url(re.compile("data_garbage=1"), timeout=60_000)


def test_a_table_of_ones_own_is_looked_at_and_its_bad_cell_named(page, server):
    opened(page, server, "&data_tab=columns&data_table=own")
    expect(page.get_by_text("Until there is a file")).to_be_visible()
    rows = "".join(f"{k},{'lots' if k == 7 else k * k},name{k % 3}\n" for k in range(40))
    content = f"a<b>`*b,![x](//h.example),c\n{rows}".encode()
    page.locator("input[type=file]").set_input_files([{"name": "mine.csv", "mimeType": "", "buffer": content}])
    expect(page.get_by_text("row 9, column")).to_be_visible()
    expect(page.get_by_text("40 rows, 3 columns")).to_be_visible()
    expect(page.locator(".st-key-data_cards .js-plotly-plot")).to_be_visible()
    expect(page.locator("img[src*='h.example']")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
