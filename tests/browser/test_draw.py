"""The draw box in a real Chromium: points, a curve and a digit by mouse, finger and keys; undo; what a link carries."""

import ast
import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from core.data.drawings import encode_curve, encode_digit, encode_points
from pages.shared.live import draw_box
from pages.shared.live.assets import module_address
from pages.shared.live.draw.draw import checked
from tests.browser.chromium import idle

APP = "tests/browser/draw_app.py"


@pytest.fixture
def kit(page, server) -> Page:
    page.goto(server(APP))
    idle(page)
    return page


def part(page: Page, key: str, selector: str) -> Locator:
    return page.locator(f".st-key-{key} {selector}")


def stored(page: Page) -> dict:
    idle(page)
    return ast.literal_eval(page.locator("[data-testid=stCode] code").text_content())


def spot(page: Page, key: str, x: float, y: float) -> tuple[float, float]:
    """Where a place of the sheet, from 0 to 1 and from the lower left, is on the screen."""
    box = part(page, key, "canvas").bounding_box()
    assert box is not None
    left, top, right, bottom = (0, 0, 0, 0) if key == "digit" else (34, 8, 10, 20)
    width, height = box["width"] - left - right, box["height"] - top - bottom
    return box["x"] + left + x * width, box["y"] + top + (1 - y) * height


def stroke(page: Page, key: str, *places: tuple[float, float]) -> None:
    page.mouse.move(*spot(page, key, *places[0]))
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*spot(page, key, *place), steps=8)
    page.mouse.up()


def act(page: Page, key: str, name: str) -> Locator:
    return part(page, key, f"button.{name}")


def keys(page: Page, key: str, *presses: str) -> None:
    part(page, key, "canvas").focus()
    for press in presses:
        page.keyboard.press(press)


# Points


def test_a_click_adds_a_point_of_the_chosen_class(kit):
    kit.mouse.click(*spot(kit, "points", 0.5, 0.5))
    kit.get_by_role("radio", name="Class 2: dogs").click()
    kit.mouse.click(*spot(kit, "points", 0.75, 0.25))
    told = stored(kit)
    assert told["labels"] == [0, 1]
    assert np.allclose(told["points"], [[0, 0], [0.5, -0.5]], atol=0.02)
    expect(part(kit, "points", ".amount")).to_have_text("2 of 300 points")


def test_a_drag_sprays_points_along_its_way_and_speaks_while_it_goes(kit):
    kit.mouse.move(*spot(kit, "points", 0.1, 0.5))
    kit.mouse.down()
    for share in range(1, 17):
        kit.mouse.move(*spot(kit, "points", 0.1 + 0.05 * share, 0.5))
        kit.wait_for_timeout(25)
    during = stored(kit)
    kit.mouse.up()
    points = np.array(stored(kit)["points"])
    assert during["moves"] >= 2  # the button was still down
    assert len(points) >= 8
    assert points[:, 0].min() < -0.7 and points[:, 0].max() > 0.6
    assert np.all(np.abs(points[:, 1]) < 0.15)
    act(kit, "points", "undo").click()  # one stroke is one step
    assert stored(kit)["points"] == []


def test_the_eraser_takes_points_away(kit):
    kit.locator(".st-key-set button").click()
    assert len(stored(kit)["points"]) == 2
    kit.get_by_role("radio", name="Eraser").first.click()
    stroke(kit, "points", (0.6, 0.9), (0.75, 0.75))
    assert stored(kit)["points"] == [[-0.5, 0]]


def test_no_more_points_than_a_link_can_carry(page, server):
    rng = np.random.default_rng(0)
    text = encode_points(rng.uniform(-1, 1, (299, 2)), rng.integers(0, 2, 299))
    page.goto(f"{server(APP)}/?x_points={text}")
    idle(page)
    stroke(page, "points", (0.1, 0.1), (0.9, 0.9))
    assert len(stored(page)["points"]) == 300
    expect(part(page, "points", ".amount")).to_have_text("300 points are all that fit: erase some to add more.")


# Curve


def test_a_stroke_draws_the_values_under_it_and_leaves_the_others(kit):
    stroke(kit, "curve", (0.25, 0.25), (0.5, 0.75), (0.75, 0.25))
    curve = np.array(stored(kit)["curve"])
    assert curve.shape == (64,)
    assert np.allclose(curve[[0, 10, 53, 63]], 0)
    x = np.linspace(0, 1, 64)[17:47]
    assert np.allclose(curve[17:47], 1 - 8 * np.abs(x - 0.5), atol=0.15)


def test_a_stroke_back_over_itself_overwrites(kit):
    stroke(kit, "curve", (0.2, 0.9), (0.8, 0.9), (0.4, 0.1))
    curve = np.array(stored(kit)["curve"])
    assert curve[14] == pytest.approx(1.6, abs=0.05)  # drawn on the way there alone
    assert curve[26] < -1.2


# Digit


