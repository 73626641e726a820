"""The journey through the striking picture: a game is played and scrubbed, players move one by one."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import idle
from tests.browser.handles_hand import hold

APP = "streamlit_app.py"
LONG = 90_000  # milliseconds: a dispatcher loads torch first


def test_a_game_is_played_and_scrubbed_and_found_again(page: Page, server):
    page.goto(f"{server(APP)}/gan?lang=en&gan_gan_steps=100")
    idle(page)
    expect(page.get_by_text("Both players are untrained")).to_be_visible()
    page.get_by_role("button", name="Start", exact=True).click()
    film = page.locator(".st-key-gan_film")
    expect(film.locator(".js-plotly-plot")).to_be_visible(timeout=LONG)
    expect(film.locator(".count")).to_have_text("step 100", timeout=LONG)
    idle(page)
    film.get_by_role("slider").first.press("Home")
    expect(film.locator(".count")).to_have_text("step 0", timeout=LONG)
    page.reload()
    expect(page.locator(".st-key-gan_film .js-plotly-plot")).to_be_visible(timeout=LONG)


def test_players_move_by_hand_and_a_start_is_dragged(page: Page, server):
    page.goto(f"{server(APP)}/gan?lang=en&gan_tab=turns")
    idle(page)
    page.get_by_role("button", name="D: 10 steps").click()
    expect(page.get_by_text("D has made 10 steps")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="G: 10 steps").click()
    expect(page).to_have_url(re.compile("gan_moves=10(,|%2C)-10"), timeout=LONG)
    page.goto(f"{server(APP)}/gan?lang=en&gan_tab=dirac")
    idle(page)
    hold(page, "start", "gan_phase", -1.0, 1.5)
    page.mouse.up()
    expect(page).to_have_url(re.compile("gan_theta=-"), timeout=LONG)


def test_digits_are_trained_and_walked_between(page: Page, server):
    page.goto(f"{server(APP)}/gan?lang=zh&gan_tab=digits&gan_digit_steps=200&gan_digit_images=20")
    idle(page)
    expect(page.get_by_text("两名玩家都还没有训练")).to_be_visible()
    page.get_by_role("button", name="开始", exact=True).click()
    expect(page.locator(".st-key-gan_digits_film").locator(".count")).to_have_text("第 200 步", timeout=LONG)
    place = page.get_by_role("slider", name="路上的位置")
    place.focus()
    place.press("Home")
    expect(page).to_have_url(re.compile("gan_walk=0(&|$|\\.0)"), timeout=LONG)
    expect(page.get_by_text("两者相差 0.0")).to_be_visible(timeout=LONG)
