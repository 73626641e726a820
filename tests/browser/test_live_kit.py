"""The live kit in a real Chromium: what it says while it is dragged, and what stays when it is told something new."""

import ast
import gzip
import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from streamlit.testing.v1 import AppTest

from core.figures.theme import blank
from pages.shared.live import figure, live_slider
from pages.shared.live.assets import PLOTLY_ADDRESS, module_address
from pages.shared.live.figure.figure import _hovered
from pages.shared.live.slider.slider import _accepted
from tests.browser.chromium import ROOT, idle
from tests.browser.plots import at_rest, place_on_screen, shapes

APP = "tests/browser/live_kit_app.py"


@pytest.fixture
def kit(page, server) -> Page:
    page.goto(server(APP))
    idle(page)
    return page


def part(page: Page, key: str, selector: str) -> Locator:
    return page.locator(f".st-key-{key} {selector}")


def thumb(page: Page, key: str) -> Locator:
    return part(page, key, "input[type=range]")


def field(page: Page, key: str) -> Locator:
    return part(page, key, "input.field")


def stored(page: Page) -> dict:
    return ast.literal_eval(page.locator("[data-testid=stCode] code").inner_text())


def expect_stored(page: Page, name: str, value: object) -> None:
    expect(page.locator("[data-testid=stCode]")).to_contain_text(f"{name!r}: {value!r}")


def grab(page: Page, key: str, share: float) -> tuple[float, float, float]:
    """Presses the mouse on a track; the track's left end, width and height on the screen."""
    box = thumb(page, key).bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + share * box["width"], y)
    page.mouse.down()
    return box["x"], box["width"], y


def count_redraws(page: Page) -> None:
    page.evaluate("""() => {
      window.redraws = 0;
      document.querySelector(".st-key-wave .js-plotly-plot").on("plotly_afterplot", () => window.redraws++);
    }""")


# The slider


def test_a_slider_redraws_the_figure_while_it_is_dragged_and_the_last_value_arrives(kit):
    count_redraws(kit)
    left, width, y = grab(kit, "shift", 0.5)
    for step in range(1, 31):
        kit.mouse.move(left + width * (0.5 + 0.013 * step), y)
        kit.wait_for_timeout(25)
    assert kit.evaluate("redraws") >= 5  # the button is still down
    kit.mouse.up()
    last = float(field(kit, "shift").input_value())
    assert 0.85 < last < 0.95
    expect_stored(kit, "shift", last)


def test_a_slow_script_finishes_its_runs_and_pulls_no_thumb_back(kit):
    kit.locator(".st-key-slow label").click()
    idle(kit)
    count_redraws(kit)
    left, width, y = grab(kit, "shift", 0.5)
    shown = []
    for step in range(1, 41):
        kit.mouse.move(left + width * (0.5 + 0.01 * step), y)
        kit.wait_for_timeout(50)
        shown.append(float(field(kit, "shift").input_value()))
    assert shown == sorted(shown)
    assert kit.evaluate("redraws") >= 2
    kit.mouse.up()
    expect_stored(kit, "shift", shown[-1])
    idle(kit)
    assert float(field(kit, "shift").input_value()) == shown[-1]
    assert stored(kit)["moves"] < 15  # 40 values were offered, one run at a time


def test_two_values_may_be_on_their_way_and_a_lost_one_is_given_up(kit):
    steps = kit.evaluate(
        """async (address) => {
      const { Courier } = await import(new URL(address, document.baseURI).href);
      const sent = [], steps = [];
      let settled = 0;
      const courier = new Courier((value) => sent.push(value), () => settled++, 2);
      const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
      const note = (name) => steps.push([name, [...sent], courier.settled]);
      for (const value of [1, 2, 3]) courier.offer(value);
      note("the first leaves at once");
      await after(120);
      note("the newest follows when half the way is done");
      courier.offer(4);
      await after(120);
      note("a third waits");
      courier.answered(1);
      note("until the first is answered");
      courier.answered();
      note("all are answered");
      courier.offer(5);
      await after(120);
      note("on the way");
      const before = settled;
      await after(700);
      note("no answer, no run");
      courier.close();
      return [steps, settled - before];
    }""",
        module_address("courier.js"),
    )
    assert steps == [
        [
            ["the first leaves at once", [1], False],
            ["the newest follows when half the way is done", [1, 3], False],
            ["a third waits", [1, 3], False],
            ["until the first is answered", [1, 3, 4], False],
            ["all are answered", [1, 3, 4], True],
            ["on the way", [1, 3, 4, 5], False],
            ["no answer, no run", [1, 3, 4, 5], True],
        ],
        1,
    ]


