"""The interval of one number: bootstrap, Wilson's formula, and all metrics beside each other."""

import streamlit as st

from core.practice.metrics.certainty_figure import forest_figure, resamples_alt, resamples_figure
from core.practice.metrics.certainty_report import interval_by_hand, interval_lines
from core.practice.metrics.challenges import sure_enough
from core.practice.metrics.predictions import Predictions
from pages.practice.metrics import source
from pages.practice.metrics.certainty import (
    LOGISTIC,
    STANDARD,
    interval_code,
    intervals,
    question,
    warn_flat,
    why_undefined,
)
from pages.shared import Challenge, Experiment, Words, by_hand, challenges, figure, paragraphs, put

EXPERIMENTS = {
    "all_right": Experiment({**STANDARD, **LOGISTIC, "data_set": "Iris", "positive": 0, "doubt": "interval"}, right=2),
}
CHALLENGES = {
    "sure_enough": Challenge(sure_enough, solution={"source": "distributions", "samples": 5000}),
}

choose = source.choose


def show(t: Words, predictions: Predictions) -> None:
    """The chosen metric on the resamples, its intervals in words, and the intervals of all metrics."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    left, right = stage.columns([1, 1.15], gap="medium")
    with controls:
        asked = question(t, predictions)
    row, rows, resamples, asked = intervals(t, asked)
    config, metric = asked[-1], t(f"metric.{row.name}")
    with left:
        if row.value is None:
            st.info(why_undefined(t, *asked), icon=":material/block:")
        elif row.low is not None:
            drawn = resamples_figure(resamples.values[row.name], row, t)
            figure(drawn, key="metrics_resampled", alt=resamples_alt(row, config.level, t))
            st.markdown(paragraphs(t, interval_lines(row, metric, config)))
            warn_flat(t, row)
    with right:
        if known := sum(row.low is not None for row in rows):
            alt = t("alt.forest", count=known, level=config.level)
            figure(forest_figure(rows, row.name, t), key="metrics_forest", alt=alt, on_click=_choose_metric)
            st.caption(t("forest_hint"))
    by_hand(t, "metrics_interval_by_hand", interval_by_hand(row, metric, config))
    challenges(t, CHALLENGES, sure_enough=(row, config.level))
    interval_code(t, row, asked)


def _choose_metric(click: dict[str, object]) -> None:
    put({"metric": str(click["customdata"])})
