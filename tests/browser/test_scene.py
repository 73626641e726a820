"""A figure of three dimensions in a real Chromium: how it is turned and how large it is, while values keep coming."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import idle
from tests.browser.plots import at_rest, eye_of, scene_of

APP = "tests/browser/live_kit_app.py"
PLOT = "document.querySelector('.st-key-scene .js-plotly-plot')"
SCENE, EYE = scene_of("scene"), eye_of("scene")
SIZE = f"[{SCENE}.glplot.canvas.clientWidth, {SCENE}.glplot.canvas.clientHeight, {PLOT}.clientHeight]"
FIRST_EYE = [1.25, 1.25, 1.25]
# Moves the slider to places one after the other, as fast as the display goes, until the hand has let go of the scene.
VALUES = """() => {
  const slider = document.querySelector(".st-key-shift [data-testid=stBidiComponentIsolated]").shadowRoot
    .querySelector("input[type=range]");
  const plot = document.querySelector(".st-key-scene .js-plotly-plot");
  window.redraws = 0;
  plot.on("plotly_react", () => window.redraws++);
  slider.dispatchEvent(new PointerEvent("pointerdown"));
  const move = (place) => {
    if (window.over) return slider.dispatchEvent(new PointerEvent("pointerup"));
    slider.value = Number(slider.min) + (Number(slider.max) - Number(slider.min)) * ((place % 90) / 90);
    slider.dispatchEvent(new Event("input"));
    requestAnimationFrame(() => move(place + 1));
  };
  move(0);
}"""


@pytest.fixture
def scene(page, server) -> Page:
    page.goto(server(APP))
    idle(page)
    page.locator(".st-key-with_scene label").click()
    page.wait_for_function(f"{PLOT}?._fullLayout?.scene?._scene?.glplot")
    idle(page)
    page.locator(".st-key-scene").scroll_into_view_if_needed()
    at_rest(page, "scene")
    return page


def middle(page: Page) -> tuple[float, float]:
    box = page.locator(".st-key-scene .js-plotly-plot").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def redraw(page: Page) -> None:
    """One step of the slider, and the surface drawn with it."""
    before = page.evaluate(f"{PLOT}.data[0].z[1][1]")
    page.locator(".st-key-shift input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{PLOT}.data[0].z[1][1] !== {before}")
    idle(page)


def test_a_scene_turned_by_hand_stays_so_and_keeps_its_size(scene):
    size = scene.evaluate(SIZE)
    x, y = middle(scene)
    scene.mouse.move(x, y)
    scene.mouse.down()
    scene.mouse.move(x + 80, y + 20, steps=6)
    scene.mouse.up()
    scene.wait_for_function(f"JSON.stringify({EYE}) !== '{FIRST_EYE}'.replaceAll(' ', '')")
    turned = at_rest(scene, "scene")
    assert turned != pytest.approx(FIRST_EYE, abs=0.1)
    redraw(scene)
    assert scene.evaluate(EYE) == pytest.approx(turned)
    assert scene.evaluate(SIZE) == size


def test_a_scene_is_turned_while_values_keep_coming(scene):
    x, y = middle(scene)
    scene.mouse.move(x, y)
    scene.mouse.down()
    scene.evaluate(VALUES)
    angle = f"Math.atan2(...{EYE}.slice(0, 2).reverse())"
    angles = [scene.evaluate(angle)]
    for step in range(1, 9):
        scene.mouse.move(x + 12 * step, y)
        before = scene.evaluate("redraws")
        scene.wait_for_function(f"redraws > {before + 1}")  # with values that came after the hand had moved
        angles.append(scene.evaluate(angle))
    scene.mouse.up()
    scene.evaluate("window.over = true")
    turns = np.diff(np.unwrap(angles))
    assert (turns < -0.01).all() or (turns > 0.01).all(), turns  # and never back
    idle(scene)
    let_go = at_rest(scene, "scene", angle)
    redraw(scene)
    assert scene.evaluate(angle) == pytest.approx(let_go, abs=1e-6)


def test_a_surface_that_stays_is_not_worked_out_anew(scene):
    scene.evaluate(f"""() => {{
      const surface = Object.getPrototypeOf(Object.values({SCENE}.traces)[0]);
      const {{ update }} = surface;
      window.updated = [];
      surface.update = function (data) {{
        updated.push(data.index);
        return update.call(this, data);
      }};
    }}""")
    redraw(scene)
    assert set(scene.evaluate("updated")) == {0}
    scene.emulate_media(color_scheme="dark")  # other axes: all of it is drawn anew
    scene.wait_for_function("new Set(updated).size === 2")


def test_a_scene_follows_its_column_and_stays_turned(scene):
    x, y = middle(scene)
    scene.mouse.move(x, y)
    scene.mouse.down()
    scene.mouse.move(x + 80, y + 20, steps=6)
    scene.mouse.up()
    scene.wait_for_function(f"JSON.stringify({EYE}) !== '{FIRST_EYE}'.replaceAll(' ', '')")
    turned = at_rest(scene, "scene")
    scene.set_viewport_size({"width": 390, "height": 844})
    scene.wait_for_function(f"{SCENE}.glplot.canvas.clientWidth < 380")
    assert scene.evaluate(EYE) == pytest.approx(turned)
    expect(scene.locator(".st-key-scene .js-plotly-plot")).to_have_css("height", "300px")
