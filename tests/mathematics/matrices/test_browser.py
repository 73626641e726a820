"""In a real Chromium: columns are dragged until the plane is flat, time is moved, a cell clicked, b dragged."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import idle
from tests.browser.plots import hold_over, place_on_screen

APP = "streamlit_app.py"


def opened(page: Page, server, query: str = "") -> Page:
    page.goto(f"{server(APP)}/matrices?lang=en{query}")
    idle(page)
    return page


def test_a_dragged_column_flattens_the_plane_and_the_link_holds_it(page, server, open_page):
    opened(page, server)
    images = page.locator(".st-key-matrices_plane image")
    expect(images).to_have_count(1)
    hold_over(page, "matrices_plane", (1, 2), (2, 1))
    expect(page.get_by_text("puts the whole grid on one line")).to_be_visible()  # while the button is down
    page.mouse.up()
    expect(page).to_have_url(re.compile("matrices_a=2,2;1,1|matrices_a=2%2C2%3B1%2C1"))
    expect(images).to_have_count(0)
    other = open_page(locale="zh-CN")
    other.goto(page.url.replace("lang=en", "lang=zh"))
    idle(other)
    expect(other.get_by_text("把整个网格压到一条直线上")).to_be_visible()


def test_time_moves_everything_and_the_determinant_stands_at_the_dot(page, server):
    opened(page, server, "&matrices_a=1,0;0,-1&matrices_t=0.98")
    slider = page.locator(".st-key-matrices_t").get_by_role("slider")
    page.evaluate("""() => {
      window.redrawn = [];
      for (const name of ["react", "relayout"]) {
        const draw = Plotly[name];
        Plotly[name] = (...given) => { redrawn.push(name); return draw(...given); };
      }
    }""")
    slider.focus()
    for _ in range(24):
        slider.press("ArrowLeft")
    expect(page).to_have_url(re.compile("matrices_t=0.5"))
    idle(page)
    assert set(page.evaluate("redrawn")) == {"relayout"}  # shapes and the photograph move, no trace is drawn anew
    shapes = page.evaluate("document.querySelector('.st-key-matrices_plane .js-plotly-plot').layout.shapes")
    assert "<b>0</b>" in [shape["label"]["text"] for shape in shapes if shape.get("label", {}).get("text")]
    circle = max((shape["path"] for shape in shapes if shape.get("path", "").endswith("Z")), key=len)
    heights = [float(place.split(",")[1]) for place in re.findall(r"[-\d.e]+,[-\d.e]+", circle)]
    assert len(heights) > 90 and max(map(abs, heights)) == pytest.approx(0, abs=1e-9)  # the plane is flat


def test_a_clicked_cell_is_computed(page, server):
    opened(page, server, "&matrices_tab=product")
    page.mouse.click(*place_on_screen(page, "matrices_falk", 3, 4))
    expect(page).to_have_url(re.compile("matrices_cell=2"))
    expect(page.get_by_text("times column")).to_contain_text("2")


def test_b_is_dragged_off_the_column_space_and_back(page, server):
    opened(page, server, "&matrices_tab=system&matrices_equations=1,2,3;1,2,3")
    expect(page.get_by_text("Infinitely many solutions:")).to_be_visible()
    hold_over(page, "matrices_columns_2", (3, 3), (4, -1))
    expect(page.get_by_text("No solution:")).to_be_visible()
    page.mouse.up()
    idle(page)
    expect(page).to_have_url(re.compile("4;1,2,-1|4%3B1%2C2%2C-1"))
