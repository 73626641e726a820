"""The bivariate normal distribution: its ellipse is dragged, and a slice of it is shown."""

import streamlit as st

from core.figures.theme import CLASS_A, CLASS_B
from core.probability.distributions.bivariate import Bivariate, bivariate, bivariate_in_scipy
from core.probability.distributions.bivariate_figure import REACH, conditional_figure, ellipses_figure
from core.probability.distributions.bivariate_report import bivariate_lines, conditional_tex, matrix_tex, shares_line
from core.probability.distributions.challenges import half_the_spread, tilted
from core.probability.distributions.settings import BivariateConfig
from pages.probability.distributions.chosen import chosen_seed
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    drawing,
    field_handle,
    figure,
    folded,
    live_formula,
    put,
)

TAB = {"tab": "bivariate", "mean_x": 0.0, "mean_y": 0.0}
EXPERIMENTS = {
    "one_sd": Experiment(TAB | {"sd_x": 1.5, "sd_y": 1.0, "rho": 0.6}, right=1),
    "sons": Experiment(TAB | {"sd_x": 1.0, "sd_y": 1.0, "rho": 0.5, "given_x": 2.0}, right=2),
    "slice": Experiment(TAB | {"sd_x": 1.5, "sd_y": 1.0, "rho": 0.6, "given_x": 3.0}, right=0),
}
CHALLENGES = {
    "half": Challenge(half_the_spread, solution={"rho": 0.866}),
    "tilted": Challenge(tilted, solution={"sd_x": 1.0, "sd_y": 1.0, "rho": -0.8}),
}


def show(t: Words) -> None:
    """Parameters beside the ellipses, and the slice at a given x."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        left, right = st.columns([1.4, 1], gap="small")
        below = st.container()

    def draw() -> None:
        with controls:
            config = ask(BivariateConfig, t)
            seed = chosen_seed(t, "distributions_bivariate_anew")
        found = bivariate(config, seed)
        said = {"rho": config.rho, "x": config.given_x, "mean": found.conditional_mean, "sd": found.conditional_sd}
        with left:
            ellipses = ellipses_figure(found, config, t)
            alt = t("alt.ellipses", sd_x=config.sd_x, sd_y=config.sd_y, pairs=config.pairs, **said)
            figure(ellipses, key="distributions_ellipses", alt=alt, handles=_hands(t, config))
        with right:
            alt = t("alt.conditional", alone=config.sd_y, **said)
            figure(conditional_figure(found, config, t), key="distributions_conditional", alt=alt)
        with below:
            live_formula(t, "conditional", **conditional_tex(found, config))
            for key, values in bivariate_lines(config):
                st.markdown(t(key, **values))
            _by_hand(t, found, config)
        challenges(t, CHALLENGES, half=(found, config), tilted=(found, config))
        calls = {"NumPy": Made(bivariate, config, seed), "SciPy": Made(bivariate_in_scipy, config)}
        names = ("covariance", "lengths", "exactly", "conditional_mean", "conditional_sd", "density")
        code_panel(t, calls, shown={name: getattr(found, name) for name in names})

    drawing(t, draw)


def _hands(t: Words, config: BivariateConfig) -> list[Handle]:
    """The center, the rightmost and the uppermost point of the first ellipse, and the given x."""
    right = (config.mean_x + config.sd_x, config.mean_y + config.rho * config.sd_y)
    top = (config.mean_x + config.rho * config.sd_x, config.mean_y + config.sd_y)
    return [
        field_handle(BivariateConfig, "mean_x", "mean_y", name="center", label="μ", color=CLASS_B),
        Handle(
            name="right", x=right[0], y=right[1], label="ρ", color=CLASS_B, x_low=-REACH, x_high=REACH,
            y_low=-REACH, y_high=REACH, snap=0.05, on_drag=lambda x, y: _turn(t, x, y),
        ),
        Handle(
            name="top", x=top[0], y=top[1], label="σ", color=CLASS_B, along="y", y_low=config.mean_y + 0.1,
            y_high=config.mean_y + 3.0, snap=0.05, on_drag=lambda _, y: _stretch(t, y),
        ),
        field_handle(BivariateConfig, "given_x", -REACH + 0.5, label="x", color=CLASS_A),
    ]  # fmt: skip


def _turn(t: Words, x: float, y: float) -> None:
    """The rightmost point of the ellipse of one standard deviation lies at (μx + σx, μy + ρσy)."""
    now = current_config(BivariateConfig, t, warn=False)
    sd, rho = min(max(x - now.mean_x, 0.1), 3.0), min(max((y - now.mean_y) / now.sd_y, -0.999), 0.999)
    put({"sd_x": round(sd, 4), "rho": round(rho, 3)})


def _stretch(t: Words, y: float) -> None:
    now = current_config(BivariateConfig, t, warn=False)
    put({"sd_y": round(min(max(y - now.mean_y, 0.1), 3.0), 4)})


@folded("part.numbers", icon="calculate", key="distributions_bivariate_by_hand")
def _by_hand(t: Words, found: Bivariate, config: BivariateConfig) -> None:
    key, values = shares_line(found)
    live_formula(t, key, **values)
    live_formula(t, "by_hand", **matrix_tex(found, config))
