"""Points of a figure that are dragged, in a real Chromium: by mouse, finger and keys."""

import math
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import APP, begun, drag, handle, is_at, middle, opened, ranges, screen, settled, stored


@pytest.fixture(scope="module")
def page(browser, server) -> Iterator[Page]:
    with opened(browser, server(APP)) as page:
        yield page


@pytest.fixture
def kit(page) -> Page:
    return begun(page)


def test_a_handle_follows_the_mouse_and_the_figure_follows_while_it_is_held(kit):
    kit.evaluate("""() => {
      window.redraws = 0;
      const plot = plotOf("plane");
      for (const done of ["plotly_react", "plotly_relayout", "plotly_restyle"]) plot.on(done, () => redraws++);
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
    expect(handle(kit, "tip")).to_have_attribute("aria-valuetext", "x = 2.00, y = 2.00")
    is_at(kit, "tip", 2, 2)
    kit.evaluate("""() => {
      const tip = document.querySelector(".overlay").shadowRoot.querySelector("[data-name=tip]");
      window.widest = 0;
      const note = () => (widest = Math.max(widest, tip.getBoundingClientRect().x + tip.clientWidth / 2));
      new MutationObserver(note).observe(tip, { attributes: true });
    }""")
    kit.mouse.move(far[0] - 4, far[1])  # it goes on from the pointer
    kit.wait_for_function("(far) => Math.abs(widest - far) < 1.5", arg=far[0] - 4)
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


def test_a_figure_without_handles_asks_for_nothing_more(open_page, server):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server("tests/browser/live_kit_app.py"))
    idle(page)
    assert any("figure/figure.js" in url for url in asked)
    assert not any("/handles/" in url for url in asked)
    assert page.locator(".st-key-wave .overlay").count() == 0
