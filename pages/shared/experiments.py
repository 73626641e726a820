"""Experiments: predict, try, read why.

Their texts stand in the words under `experiments.<name>` (question, choices, explanation); their settings and the right
answer stand in the page. The button takes the reader to the figure, and the explanation stands in sight below it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.shared.live.progress.progress import remember_done
from pages.shared.state import current_topic, put
from pages.shared.words import Words


@dataclass(frozen=True)
class Experiment:
    """Settings that a button puts on the screen, and the index of the choice that turns out right."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    right: int = 0


def experiments(t: Words, table: Mapping[str, Experiment]) -> None:
    """One card per experiment: the question, the reader's guess, the button that tries it, the explanation."""
    st.subheader(t("part.experiments"), anchor=False)
    for cell, (name, experiment) in zip(_grid(len(table)), table.items(), strict=True):
        with cell:
            _experiment(t, name, experiment)


def _experiment(t: Words, name: str, experiment: Experiment) -> None:
    slug = current_topic()
    choices = list(t.group(f"experiments.{name}.choices").values())
    guess_key, tried_key = f"{slug}__guess_{name}", f"{slug}__tried_{name}"
    guess = st.radio(
        t(f"experiments.{name}.question"), range(len(choices)), format_func=choices.__getitem__, index=None,
        key=guess_key, persist_state="session",
    )  # fmt: skip

    def try_it() -> None:
        st.session_state[tried_key] = st.session_state[guess_key]
        st.session_state["experiment_tried"] = name
        put(experiment.settings)
        remember_done(slug, "experiment", name)
        scroll_to("playground")

    st.button(
        t("experiment.try"), key=f"{slug}__try_{name}", disabled=guess is None, icon=":material/play_arrow:",
        on_click=try_it, help=t("experiment.first") if guess is None else None,
    )  # fmt: skip
    if guess is not None and st.session_state.get(tried_key) == guess:
        st.markdown(_told(t, name, experiment, guess))


def outcome(t: Words, table: Mapping[str, Experiment]) -> None:
    """What the experiment that was tried last has shown, in sight beside its effect, until it is closed."""
    name: str = st.session_state.get("experiment_tried") or ""
    if name not in table:
        return
    guess = st.session_state.get(f"{current_topic()}__tried_{name}")
    if guess is None:
        return
    with st.container(key="outcome"):
        st.markdown(f"{t(f'experiments.{name}.question')}  \n{_told(t, name, table[name], guess)}")
        with st.container(horizontal=True, key="outcome_ways"):
            st.button(t("experiment.back"), icon=":material/arrow_downward:", type="tertiary", key="outcome_back",
                      on_click=_back)  # fmt: skip
            st.button(t("experiment.close"), icon=":material/close:", type="tertiary", key="outcome_close",
                      on_click=_close)  # fmt: skip


def scroll_to(place: str) -> None:
    """Bring the container of this key into sight when the page has been drawn."""
    count = (st.session_state.get("scroll") or {"count": 0})["count"]
    st.session_state["scroll"] = {"to": place, "count": count + 1}


def _back() -> None:
    _close()
    scroll_to("experiments")


def _close() -> None:
    st.session_state["experiment_tried"] = None


def _told(t: Words, name: str, experiment: Experiment, guess: int) -> str:
    right = t.group(f"experiments.{name}.choices")[str(experiment.right)]
    verdict = t("experiment.right") if guess == experiment.right else t("experiment.wrong", right=right)
    return f"**{verdict}** {t(f'experiments.{name}.explanation')}"


def _grid(count: int) -> list[DeltaGenerator]:
    rows = [st.columns(min(count - first, 3), border=True) for first in range(0, count, 3)]
    return [cell for row in rows for cell in row]
