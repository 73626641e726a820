"""Points of a figure that are dragged, in a real Chromium: by mouse, finger and keys; and what a server believes."""

import ast
import math
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import idle

APP = "tests/browser/handles_app.py"


@pytest.fixture
def kit(page, server) -> Page:
    page.goto(server(APP))
    return ready(page)


def ready(page: Page) -> Page:
    idle(page)
    handle(page, "tip").wait_for()
    page.evaluate("""() => {
      window.plotOf = (key) => document.querySelector(`.st-key-${key} .js-plotly-plot`);
      window.sent = 0; // messages that the page has sent
      const send = WebSocket.prototype.send;
      WebSocket.prototype.send = function (...given) { sent++; return send.apply(this, given); };
    }""")
    return page


def handle(page: Page, name: str) -> Locator:
    return page.locator(f".handle[data-name={name}]")


def stored(page: Page, which: int = 0) -> dict:
    return ast.literal_eval(page.locator("[data-testid=stCode] code").nth(which).inner_text())


def settled(page: Page, which: int = 0) -> dict:
    idle(page)
    return stored(page, which)


def screen(page: Page, x: float, y: float, key: str = "plane") -> tuple[float, float]:
    """Where a place of a figure is on the screen, as Plotly has it."""
    left, top = page.evaluate(
        """([key, x, y]) => {
          const plot = plotOf(key);
          const { xaxis, yaxis } = plot._fullLayout;
          const { left, top } = plot.getBoundingClientRect();
          return [left + xaxis._offset + xaxis.d2p(x), top + yaxis._offset + yaxis.d2p(y)];
        }""",
        [key, x, y],
    )
    return left, top


def middle(node: Locator) -> tuple[float, float]:
    """The middle of a handle on the screen."""
    box = node.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def is_at(page: Page, name: str, x: float, y: float) -> None:
    """The handle is drawn at this place, within a pixel and a half."""
    assert middle(handle(page, name)) == pytest.approx(screen(page, x, y), abs=1.5)


def drag(page: Page, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=steps)
    page.mouse.up()