def test_a_third_value_leaves_where_two_make_no_smooth_movement_and_one_alone_where_answers_take_long(kit):
    """Counted by a clock of the test's own, so that no machine is too slow for it."""
    counts = kit.evaluate(
        """async (address) => {
      const { Courier } = await import(new URL(address, document.baseURI).href);
      const [now, set, clear] = [performance.now, window.setTimeout, window.clearTimeout];
      let [clock, timers, made] = [0, [], 0];
      performance.now = () => clock;
      window.setTimeout = (call, ms = 0) => (timers.push({ call, at: clock + ms, id: ++made }), made);
      window.clearTimeout = (id) => (timers = timers.filter((timer) => timer.id !== id));
      const pass = (ms) => {
        const end = clock + ms;
        for (;;) {
          const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
          if (!next) break;
          window.clearTimeout(next.id);
          clock = Math.max(clock, next.at);
          next.call();
        }
        clock = end;
      };
      const counts = {};
      try {
        for (const [name, ms] of [["prompt", 20], ["slow", 220], ["late", 450]]) {
          let sent = 0;
          const courier = new Courier(() => sent++, () => {}, 3);
          for (let k = 0; k < 8; k++) {
            courier.offer(k);
            pass(ms);
            courier.answered();
          }
          const before = sent;
          for (let k = 0; k < 60; k++) {
            courier.offer(10 + k);
            pass(5);
          }
          counts[name] = sent - before;
          courier.close();
        }
      } finally {
        [performance.now, window.setTimeout, window.clearTimeout] = [now, set, clear];
      }
      return counts;
    }""",
        module_address("courier.js"),
    )
    assert counts == {"prompt": 2, "slow": 3, "late": 1}


def test_keys_move_the_thumb(kit):
    at = 0.5
    thumb(kit, "shift").focus()
    for key, change in {
        "ArrowRight": 0.01, "ArrowUp": 0.01, "ArrowLeft": -0.01, "ArrowDown": -0.01, "PageUp": 0.1, "PageDown": -0.1,
        "Home": -0.5, "End": 1.0,
    }.items():  # fmt: skip
        kit.keyboard.press(key)
        at = round(at + change, 2)
        expect_stored(kit, "shift", at)
        expect(thumb(kit, "shift")).to_have_attribute("aria-valuetext", f"{at:.2f}")


def test_a_held_key_loses_no_step(kit):
    thumb(kit, "shift").focus()
    for _ in range(20):
        kit.keyboard.press("ArrowRight")
    expect_stored(kit, "shift", 0.7)
    idle(kit)
    expect(field(kit, "shift")).to_have_value("0.70")


def test_an_exact_value_can_be_typed(kit):
    box = field(kit, "shift")
    for typed, expected in {"0.123": 0.123, " 1 ": 1.0, ".5e-1": 0.05, "0,25": 0.25, "０．７": 0.7}.items():
        box.fill(typed)
        box.press("Enter")
        expect_stored(kit, "shift", expected)
        expect(box).to_have_attribute("aria-invalid", "false")


