"""Every tab of every topic, and what its fields may be: generated from the curriculum, never listed."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from streamlit import config
from streamlit.testing.v1 import AppTest

from core.curriculum import TOPICS, Topic
from core.params import Domain, domains
from pages.shared.words import Words

config.set_option("client.showErrorDetails", "full")  # a failing page says why

PAGES = Path(__file__).parents[2] / "pages"
LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class Tab:
    """A tab, or a part of one: its module, and the fields that open it."""

    topic: Topic
    noun: str
    settings: tuple[tuple[str, str], ...]

    @property
    def module(self) -> ModuleType:
        return import_module(f"pages.{self.topic.room}.{self.topic.slug}.{self.noun}")

    def open(self, settings: Mapping[str, Any] | None = None, language: str = "en", panels: bool = False) -> AppTest:
        """The page with this tab open; equal calls share one page, which nobody may change."""
        table = fields(self.topic)
        changes = {name: table[name].format(value) for name, value in (settings or {}).items()}
        query = {f"{self.topic.slug}_{name}": text for name, text in (dict(self.settings) | changes).items()}
        return _opened(self.topic, tuple(sorted(query.items())), language, panels)

    def __str__(self) -> str:
        return f"{self.topic.slug}-{self.noun}"


@cache
def fields(topic: Topic) -> dict[str, Domain]:
    """`{name: domain}` of everything that a topic keeps in the URL."""
    return {name: domain for one in topic.config_classes() for name, domain in domains(one).items()}


def tabs_of(topic: Topic) -> list[Tab]:
    """Every tab of a topic, the parts of a tab in its place."""
    found = []
    for noun in fields(topic)["tab"].options:
        tab = Tab(topic, noun, (("tab", noun),))
        parts = getattr(tab.module, "PARTS", "")
        options = fields(topic)[parts].options if parts else ()
        found += [Tab(topic, part, (*tab.settings, (parts, part))) for part in options] or [tab]
    return found


ASKED = os.environ.get("TOPIC")  # `make test TOPIC=…`
TESTED = tuple(topic for topic in TOPICS if topic.slug == (ASKED or topic.slug))
TABS = [tab for topic in TESTED for tab in tabs_of(topic)]


def opened(topic: Topic, query: Mapping[str, str], language: str = "en") -> AppTest:
    """The topic's page after its first run."""
    app = AppTest.from_file(str(PAGES / topic.page), default_timeout=600)  # the engine may be compiled first
    app.query_params.update({**query, "lang": language})
    return app.run()


def boxes() -> AppTest:
    """The page of all pickers, each open for a file of one's own."""
    app = AppTest.from_file(str(PAGES.parent / "tests/browser/boxes_page.py"), default_timeout=60)
    app.query_params.update({"lang": "en", **{f"boxes_{name}": "own" for name in ("picture", "table", "series")}})
    app.session_state["topic"] = "boxes"
    app.session_state["values"] = {f"boxes_{name}": "own" for name in ("picture", "table", "series")}
    return app.run()


@cache
def _opened(topic: Topic, query: tuple[tuple[str, str], ...], language: str, panels: bool) -> AppTest:
    app = opened(topic, dict(query), language)
    if panels:
        for panel in app.get("expander"):
            if panel.proto.id:
                app.session_state[panel.proto.id.split("-", 2)[2]] = True
        app.run()
    return app


def figures(app: AppTest) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """What every figure of a page is sent: a line about it, and the figure itself."""
    payloads = [e.proto.bytes for e in app.get("bidi_component") if e.proto.component_name == "figure"]
    pairs = (payload.decode().split("\n", 1) for payload in payloads)
    return [(json.loads(about), json.loads(figure)) for about, figure in pairs]


def texts(app: AppTest) -> list[str]:
    """Every sentence on a page, labels included."""
    kinds = (app.markdown, app.caption, app.warning, app.error, app.info, app.success, app.title, app.subheader)
    html = [element.proto.body for element in app.get("html")]
    return [*(str(element.value) for kind in kinds for element in kind), *html]


def words_of(tab: Tab, language: str) -> Words:
    """The words that a tab is given."""
    topic = Words((PAGES / tab.topic.page).with_name("topic"), language)
    return topic.inside(dict(tab.settings)["tab"]).inside(tab.noun)
