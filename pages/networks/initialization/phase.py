"""The plane of weight and bias spread, with the edge of chaos."""

import streamlit as st

from core.networks.initialization.challenges import at_the_edge, tears_apart
from core.networks.initialization.phase import edge_line, plane_map, point_in_torch, point_numbers, point_walk
from core.networks.initialization.phase_figure import plane_figure, point_figure
from core.networks.initialization.phase_report import factor_by_hand, phase_lines
from core.networks.initialization.settings import PlaneConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
    folded,
    live_formula,
    paragraphs,
)

USUAL = {"tab": "phase", "plane_depth": 30, "plane_seed": 0}
EXPERIMENTS = {
    "neighbors": Experiment(USUAL | {"bend": "Tanh", "sigma_w": 2.5, "sigma_b": 0.3}, right=2),
    "relu": Experiment(USUAL | {"bend": "ReLU", "sigma_w": 2.0, "sigma_b": 0.3}, right=1),
    "sigmoid": Experiment(USUAL | {"bend": "Sigmoid", "sigma_w": 3.0, "sigma_b": 0.0}, right=0),
}
CHALLENGES = {
    "at_the_edge": Challenge(at_the_edge, solution={"sigma_w": 1.55, "sigma_b": 0.5, "plane_depth": 40}),
    "tears_apart": Challenge(tears_apart, solution={"sigma_w": 2.0, "sigma_b": 0.1}),
}


def show(t: Words) -> None:
    """The map, in which the point is dragged, beside what happens there."""
    controls, stage = st.columns([1, 3.8], gap="medium")
    with stage:
        left, right = st.columns([1.25, 1], gap="small")

    def draw() -> None:
        with controls:
            config = ask(PlaneConfig, t)
        whole = cached(plane_map, config.bend, config.plane_depth, config.plane_seed)
        edge, found = cached(edge_line, config.bend), point_walk(config)
        numbers = point_numbers(config)
        chi = numbers["chi"]
        point = field_handle(PlaneConfig, "sigma_w", "sigma_b", name="point", label=t("handle.point"))
        told = {"chi": chi, "ratio": float(found.ratios[0]), "last": float(found.angles[-1, 0])}
        with left:
            figure(plane_figure(whole, edge, t), key="initialization_plane", handles=[point],
                   alt=t("alt.plane", w=config.sigma_w, b=config.sigma_b, **told))  # fmt: skip
        with right:
            figure(point_figure(found, chi, t), key="initialization_point", alt=t("alt.point", **told))
        with stage:
            st.markdown(paragraphs(t, [(f"said.{key}", v) for key, v in phase_lines(found, chi, edge, config)]))
        _by_hand(t, factor_by_hand(found, chi, config))
        challenges(t, CHALLENGES, at_the_edge=(found, chi, config), tears_apart=(found, config))
        code_panel(t, {"NumPy": Made(point_numbers, config), "PyTorch": Made(point_in_torch, config)}, shown=numbers)

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="initialization_factor_by_hand")
def _by_hand(t: Words, numbers: dict[str, str]) -> None:
    live_formula(t, "by_hand", **numbers)
