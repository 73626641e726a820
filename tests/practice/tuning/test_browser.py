"""In a real Chromium: a race is wound back, a range dragged over the mountain, a study paused, reloaded, cancelled."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import idle
from tests.browser.plots import place_on_screen

APP = "streamlit_app.py"
PATIENCE = 120_000  # milliseconds for a state to come
TRAININGS = re.compile(r"Parallel coordinates of (\d+) trainings")


def test_the_light_goes_out_and_a_range_is_dragged(page: Page, server):
    page.goto(f"{server(APP)}/tuning?lang=en")
    idle(page)
    expect(page.get_by_text("The light is on")).to_be_visible(timeout=60_000)
    page.locator(".st-key-tuning_race").get_by_role("slider").press("Home")
    expect(page).to_have_url(re.compile("tuning_shown=0"), timeout=60_000)
    page.get_by_role("radio", name="Importance").dispatch_event("click")
    expect(page.get_by_text("of the range is no better")).to_be_visible(timeout=60_000)
    idle(page)
    page.get_by_role("slider", name="rate_high_decay_high").hover()  # waits until it stands still
    page.mouse.down()
    page.mouse.move(*place_on_screen(page, "tuning_importance", -1, 0), steps=6)
    page.mouse.up()
    expect(page).to_have_url(re.compile("tuning_rate_high=-1.0"), timeout=60_000)
    expect(page.get_by_text("of the range is no better")).to_have_count(0, timeout=60_000)


def trainings(page: Page) -> int:
    """How many trainings the figure of the study shows."""
    figure = page.get_by_role("img", name=TRAININGS)
    expect(figure).to_be_visible(timeout=PATIENCE)
    return int(TRAININGS.search(figure.get_attribute("aria-label")).group(1))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click(timeout=PATIENCE)


def until_more_than(page: Page, count: int) -> None:
    """Waits for a figure of more trainings, however long each of them takes."""
    page.wait_for_function(
        "count => [...document.querySelectorAll('[role=img]')].some((figure) =>"
        " Number(figure.ariaLabel?.match(/of (\\d+) trainings/)?.[1]) > count)", arg=count, timeout=PATIENCE,
    )  # fmt: skip


def test_a_study_is_paused_found_again_after_a_reload_resumed_and_cancelled(page: Page, server):
    page.goto(f"{server(APP)}/tuning?lang=en&tuning_tab=study&tuning_trials=100")
    idle(page)
    press(page, "Start")
    until_more_than(page, 0)
    page.reload()  # while it runs
    until_more_than(page, trainings(page))
    press(page, "Pause")
    expect(page.get_by_text("Paused; others may compute meanwhile.")).to_be_visible(timeout=PATIENCE)
    idle(page)
    paused = trainings(page)
    page.reload()
    expect(page.get_by_text("Paused; others may compute meanwhile.")).to_be_visible(timeout=PATIENCE)
    assert trainings(page) == paused
    press(page, "Go on")
    until_more_than(page, paused)
    press(page, "Cancel")
    expect(page.get_by_text("Cancelled.")).to_be_visible(timeout=PATIENCE)
    assert trainings(page) > paused
