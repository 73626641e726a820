"""Every topic at its defaults and at each end of each field: generated from the curriculum, never listed."""

from collections.abc import Container
from pathlib import Path
from typing import get_args, get_type_hints

from streamlit.testing.v1 import AppTest

from core.curriculum import TOPICS, Topic
from core.params import Domain, domains

PAGES = Path(__file__).parents[2] / "pages"
LANGUAGES = ("en", "zh")
ALL_KINDS = get_args(get_type_hints(Domain)["kind"])


def cases(topic: Topic, kinds: Container[str] = ALL_KINDS) -> list[dict[str, str]]:
    """The address queries of a topic: its defaults, then one field (of these kinds) at a time at each of its ends."""
    ends = [
        {f"{topic.slug}_{name}": domain.format(value)}
        for config_class in topic.config_classes()
        for name, domain in domains(config_class).items()
        if domain.kind in kinds
        for value in domain.ends()
    ]
    return [{}, *ends]


ALL_CASES = [(topic, query) for topic in TOPICS for query in cases(topic)]


def name_of(case: object) -> str:
    if isinstance(case, Topic):
        return case.slug
    return "&".join(f"{key}={value[:30]}" for key, value in case.items()) or "defaults"


def opened(topic: Topic, query: dict[str, str], language: str = "en") -> AppTest:
    """The topic's page after its first run."""
    app = AppTest.from_file(str(PAGES / topic.page), default_timeout=60)
    app.query_params.update({**query, "lang": language})
    return app.run()


def texts(app: AppTest) -> list[str]:
    """Every sentence on a page, labels included."""
    kinds = (app.markdown, app.caption, app.warning, app.error, app.info, app.success, app.title, app.subheader)
    html = [element.proto.body for element in app.get("html")]
    return [*(str(element.value) for kind in kinds for element in kind), *html]
