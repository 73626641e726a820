"""Films in a real Chromium: played, stepped, scrubbed and told, and what stays when new frames come."""

import ast
import re

import pytest
from playwright.sync_api import Locator, Page, expect
from streamlit.testing.v1 import AppTest

from core.figures.film import Frames
from core.figures.theme import blank
from pages.shared.live import film
from pages.shared.live.film.film import is_frame
from tests.browser.chromium import ROOT, idle
from tests.browser.plots import at_rest

APP = "tests/browser/film_app.py"
PROBE = "[...document.querySelectorAll('.st-key-film div')].find((node) => node.filmProbe).filmProbe"
PLOT = "document.querySelector('.st-key-film .js-plotly-plot')"
DRAWN = f"{PLOT}.data[0].y[0]"  # the wave where it begins
LAST = 59


@pytest.fixture
def show(open_page, server):
    """`show(query)` is a page with a film, all that it sends kept in `page.sent`."""

    def one(query: str = "", **context) -> Page:
        page = open_page(**context)
        page.sent = []
        page.on("websocket", lambda socket: socket.on("framesent", lambda message: page.sent.append(len(message))))
        page.goto(f"{server(APP)}/?{query}")
        idle(page)
        page.wait_for_function(f"{PLOT}?.querySelector('.main-svg')")
        return page

    return one


def part(page: Page, selector: str) -> Locator:
    return page.locator(f".st-key-film {selector}")


def probe(page: Page, what: str):
    return page.evaluate(f"{PROBE}.{what}")


def press(page: Page, *keys: str) -> None:
    part(page, ".scrubber").focus()
    for key in keys:
        page.keyboard.press(key)


def expect_frame(page: Page, frame: int) -> None:
    """The playhead, the scrubber and the label stand there; so does the drawing, soon."""
    page.wait_for_function(f"{PROBE}.frame === {frame}")
    expect(part(page, ".scrubber")).to_have_value(str(frame))


def expect_told(page: Page, *frames: int) -> None:
    expect(page.locator("[data-testid=stCode]")).to_contain_text(f"'told': {list(frames)}")


def stored(page: Page) -> dict:
    return ast.literal_eval(page.locator("[data-testid=stCode] code").inner_text())


def test_a_film_opens_at_the_frame_of_the_link_and_says_what_it_is_called(show):
    page = show()
    expect_frame(page, 20)
    expect(part(page, ".count")).to_have_text("t = 0.34 s")
    expect(part(page, ".scrubber")).to_have_attribute("aria-valuetext", "t = 0.34 s")
    expect(part(page, ".gtitle")).to_have_text("t = 0.34")
    assert page.sent and not probe(page, "playing")  # it waits to be asked
    assert page.evaluate(f"{PLOT}.data[0].y.length") == 500


def test_playing_draws_frame_after_frame_sends_nothing_and_tells_where_it_ended(show):
    page = show("frame=0")
    page.sent.clear()
    page.evaluate(f"""() => {{
      window.seen = [];
      {PLOT}.on("plotly_react", () => seen.push({PLOT}.data[0].y[0]));
    }}""")
    part(page, "button.play").click()
    page.wait_for_function(f"{PROBE}.frame > {LAST} / 2")
    assert probe(page, "playing")
    assert page.sent == []
    page.wait_for_function(f"!{PROBE}.playing")
    expect_told(page, LAST)
    seen = page.evaluate("seen")
    assert len(set(seen)) > 10  # of 60; a busy machine leaves some out
    expect(page).to_have_url(re.compile(f"frame={LAST}"))
    expect(part(page, ".gtitle")).to_have_text("t = 1.00")
    expect(part(page, "[aria-live] >> text='t = 1.00 s'")).to_be_attached()
    part(page, "button.play").click()  # at the end: from the start
    page.wait_for_function(f"{PROBE}.frame < 20 && {PROBE}.playing")


def test_playing_pauses_where_it_is(show):
    page = show("frame=0")
    part(page, "button.play").click()
    page.wait_for_function(f"{PROBE}.frame > 3")
    part(page, "button.play").click()
    frame = probe(page, "frame")
    expect_told(page, frame)
    page.wait_for_timeout(300)
    expect_frame(page, frame)
    expect(part(page, "button.play")).to_have_attribute("data-state", "play")