def test_a_value_that_cannot_be_is_marked_with_the_range_and_not_sent(kit):
    before = stored(kit)
    for key, (bounds, impossible) in {
        "shift": ("0.00 … 1.00", ("1.01", "-1", "abc", "", "1e999", "0x1")),
        "layers": ("1 … 8", ("2.5", "9")),
        "rate": ("0.0001 … 10", ("0", "10.1")),
    }.items():
        box = field(kit, key)
        for typed in impossible:
            box.fill(typed)
            box.press("Enter")
            expect(box).to_have_attribute("aria-invalid", "true")
            expect(box).to_have_attribute("title", bounds)
            expect(part(kit, key, "[role=alert]")).to_have_text(bounds)
            expect(part(kit, key, "[role=alert]")).to_be_visible()
            expect(box).to_have_value(typed)
            box.press("Escape")
            expect(box).to_have_attribute("aria-invalid", "false")
            expect(part(kit, key, "[role=alert]")).to_be_hidden()
    idle(kit)
    assert stored(kit) == before


def test_the_middle_of_a_logarithmic_track_is_the_geometric_mean(kit):
    grab(kit, "rate", 0.5)
    kit.mouse.up()
    expect(field(kit, "rate")).to_have_value(re.compile(r"^0\.03[0-5]$"))
    expect_stored(kit, "rate", float(field(kit, "rate").input_value()))
    kit.keyboard.press("End")
    expect_stored(kit, "rate", 10.0)
    kit.keyboard.press("ArrowLeft")
    expect_stored(kit, "rate", 8.9)


def test_an_integer_slider_tells_integers(kit):
    grab(kit, "layers", 0.99)
    kit.mouse.up()
    expect_stored(kit, "layers", 8)


def test_the_script_can_set_the_slider(kit):
    thumb(kit, "shift").focus()
    kit.keyboard.press("ArrowRight")
    expect_stored(kit, "shift", 0.51)
    kit.locator(".st-key-set button").click()
    expect(field(kit, "shift")).to_have_value("0.25")
    expect(field(kit, "rate")).to_have_value("0.5")
    expect(thumb(kit, "layers")).to_have_attribute("aria-valuetext", "7")


def test_a_disabled_slider_is_off(kit):
    expect(thumb(kit, "off")).to_be_disabled()
    expect(field(kit, "off")).to_be_disabled()


def test_a_finger_moves_the_slider(open_page, server):
    page = open_page(has_touch=True, viewport={"width": 390, "height": 844})
    page.goto(server(APP))
    idle(page)
    box = thumb(page, "shift").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
    expect(field(page, "shift")).to_have_value(re.compile(r"^0\.7[4-6]$"))
    expect_stored(page, "shift", float(field(page, "shift").input_value()))


def test_help_is_shown_to_the_pointer_and_told_to_the_keyboard(kit):
    bubble = part(kit, "rate", "[role=tooltip]")
    expect(bubble).to_be_hidden()
    part(kit, "rate", ".help").hover()
    expect(bubble).to_be_visible()
    expect(bubble).to_have_text("How far each step goes. The gradient is multiplied by it.")
    kit.mouse.move(0, 0)
    expect(bubble).to_be_hidden()
    part(kit, "rate", ".help").focus()
    expect(bubble).to_be_visible()
    expect(kit.get_by_role("slider", name="Learning rate")).to_have_count(1)
    expect(part(kit, "shift", ".help")).to_be_hidden()


# The figure


def place_of(page: Page, point: int) -> tuple[float, float]:
    """Where a point of the wave is on the screen."""
    x, y = page.evaluate(
        """(point) => {
          const plot = document.querySelector(".st-key-wave .js-plotly-plot");
          const { xaxis, yaxis } = plot._fullLayout;
          const { x, y } = plot.calcdata[0][point];
          const plane = plot.querySelector(".nsewdrag").getBoundingClientRect();
          return [plane.left + xaxis.d2p(x), plane.top + yaxis.d2p(y)];
        }""",
        point,
    )
    return x, y


def mark_node(page: Page) -> None:
    page.evaluate("""() => { document.querySelector(".st-key-wave .js-plotly-plot").mark = "same"; }""")


