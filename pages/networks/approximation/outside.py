"""Networks of several seeds, far outside of their data."""

import streamlit as st

from core.networks.approximation.challenges import goes_on, right_kind
from core.networks.approximation.outside import fan_steps, outside_in_torch, outside_numbers
from core.networks.approximation.outside_figure import outside_figure, outside_range
from core.networks.approximation.outside_report import far_numbers, outside_lines
from core.networks.approximation.settings import OutsideConfig, TargetConfig
from pages.networks.approximation.chosen import chosen_target
from pages.networks.approximation.learned import ask_learning
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    drawing,
    field_handle,
    figure,
    paragraphs,
    with_progress,
)

PLAIN = {
    "tab": "outside", "target": "sine", "width": 16, "depth": 1, "activation": "ReLU", "start": "uniform",
    "steps": 1000, "learning_rate": 0.02, "points": 60, "noise": 0.0, "seed": 6, "far": 2.5,
}  # fmt: skip
EXPERIMENTS = {
    "tanh": Experiment(PLAIN | {"activation": "Tanh", "far": 4.0}, right=2),
    "longer": Experiment(PLAIN | {"steps": 3000, "points": 100}, right=1),
    "wave": Experiment(PLAIN | {"activation": "Sine", "width": 32}, right=0),
}
CHALLENGES = {
    "right_kind": Challenge(right_kind, solution={"target": "sine", "activation": "Sine", "width": 1, "depth": 1}),
    "goes_on": Challenge(goes_on, solution={"target": "absolute", "activation": "ReLU", "depth": 1, "width": 16}),
}
FIELDS = ("activation", "width", "depth", "learning_rate", "steps")


def show(t: Words) -> None:
    """The settings beside the fan of networks."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        target = chosen_target(t)
        sliders = st.container()

    def draw() -> None:
        with sliders:
            place = ask(OutsideConfig, t)
            config = ask_learning(t, FIELDS)
        with stage:
            fan = with_progress(fan_steps, config, target, share=lambda step: step.share, said=t("trains"))
        if fan is None or not fan.curves.size:
            return
        said = far_numbers(fan, config, place, target)
        low, high = outside_range(target)
        with stage:
            inside = min(max(said["value"], low), high)
            figure(
                outside_figure(fan, place, target, t), key="approximation_outside", alt=t("alt.fan", **said),
                handles=[field_handle(OutsideConfig, "far", inside, label="x")],
            )  # fmt: skip
            st.markdown(paragraphs(t, outside_lines(fan, config, place, target)))
        chosen = current_config(TargetConfig, t)
        challenges(t, CHALLENGES, right_kind=(chosen, fan, config, target), goes_on=(chosen, fan, config, target))
        ways = {"NumPy": outside_numbers, "PyTorch": outside_in_torch}
        calls = {name: Made(way, config, target, place) for name, way in ways.items()}
        code_panel(t, calls, shown={"value": said["value"]})

    drawing(t, draw)
