"""The code that drew the screen, to copy, to take home and to run alone."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from core.code_export import Made, notebook, script
from pages.shared.panels import below, hidden
from pages.shared.state import current_topic
from pages.shared.words import Words


def code_panel(
    t: Words, calls: Mapping[str, Made | Callable[[], str]], shown: Any = None,
    note: Callable[[], str] | None = None, short: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """A tab for each way to compute the numbers on the screen: `{"NumPy": Made(…), "scikit-learn": Made(…)}`.

    A way may also be a function that writes its script. `shown` are these numbers as the screen has them, a result or
    `{name: value}`, or these by the names of the ways where they differ: the tests run every script of a `Made` and
    hold what it prints to them. `note` makes a sentence that stands above the code, such as to how many digits it
    agrees; `short` is the same in one line of each library, above the script: `{"NumPy": "a + b"}`.
    """
    by_way = isinstance(shown, Mapping) and shown.keys() == calls.keys()
    st.session_state.setdefault("offered", {}).update(
        {
            (made.function.__module__, made.function.__qualname__): (name, made, shown[name] if by_way else shown)
            for name, made in calls.items()
            if isinstance(made, Made)
        }
    )

    def sources() -> dict[str, str]:
        heading = f"Gradus: {t('title')}\n{t('code.hint')}"
        return {
            name: script(made, heading=heading) if isinstance(made, Made) else made() for name, made in calls.items()
        }

    code_tabs(t, sources, note, short)


def code_tabs(
    t: Words, sources: Callable[[], Mapping[str, str]], note: Callable[[], str] | None = None,
    short: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Sources as tabs, each with copy and download; they are made only while the panel is open."""
    if hidden("code"):
        return
    slug = current_topic()
    with below(), st.expander(t("part.code"), icon=":material/code:", key=f"{slug}_code", on_change="rerun") as panel:
        if not panel.open:
            return
        if note is not None:
            st.markdown(note())
        texts = sources()
        for tab, (name, source) in zip(st.tabs(list(texts)), texts.items(), strict=True):
            with tab:
                if line := (short or {}).get(name):
                    st.caption(t("code.short"))
                    st.code(line, language="python")
                _source(t, f"gradus_{slug}_{name.lower().replace(' ', '_').replace('-', '_')}", source)


def _source(t: Words, file: str, source: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("code.hint"), width="stretch")
        st.download_button(
            t("code.script"), source, f"{file}.py", "text/x-python", key=f"{file}_py",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            t("code.notebook"), partial(notebook, source, t("title")), f"{file}.ipynb", "application/x-ipynb+json",
            key=f"{file}_ipynb", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
    st.code(source, language="python", height=420)
