"""The training curves that follow from a start."""

import streamlit as st

from core.networks.initialization.challenges import default_learns, wasted_start
from core.networks.initialization.curves import final_losses, final_losses_in_torch, trainings_in_steps
from core.networks.initialization.curves_figure import curves_figure, ends_figure
from core.networks.initialization.curves_report import Line, curve_lines, gradient_by_hand
from core.networks.initialization.settings import ShownConfig, TrainingsConfig
from core.networks.initialization.weights import SCHEMES
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    drawing,
    figure,
    folded,
    live_formula,
    paragraphs,
    with_progress,
)

USUAL = {"tab": "curves", "unit_kind": "ReLU", "hidden_units": 12, "seeds": 4, "shown": "Default"}
SLOW = {"optimizer": "SGD", "step_size": 0.1}
EXPERIMENTS = {
    "adam": Experiment(USUAL | {"hidden_layers": 8, "optimizer": "Adam", "step_size": 0.01}, right=2),
    "shallow": Experiment(USUAL | SLOW | {"hidden_layers": 1}, right=1),
    "equal": Experiment(USUAL | SLOW | {"hidden_layers": 1, "shown": "Constant"}, right=0),
}
CHALLENGES = {
    "default_learns": Challenge(default_learns, solution={"optimizer": "Adam", "step_size": 0.01}),
    "wasted_start": Challenge(wasted_start, solution={"step_size": 1.0}),
}


def show(t: Words) -> None:
    """The curves of all schemes beside what their starts foretold."""
    controls, stage = st.columns([1, 3.8], gap="medium")
    with stage:
        left, right = st.columns([1.15, 1], gap="small")

    def draw() -> None:
        with controls:
            chosen, config = ask(ShownConfig, t), ask(TrainingsConfig, t, segments=2)
        with stage:
            found = with_progress(trainings_in_steps, config, share=lambda state: state.share, said=t("training"))
        if not found.losses.size:
            return
        k = SCHEMES.index(chosen.shown)
        ends = found.losses[k, :, -1]
        name = t.option("shown", chosen.shown)
        with left:
            figure(curves_figure(found, chosen.shown, t), key="initialization_curves",
                   alt=t("alt.curves", scheme=name, count=len(ends)))  # fmt: skip
        with right:
            figure(ends_figure(found, chosen.shown, t), key="initialization_ends", alt=t("alt.ends", scheme=name))
        with stage:
            st.markdown(paragraphs(t, [(f"said.{key}", v) for key, v in curve_lines(found, chosen.shown)]))
        _by_hand(t, gradient_by_hand(chosen.shown, config))
        challenges(t, CHALLENGES, default_learns=(found, config), wasted_start=(found, config))
        code_panel(
            t, {"NumPy": Made(final_losses, config, chosen), "PyTorch": Made(final_losses_in_torch, config, chosen)},
            shown={"final_losses": ends}, note=lambda: t("code_note"),
        )  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="initialization_gradient_by_hand")
def _by_hand(t: Words, line: Line) -> None:
    live_formula(t, line[0], **line[1])
