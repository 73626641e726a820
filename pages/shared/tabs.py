"""A topic's page: the switch between its tabs, and everything of the open one."""

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

import streamlit as st

from core.curriculum import topic_named
from core.lesson import LessonState
from core.params import domains
from pages.shared.ask import ask, current_config, draw
from pages.shared.experiments import Experiment, experiments, outcome
from pages.shared.link_problems import problem_sentences
from pages.shared.live.fragments import address_after, fragment, run_everything_if_asked
from pages.shared.panels import hidden, idea, sources
from pages.shared.state import current_topic, current_value, enter_page, load_link, problems
from pages.shared.words import Words


def tabs(t: Words, state_class: type) -> None:
    """Draws the page of a topic, whose state has a field `tab` with the nouns of its tabs.

    A tab is the module `pages.<room>.<topic>.<noun>` with the words beside it. It has

    - `show(t)`: chooses, computes, shows. It is a fragment: a widget in it runs it alone.
    - `choose(t)`, if there is something to choose first, such as a data set: what it returns is the second argument of
      `show`; its widgets run both. None means that there is nothing to show yet.
    - `EXPERIMENTS`, a table `{name: Experiment}`.
    - or else `PARTS`, the field whose choices name the tab's parts: each is such a module of its own, and the words of
      a part fall back on those of its tab.

    `challenges(…)` and `code_panel(…)`, called in `show`, stand below the experiments.
    """
    topic = topic_named(t.slug)
    load_link(topic.slug)
    enter_page()
    st.session_state["run_everything"] = False
    st.session_state["page_language"] = t.language
    st.session_state["offered"] = {}  # scripts of what is on the screen, and of nothing that has left it
    goal = st.container()
    with st.container(key="tabs"):
        module, own = _opened(t, state_class)
    idea(own)
    place, between, st.session_state["below"] = (
        st.container(key="playground"), st.container(key="experiments"), st.container(key="below"),
    )  # fmt: skip
    table: Mapping[str, Experiment] = getattr(module, "EXPERIMENTS", {})
    with place:
        _playground(module, own)
        outcome(own, table)
    if table and not hidden("experiments"):
        with between:
            experiments(own, table)
    _lesson(own)
    sources(t)
    with goal:
        _goal(t)


def _opened(t: Words, state_class: type) -> tuple[ModuleType, Words]:
    """The module of the open tab, or of its open part, and the words beside it, after drawing the switches."""
    folder = f"pages.{topic_named(t.slug).room}.{t.slug}"
    noun = _switch(t, state_class, "tab")
    module, own = import_module(f"{folder}.{noun}"), t.inside(noun)
    if parts := getattr(module, "PARTS", ""):
        noun = _switch(own, _holder(parts) or state_class, parts)
        module, own = import_module(f"{folder}.{noun}"), own.inside(noun)
    return module, own


def _switch(t: Words, state_class: type, field: str) -> str:
    """The noun on the screen, after drawing the switch; no switch where there is one noun alone."""
    domain = domains(state_class)[field]
    noun = str(current_value(state_class, field))
    if len(domain.options) > 1:
        draw(domain, t, noun, segments=len(domain.options), label_visibility="collapsed")
    return noun


def _playground(module: ModuleType, t: Words) -> None:
    def show(*chosen: Any) -> None:
        run_everything_if_asked()
        for said in problem_sentences(problems(), _holder, t):
            st.warning(said, icon=":material/front_hand:")
        with address_after():
            if None not in chosen:  # else there is nothing to show yet
                module.show(t, *chosen)

    def choose_and_show() -> None:
        run_everything_if_asked()
        chosen = module.choose(t)
        fragment("show", lambda: show(chosen))

    own = getattr(module, "choose", None)
    if own and not own.__module__.startswith("pages.shared."):  # not the frame's function of that name
        fragment("choose", choose_and_show)
    else:
        fragment("show", show)


def _holder(field: str) -> type | None:
    """The config class of the topic on the screen that has a field."""
    classes = topic_named(current_topic()).config_classes()
    return next((one for one in classes if field in domains(one)), None)


def _goal(t: Words) -> None:
    """The goal of a teacher's link, as plain text: it comes from a link."""
    goal = current_config(LessonState, t, warn=False).goal
    if goal.strip():
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="goal"):
            st.markdown(t("lesson.goal"), width="content")
            st.text(goal, width="stretch")


def _lesson(t: Words) -> None:
    """Where a teacher sets goal and hidden parts; the link that is copied then carries them."""
    with st.expander(t("lesson.title"), icon=":material/school:", key="lesson"):
        st.markdown(t("lesson.how"))
        ask(LessonState, t, only=("goal", "hide"))
        if with_controls := _holder("without"):  # a topic whose controls can be hidden, too
            ask(with_controls, t, only=("without",))
