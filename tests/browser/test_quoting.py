"""What a visitor typed is text in a real Chromium, whatever sentence quotes it: no picture, link, heading, color."""

from itertools import cycle

from playwright.sync_api import Page

from tests.browser.chromium import idle
from tests.hostile import VALUES

APP = "tests/browser/quoting_app.py"
COUNT = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const count = (selector) => main.querySelectorAll(selector).length;
  return {
    pictures: count("img, video, iframe, object, embed"), links: count("a[href]"), code: count("code"),
    headings: count("h1, h2, h3, h4, h5, h6, hr"), formulas: count(".katex"), tables: count(".stMarkdown table"),
    lists: count("li"), emphasis: count("strong, em, del, s, sup, sub"),
    colors: count("span[style*=color], [class*=colored]"),
    icons: count('.stMarkdown [translate="no"], .stMarkdown [role="img"]'), paragraphs: count(".stMarkdown p"),
  };
}"""


def counted(page: Page, url: str, value: str, language: str) -> dict[str, int]:
    page.goto(f"{url}/?lang={language}&value={value}")
    idle(page, 60)
    return page.evaluate(COUNT)


def test_every_sentence_is_drawn_alike_whatever_it_quotes(open_page, server):
    """One page after the other, each with every sentence that quotes, in the two languages by turns."""
    asked: list[str] = []
    url = server(APP)
    page = open_page()
    page.on("request", lambda request: asked.append(request.url))
    plain = {language: counted(page, url, "none", language) for language in ("en", "zh")}
    assert plain["en"]["paragraphs"] > 250
    changed = {}
    for name, language in zip(VALUES, cycle(plain), strict=False):
        found = counted(page, url, name, language)
        changed[name] = {kind: (plain[language][kind], n) for kind, n in found.items() if n != plain[language][kind]}
    assert {name: kinds for name, kinds in changed.items() if kinds} == {}
    assert [address for address in asked if not address.startswith(url)] == []
