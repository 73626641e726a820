"""What a person does with the graph: step, play, jump, keep the link, type a formula."""

import re

import pytest
from playwright.sync_api import Page, expect

from core.computing.autograd.formula.presets import FormulaConfig, on_screen
from core.computing.autograd.walk.graph_message import graph_message
from pages.shared.live.assets import module_address
from tests.browser.chromium import idle
from tests.computing.autograd.formulas import traced

APP = "streamlit_app.py"
NUMBERS = """() => {
  const graph = document.querySelector(".st-key-autograd_graph [data-testid=stBidiComponentIsolated]").shadowRoot;
  const text = (node, part) => node.querySelector("text." + part).textContent;
  return [...graph.querySelectorAll(".node")].map((node) => [text(node, "value"), text(node, "gradient")]);
}"""


def opened(page: Page, server, query: str = "?autograd_preset=neuron") -> Page:
    """The formula's graph with everything known, whatever the page opens with."""
    step = "" if "autograd_step" in query else "&autograd_step=1000"
    page.goto(f"{server(APP)}/autograd{query}{step}")
    idle(page)
    expect(page.locator(".st-key-autograd_graph .count")).to_be_visible()
    return page


def told(preset: str) -> dict:
    formula, values = on_screen(FormulaConfig(preset=preset))
    return graph_message(traced(formula, values))


def count(page: Page):
    return page.locator(".st-key-autograd_graph .count")


def frame(page: Page):
    return page.locator(".st-key-autograd_graph .frame")


@pytest.mark.parametrize("preset", ["neuron", "LSTM", "used twice"])
def test_the_numbers_on_the_nodes_are_those_of_core(preset, page, server):
    opened(page, server, f"?autograd_preset={preset.replace(' ', '+')}")
    shown = page.evaluate(NUMBERS)
    assert shown == [[node["value_text"], node["gradient_text"]] for node in told(preset)["nodes"]]


def test_keys_step_through_the_film_and_what_is_unknown_is_blank(page, server):
    opened(page, server, "?autograd_preset=used+twice")
    frame(page).focus()
    page.keyboard.press("Home")
    expect(count(page)).to_have_text("Start 0 / 7")
    assert [value for value, _ in page.evaluate(NUMBERS)] == ["0.8", "1.5", "", "", ""]
    page.keyboard.press("ArrowRight")
    assert [value for value, _ in page.evaluate(NUMBERS)] == ["0.8", "1.5", "1.2", "", ""]
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(count(page)).to_have_text("Backward 5 / 7")
    assert [gradient for _, gradient in page.evaluate(NUMBERS)] == ["", "", "0.982", "1.2", "1"]
    expect(page.locator(".st-key-autograd_graph .sentence .added")).to_contain_text("0.7685+0.2135=0.982")
    page.keyboard.press("ArrowLeft")
    assert [gradient for _, gradient in page.evaluate(NUMBERS)] == ["", "", "0.7685", "1.2", "1"]
    page.keyboard.press("End")
    expect(count(page)).to_have_text("Done 7 / 7")


def test_playing_runs_to_the_end_by_itself_and_needs_no_server(page, server):
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _frame: sent.append(1)))
    opened(page, server, "?autograd_preset=chain")
    before, play = len(sent), page.locator(".st-key-autograd_graph .play")
    assert before > 0
    page.locator(".st-key-autograd_graph select.speed").select_option("10")
    frame(page).focus()
    page.keyboard.press("Space")
    expect(play).to_have_attribute("data-state", "pause")
    expect(count(page)).to_have_text("Done 17 / 17", timeout=20_000)
    expect(play).to_have_attribute("data-state", "play")
    idle(page)
    assert len(sent) - before <= 1  # where it came to rest, and nothing of the 17 steps before


def test_the_link_reopens_at_the_step(page, server, open_page):
    opened(page, server, "?autograd_preset=used+twice")
    frame(page).focus()
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(count(page)).to_have_text("Forward 3 / 7")
    expect(page).to_have_url(re.compile("autograd_step=3"))
    idle(page)
    page.reload()
    idle(page)
    expect(count(page)).to_have_text("Forward 3 / 7")
    other = open_page(locale="zh-CN")
    other.goto(page.url)
    idle(other)
    expect(count(other)).to_have_text("前向 3 / 7")


