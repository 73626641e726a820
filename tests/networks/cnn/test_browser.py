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
