"""The pickers in a real Chromium: built-in sets, a file of one's own, its refusal, and taking it away."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import idle

APP = "tests/browser/boxes_app.py"
MONTHS = b"month,a,b\n" + b"".join(b"2020-%02d,%d,%d\n" % (k, k, 2 * k) for k in range(1, 13))


@pytest.fixture
def boxes(page, server) -> Page:
    page.goto(server(APP))
    idle(page)
    return page


def pick(page: Page, label: str, words: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.fill(words)
    box.press("Enter")


def summary(page: Page) -> Locator:
    return page.locator("[data-testid=stCode]").last


def give(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "", "buffer": content}])


def photograph(kind: str = "JPEG", size: tuple[int, int] = (900, 600)) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (*size[::-1], 3), dtype=np.uint8)).save(file, kind)
    return file.getvalue()


def test_a_built_in_set_is_chosen_by_its_name(boxes):
    expect(summary(boxes)).to_contain_text("coffee (400, 600, 3) | co2 526 month | penguins")
    expect(summary(boxes)).to_contain_text("bill length (mm)")
    pick(boxes, "Picture", "Coins")
    expect(summary(boxes)).to_contain_text("coins (303, 384)")
    pick(boxes, "Images", "Fashion")
    expect(boxes.get_by_text("T-shirt or top")).to_be_visible()


def test_a_picture_of_ones_own_is_read_refused_and_taken_away(boxes):
    pick(boxes, "Picture", "A file")
    expect(boxes.get_by_text("Until there is a file, this is shown: Cup of coffee.")).to_be_visible()
    give(boxes, "mine*.jpg", photograph())
    expect(boxes.get_by_text("mine*.jpg: 900 × 600 pixels. Made smaller to 512 × 341.")).to_be_visible()
    expect(summary(boxes)).to_contain_text("mine*.jpg (341, 512, 3)")
    give(boxes, "broken.png", photograph("PNG", (60, 60))[:-3000])
    expect(boxes.get_by_role("alert")).to_contain_text("damaged or cut off")
    expect(summary(boxes)).to_contain_text("mine*.jpg (341, 512, 3)")  # a refused file does not replace it
    boxes.get_by_role("button", name="Take the file away").click()
    expect(summary(boxes)).to_contain_text("coffee (400, 600, 3)")
    expect(boxes.get_by_role("alert")).to_have_count(0)


def test_a_series_of_ones_own_has_dates_and_a_column_to_choose(boxes):
    pick(boxes, "Series", "A file")
    give(boxes, "months.csv", MONTHS)
    expect(summary(boxes)).to_contain_text("months.csv 12 month")
    expect(boxes.get_by_role("combobox", name="Column of the series")).to_be_visible()
    give(boxes, "short.csv", b"a,b\n1,2\n3,4\n")
    expect(boxes.get_by_role("alert")).to_contain_text("at least 10 numbers")


def test_a_table_of_ones_own_keeps_its_own_names(boxes):
    pick(boxes, "Table", "A file")
    give(boxes, "people.csv", b"age,sex\n31,f\n28,m\n")
    expect(summary(boxes)).to_contain_text("people.csv ['age', 'sex']")
    give(boxes, "words.csv", b"a,b\nx,y\nz,w\n")
    expect(boxes.get_by_role("alert")).to_contain_text("no column of numbers")
