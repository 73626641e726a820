"""Do scores mean what they say, and how can they be repaired?"""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.practice.metrics.calibration import (
    LEAST_OF_A_CLASS,
    Calibration,
    Recalibration,
    can_be_split,
    recalibrate,
    reliability,
)
from core.practice.metrics.calibration_figure import brier_figure, reliability_alt, reliability_figure, repair_figure
from core.practice.metrics.calibration_report import calibration_numbers_in_tex
from core.practice.metrics.challenges import repaired
from core.practice.metrics.given import given_scores
from core.practice.metrics.numbers_library_certainty import calibration_errors
from core.practice.metrics.predictions import BinaryScores, Predictions, one_versus_rest
from core.practice.metrics.settings import BinaryConfig, CalibrationConfig, MetricsState
from pages.practice.metrics.by_hand import agreement
from pages.practice.metrics.code import code
from pages.shared.ask import ask, choose, current_config
from pages.shared.experiments import Experiment, challenges
from pages.shared.live import figure
from pages.shared.panels import folded, live_formula
from pages.shared.words import Words

BINS = {"bins": 10, "binning": "uniform", "held_out": 0.5, "calibration_seed": 0}
EXPERIMENTS = {
    "louder": Experiment(
        {
            "tab": "calibration", "source": "distributions", "separation": 2.0, "spread": 1.0, "spread_ratio": 1.0,
            "balance": 0.5, "samples": 2000, "confidence": 3.0, **BINS,
        },
        right=1,
    ),
    "which_repair": Experiment(
        {
            "tab": "calibration", "source": "data", "data_set": "Breast cancer", "model": "Naive Bayes",
            "smoothing": 1e-9, "test_share": 0.3, "split_seed": 0, "feature_noise": 0.0, "positive": 1,
            "recalibration": "Isotonic", **BINS,
        },
        right=1,
    ),
}  # fmt: skip


def show(t: Words, below: DeltaGenerator, predictions: Predictions) -> None:
    """Reliability and its error, the parts of the Brier score, and the repair on the part not fitted on."""
    controls, left, right = st.columns([1, 1.5, 1.5], gap="medium")
    with controls:
        positive = choose(t, "positive", dict(enumerate(predictions.class_names)), default=1)
        config = ask(CalibrationConfig, t, only=("bins", "binning", "recalibration"))
        with st.popover(t("calibration.more"), icon=":material/tune:", width="stretch"):
            config = ask(CalibrationConfig, t, only=("held_out", "calibration_seed"))
    scores = one_versus_rest(predictions, positive)
    source = current_config(MetricsState, t).source
    if scores.kind == "label":
        with left:
            st.info(t("calibration.labels"), icon=":material/block:")
        return
    result = reliability(scores.y, scores.score, config)
    with left:
        figure(reliability_figure(result, t), key="metrics_reliability", alt=reliability_alt(result, t))
        if scores.kind == "score":
            st.caption(t("calibration.no_probabilities"))
        _brier(t, result)
    with right:
        repair = _repair(t, scores, config)
    st.markdown(t("calibration.brier_said"))
    _by_hand(t, result, repair, scores, config)
    given = source in ("file", "run")
    configs = [config] if given else [replace(current_config(BinaryConfig, t), positive=positive), config]
    with below:
        if repair is not None:
            challenges(t, {"repaired": repaired(repair)})
        code(t, "calibration", given_scores(scores), *configs)


def _repair(t: Words, scores: BinaryScores, config: CalibrationConfig) -> Recalibration | None:
    if not can_be_split(scores.y, config):
        positives = int(scores.y.sum())
        counts = {"positives": positives, "negatives": len(scores.y) - positives, "least": LEAST_OF_A_CLASS}
        st.info(t("calibration.too_few", **counts), icon=":material/block:")
        return None
    repair = recalibrate(scores, config)
    errors = {"before": repair.before.expected_error, "after": repair.after.expected_error}
    figure(
        repair_figure(repair, t), key="metrics_repair",
        alt=t("calibration.alt_repair", fitted=repair.fitted_on, judged=repair.judged_on, **errors),
    )  # fmt: skip
    st.markdown(_before_after(t, repair))
    st.caption(t("calibration.parts", fitted=repair.fitted_on, judged=repair.judged_on))
    if repair.after.expected_error > repair.before.expected_error:
        st.info(t("calibration.worse", fitted=repair.fitted_on), icon=":material/trending_up:")
    return repair


def _brier(t: Words, result: Calibration) -> None:
    alt = t(
        "calibration.alt_brier", brier=result.brier, reliability=result.reliability, resolution=result.resolution,
        uncertainty=result.uncertainty,
    )  # fmt: skip
    figure(brier_figure(result, t), key="metrics_brier", alt=alt)


def _before_after(t: Words, repair: Recalibration) -> str:
    names = ("expected_error", "brier", "log_loss")
    lines = [" | ".join(["", *(t(f"calibration.{name}") for name in names)]), ":-|-:|-:|-:"]
    for when, part in (("before", repair.before), ("after", repair.after)):
        lines.append(" | ".join([t(f"calibration.{when}"), *(f"**{getattr(part, name):.4f}**" for name in names)]))
    return "\n".join(f"| {line} |" for line in lines)


@folded("part.numbers", icon="calculate", key="metrics_calibration_by_hand")
def _by_hand(
    t: Words, result: Calibration, repair: Recalibration | None, scores: BinaryScores, bins: CalibrationConfig
) -> None:
    numbers = calibration_numbers_in_tex(result)
    live_formula(t, "calibration.error_by_hand", numbers=numbers.error, value=result.expected_error)
    live_formula(t, "calibration.reliability_by_hand", numbers=numbers.reliability, value=result.reliability)
    live_formula(t, "calibration.resolution_by_hand", numbers=numbers.resolution, value=result.resolution)
    live_formula(t, "calibration.uncertainty_by_hand", numbers=numbers.uncertainty, value=result.uncertainty)
    parts = {name: getattr(result, name) for name in ("reliability", "resolution", "uncertainty", "within_bins")}
    live_formula(t, "calibration.brier_by_hand", brier=result.brier, **parts)
    twin = calibration_errors(scores.y, scores.score, bins)
    for name in ("expected_error", "brier", "log_loss"):
        st.caption(f"{t('calibration.' + name)} · {agreement(twin[name], getattr(result, name), t)}")
    if repair is not None and repair.a is not None and repair.b is not None:
        example = int(0.9 * (len(repair.map_input) - 1))
        ends = {"score": float(repair.map_input[example]), "mapped": float(repair.map_output[example])}
        key = "platt_by_hand" if scores.kind == "probability" else "platt_of_scores_by_hand"
        live_formula(t, f"calibration.{key}", a=repair.a, b=repair.b, **ends)
