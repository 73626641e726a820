"""The journey through the map: the point is dragged, the surface keeps its camera, the walker keeps to its curve."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import hold
from tests.browser.plots import at_rest, shapes, wait_for_other_shapes

APP = "streamlit_app.py"
PATIENCE = 30_000  # ms, for a machine that has other work
HEIGHTS = "document.querySelector('.st-key-gradients_map .js-plotly-plot').data[0].z"


def test_the_point_is_dragged_and_neither_the_heights_nor_the_camera_are_made_anew(page, server):
    page.goto(f"{server(APP)}/gradients?lang=en")
    idle(page)
    eye, before = at_rest(page, "gradients_surface"), shapes(page, "gradients_map")
    page.evaluate(f"() => {{ window.heights = {HEIGHTS} }}")
    hold(page, "point", "gradients_map", 3, 1)
    expect(page.get_by_text("by 53.13°")).to_be_visible(timeout=PATIENCE)  # the button is still down
    wait_for_other_shapes(page, "gradients_map", before)
    page.mouse.up()
    expect(page).to_have_url(re.compile("gradients_x=3"), timeout=PATIENCE)
    expect(page.get_by_text("Solved: it holds on what is on the screen.")).to_be_visible(timeout=PATIENCE)
    idle(page)
    assert page.evaluate(f"() => window.heights === {HEIGHTS}")
    assert at_rest(page, "gradients_surface") == pytest.approx(eye)


def test_the_walker_keeps_to_its_curve_and_the_direction_to_its_ring(page, server):
    page.goto(f"{server(APP)}/gradients?lang=en&gradients_tab=constraint")
    idle(page)
    hold(page, "walker", "gradients_curve", -4.5, 0.0)
    expect(page.get_by_text("parallel", exact=True)).to_be_visible(timeout=PATIENCE)
    page.mouse.up()
    expect(page).to_have_url(re.compile("gradients_s=180"), timeout=PATIENCE)
    page.goto(f"{server(APP)}/gradients?lang=en&gradients_tab=direction&gradients_x=0")
    idle(page)
    hold(page, "ring", "gradients_direction", 0, 4.9)
    expect(page.get_by_text("Along the y axis", exact=False)).to_be_visible(timeout=PATIENCE)
    page.mouse.up()
    expect(page).to_have_url(re.compile("gradients_theta=90"), timeout=PATIENCE)


def test_the_graph_and_the_microscope_follow_the_point(page, server):
    page.goto(f"{server(APP)}/gradients?lang=en&gradients_tab=chain")
    idle(page)
    graph, image = shapes(page, "gradients_chain"), shapes(page, "gradients_image")
    hold(page, "point", "gradients_square", 0, 3)
    expect(page.get_by_text("det J says 1)", exact=False)).to_be_visible(timeout=PATIENCE)  # the button is still down
    for key, before in (("gradients_chain", graph), ("gradients_image", image)):
        wait_for_other_shapes(page, key, before)
    page.mouse.up()
    expect(page).to_have_url(re.compile("gradients_x=0"), timeout=PATIENCE)
