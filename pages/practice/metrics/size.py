"""The width of an interval over the size of the test set."""

import streamlit as st

from core.practice.metrics.certainty import MetricInterval, width_curve_in_steps, wilson_parts
from core.practice.metrics.certainty_figure import width_figure
from core.practice.metrics.predictions import BinaryScores, Predictions
from core.practice.metrics.settings import BinaryConfig, IntervalConfig
from pages.practice.metrics import source
from pages.practice.metrics.certainty import (
    STANDARD,
    chosen_interval,
    interval_code,
    question,
    why_undefined,
)
from pages.shared import Experiment, Words, figure, folded, live_formula, with_progress

CURVES = {"source": "distributions", "separation": 2.0, "spread": 1.0, "spread_ratio": 1.0, "balance": 0.5}
EXPERIMENTS = {
    "four_times": Experiment({**STANDARD, **CURVES, "doubt": "size", "samples": 2000}, right=1),
}

choose = source.choose


def show(t: Words, predictions: Predictions) -> None:
    """The interval's width as it is, and for test sets of other sizes."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        scores, binary, config = question(t, predictions)
        source.notes(t, predictions)
    row, _, _, config = chosen_interval(t, scores, binary, config)
    with stage:
        if row.value is None:
            why_undefined(t, scores, binary, config)
        elif row.low is not None and row.high is not None:
            _width(t, scores, binary, config, row.high - row.low)
    _by_hand(t, row, config)
    interval_code(t, row, scores, binary, config)


def _width(t: Words, scores: BinaryScores, binary: BinaryConfig, config: IntervalConfig, width: float) -> None:
    curve = with_progress(
        width_curve_in_steps, scores, binary, config, share=lambda curve: curve.share, said=t("sizing"),
        own=scores.made is None,
    )  # fmt: skip
    said = {"width": width, "n": curve.samples, "level": config.level}
    figure(width_figure(curve, width, t), key="metrics_width", alt=t("alt.width", **said))
    st.markdown(t("size_said", **said))


@folded("part.numbers", icon="calculate", key="metrics_size_by_hand")
def _by_hand(t: Words, row: MetricInterval, config: IntervalConfig) -> None:
    parts = wilson_parts(row, config.level)
    if parts is None:
        st.markdown(t("no_proportion", metric=t(f"metric.{row.name}")))
    else:
        values = {"p": parts.p, "z": parts.z, "n": parts.n, "successes": parts.successes}
        live_formula(t, "rough_by_hand", width=parts.rough_width, size=parts.rough_size(0.02), **values)
