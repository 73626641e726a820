from pathlib import Path

import streamlit as st

from pages.shared import job
from pages.shared.state import enter_page
from pages.shared.words import Words, language
from tests.jobs.work import CountConfig, Counted, count

ROOT = Path(__file__).parents[2]

st.session_state["topic"] = "x"
enter_page()
t = Words(ROOT / "pages" / "home", language())
config = CountConfig(total=int(st.query_params.get("total", "100000")), pause=0.02)


def show(state: Counted) -> None:
    st.code(f"{len(state.draws)} drawn", language=None)


st.slider("Something else", 0, 10, key="other")
result = job(t, count, config, show=show)
if result is not None:
    st.code(f"The sum is {result.draws.sum():.9f}", language=None)
