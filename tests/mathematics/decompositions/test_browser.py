"""In a real Chromium: x is dragged to where Ax lies on its line, k along the curve; films, and files."""

import io
import re

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.chromium import idle
from tests.browser.plots import hold_over

APP = "streamlit_app.py"
SOURCES = """(key) => [...document.querySelectorAll(`.st-key-${key} image`)].map((one) => one.href.baseVal)"""


def opened(page: Page, server, query: str = "") -> Page:
    page.goto(f"{server(APP)}/decompositions?lang=en{query}")
    idle(page)
    return page


def give(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "", "buffer": content}])


def test_x_is_dragged_onto_an_eigenline_and_the_link_holds_it(page, server):
    opened(page, server, "&decompositions_a=2,1;1,2&decompositions_x_angle=0")
    expect(page.locator("p", has_text="times as long")).to_be_visible()
    hold_over(page, "decompositions_dial", (1, 0), (0.8, 0.8))
    expect(page.get_by_text("is an eigenvector")).to_be_visible()  # while the button is down
    page.mouse.up()
    expect(page).to_have_url(re.compile("decompositions_x_angle=45"))
    hold_over(page, "decompositions_turning", (45, 0), (150, 0))
    expect(page.locator("p", has_text="times as long")).to_be_visible()
    page.mouse.up()
    expect(page).to_have_url(re.compile("decompositions_x_angle=150"))


def test_k_is_dragged_along_the_singular_values_and_the_picture_is_never_missing(page, server):
    opened(page, server, "&decompositions_tab=photo&decompositions_k=1")
    expect(page.locator(".st-key-decompositions_rank image")).to_have_count(1)
    before = page.evaluate(SOURCES, "decompositions_rank")
    page.evaluate(
        """() => {
          const figure = document.querySelector(".st-key-decompositions_rank");
          window.fewest = 1;
          new MutationObserver(() => {
            const full = [...figure.querySelectorAll("image")].filter((one) => one.href.baseVal.length > 1000);
            window.fewest = Math.min(window.fewest, full.length);
          }).observe(figure, { subtree: true, childList: true, attributes: true });
        }"""
    )
    hold_over(page, "decompositions_spectrum", (1, 83308), (50, 1000))
    expect(page.get_by_text("Rank 50 of 427")).to_be_visible()
    page.mouse.up()
    expect(page).to_have_url(re.compile("decompositions_k=50"))
    idle(page)
    after = page.evaluate(SOURCES, "decompositions_rank")
    assert before != after
    assert len(after) == 1
    assert page.evaluate("window.fewest") == 1


def test_the_films_are_stepped_and_the_time_of_the_moves_stands_in_the_link(page, server):
    opened(page, server, "&decompositions_tab=moves&decompositions_t=0")
    bar = page.locator(".st-key-decompositions_moves").get_by_role("slider")
    bar.focus()
    bar.press("End")
    expect(page).not_to_have_url(re.compile("decompositions_t=0"))
    arrow = "document.querySelector('.st-key-decompositions_moves .js-plotly-plot').data.at(-3)"
    x, y = page.evaluate(f"[{arrow}.x[1], {arrow}.y[1]]")
    assert abs((x**2 + y**2) ** 0.5 - 1.8514) < 1e-3  # A v₁ is as long as the first singular value


def test_a_picture_and_a_table_of_ones_own(page, server):
    file = io.BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (300, 900, 4), dtype=np.uint8)).save(file, "PNG")
    opened(page, server, "&decompositions_tab=photo&decompositions_picture=own&decompositions_k=300")
    expect(page.get_by_text("Until there is a file")).to_be_visible()
    give(page, "mine.png", file.getvalue())
    expect(page.get_by_text("Made smaller to 640 × 213")).to_be_visible()
    expect(page.get_by_text("The picture has rank 213")).to_be_visible()
    opened(page, server, "&decompositions_tab=pca&decompositions_table=own")
    give(page, "one.csv", b"a,b\n1,2\n")
    expect(page.get_by_role("alert")).to_contain_text("Only 1 of 1 rows")
    rows = "".join(f"{k},{k * k},7,name{k % 3}\n" for k in range(12))
    give(page, "mine.csv", f"a<b>`*b,b,c,d*_\n{rows},3,7,x\n".encode())
    expect(page.get_by_text("The first 2 of 3 components")).to_be_visible()
    for said in ("missing numbers: 1", "take no part: d*_", "Constant columns: c"):
        expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
