"""In a real Chromium: one's own network is dragged beside the skylines, breaks, and is mended."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import idle

APP = "streamlit_app.py"
LONG = 60_000  # milliseconds
BROKEN = "conv+6+5,relu,pool+2,flatten,dense+7>10"


def test_a_layer_is_dragged_and_a_network_that_does_not_fit_is_mended(page: Page, server):
    page.goto(f"{server(APP)}/cnn?lang=en")
    idle(page)
    expect(page.locator(".st-key-cnn_skyline .js-plotly-plot")).to_be_visible(timeout=LONG)
    slider = page.get_by_role("slider", name="Kernel")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("cnn_layers=conv(%20|\\+)16(%20|\\+)4(%20|\\+)1(%20|\\+)1"), timeout=LONG)
    page.goto(f"{server(APP)}/cnn?lang=en&cnn_layers={BROKEN}")
    expect(page.get_by_text("says that it takes 7 numbers, but 1176 come")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Mend it").click()
    expect(page).to_have_url(re.compile("1176"), timeout=LONG)
    expect(page.get_by_text("says that it takes 7 numbers")).to_have_count(0)


def test_a_training_that_waits_stands_there_once_however_often_the_depth_is_changed(page, server):
    page.goto(f"{server(APP)}/cnn?lang=en&cnn_tab=depth&cnn_blocks=1")
    idle(page)
    start = page.get_by_role("button", name="Start")
    expect(start).to_have_count(1)
    for layers in (6, 8):
        page.get_by_role("slider", name="Blocks of two layers").press("ArrowRight")
        expect(page.get_by_text(f"{layers} layers", exact=True)).to_be_visible(timeout=LONG)
        idle(page)
        expect(start).to_have_count(1)
