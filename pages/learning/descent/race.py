"""Several optimizers from one start, on the map and over the steps."""

import streamlit as st

from core.learning.descent.challenges import narrow_bowl, off_the_ridge
from core.learning.descent.library import race_in_torch
from core.learning.descent.race import OptimizerRace, fair_race, level, race, race_numbers, rates_of, slope_at
from core.learning.descent.race_figure import race_film, race_losses, race_map
from core.learning.descent.race_report import first_step_lines, first_steps, race_lines
from core.learning.descent.settings import RaceView, RunnersConfig, StartConfig
from core.learning.descent.walk import paths, quick_paths
from pages.learning.descent.ground import Ground, ask_course, ask_rule, choose_surface, ground, said
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    field_handle,
    figure,
    film,
    folded,
    put,
)

PLAIN = {"tab": "race", "optimizers": ("GD",), "fairness": "same", "noise": 0.0}
EXPERIMENTS = {
    "threshold": Experiment(
        PLAIN | {"surface": "bowl", "kappa": 10.0, "x0": 4.0, "y0": 1.0, "learning_rate": 0.2, "steps": 60}, right=2
    ),
    "ridge": Experiment(
        PLAIN | {"surface": "saddle", "x0": 4.0, "y0": 0.0, "learning_rate": 0.1, "steps": 500}, right=0
    ),
    "rotated": Experiment(
        PLAIN | {"surface": "ravine", "kappa": 100.0, "x0": 4.0, "y0": 1.0, "learning_rate": 0.1, "steps": 100,
                 "optimizers": ("Adagrad", "RMSprop", "Adam")}, right=1
    ),
}  # fmt: skip
CHALLENGES = {
    "narrow": Challenge(narrow_bowl, solution={
        "surface": "bowl", "kappa": 100.0, "x0": 4.0, "y0": 1.0, "learning_rate": 0.03306, "momentum": 0.67,
        "steps": 100, "optimizers": ("Momentum",), "noise": 0.0, "fairness": "same",
    }),
    "ridge": Challenge(off_the_ridge, solution={
        "surface": "saddle", "x0": 4.0, "y0": 0.0, "noise": 0.1, "optimizers": ("SGD",), "fairness": "same",
        "learning_rate": 0.1, "steps": 100,
    }),
}  # fmt: skip


def show(t: Words) -> None:
    """The paths on a map whose start is dragged, or their film, and what became of each."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        typed = choose_surface(t)
        sliders = st.container()

    def draw() -> None:
        start = current_config(StartConfig, t)
        with sliders:
            place = ground(t, typed, start)
            config = ask(RunnersConfig, t, only=("optimizers",))
            one_rate = current_config(RunnersConfig, t).fairness == "same"
            rule, course = ask_rule(t, config.optimizers, rate=one_rate), ask_course(t)
            start = ask(StartConfig, t)
        with stage:
            left, right = st.columns(2, gap="small")
            with left:
                config = ask(RunnersConfig, t, only=("fairness",))
            with right:
                view = ask(RaceView, t)
        best = config.fairness == "best"
        land = place.land
        fair = cached(fair_race, quick_paths, place.terrain, start, rule, course, config, land.low) if best else None
        settings = place.terrain, start, rule, course, config.optimizers, rates_of(config, rule, fair)
        run = cached(race, quick_paths, *settings)
        with stage:
            _picture(t, run, place, view.view)
            st.markdown(said(t, race_lines(run, land, slope_at(place.terrain, start))))
            _by_hand(t, run)
        challenges(t, CHALLENGES, narrow=(run, place.config), ridge=(run, place.config))
        code_panel(t, {"NumPy": Made(race_numbers, paths, *settings), "PyTorch": Made(race_in_torch, *settings)},
                   shown={"last": run.places[-1]})  # fmt: skip

    drawing(t, draw)


def _picture(t: Words, run: OptimizerRace, place: Ground, view: str) -> None:
    names, low = ", ".join(run.methods), level(run.losses, place.land.low)
    if view == "film":
        fig, frames = race_film(run, place.land, low, t)
        film(fig, frames, key="descent_film", alt=t("alt.film", names=names), rate=15, frame=frames.count - 1)
        return
    left, right = st.columns(2, gap="small")
    with left:
        figure(race_map(run, place.land, t), key="descent_map", alt=t("alt.map", names=names),
               handles=[field_handle(StartConfig, "x0", "y0", name="start")])  # fmt: skip
    with right:
        figure(
            race_losses(run, low, t), key="descent_losses", alt=t("alt.losses", names=names, count=len(run.losses) - 1)
        )


@folded("part.numbers", icon="calculate", key="descent_race_by_hand")
def _by_hand(t: Words, run: OptimizerRace) -> None:
    st.markdown(said(t, first_step_lines(run)))
    with st.container(horizontal=True):
        for method, settings in first_steps(run).items():
            st.button(
                t("take_apart", method=method), key=f"descent_apart_{method}", on_click=put,
                args=({"tab": "step", **settings},),
            )  # fmt: skip
