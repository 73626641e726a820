"""One journey: the line, a point and the start of the descent are dragged, and a case from 0 to 1."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import drag, still_middle
from tests.browser.plots import place_on_screen

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work


def test_the_line_a_point_and_a_case_are_dragged_and_the_numbers_follow(page, server):
    base = f"{server(APP)}/linear_models"
    page.goto(f"{base}?lang=en")
    idle(page)
    seen = page.locator(".st-key-linear_models_points_True [role=img]")
    expect(seen).to_have_attribute("aria-label", re.compile("intercept 11 and slope -0.3,"), timeout=PATIENCE)
    x, y = still_middle(page, "right")
    drag(page, (x, y), (x, y - 60))
    expect(page).to_have_url(re.compile(r"linear_models_slope=-?0\.\d+"), timeout=PATIENCE)
    expect(seen).not_to_have_attribute("aria-label", re.compile("intercept 11 "), timeout=PATIENCE)
    start, end = (place_on_screen(page, "linear_models_points_True", *spot) for spot in ((15, 9.6), (17, 2)))
    drag(page, start, end)
    expect(page).to_have_url(re.compile("linear_models_points="), timeout=PATIENCE)

    page.goto(f"{base}?linear_models_tab=logistic&linear_models_cases=separable&lang=en")
    idle(page)
    start, end = (place_on_screen(page, "linear_models_cases_True", *spot) for spot in ((2, 0), (2, 1)))
    drag(page, start, end)
    expect(page).to_have_url(re.compile("linear_models_cases=points"), timeout=PATIENCE)
    expect(page.get_by_text("A gap parts the classes")).to_have_count(0, timeout=PATIENCE)
