"""The code that drew the screen, to copy, to take home and to run alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from core.code_export import notebook, script
from pages.shared.words import Words

Export = Callable[..., Any]


def code_panel(t: Words, slug: str, exports: Mapping[str, Export], configs: Sequence[Any]) -> None:
    """A tab for each way to compute the same numbers: `{"NumPy": function, "scikit-learn": function}`."""
    sources = {
        name: source_of(function, f"{function.__module__}.{function.__qualname__}", tuple(configs), t("title"))
        for name, function in exports.items()
    }
    code_tabs(t, slug, sources)


def code_tabs(t: Words, slug: str, sources: Mapping[str, str]) -> None:
    """Ready sources as tabs, each with copy and download."""
    with st.expander(t("part.code"), icon=":material/code:", key=f"{slug}_code"):
        st.caption(t("code.hint"))
        for tab, (name, source) in zip(st.tabs(list(sources)), sources.items(), strict=True):
            with tab:
                file = f"gradus_{slug}_{name.lower().replace(' ', '_').replace('-', '_')}"
                with st.container(horizontal=True):
                    st.download_button(
                        t("code.script"), source, f"{file}.py", "text/x-python", key=f"{file}_py",
                        on_click="ignore", icon=":material/download:",
                    )  # fmt: skip
                    st.download_button(
                        t("code.notebook"), lambda source=source: notebook(source, t("title")), f"{file}.ipynb",
                        "application/x-ipynb+json", key=f"{file}_ipynb", on_click="ignore", icon=":material/download:",
                    )  # fmt: skip
                st.code(source, language="python", height=420)


@st.cache_data(max_entries=256, show_spinner=False)
def source_of(_function: Export, name: str, configs: tuple[Any, ...], title: str) -> str:
    """The stand-alone script of a core function with these configs; kept under the function's full name."""
    return script(_function, configs, heading=f"Gradus: {title}\nRuns alone; prints the numbers on the screen.")