def test_keys_play_step_and_jump(show):
    page = show()
    press(page, "Home")
    expect_frame(page, 0)
    expect(part(page, "button.back")).to_have_attribute("aria-disabled", "true")
    press(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft")
    expect_frame(page, 2)
    press(page, "Shift+ArrowRight", "PageUp")
    expect_frame(page, 22)
    press(page, "End", "ArrowRight")
    expect_frame(page, LAST)
    press(page, "Home", "Space")
    page.wait_for_function(f"{PROBE}.frame > 2 && {PROBE}.playing")
    press(page, "Space")
    assert not probe(page, "playing")


def test_buttons_step_and_space_on_one_presses_it_once(show):
    page = show()
    for name, frame in {"reset": 0, "forward": 1, "end": LAST, "back": LAST - 1}.items():
        part(page, f"button.{name}").click()
        expect_frame(page, frame)
    page.keyboard.press("Space")
    expect_frame(page, LAST - 2)
    assert not probe(page, "playing")


def test_the_scrubber_draws_while_it_is_dragged_and_tells_when_the_hand_rests(show):
    page = show()
    page.sent.clear()
    box = part(page, ".scrubber").bounding_box()
    left, width, y = box["x"] + 7, box["width"] - 14, box["y"] + box["height"] / 2
    page.mouse.move(left + width * 20 / LAST, y)
    page.mouse.down()
    drawn = []
    for frame in (30, 40, 10, 45):
        before = page.evaluate(DRAWN)
        page.mouse.move(left + width * frame / LAST, y, steps=3)
        page.wait_for_function(f"{DRAWN} !== {before}")
        expect_frame(page, frame)
        drawn.append(page.evaluate(DRAWN))
    assert len(set(drawn)) == 4
    page.mouse.up()
    rested = re.compile(r"'told': \[((30|40|10), ){0,3}45\]")  # where the hand rested, and nothing on the way
    expect(page.locator("[data-testid=stCode]")).to_contain_text(rested)


def test_a_finger_moves_the_scrubber(show):
    page = show(has_touch=True, viewport={"width": 390, "height": 844})
    box = part(page, ".scrubber").bounding_box()
    page.touchscreen.tap(box["x"] + 7 + (box["width"] - 14) * 0.5, box["y"] + box["height"] / 2)
    page.wait_for_function(f"Math.abs({PROBE}.frame - 29.5) <= 1")
    part(page, "button.forward").tap()
    page.wait_for_function(f"[30, 31].includes({PROBE}.frame)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_film_plays_again_and_again_at_the_speed_asked_for(show):
    page = show("frame=50")
    part(page, "button.loop").click()
    expect(part(page, "button.loop")).to_have_attribute("aria-pressed", "true")
    part(page, "select.speed").select_option("4")
    part(page, "button.play").click()
    page.wait_for_function(f"{PROBE}.frame < 40 && {PROBE}.frame > 0")
    page.wait_for_function(f"{PROBE}.frame > 45")
    page.wait_for_function(f"{PROBE}.frame < 40 && {PROBE}.playing")
    assert "told" not in stored(page)


def test_motion_is_slow_where_the_reader_asked_for_less_and_never_begins_by_itself(show):
    page = show("frame=0&autoplay=1", reduced_motion="reduce")
    page.wait_for_timeout(600)
    assert not probe(page, "playing") and probe(page, "frame") == 0
    part(page, "button.play").click()
    page.wait_for_timeout(1500)
    assert 1 <= probe(page, "frame") <= 8


def test_a_film_begins_by_itself_where_the_page_asks_for_it(show):
    page = show("frame=0&autoplay=1")
    page.wait_for_function(f"!{PROBE}.playing && {PROBE}.frame === {LAST}")
    expect_told(page, LAST)
    page.wait_for_timeout(600)
    assert not probe(page, "playing")  # once, and not again after the script has run


def test_a_film_out_of_sight_waits_until_it_is_seen(show):
    page = show("frame=0")
    part(page, "button.loop").click()
    part(page, "button.play").click()
    page.wait_for_function(f"{PROBE}.frame > 2")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 1500)")
    expect(part(page, ".js-plotly-plot")).not_to_be_in_viewport()
    page.wait_for_timeout(200)
    frame = probe(page, "frame")
    page.wait_for_timeout(500)
    assert probe(page, "frame") == frame and probe(page, "playing")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    page.wait_for_function(f"{PROBE}.frame !== {frame}")


def test_the_script_can_set_the_frame(show):
    page = show()
    page.locator(".st-key-set button").click()
    expect_frame(page, 7)
    expect(part(page, ".gtitle")).to_have_text("t = 0.12")


def test_new_frames_keep_place_zoom_and_node_while_playing_and_the_place_at_the_end(show):
    page = show("frame=0")
    page.evaluate(f"{PLOT}.mark = 'same'")
    plane = part(page, ".nsewdrag").first.bounding_box()
    page.mouse.move(plane["x"] + 100, plane["y"] + 60)
    page.mouse.down()
    page.mouse.move(plane["x"] + 350, plane["y"] + 180, steps=5)
    page.mouse.up()
    zoomed = page.evaluate(f"{PLOT}._fullLayout.xaxis.range")
    assert 0 < zoomed[0] < zoomed[1] < 8
    part(page, "select.speed").select_option("0.5")
    part(page, "button.play").click()
    page.wait_for_function(f"{PROBE}.frame > 2")
    before = probe(page, "frame")
    page.locator(".st-key-shift input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    expect(part(page, ".js-plotly-plot")).to_have_attribute("aria-label", "A wave shifted by 0.51.")
    assert probe(page, "playing") and before <= probe(page, "frame") < LAST
    assert page.evaluate(f"{PLOT}._fullLayout.xaxis.range") == pytest.approx(zoomed)
    assert page.evaluate(f"{PLOT}.mark") == "same"
    press(page, "End")
    expect_told(page, LAST)
    page.locator(".st-key-short label").click()
    page.wait_for_function(f"{PROBE}.frames === 30")
    expect_frame(page, 29)


def test_no_frame_of_the_display_is_blank_while_the_film_plays(show):
    page = show("frame=0")
    page.evaluate(f"""() => {{
      window.looks = 0;
      window.blanks = 0;
      const look = () => {{
        looks++;
        const lines = [...{PLOT}.querySelectorAll(".scatterlayer .js-line")].map((line) => line.getAttribute("d"));
        if (lines.join("").length < 500 || {PLOT}.clientHeight !== 320) blanks++;
        if (!window.over) requestAnimationFrame(look);
      }};
      look();
    }}""")
    part(page, "button.play").click()
    page.wait_for_function(f"{PROBE}.frame > 30")
    page.evaluate("window.over = true")
    assert page.evaluate("looks") > 10
    assert page.evaluate("blanks") == 0


def test_a_path_grows_over_its_map_in_the_colors_of_the_theme(show):
    page = show("kind=path&frame=20", color_scheme="dark")
    assert page.evaluate(f"{PLOT}.data[1].x.length") == 21
    assert page.evaluate(f"{PLOT}.data[1].marker.color") == "#d1495b"
    press(page, "ArrowRight")
    page.wait_for_function(f"{PLOT}.data[1].x.length === 22")
    assert page.evaluate(f"{PLOT}.data[1].marker.color") == "#e6edf3"
    lowest = page.evaluate(f"Math.min(...{PLOT}.data[0].z.map((row) => Math.min(...row)))")
    assert lowest == pytest.approx(0, abs=0.02)
    expect(part(page, ".count")).to_have_text(f"21 / {LAST}")


def test_lines_and_dots_on_axes_that_stay_move_without_the_whole_round(show):
    page = show("frame=0&kind=still axes")
    page.evaluate(f"""() => {{
      window.rounds = 0;
      {PLOT}.on("plotly_react", () => rounds++);
      window.drawn = () => [...{PLOT}.querySelectorAll(".scatterlayer path, .gtitle")]
        .map((node) => node.getAttribute("d") + (node.getAttribute("transform") ?? node.textContent))
        .map((text) => text.replace(/-?\\d+\\.?\\d*/g, (digits) => Number(digits).toFixed(1)));
    }}""")
    press(page, "ArrowRight", "ArrowRight")
    expect_frame(page, 2)
    field = page.locator(".st-key-shift input.field")
    field.fill("0.75")
    field.press("Enter")
    expect(part(page, ".js-plotly-plot")).to_have_attribute("aria-label", "A wave shifted by 0.75.")
    idle(page)
    press(page, *["ArrowRight"] * 10)  # over the frame with a gap
    expect_frame(page, 12)
    idle(page)
    expect(part(page, ".gtitle")).to_have_text("t = 0.20")
    assert page.evaluate("rounds") == 0
    assert page.evaluate(f"{PLOT}.data[1].x[0]") == pytest.approx(20 * 12 / LAST)  # between its stages
    moved = page.evaluate("drawn()")
    page.evaluate(f"Plotly.redraw({PLOT})")
    assert moved == page.evaluate("drawn()")


def test_marks_move_without_the_traces_drawn_anew(show):
    page = show("kind=marks")
    page.evaluate(f"""() => {{
      window.drawn = [];
      for (const how of ["plotly_react", "plotly_relayout"]) {PLOT}.on(how, () => drawn.push(how));
    }}""")
    press(page, "End")
    expect(part(page, ".annotation-text")).to_have_text("1.00")
    page.wait_for_function(f"{PLOT}.layout.shapes[0].xanchor === 1")
    assert set(page.evaluate("drawn")) == {"plotly_relayout"}


def test_a_surface_keeps_its_camera_while_it_plays(show):
    page = show("kind=surface&frame=0")
    box = part(page, ".js-plotly-plot").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    at_rest(page, "film")  # before, no hand turns it
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 80, middle[1] + 30, steps=6)
    page.mouse.up()
    turned = at_rest(page, "film")
    assert turned != pytest.approx([1.25, 1.25, 1.25], abs=0.1)
    drawn = page.evaluate(f"{PLOT}.data[0].z[0][0]")
    press(page, "End")
    page.wait_for_function(f"{PLOT}.data[0].z[0][0] !== {drawn}")
    expect_told(page, LAST)
    idle(page)
    assert at_rest(page, "film") == pytest.approx(turned)


def test_a_film_follows_theme_width_and_language(show):
    page = show("kind=path&lang=zh", color_scheme="light", locale="zh-CN")
    expect(part(page, "button.play")).to_have_attribute("title", "播放（空格键）")
    width = f"{PLOT}.querySelector('.main-svg').getBoundingClientRect().width"
    assert page.evaluate(width) > 600
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(f"{width} < 380")
    press(page, "ArrowRight")
    page.wait_for_function(f"{PLOT}.data[1].marker.color === '#1c2733'")
    assert page.evaluate(width) < 380
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{PLOT}.data[1].marker.color === '#e6edf3'")
    expect_frame(page, 21)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_message_of_sixty_frames_of_five_hundred_points_is_small():
    at = AppTest.from_file(str(ROOT / "tests/browser/film_page.py"), default_timeout=30).run()
    assert not at.exception
    (shown,) = (element.proto for element in at.get("bidi_component") if element.proto.component_name == "film")
    assert len(shown.bytes) < 60 * 500 * 4 + 12_000


@pytest.mark.parametrize(
    ("told", "taken"),
    [(0, True), (59, True), (60, False), (-1, False), (True, False), (1.0, False), ("1", False), (None, False)],
)
def test_a_forged_frame_moves_nothing(told, taken):
    assert is_frame(told, 60) is taken


@pytest.mark.parametrize("rate", [0, -1, 61, float("nan")])
def test_a_film_that_would_not_move_is_refused(rate):
    with pytest.raises(ValueError, match="frames a second"):
        film(blank(), Frames({"title.text": ["a", "b"]}), key="x", alt="x", rate=rate)
