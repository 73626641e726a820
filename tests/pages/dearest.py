"""The dearest links of a topic: every field at its dearest end, and each option once; generated, never listed.

What the domains do not say stands in `tests/<room>/<topic>/dearest.py`: `DEAREST = {field: value}`, the dearest text
of every field that is one, and the fields whose dearest value is not their highest or longest; `BRIEF = {field: value}`
is as long as a training that pages show may last in the generated tests (a longer one only takes longer).
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from core.curriculum import Topic
from core.lesson import LessonState
from core.params import Domain, domains
from tests.pages.cases import Tab, fields, tabs_of


def told(topic: Topic) -> dict[str, Any]:
    """What the topic says of its dearest values."""
    return _table(topic, "DEAREST") | brief(topic)


def brief(topic: Topic) -> dict[str, Any]:
    """The longest training that the topic wants shown in generated tests."""
    return _table(topic, "BRIEF")


def _table(topic: Topic, name: str) -> dict[str, Any]:
    module = f"tests.{topic.room}.{topic.slug}.dearest"
    return dict(getattr(import_module(module), name, {})) if find_spec(module) else {}


def texts_of(topic: Topic) -> set[str]:
    """The fields that are texts, but for what waits for an uploaded file."""
    classes = [
        one for one in topic.config_classes() if one is not LessonState and not one.__name__.startswith("Upload")
    ]
    return {name for one in classes for name, domain in domains(one).items() if domain.kind == "text"}


def dearest(topic: Topic) -> dict[str, Any]:
    """Every field at its dearest end; choices, and what hides parts of the page, at their defaults."""
    of_lesson = domains(LessonState)
    return {name: _end(domain) for name, domain in fields(topic).items() if name not in of_lesson} | told(topic)


def _end(domain: Domain) -> Any:
    match domain.kind:
        case "integer" | "real":
            return domain.ends()[-1]
        case "numbers" | "matrix":
            return domain.ends()[-1]
        case "choices":
            return domain.ends()[0]
        case "switch":
            return True
    return domain.default


def links(topic: Topic) -> Iterator[tuple[str, Tab, dict[str, Any]]]:
    """`(name, tab, fields)`: every tab at its dearest, then the options of all choices side by side."""
    tabs, at = tabs_of(topic), dearest(topic)
    for tab in tabs:
        yield str(tab), tab, at
    opening = {name for tab in tabs for name, _ in tab.settings} | domains(LessonState).keys()
    choices = {name: one.options for name, one in fields(topic).items() if one.kind == "choice" and name not in opening}
    for k in range(max(map(len, choices.values()), default=0)):
        tab = tabs[k % len(tabs)]
        yield f"{tab} option {k}", tab, at | {name: options[k % len(options)] for name, options in choices.items()}
