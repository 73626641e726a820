"""In a real Chromium: a model is trained in the background, judged, opened in the metrics, and reads a drawing."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import idle
from tests.browser.plots import place_on_screen

APP = "streamlit_app.py"
SMALL = "&workbench_images=digits&workbench_size=300&workbench_network=MLP&workbench_epochs=2"
LONG = 90_000  # milliseconds: a dispatcher loads torch first


def test_a_baseline_stands_where_no_model_is_trained(page: Page, server):
    for tab, shown in (
        ("judgment", "workbench_matrix"),
        ("drawing", "workbench_answer"),
        ("advice", "workbench_parts"),
    ):
        page.goto(f"{server(APP)}/workbench?lang=en&workbench_tab={tab}&workbench_split_seed=7{SMALL}")
        expect(page.get_by_text("The baseline, until then.")).to_be_visible(timeout=LONG)
        expect(page.locator(f".st-key-{shown} .js-plotly-plot")).to_be_visible(timeout=LONG)
        expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
        idle(page)
        page.get_by_text("The code that", exact=False).first.click()
        expect(page.locator("[data-testid=stCode]").first).to_be_visible(timeout=LONG)
        expect(page.locator("[data-testid=stException]")).to_have_count(0)


def test_a_model_is_trained_watched_judged_and_reads_a_drawing(page: Page, server):
    page.goto(f"{server(APP)}/workbench?lang=en&workbench_tab=training{SMALL}")
    idle(page)
    expect(page.get_by_text("will not be learned from. Press Start")).to_be_visible()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".st-key-workbench_film .js-plotly-plot")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("validation images are right")).to_be_visible()
    page.reload()
    expect(page.get_by_text("validation images are right")).to_be_visible(timeout=LONG)  # found again, not trained
    page.goto(f"{server(APP)}/workbench?lang=en&workbench_tab=drawing{SMALL}")
    expect(page.locator(".st-key-workbench_answer .js-plotly-plot")).to_be_visible(timeout=LONG)
    expect(page.locator(".st-key-workbench_seen .js-plotly-plot")).to_be_visible(timeout=LONG)
    idle(page)
    canvas = page.locator(".st-key-workbench_sheet_of_paper canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.8, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile("workbench_drawing="), timeout=LONG)
    page.get_by_text("Judgment", exact=True).click()
    expect(page.locator(".st-key-workbench_matrix .js-plotly-plot")).to_be_visible(timeout=LONG)
    idle(page)
    page.mouse.click(*place_on_screen(page, "workbench_matrix", 4, 4))
    expect(page.get_by_text("called")).not_to_have_count(0)
    expect(page).to_have_url(re.compile("workbench_cell_true=4"), timeout=LONG)
    page.get_by_role("button", name="Open in Metrics").click()
    expect(page).to_have_url(re.compile("/metrics"), timeout=LONG)
    expect(page.get_by_text("workbench.csv")).to_be_visible(timeout=LONG)
    expect(page.locator(".st-key-metrics_matrix .js-plotly-plot")).to_be_visible(timeout=LONG)