def test_an_update_keeps_the_node_the_zoom_and_the_hover(kit):
    mark_node(kit)
    kit.evaluate("""() => {
      const plot = document.querySelector(".st-key-wave .js-plotly-plot");
      Plotly.relayout(plot, { dragmode: "zoom" });
    }""")
    plane = part(kit, "wave", ".nsewdrag").first.bounding_box()
    kit.mouse.move(plane["x"] + 100, plane["y"] + 60)
    kit.mouse.down()
    kit.mouse.move(plane["x"] + 250, plane["y"] + 180, steps=5)
    kit.mouse.up()
    zoomed = kit.evaluate("document.querySelector('.st-key-wave .js-plotly-plot')._fullLayout.xaxis.range")
    assert 1 < zoomed[0] < zoomed[1] < 8
    kit.mouse.move(plane["x"] + 150, plane["y"] + 100)
    thumb(kit, "shift").focus()
    kit.keyboard.press("ArrowRight")
    expect_stored(kit, "shift", 0.51)
    idle(kit)
    after = kit.evaluate("document.querySelector('.st-key-wave .js-plotly-plot')._fullLayout.xaxis.range")
    assert after == pytest.approx(zoomed)
    assert kit.evaluate("document.querySelector('.st-key-wave .js-plotly-plot').mark") == "same"


def test_a_double_click_takes_the_zoom_back(kit):
    kit.evaluate("""() => {
      const plot = document.querySelector(".st-key-wave .js-plotly-plot");
      window.range = () => plot._fullLayout.yaxis.range.join();
      window.before = range();
    }""")
    plane = part(kit, "wave", ".nsewdrag").first.bounding_box()
    kit.mouse.move(plane["x"] + 100, plane["y"] + 60)
    part(kit, "wave", "[data-val=zoom]").click()
    kit.mouse.move(plane["x"] + 100, plane["y"] + 60)
    kit.mouse.down()
    kit.mouse.move(plane["x"] + 250, plane["y"] + 180, steps=5)
    kit.mouse.up()
    kit.wait_for_function("range() !== before")
    kit.mouse.dblclick(plane["x"] + 150, plane["y"] + 100)
    kit.wait_for_function("range() === before")


def test_no_frame_is_blank_while_the_figure_changes(kit):
    kit.evaluate("""() => {
      window.frames_seen = 0;
      window.blank_frames = 0;
      const look = () => {
        frames_seen++;
        const points = document.querySelectorAll(".st-key-wave .scatterlayer .point").length;
        const height = document.querySelector(".st-key-wave .js-plotly-plot").clientHeight;
        if (points < 300 || height !== 320) blank_frames++;
        requestAnimationFrame(look);
      };
      look();
    }""")
    thumb(kit, "shift").focus()
    for _ in range(15):
        kit.keyboard.press("ArrowRight")
        kit.wait_for_timeout(40)
    expect_stored(kit, "shift", 0.65)
    idle(kit)
    assert kit.evaluate("frames_seen") > 10
    assert kit.evaluate("blank_frames") == 0


def test_a_hover_label_stays_over_an_update(kit):
    thumb(kit, "shift").focus()
    kit.mouse.move(*place_of(kit, 150))
    label = part(kit, "wave", ".hovertext")
    expect(label).to_have_count(1)
    before = label.text_content()
    kit.keyboard.press("ArrowRight")
    expect_stored(kit, "shift", 0.51)
    expect(label).not_to_have_text(before)
    expect(label).to_have_count(1)


def test_a_scene_keeps_its_camera(kit):
    kit.locator(".st-key-with_scene label").click()
    part(kit, "scene", "canvas").first.wait_for()
    idle(kit)
    box = part(kit, "scene", ".js-plotly-plot").bounding_box()
    kit.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    kit.mouse.down()
    kit.mouse.move(box["x"] + box["width"] / 2 + 80, box["y"] + box["height"] / 2 + 30, steps=6)
    kit.mouse.up()
    eye = "document.querySelector('.st-key-scene .js-plotly-plot')._fullLayout.scene.camera.eye"
    turned = at_rest(kit, "scene", eye)
    assert turned != {"x": 1.25, "y": 1.25, "z": 1.25}
    thumb(kit, "shift").focus()
    kit.keyboard.press("ArrowRight")
    expect_stored(kit, "shift", 0.51)
    idle(kit)
    assert at_rest(kit, "scene", eye) == turned


