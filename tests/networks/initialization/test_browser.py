"""The journey through the waterfall: the angle and the layer are dragged, a switch heals, units are scrubbed."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import hold
from tests.browser.plots import shapes, wait_for_other_shapes

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work


def test_the_angle_is_dragged_and_a_switch_brings_the_gradient_back(page, server):
    page.goto(f"{server(APP)}/initialization?lang=en")
    idle(page)
    expect(page.get_by_text("The network has forgotten its input, although nothing has vanished.")).to_be_visible()
    before = shapes(page, "initialization_waterfall")
    hold(page, "angle", "initialization_waterfall", 0, 30)
    expect(page.get_by_text("which entered at")).to_be_visible(timeout=PATIENCE)
    wait_for_other_shapes(page, "initialization_waterfall", before)  # still held
    page.mouse.up()
    expect(page).to_have_url(re.compile("initialization_angle="), timeout=PATIENCE)
    page.get_by_text("Residual connections", exact=True).click()
    expect(page.get_by_text("all layers can learn at one rate")).to_be_visible(timeout=PATIENCE)
    idle(page)
