"""What a visitor does at home: walks the map, comes back to what was done, looks a term up, gets lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from core.curriculum import ROOMS, TOPICS
from pages.shared.frame import topic_words
from tests.browser.chromium import idle
from tests.thirty_topics import THIRTY, words_of_thirty

APP = "streamlit_app.py"
THIRTY_APP = "tests/browser/thirty_topics_app.py"
SOLVED = "autograd?autograd_formula=x*x*x"  # meets the challenge of three ways


def title(slug, language="en"):
    return topic_words(next(topic for topic in TOPICS if topic.slug == slug), language)("title")


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def visit(page: Page, address: str) -> None:
    page.goto(address)
    idle(page)


def mark(page: Page, slug: str) -> str:
    """The mark of a topic on the map."""
    content = f"""getComputedStyle(document.querySelector('.topic-map [data-topic={slug}] .mark'), '::after').content"""
    return page.evaluate(content).strip('"')


def test_the_map_is_walked_by_click_and_by_keyboard_within_one_visit(page, server):
    visit(page, server(APP))
    page.evaluate("window.visit = 1")
    page.locator(".topic-map a[data-topic=mlp]").click()
    expect(heading(page)).to_have_text(title("mlp"))
    expect(page).to_have_url(re.compile("/mlp$"))
    idle(page)
    page.go_back()
    expect(heading(page)).to_have_text("Take deep learning apart")
    idle(page)
    page.get_by_role("link", name=f"Go on where you were: {title('mlp')}").focus()
    for topic in TOPICS[:2]:
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.dataset.topic")
        assert focused == topic.slug
    ends = page.locator(".topic-map a.near")
    expect(ends).not_to_have_count(0)  # what the focused topic builds on
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text(title(TOPICS[1].slug))
    idle(page)
    assert page.evaluate("window.visit") == 1


def test_what_was_done_is_kept_over_a_reload_marked_and_forgotten_by_the_button(page, server):
    visit(page, server(APP))
    assert mark(page, "autograd") == "none"
    expect(page.get_by_role("button", name="Forget it")).to_be_hidden()
    visit(page, f"{server(APP)}/{SOLVED}")
    for _ in range(2):  # the second time after a reload
        visit(page, server(APP))
        expect(page.locator(".done-line")).to_contain_text(re.compile(r"Done so far: 1 of \d+ challenges met, 0 of"))
        assert re.fullmatch(r"1/\d+", mark(page, "autograd"))
        assert mark(page, "mlp") == "none"
    page.get_by_test_id("stTopNavSection").filter(has_text="Computing").click()
    link = page.get_by_test_id("stTopNavDropdownLink").filter(has_text=title("autograd"))
    assert re.search(r"1/\d+", link.evaluate("link => getComputedStyle(link, '::after').content"))
    page.keyboard.press("Escape")

    onward = page.get_by_role("link", name="Go on where you were")
    expect(onward).to_have_count(1)
    onward.click()
    expect(heading(page)).to_have_text(title("autograd"))
    idle(page)
    expect(page).to_have_url(re.compile(r"autograd_formula=x\*x\*x"))

    visit(page, server(APP))
    page.get_by_role("button", name="Forget it").click()
    expect(page.locator(".done-line")).to_contain_text("What you do here will be marked on the map.")
    assert mark(page, "autograd") == "none"
    expect(onward).to_have_count(0)
    assert page.evaluate("localStorage.getItem('gradus')") == "{}"
    visit(page, server(APP))
    assert mark(page, "autograd") == "none"


def test_an_experiment_that_is_tried_is_marked(page, server):
    visit(page, f"{server(APP)}/autograd")
    card = page.locator(".st-key-experiments")
    card.get_by_role("radio").first.locator("xpath=ancestor::label").click()
    idle(page)
    card.get_by_role("button", name="Try it").first.click()
    idle(page)
    visit(page, server(APP))
    expect(page.locator(".done-line")).to_contain_text(re.compile(r"0 of \d+ challenges met, 1 of \d+ experiments"))
    assert mark(page, "autograd") == "•"


BROKEN = ["not JSON", '{"done": {"mlp": 7, "x\\"]": ["a"]}, "last": {"page": "mlp", "query": 1}}', "[]", "null"]


@pytest.mark.parametrize("kept", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_store_is_an_empty_one(kept, page, server):
    visit(page, server(APP))
    page.evaluate("kept => localStorage.setItem('gradus', kept)", kept)
    visit(page, server(APP))
    expect(page.locator(".done-line")).to_contain_text("What you do here will be marked on the map.")


def test_a_browser_that_keeps_nothing_says_so_and_the_rest_works(page, server):
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError'); }})"
    )
    visit(page, f"{server(APP)}/{SOLVED}")
    page.get_by_test_id("stTopNavLink").first.click()
    expect(heading(page)).to_have_text("Take deep learning apart")
    idle(page)
    expect(page.locator(".done-line")).to_contain_text("1 of")
    expect(page.locator(".done-line")).to_contain_text("Your browser keeps nothing between visits")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_thirty_topics_fit_with_their_menus_and_show_the_arrows_of_the_one_pointed_at(language, open_page, server):
    words = words_of_thirty(language)
    page = open_page()
    visit(page, f"{server(THIRTY_APP)}/?lang={language}")
    expect(page.locator(".topic-map a")).to_have_count(len(THIRTY))
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    for room in ROOMS:
        name = page.locator(".topic-map h2", has_text=words.rooms[room]).first
        assert name.bounding_box()["y"] + name.bounding_box()["height"] < 700
        expect(page.get_by_test_id("stTopNavSection").filter(has_text=words.rooms[room])).to_be_visible()
    assert page.locator(".topic-map svg path").count() == 0
    page.locator(".topic-map a[data-topic=cnn]").hover()
    expect(page.locator(".topic-map a[data-topic=cnn] .question")).to_be_visible()
    near = [topic.slug for topic in THIRTY if topic.slug in ("convolution", "mlp") or "cnn" in topic.needs]
    expect(page.locator(".topic-map svg path")).to_have_count(len(near))
    assert page.locator(".topic-map a.near").evaluate_all("all => all.map((box) => box.dataset.topic)") == near


def test_home_and_thirty_topics_fit_a_phone(open_page, server):
    page = open_page(viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True)
    for address in (server(APP), server(THIRTY_APP)):
        visit(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        sizes = page.locator(".topic-map a").evaluate_all("all => all.map((box) => box.getBoundingClientRect().height)")
        assert min(sizes) >= 44
    page.locator(".topic-map a[data-topic=attention]").tap()
    expect(heading(page)).to_have_text(words_of_thirty("en").titles["attention"])


@pytest.mark.parametrize("lost", ["nosuchpage", "mlp/x", "mlp/x/y?mlp_hidden=3"])
def test_an_unknown_address_says_so_and_offers_the_map(lost, page, server):
    visit(page, f"{server(APP)}/{lost}")
    expect(page.get_by_test_id("stAlertContentWarning")).to_contain_text(f"There is no page /{lost.split('?')[0]} here")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator(".topic-map a[data-topic=mlp]").click()
    expect(heading(page)).to_have_text(title("mlp"))
    idle(page)
    assert "lost" not in page.url
    page.get_by_test_id("stTopNavLink").first.click()
    expect(heading(page)).to_have_text("Take deep learning apart")
    idle(page)
    expect(page.get_by_test_id("stAlertContentWarning")).to_have_count(0)


def test_a_term_of_an_idea_leads_to_the_glossary_and_the_search_goes_on_from_there(page, server):
    visit(page, f"{server(APP)}/autograd?lang=zh")
    page.evaluate("window.visit = 1")
    page.locator("[class*=st-key-idea_] summary").first.click()
    page.get_by_role("link", name="梯度").first.click()
    expect(heading(page)).to_have_text("术语表")
    expect(page).to_have_url(re.compile("term=gradient"))
    idle(page)
    assert page.evaluate("window.visit") == 1
    terms = page.locator(".glossary dt")
    expect(terms.first).to_contain_text("梯度")
    search = page.get_by_role("textbox")
    search.fill("overf")
    expect(terms).to_have_count(1)
    expect(terms).to_contain_text("overfitting")
    expect(page).to_have_url(re.compile("term=overf&"))
    idle(page)
    page.reload()
    idle(page)
    expect(terms).to_have_count(1)
    link = page.locator(".glossary a").first
    slug = link.get_attribute("href").partition("?")[0].rpartition("/")[2]
    link.click()
    expect(heading(page)).to_have_text(title(slug, "zh"))
    idle(page)