def test_a_moved_shape_leaves_the_rest_of_the_figure_alone(kit):
    kit.locator(".st-key-with_mark label").click()
    shape = part(kit, "marked", ".shapelayer path")
    before = shape.get_attribute("d")
    kit.evaluate("""() => {
      window.drawn = [];
      window.plot = document.querySelector(".st-key-marked .js-plotly-plot");
      window.records = plot.calcdata;
      for (const how of ["plotly_react", "plotly_relayout"]) plot.on(how, () => drawn.push(how));
    }""")
    thumb(kit, "shift").focus()
    kit.keyboard.press("ArrowRight")
    expect(shape).not_to_have_attribute("d", before)
    expect(part(kit, "marked", ".gtitle")).to_have_text(f"A mark at {stored(kit)['shift']:g}")
    assert kit.evaluate("drawn") == ["plotly_relayout"]
    assert kit.evaluate("plot.calcdata === records")  # no trace has been computed anew


def test_a_figure_out_of_sight_is_drawn_when_the_hand_rests(open_page, server):
    page = open_page(viewport={"width": 1280, "height": 420})
    page.goto(server(APP))
    idle(page)
    page.locator(".st-key-with_mark label").click()
    idle(page)
    expect(part(page, "marked", ".main-svg").first).to_be_attached()
    page.evaluate("""() => {
      const plot = document.querySelector(".st-key-marked .js-plotly-plot");
      window.rests = [];
      let told;
      const note = () => plot.ariaBusy && (told = performance.now());
      new MutationObserver(note).observe(plot, { attributeFilter: ["aria-busy"] });
      plot.on("plotly_relayout", () => rests.push(performance.now() - told));
    }""")
    thumb(page, "shift").focus()
    expect(part(page, "marked", ".main-svg").first).not_to_be_in_viewport()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(60)
    idle(page)
    expect_stored(page, "shift", 0.55)
    assert page.evaluate("document.querySelector('.st-key-marked .js-plotly-plot').layout.shapes[0].x0") == 0.55
    rests = page.evaluate("rests")
    assert 1 <= len(rests) <= 5
    assert min(rests) > 200


def test_a_figure_follows_the_theme_without_being_rebuilt(open_page, server):
    page = open_page(color_scheme="light")
    page.goto(server(APP))
    idle(page)
    mark_node(page)
    ink = "getComputedStyle(document.querySelector('.st-key-wave .xtitle')).fill"
    assert page.evaluate(ink) == "rgb(28, 39, 51)"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{ink} === 'rgb(230, 237, 243)'")
    assert page.evaluate("document.querySelector('.st-key-wave .js-plotly-plot').mark") == "same"


def test_a_cell_under_the_mouse_is_told_once_while_the_mouse_stays_in_it(kit):
    kit.locator(".st-key-with_cells label").click()
    idle(kit)
    kit.locator(".st-key-cells").scroll_into_view_if_needed()

    def hover(x: float, y: float) -> None:
        kit.mouse.move(*place_on_screen(kit, "cells", x, y), steps=4)

    hover(1, 1)
    expect_stored(kit, "cell", [1, 1])
    idle(kit)
    rests = stored(kit)["rests"]
    for x, y in ((0.7, 1), (1.3, 0.7), (1, 1.3), (1.2, 1)):
        hover(x, y)  # within the cell
    hover(3, 1)
    expect_stored(kit, "cell", [1, 3])
    idle(kit)
    assert stored(kit)["rests"] <= rests + 2  # through cell 2, which may be left out
    hover(5, 2)  # there stands a dot of a trace that nobody asks for
    hover(0, 0)
    expect_stored(kit, "cell", [0, 0])
    idle(kit)
    assert '"x0":-0.5' in shapes(kit, "cells")


