"""Points of a scatter that are dragged, added and removed, in a real Chromium: by mouse, finger and keys."""

import math
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import (
    APP,
    Finger,
    begun,
    drag,
    handle,
    opened,
    phone,
    ranges,
    ready,
    screen,
    settled,
    stored,
    tool,
)


@pytest.fixture(scope="module")
def page(browser, server) -> Iterator[Page]:
    with opened(browser, server(APP)) as page:
        yield page


@pytest.fixture
def kit(page) -> Page:
    return begun(page)


def cloud(page: Page) -> Locator:
    return page.locator(".cloud")


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
    kit.keyboard.press("Escape")  # none is chosen
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


def test_a_finger_drags_handles_and_points_and_the_page_does_not_scroll(open_page, server):
    page = phone(open_page, server(APP))
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    handle(page, "tip").scroll_into_view_if_needed()
    before = page.evaluate(scrolled)
    (left, top), end = screen(page, 1, 2), screen(page, 2, -1)
    Finger(page).drag((left + 15, top + 15), (end[0] + 15, end[1] + 15))  # what a finger reaches is 44 px wide
    assert settled(page)["tip"] == pytest.approx((2, -1), abs=0.06)
    assert page.evaluate(scrolled) == before
    show_points(page)
    before = page.evaluate(scrolled)
    (left, top), end = screen(page, 1, 1, "classes"), screen(page, 1, -1, "classes")
    Finger(page).drag((left + 13, top + 13), (end[0] + 13, end[1] + 13))
    assert settled(page, 1)["y"][1] == pytest.approx(-1, abs=0.05)
    assert page.evaluate(scrolled) == before
    page.locator(".tools label", has_text="+ B").tap()
    page.touchscreen.tap(*screen(page, -1, 1, "classes"))
    assert settled(page, 1)["labels"] == (0, 1, 0, 1)
    page.locator(".tools label", has_text="Remove").tap()
    page.touchscreen.tap(*screen(page, 1, -1, "classes"))
    assert settled(page, 1)["labels"] == (0, 0, 1)


def test_the_ink_of_a_handle_follows_the_theme(open_page, server):
    page = open_page(color_scheme="light")
    page.goto(server(APP))
    ready(page)
    color = "getComputedStyle(document.querySelector('.overlay').shadowRoot.querySelector('[data-name=x] .dot'))" \
            ".backgroundColor"  # fmt: skip
    assert page.evaluate(color) == "rgb(28, 39, 51)"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{color} === 'rgb(230, 237, 243)'")
