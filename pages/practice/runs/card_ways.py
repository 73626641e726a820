"""The ways on from a run: its page as it was, or with one setting changed."""

import streamlit as st

from core.practice.runs.branch import RunHome, allowed, branch_query, home_of
from core.practice.runs.records import RunRecord, shown
from core.practice.runs.settings import BranchState
from core.refusal import Refusal
from pages.shared import Words, ask, choose, quotable, refusal
from pages.shared.frame import open_link, topic_title
from pages.shared.jobs import branch_from


def ways_on(t: Words, record: RunRecord, is_own: bool) -> None:
    """Open the run's page as it was, or with one setting changed."""
    home = home_of(record)
    if home is None:
        st.caption(t("card.no_home"))
        return
    with st.container(horizontal=True):
        if st.button(
            t("to.open", topic=topic_title(home.slug, t.language)), icon=":material/open_in_new:", key="runs_open"
        ):
            open_link(home.slug, home.query)
        if home.fields:
            with st.popover(t("to.branch"), icon=":material/call_split:"):
                _branch(t, record, home, is_own)


def _branch(t: Words, record: RunRecord, home: RunHome, is_own: bool) -> None:
    """One setting and its new value; the topic then opens with it, and the next run there hangs on this one."""
    field = choose(t, "changed", {name: name for name in home.fields}, next(iter(home.fields)))
    st.caption(
        t("branch.now", value=quotable(shown(home.values[field])), allowed=quotable(allowed(home.fields[field]), 200))
    )
    text = ask(BranchState, t, only=("value",)).value.strip()
    if st.button(t("branch.go"), type="primary", key="runs_branch", disabled=not text):
        try:
            query = branch_query(home, field, text)
        except Refusal as error:
            refusal(t, error)
            return
        if is_own:
            branch_from(record.function, record.id)
        open_link(home.slug, query)
