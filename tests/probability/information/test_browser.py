"""The journey through the bars: an edge sets p, a top sets q, and both areas follow while they are held."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import handle, hold
from tests.browser.plots import shapes, wait_for_other_shapes

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work


def test_edges_and_tops_are_dragged_the_areas_follow_and_swapping_shows_the_other_divergence(page, server):
    page.goto(f"{server(APP)}/information?lang=en&information_tab=divergence&information_pair=0.5,0.5;0.5,0.5")
    idle(page)
    expect(page.get_by_text("are equal", exact=False).first).to_be_visible(timeout=PATIENCE)
    before = shapes(page, "information_divergence")
    hold(page, "top_1", "information_divergence", 0.75, 4)
    expect(page.get_by_text("Coding for q instead of p", exact=False)).to_be_visible(timeout=PATIENCE)  # still held
    wait_for_other_shapes(page, "information_divergence", before)
    page.mouse.up()
    idle(page)
    expect(page).to_have_url(re.compile(r"information_pair=0\.5%2C0\.5%3B0\.9\d+%2C0\.0[56]\d+"), timeout=PATIENCE)
    hold(page, "edge_0", "information_divergence", 0.9, 0)
    page.mouse.up()
    idle(page)
    expect(page).to_have_url(re.compile(r"information_pair=0\.9%2C0\.1%3B0\.9"), timeout=PATIENCE)
    page.get_by_role("button", name="Swap p and q").click()
    expect(page).to_have_url(re.compile(r"information_pair=0\.9\d+%2C0\.0\d+%3B0\.9%2C0\.1"), timeout=PATIENCE)
    page.get_by_role("radio", name="Fit").dispatch_event("click")
    expect(page.locator(".st-key-information_map .main-svg").first).to_be_visible(timeout=PATIENCE)
    handle(page, "q").wait_for(timeout=PATIENCE)
    handle(page, "q").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page).to_have_url(re.compile(r"information_mean=2"), timeout=PATIENCE)
