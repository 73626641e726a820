"""The width of an interval over the size of the test set."""

import streamlit as st

from core.practice.metrics.certainty import width_curve_in_steps
from core.practice.metrics.certainty_figure import width_figure
from core.practice.metrics.certainty_report import size_by_hand
from core.practice.metrics.predictions import Predictions
from pages.practice.metrics import source
from pages.practice.metrics.certainty import STANDARD, interval_code, intervals, question, warn_flat, why_undefined
from pages.shared import Experiment, Words, by_hand, figure, with_progress

CURVES = {"source": "distributions", "separation": 2.0, "spread": 1.0, "spread_ratio": 1.0, "balance": 0.5}
EXPERIMENTS = {
    "four_times": Experiment({**STANDARD, **CURVES, "doubt": "size", "samples": 2000}, right=1),
}

choose = source.choose


def show(t: Words, predictions: Predictions) -> None:
    """The interval's width as it is, and for test sets of other sizes."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        asked = question(t, predictions)
    row, _, _, asked = intervals(t, asked)
    config = asked[-1]
    with stage:
        if row.value is None:
            st.info(why_undefined(t, *asked), icon=":material/block:")
        elif row.width is not None:
            curve = with_progress(
                width_curve_in_steps, *asked, share=lambda curve: curve.share, said=t("sizing"),
                own=asked[0].made is None,
            )  # fmt: skip
            said = {"width": row.width, "n": curve.samples, "level": config.level}
            figure(width_figure(curve, row.width, t), key="metrics_width", alt=t("alt.width", **said))
            st.markdown(t("size_said" if curve.has_width else "size_flat", **said))
            warn_flat(t, row)
    by_hand(t, "metrics_size_by_hand", size_by_hand(row, t(f"metric.{row.name}"), config))
    interval_code(t, row, asked)
