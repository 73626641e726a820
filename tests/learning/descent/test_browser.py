"""The journey through the map of starts: the rate is dragged past the limits of minima, then the one start is moved."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import hold
from tests.browser.plots import shapes, wait_for_other_shapes

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work


def test_minima_cease_to_exist_while_the_rate_is_dragged_and_a_path_follows_its_start(page, server):
    page.goto(f"{server(APP)}/descent?lang=en&descent_tab=starts")
    idle(page)
    expect(page.get_by_text("holds all 4 minima", exact=False)).to_be_visible(timeout=PATIENCE)
    hold(page, "pace", "descent_limits", 0.021, 30)
    expect(page.get_by_text("holds 2 of the 4 minima", exact=False)).to_be_visible(timeout=PATIENCE)  # still down
    page.mouse.up()
    expect(page).to_have_url(re.compile("descent_pace=0.02"), timeout=PATIENCE)
    idle(page)
    path = shapes(page, "descent_starts")
    hold(page, "scout", "descent_starts", -1, -4.5)
    wait_for_other_shapes(page, "descent_starts", path)  # still down
    page.mouse.up()
    expect(page).to_have_url(re.compile("descent_xs=-1"), timeout=PATIENCE)
