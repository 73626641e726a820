"""In a real Chromium: the race is wound back into the dark, and a range is dragged over the mountain."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import idle
from tests.browser.plots import place_on_screen

APP = "streamlit_app.py"


def test_the_light_goes_out_and_a_range_is_dragged(page: Page, server):
    page.goto(f"{server(APP)}/tuning?lang=en")
    idle(page)
    expect(page.get_by_text("The light is on")).to_be_visible(timeout=60_000)
    page.locator(".st-key-tuning_race").get_by_role("slider").press("Home")
    expect(page).to_have_url(re.compile("tuning_shown=0"), timeout=60_000)
    page.get_by_role("radio", name="Importance").dispatch_event("click")
    expect(page.get_by_text("of the range is no better")).to_be_visible(timeout=60_000)
    idle(page)
    page.get_by_role("slider", name="rate_high_decay_high").hover()  # waits until it stands still
    page.mouse.down()
    page.mouse.move(*place_on_screen(page, "tuning_importance", -1, 0), steps=6)
    page.mouse.up()
    expect(page).to_have_url(re.compile("tuning_rate_high=-1.0"), timeout=60_000)
    expect(page.get_by_text("of the range is no better")).to_have_count(0, timeout=60_000)
