"""The frame around every page: heading, language switch, link, neighbors."""

from pathlib import Path

import streamlit as st

from core.curriculum import TOPICS, Topic, leads_to, topic_named
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
    """Title and question on the left; language and link on the right."""
    st.html(Path(__file__).with_suffix(".css"))
    with st.container(horizontal=True, vertical_alignment="center", key="heading"):
        own = page_words(slug, t.language)
        with st.container(width="stretch", gap=None):
            st.title(own("title"), anchor=False)
            st.caption(own("question"))
        copy_button(t("link.copy"), copied=t("link.copied"), key="copy_link")
        st.session_state["language_switch"] = language()
        st.segmented_control(
            t("language"), options=list(LANGUAGES), format_func=LANGUAGES.__getitem__, required=True,
            key="language_switch", label_visibility="collapsed", on_change=_switch_language,
        )  # fmt: skip


def _switch_language() -> None:
    st.session_state["language"] = st.session_state["language_switch"]


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
