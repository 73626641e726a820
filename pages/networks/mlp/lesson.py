"""A teacher's link: a goal in words, and parts of the page that are not shown."""

import streamlit as st

from core.networks.mlp.settings import LessonConfig
from pages.shared.ask import ask
from pages.shared.words import Words


def goal(t: Words, lesson: LessonConfig) -> None:
    """The goal, as plain text: it comes from a link."""
    if lesson.goal.strip():
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="mlp__goal"):
            st.markdown(t("lesson.goal"), width="content")
            st.text(lesson.goal, width="stretch")


def prepare(t: Words) -> None:
    """Where a teacher sets both; the link that is copied then carries them."""
    with st.expander(t("lesson.title"), icon=":material/school:"):
        st.markdown(t("lesson.how"))
        ask(LessonConfig, t, only=("goal", "hide"))