def test_a_brush_is_soft_and_the_eraser_black(kit):
    stroke(kit, "digit", (0.25, 0.5), (0.75, 0.5))
    image = np.array(stored(kit)["digit"])
    assert image.shape == (28, 28)
    assert image[13:15, 9:20].min() == 255
    assert 0 < image[12, 14] < 255  # half covered
    assert image[:11].max() == image[17:].max() == 0
    kit.get_by_role("radio", name="Eraser").nth(1).click()
    stroke(kit, "digit", (0.5, 0.9), (0.5, 0.1))
    image = np.array(stored(kit)["digit"])
    assert image[:, 13:15].max() == 0
    assert image[13, 9] == image[13, 18] == 255


# Undo, redo, clear


def test_strokes_are_undone_and_redone_one_by_one_and_cleared(kit):
    for x in (0.2, 0.5, 0.8):
        kit.mouse.click(*spot(kit, "points", x, 0.5))
    keys(kit, "points", "Control+z", "Control+z")
    assert len(stored(kit)["points"]) == 1
    keys(kit, "points", "Control+y")
    assert len(stored(kit)["points"]) == 2
    keys(kit, "points", "Control+Shift+z")
    assert len(stored(kit)["points"]) == 3
    expect(act(kit, "points", "redo")).to_be_disabled()
    act(kit, "points", "clear").click()
    assert stored(kit)["points"] == []
    expect(act(kit, "points", "clear")).to_be_disabled()
    act(kit, "points", "undo").click()
    assert len(stored(kit)["points"]) == 3
    act(kit, "points", "undo").click()
    kit.mouse.click(*spot(kit, "points", 0.5, 0.9))  # another way: nothing is left to redo
    expect(act(kit, "points", "redo")).to_be_disabled()
    assert len(stored(kit)["points"]) == 3


def test_what_the_script_sets_can_be_undone(kit):
    stroke(kit, "curve", (0, 1), (1, 1))
    assert stored(kit)["curve"][32] == 2
    kit.locator(".st-key-set button").click()
    assert stored(kit)["curve"][32] == pytest.approx(0.5)
    act(kit, "curve", "undo").click()
    assert stored(kit)["curve"][32] == 2


# Keys, touch


def test_the_keys_move_a_cursor_draw_erase_and_choose(kit):
    keys(kit, "points", "Space", *["ArrowRight"] * 10, "2", "Enter", *["ArrowUp"] * 4, "Space")
    told = stored(kit)
    assert np.allclose(told["points"], [[0, 0], [0.5, 0], [0.5, 0.2]])
    assert told["labels"] == [0, 1, 1]
    expect(part(kit, "points", "[role=status]")).to_have_text("x = 0.5, y = 0.2; 3 of 300 points")
    keys(kit, "points", "Delete")
    assert stored(kit)["labels"] == [0, 1]
    keys(kit, "curve", "ArrowUp", "Space", *["Shift+ArrowRight"] * 5)
    curve = np.array(stored(kit)["curve"])
    assert np.allclose(curve[[32, 34, 36]], 0.1) and np.allclose(curve[[30, 38]], 0)
    keys(kit, "digit", *["Shift+ArrowDown"] * 8)
    image = np.array(stored(kit)["digit"])
    assert image[14:22, 13:15].min() == 255 and image[:12].max() == 0


def test_the_arrow_keys_choose_a_tool(kit):
    kit.get_by_role("radio", name="Class 1: cats").focus()
    kit.keyboard.press("ArrowRight")
    expect(kit.get_by_role("radio", name="Class 2: dogs")).to_be_checked()
    expect(kit.get_by_role("radio", name="Class 2: dogs")).to_be_focused()
    kit.keyboard.press("ArrowLeft")
    kit.keyboard.press("ArrowLeft")
    expect(kit.get_by_role("radio", name="Eraser").first).to_be_checked()


