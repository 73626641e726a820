"""The journey through the pictures: people sort themselves, an edge and a new row are dragged."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import handle, middle
from tests.browser.plots import place_on_screen

APP = "streamlit_app.py"
PATIENCE = 20_000  # ms, for a machine that has other work
FIRST_PLACE = "(key) => document.querySelector(`.st-key-${key} .js-plotly-plot`)?.data?.[0]?.x?.[0]"


def opened(page, server, query=""):
    page.goto(f"{server(APP)}/bayes?lang=en&{query}")
    idle(page)
    return page


def test_people_sort_themselves_and_the_place_is_kept(page, server):
    opened(page, server, "bayes_sorting=0")
    page.wait_for_function(FIRST_PLACE, arg="bayes_crowd")
    before = page.evaluate(FIRST_PLACE, "bayes_crowd")
    expect(page.get_by_role("status", name="everyone")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Play (space)").click()
    expect(page.get_by_role("status", name="sorted by result")).to_be_visible(timeout=PATIENCE)
    expect(page).not_to_have_url(re.compile("bayes_sorting"), timeout=PATIENCE)  # the end is the default
    assert page.evaluate(FIRST_PLACE, "bayes_crowd") != before


def test_an_edge_of_the_square_is_dragged_until_the_events_are_independent(page, server):
    opened(page, server, "bayes_tab=square")
    expect(page.get_by_text("Dependent", exact=True)).to_be_visible(timeout=PATIENCE)
    page.mouse.move(*middle(handle(page, "b_outside")))
    page.mouse.down()
    page.mouse.move(*place_on_screen(page, "bayes_square", 0.65, 0.7), steps=8)
    expect(page.get_by_text("Independent:")).to_be_visible(timeout=PATIENCE)  # the button is still down
    page.mouse.up()
    idle(page)
    expect(page).to_have_url(re.compile(r"bayes_b_outside=0\.7"), timeout=PATIENCE)


def test_a_new_row_is_dragged_into_another_region(page, server):
    opened(page, server, "bayes_tab=regions")
    expect(page.get_by_text("versicolor 98")).to_be_visible(timeout=PATIENCE)
    page.mouse.move(*middle(handle(page, "new")))
    page.mouse.down()
    page.mouse.move(*place_on_screen(page, "bayes_regions", 1.5, 0.3), steps=8)
    expect(page.get_by_text("setosa > 99.99 %")).to_be_visible(timeout=PATIENCE)
    page.mouse.up()
    idle(page)
    expect(page).to_have_url(re.compile(r"bayes_new_x=0\.1"), timeout=PATIENCE)
