"""Two to six runs over each other."""

from dataclasses import replace

import streamlit as st

from core.practice.runs.axes import over_axis
from core.practice.runs.challenges import same_but_one
from core.practice.runs.curves import compared, settings_frame
from core.practice.runs.curves_figure import curves_figure
from core.practice.runs.curves_report import curve_lines
from core.practice.runs.records import metrics_of
from core.practice.runs.settings import CurvesConfig
from pages.practice.runs import source
from pages.practice.runs.picked import picked_runs
from pages.practice.runs.source import Shelf
from pages.shared import Challenge, Experiment, Words, ask, challenges, code_panel, drawing, figure, sentences
from pages.shared import choose as choose_option

EXAMPLES = {"tab": "compare", "source": "examples", "curve": "test_loss", "log_scale": False, "log_steps": False}
BATCHES = {**EXAMPLES, "chosen": "02-0,06-0", "smoothing": 0.0}
EXPERIMENTS = {
    "smoothing": Experiment({**EXAMPLES, "axis": "step", "chosen": "03-0,08-0", "smoothing": 0.9}, right=1),
    "batch": Experiment({**BATCHES, "axis": "epoch"}, right=0),
    "steps": Experiment({**BATCHES, "axis": "step"}, right=2),
}
CHALLENGES = {"one_change": Challenge(same_but_one, solution={"chosen": "02-0,03-0", "curve": "test_loss"})}
DRAWN = ("axis", "smoothing", "log_scale", "log_steps")

choose = source.choose


def show(t: Words, shelf: Shelf) -> None:
    """Which runs, how they are drawn, the curves, and the settings that differ."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        records = picked_runs(t, shelf)
    with controls:
        metrics = metrics_of(records)
        curve = choose_option(t, "curve", {name: name for name in metrics}, "", 2) if metrics else ""
        place = st.container()
    known = {record.key: (shelf.curves(record), shelf.places(record)) for record in records}

    def draw() -> None:
        with place:
            config = replace(ask(CurvesConfig, t, only=DRAWN), curve=curve[:64])
        curves = {key: over_axis(*both, config.axis) for key, both in known.items()}
        mute = sum(curve in known[key][0] and curve not in told for key, told in curves.items())
        made = compared(records, curves, curve, config.smoothing, config.axis)
        found = made.value() if made else None
        with stage:
            if mute:
                st.info(t(f"compare.mute_{config.axis}", count=mute), icon=":material/timer_off:")
            if mute < len(records) or not records:
                alt = t("alt.curves", count=len(records) - mute, curve=curve or "–", axis=t(f"curves.{config.axis}"))
                figure(curves_figure(records, curves, curve, config, found, t), key="runs_curves", alt=alt)
            if found is not None:
                st.markdown(sentences(t, curve_lines(records, found, curve, config.axis)))
            elif not mute:
                st.info(t("compare.two"), icon=":material/info:")
        challenges(t, CHALLENGES, one_change=(records, found))
        if made:
            code_panel(t, {"NumPy": made}, shown=found)

    drawing(t, draw)
    if len(records) > 1:
        frame = settings_frame(records, t("compare.setting"))
        if len(frame):
            st.dataframe(frame, hide_index=True, key="runs_settings")
        else:
            st.markdown(t("compare.equal"))
