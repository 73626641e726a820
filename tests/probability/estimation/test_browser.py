"""One journey: the true share is dragged under the coverage curve, and the effect of a study to nothing."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import drag, still_middle
from tests.browser.plots import place_on_screen

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work


def test_a_rare_event_is_dragged_to_and_the_promise_breaks(page, server):
    page.goto(f"{server(APP)}/estimation?estimation_tab=interval&estimation_trials=30&lang=en")
    idle(page)
    x, y = still_middle(page, "p")
    left, _ = place_on_screen(page, "estimation_share", 0.1, 0.95)
    drag(page, (x, y), (left, y), steps=12)
    expect(page).to_have_url(re.compile(r"estimation_p=0\.(09|1)"), timeout=PATIENCE)
    idle(page)
    seen = page.locator(".st-key-estimation_share [role=img]")
    expect(seen).to_have_attribute("aria-label", re.compile(r"that of Wald is (7|8)\d\."), timeout=PATIENCE)
    page.get_by_role("radio", name="Tests").dispatch_event("click")
    x, y = still_middle(page, "effect")
    nothing, _ = place_on_screen(page, "estimation_power", 0, 0)
    drag(page, (x, y), (nothing, y), steps=12)
    expect(page).to_have_url(re.compile(r"estimation_effect=0\.0"), timeout=PATIENCE)
    expect(page.get_by_text("every time it is a false alarm", exact=False)).to_be_visible(timeout=PATIENCE)
