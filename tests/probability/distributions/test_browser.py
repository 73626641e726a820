"""One journey through the striking picture and the hands of the other tabs: n, a point and the ellipse are dragged."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import drag, still_middle
from tests.browser.plots import place_on_screen

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work


def test_n_a_point_and_an_ellipse_are_dragged_and_the_numbers_follow(page, server):
    base = f"{server(APP)}/distributions"
    page.goto(f"{base}?distributions_tab=sampling&distributions_family=exponential&lang=en")
    idle(page)
    x, y = still_middle(page, "sample_size")
    drag(page, (x, y), (x + 90, y))
    expect(page).to_have_url(re.compile(r"distributions_sample_size=\d{2,3}"), timeout=PATIENCE)
    tails = page.locator(".st-key-distributions_tails [role=img]")
    expect(tails).to_have_attribute("aria-label", re.compile(r"at n = \d{2,3} "), timeout=PATIENCE)
    page.get_by_role("button", name="Draw anew").click()
    expect(page).to_have_url(re.compile("distributions_seed=2"), timeout=PATIENCE)

    page.goto(f"{base}?distributions_tab=pair&distributions_source=Anscombe+II&lang=en")
    idle(page)
    seen = page.locator(".st-key-distributions_scatter_True [role=img]")
    expect(seen).to_have_attribute("aria-label", re.compile("correlation is 0.8162"), timeout=PATIENCE)
    start, end = (place_on_screen(page, "distributions_scatter_True", *spot) for spot in ((14, 8.1), (18, 0.5)))
    drag(page, start, end)
    expect(page).to_have_url(re.compile("distributions_source=points"), timeout=PATIENCE)
    expect(page).to_have_url(re.compile("distributions_points="), timeout=PATIENCE)
    expect(seen).not_to_have_attribute("aria-label", re.compile("correlation is 0.8162"), timeout=PATIENCE)

    page.goto(f"{base}?distributions_tab=bivariate&lang=en")
    idle(page)
    x, y = still_middle(page, "right")
    drag(page, (x, y), (x, y + 60))
    expect(page).to_have_url(re.compile("distributions_rho=-?0"), timeout=PATIENCE)
    page.get_by_role("radio", name="Large numbers").dispatch_event("click")
    expect(page.locator(".st-key-distributions_averages .main-svg").first).to_be_visible(timeout=PATIENCE)
