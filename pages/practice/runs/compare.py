"""Two to six runs over each other."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from core.practice.runs.challenges import same_but_one
from core.practice.runs.choice import chosen_records, first_choice, titles
from core.practice.runs.curves import MOST, compared, setting_rows
from core.practice.runs.curves_figure import curves_figure
from core.practice.runs.curves_report import curve_lines
from core.practice.runs.records import RunRecord, metrics_of
from core.practice.runs.settings import CurvesConfig
from core.practice.runs.tree import family_tree
from pages.practice.runs import source
from pages.practice.runs.source import Shelf
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    put,
    sentences,
)
from pages.shared import (
    choose as choose_option,
)

EXAMPLES = {"tab": "compare", "source": "examples", "curve": "test_loss", "log_scale": False, "log_steps": False}
EXPERIMENTS = {
    "smoothing": Experiment({**EXAMPLES, "chosen": "03-0,08-0", "smoothing": 0.9}, right=1),
    "batch": Experiment({**EXAMPLES, "chosen": "02-0,06-0", "smoothing": 0.0}, right=0),
}
CHALLENGES = {"one_change": Challenge(same_but_one, solution={"chosen": "02-0,03-0", "curve": "test_loss"})}

choose = source.choose


def show(t: Words, shelf: Shelf) -> None:
    """Which runs, how they are drawn, the curves, and the settings that differ."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        records = _chosen(t, shelf)
    with controls:
        metrics = metrics_of(records)
        curve = choose_option(t, "curve", {name: name for name in metrics}, "", 2) if metrics else ""
        place = st.container()
    curves = {record.key: shelf.curves(record) for record in records}

    def draw() -> None:
        with place:
            config = replace(ask(CurvesConfig, t, only=("smoothing", "log_scale", "log_steps")), curve=curve[:64])
        made = compared(records, curves, curve, config.smoothing)
        found = made.value() if made else None
        with stage:
            alt = t("alt.curves", count=len(records), curve=curve or "–")
            figure(curves_figure(records, curves, curve, config, found, t), key="runs_curves", alt=alt)
            if found is not None:
                st.markdown(sentences(t, curve_lines(records, found, curve)))
            else:
                st.info(t("compare.two"), icon=":material/info:")
        challenges(t, CHALLENGES, one_change=(records, found))
        if made:
            code_panel(t, {"NumPy": made}, shown=found)

    drawing(t, draw)
    _settings(t, records)


def _chosen(t: Words, shelf: Shelf) -> tuple[RunRecord, ...]:
    """The runs of the link, or the way to the best one; at most six."""
    records = chosen_records(shelf.records, current_config(CurvesConfig, t).chosen)
    if not records:
        metric = next(iter(metrics_of(shelf.records)), "")
        records = first_choice(family_tree(shelf.records, metric, "last"), metric)
    names = titles(shelf.records)
    st.session_state["runs__chosen"] = [record.key for record in records]

    def remember() -> None:
        put({"chosen": ",".join(st.session_state["runs__chosen"])})

    st.multiselect(
        t("fields.chosen.label"), [record.key for record in shelf.records], format_func=names.__getitem__,
        key="runs__chosen", max_selections=MOST, on_change=remember, help=t("fields.chosen.help"),
    )  # fmt: skip
    return records


def _settings(t: Words, records: tuple[RunRecord, ...]) -> None:
    """The settings that differ, a column for each run."""
    rows = setting_rows(records)
    if len(records) < 2:
        return
    if not rows:
        st.markdown(t("compare.equal"))
        return
    labels = [record.label for record in records]
    columns = [
        label if labels.count(label) == 1 else f"{label} {record.key}"
        for label, record in zip(labels, records, strict=True)
    ]
    table = pd.DataFrame([row["values"] for row in rows], columns=columns)
    table.insert(0, t("compare.setting"), [row["name"] for row in rows])
    st.dataframe(table, hide_index=True, key="runs_settings")
