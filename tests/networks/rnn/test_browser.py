"""The journey through the ribbons: the three networks are trained, the film is scrubbed, a gate is looked into."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import hold

APP = "streamlit_app.py"
PATIENCE = 90_000  # ms, for a machine that has other work


def test_the_networks_learn_and_the_gates_follow_a_drag(page, server):
    page.goto(f"{server(APP)}/rnn?lang=en&rnn_length=10&rnn_steps=100")
    idle(page)
    expect(page.get_by_text("Not trained yet.")).to_be_visible()
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".st-key-rnn_ribbons")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("step 100", exact=True)).to_be_visible(timeout=PATIENCE)
    idle(page)
    slider = page.locator(".st-key-rnn_ribbons input[type=range]").first
    slider.focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("step 0", exact=True)).to_be_visible(timeout=PATIENCE)
    page.goto(f"{server(APP)}/rnn?lang=en&rnn_tab=gates")
    idle(page)
    hold(page, "x0", "rnn_gates", 1.0, 2.0)
    page.mouse.up()
    expect(page).to_have_url(re.compile("rnn_values="), timeout=PATIENCE)