def test_a_finger_draws_and_the_page_stays_where_it_is(open_page, server):
    page = open_page(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page.goto(server(APP))
    idle(page)
    page.touchscreen.tap(*spot(page, "points", 0.5, 0.5))
    assert len(stored(page)["points"]) == 1
    touch = page.context.new_cdp_session(page)
    x, y = spot(page, "curve", 0.2, 0.2)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for share in range(1, 11):
        x, y = spot(page, "curve", 0.2 + 0.06 * share, 0.2 + 0.06 * share)
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    curve = np.array(stored(page)["curve"])
    assert curve[45] > 0.7 and curve[20] < -0.6
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# The link, the codec, the script's side


def test_drawings_come_and_go_with_the_link(page, server):
    curve = np.round(np.sin(np.linspace(0, 6, 64)), 2)
    digit = 5 * np.arange(784).reshape(28, 28).clip(0, 51)
    query = {
        "points": encode_points(np.array([[0.25, -0.5]]), [1]),
        "curve": encode_curve(curve, (-2, 2)), "digit": encode_digit(digit),
    }  # fmt: skip
    page.goto(server(APP) + "/?" + "&".join(f"x_{name}={text}" for name, text in query.items()))
    told = stored(page)
    assert (told["points"], told["labels"]) == ([[0.25, -0.5]], [1])
    assert np.allclose(told["curve"], curve)
    assert told["digit"] == digit.tolist()
    page.mouse.click(*spot(page, "points", 0.9, 0.9))
    page.wait_for_url(re.compile(rf"x_points={query['points']}\w\w\w\w"))
    found = parse_qs(urlsplit(page.url).query)
    assert (found["x_curve"], found["x_digit"]) == ([query["curve"]], [query["digit"]])


def test_a_broken_drawing_in_a_link_is_an_empty_sheet(page, server):
    page.goto(server(APP) + "/?x_points=____&x_curve=%3Cb%3E&x_digit=784")
    idle(page)
    expect(page.locator("[data-testid=stAlert]")).to_contain_text("drawing_place")
    page.mouse.click(*spot(page, "points", 0.5, 0.5))
    expect(part(page, "points", ".amount")).to_have_text("1 of 300 points")


def test_browser_and_core_write_the_same_texts(kit):
    rng = np.random.default_rng(1)
    digits = [rng.choice([0, 0, 0, 5, 255], (28, 28)), np.zeros((28, 28), int), np.full((28, 28), 255)]
    grid = rng.integers(0, 1001, (50, 2))
    labels, steps = rng.integers(0, 16, 50), rng.integers(0, 4001, 64)
    texts = [encode_points(grid / 500 - 1, labels), encode_curve(steps / 2000 - 1), *map(encode_digit, digits)]
    rows = [[*place, label] for place, label in zip(grid.tolist(), labels.tolist(), strict=True)]
    found = kit.evaluate(
        """async ([address, rows, steps, digits, texts]) => {
          const codec = await import(new URL(address, document.baseURI).href);
          const { encodePoints, encodeCurve, encodeDigit, decodePoints, decodeCurve, decodeDigit } = codec;
          const [points, curve, ...rest] = texts;
          return {
            written: [encodePoints(rows), encodeCurve(steps), ...digits.map(encodeDigit)],
            read: [decodePoints(points), decodeCurve(curve), ...rest.map((text) => [...decodeDigit(text)])],
          };
        }""",
        [module_address("draw/codec.js"), rows, steps.tolist(), [(d // 5).ravel().tolist() for d in digits], texts],
    )
    assert found["written"] == texts
    assert found["read"] == [rows, steps.tolist(), *((d // 5).ravel().tolist() for d in digits)]


def test_names_and_ways_to_draw_are_told(kit):
    for name in ("Points", "Curve", "Digit"):
        sheet = kit.get_by_role("application", name=name)
        expect(sheet).to_have_count(1)
        expect(sheet).to_have_attribute("title", re.compile("arrows move the cursor"))
    kit.mouse.move(*spot(kit, "digit", 0.5, 0.5))
    expect(part(kit, "digit", ".place")).to_have_text("(14, 14) = 0")
    digit = part(kit, "digit", "canvas").bounding_box()
    assert digit["width"] == digit["height"]


def test_the_sheet_follows_the_theme(open_page, server):
    page = open_page(color_scheme="light")
    page.goto(server(APP))
    idle(page)
    frame = """() => {
      const canvas = document.querySelector(".st-key-curve [data-testid=stBidiComponentIsolated]").shadowRoot
        .querySelector("canvas");
      return canvas.getContext("2d").getImageData(34, 100, 1, 1).data.join();
    }"""
    assert page.evaluate(frame) == "216,222,230,255"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"({frame})() === '51,64,77,255'")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("points", "____"), ("points", "AAA"), ("points", "MAAA"), ("points", "A" * 1204), ("points", "A" * 10**7),
        ("curve", "A" * 126), ("curve", "_" * 128), ("digit", "783A"), ("digit", "9" * 700 + "A"), ("digit", "<b>"),
    ],
)  # fmt: skip
def test_a_forged_drawing_is_not_believed(kind, text):
    assert checked(text, kind, 2, 64) is None


@pytest.mark.parametrize("told", [None, 5, ["A"], {"text": ""}, b"AAAA", True])
def test_what_is_no_text_is_no_drawing(told):
    assert checked(told, "points", 2, 64) is None


def test_an_honest_drawing_is_believed_in_its_shortest_text():
    assert checked("AAAAEAAA", "points", 2, 64) == "AAAAEAAA"
    assert checked("fQ" * 64, "curve", 0, 64) == "fQ" * 64
    assert checked("A" * 784, "digit", 0, 64) == ""
    assert checked("BBB781A", "digit", 0, 64) == "3B781A"
    assert [checked("", kind, 2, 64) for kind in ("points", "curve", "digit")] == ["", "", ""]


@pytest.mark.parametrize("wrong", [{"classes": []}, {"classes": ["x"] * 17}, {"kind": "curve", "size": 1}])
def test_a_sheet_without_classes_or_values_is_refused(wrong):
    with pytest.raises(ValueError, match="x: "):
        draw_box("X", key="x", text="", on_change=print, **{"kind": "points"} | wrong)
