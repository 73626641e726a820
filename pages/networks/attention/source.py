"""The transformer that two tabs speak of: its knobs, and the configs of its run."""

from dataclasses import replace

import streamlit as st

from core.networks.attention.settings import TaskConfig, TransformerConfig, TransformerTrainingConfig
from pages.shared import Words, ask

MORE = ("rate", "train_steps", "batch_size", "train_seed")


def chosen_training(t: Words) -> tuple[TaskConfig, TransformerConfig, TransformerTrainingConfig]:
    """The knobs that this task reads, then task, network and training; equal work is one run."""
    name = ask(TaskConfig, t, only=("task",)).task
    own = {"characters": ("text", "length"), "addition": ()}.get(name, ("length",))
    task = ask(TaskConfig, t, only=own)
    ask(TransformerConfig, t, only=("layers", "attention_heads", "block_width"))
    with st.popover(t("more"), icon=":material/tune:", width="stretch"):
        model = ask(TransformerConfig, t, only=("perceptron", "encoding"))
        learning = ask(TransformerTrainingConfig, t, only=MORE)
    usual = TaskConfig()
    length, text = task.length if own else usual.length, task.text if name == "characters" else usual.text
    return replace(task, length=length, text=text), model, learning
