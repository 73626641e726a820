"""Two numbers: the smallest GAN there is, and why it circles."""

import streamlit as st

from core.figures.theme import GRADIENT
from core.networks.gan.challenges import closed_orbit, just_enough
from core.networks.gan.dirac import dirac_in_torch, dirac_numbers, dirac_path
from core.networks.gan.dirac_figure import distance_figure, phase_portrait
from core.networks.gan.dirac_report import dirac_by_hand, dirac_lines, distance_ends
from core.networks.gan.settings import DiracConfig
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
    paragraphs,
)

USUAL = {"tab": "dirac", "theta": 1.0, "psi": 0.0, "gamma": 0.0, "updates": "simultaneous"}
EXPERIMENTS = {
    "small": Experiment(USUAL | {"h": 0.1, "dirac_steps": 500}, right=2),
    "alternating": Experiment(USUAL | {"h": 0.3, "updates": "alternating", "dirac_steps": 200}, right=0),
    "penalty": Experiment(USUAL | {"h": 0.3, "gamma": 0.3, "dirac_steps": 200}, right=1),
}
CHALLENGES = {
    "enough": Challenge(just_enough, solution={"h": 0.4, "gamma": 0.12}),
    "orbit": Challenge(closed_orbit, solution={"updates": "alternating", "dirac_steps": 200}),
}


def show(t: Words) -> None:
    """The start is dragged in the phase portrait; beside it the distance follows."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns(2, gap="small")

    def draw() -> None:
        with controls:
            config = ask(DiracConfig, t, only=("updates", "h", "gamma", "dirac_steps", "theta", "psi"))
        path = cached(dirac_path, config)
        ends = distance_ends(path)
        alt = t("alt.dirac", first=ends["first"], steps=config.dirac_steps, factor=path.largest)
        with left:
            start = field_handle(DiracConfig, "theta", "psi", name="start", color=GRADIENT)
            figure(phase_portrait(path, t), key="gan_phase", alt=alt, handles=[start])
        with right:
            figure(distance_figure(path, t), key="gan_distance", alt=t("alt.distance", **ends))
        with stage:
            st.markdown(paragraphs(t, dirac_lines(path)))
        by_hand(t, "gan_dirac_by_hand", [("by_hand", dirac_by_hand(path))])
        challenges(t, CHALLENGES, enough=(path,), orbit=(path,))
        code_panel(t, {"NumPy": Made(dirac_numbers, Made(dirac_path, config)), "PyTorch": Made(dirac_in_torch, config)},
                   shown=dirac_numbers(path))  # fmt: skip

    drawing(t, draw)