def test_a_click_on_a_point_is_told_to_the_script(kit):
    kit.mouse.click(*place_of(kit, 150))
    expect(kit.locator("[data-testid=stCode]")).to_contain_text("clicked")
    clicked = stored(kit)["clicked"]
    assert (clicked["curve"], clicked["point"], clicked["customdata"]) == (0, 150, 150)
    assert clicked["x"] == pytest.approx(10 * 150 / 299)


def test_the_text_alternative_is_there_and_follows(kit):
    plot = part(kit, "wave", "[role=img]")
    expect(plot).to_have_attribute("aria-label", "A wave shifted by 0.5.")
    thumb(kit, "shift").focus()
    kit.keyboard.press("End")
    expect(plot).to_have_attribute("aria-label", "A wave shifted by 1.")
    expect(part(kit, "wave", "[aria-live]")).to_have_text("A wave shifted by 1.")
    assert kit.get_by_text("The wave of the two sliders.").is_visible()


def test_a_figure_resizes_with_its_column(kit):
    width = "document.querySelector('.st-key-wave .main-svg').getBoundingClientRect().width"
    assert 400 < kit.evaluate(width) < 520
    kit.set_viewport_size({"width": 390, "height": 844})
    kit.wait_for_function(f"{width} < 380")
    assert kit.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_jumps_while_plotly_is_still_on_its_way(open_page, server):
    page = open_page()
    held = []

    def hold(request: Route) -> None:
        held.append(request)

    page.route("**/plotly.min.js", hold)
    page.goto(server(APP))
    page.locator(".st-key-wave [role=img]").wait_for(state="attached")
    places = """() => [...document.querySelectorAll('[class*="st-key-"]')].map((node) => {
      const { top, height } = node.getBoundingClientRect();
      return [node.className.match(/st-key-\\w+/)[0], Math.round(top), Math.round(height)].join(" ");
    })"""
    page.wait_for_timeout(500)
    before = page.evaluate(places)
    for request in held:
        request.continue_()
    page.unroute("**/plotly.min.js")
    idle(page)
    assert page.evaluate(places) == before


def test_a_removed_figure_is_closed_and_can_come_back(kit):
    toggle = kit.locator(".st-key-with_scene label")
    for _ in range(2):
        toggle.click()
        part(kit, "scene", "canvas").first.wait_for()
        toggle.click()
        kit.locator(".st-key-scene").wait_for(state="detached")
    idle(kit)


def test_many_updates_leave_no_more_nodes_than_the_first(kit):
    nodes = "document.querySelector('.st-key-shift [data-testid=stBidiComponentIsolated]').shadowRoot" \
            ".querySelectorAll('*').length + document.querySelectorAll('.st-key-wave *').length"  # fmt: skip
    before = kit.evaluate(nodes)
    thumb(kit, "shift").focus()
    for _ in range(12):
        kit.keyboard.press("ArrowRight")
        kit.wait_for_timeout(50)
    expect_stored(kit, "shift", 0.62)
    idle(kit)
    assert kit.evaluate(nodes) == before


# The address, the language, the clipboard


def test_the_address_follows_without_history(page, server):
    page.goto(server(APP) + "/?embed=true&old=1")
    idle(page)
    page.wait_for_url(re.compile(r"\?shift=0\.5&name=a%26b%3Dc&embed=true$"))
    entries = page.evaluate("history.length")
    thumb(page, "shift").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"\?shift=0\.6&name=a%26b%3Dc&embed=true$"))
    assert page.evaluate("history.length") == entries


def test_the_language_of_the_document_and_of_the_buttons_follows(kit):
    assert kit.evaluate("document.documentElement.lang") == "en"
    thumb(kit, "layers").focus()
    kit.keyboard.press("End")
    kit.wait_for_function("document.documentElement.lang === 'zh'")
    kit.keyboard.press("ArrowLeft")  # the next drawing speaks it
    expect_stored(kit, "layers", 7)
    thumb(kit, "shift").focus()
    kit.keyboard.press("ArrowRight")
    expect(part(kit, "wave", "[data-attr=dragmode][data-val=pan]")).to_have_attribute("data-title", "平移")


