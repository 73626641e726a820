"""The journey through the striking picture: one layer and two are trained, scrubbed, and a value is dragged by hand."""

import re

from playwright.sync_api import Page, expect

from core.networks.attention.induction_figure import NARROW_HEIGHT
from tests.browser.chromium import idle
from tests.browser.handles_hand import hold
from tests.browser.plots import shapes, wait_for_other_shapes

APP = "streamlit_app.py"
LONG = 90_000  # milliseconds: a dispatcher loads torch first


def test_the_moment_is_trained_and_scrubbed_and_found_again(page: Page, server):
    page.goto(f"{server(APP)}/attention?lang=en&attention_tab=induction&attention_induction_steps=50")
    idle(page)
    expect(page.get_by_text("Both networks are untrained")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})  # a phone: the maps stand below each other
    expect(page.locator(".st-key-attention_induction .js-plotly-plot")).to_have_css("height", f"{NARROW_HEIGHT}px")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Start", exact=True).click()
    film = page.locator(".st-key-attention_induction_film")
    expect(film.locator(".js-plotly-plot")).to_be_visible(timeout=LONG)
    expect(film.locator(".count")).to_have_text("step 50", timeout=LONG)
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden(timeout=LONG)  # no more snapshots come
    idle(page)
    film.get_by_role("slider").first.press("Home")
    expect(film.locator(".count")).to_have_text("step 0")
    page.reload()
    expect(page.locator(".st-key-attention_induction_film .js-plotly-plot")).to_be_visible(timeout=LONG)


def test_a_value_is_dragged_and_the_outputs_follow(page: Page, server):
    page.goto(f"{server(APP)}/attention?lang=en")
    idle(page)
    before = shapes(page, "attention_mixture")
    hold(page, "v1", "attention_mixture", 0.0, 0.0)
    wait_for_other_shapes(page, "attention_mixture", before)
    page.mouse.up()
    expect(page).to_have_url(re.compile("attention_values="), timeout=LONG)
