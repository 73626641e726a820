"""Several optimizers from one start, on the map and over the steps."""

import streamlit as st

from core.learning.descent.challenges import narrow_bowl, off_the_ridge
from core.learning.descent.library import race_in_torch
from core.learning.descent.race import OptimizerRace, level, race, race_numbers, race_rates, slope_at
from core.learning.descent.race_figure import race_film, race_losses, race_map
from core.learning.descent.race_report import first_step_lines, first_steps, race_lines
from core.learning.descent.settings import RaceView, RunnersConfig
from core.learning.descent.walk import paths, quick_paths
from pages.learning.descent.ground import ask_walk, ground, layout, said, start_handle
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
    figure,
    film,
    folded,
    put,
)

PLAIN = {"tab": "race", "kappa": 100.0, "x0": 4.0, "y0": 1.0, "learning_rate": 0.1, "steps": 100, "noise": 0.0,
         "fairness": "same", "optimizers": ("GD",)}  # fmt: skip
RIDGE = PLAIN | {"surface": "saddle", "y0": 0.0}
EXPERIMENTS = {
    "threshold": Experiment(PLAIN | {"surface": "bowl", "kappa": 10.0, "learning_rate": 0.2, "steps": 60}, right=2),
    "ridge": Experiment(RIDGE | {"steps": 500}, right=0),
    "rotated": Experiment(PLAIN | {"surface": "ravine", "optimizers": ("Adagrad", "RMSprop", "Adam")}, right=1),
}
NARROW = {"surface": "bowl", "optimizers": ("Momentum",), "momentum": 0.67, "learning_rate": 0.03306}
CHALLENGES = {
    "narrow": Challenge(narrow_bowl, solution=PLAIN | NARROW),
    "ridge": Challenge(off_the_ridge, solution=RIDGE | {"optimizers": ("SGD",), "noise": 0.1}),
}


def show(t: Words) -> None:
    """The paths on a map whose start is dragged, or their film, and what became of each."""
    typed, sliders, stage = layout(t)

    def draw() -> None:
        with stage:
            chosen = ask(RaceView, t, columns=2)
        with sliders:
            place = ground(t, typed)
            config = ask(RunnersConfig, t)
            rule, course, start = ask_walk(t, config.optimizers, rate=chosen.fairness == "same")
        terms = place.terrain, start, rule, course
        rates = cached(race_rates, quick_paths, *terms, config, place.land.low, chosen.fairness)
        settings = *terms, config.optimizers, rates
        run = cached(race, quick_paths, *settings)
        names, low = ", ".join(run.methods), level(run.losses, place.land.low)
        with stage:
            if chosen.view == "film":
                fig, frames = race_film(run, place.land, low, t)
                film(fig, frames, key="descent_film", alt=t("alt.film", names=names), rate=15, frame=frames.count - 1)
            else:
                left, right = st.columns(2, gap="small")
                with left:
                    on_map = race_map(run, place.land, t)
                    figure(on_map, key="descent_map", alt=t("alt.map", names=names), handles=[start_handle()])
                with right:
                    alt = t("alt.losses", names=names, count=course.steps)
                    figure(race_losses(run, low, t), key="descent_losses", alt=alt)
            st.markdown(said(t, race_lines(run, place.land, slope_at(place.terrain, start))))
            _by_hand(t, run)
        challenges(t, CHALLENGES, narrow=(run, place.config), ridge=(run, place.config))
        code_panel(t, {"NumPy": Made(race_numbers, paths, *settings), "PyTorch": Made(race_in_torch, *settings)},
                   shown={"last": run.places[-1]})  # fmt: skip

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="descent_race_by_hand")
def _by_hand(t: Words, run: OptimizerRace) -> None:
    st.markdown(said(t, first_step_lines(run)))
    with st.container(horizontal=True):
        for method, settings in first_steps(run).items():
            st.button(t("take_apart", method=method), key=f"descent_apart_{method}", on_click=put, args=(settings,))
