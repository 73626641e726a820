"""What a visitor has set: one store per visit, filled from the link, written back to the address.

`values` maps URL keys (`<topic>_<field>`) to values that differ or may differ from their defaults. A link is read
once, when its topic is entered; every value passes its config, and what does not is told and replaced.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.curriculum import TOPICS, topic_named
from core.params import Problem, domains, from_query, problems_of


def values() -> dict[str, Any]:
    """The store itself."""
    store: dict[str, Any] = st.session_state.setdefault("values", {})
    return store


def arrive(slug: str) -> None:
    """Read the link, once, when a topic is entered; a link that names the topic's keys is its whole state."""
    if st.session_state.get("topic") == slug:
        return
    st.session_state["topic"] = slug
    st.session_state["problems"] = []
    prefix = f"{slug}_"
    query = {key: text for key, text in st.query_params.items() if key.startswith(prefix)}
    st.session_state["linked"] = bool(query)
    if not query or slug not in {topic.slug for topic in TOPICS}:
        return
    for key in [key for key in values() if key.startswith(prefix)]:
        del values()[key]
    problems: list[Problem] = []
    known: set[str] = set()
    for config_class in topic_named(slug).config_classes():
        found, wrong = from_query(config_class, slug, query)
        together = [] if wrong else problems_of(config_class, found)
        if not together:
            values().update({prefix + name: value for name, value in found.items()})
        problems += [problem for problem in wrong + together if problem not in problems]
        known |= {prefix + name for name in domains(config_class)}
    problems += [Problem(key[:40], "unknown", "") for key in query if key not in known]
    st.session_state["problems"] = problems


def linked() -> bool:
    """Whether the topic was entered by a link that sets something: its reader has come for that screen."""
    return bool(st.session_state.get("linked"))


def problems() -> list[Problem]:
    """What was wrong with the link, until the visitor changes something."""
    found: list[Problem] = st.session_state.get("problems", [])
    return found


def put(slug: str, settings: Mapping[str, Any], *, everywhere: bool = False) -> None:
    """Set fields of a topic; for callbacks of widgets, buttons and clicks.

    `everywhere` says that parts of the page show these fields which the widget itself would not run.
    """
    values().update({f"{slug}_{name}": value for name, value in settings.items()})
    if everywhere or problems():
        st.session_state["run_everything"] = True
    st.session_state["problems"] = []


def current(config_class: type, slug: str) -> dict[str, Any]:
    """Every field of a config as it stands now."""
    store = values()
    return {name: store.get(f"{slug}_{name}", domain.default) for name, domain in domains(config_class).items()}


def address(slug: str) -> dict[str, str]:
    """The query of the link that shows this screen: what differs from its default."""
    if slug not in {topic.slug for topic in TOPICS}:
        return {}
    store = values()
    return {
        f"{slug}_{name}": domain.format(store[f"{slug}_{name}"])
        for config_class in topic_named(slug).config_classes()
        for name, domain in domains(config_class).items()
        if store.get(f"{slug}_{name}", domain.default) != domain.default
    }
