"""A context that was lent before is that of somebody whom the app has never seen."""

from playwright.sync_api import Page

from tests.browser.fixtures import VIEWPORT, Visitors

APP = "tests/browser/live_kit_app.py"
WRITE = """() => {
  localStorage.setItem("seen", "yes"); sessionStorage.setItem("seen", "yes"); document.cookie = "seen=yes";
}"""
READ = """() => [localStorage.getItem("seen"), sessionStorage.getItem("seen"), document.cookie.includes("seen=")]"""


def test_a_visitor_leaves_nothing_to_the_next(visitors: Visitors, server):
    def at(page: Page) -> Page:
        page.goto(server(APP))
        return page

    with visitors.lend({}) as first:
        page = at(first.open(VIEWPORT, {}))
        page.evaluate(WRITE)
        assert page.evaluate(READ) == ["yes", "yes", True]
        with visitors.lend({}) as other:
            assert at(other.open(VIEWPORT, {})).evaluate(READ) == [None, None, False]
    with visitors.lend({}) as second:
        assert second is first
        page = second.open({"width": 390, "height": 800}, {"color_scheme": "dark"})
        assert at(page).evaluate(READ) == [None, None, False]
