"""In a real Chromium: the exam gets stricter under the thumb, the film is scrubbed, a box is dragged."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import idle
from tests.browser.plots import hold_over, shapes, wait_for_other_shapes

APP = "streamlit_app.py"
LONG = 60_000  # milliseconds


def test_the_three_thresholds_and_the_film_of_ranks(page: Page, server):
    page.goto(f"{server(APP)}/detection?lang=en")
    idle(page)
    expect(page.locator(".st-key-detection_thresholds .js-plotly-plot")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("8 of them hit one of the 9 digits")).to_be_visible(timeout=LONG)
    page.get_by_role("slider", name="Matching-IoU").focus()
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile("detection_match_iou=0.95"), timeout=LONG)
    expect(page.get_by_text("0 of them hit one of the 9 digits")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("Average precision 0.000")).to_be_visible(timeout=LONG)


def test_a_box_is_dragged_by_its_corner_and_by_its_middle(page: Page, server):
    page.goto(f"{server(APP)}/detection?lang=en&detection_tab=overlap")
    idle(page)
    key = "detection_boxes"
    before = shapes(page, key)
    hold_over(page, key, (16, 14), (20, 16))
    wait_for_other_shapes(page, key, before)  # while the button is down
    page.mouse.up()
    expect(page).to_have_url(re.compile("detection_a_right=20&detection_a_bottom=16"), timeout=LONG)
    idle(page)
    hold_over(page, key, (12, 10), (13, 12))
    page.mouse.up()
    expect(page).to_have_url(re.compile("detection_a_left=5&detection_a_top=6&detection_a_right=21"), timeout=LONG)
