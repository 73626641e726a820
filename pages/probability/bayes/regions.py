"""Naive Bayes in the plane of two features: its regions, and what it does when a feature is copied."""

from functools import partial

import streamlit as st

from core.figures.theme import INK
from core.probability.bayes.challenges import on_the_border, surer_not_better
from core.probability.bayes.naive import NaiveConfig, copies_by_sklearn, copy_numbers
from core.probability.bayes.regions import Regions, RegionsConfig, axes_of, regions, row_regions
from core.probability.bayes.regions_figure import regions_figure, sure_figure
from core.probability.bayes.regions_report import copy_lines, new_line, score_values
from pages.probability.bayes.chosen_rows import IN_SCRIPT, ChosenRows, choose_model, chosen_rows
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
    figure,
    folded,
    live_formula,
    put,
    sentences,
)

TAB = {"tab": "regions", "model": "Gaussian", "smoothing": 1e-9}
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
            chosen = chosen_rows(t)
        naive, config = current_config(NaiveConfig, t), current_config(RegionsConfig, t)
        names, classes = chosen.said(chosen.columns), chosen.said(chosen.classes)
        with controls:
            across, up = axes_of(config, len(names))
            _choose_column(t, "across", chosen.columns, across, ())
            _choose_column(t, "up", chosen.columns, up, (across,))
            ask(RegionsConfig, t, only=("copies",))
            choose_model(t)
        found: Regions = chosen.result(regions, row_regions, naive, config)
        with picture:
            key, values = new_line(found, classes)
            drawn = regions_figure(found, chosen.drawn(chosen.columns), chosen.drawn(chosen.classes), t)
            figure(drawn, key="bayes_regions", alt=t("alt.regions", **new_line(found, chosen.classes)[1]),
                   handles=[_new_row(found, t)])  # fmt: skip
        with beside:
            st.markdown(t(key, **values))
            alt = t("alt.sure", n=len(found.data.codes), wrong=found.copied.wrong)
            figure(sure_figure(found, t), key="bayes_sure", alt=alt)
            lines = copy_lines(found, config.copies)
            st.markdown(sentences(t, [(key, values | {"feature": names[across]}) for key, values in lines]))
        _by_hand(t, found, config.copies, classes)
        challenges(t, CHALLENGES, surer_not_better=(found, config.copies), on_the_border=(found,))
        _code(t, found, chosen, config.copies, naive)

    drawing(t, draw)


def _code(t: Words, found: Regions, chosen: ChosenRows, copies: int, naive: NaiveConfig) -> None:
    rows = chosen.in_script()
    if rows is None:
        st.caption(t("too_large_for_script", limit=IN_SCRIPT))
        return
    given = (rows, found.across, copies, naive)
    shown = {"wrong": found.copied.wrong, "confidence": float(found.copied.confidence.mean())}
    code_panel(t, {"NumPy": Made(copy_numbers, *given), "scikit-learn": Made(copies_by_sklearn, *given)}, shown=shown)


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
