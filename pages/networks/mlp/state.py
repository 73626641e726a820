"""The lab's settings: read from the visit, changed by controls, in the first stretch of the run or in its last."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.data.playground import DataConfig
from core.engine.settings import (
    Branches,
    NetworkConfig,
    Segment,
    TrainingConfig,
    read_branches,
    write_branches,
)
from core.networks.mlp.branches import changed, without_edits
from core.params import domains
from core.refusal import Refusal
from pages.shared import Words, current_config, put, refusal_sentence
from pages.shared.state import current

CONFIGS: tuple[Any, ...] = (DataConfig, NetworkConfig, TrainingConfig, Branches)
DEFAULTS = {name: domain.default for kind in CONFIGS for name, domain in domains(kind).items()}


@dataclass(frozen=True)
class Settings:
    """All that a run depends on; `now` is how it trains at its end, after all branches."""

    data: DataConfig
    network: NetworkConfig
    training: TrainingConfig
    history: Branches
    segments: tuple[Segment, ...]

    @property
    def now(self) -> TrainingConfig:
        """The settings of the last segment."""
        return self.segments[-1].training


def settings(t: Words, *, tell: bool = True) -> Settings:
    """What is set; branches that cannot be read are told and left out."""
    data, network, training, history = (current_config(kind, t, warn=tell) for kind in CONFIGS)
    try:
        segments = read_branches(history, training)
    except Refusal as error:
        if tell:
            refuse(t, error)
        history, segments = Branches(), [Segment(0, training)]
    return Settings(data, network, training, history, tuple(segments))


def segments_now() -> list[Segment]:
    """The segments as they stand, for callbacks."""
    training = TrainingConfig(**current(TrainingConfig))
    try:
        return read_branches(Branches(**current(Branches)), training)
    except Refusal:
        return [Segment(0, training)]


def put_history(t: Words, segments: list[Segment]) -> None:
    """Store the branches; what would not fit into a link is not done, and said."""
    try:
        written = write_branches(segments)
        read_branches(written, segments[0].training)
        put({"branches": written.branches})
    except ValueError:  # longer than a link, or more than are allowed: a Refusal is one, too
        st.toast(t("branches.full"), icon=":material/front_hand:")


def put_training(t: Words, changes: Mapping[str, Any]) -> None:
    """Change how the run trains: from its last branch on, or as a whole where it has none."""
    segments = segments_now()
    if len(segments) == 1:
        put(changes)
    else:
        put_history(t, changed(segments, **changes))


def put_shape(changes: Mapping[str, Any]) -> None:
    """Change what gives parameters their numbers: those that were set by hand are forgotten."""
    put({**changes, "branches": write_branches(without_edits(segments_now())).branches})


def refuse(t: Words, error: Refusal) -> None:
    """The sentence of a refused run."""
    st.warning(refusal_sentence(t, error), icon=":material/front_hand:")
