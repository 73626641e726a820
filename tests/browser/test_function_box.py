"""The function box in a real Chromium: examples, the formula read back, refusals, the last valid function."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import idle

APP = "tests/browser/boxes_app.py"


@pytest.fixture
def boxes(page, server) -> Page:
    page.goto(server(APP))
    idle(page)
    return page


def enter(page: Page, formula: str) -> None:
    box = page.get_by_label("Function", exact=True)
    box.fill(formula)
    box.press("Enter")


def curve(page: Page) -> object:
    return page.locator(".st-key-curve [role=img]")


def test_a_typed_function_is_read_back_and_drawn_with_its_gaps(boxes):
    expect(curve(boxes)).to_have_attribute("aria-label", "Curve of 0 gaps.")
    enter(boxes, "1/(x-1) + sign(x)")
    expect(curve(boxes)).to_have_attribute("aria-label", "Curve of 2 gaps.")
    read = boxes.locator(".katex annotation").first
    expect(read).to_contain_text(r"f(x) = \frac{1}{x - 1} + \operatorname{sign}\left(x\right)")
    enter(boxes, "x² − ln（x）")  # typed with the signs of a Chinese keyboard
    expect(read).to_contain_text(r"f(x) = x^{2} - \ln\left(x\right)")


def test_an_example_fills_the_box_and_a_typed_formula_is_no_example(boxes):
    examples = boxes.get_by_role("combobox", name="Examples")
    examples.fill("tan")
    examples.press("Enter")
    expect(boxes.get_by_label("Function", exact=True)).to_have_value("tan(x)")
    expect(curve(boxes)).to_have_attribute("aria-label", "Curve of 4 gaps.")
    enter(boxes, "x^3")
    expect(boxes.locator(".katex annotation").first).to_contain_text("f(x) = x^{3}")
    expect(examples).to_have_value("")


def test_a_refused_formula_is_told_with_its_place_and_the_last_valid_one_stays(boxes):
    enter(boxes, "x^2/(x-1)")
    expect(curve(boxes)).to_have_attribute("aria-label", "Curve of 1 gaps.")
    enter(boxes, "sin(x) + __import__('os')")
    alert = boxes.get_by_role("alert")
    expect(alert).to_contain_text("has no place in a formula")
    expect(alert).to_contain_text("The screen still shows the last input that worked.")
    expect(boxes.locator("[data-testid=stCode]").first).to_contain_text("^")
    expect(boxes.locator(".katex annotation").first).to_contain_text(r"\frac{x^{2}}{x - 1}")
    expect(boxes.get_by_label("Function", exact=True)).to_have_value("sin(x) + __import__('os')")
    enter(boxes, "x")
    expect(alert).to_have_count(0)
