"""The journey through the two weights: rate and start are dragged, and the minimum that is reached follows."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import hold
from tests.browser.plots import shapes, wait_for_other_shapes

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work
PICTURE = "document.querySelector('.st-key-learning_rate_map .js-plotly-plot').data[0].z"


def test_rate_and_start_are_dragged_and_the_loss_is_not_painted_anew(page, server):
    page.goto(f"{server(APP)}/learning_rate?lang=en")
    idle(page)
    expect(page.get_by_text("After 100 steps descent rests at")).to_be_visible()
    page.evaluate(f"() => {{ window.picture = {PICTURE} }}")
    before = shapes(page, "learning_rate_map")
    hold(page, "rate", "learning_rate_landing", 0.15, 0)
    expect(page.get_by_text("The step size has chosen the minimum.")).to_be_visible(timeout=PATIENCE)  # still held
    wait_for_other_shapes(page, "learning_rate_map", before)
    page.mouse.up()
    expect(page).to_have_url(re.compile("learning_rate_eta=0.1"), timeout=PATIENCE)
    hold(page, "start", "learning_rate_map", -1.0, -1.2)
    expect(page.get_by_text("the loss never rose above its start")).to_be_visible(timeout=PATIENCE)
    page.mouse.up()
    expect(page).to_have_url(re.compile("learning_rate_u=-"), timeout=PATIENCE)
    idle(page)
    assert page.evaluate(f"() => window.picture === {PICTURE}")
    page.goto(f"{server(APP)}/learning_rate?lang=en&learning_rate_tab=sharpness")
    idle(page)
    hold(page, "limit", "learning_rate_sharpness", 600, 3.333)
    expect(page.get_by_text("At the edge", exact=True)).to_be_visible(timeout=PATIENCE)
    page.mouse.up()
    expect(page).to_have_url(re.compile("learning_rate_descent_rate=0."), timeout=PATIENCE)
