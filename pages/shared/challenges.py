"""Challenges: tasks that are judged on what is on the screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from core.challenges import Verdict
from pages.shared.live.progress.progress import remember_done
from pages.shared.panels import below, hidden
from pages.shared.state import current_topic
from pages.shared.words import Words


@dataclass(frozen=True)
class Challenge:
    """A task: `judge` makes a verdict of results, and `solution` are settings that meet it, for the tests.

    The task and a sentence for each missing thing stand in the words under `challenges.<name>`. `start` are settings
    beside the tab's defaults with which the task begins.
    """

    judge: Callable[..., Verdict]
    solution: Mapping[str, Any]
    start: Mapping[str, Any] = field(default_factory=dict)


def challenges(t: Words, table: Mapping[str, Challenge], **results: tuple[Any, ...]) -> None:
    """One card per challenge, below the experiments: the task, whether it is met now, and what is missing.

    `results[name]` are the arguments of that challenge's judge; a challenge without them is not shown. All cards are
    one element: a slider that is dragged has them judged anew at every place, and elements are slow.
    """
    if hidden("challenges") or not results:
        return
    verdicts = {name: challenge.judge(*results[name]) for name, challenge in table.items() if name in results}
    st.session_state["verdicts"] = verdicts
    for name in (name for name, verdict in verdicts.items() if verdict.met):
        remember_done(current_topic(), "challenge", name)
    cards = [f"- {t(f'challenges.{name}.task')}\n\n  {_judged(t, name, verdict)}" for name, verdict in verdicts.items()]
    with below(), st.container(key=f"challenges_{'_'.join(verdicts)}"):
        st.markdown("\n".join([f"### {t('part.challenges')}", *cards]), anchors=False)


def _judged(t: Words, name: str, verdict: Verdict) -> str:
    if verdict.met:
        return f":green[:material/check_circle: {t('challenge.met')}]"
    first = verdict.missing[0]
    return f":blue[:material/flag:] {t(f'challenges.{name}.{first.key}', **first.values)}"
