"""How sure is a number? Three parts: its interval, what a larger test set would give, and a second model."""

from dataclasses import replace

import streamlit as st

from core.practice.metrics import library, numbers
from core.practice.metrics.binary_report import evaluate_binary
from core.practice.metrics.certainty import MetricInterval, Resamples, bootstrap_chunks, metric_intervals
from core.practice.metrics.predictions import BinaryScores, Predictions
from core.practice.metrics.settings import BinaryConfig, IntervalConfig
from pages.practice.metrics import source
from pages.shared import Made, Words, ask, choose, code_panel, with_progress

PARTS = "doubt"
STANDARD = {
    "tab": "certainty", "metric": "accuracy", "level": 0.95, "resamples": 2000, "threshold": 0.5, "reweight": False,
    "test_share": 0.3, "split_seed": 0, "feature_noise": 0.0, "inverse_penalty": 1.0, "neighbors": 5,
}  # fmt: skip
LOGISTIC = {"source": "data", "model": "Logistic regression"}


def question(t: Words, predictions: Predictions) -> tuple[BinaryScores, BinaryConfig, IntervalConfig]:
    """The controls of all three parts: metric, level, class, resamples and threshold."""
    ask(IntervalConfig, t, only=("metric", "level"))
    positive = choose(t, "positive", dict(enumerate(predictions.class_names)), default=1)
    with st.popover(t("more"), icon=":material/tune:", width="stretch"):
        config = ask(IntervalConfig, t, only=("resamples", "bootstrap_seed"))
        binary = ask(BinaryConfig, t, only=("threshold",))
    return source.scores_of(predictions, positive), replace(binary, positive=positive), config


def chosen_interval(
    t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig
) -> tuple[MetricInterval, tuple[MetricInterval, ...], Resamples, IntervalConfig]:
    """The interval of the chosen metric, those of all metrics, the resamples behind them, and how many these are.

    The config is the given one, with as many resamples as there was time for.
    """
    resamples = resampled(t, scores, binary, config)
    rows = metric_intervals(scores, binary, config, resamples)
    row = next(row for row in rows if row.name == config.metric)
    return row, rows, resamples, replace(config, resamples=resamples.done)


def interval_code(
    t: Words, row: MetricInterval, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig
) -> None:
    """The code that computes the interval of the chosen metric."""
    call = source.call_of(scores)
    code_panel(
        t, {"NumPy": Made(numbers.interval_numbers, call, binary, config),
            "scikit-learn": Made(library.interval_numbers, call, binary, config)},
        shown=row.numbers(),
    )  # fmt: skip


def resampled(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Resamples:
    """Every metric on the resamples; the level and the chosen metric do not enter."""
    alike = IntervalConfig(resamples=config.resamples, bootstrap_seed=config.bootstrap_seed)
    return with_progress(
        bootstrap_chunks, scores, binary, alike, share=lambda state: state.done / state.total,
        said=t("resampling", total=config.resamples), own=scores.made is None,
        cut=lambda state: t("resampling_cut", done=state.done, total=state.total),
    )  # fmt: skip


def why_undefined(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> None:
    """The sentence for a chosen metric that has no value."""
    reason = evaluate_binary(scores, binary)[config.metric].undefined
    said = t("undefined_metric", metric=t(f"metric.{config.metric}"), why=t(f"undefined.{reason}"))
    st.info(said, icon=":material/block:")
