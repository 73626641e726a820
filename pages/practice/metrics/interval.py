"""The interval of one number: bootstrap, Wilson's formula, and all metrics beside each other."""

import streamlit as st

from core.practice.metrics.certainty import MetricInterval, Resamples, wilson_parts
from core.practice.metrics.certainty_figure import forest_figure, resamples_alt, resamples_figure
from core.practice.metrics.challenges import sure_enough
from core.practice.metrics.predictions import Predictions
from core.practice.metrics.settings import IntervalConfig
from pages.practice.metrics import source
from pages.practice.metrics.certainty import LOGISTIC, STANDARD, chosen_interval, interval_code, question, why_undefined
from pages.shared import (
    Challenge,
    Experiment,
    Words,
    challenges,
    figure,
    folded,
    live_formula,
    put,
)

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
    sentence, forest = stage.columns([1, 1.15], gap="medium")
    with controls:
        scores, binary, config = question(t, predictions)
        source.notes(t, predictions)
    row, rows, resamples, config = chosen_interval(t, scores, binary, config)
    with sentence:
        if row.value is None:
            why_undefined(t, scores, binary, config)
        else:
            _interval(t, row, resamples, config)
    with forest:
        _forest(t, rows, config)
    _by_hand(t, row, config)
    challenges(t, CHALLENGES, sure_enough=(row, config.level))
    interval_code(t, row, scores, binary, config)


def _interval(t: Words, row: MetricInterval, resamples: Resamples, config: IntervalConfig) -> None:
    if row.low is None or row.high is None:
        return
    figure(
        resamples_figure(resamples.values[config.metric], row, t), key="metrics_resampled",
        alt=resamples_alt(row, config.level, t),
    )  # fmt: skip
    said = {"metric": t(f"metric.{row.name}"), "value": row.value, "level": config.level}
    st.markdown(t("said", low=row.low, high=row.high, total=resamples.done, **said))
    if row.wilson_low is not None:
        shares = {"successes": row.successes, "trials": row.trials}
        st.markdown(t("wilson_said", low=row.wilson_low, high=row.wilson_high, **shares))
    if row.low == row.high:
        st.warning(t("no_width"), icon=":material/warning:")
    if row.undefined:
        st.caption(t("left_out", count=row.undefined, total=resamples.done))


def _forest(t: Words, rows: tuple[MetricInterval, ...], config: IntervalConfig) -> None:
    known = sum(row.low is not None for row in rows)
    if known:
        alt = t("alt.forest", count=known, level=config.level)
        figure(forest_figure(rows, config.metric, t), key="metrics_forest", alt=alt, on_click=_choose_metric)
        st.caption(t("forest_hint"))


def _choose_metric(click: dict[str, object]) -> None:
    put({"metric": str(click["customdata"])})


@folded("part.numbers", icon="calculate", key="metrics_interval_by_hand")
def _by_hand(t: Words, row: MetricInterval, config: IntervalConfig) -> None:
    parts = wilson_parts(row, config.level)
    if parts is None:
        st.markdown(t("no_proportion", metric=t(f"metric.{row.name}")))
    else:
        values = {"p": parts.p, "z": parts.z, "n": parts.n, "successes": parts.successes}
        live_formula(t, "wilson_by_hand", low=row.wilson_low, high=row.wilson_high, **values)
        st.caption(t("scipy", low=parts.library_low, high=parts.library_high))
    if row.low is not None:
        tail = (1 - config.level) / 2
        ends = {"low": row.low, "high": row.high, "total": config.resamples}
        live_formula(t, "bootstrap_by_hand", tail=tail, rest=1 - tail, **ends)
