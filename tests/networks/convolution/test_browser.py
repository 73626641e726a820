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


def test_a_cell_its_window_and_a_row_of_the_matrix_choose_the_same(page, server):
    opened(page, server)
    before = shapes(page, MATRIX)
    hold_over(page, PLANE, (OUTPUT + 3, 3), (OUTPUT + 5, 2))
    wait_for_other_shapes(page, MATRIX, before)  # while the button is down
    page.mouse.up()
    expect(page).to_have_url(re.compile("convolution_row=1&convolution_column=4"))
    idle(page)
    hold_over(page, PLANE, (7, 4), (3, 3))
    page.mouse.up()
    expect(page).to_have_url(re.compile("convolution_row=0&convolution_column=0"))
    idle(page)
    before = shapes(page, PLANE)
    page.mouse.click(*place_on_screen(page, MATRIX, 25, 16))  # row 16 of five columns
    wait_for_other_shapes(page, PLANE, before)
    expect(page).to_have_url(re.compile("convolution_row=3&convolution_column=1"))
    page.reload()
    idle(page)
    assert '"x0":1,"x1":2' in shapes(page, PLANE)  # the window is where it was
