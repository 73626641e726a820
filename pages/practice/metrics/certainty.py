"""How sure is a number? Three parts: its interval, what a larger test set would give, and a second model."""

from dataclasses import replace

import streamlit as st

from core.practice.metrics import library, numbers
from core.practice.metrics.binary_report import evaluate_binary
from core.practice.metrics.certainty import MetricInterval, Resamples, bootstrap_chunks, metric_intervals
from core.practice.metrics.certainty_report import flat_lines
from core.practice.metrics.predictions import BinaryScores, Predictions
from core.practice.metrics.settings import BinaryConfig, IntervalConfig
from pages.practice.metrics import source
from pages.shared import Made, Words, ask, choose, code_panel, sentences, with_progress

PARTS = "doubt"
STANDARD = {
    "tab": "certainty", "metric": "accuracy", "level": 0.95, "resamples": 2000, "threshold": 0.5, "reweight": False,
    "test_share": 0.3, "split_seed": 0, "feature_noise": 0.0, "inverse_penalty": 1.0, "neighbors": 5,
}  # fmt: skip
LOGISTIC = {"source": "data", "model": "Logistic regression"}
Asked = tuple[BinaryScores, BinaryConfig, IntervalConfig]


def question(t: Words, predictions: Predictions) -> Asked:
    """The controls of all three parts: metric, level, class, resamples and threshold."""
    ask(IntervalConfig, t, only=("metric", "level"))
    positive = choose(t, "positive", dict(enumerate(predictions.class_names)), default=1)
    with st.popover(t("more"), icon=":material/tune:", width="stretch"):
        config = ask(IntervalConfig, t, only=("resamples", "bootstrap_seed"))
        binary = ask(BinaryConfig, t, only=("threshold",))
    source.notes(t, predictions)
    return source.scores_of(predictions, positive), replace(binary, positive=positive), config


def intervals(t: Words, asked: Asked) -> tuple[MetricInterval, tuple[MetricInterval, ...], Resamples, Asked]:
    """The interval of the chosen metric, those of all metrics, the resamples behind them, and what was asked.

    With as many resamples as there was time for.
    """
    scores, binary, config = asked
    resamples = resampled(t, *asked)
    rows = metric_intervals(scores, binary, config, resamples)
    row = next(row for row in rows if row.name == config.metric)
    return row, rows, resamples, (scores, binary, replace(config, resamples=resamples.done))


def resampled(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> Resamples:
    """Every metric on the resamples; the level and the chosen metric do not enter."""
    alike = IntervalConfig(resamples=config.resamples, bootstrap_seed=config.bootstrap_seed)
    return with_progress(
        bootstrap_chunks, scores, binary, alike, share=lambda state: state.done / state.total,
        said=t("resampling", total=config.resamples), own=scores.made is None,
        cut=lambda state: t("resampling_cut", done=state.done, total=state.total),
    )  # fmt: skip


def interval_code(t: Words, row: MetricInterval, asked: Asked) -> None:
    """The code that computes the interval of the chosen metric."""
    scores, *configs = asked
    calls = {"NumPy": numbers.interval_numbers, "scikit-learn": library.interval_numbers}
    call = source.call_of(scores)
    code_panel(t, {name: Made(way, call, *configs) for name, way in calls.items()}, shown=row.numbers())


def why_undefined(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig) -> str:
    """The sentence for a chosen metric that has no value."""
    reason = evaluate_binary(scores, binary)[config.metric].undefined
    return t("undefined_metric", metric=t(f"metric.{config.metric}"), why=t(f"undefined.{reason}"))


def warn_flat(t: Words, row: MetricInterval) -> None:
    """The warning for an interval without width."""
    if said := sentences(t, flat_lines(row)):
        st.warning(said, icon=":material/warning:")
