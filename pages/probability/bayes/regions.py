"""Naive Bayes in the plane of two features: its regions, and what it does when a feature is copied."""

from functools import partial

import streamlit as st

from core.data.tables import load_table
from core.figures.theme import INK
from core.probability.bayes.challenges import on_the_border, surer_not_better
from core.probability.bayes.naive import (
    NaiveConfig,
    copies_by_sklearn,
    copy_numbers,
    labeled_rows,
    sample_rows,
)
from core.probability.bayes.regions import Regions, RegionsConfig, axes_of, regions
from core.probability.bayes.regions_figure import regions_figure, sure_figure
from core.probability.bayes.regions_report import copy_lines, new_line, score_values
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
    current_config,
    drawing,
    figure,
    folded,
    live_formula,
    pick_table,
    put,
    sentences,
)
from pages.shared.pickers import class_name, column_name

TAB = {"tab": "regions", "smoothing": 1e-9}
EXPERIMENTS = {
    "copied": Experiment(TAB | {"table": "iris", "across": 3, "up": 4, "copies": 3}, right=1),
    "harm": Experiment(TAB | {"table": "breast_cancer", "across": 13, "up": 1, "copies": 5}, right=2),
    "upright": Experiment(TAB | {"table": "iris", "across": 3, "up": 4, "copies": 0}, right=0),
}
CHALLENGES = {
    "surer_not_better": Challenge(surer_not_better, solution={"table": "iris", "across": 4, "up": 3, "copies": 1}),
    "on_the_border": Challenge(on_the_border, solution={"new_x": 0.66, "new_y": 0.61}),
}


def show(t: Words) -> None:
    """The table and its two columns beside the plane; the copies and the confidence of all features."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        picture, beside = st.columns([1.35, 1], gap="medium")

    def draw() -> None:
        with controls:
            pick_table(t, NaiveConfig)
        naive, config = current_config(NaiveConfig, t), current_config(RegionsConfig, t)
        data, table = cached(labeled_rows, naive.table), load_table(naive.table)
        names = [column_name(t, table, name) for name in data.names]
        classes = [class_name(t, table, label) for label in data.classes]
        with controls:
            across, up = axes_of(config, len(names))
            _choose_column(t, "across", names, across, ())
            _choose_column(t, "up", names, up, (across,))
            ask(RegionsConfig, t, only=("copies",))
            ask(NaiveConfig, t, only=("smoothing",))
        found = cached(regions, naive, config)
        with picture:
            key, values = new_line(found, classes)
            figure(regions_figure(found, names, classes, t), key="bayes_regions", alt=t("alt.regions", **values),
                   handles=[_new_row(found, t)])  # fmt: skip
        with beside:
            st.markdown(t(key, **values))
            alt = t("alt.sure", n=len(data.codes), wrong=found.copied.wrong)
            figure(sure_figure(found, t), key="bayes_sure", alt=alt)
            lines = copy_lines(found, config.copies)
            st.markdown(sentences(t, [(key, values | {"feature": names[across]}) for key, values in lines]))
        _by_hand(t, found, config.copies, classes)
        challenges(t, CHALLENGES, surer_not_better=(found, config.copies), on_the_border=(found,))
        shipped = naive.table != "penguins"
        rows = Made(sample_rows, naive.table) if shipped else (data.values, data.codes)
        given = (rows, across, config.copies, naive.smoothing)
        shown = {"wrong": found.copied.wrong, "confidence": float(found.copied.confidence.mean())}
        code_panel(
            t, {"NumPy": Made(copy_numbers, *given), "scikit-learn": Made(copies_by_sklearn, *given)}, shown=shown
        )

    drawing(t, draw)


@folded("part.numbers", icon="calculate", key="bayes_regions_by_hand")
def _by_hand(t: Words, found: Regions, copies: int, classes: list[str]) -> None:
    """The score of every class at the new row; the largest wins."""
    st.markdown(t("scores"))
    for code, name in enumerate(classes):
        live_formula(t, "score", name=name, **score_values(found, copies, code))


def _choose_column(t: Words, field: str, names: list[str], now: int, without: tuple[int, ...]) -> None:
    """The select box of a column of the table; what is stored counts from 1 on."""
    key = f"bayes_{field}"
    st.session_state[key] = now
    st.selectbox(
        t(f"fields.{field}.label"), [k for k in range(len(names)) if k not in without], key=key,
        format_func=names.__getitem__, help=t.get(f"fields.{field}.help"), on_change=partial(_remember, field, key),
    )  # fmt: skip


def _remember(field: str, key: str) -> None:
    put({field: st.session_state[key] + 1})


def _new_row(found: Regions, t: Words) -> Handle:
    """The new row in the figure; what is stored are shares of the axes."""
    (left, right), (low, high) = found.x_range.tolist(), found.y_range.tolist()

    def moved(x: float, y: float) -> None:
        put({"new_x": round((x - left) / (right - left), 3), "new_y": round((y - low) / (high - low), 3)})

    return Handle(
        name="new", x=float(found.new[0]), y=float(found.new[1]), label=t("handle.new"), color=INK, x_low=left,
        x_high=right, y_low=low, y_high=high, on_drag=moved,
    )  # fmt: skip