class Finger:
    """One finger on the glass."""

    def __init__(self, page: Page) -> None:
        self._line = page.context.new_cdp_session(page)

    def _touch(self, kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        self._line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        self._touch("touchStart", start)
        for k in range(1, steps + 1):
            self._touch("touchMove", tuple(a + (b - a) * k / steps for a, b in zip(start, end, strict=True)))
        self._touch("touchEnd")


def ranges(page: Page, key: str = "plane") -> list[float]:
    return page.evaluate(
        "(key) => [...plotOf(key)._fullLayout.xaxis.range, ...plotOf(key)._fullLayout.yaxis.range]", key
    )


# Handles


def test_a_handle_follows_the_mouse_and_the_figure_follows_while_it_is_held(kit):
    kit.evaluate("""() => {
      window.redraws = 0;
      for (const done of ["plotly_react", "plotly_relayout"]) plotOf("plane").on(done, () => redraws++);
    }""")
    start = screen(kit, 1, 2)
    kit.mouse.move(*start)
    kit.mouse.down()
    for k in range(1, 31):
        kit.mouse.move(start[0] + 4 * k, start[1] + 3 * k)
        kit.wait_for_timeout(25)
        assert middle(handle(kit, "tip")) == pytest.approx((start[0] + 4 * k, start[1] + 3 * k), abs=1.5)
    kit.wait_for_function("redraws >= 3")  # the button is still down
    assert stored(kit)["calls"] >= 3
    kit.mouse.up()
    x, y = settled(kit)["tip"]
    assert screen(kit, x, y) == pytest.approx((start[0] + 120, start[1] + 90), abs=1.5)
    is_at(kit, "tip", x, y)
    assert kit.evaluate("plotOf('plane').data[1].x[1]") == x


def test_a_drag_neither_zooms_nor_pans_and_starts_no_selection(kit):
    before = ranges(kit)
    for mode in ("zoom", "pan"):
        kit.evaluate("(dragmode) => Plotly.relayout(plotOf('plane'), { dragmode })", mode)
        start = middle(handle(kit, "tip"))
        drag(kit, start, (start[0] - 60, start[1] + 40))
        idle(kit)
        assert ranges(kit) == before
    assert settled(kit)["tip"] != [1.0, 2.0]
    assert kit.evaluate("getSelection().toString()") == ""


def test_a_handle_is_grabbed_beside_its_middle_without_a_jump(kit):
    x, y = screen(kit, 1, 2)
    kit.mouse.move(x + 9, y + 6)
    kit.mouse.down()
    kit.mouse.move(x + 9, y + 6)
    assert middle(handle(kit, "tip")) == pytest.approx((x, y), abs=0.2)
    kit.mouse.move(x + 59, y + 6)
    assert middle(handle(kit, "tip")) == pytest.approx((x + 50, y), abs=1.5)
    kit.mouse.up()


def test_a_slow_script_gets_the_last_place_and_pulls_no_handle_back(kit):
    kit.locator(".st-key-slow label").click()
    idle(kit)
    start = screen(kit, 1, 2)
    kit.mouse.move(*start)
    kit.mouse.down()
    for k in range(1, 41):
        kit.mouse.move(start[0] + 4 * k, start[1])
        kit.wait_for_timeout(50)
        assert middle(handle(kit, "tip"))[0] == pytest.approx(start[0] + 4 * k, abs=1.5)
    kit.mouse.up()
    kit.wait_for_function("!document.querySelector('[data-testid=stCode] code').innerText.includes(\"(1.0, 2.0)\")")
    kit.wait_for_timeout(2500)  # a final value interrupts a slow run after a while
    x, y = settled(kit)["tip"]
    assert screen(kit, x, y) == pytest.approx((start[0] + 160, start[1]), abs=1.5)
    assert stored(kit)["calls"] < 20  # 40 places were offered, one run at a time


def test_a_redraw_with_other_axes_leaves_the_held_handle_under_the_pointer(kit):
    kit.locator(".st-key-stretch label").click()
    idle(kit)
    start, end = screen(kit, 1, 2), screen(kit, 2, 1)
    kit.mouse.move(*start)
    kit.mouse.down()
    kit.mouse.move(*end, steps=6)
    kit.wait_for_function("plotOf('plane')._fullLayout.yaxis.range[1] === 6")
    assert middle(handle(kit, "tip")) == pytest.approx(end, abs=1.5)
    kit.mouse.move(end[0] + 10, end[1])
    assert middle(handle(kit, "tip")) == pytest.approx((end[0] + 10, end[1]), abs=1.5)
    kit.mouse.up()
    tip = settled(kit)["tip"]
    is_at(kit, "tip", *tip)
    assert screen(kit, *tip) == pytest.approx((end[0] + 10, end[1]), abs=1.5)


def test_a_place_that_the_script_clamps_is_shown_even_while_the_hand_rests(kit):
    kit.locator(".st-key-clamp label").click()
    idle(kit)
    far = screen(kit, 3.5, 2)
    kit.mouse.move(*screen(kit, 1, 2))
    kit.mouse.down()
    kit.mouse.move(*far, steps=6)
    expect(kit.locator("[data-testid=stCode]").first).to_contain_text("'tip': (2.0, 2.0)")
    idle(kit)
    is_at(kit, "tip", 2, 2)
    kit.mouse.move(far[0] - 4, far[1])  # it goes on from the pointer
    assert middle(handle(kit, "tip")) == pytest.approx((far[0] - 4, far[1]), abs=1.5)
    kit.mouse.up()
    assert settled(kit)["tip"] == (2.0, 2.0)
    is_at(kit, "tip", 2, 2)


def test_snapping_and_limits_hold_a_handle(kit):
    drag(kit, screen(kit, -2, 1), screen(kit, -1.62, 0.3))
    assert settled(kit)["grid"] == (-1.5, 0.5)
    drag(kit, screen(kit, -1.5, 0.5), screen(kit, 2, -2.9))
    assert settled(kit)["grid"] == (-1, -2)
    is_at(kit, "grid", -1, -2)


def test_a_handle_cannot_leave_the_axes(kit):
    x, y = screen(kit, 1, 2)
    drag(kit, (x, y), (x + 60, y - 400))
    assert settled(kit)["tip"][1] == 3
    is_at(kit, "tip", *stored(kit)["tip"])


def test_a_handle_follows_its_curve_before_the_script_answers(kit):
    kit.locator(".st-key-slow label").click()
    idle(kit)
    before = stored(kit)
    kit.mouse.move(*screen(kit, before["x"], math.sin(2 * before["x"])))
    kit.mouse.down()
    for x in (-0.3, 0.4, 1.2, 2.9):
        kit.mouse.move(*screen(kit, x, 1.5))
        is_at(kit, "x", x, math.sin(2 * x))
    assert stored(kit)["x"] == before["x"]
    kit.mouse.move(*screen(kit, 3.9, 1.5))  # the curve ends at 3
    is_at(kit, "x", 3, math.sin(6))
    kit.mouse.up()
    expect(kit.locator("[data-testid=stCode]").first).to_contain_text("'x': 3.0")


def test_a_handle_on_a_line_takes_the_nearest_place_of_it_within_the_limits(kit):
    drag(kit, screen(kit, 0, 0), screen(kit, 1, -1))
    x, y = settled(kit)["line"]
    assert (x, y) == pytest.approx((1, -1), abs=0.02)
    assert x == pytest.approx(-y)
    drag(kit, screen(kit, x, y), screen(kit, 3.5, 1))
    x, y = settled(kit)["line"]
    assert x == pytest.approx(-y)
    assert -1 <= x <= 2
    drag(kit, screen(kit, x, y), screen(kit, -3, 2.9))
    assert settled(kit)["line"] == pytest.approx((-1, 1))


def test_a_handle_on_a_circle_takes_the_direction_of_the_pointer(kit):
    drag(kit, screen(kit, math.cos(math.pi / 3), math.sin(math.pi / 3)), screen(kit, -3, 0.02))
    assert abs(settled(kit)["angle"]) == 180
    is_at(kit, "angle", -1, 0)
    drag(kit, screen(kit, -1, 0), screen(kit, 0, -2.5))
    assert settled(kit)["angle"] == -90
    handle(kit, "angle").focus()
    kit.keyboard.press("ArrowUp")
    assert settled(kit)["angle"] == -89


def test_arrow_keys_move_the_focused_handle(kit):
    handle(kit, "grid").focus()
    for key, expected in {
        "ArrowRight": (-1.5, 1), "ArrowLeft": (-2, 1), "ArrowUp": (-2, 1.5), "ArrowDown": (-2, 1),
        "Shift+ArrowLeft": (-3, 1), "PageUp": (-3, 2), "PageDown": (-3, -2),
    }.items():  # fmt: skip
        kit.keyboard.press(key)
        assert settled(kit)["grid"] == expected, key
        is_at(kit, "grid", *expected)
    handle(kit, "x").focus()
    kit.keyboard.press("End")
    assert settled(kit)["x"] == 3
    kit.keyboard.press("Home")
    assert settled(kit)["x"] == -3
    handle(kit, "line").focus()
    kit.keyboard.press("ArrowUp")
    x, y = settled(kit)["line"]
    assert y > 0
    assert x == pytest.approx(-y)


def test_a_held_key_loses_no_step(kit):
    handle(kit, "tip").focus()
    for _ in range(15):
        kit.keyboard.press("ArrowLeft")
    assert settled(kit)["tip"] == (-0.5, 2.0)
    is_at(kit, "tip", -0.5, 2)


def test_two_handles_moved_one_after_the_other_both_arrive(kit):
    kit.locator(".st-key-slow label").click()
    idle(kit)
    handle(kit, "tip").focus()
    kit.keyboard.press("ArrowRight")
    handle(kit, "grid").focus()
    kit.keyboard.press("ArrowRight")
    handle(kit, "angle").focus()
    kit.keyboard.press("ArrowUp")
    code = kit.locator("[data-testid=stCode]").first
    for text in ("'tip': (1.1, 2.0)", "'grid': (-1.5, 1.0)", "'angle': 61.0"):
        expect(code).to_contain_text(text)


def test_the_handles_are_sliders_with_a_name_a_value_and_a_ring(kit):
    tip = kit.get_by_role("slider", name="v")
    expect(tip).to_have_attribute("aria-valuetext", "x = 1.00, y = 2.00")
    expect(tip).to_have_attribute("aria-roledescription", "movable point")
    expect(kit.get_by_role("slider", name="θ")).to_have_attribute("aria-valuenow", "60")
    expect(kit.get_by_role("slider", name="g")).to_have_attribute("aria-valuemax", "-1")
    tip.focus()
    names = []
    for _ in range(5):
        names.append(kit.evaluate("document.querySelector('.overlay').shadowRoot.activeElement.dataset.name"))
        kit.keyboard.press("Tab")
    assert names == ["tip", "grid", "x", "line", "angle"]
    ring = "(node) => getComputedStyle(node.querySelector('.dot')).boxShadow"
    plain = tip.evaluate(ring)
    kit.keyboard.press("Shift+Tab")
    for _ in range(4):
        kit.keyboard.press("Shift+Tab")
    kit.wait_for_timeout(300)  # the ring comes by and by
    assert tip.evaluate(ring) != plain


def test_handles_follow_zoom_and_hide_outside(kit):
    kit.evaluate("Plotly.relayout(plotOf('plane'), { 'xaxis.range': [0.5, 4], 'yaxis.range': [0, 3] })")
    is_at(kit, "tip", 1, 2)
    expect(handle(kit, "grid")).to_be_hidden()
    kit.evaluate("Plotly.relayout(plotOf('plane'), { 'xaxis.range': [-4, 4], 'yaxis.range': [-3, 3] })")
    expect(handle(kit, "grid")).to_be_visible()
    is_at(kit, "grid", -2, 1)


def test_handles_follow_while_the_figure_is_panned(kit):
    kit.evaluate("Plotly.relayout(plotOf('plane'), { dragmode: 'pan' })")
    before = middle(handle(kit, "tip"))
    start = screen(kit, 2.5, -2)
    kit.mouse.move(*start)
    kit.mouse.down()
    kit.mouse.move(start[0] - 50, start[1] + 30, steps=5)
    kit.wait_for_function("plotOf('plane')._fullLayout.xaxis.range[0] > -3.9")
    assert middle(handle(kit, "tip")) == pytest.approx((before[0] - 50, before[1] + 30), abs=2)
    kit.mouse.up()
    is_at(kit, "tip", 1, 2)


def test_handles_follow_the_width_of_the_column(kit):
    before = middle(handle(kit, "tip"))
    kit.set_viewport_size({"width": 390, "height": 844})
    kit.wait_for_function("plotOf('plane')._fullLayout.width < 400")
    idle(kit)
    assert middle(handle(kit, "tip")) != before
    is_at(kit, "tip", 1, 2)
    assert kit.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_ink_of_a_handle_follows_the_theme(open_page, server):
    page = open_page(color_scheme="light")
    page.goto(server(APP))
    ready(page)
    color = "getComputedStyle(document.querySelector('.overlay').shadowRoot.querySelector('[data-name=x] .dot'))" \
            ".backgroundColor"  # fmt: skip
    assert page.evaluate(color) == "rgb(28, 39, 51)"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{color} === 'rgb(230, 237, 243)'")


def phone(open_page, server) -> Page:
    page = open_page(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page.goto(server(APP))
    return ready(page)


def test_a_finger_drags_a_handle_and_the_page_does_not_scroll(open_page, server):
    page = phone(open_page, server)
    handle(page, "tip").scroll_into_view_if_needed()
    scrolled = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    (left, top), end = screen(page, 1, 2), screen(page, 2, -1)
    Finger(page).drag((left + 15, top + 15), (end[0] + 15, end[1] + 15))  # what a finger reaches is 44 px wide
    assert settled(page)["tip"] == pytest.approx((2, -1), abs=0.06)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == scrolled


def test_a_figure_without_handles_asks_for_nothing_more(page, server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server("tests/browser/live_kit_app.py"))
    idle(page)
    assert any("figure/figure.js" in url for url in asked)
    assert not any("/handles/" in url for url in asked)
    assert page.locator(".st-key-wave .overlay").count() == 0


# Points


def cloud(page: Page) -> Locator:
    return page.locator(".cloud")


def tool(page: Page, name: str) -> None:
    page.locator(".tools label").filter(has=page.get_by_text(name, exact=True)).click()


def count_of(page: Page) -> int:
    return int(page.locator(".tools .number").inner_text().split("/")[0])


def show_points(page: Page) -> Page:
    page.locator(".tools").scroll_into_view_if_needed()
    return page


def test_a_point_is_dragged_and_told_while_it_moves(kit):
    show_points(kit)
    start, end = screen(kit, 1, 1, "classes"), screen(kit, -0.5, 1.5, "classes")
    kit.mouse.move(*start)
    kit.mouse.down()
    kit.mouse.move(*end, steps=10)
    kit.wait_for_function("plotOf('classes').data[0].x[0] < -0.3")  # the button is still down
    kit.mouse.up()
    points = settled(kit, 1)
    assert (points["x"][1], points["y"][1]) == pytest.approx((-0.5, 1.5), abs=0.02)
    assert (points["x"][0], points["labels"]) == (-1, (0, 1, 0))
    drag(kit, screen(kit, -0.5, 1.5, "classes"), (end[0] - 900, end[1]))
    assert settled(kit, 1)["x"][1] == -1.8  # a limit


def test_points_are_added_by_a_click_in_the_mode_of_a_class_and_by_a_double_click(kit):
    show_points(kit)
    tool(kit, "+ B")
    kit.mouse.click(*screen(kit, -1.5, 1.5, "classes"))
    kit.mouse.click(*screen(kit, -1.5, 1.2, "classes"))
    points = settled(kit, 1)
    assert points["labels"] == (0, 1, 0, 1, 1)
    assert (points["x"][3], points["y"][3]) == pytest.approx((-1.5, 1.5), abs=0.02)
    tool(kit, "Move")
    kit.mouse.click(*screen(kit, 1.5, -1.5, "classes"))
    kit.wait_for_timeout(600)
    assert len(settled(kit, 1)["x"]) == 5
    before = ranges(kit, "classes")
    kit.mouse.dblclick(*screen(kit, 1.5, -1.5, "classes"))
    points = settled(kit, 1)
    assert points["labels"] == (0, 1, 0, 1, 1, 1)
    assert (points["x"][5], points["y"][5]) == pytest.approx((1.5, -1.5), abs=0.02)
    assert ranges(kit, "classes") == before


def test_points_are_removed_by_the_mode_a_double_click_and_a_key(kit):
    show_points(kit)
    tool(kit, "Remove")
    kit.mouse.click(*screen(kit, 0.5, 0.5, "classes"))  # nothing is there
    kit.mouse.click(*screen(kit, 1, 1, "classes"))
    assert settled(kit, 1)["labels"] == (0, 0)
    tool(kit, "Move")
    kit.mouse.dblclick(*screen(kit, 0, 0.5, "classes"))
    assert settled(kit, 1)["x"] == (-1.0,)
    kit.mouse.click(*screen(kit, -1, -1, "classes"))
    kit.keyboard.press("Delete")
    assert settled(kit, 1)["x"] == ()
    assert count_of(kit) == 0


def test_a_click_on_a_point_does_not_move_it(kit):
    show_points(kit)
    before = kit.evaluate("sent")
    x, y = screen(kit, 1, 1, "classes")
    drag(kit, (x + 3, y + 3), (x + 5, y + 4))
    assert settled(kit, 1)["x"] == (-1.0, 1.0, 0.0)
    assert kit.evaluate("sent") == before


def test_keys_choose_take_move_and_add_points(kit):
    show_points(kit)
    cloud(kit).focus()
    spoken = kit.locator(".st-key-classes .overlay .spoken[aria-live]")
    kit.keyboard.press("ArrowRight")  # the one nearest to the middle
    expect(spoken).to_have_text(re.compile(r"^Point 3 of 3, A: x = 0\.0+, y = 0\.50*$"))
    kit.keyboard.press("ArrowRight")
    expect(spoken).to_have_text(re.compile(r"^Point 2 of 3, B"))
    kit.keyboard.press("ArrowRight")
    kit.keyboard.press("Enter")
    kit.keyboard.press("ArrowDown")
    kit.keyboard.press("Shift+ArrowLeft")
    kit.keyboard.press("Enter")
    points = settled(kit, 1)
    assert (points["x"][1], points["y"][1]) == pytest.approx((0.5, 0.95))
    kit.keyboard.press("Enter")
    kit.keyboard.press("ArrowDown")
    kit.keyboard.press("Escape")
    assert settled(kit, 1)["y"][1] == pytest.approx(0.95)
    kit.keyboard.press("Insert")
    kit.keyboard.press("Enter")
    assert len(settled(kit, 1)["x"]) == 4
    kit.keyboard.press("Delete")
    assert len(settled(kit, 1)["x"]) == 3


def test_five_hundred_points_are_the_most_and_one_stop_of_the_tab_key(kit):
    kit.locator(".st-key-many label").click()
    idle(kit)
    show_points(kit)
    assert cloud(kit).locator("path").count() == 500
    tool(kit, "+ A")
    kit.mouse.click(*screen(kit, -1.7, -1.7, "classes"))
    idle(kit)
    assert count_of(kit) == 500
    assert len(stored(kit, 1)["x"]) == 3  # nothing was told
    expect(kit.locator(".st-key-classes .overlay .spoken[aria-live]")).to_have_text("There can be at most 500 points.")
    stops = "document.querySelector('.st-key-classes .overlay').shadowRoot.querySelectorAll('[tabindex]').length"
    assert kit.evaluate(stops) == 1
    tool(kit, "Move")
    last = math.cos(499) * 499 / 300, math.sin(499) * 499 / 300
    drag(kit, screen(kit, *last, "classes"), screen(kit, 1.7, 1.7, "classes"))
    points = settled(kit, 1)
    assert len(points["x"]) == 500
    assert (points["x"][499], points["y"][499]) == pytest.approx((1.7, 1.7), abs=0.02)


def test_a_finger_drags_adds_and_removes_points(open_page, server):
    page = show_points(phone(open_page, server))
    Finger(page).drag(screen(page, 1, 1, "classes"), screen(page, 1, -1, "classes"))
    assert settled(page, 1)["y"][1] == pytest.approx(-1, abs=0.05)
    page.locator(".tools label", has_text="+ B").tap()
    page.touchscreen.tap(*screen(page, -1, 1, "classes"))
    assert settled(page, 1)["labels"] == (0, 1, 0, 1)
    page.locator(".tools label", has_text="Remove").tap()
    page.touchscreen.tap(*screen(page, 1, -1, "classes"))
    assert settled(page, 1)["labels"] == (0, 0, 1)
