"""One journey through the striking picture: a bead is dragged, the beads are fitted, and a film is scrubbed."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import drag, still_middle

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work


def test_a_bead_is_dragged_then_fitted_and_the_film_is_scrubbed(page, server):
    page.goto(f"{server(APP)}/approximation?lang=en")
    idle(page)
    stairs = page.locator(".st-key-approximation_hinges_figure [role=img]")
    expect(stairs).to_have_attribute("aria-label", re.compile("5 straight pieces"), timeout=PATIENCE)
    x, y = still_middle(page, "bead_1")
    drag(page, (x, y), (x + 100, y - 10))
    expect(page).to_have_url(re.compile(r"approximation_beads=-0\.6(,|%2C)0\.1\d*(,|%2C)"), timeout=PATIENCE)
    page.get_by_role("button", name="Fit").click()
    expect(page).to_have_url(re.compile(r"approximation_level=-?0\.\d{3}"), timeout=PATIENCE)
    expect(stairs).to_have_attribute("aria-label", re.compile(r"largest error 0\.[012]\d*;"), timeout=PATIENCE)
    page.get_by_role("radio", name="It learns").dispatch_event("click")
    idle(page)
    film = page.locator(".st-key-approximation_film")
    expect(film.locator(".main-svg").first).to_be_visible(timeout=PATIENCE)
    slider = film.locator("input[type=range]")
    slider.focus()
    slider.press("Home")
    expect(page).to_have_url(re.compile("approximation_frame=0"), timeout=PATIENCE)
    expect(page.get_by_text("Step 0: largest error")).to_be_visible(timeout=PATIENCE)
