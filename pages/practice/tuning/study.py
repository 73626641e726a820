"""A search on a real model as a job, and how its trials are read."""

import numpy as np
import streamlit as st

from core.practice.tuning.challenges import good_digits
from core.practice.tuning.reading import (
    ReadingConfig,
    importance_of_study,
    lit,
    majority_share,
    study_lines,
    study_numbers,
)
from core.practice.tuning.study import SearchStudy, SearchStudyConfig, ranges_of, search_digits
from core.practice.tuning.study_figure import history_figure, parallel_figure
from core.refusal import Refusal
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
    job,
    refusal,
    sentences,
)

USUAL = {"tab": "study", "search": "tpe", "trials": 12, "lowest_rate": 1e-3, "highest_rate": 3.0, "study_seed": 0,
         "top_percent": 25, "below_rate": 10.0}  # fmt: skip
EXPERIMENTS = {
    "grid": Experiment(USUAL | {"search": "grid", "trials": 16}, right=0),
    "settings": Experiment(USUAL | {"search": "halving"}, right=1),
}
CHALLENGES = {"digits": Challenge(good_digits, solution={"lowest_rate": 0.1, "highest_rate": 0.5, "trials": 16})}


def show(t: Words) -> None:
    """The search and its budget beside the trials, which come as they are made."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        config = ask(SearchStudyConfig, t, segments=1)
    try:
        ranges = ranges_of(config)
    except Refusal as error:
        with stage:
            refusal(t, error)
        return

    def draw_axes() -> None:
        figure(parallel_figure(None, ranges, np.zeros(0, bool), t), key="tuning_parallel", alt=t("alt.axes"))

    def draw_trials(study: SearchStudy, reading: ReadingConfig) -> None:
        chosen = lit(study, reading)
        alt = t("alt.parallel", trainings=len(study.validation), best=study.validation[study.winner])
        figure(parallel_figure(study, ranges, chosen, t), key="tuning_parallel", alt=alt)

    with stage:
        study = job(
            t, search_digits, config, show=lambda snapshot: draw_trials(snapshot, ReadingConfig()), before=draw_axes
        )
        if study is None:
            st.caption(t("about"))
            return

    def draw() -> None:
        with controls:
            reading = ask(ReadingConfig, t)
        importance = cached(importance_of_study, study, config, reading)
        with stage:
            draw_trials(study, reading)
            st.markdown(sentences(t, study_lines(study, majority_share())))
            known = importance.shares[0] == importance.shares[0]
            figure(history_figure(study, importance, t), key="tuning_history",
                   alt=t("alt.history", trainings=len(study.validation)))  # fmt: skip
            st.caption(t("importance" if known else "importance_none", trials=importance.trials))
            st.caption(t("about"))
        challenges(t, CHALLENGES, digits=(config, study))
        code_panel(t, {"PyTorch + Optuna": Made(study_numbers, study.made)}, shown=study_numbers(study))

    drawing(t, draw)
