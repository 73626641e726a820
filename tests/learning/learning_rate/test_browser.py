"""The journey through the two weights: rate and start are dragged, and the minimum that is reached follows."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import handle, middle
from tests.browser.plots import place_on_screen

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work
PICTURE = "document.querySelector('.st-key-learning_rate_map .js-plotly-plot').data[0].z"
SHAPES = "JSON.stringify(document.querySelector('.st-key-learning_rate_map .js-plotly-plot').layout.shapes)"


def dragged(page, name, key, x, y):
    """Hold a handle over a place of its figure."""
    page.mouse.move(*middle(handle(page, name)))
    page.mouse.down()
    page.mouse.move(*place_on_screen(page, key, x, y), steps=8)


def test_rate_and_start_are_dragged_and_the_loss_is_not_painted_anew(page, server):
    page.goto(f"{server(APP)}/learning_rate?lang=en")
    idle(page)
    expect(page.get_by_text("After 100 steps descent rests at")).to_be_visible()
    page.evaluate(f"() => {{ window.picture = {PICTURE} }}")
    before = page.evaluate(SHAPES)
    dragged(page, "rate", "learning_rate_landing", 0.15, 0)
    expect(page.get_by_text("The step size has chosen the minimum.")).to_be_visible(timeout=PATIENCE)  # still held
    assert page.evaluate(SHAPES) != before
    page.mouse.up()
    expect(page).to_have_url(re.compile("learning_rate_eta=0.1"), timeout=PATIENCE)
    dragged(page, "start", "learning_rate_map", -1.0, -1.2)
    expect(page.get_by_text("the loss never rose above its start")).to_be_visible(timeout=PATIENCE)
    page.mouse.up()
    expect(page).to_have_url(re.compile("learning_rate_u=-"), timeout=PATIENCE)
    idle(page)
    assert page.evaluate(f"() => window.picture === {PICTURE}")
    page.goto(f"{server(APP)}/learning_rate?lang=en&learning_rate_tab=sharpness")
    idle(page)
    dragged(page, "limit", "learning_rate_sharpness", 600, 3.333)
    expect(page.get_by_text("At the edge", exact=True)).to_be_visible(timeout=PATIENCE)
    page.mouse.up()
    expect(page).to_have_url(re.compile("learning_rate_descent_rate=0."), timeout=PATIENCE)
