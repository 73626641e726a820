"""Experiments (predict, try, reveal) and challenges (judged on what is on the screen).

Their texts stand in the words files under `experiments.<name>` (question, choices, explanation) and
`challenges.<name>` (task, one sentence per missing thing); their settings and judges stand in the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.challenges import Verdict
from pages.shared.live.progress.progress import remember_done
from pages.shared.state import put
from pages.shared.words import Words


@dataclass(frozen=True)
class Experiment:
    """Settings that a button puts on the screen, and the index of the choice that turns out right."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    right: int = 0


def experiments(t: Words, slug: str, table: Mapping[str, Experiment]) -> None:
    """One card per experiment: the question, the reader's guess, the button that tries it, the explanation."""
    st.subheader(t("part.experiments"), anchor=False)
    for cell, (name, experiment) in zip(_grid(len(table)), table.items(), strict=True):
        with cell:
            _experiment(t, slug, name, experiment)


def _experiment(t: Words, slug: str, name: str, experiment: Experiment) -> None:
    choices = list(t.group(f"experiments.{name}.choices").values())
    guess_key, tried_key = f"{slug}__guess_{name}", f"{slug}__tried_{name}"
    guess = st.radio(
        f"**{t(f'experiments.{name}.question')}**", range(len(choices)), format_func=choices.__getitem__, index=None,
        key=guess_key, persist_state="session",
    )  # fmt: skip

    def try_it() -> None:
        st.session_state[tried_key] = st.session_state[guess_key]
        put(slug, experiment.settings)
        remember_done(slug, "experiment", name)

    st.button(
        t("experiment.try"), key=f"{slug}__try_{name}", disabled=guess is None, icon=":material/play_arrow:",
        on_click=try_it, help=t("experiment.first") if guess is None else None,
    )  # fmt: skip
    if guess is not None and st.session_state.get(tried_key) == guess:
        verdict = t("experiment.right") if guess == experiment.right else t("experiment.wrong")
        st.markdown(f"**{verdict}** {t(f'experiments.{name}.explanation')}")


def challenges(t: Words, verdicts: Mapping[str, Verdict]) -> None:
    """One card per challenge: the task, whether it is met now, and what is missing.

    All are one element: a slider that is dragged has them judged anew at every place, and elements are slow.
    """
    for name in (name for name, verdict in verdicts.items() if verdict.met):
        remember_done(t.path.parent.name, "challenge", name)
    cards = [f"- {t(f'challenges.{name}.task')}\n\n  {_judged(t, name, verdict)}" for name, verdict in verdicts.items()]
    with st.container(key=f"challenges_{'_'.join(verdicts)}"):
        st.markdown("\n".join([f"### {t('part.challenges')}", *cards]), anchors=False)


def _judged(t: Words, name: str, verdict: Verdict) -> str:
    if verdict.met:
        return f":green[:material/check_circle: {t('challenge.met')}]"
    first = verdict.missing[0]
    return f":blue[:material/flag:] {t(f'challenges.{name}.{first.key}', **first.values)}"


def _grid(count: int) -> list[DeltaGenerator]:
    rows = [st.columns(min(count - first, 3), border=True) for first in range(0, count, 3)]
    return [cell for row in rows for cell in row]
