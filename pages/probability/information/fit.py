"""One Gaussian for two peaks: which one is best depends on the direction of the divergence."""

from dataclasses import replace

import streamlit as st

from core.figures.theme import CLASS_B
from core.probability.information.challenges import below_nothing, wide_still_wins
from core.probability.information.fit import FitMap, fit, landscape
from core.probability.information.fit_figure import PEAK, densities_figure, density_top, map_figure
from core.probability.information.fit_report import entropy_lines, fit_lines, moments_tex, optimum_rows
from core.probability.information.library import fit_in_scipy
from core.probability.information.settings import GaussianFitConfig
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
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
    put,
)

PEAKS = {"tab": "fit", "spread": 1.0, "share": 0.5}
EXPERIMENTS = {
    "near": Experiment(PEAKS | {"direction": "reverse", "offset": 2.0, "mean": 0.0, "sd": 2.0}, right=1),
    "far": Experiment(PEAKS | {"direction": "reverse", "offset": 4.0, "mean": 4.0, "sd": 1.0}, right=2),
    "where_nothing_is": Experiment(PEAKS | {"direction": "forward", "offset": 4.0, "mean": 0.0, "sd": 4.0}, right=0),
    "narrow": Experiment(
        PEAKS | {"direction": "forward", "offset": 0.0, "spread": 0.2, "mean": 0.0, "sd": 0.5}, right=2
    ),
}
CHALLENGES = {
    "wide_still_wins": Challenge(wide_still_wins, solution={"direction": "reverse", "offset": 2.6}),
    "below_nothing": Challenge(below_nothing, solution={"offset": 0.0, "spread": 0.2}),
}


def show(t: Words) -> None:
    """The two peaks and the Gaussian, the map of all Gaussians, and what is best."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        ask(GaussianFitConfig, t, only=("direction",))
        sliders = st.container()
    with stage:
        upper, lower = st.columns([1.35, 1], gap="small"), st.columns([1.35, 1], gap="medium")

    def draw() -> None:
        with sliders:
            config = ask(GaussianFitConfig, t, only=("offset", "spread", "share", "mean", "sd"))
        found, numbers = cached(landscape, replace(config, mean=1.0, sd=1.0)), cached(fit, config)
        direction = t.option("direction", config.direction)
        with upper[0]:
            figure(densities_figure(config, found, t), key="information_densities", handles=[_tip(config)],
                   alt=t("alt.densities", offset=config.offset, mean=config.mean, sd=config.sd, direction=direction,
                         kl=numbers[config.direction]))  # fmt: skip
        with upper[1]:
            hand = field_handle(GaussianFitConfig, "mean", "sd", name="q", label="q", color=CLASS_B)
            figure(map_figure(found, t), key="information_map", handles=[hand],
                   alt=t("alt.map", direction=direction, count=len(found.optima), mean=found.optima[0].mean,
                         sd=found.optima[0].sd, kl=found.optima[0].kl))  # fmt: skip
        with lower[0]:
            st.markdown(paragraphs(t, fit_lines(numbers, found, config)))
        with lower[1]:
            st.markdown(paragraphs(t, entropy_lines(numbers)))
        _by_hand(t, found, config)
        challenges(t, CHALLENGES, wide_still_wins=(found, config), below_nothing=(numbers,))
        code_panel(t, {"NumPy": Made(fit, config), "SciPy": Made(fit_in_scipy, config)}, shown=numbers)

    drawing(t, draw)


def _tip(config: GaussianFitConfig) -> Handle:
    """The peak of q: across it sets the mean, upwards the standard deviation."""
    top = density_top(config)
    return Handle(
        name="peak", x=config.mean, y=min(PEAK / config.sd, top), label="q", color=CLASS_B, x_low=-6.0, x_high=6.0,
        y_low=PEAK / 6, y_high=top,
        on_drag=lambda x, y: put({"mean": round(x, 2), "sd": min(max(round(float(PEAK / y), 4), 0.2), 6.0)}),
    )  # fmt: skip


@folded("part.numbers", icon="calculate", key="information_fit_by_hand")
def _by_hand(t: Words, found: FitMap, config: GaussianFitConfig) -> None:
    live_formula(t, "by_hand.moments", **moments_tex(config))
    live_formula(t, f"by_hand.{config.direction}")
    rows = [t("row", **row) for row in optimum_rows(found)]
    st.markdown("\n".join([t("head"), "|:-|:-|:-|", *rows]))
