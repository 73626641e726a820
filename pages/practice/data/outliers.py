"""Five rules for outliers on rows that break how two columns go together."""

from dataclasses import replace

import streamlit as st

from core.practice.data.challenges import catches_most, far_but_right
from core.practice.data.from_scratch import outliers_from_scratch
from core.practice.data.outliers import OutliersConfig, outlier_numbers, outliers_of
from core.practice.data.repair_figure import outliers_figure
from core.practice.data.repair_report import outlier_lines
from core.refusal import Refusal
from pages.practice.data.source import called, choose_table, computed, place_in
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    choose,
    code_panel,
    current_config,
    drawing,
    figure,
    refusal,
    sentences,
)

PLANTED = {
    "tab": "repair", "repair": "outliers", "table": "penguins", "first_column": 5, "second_column": 6,
    "planted_percent": 5, "plant_seed": 0, "fence": 1.5, "threshold": 3.0, "as_class": (), "as_number": (),
    "left_out": (),
}  # fmt: skip
EXPERIMENTS = {
    "fences": Experiment(PLANTED | {"rule": "IQR"}, right=0),
    "shrinks": Experiment(PLANTED | {"rule": "z"}, right=1),
    "told": Experiment(PLANTED | {"rule": "LOF", "planted_percent": 0, "flagged_percent": 5}, right=1),
}
CHALLENGES = {
    "catch": Challenge(catches_most, solution={"rule": "LOF", "flagged_percent": 6, "planted_percent": 5}),
    "far": Challenge(far_but_right, solution={"table": "breast_cancer", "first_column": 14, "second_column": 11}),
}
NUMBER = {"IQR": "fence", "z": "threshold"}


def show(t: Words) -> None:
    """The rule and the columns beside the points."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        frame = choose_table(t, target=False)
        rule = ask(OutliersConfig, t, only=("rule",)).rule
        numbers = {
            k: called(t, frame, one.name) for k, one in enumerate(frame.columns, 1) if frame.kind(one) == "number"
        }
        config = current_config(OutliersConfig, t)
        columns = [place_in(config.first_column, numbers, 0), place_in(config.second_column, numbers, 1)]
        if numbers:
            choose(t, "first_column", numbers, default=columns[0])
            choose(t, "second_column", numbers, default=columns[1])
        place = st.container()

    def draw() -> None:
        with place:
            now = ask(OutliersConfig, t, only=(NUMBER.get(rule, "flagged_percent"), "planted_percent", "plant_seed"))
            now = replace(now, first_column=columns[0], second_column=columns[1])
        with stage:
            try:
                found = computed(outliers_of, frame, now)
            except Refusal as error:
                refusal(t, error)
                return
            names = [called(t, frame, frame.columns[min(k, len(frame.columns)) - 1].name)
                     for k in (now.first_column, now.second_column)]  # fmt: skip
            alt = t("alt.outliers", planted=int(found.planted.sum()), flagged=int(found.flagged.sum()))
            figure(outliers_figure(found, now, names, t), key="data_outliers", alt=alt)
            st.markdown(sentences(t, outlier_lines(found)))
            challenges(t, CHALLENGES, catch=(found,), far=(found, now))
            ways = {"scikit-learn": Made(outlier_numbers, found.x, found.y, now)}
            if rule in NUMBER:
                ways["NumPy"] = Made(outliers_from_scratch, found.x, found.y, now)
            code_panel(t, ways, shown=outlier_numbers(found.x, found.y, now))

    drawing(t, draw)
