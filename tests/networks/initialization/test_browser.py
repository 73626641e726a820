"""The journey through the waterfall: the angle is dragged, the line follows, and a switch brings the gradient back."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import hold

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work


def test_the_angle_is_dragged_and_a_switch_brings_the_gradient_back(page, server):
    page.goto(f"{server(APP)}/initialization?lang=en")
    idle(page)
    expect(page.get_by_text("The network has forgotten its input, although nothing has vanished.")).to_be_visible()
    hold(page, "angle", "initialization_waterfall", 0, 30)
    page.wait_for_function(
        """() => document.querySelector(".st-key-initialization_waterfall .js-plotly-plot").data
             .some((trace) => trace.mode === "lines+markers" && trace.y[0] > 20 && trace.y[0] < 40)""",
        timeout=PATIENCE,
    )  # the line of the angles follows while the handle is held
    page.mouse.up()
    expect(page).to_have_url(re.compile("initialization_angle="), timeout=PATIENCE)
    page.get_by_text("Residual connections", exact=True).click()
    expect(page.get_by_text("in the ratio the two cancel")).to_be_visible(timeout=PATIENCE)
    idle(page)
