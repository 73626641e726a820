"""The journey through the pictures: tips and directions are dragged in the figure, and all else follows."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import handle, hold
from tests.browser.plots import at_rest, eye_of, shapes, wait_for_other_shapes

APP = "streamlit_app.py"
PATIENCE = 20_000  # ms, for a machine that has other work


def opened(page, server, query):
    page.goto(f"{server(APP)}/vectors?lang=en&{query}")
    idle(page)
    return page


def test_the_direction_is_turned_on_the_ring_until_a_whole_side_touches(page, server):
    opened(page, server, "vectors_tab=ball&vectors_p=1")
    before = shapes(page, "vectors_ball")
    expect(page.get_by_text("one coordinate is zero", exact=True)).to_be_visible(timeout=PATIENCE)
    hold(page, "line_angle", "vectors_ball", 3.4, 3.4)
    expect(page.get_by_text("The line is parallel to a side")).to_be_visible(timeout=PATIENCE)  # still held
    wait_for_other_shapes(page, "vectors_ball", before)
    page.mouse.up()
    idle(page)
    expect(page).to_have_url(re.compile("vectors_line_angle=45"), timeout=PATIENCE)
    expect(page.get_by_text("Solved: it holds on what is on the screen.")).to_be_visible(timeout=PATIENCE)
    hold(page, "offset", "vectors_ball", 2.1, 2.2)
    page.mouse.up()
    idle(page)
    expect(page).to_have_url(re.compile(r"vectors_offset=3\.05"), timeout=PATIENCE)


def test_the_projection_follows_the_tip_while_it_is_held(page, server):
    opened(page, server, "vectors_tab=pair")
    before = shapes(page, "vectors_plane")
    hold(page, "v", "vectors_plane", -3, 1)
    expect(page.get_by_text("They stand at a right angle")).to_be_visible(timeout=PATIENCE)  # the button is still down
    wait_for_other_shapes(page, "vectors_plane", before)
    page.mouse.up()
    idle(page)
    expect(page).to_have_url(re.compile("vectors_v1=-3"), timeout=PATIENCE)
    handle(page, "w").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page).to_have_url(re.compile("vectors_w1=2"), timeout=PATIENCE)


def test_the_scene_keeps_its_camera_while_a_slider_moves(page, server):
    opened(page, server, "vectors_dimension=space")
    at_rest(page, "vectors_space")
    box = page.locator(".st-key-vectors_space .js-plotly-plot").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 20, steps=5)
    page.mouse.up()
    page.wait_for_function(f"{eye_of('vectors_space')}[0] < 1")  # it was 1.3
    turned = at_rest(page, "vectors_space")
    page.locator(".st-key-vectors_v3 input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"vectors_v3=2\.9"), timeout=PATIENCE)
    idle(page)
    assert at_rest(page, "vectors_space") == pytest.approx(
        turned, abs=0.15
    )  # not where it began, and no further than it swings
