"""In a real Chromium: an output cell and its window are dragged, a row of the matrix is clicked, and all light up."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import idle
from tests.browser.plots import hold_over, place_on_screen, shapes, wait_for_other_shapes

APP = "streamlit_app.py"
PLANE, MATRIX = "convolution_plane", "convolution_matrix"
OUTPUT = 7 + 1.2 + 3 + 1.2  # where the output begins: image, kernel and two gaps


def opened(page: Page, server, query: str = "") -> Page:
    page.goto(f"{server(APP)}/convolution?lang=en{query}")
    idle(page)
    return page


def hover_over(page: Page, key: str, x: float, y: float) -> None:
    page.mouse.move(*place_on_screen(page, key, x, y), steps=3)


def test_window_sum_and_row_of_the_matrix_light_up_under_the_mouse(page, server):
    opened(page, server)
    before = shapes(page, MATRIX), shapes(page, PLANE)
    hover_over(page, PLANE, OUTPUT + 4.5, 1.5)  # no button is pressed
    for key, old in zip((MATRIX, PLANE), before, strict=True):
        wait_for_other_shapes(page, key, old)
    expect(page).to_have_url(re.compile("convolution_row=1&convolution_column=4"))
    expect(page.locator(".katex-html", has_text="y[1,4]").first).to_be_visible()
    idle(page)
    before = shapes(page, PLANE)
    hover_over(page, MATRIX, 25, 16)  # row 16 of five columns
    wait_for_other_shapes(page, PLANE, before)
    expect(page).to_have_url(re.compile("convolution_row=3&convolution_column=1"))
    idle(page)
    hold_over(page, PLANE, (4, 6), (3, 3))  # the window itself, by its corner
    page.mouse.up()
    expect(page).to_have_url(re.compile("convolution_row=0&convolution_column=0"))
    idle(page)
    page.locator(f".st-key-{PLANE} .handle[data-name='output cell']").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("convolution_row=0&convolution_column=1"))
    page.reload()
    idle(page)
    assert '"x0":1,"x1":2' in shapes(page, PLANE)  # the window is where it was


def test_a_finger_taps_an_output_cell_and_drags_its_dot(open_page, server):
    page = opened(open_page(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844}), server)
    page.locator(f".st-key-{PLANE}").scroll_into_view_if_needed()
    page.touchscreen.tap(*place_on_screen(page, PLANE, OUTPUT + 0.5, 3.5))
    expect(page).to_have_url(re.compile("convolution_row=3&convolution_column=0"))
    idle(page)
    hold_over(page, PLANE, (OUTPUT + 1, 4), (OUTPUT + 3, 4))
    page.mouse.up()
    expect(page).not_to_have_url(re.compile("convolution_column=0"))
