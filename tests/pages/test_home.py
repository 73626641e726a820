"""Home: the map, the ways through it, what was done, and addresses that lead nowhere."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.curriculum import PATHS, ROOMS, TOPICS, topics_on
from core.figures.topic_map import in_a_row, topic_map
from pages.shared.addresses import UnknownAddresses
from pages.shared.frame import topic_words
from pages.shared.live.links.links import place
from pages.shared.live.progress.progress import tasks
from pages.shared.words import LANGUAGES
from tests.thirty_topics import THIRTY, words_of_thirty

PAGES = Path(__file__).parents[2] / "pages"
every_language = pytest.mark.parametrize("language", LANGUAGES)


def home(language, **query):
    app = AppTest.from_file(str(PAGES / "router.py"), default_timeout=60)
    app.query_params.update({"lang": language, **query})
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def markup(app):
    return "".join(element.proto.body for element in app.get("html"))


@every_language
def test_home_leads_to_every_topic_and_every_step_of_every_way_in_its_order(language):
    page = markup(home(language))
    places, ways = page.split('class="paths"')
    titles = {topic.slug: topic_words(topic, language)("title") for topic in TOPICS}
    for slug, title in titles.items():
        link = rf'href="{slug}\?lang={language}" data-topic="{slug}"[^>]*><span class="title">{title}<'
        assert re.search(link, places)
    shown = [re.findall(r'data-topic="(\w+)"', way) for way in ways.split("<section>")[1:]]
    assert shown == [[topic.slug for topic in topics_on(name)] for name in PATHS]
    assert "«" not in page


@every_language
def test_a_map_of_thirty_topics_has_every_room_and_topic_once_and_rows_of_nearly_equal_length(language):
    words = words_of_thirty(language)
    drawn = topic_map(THIRTY, words)
    assert re.findall(r"<h2>(.*?)</h2>", drawn) == [words.rooms[room] for room in ROOMS]
    assert re.findall(r'data-topic="(\w+)"', drawn) == [topic.slug for topic in THIRTY]
    needs = re.findall(r'data-needs="([\w ]*)"', drawn)
    assert [tuple(slugs.split()) for slugs in needs] == [topic.needs for topic in THIRTY]
    for count in range(1, 40):
        width = in_a_row(count)
        assert 1 <= width <= 6 and -count % width < -(-count // width), "no row lacks more than one box a row"


def test_titles_of_a_map_are_text():
    words = words_of_thirty("en")
    words.titles["mlp"] = '<script>alert("1")</script>'
    assert "<script>" not in topic_map(THIRTY, words)


@every_language
def test_an_unknown_address_is_told_in_one_sentence_as_plain_text(language):
    app = home(language, lost="mlp/x`**b**<script>")
    (told,) = app.warning
    assert "`/mlp/x'**b**<script>`" in told.value
    assert topic_words(next(topic for topic in TOPICS if topic.slug == "mlp"), language)("title") in str(
        [link.proto.label for link in app.get("page_link")]
    )
    assert not home(language).warning


ADDRESSES = {
    "/home": "./",
    "/": None, "/mlp": None, "/mlp/": None, "/_stcore/health": None, "/assets/x/app.js": None,
    "/nosuchpage": "./?lost=nosuchpage", "/mlp/x": "../?lost=mlp%2Fx", "/a/b/c": "../../?lost=a%2Fb%2Fc",
    "/x?\r\nSet-Cookie: a=b": "./?lost=x%3F%0D%0ASet-Cookie%3A%20a%3Db", "/http://other.example/": "../../../?lost=",
    "/" + "x" * 5000: "./?lost=" + "x" * 200,
}  # fmt: skip


@pytest.mark.parametrize(("path", "target"), ADDRESSES.items(), ids=range(len(ADDRESSES)))
@pytest.mark.parametrize("accept", ["text/html,*/*", "*/*"])
def test_a_visit_to_an_unknown_address_is_led_home_within_the_app(path, target, accept):
    sent = []

    async def app(scope, receive, send):
        sent.append("passed on")

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"accept", accept.encode())]}
    with pytest.raises(StopIteration):  # run to its end; there may be an event loop already, the browser's
        UnknownAddresses(app, pages={"mlp"})(scope, None, send).send(None)
    if target is None or accept == "*/*":
        assert sent == ["passed on"]
    else:
        headers = dict(sent[0]["headers"])
        assert sent[0]["status"] == 302
        assert headers[b"location"].decode().startswith(target)
        assert len(headers[b"location"]) < 300


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_the_tasks_that_are_counted_are_those_of_the_pages(topic):
    from tests.pages.cases import tabs_of

    modules = [tab.module for tab in tabs_of(topic)]
    experiments = {name for module in modules for name in getattr(module, "EXPERIMENTS", {})}
    challenges = {name for module in modules for name in getattr(module, "CHALLENGES", {})}
    assert tasks(topic) == {"challenge": sorted(challenges), "experiment": sorted(experiments)}


def test_what_is_done_is_noted_once_and_by_topic():
    def script():
        import streamlit as st

        from pages.shared.live.progress.progress import done_in, remember_done

        met = (("mlp", "challenge"), ("mlp", "challenge"), ("mlp", "experiment"), ("tensors", "challenge"))
        for topic, kind in met:
            remember_done(topic, kind, "spiral")
        st.text(" ".join(done_in("mlp") + done_in("metrics")))
        try:
            remember_done("mlp", "something", "spiral")
        except ValueError as error:
            st.text(error)

    app = AppTest.from_function(script).run()
    assert [text.value for text in app.text] == [
        "challenge.spiral experiment.spiral", "There is no kind 'something'; there are challenge, experiment.",
    ]  # fmt: skip


TOLD = [
    ({"page": "mlp", "query": "mlp_hidden=3&lang=zh&x="}, ("mlp", {"mlp_hidden": "3", "x": ""})),
    ({"page": "../x", "query": ""}, None),
    ({"page": ["mlp"], "query": ""}, None),
    ({"page": "mlp", "query": 7}, ("mlp", {})),
    ({"page": "mlp", "query": "a=1&" * 501}, ("mlp", {})),
    ({"page": "mlp", "query": "x" * 20_001}, ("mlp", {})),
    ("mlp", None),
    (None, None),
]


@pytest.mark.parametrize(("told", "expected"), TOLD, ids=range(len(TOLD)))
def test_a_link_that_the_browser_tells_leads_to_known_pages_only(told, expected):
    assert place(told, ["mlp"]) == expected
