"""One journey through the striking picture: p is dragged over the peak, and the penalty brings it down."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import drag, still_middle

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work


def test_p_is_dragged_beyond_the_peak_and_another_tab_opens(page, server):
    page.goto(f"{server(APP)}/regularization?lang=en")
    idle(page)
    x, y = still_middle(page, "parameters")
    drag(page, (x, y), (x + 200, y))
    expect(page).to_have_url(re.compile(r"regularization_parameters=\d{3}"), timeout=PATIENCE)
    fit = page.locator(".st-key-regularization_fit_figure [role=img]")
    expect(fit).to_have_attribute("aria-label", re.compile(r"the fit with \d{3} parameters"), timeout=PATIENCE)
    page.get_by_role("radio", name="Double descent").dispatch_event("click")
    expect(page.locator(".st-key-regularization_risk_figure .main-svg").first).to_be_visible(timeout=PATIENCE)
