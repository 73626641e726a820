"""The frame around every page: heading, language switch, link, neighbors, ways to other topics."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from core.curriculum import TOPICS, Topic, leads_to, topic_named
from core.params import domains
from pages.shared.live import copy_button
from pages.shared.words import LANGUAGES, Words, language

PAGES = Path(__file__).parents[1]


def topic_words(topic: Topic, in_language: str) -> Words:
    """The words of a topic's page, from outside that page."""
    return Words((PAGES / topic.page).with_name("topic"), in_language)


def page_words(slug: str, in_language: str) -> Words:
    """The words of a page by its address: a topic's, or those beside a page of the house such as "home"."""
    if slug in {topic.slug for topic in TOPICS}:
        return topic_words(topic_named(slug), in_language)
    return Words(PAGES / slug, in_language)


def heading(slug: str, t: Words) -> None:
    """One line: title and question on the left; language and link on the right."""
    st.html(Path(__file__).with_suffix(".css"))
    with st.container(horizontal=True, vertical_alignment="center", key="heading"):
        own = page_words(slug, t.language)
        st.title(own("title"), anchor=False, width="content")
        st.caption(own("question"), width="stretch")
        copy_button(t("link.copy"), copied=t("link.copied"), key="copy_link")
        st.session_state["language_switch"] = language()
        st.segmented_control(
            t("language"), options=list(LANGUAGES), format_func=LANGUAGES.__getitem__, required=True,
            key="language_switch", label_visibility="collapsed", on_change=_switch_language,
        )  # fmt: skip


def _switch_language() -> None:
    st.session_state["language"] = st.session_state["language_switch"]


def link_to(slug: str, **settings: Any) -> None:
    """Leave for another topic with these fields set; ValueError where it has no such field."""
    topic = topic_named(slug)
    table = {name: domain for one in topic.config_classes() for name, domain in domains(one).items()}
    if unknown := settings.keys() - table.keys():
        raise ValueError(f"{slug} has no field {', '.join(sorted(unknown))}.")
    query = {f"{slug}_{name}": table[name].format(value) for name, value in settings.items()}
    st.switch_page(topic.page, query_params=query)


def open_link(slug: str, query: Mapping[str, str]) -> None:
    """Leave for a topic with the query of a link, also for the topic on the screen."""
    st.session_state.pop("topic", None)  # so that the link is read
    st.switch_page(topic_named(slug).page, query_params=dict(query))


def topic_title(slug: str, in_language: str) -> str:
    """What a topic is called."""
    return topic_words(topic_named(slug), in_language)("title")


def neighbors(slug: str, t: Words) -> None:
    """What needs this topic, and the previous and the next one in reading order."""
    slugs = [topic.slug for topic in TOPICS]
    if slug not in slugs:
        return
    position = slugs.index(slug)
    before, after, later = TOPICS[:position][-1:], TOPICS[position + 1 :][:1], leads_to(slug)
    with st.container(key="neighbors", gap="small"):
        if later:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(t("needed_by"), width="content")
                for topic in later:
                    st.page_link(topic.page, label=topic_words(topic, t.language)("title"))
        with st.container(horizontal=True, horizontal_alignment="distribute" if before else "right"):
            for topic in before:
                st.page_link(topic.page, label=f"← {topic_words(topic, t.language)('title')}")
            for topic in after:
                st.page_link(topic.page, label=f"{topic_words(topic, t.language)('title')} →")
