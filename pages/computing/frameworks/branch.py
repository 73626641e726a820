"""An `if`: what a recording keeps of it, and what `torch.export` says."""

import streamlit as st

from core.computing.frameworks.branch import BranchRecording, branch_in_torch, branch_numbers, record_branch
from core.computing.frameworks.branch_figure import branch_figure
from core.computing.frameworks.challenges import right_by_luck, silent_error
from core.computing.frameworks.settings import BranchConfig
from pages.computing.frameworks.source import exported_programs, program, tell_program
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    challenges,
    code_panel,
    drawing,
    figure,
    live_formula,
)

EXPERIMENTS = {
    "other_side": Experiment({"tab": "branch", "example": 1.0, "input_value": -2.0}, right=1),
    "zero": Experiment({"tab": "branch", "example": 0.0, "input_value": 2.0}, right=2),
    "same_side": Experiment({"tab": "branch", "example": 0.5, "input_value": 3.0}, right=0),
}
CHALLENGES = {
    "far": Challenge(silent_error, solution={"example": -1.0, "input_value": 2.8}),
    "luck": Challenge(right_by_luck, solution={"example": 1.5, "input_value": 0.0}),
}


def show(t: Words) -> None:
    """The function and its recording, and what was written down."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        knobs = st.container()
        exports = exported_programs(t)

    def draw() -> None:
        with knobs:
            found = record_branch(ask(BranchConfig, t))
        with stage:
            alt = t("alt.branch", replayed=found.replayed, right=found.right)
            figure(branch_figure(found, t), key="frameworks_branch", alt=alt)
            live_formula(
                t, "wrong" if found.gap else "same", example=found.config.example, input=found.config.input_value,
                replayed=found.replayed, right=found.right,
            )  # fmt: skip
            st.code("\n".join(f"x = {one}" for one in found.operations), language="python")
            if exports:
                for name in ("if", "cond"):
                    tell_program(t, program(exports, name))
        by_hand(t, "frameworks_branch_hand", _both_ways(found))
        challenges(t, CHALLENGES, far=(found,), luck=(found,))
        code_panel(
            t, {"NumPy": Made(branch_numbers, found.config), "PyTorch": Made(branch_in_torch, found.config)},
            shown={"replayed": found.replayed, "right": found.right},
        )  # fmt: skip

    drawing(t, draw)


def _both_ways(found: BranchRecording) -> list[tuple[str, dict[str, float]]]:
    """The function and the recording at the input."""
    x = found.config.input_value
    recorded = "replay_above" if found.config.example > 0 else "replay_below"
    return [
        ("hand_above" if x > 0 else "hand_below", {"x": x, "right": found.right}),
        (recorded, {"x": x, "replayed": found.replayed, "gap": found.gap}),
    ]
