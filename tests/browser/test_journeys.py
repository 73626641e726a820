"""What a person does: opens a link cold, walks the map, changes the language, sends the link on."""

import re

import pytest
from playwright.sync_api import Page, expect

from core.curriculum import TOPICS
from core.params import domains
from pages.shared.frame import topic_words
from tests.browser.chromium import ROOT, idle, serve
from tests.pages.cases import tabs_of

APP = "streamlit_app.py"
every_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)


def title(topic, language="en"):
    return topic_words(topic, language)("title")


def another(domain):
    """A value that is not the default: its neighbor for a whole number, whose slider may be shorter than its domain."""
    if domain.kind == "integer" and domain.default < domain.high:
        return domain.default + 1
    return next(value for value in reversed(domain.ends()) if value != domain.default)


def numbers(topic):
    """The topic's numeric fields, each with a value that is not its default."""
    return [
        (domain.name, another(domain))
        for config_class in topic.config_classes()
        for domain in domains(config_class).values()
        if domain.kind in ("integer", "real")
    ]


def change_a_number(page: Page, topic, url: str):
    """Types another value into the first numeric field of the first tab that has one; the field, and its selector."""
    for tab in tabs_of(topic):
        page.goto(f"{url}/{topic.slug}?{query(tab)}")
        idle(page)
        for name, value in numbers(topic):
            field = page.locator(f".st-key-{topic.slug}_{name} input.field")
            if field.count() and field.is_visible():
                field.fill(str(value))
                field.press("Enter")
                expect(page).to_have_url(re.compile(f"{topic.slug}_{name}="))
                idle(page)
                return field, f".st-key-{topic.slug}_{name} input.field"
    raise AssertionError(f"{topic.slug} shows no number to change.")


def query(tab) -> str:
    return "&".join(f"{tab.topic.slug}_{name}={value}" for name, value in tab.settings)


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def test_a_cold_deep_link_shows_the_right_page_with_the_right_state(open_page, tmp_path):
    topic = TOPICS[-1]
    page = open_page()
    with serve(ROOT / APP, tmp_path / "cold.log") as url:
        page.goto(f"{url}/{topic.slug}?lang=zh")
        idle(page)
        expect(heading(page)).to_have_text(title(topic, "zh"))
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.locator("html")).to_have_attribute("lang", re.compile("^zh"))
        page.goto("about:blank")  # gone before its server is


def test_the_map_leads_to_every_topic_and_neighbors_lead_on(page, server):
    page.goto(server(APP))
    idle(page)
    page.get_by_role("link", name=title(TOPICS[0])).last.click()
    for topic in TOPICS:
        expect(heading(page)).to_have_text(title(topic))
        idle(page)
        if topic != TOPICS[-1]:
            page.get_by_role("link", name=f"{title(TOPICS[TOPICS.index(topic) + 1])} →").click()
    page.get_by_role("link", name=f"← {title(TOPICS[-2])}").click()
    expect(heading(page)).to_have_text(title(TOPICS[-2]))


@every_topic
def test_a_screen_outlives_language_and_reload_and_its_link_shows_it_to_somebody_else(topic, open_page, server):
    mine = open_page()
    field, selector = change_a_number(mine, topic, server(APP))
    shown, link = field.input_value(), mine.url
    mine.get_by_role("radio", name="中文").or_(mine.get_by_role("button", name="中文")).first.click()
    expect(heading(mine)).to_have_text(title(topic, "zh"))
    expect(mine).to_have_url(re.compile(r"lang=zh"))
    expect(field).to_have_value(shown)
    idle(mine)
    mine.reload()
    theirs = open_page(locale="zh-CN")
    theirs.goto(link)
    for page in (mine, theirs):
        idle(page)
        expect(heading(page)).to_have_text(title(topic, "zh"))
        expect(page.locator(selector)).to_have_value(shown)


@every_topic
def test_every_tab_fits_a_phone_and_keeps_to_the_policy(topic, open_page, server):
    """A violation of the policy is an error in the console, which `open_page` does not forgive."""
    page = open_page(viewport={"width": 390, "height": 800}, color_scheme="dark")
    for tab in tabs_of(topic):
        page.goto(f"{server(APP)}/{topic.slug}?{query(tab)}&lang=zh")
        idle(page, 60)
        assert page.locator("[data-testid=stException]").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_broken_link_is_one_sentence_and_no_traceback(page, server):
    topic = TOPICS[0]
    name, _ = numbers(topic)[0]
    page.goto(f"{server(APP)}/{topic.slug}?{topic.slug}_{name}=-987654321&{topic.slug}_x=1")
    idle(page)
    expect(page.locator("[data-testid=stAlertContentWarning]")).to_have_count(2)
    assert page.locator("[data-testid=stException]").count() == 0
    expect(page).not_to_have_url(re.compile("987654321"))
