"""Distances: what each of them says of two spikes that are moved apart."""

import streamlit as st

from core.figures.theme import CLASS_B, GRADIENT
from core.networks.gan.challenges import blind_divergence, seeing_divergence
from core.networks.gan.distances import best_judge, distance_numbers, distances_by_scipy, spike_distances
from core.networks.gan.distances_figure import distances_figure, spikes_figure
from core.networks.gan.settings import SpikesConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    drawing,
    field_handle,
    figure,
)

USUAL = {"tab": "distances", "spike": 0.1}
EXPERIMENTS = {
    "twice": Experiment(USUAL | {"distance": 2.0}, right=1),
    "judge": Experiment(USUAL | {"distance": 0.0, "spike": 0.3}, right=2),
    "wide": Experiment(USUAL | {"distance": 2.0, "spike": 1.0}, right=0),
}
CHALLENGES = {
    "blind": Challenge(blind_divergence, solution={"distance": 2.5, "spike": 0.1}),
    "seeing": Challenge(seeing_divergence, solution={"distance": 2.0, "spike": 1.0}),
}
TOP = 1.0  # of the picture of the spikes, where their handle is


def show(t: Words) -> None:
    """The generated spike and the pointer are dragged; four distances follow."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with controls:
            config = ask(SpikesConfig, t)
        found = cached(spike_distances, config)
        numbers = distance_numbers(found)
        alt = t("alt.distances", distance=config.distance, **numbers)
        with left:
            handles = [
                field_handle(SpikesConfig, "distance", TOP, name="spike", color=GRADIENT),
                field_handle(SpikesConfig, "pointer", 0.0, name="pointer", color=CLASS_B),
            ]
            figure(spikes_figure(found, t), key="gan_spikes", alt=alt, handles=handles)
        with right:
            figure(distances_figure(found, t), key="gan_distances", alt=alt)
        with stage:
            key = "said.meet" if config.distance == 0 else "said.apart"
            slopes = {f"{kind}_slope": abs(slope) for kind, slope in found.slopes.items()}
            st.markdown(t(key, distance=abs(config.distance), paid=abs(numbers["value"]), **numbers, **slopes))
        judged = {"x": config.pointer, **numbers, **best_judge(config.pointer, config)}
        by_hand(t, "gan_distances_by_hand", [("by_hand", judged)])
        challenges(t, CHALLENGES, blind=(found,), seeing=(found,))
        made = Made(distance_numbers, Made(spike_distances, config))
        shown = {name: numbers[name] for name in ("js", "w1", "value", "d_star")}
        code_panel(t, {"NumPy": made, "SciPy": Made(distances_by_scipy, config)}, shown=shown)

    drawing(t, draw)