def test_the_page_state_takes_no_room(kit):
    row = kit.locator(".st-key-page_state")
    assert row.evaluate("(node) => getComputedStyle(node).position") == "absolute"


@pytest.mark.parametrize("secure", [True, False])
def test_the_buttons_copy_a_text_and_the_link(open_page, server, secure):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    if not secure:
        page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page.goto(server(APP))
    idle(page)
    button = part(page, "copy_code", "button")
    button.click()
    expect(button).to_have_text("✓ Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "print('hello')"
    part(page, "copy_link", "button").click()
    expect(part(page, "copy_link", "[role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    if secure:
        expect(button).to_have_text("Copy code")


# The server's side


def test_modules_and_plotly_are_kept_for_ever_and_compressed(page, server):
    url = server(APP)
    for address in (module_address("figure/figure.js"), PLOTLY_ADDRESS):
        packed = page.request.get(f"{url}/{address}", headers={"Accept-Encoding": "gzip"})
        plain = page.request.get(f"{url}/{address}", headers={"Accept-Encoding": "identity"})
        assert "immutable" in packed.headers["cache-control"]
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) < len(plain.body()) / 2
        assert packed.body() == plain.body() or gzip.decompress(packed.body()) == plain.body()
    assert page.request.get(f"{url}/assets/000000000000/figure/figure.js").ok  # the sources may change under a server
    assert page.request.get(f"{url}/assets/000000000000/figure/nothing.js").status == 404


def test_what_streamlit_carries_in_every_message_is_small():
    at = AppTest.from_file(str(ROOT / "tests/browser/live_kit_page.py"), default_timeout=30).run()
    assert not at.exception
    parts = [element.proto for element in at.get("bidi_component")]
    assert {"live_slider", "figure", "page_state", "copy_button"} == {proto.component_name for proto in parts}
    assert all(len(proto.js_content) < 500 and not proto.css_content for proto in parts)


def test_arrays_travel_as_typed_arrays():
    at = AppTest.from_file(str(ROOT / "tests/browser/live_kit_page.py"), default_timeout=30).run()
    (wave,) = (element.proto for element in at.get("bidi_component") if element.proto.component_name == "figure")
    assert wave.bytes.count(b'"bdata"') == 3  # x, y and customdata, of 300 points each
    assert len(wave.bytes) < 300 * 2 * 8 * 4 / 3 + 300 * 2 * 4 / 3 + 3000


@pytest.mark.parametrize(
    "told", [None, "0.5", True, float("nan"), float("inf"), -0.1, 1.1, [0.5], {"value": 0.5}, 10**400]
)
def test_a_forged_message_moves_nothing(told):
    assert _accepted(told, 0, 1, False) is None


@pytest.mark.parametrize(
    "told", [None, "x", [2], {}, {"curve": 1}, {"curve": True}, {"curve": "2"}, {"curve": [2]}, {"curve": 2.0}]
)
def test_a_forged_word_of_the_mouse_calls_nobody(told):
    assert _hovered({"point": told}, (0, 2)) is None
    assert _hovered({"point": {"curve": 2, "point": [0, 1]}}, (0, 2)) == {"curve": 2, "point": [0, 1]}


@pytest.mark.parametrize(("told", "expected"), [(3, 3), (3.0, 3), (2.5, None)])
def test_an_integer_slider_takes_integers_only(told, expected):
    assert _accepted(told, 1, 8, True) == expected


@pytest.mark.parametrize(
    "bounds",
    [{"low": 1, "high": 1}, {"low": 2, "high": 1}, {"low": 0, "high": float("inf")}, {"low": 0, "high": 1, "step": 0},
     {"low": 0, "high": 1, "log": True}],
)  # fmt: skip
def test_a_slider_without_an_interval_is_refused(bounds):
    with pytest.raises(ValueError, match=r"x: a (logarithmic )?slider needs low"):
        live_slider("X", key="x", value=1, on_move=print, **{"step": 0.1} | bounds)


def test_a_figure_wants_a_text_alternative():
    with pytest.raises(TypeError, match="alt"):
        figure(blank(), key="x")
