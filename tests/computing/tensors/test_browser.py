"""What a person does with tensors: click a cell, write into a view, type an expression, upload a file."""

import re

import numpy as np
from playwright.sync_api import Page, expect

from core.computing.tensors.files import write_npy
from tests.browser.chromium import idle

APP = "streamlit_app.py"


def opened(page: Page, server, query: str = "") -> Page:
    page.goto(f"{server(APP)}/tensors?lang=en{query}")
    idle(page)
    return page


def texts_of(page: Page, key: str) -> list[str]:
    """The numbers that stand in the cells of a figure."""
    return page.locator(f".st-key-{key} .barlayer .bartext").all_text_contents()


def click_cell(page: Page, key: str, number: int) -> None:
    """A real click in the middle of a cell."""
    cell = page.locator(f".st-key-{key} .barlayer .point").nth(number)
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_clicked_cell_tells_its_offset_and_stays_in_the_link(page, server, open_page):
    opened(page, server)
    assert texts_of(page, "tensors_array") == [str(k) for k in range(24)]
    click_cell(page, "tensors_array", 23)
    expect(page).to_have_url(re.compile("tensors_cell=23"))
    idle(page)
    said = page.get_by_text("lies at").first
    expect(said).to_contain_text("[1, 2, 3]")
    expect(said).to_contain_text("92")
    other = open_page(locale="zh-CN")
    other.goto(page.url.replace("lang=en", "lang=zh"))
    idle(other)
    expect(other.get_by_text("[1, 2, 3]").first).to_be_visible()


def test_a_write_into_a_view_is_seen_in_the_array(page, server):
    opened(page, server, "&tensors_tab=copies")
    click_cell(page, "tensors_result", 3)
    expect(page.get_by_text("has also changed")).to_contain_text("result[1, 1] = 99")
    idle(page)
    numbers = [str(k) for k in range(24)]
    numbers[10] = "99"
    assert texts_of(page, "tensors_viewed") == numbers


def test_a_typed_expression_is_computed_and_a_hostile_one_leaves_its_result(page, server):
    opened(page, server, "&tensors_tab=expression")
    field = page.get_by_role("textbox", name="Formula")
    field.fill("a * 10")
    field.press("Enter")
    expect(page.get_by_text("agree: value, shape and dtype")).to_be_visible()
    expect(page).to_have_url(re.compile("tensors_text=a"))
    idle(page)
    result = ["0", "10", "20", "30", "40", "50"]
    assert texts_of(page, "tensors_expression_result") == result
    field.fill("__import__('os').system('id')")
    field.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="has no place in a formula")).to_be_visible()
    idle(page)
    assert texts_of(page, "tensors_expression_result") == result


def test_an_uploaded_array_is_drawn_and_a_broken_file_leaves_it(page, server):
    opened(page, server, "&tensors_tab=files")
    chooser = page.locator("input[type=file]")
    chooser.set_input_files(
        {"name": "mine.npy", "mimeType": "application/octet-stream", "buffer": write_npy(np.array([[5, 6], [7, 8]]))}
    )
    expect(page.get_by_text("mine.npy").last).to_be_visible()
    expect(page.locator(".st-key-tensors_file_loaded")).to_be_visible()
    idle(page)
    assert texts_of(page, "tensors_file_loaded") == ["5", "6", "7", "8"]
    chooser.set_input_files({"name": "bad.npy", "mimeType": "application/octet-stream", "buffer": b"\x80\x04broken"})
    expect(page.get_by_role("alert").filter(has_text="neither")).to_be_visible()
    idle(page)
    assert texts_of(page, "tensors_file_loaded") == ["5", "6", "7", "8"]


def test_an_array_of_what_is_no_finite_number_is_drawn_and_can_be_taken_away(page, server):
    page.goto(f"{server(APP)}/tensors?tensors_tab=files&lang=en")
    idle(page)
    for array in (np.array([[np.nan, np.inf], [-np.inf, 1e308]]), np.array([1 + 2j, 3 - 4.5j])):
        mine = {"name": "mine.npy", "mimeType": "application/octet-stream", "buffer": write_npy(array)}
        page.locator("input[type=file]").set_input_files(mine)
        expect(page.locator(".st-key-tensors_file_loaded .main-svg").first).to_be_visible(timeout=20_000)
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        idle(page)
        page.get_by_role("button", name="Remove mine.npy").last.click()
        page.get_by_role("button", name="Forget mine.npy").click()
        expect(page.locator(".st-key-tensors_file_loaded")).to_have_count(0)
        idle(page)