def test_a_click_on_a_node_or_on_a_row_of_core_s_steps_leads_there(page, server):
    opened(page, server, "?autograd_preset=used+twice")
    node = page.locator(".st-key-autograd_graph .node").nth(3)
    node.click()
    expect(count(page)).to_have_text("Backward 5 / 7")
    node.click()
    expect(count(page)).to_have_text("Forward 2 / 7")
    expect(node).to_have_class(re.compile(r"\bnow\b"))
    page.locator(".st-key-autograd_graph summary").click()
    rows = page.locator(".st-key-autograd_graph tbody tr")
    expect(rows).to_have_count(sum(len(step.get("passes", [0])) for step in told("used twice")["steps"]))
    rows.nth(3).click()
    expect(count(page)).to_have_text("Backward 4 / 7")
    expect(rows.nth(3)).to_have_class("now")


def test_dragging_moves_the_drawing_and_a_button_shows_all_of_it_again(page, server):
    opened(page, server)
    drawing = page.locator(".st-key-autograd_graph .canvas > g")
    whole = drawing.get_attribute("transform")
    box = frame(page).bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + 360, box["y"] + 60, steps=4)
    page.mouse.up()
    assert drawing.get_attribute("transform") != whole
    expect(count(page)).to_contain_text("Done")
    page.locator(".st-key-autograd_graph .fit").click()
    assert drawing.get_attribute("transform") == whole


def test_a_typed_formula_is_drawn_and_a_broken_one_leaves_it_there(page, server):
    opened(page, server)
    box = page.locator(".st-key-autograd_formula textarea")
    box.fill("sin(a)*b")
    box.press("Control+Enter")
    expect(page.locator(".st-key-autograd_value_a")).to_be_visible()
    idle(page)
    expect(page.locator(".st-key-autograd_graph .node")).to_have_count(4)
    box.fill("sin(a)*)b")
    box.press("Control+Enter")
    expect(page.locator("[data-testid=stAlert]").first).to_contain_text("closes nothing that is open")
    idle(page)
    expect(page.locator(".st-key-autograd_graph .node")).to_have_count(4)


def test_a_slider_changes_the_numbers_and_keeps_the_step(page, server):
    opened(page, server, "?autograd_preset=used+twice&autograd_step=3")
    before = page.evaluate(NUMBERS)
    field = page.locator(".st-key-autograd_value_w input.field")
    field.fill("2")
    field.press("Enter")
    expect(page).to_have_url(re.compile("autograd_values="))
    idle(page)
    assert page.evaluate(NUMBERS)[2][0] == "3" != before[2][0]
    expect(count(page)).to_have_text("Forward 3 / 7")


def test_formulas_of_every_preset_become_mathml_without_left_over_latex(page, server):
    """Core's LaTeX, every step of it, is understood: no backslash is left and no command is spelled out."""
    opened(page, server)
    formulas = set()
    presets = [told(name) for name in ("neuron", "two layers", "softmax", "batch norm", "attention", "chain", "branch")]
    extremes = graph_message(traced("sum(max(x, axis=1)) + min(x[0])", {"x": [[2, 2], [1, 3]]}))
    for step in (step for film in (*presets, extremes) for step in film["steps"]):
        for part in (step, *step.get("passes", [])):
            keys = ("symbols", "numbers", "slope", "slope_numbers", "product", "product_numbers", "sum")
            formulas |= {part[key] for key in keys if part.get(key)}
    rendered = page.evaluate(
        """async ([base, formulas]) => {
          const { formula } = await import(base);
          return formulas.map((latex) => formula(latex).textContent);
        }""",
        [f"{server(APP)}/{module_address('graph/math.js')}", sorted(formulas)],
    )
    assert not [text for text in rendered if re.search(r"\\|frac|begin|matrix|textstyle|bigl|operatorname", text)]
    assert len(rendered) == len(formulas) > 100


def test_the_phone_shows_a_part_that_can_be_read(open_page, server):
    page = open_page(viewport={"width": 390, "height": 800})
    opened(page, server)
    scale = float(re.search(r"scale\(([\d.]+)\)", page.locator(".canvas > g").get_attribute("transform"))[1])
    assert scale > 0.6
    room = frame(page).bounding_box()

    def inside(node):
        box = node.bounding_box()
        return room["x"] <= box["x"] and box["x"] + box["width"] <= room["x"] + room["width"]

    frame(page).focus()
    page.keyboard.press("Home")
    assert all(inside(node) for node in page.locator(".node.variable").all()[:2])
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        assert inside(page.locator(".node.now"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_title_of_pytorch_s_graph_stays_inside_it_on_a_phone(open_page, server):
    page = open_page(viewport={"width": 390, "height": 800})
    page.goto(f"{server(APP)}/autograd?lang=en&autograd_tab=pytorch")
    idle(page)
    title = page.locator(".st-key-autograd_torch .gtitle").bounding_box()
    room = page.locator(".st-key-autograd_torch .main-svg").first.bounding_box()
    assert title["x"] + title["width"] <= room["x"] + room["width"]
