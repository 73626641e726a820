"""The transformer that two tabs speak of: its knobs, the configs of its run, and a text of one's own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import streamlit as st

from core.networks.attention.settings import TaskConfig, TransformerConfig, TransformerTrainingConfig
from core.networks.rnn.text import TextCodes, read_text
from pages.shared import Words, ask, cached
from pages.shared.pickers import own_file

MORE = ("rate", "train_steps", "batch_size", "train_seed")
PLACE = "attention__text"
Result = TypeVar("Result")


@dataclass(frozen=True)
class ChosenTraining:
    """Task, network and training; `own` is the text that a visitor has brought for it."""

    task: TaskConfig
    model: TransformerConfig
    learning: TransformerTrainingConfig
    own: TextCodes | None

    @property
    def arguments(self) -> tuple[Any, ...]:
        """What the training is called with."""
        known = (self.task, self.model, self.learning)
        return known if self.own is None else (*known, self.own)

    def result(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """`function(*arguments)`; shared among visitors, where nothing of it is from a visitor's file."""
        return cached(function, *arguments) if self.own is None else function(*arguments)


def chosen_training(t: Words) -> ChosenTraining:
    """The knobs that this task reads, then task, network and training; equal work is one run."""
    name = ask(TaskConfig, t, only=("task",)).task
    knobs = {"characters": ("text", "length"), "addition": ()}.get(name, ("length",))
    task = ask(TaskConfig, t, only=knobs)
    own = _own_text(t) if (name, task.text) == ("characters", "own") else None
    ask(TransformerConfig, t, only=("layers", "attention_heads", "block_width"))
    with st.popover(t("more"), icon=":material/tune:", width="stretch"):
        model = ask(TransformerConfig, t, only=("perceptron", "encoding"))
        learning = ask(TransformerTrainingConfig, t, only=MORE)
    usual = TaskConfig()
    length, text = task.length if knobs else usual.length, task.text if name == "characters" else usual.text
    text = "sonnets" if text == "own" and own is None else text
    return ChosenTraining(replace(task, length=length, text=text), model, learning, own)


def _own_text(t: Words) -> TextCodes | None:
    found: TextCodes | None = own_file(t, PLACE, t("upload"), _read, types=["txt", "md"], megabytes=1)
    if found is None:
        st.caption(t("instead"))
    return found


def _read(_: str, content: bytes) -> TextCodes:
    return read_text(content)
