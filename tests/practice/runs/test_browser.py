"""In a real Chromium: a dead end is clicked in the tree, a run is started, shared with another browser, deleted."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import idle
from tests.browser.plots import place_on_screen

APP = "streamlit_app.py"
PATIENCE = 90_000  # milliseconds for a state to come


def press(page, name):
    page.get_by_role("button", name=name).click()


def tab(page, name):
    page.get_by_role("radio", name=name).click()
    idle(page)


def test_a_dead_end_is_found_a_run_started_shared_and_deleted(open_page, server):
    page = open_page()
    page.goto(f"{server(APP)}/runs?lang=en")
    idle(page)
    page.mouse.click(*place_on_screen(page, "runs_tree", 3, 3))  # 3 → 10, in the fourth row
    expect(page).to_have_url(re.compile("runs_run=04-0"), timeout=PATIENCE)
    press(page, "Is it more than luck?")
    expect(page.get_by_text("The first is better, by more than noise")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("no p-value below 0.133")).to_be_visible()

    page.goto(f"{server(APP)}/runs?lang=en&runs_tab=run&runs_part=start&runs_epochs=3")
    idle(page)
    press(page, "Start")
    expect(page.get_by_text("This run is kept")).to_be_visible(timeout=PATIENCE)
    tab(page, "Look at one")
    press(page, "Compute it again")
    expect(page.get_by_text("Equal to the last bit")).to_be_visible(timeout=PATIENCE)
    press(page, "Share")
    press(page, "Make a link")
    link = page.get_by_text(re.compile("runs_shared=")).first.inner_text(timeout=20_000)

    other = open_page()
    other.goto(link.strip())
    expect(other.get_by_text("A run that somebody shares with you")).to_be_visible(timeout=PATIENCE)
    expect(other.get_by_role("button", name="Delete")).to_have_count(0)

    page.keyboard.press("Escape")
    press(page, "Delete")
    press(page, "Delete for good")
    expect(page.get_by_text("You have no runs yet")).to_be_visible(timeout=PATIENCE)
    other.reload()
    expect(other.get_by_text("This link shares no run")).to_be_visible(timeout=PATIENCE)
