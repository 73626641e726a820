"""The matrix box in a real Chromium: typed, dragged, stepped by keys, pasted, resized; and what the server believes."""

import ast
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from pages.shared.live import matrix_box
from pages.shared.live.assets import module_address
from pages.shared.live.matrix.matrix import accepted_matrix
from tests.browser.chromium import idle

APP = "tests/browser/matrix_app.py"


@pytest.fixture
def kit(page, server) -> Page:
    page.goto(server(APP))
    idle(page)
    return page


def part(page: Page, key: str, selector: str) -> Locator:
    return page.locator(f".st-key-{key} {selector}")


def cell(page: Page, row: int, column: int, key: str = "x_matrix") -> Locator:
    return part(page, key, f"input[data-row='{row}'][data-column='{column}']")


def stored(page: Page) -> dict:
    return ast.literal_eval(page.locator("[data-testid=stCode] code").inner_text())


def expect_stored(page: Page, name: str, value: object) -> None:
    expect(page.locator("[data-testid=stCode]")).to_contain_text(f"{name!r}: {value!r}")


def said(page: Page, key: str = "x_matrix") -> Locator:
    return part(page, key, "[role=alert]")


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def paste(place: Locator, text: str) -> None:
    place.evaluate(
        """(node, text) => {
          node.focus();
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          node.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_a_number_is_typed_over_and_enter_commits_it(kit):
    cell(kit, 0, 1).click()
    kit.keyboard.type("-2,25")
    assert "'matrix'" not in kit.locator("[data-testid=stCode]").inner_text()
    kit.keyboard.press("Enter")
    expect_stored(kit, "matrix", ((1.0, -2.25), (0.0, 1.0)))
    expect(cell(kit, 0, 1)).to_have_value("−2.25")
    expect(cell(kit, 0, 1)).to_be_focused()
    kit.keyboard.type("7")
    kit.keyboard.press("ArrowDown")  # commits too, and goes on
    kit.keyboard.type(".5")
    kit.keyboard.press("Tab")
    expect_stored(kit, "matrix", ((1.0, 7.0), (0.0, 0.5)))


def test_a_double_click_or_f2_edits_the_text_and_escape_takes_it_back(kit):
    cell(kit, 0, 0).dblclick()
    expect(cell(kit, 0, 0)).to_have_js_property("readOnly", False)
    kit.keyboard.press("End")
    kit.keyboard.type("5")
    kit.keyboard.press("Enter")
    expect_stored(kit, "matrix", ((1.05, 0.0), (0.0, 1.0)))
    kit.keyboard.press("F2")
    kit.keyboard.type("9")
    kit.keyboard.press("Escape")
    expect(cell(kit, 0, 0)).to_have_value("1.05")
    expect(cell(kit, 0, 0)).to_have_js_property("readOnly", True)


def test_what_is_no_number_of_the_domain_is_marked_and_never_sent(kit):
    for typed in ("11", "-", "1e999", "..", "1,2,3"):
        cell(kit, 1, 0).click()
        kit.keyboard.type(typed)
        kit.keyboard.press("Enter")
        expect(cell(kit, 1, 0)).to_have_attribute("aria-invalid", "true")
        expect(said(kit)).to_have_text("A number from −10 to 10.")
        expect(said(kit)).to_be_visible()
        kit.keyboard.press("Escape")
        expect(cell(kit, 1, 0)).to_have_value("0.0")
        expect(said(kit)).to_be_hidden()
    cell(kit, 0, 0, "x_counts").click()
    kit.keyboard.type("1.5")
    kit.keyboard.press("Tab")  # leaving gives the old number back
    expect(cell(kit, 0, 0, "x_counts")).to_have_value("1")
    idle(kit)
    assert stored(kit) == {"moves": 0}


def test_a_number_is_dragged_sideways_and_speaks_while_it_moves(kit):
    x, y = middle(cell(kit, 1, 1))
    kit.mouse.move(x, y)
    kit.mouse.down()
    for step in range(1, 31):
        kit.mouse.move(x + 4 * step, y)
        kit.wait_for_timeout(25)
    idle(kit)
    before = stored(kit)
    assert before["moves"] >= 3  # the button is still down
    assert before["matrix"][1][1] == 1 + 0.5 * ((120 - 4) // 10)  # ten pixels a step, after the slack of a tap
    kit.mouse.move(x + 2000, y)
    kit.mouse.move(x + 2001, y + 1)
    kit.mouse.up()
    expect_stored(kit, "matrix", ((1.0, 0.0), (0.0, 10.0)))
    expect(cell(kit, 1, 1)).to_have_value("10.0")
    expect(cell(kit, 1, 1)).to_have_js_property("readOnly", True)


def test_a_slow_script_pulls_no_number_back_and_learns_the_last(kit):
    kit.locator(".st-key-slow label").click()
    idle(kit)
    x, y = middle(cell(kit, 0, 0))
    kit.mouse.move(x, y)
    kit.mouse.down()
    seen = []
    for step in range(1, 31):
        kit.mouse.move(x + 5 * step, y)
        kit.wait_for_timeout(50)
        seen.append(float(cell(kit, 0, 0).input_value()))
    kit.mouse.up()
    assert seen == sorted(seen)
    expect_stored(kit, "matrix", ((seen[-1], 0.0), (0.0, 1.0)))
    idle(kit)
    assert float(cell(kit, 0, 0).input_value()) == seen[-1]
    assert stored(kit)["moves"] < 15


def test_arrow_keys_move_between_cells_and_with_alt_or_shift_change_the_number(kit):
    cell(kit, 0, 0).focus()
    for key, place in {
        "ArrowRight": (0, 1), "ArrowDown": (1, 1), "ArrowLeft": (1, 0), "ArrowUp": (0, 0), "End": (0, 1),
        "Home": (0, 0), "Control+End": (1, 1), "Control+Home": (0, 0),
    }.items():  # fmt: skip
        kit.keyboard.press(key)
        expect(cell(kit, *place)).to_be_focused()
    for key, number in {
        "Alt+ArrowUp": 1.5, "Shift+ArrowRight": 2.0, "Alt+ArrowLeft": 1.5, "Shift+ArrowDown": 1.0, "PageUp": 6.0,
        "PageDown": 1.0,
    }.items():  # fmt: skip
        kit.keyboard.press(key)
        expect(cell(kit, 0, 0)).to_have_value(f"{number:.1f}")
        expect_stored(kit, "matrix", ((number, 0.0), (0.0, 1.0)))
    kit.keyboard.press("Tab")  # out of the grid, to its buttons
    expect(part(kit, "x_matrix", ".columns .less")).to_be_focused()
    kit.keyboard.press("Shift+Tab")
    expect(cell(kit, 0, 0)).to_be_focused()


@pytest.mark.parametrize(
    ("text", "matrix"),
    [
        ("2\t3\n4\t5\n", ((2.0, 3.0), (4.0, 5.0))),
        ("1,5\t-2,25\r\n3\t4\r\n", ((1.5, -2.25), (3.0, 4.0))),
        ("[[1, 2], [3, 4]]", ((1.0, 2.0), (3.0, 4.0))),
        ("array([[1., 2.],\n       [3., 4.]], dtype=float32)", ((1.0, 2.0), (3.0, 4.0))),
        ("[[ 1.   2. ]\n [-3.5  4. ]]", ((1.0, 2.0), (-3.5, 4.0))),
        ("1 2; 3 4", ((1.0, 2.0), (3.0, 4.0))),
        ("[1, 2; 3, 4];", ((1.0, 2.0), (3.0, 4.0))),
        ("1 2 3", ((1.0, 2.0, 3.0),)),
        ("1,5\n2,5", ((1.0, 5.0), (2.0, 5.0))),
        ("1;2;3;4;5;6", ((1.0,), (2.0,), (3.0,), (4.0,), (5.0,), (6.0,))),
        ("−1 ２; 1e0 .5", ((-1.0, 2.0), (1.0, 0.5))),
    ],
)  # fmt: skip
def test_a_pasted_matrix_fills_the_whole_box(kit, text, matrix):
    paste(cell(kit, 0, 0), text)
    expect_stored(kit, "matrix", matrix)
    expect(part(kit, "x_matrix", "input")).to_have_count(len(matrix) * len(matrix[0]))
    expect(said(kit)).to_be_hidden()


def test_a_paste_that_does_not_fit_is_told_in_one_sentence_and_changes_nothing(kit):
    for key, text, sentence in [
        ("x_matrix", "1 2 3 4 5 6 7", "What is pasted has 1 × 7 numbers; here 1–6 × 1–6 fit."),
        ("x_matrix", "1 2; 3", "The rows have 2 and 1 numbers; a matrix wants equally long rows."),
        ("x_matrix", "1 2; 3 <b>x</b>", "“<b>x</b>” is no number; nothing was changed."),
        ("x_matrix", "nan 1", "“nan” is no number; nothing was changed."),
        ("x_matrix", "1 2; 3 1e400", "“1e400” is no number; nothing was changed."),
        ("x_matrix", "1 2; 3 11", "“11” is pasted, but a number from −10 to 10 is needed; nothing was changed."),
        ("x_matrix", "1\t\t2", "What is pasted has an empty cell."),
        ("x_matrix", " \n ", "There is nothing to paste."),
        ("x_matrix", "1 " * 5000, "This is too long to be pasted here."),
        ("x_counts", "1 2 3; 4 5 6", "What is pasted has 2 × 3 numbers; here 2–3 × 2–3 fit."),
        ("x_counts", "1 2; 3 0.5", "“0.5” is pasted, but a whole number from 0 to 99 is needed; nothing was changed."),
        ("x_hidden", "1 2; 3 4", "What is pasted has 2 × 2 numbers; here 1 × 0–4 fit."),
    ]:
        paste(cell(kit, 0, 0, key), text)
        expect(said(kit, key)).to_have_text(sentence)
        expect(said(kit, key)).to_be_visible()
    idle(kit)
    assert stored(kit) == {"moves": 0}


def test_one_pasted_number_goes_into_its_cell_and_a_column_lies_down_in_a_list(kit):
    paste(cell(kit, 0, 1), " 3.5\n")
    expect_stored(kit, "matrix", ((1.0, 3.5), (0.0, 1.0)))
    paste(cell(kit, 0, 0, "x_hidden"), "8\n16\n32\n")
    expect_stored(kit, "hidden", (8, 16, 32))


def test_the_clipboard_takes_the_matrix_and_gives_it_back(open_page, server):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(server(APP))
    idle(page)
    cell(page, 0, 0).click()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "1.5\t0\n0\t1"
    page.evaluate("navigator.clipboard.writeText('1 2; 3 4; 5 6')")
    page.keyboard.press("Control+v")
    expect_stored(page, "matrix", ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0)))


def test_rows_columns_and_lists_grow_and_shrink_within_their_sizes(kit):
    part(kit, "x_matrix", ".rows .more").click()
    expect_stored(kit, "matrix", ((1.0, 0.0), (0.0, 1.0), (0.0, 0.0)))
    part(kit, "x_matrix", ".columns .less").click()
    expect_stored(kit, "matrix", ((1.0,), (0.0,), (0.0,)))
    expect(part(kit, "x_matrix", ".columns .less")).to_be_disabled()
    expect(part(kit, "x_counts", ".columns .less")).to_be_disabled()
    expect(part(kit, "x_counts", ".rows")).to_be_hidden()
    part(kit, "x_counts", ".columns .more").click()
    expect_stored(kit, "counts", ((1, 2, 0), (3, 4, 0), (0, 0, 0)))
    kit.get_by_role("button", name="Add a number").click()
    expect_stored(kit, "hidden", (4, 2, 2))
    for length in (2, 1, 0):
        part(kit, "x_hidden", ".columns .less").click()
        expect_stored(kit, "hidden", (4, 2)[:length])
    part(kit, "x_hidden", ".columns .more").click()
    expect_stored(kit, "hidden", (1,))


def test_the_link_carries_them_and_the_script_can_set_them(page, server):
    page.goto(server(APP) + "/?x_matrix=1,-0.5;0.333,2&x_hidden=")
    idle(page)
    expect(cell(page, 0, 1)).to_have_value("−0.5")
    expect(cell(page, 1, 0)).to_have_value("0.333")
    expect(part(page, "x_hidden", "input")).to_have_count(0)
    cell(page, 1, 1).click()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"x_matrix=1%2C-0.5%3B0.333%2C3"))
    page.locator(".st-key-set button").click()
    expect(part(page, "x_matrix", "input")).to_have_count(3)
    expect(cell(page, 0, 2)).to_have_value("7.0")


def test_a_matrix_that_is_only_read_cannot_be_changed_and_says_so(kit):
    still = cell(kit, 0, 0, "still")
    expect(part(kit, "still", "[role=grid]")).to_have_attribute("aria-readonly", "true")
    still.click()
    kit.keyboard.type("5")
    kit.keyboard.press("Alt+ArrowUp")
    kit.keyboard.press("ArrowDown")
    expect(cell(kit, 1, 0, "still")).to_be_focused()
    paste(still, "1 2; 3 4; 5 6")
    expect(still).to_have_value("1")
    expect(cell(kit, 2, 0, "still")).to_have_value("NaN")
    expect(cell(kit, 2, 1, "still")).to_have_value("∞")
    expect(part(kit, "still", "button.more").first).to_be_hidden()
    idle(kit)
    assert stored(kit) == {"moves": 0}


def test_every_cell_has_a_name_in_a_named_grid(kit):
    expect(kit.get_by_role("grid", name="Matrix")).to_have_count(1)
    expect(kit.get_by_label("row 2, column 1", exact=True)).to_have_count(2)  # of both matrices
    expect(kit.get_by_label("number 2", exact=True)).to_have_count(1)
    expect(kit.get_by_label("r1, second", exact=True)).to_have_count(1)
    expect(part(kit, "x_matrix", "[role=row]")).to_have_count(2)
    expect(part(kit, "x_matrix", "[role=gridcell]")).to_have_count(4)
    expect(part(kit, "x_matrix", "input[tabindex='0']")).to_have_count(1)
    outline = cell(kit, 0, 0)
    outline.focus()
    assert outline.evaluate("(node) => getComputedStyle(node).outlineWidth") == "2px"


def test_a_finger_taps_to_type_and_drags_to_change(open_page, server):
    page = open_page(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page.goto(server(APP))
    idle(page)
    page.touchscreen.tap(*middle(cell(page, 0, 1)))
    expect(cell(page, 0, 1)).to_have_js_property("readOnly", False)
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect_stored(page, "matrix", ((1.0, 4.0), (0.0, 1.0)))
    x, y = middle(cell(page, 0, 0))
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + 6 * step, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(cell(page, 0, 0)).not_to_have_value("1.0")
    idle(page)
    moved = stored(page)["matrix"][0][0]
    assert 2 <= moved <= 4
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_colors_follow_the_theme(open_page, server):
    page = open_page(color_scheme="light")
    page.goto(server(APP))
    idle(page)
    ink = "getComputedStyle(document.querySelector('.st-key-still [data-testid=stBidiComponentIsolated]').shadowRoot" \
          ".querySelector('input')).color"  # fmt: skip
    assert page.evaluate(ink) == "rgb(28, 39, 51)"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{ink} === 'rgb(230, 237, 243)'")


# The reader of pasted texts and the server's side


def test_a_hostile_text_is_read_at_once_and_never_run(kit):
    texts = ["[" * 4999, "(" * 2500 + ")" * 2499, "a" * 4998 + "[", "1," * 2499, "array(" * 800, "__import__('os')",
             "1+1", "{{1,2}}", "1j 2", "0x10 1", "Infinity 1", "1_0 1", "٣ 1", "true 1"]  # fmt: skip
    found = kit.evaluate(
        """async ([address, texts]) => {
          const { readMatrix } = await import(new URL(address, document.baseURI).href);
          return texts.map((text) => readMatrix(text).wrong ?? null);
        }""",
        [module_address("matrix/paste.js"), texts],
    )
    assert None not in [wrong for text, wrong in zip(texts, found, strict=True) if text != "1," * 2499]


SIZES = {"low": -10, "high": 10, "whole": False, "rows": (1, 3), "columns": (2, 3)}


@pytest.mark.parametrize(
    "told",
    [
        None, 5, "[[1,2]]", [], [[]], [[1, 2], [3]], [[1, 2], 3], [[1]], [[1, 2, 3, 4]], [[1, 2]] * 4,
        [[1, float("nan")]], [[1, float("inf")]], [[1, 11]], [[1, "2"]], [[1, True]], [[1, None]], [[1, [2]]],
        {"0": [1, 2]}, [[1, 10**400]],
    ],
)  # fmt: skip
def test_a_forged_matrix_is_not_believed(told):
    assert accepted_matrix(told, **SIZES) is None


def test_what_is_believed_is_a_tuple_of_rows_of_the_right_kind_of_number():
    assert accepted_matrix([[1, 2.5], [3, -4]], **SIZES) == ((1.0, 2.5), (3.0, -4.0))
    whole = SIZES | {"whole": True}
    assert accepted_matrix([[1, 2.0]], **whole) == ((1, 2),)
    assert accepted_matrix([[1, 2.5]], **whole) is None
    assert accepted_matrix([[1, 2], [3, 4]], **SIZES, square=True) == ((1.0, 2.0), (3.0, 4.0))
    assert accepted_matrix([[1, 2, 3], [3, 4, 5]], **SIZES, square=True) is None
    assert accepted_matrix([[]], low=1, high=2, whole=True, rows=(1, 1), columns=(0, 2)) == ((),)


@pytest.mark.parametrize(
    "wrong", [{"low": 10}, {"high": float("inf")}, {"step": 0}, {"log": True}, {"value": [[1, 2], [3]]}]
)
def test_a_matrix_without_a_domain_is_refused(wrong):
    with pytest.raises(ValueError, match="x: "):
        matrix_box("X", key="x", on_change=print, **{"value": [[1]], "low": -10, "high": 10, "step": 1} | wrong)
