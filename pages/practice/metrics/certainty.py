"""How sure is a number? Its interval, and what a larger test set would give; a second model is in `rival`."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.practice.metrics.certainty import wilson_parts
from core.practice.metrics.certainty_figure import forest_figure, resamples_alt, resamples_figure, width_figure
from core.practice.metrics.challenges import sure_enough
from core.practice.metrics.given import given_scores
from core.practice.metrics.intervals import MetricInterval, Resamples, metric_intervals, width_curve
from core.practice.metrics.predictions import BinaryScores, Predictions, one_versus_rest
from core.practice.metrics.settings import BinaryConfig, CertaintyState, IntervalConfig
from pages.practice.metrics import comparison
from pages.practice.metrics.code import code
from pages.practice.metrics.doubt import resampled, why_undefined
from pages.shared.ask import ask, choose
from pages.shared.cached import cached
from pages.shared.experiments import Experiment, challenges
from pages.shared.live import figure
from pages.shared.panels import live_formula
from pages.shared.state import put
from pages.shared.words import Words

STANDARD = {
    "tab": "certainty", "metric": "accuracy", "level": 0.95, "resamples": 2000, "threshold": 0.5, "reweight": False,
    "test_share": 0.3, "split_seed": 0, "feature_noise": 0.0, "inverse_penalty": 1.0, "neighbors": 5,
}  # fmt: skip
BELLS = {"source": "distributions", "separation": 2.0, "spread": 1.0, "spread_ratio": 1.0, "balance": 0.5}
LOGISTIC = {"source": "data", "model": "Logistic regression"}
EXPERIMENTS = {
    "four_times": Experiment({**STANDARD, **BELLS, "doubt": "size", "samples": 2000}, right=1),
    "all_right": Experiment({**STANDARD, **LOGISTIC, "data_set": "Iris", "positive": 0, "doubt": "interval"}, right=2),
    "one_point": Experiment(
        {**STANDARD, **LOGISTIC, "data_set": "Breast cancer", "positive": 1, "rival": "k-NN", "doubt": "rival"}, right=1
    ),
}


def show(t: Words, below: DeltaGenerator, predictions: Predictions) -> None:
    """One of three questions: the interval of a number, the size of the test set, or a second model."""
    doubt = ask(CertaintyState, t, only=("doubt",)).doubt
    controls, stage = st.columns([1, 3.6], gap="medium")
    with controls:
        binary, config = _ask(t, predictions)
    scores = one_versus_rest(predictions, binary.positive)
    if doubt == "rival":
        comparison.show(t, below, scores, binary, config, controls, stage)
        return
    resamples = resampled(t, scores, binary, config)
    rows = metric_intervals(scores, binary, config, resamples)
    row = next(row for row in rows if row.name == config.metric)
    with stage:
        if doubt == "interval":
            sentence, forest = st.columns([1, 1.1], gap="medium")
            with sentence:
                _interval(t, row, resamples, config)
                _undefined(t, row, scores, binary, config)
            with forest:
                _forest(t, rows, config)
        else:
            _size(t, scores, binary, config, row)
            _undefined(t, row, scores, binary, config)
    _by_hand(t, row, config, doubt)
    with below:
        if doubt == "interval":
            challenges(t, {"sure_enough": sure_enough(row, config.level)})
        code(t, "interval", given_scores(scores), binary, config)


def _ask(t: Words, predictions: Predictions) -> tuple[BinaryConfig, IntervalConfig]:
    ask(IntervalConfig, t, only=("metric", "level"))
    positive = choose(t, "positive", dict(enumerate(predictions.class_names)), default=1)
    with st.popover(t("certainty.more"), icon=":material/tune:", width="stretch"):
        config = ask(IntervalConfig, t, only=("resamples", "bootstrap_seed"))
        binary = ask(BinaryConfig, t, only=("threshold",))
    return replace(binary, positive=positive), config


def _undefined(
    t: Words, row: MetricInterval, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig
) -> None:
    if row.value is None:
        st.info(why_undefined(t, scores, binary, config), icon=":material/block:")


def _interval(t: Words, row: MetricInterval, resamples: Resamples, config: IntervalConfig) -> None:
    if row.value is None or row.low is None or row.high is None:
        return
    figure(
        resamples_figure(resamples.values[config.metric], row, t), key="metrics_resampled",
        alt=resamples_alt(row, config.level, t),
    )  # fmt: skip
    said = {"metric": t("metric." + row.name), "value": row.value, "level": config.level}
    st.markdown(t("certainty.said", low=row.low, high=row.high, total=resamples.total, **said))
    if row.wilson_low is not None:
        shares = {"successes": row.successes, "trials": row.trials}
        st.markdown(t("certainty.wilson_said", low=row.wilson_low, high=row.wilson_high, **shares))
    if row.low == row.high:
        st.warning(t("certainty.no_width"), icon=":material/warning:")
    if row.undefined:
        st.caption(t("certainty.left_out", count=row.undefined, total=resamples.total))


def _forest(t: Words, rows: tuple[MetricInterval, ...], config: IntervalConfig) -> None:
    known = sum(row.low is not None for row in rows)
    if known:
        alt = t("certainty.alt_forest", count=known, level=config.level)
        figure(forest_figure(rows, config.metric, t), key="metrics_forest", alt=alt, on_click=_choose_metric)
        st.caption(t("certainty.forest_hint"))


def _choose_metric(click: dict[str, object]) -> None:
    put({"metric": str(click["customdata"])})


def _size(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig, row: MetricInterval) -> None:
    if row.low is None or row.high is None:
        return
    with st.spinner(t("certainty.sizing"), show_time=False):
        curve = cached(width_curve, scores, binary, config)
    figure(
        width_figure(curve, row.high - row.low, t), key="metrics_width",
        alt=t("certainty.alt_width", width=row.high - row.low, n=curve.samples, level=config.level),
    )  # fmt: skip
    st.markdown(t("certainty.size_said", width=row.high - row.low, n=curve.samples, level=config.level))


def _by_hand(t: Words, row: MetricInterval, config: IntervalConfig, doubt: str) -> None:
    with st.expander(t("part.numbers"), icon=":material/calculate:"):
        parts = wilson_parts(row, config.level)
        if parts is None:
            st.markdown(t("certainty.no_proportion", metric=t("metric." + row.name)))
        else:
            values = {"p": parts.p, "z": parts.z, "n": parts.n, "successes": parts.successes}
            if doubt == "size":
                sizes = {"width": parts.rough_width, "size": parts.rough_size(0.02)}
                live_formula(t, "certainty.rough_by_hand", **values, **sizes)
            else:
                live_formula(t, "certainty.wilson_by_hand", low=row.wilson_low, high=row.wilson_high, **values)
                st.caption(t("certainty.agrees", low=parts.library_low, high=parts.library_high))
        if row.low is not None and doubt == "interval":
            tail = (1 - config.level) / 2
            ends = {"low": row.low, "high": row.high, "total": config.resamples}
            live_formula(t, "certainty.bootstrap_by_hand", tail=tail, rest=1 - tail, **ends)
