"""Clicks in figures of the metrics page: a cell opens its samples, an interval chooses its metric."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle

APP = "streamlit_app.py"
PATIENCE = 20_000  # ms, for a machine that has other work


def drawn(page, key):
    """The box of a figure's plotting area, once it is drawn and in sight."""
    plot = page.locator(f".st-key-{key} .plotly").first
    plot.scroll_into_view_if_needed()
    expect(page.locator(f".st-key-{key} .main-svg").first).to_be_visible(timeout=PATIENCE)
    area = page.locator(f".st-key-{key} .nsewdrag").last
    box = None
    while box != (box := area.bounding_box()):  # until nothing above it moves any more
        idle(page)
        page.wait_for_timeout(200)
    return box


def test_a_cell_opens_its_samples_and_a_class_its_threshold(page, server):
    page.goto(f"{server(APP)}/metrics?metrics_tab=classes&metrics_data_set=Digits&metrics_model=Naive+Bayes&lang=en")
    idle(page)
    box = drawn(page, "metrics_matrix")
    page.mouse.click(box["x"] + 0.85 * box["width"], box["y"] + 0.25 * box["height"])  # row 2, column 8
    expect(page).to_have_url(
        re.compile("metrics_cell_true=2.*metrics_cell_predicted=8|predicted=8.*true=2"), timeout=PATIENCE
    )
    expect(page.get_by_text("Samples that are 2 and are predicted 8: 20")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="This class alone").click()
    idle(page)
    expect(page).not_to_have_url(re.compile("metrics_tab="), timeout=PATIENCE)
    expect(page.locator(".st-key-metrics_histogram .main-svg").first).to_be_visible(timeout=PATIENCE)


def test_every_cell_of_two_classes_opens_its_samples(page, server):
    page.goto(f"{server(APP)}/metrics?lang=en")
    idle(page)
    box = drawn(page, "metrics_confusion")
    for cell, (x, y) in {"fn": (0.75, 0.25), "tp": (0.25, 0.25), "fp": (0.25, 0.75), "tn": (0.75, 0.75)}.items():
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
        expect(page).to_have_url(re.compile(f"metrics_cell={cell}"), timeout=PATIENCE)
        idle(page)
        box = drawn(page, "metrics_confusion")


def test_a_metric_is_chosen_by_a_click_on_its_interval(page, server):
    page.goto(f"{server(APP)}/metrics?metrics_tab=certainty&lang=en")
    idle(page)
    drawn(page, "metrics_forest")
    point = page.locator(".st-key-metrics_forest .scatterlayer .point").nth(3).bounding_box()
    page.mouse.click(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2)
    expect(page).to_have_url(re.compile("metrics_metric=recall"), timeout=PATIENCE)
    expect(page.get_by_text("Recall on the resamples")).to_be_visible(timeout=PATIENCE)
