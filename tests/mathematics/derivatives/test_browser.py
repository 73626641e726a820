"""One journey through the secant and its V: the point and the step are dragged, a formula is typed."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import drag, still_middle

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work


def test_the_point_and_the_step_are_dragged_and_the_secant_breaks_where_the_float_does(page, server):
    page.goto(f"{server(APP)}/derivatives?lang=en")
    idle(page)
    x, y = still_middle(page, "x")
    drag(page, (x, y), (x - 120, y + 60))
    expect(page).to_have_url(re.compile(r"derivatives_x=-"), timeout=PATIENCE)
    box = page.locator(".st-key-derivatives_errors .nsewdrag").last.bounding_box()
    right = (box["x"] + box["width"] - 3, box["y"] + 20)
    drag(page, still_middle(page, "h"), right, steps=12)
    expect(page).to_have_url(re.compile(r"derivatives_h=\d\.?\d*e-1[56]"), timeout=PATIENCE)
    idle(page)
    page.goto(f"{server(APP)}/derivatives?derivatives_h=1e-16&lang=en")
    idle(page)
    expect(page.get_by_text("x + h rounds to x", exact=False)).to_be_visible(timeout=PATIENCE)
    seen = page.locator(".st-key-derivatives_secant [role=img]")
    expect(seen).to_have_attribute("aria-label", re.compile("its slope is 0,"), timeout=PATIENCE)
    typed = page.get_by_label("Function f(x)", exact=True)
    typed.fill("x² − 1/x")
    typed.press("Enter")
    expect(page.locator(".katex annotation").filter(has_text=r"x^{2} - \frac{1}{x}").first).to_be_attached(
        timeout=PATIENCE
    )
    typed.fill("x + import")
    typed.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("The screen still shows the last input", timeout=PATIENCE)
    page.get_by_role("radio", name="Newton").dispatch_event("click")
    expect(page.locator(".st-key-derivatives_newton .main-svg").first).to_be_visible(timeout=PATIENCE)
