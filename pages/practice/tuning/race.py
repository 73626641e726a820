"""The mountain in the dark, and four searches that light what they try."""

import streamlit as st

from core.practice.tuning.challenges import all_near
from core.practice.tuning.library import race_in_library
from core.practice.tuning.mountain import MountainConfig, mountain_of, surface_of
from core.practice.tuning.race import SearchRaceConfig, budget_ahead, race_of, run_race, tpe_of
from core.practice.tuning.race_figure import progress_figure, race_film
from core.practice.tuning.race_report import chance_line, race_numbers, race_rows
from core.practice.tuning.settings import LanternState
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
    figure,
    film,
    live_formula,
    put,
)

USUAL = {
    "tab": "race", "budget": 25, "scale": "log", "repeats": 8, "race_seed": 0, "mountain": 1, "validation_rows": 100,
    "shown": 61,
}  # fmt: skip
EXPERIMENTS = {
    "linear": Experiment(USUAL | {"scale": "linear"}, right=2),
    "sixty": Experiment(USUAL | {"budget": 60, "repeats": 2}, right=2),
    "more": Experiment(USUAL | {"budget": 200, "repeats": 3}, right=1),
}
CHALLENGES = {"near": Challenge(all_near, solution={"mountain": 5, "validation_rows": 10000})}


def show(t: Words) -> None:
    """Budget and mountain beside the film; the course of the searches below."""
    controls, stage = st.columns([1, 3.9], gap="medium")

    def draw() -> None:
        with controls:
            race = ask(SearchRaceConfig, t, only=("budget", "scale"))
            mountain = ask(MountainConfig, t, only=("validation_rows", "mountain"))
            race = ask(SearchRaceConfig, t, only=("repeats", "race_seed"))
        with stage:
            tpe = cached(tpe_of, mountain, budget_ahead(race))
            found = race_of(mountain, race, tpe)
            surface = cached(surface_of, cached(mountain_of, MountainConfig(mountain=mountain.mountain)))
            fig, frames = race_film(found, surface, race.budget, t)
            last = frames.count - 1
            film(
                fig, frames, key="tuning_race", rate=6, frame=min(current_config(LanternState, t).shown, last),
                alt=t("alt.race", budget=race.budget, best=surface.best),
                on_frame=lambda frame: put({"shown": 61 if frame == last else frame}),
            )  # fmt: skip
            rows = race_rows(found, surface)
            said = [t("row", name=t(f"searches.{row['search']}"), **row) for row in rows]
            st.markdown("\n".join([t("table", repeats=found.curves.shape[1]), *said]))
            st.markdown(t("about_top", best=surface.best, rate=surface.best_rate, decay=surface.best_decay))
            figure(progress_figure(found, surface, t), key="tuning_progress", alt=t("alt.progress"))
        key, values = chance_line(race.budget)
        live_formula(t, key, **values)
        challenges(t, CHALLENGES, near=(race, found, surface))
        numbers = race_numbers(found)
        codes = {"NumPy": run_race, "Optuna": race_in_library}
        made = {name: Made(race_numbers, Made(function, mountain, race)) for name, function in codes.items()}
        code_panel(t, made, shown=numbers)

    drawing(t, draw)
