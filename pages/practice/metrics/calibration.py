"""Do scores mean what they say, and how can they be repaired?"""

import streamlit as st

from core.practice.metrics import library, numbers
from core.practice.metrics.calibration import (
    LEAST_OF_A_CLASS,
    Calibration,
    Recalibration,
    calibration_numbers,
    can_be_split,
    recalibrate,
    reliability,
)
from core.practice.metrics.calibration_figure import brier_figure, reliability_alt, reliability_figure, repair_figure
from core.practice.metrics.calibration_report import calibration_numbers_in_tex
from core.practice.metrics.challenges import repaired
from core.practice.metrics.predictions import BinaryScores, Predictions
from core.practice.metrics.settings import CalibrationConfig
from pages.practice.metrics import source
from pages.practice.metrics.by_hand import agreement
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    figure,
    folded,
    live_formula,
)
from pages.shared import (
    choose as choose_field,
)

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
CHALLENGES = {
    "repaired": Challenge(
        repaired, solution={"source": "distributions", "separation": 1.5, "confidence": 4.0, "samples": 1000}
    ),
}
BRIER_PARTS = {
    "reliability": "reliability_by_hand", "resolution": "resolution_by_hand", "uncertainty": "uncertainty_by_hand",
}  # fmt: skip
ERRORS = ("expected_error", "brier", "log_loss")  # which scikit-learn's script prints, too

choose = source.choose


def show(t: Words, predictions: Predictions) -> None:
    """Reliability and its error, the repair on the part not fitted on, and the parts of the Brier score."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        positive = choose_field(t, "positive", dict(enumerate(predictions.class_names)), default=1)
        config = ask(CalibrationConfig, t, only=("bins", "binning", "recalibration"))
        with st.popover(t("more"), icon=":material/tune:", width="stretch"):
            config = ask(CalibrationConfig, t, only=("held_out", "calibration_seed"))
        source.notes(t, predictions)
    scores = source.scores_of(predictions, positive)
    if scores.kind == "label":
        stage.info(t("labels"), icon=":material/block:")
        return
    result = reliability(scores.y, scores.score, config)
    repair = recalibrate(scores, config) if can_be_split(scores.y, config) else None
    left, right = stage.columns(2, gap="medium")
    with left:
        figure(reliability_figure(result, t), key="metrics_reliability", alt=reliability_alt(result, t))
        if scores.kind == "score":
            st.caption(t("no_probabilities"))
        _brier(t, result)
    with right:
        _repair(t, scores, result, repair)
    _by_hand(t, result, repair, scores, config)
    if repair is not None:
        challenges(t, CHALLENGES, repaired=(repair,))
    call, shown = source.call_of(scores), calibration_numbers(result, repair)
    code_panel(
        t, {"NumPy": Made(numbers.reliability_numbers, call, config),
            "scikit-learn": Made(library.reliability_numbers, call, config)},
        shown={name: value for name, value in shown.items() if name.startswith(ERRORS)},
    )  # fmt: skip


def _repair(t: Words, scores: BinaryScores, result: Calibration, repair: Recalibration | None) -> None:
    if repair is None:
        positives = int(scores.y.sum())
        counts = {"positives": positives, "negatives": len(scores.y) - positives, "least": LEAST_OF_A_CLASS}
        st.info(t("too_few", **counts), icon=":material/block:")
        return
    errors = {"before": repair.before.expected_error, "after": repair.after.expected_error}
    figure(
        repair_figure(repair, t), key="metrics_repair",
        alt=t("alt.repair", fitted=repair.fitted_on, judged=repair.judged_on, **errors),
    )  # fmt: skip
    st.markdown(_error_table(t, result, repair))
    st.caption(t("parts", fitted=repair.fitted_on, judged=repair.judged_on))
    if repair.after.expected_error > repair.before.expected_error:
        st.info(t("worse", fitted=repair.fitted_on), icon=":material/trending_up:")


def _error_table(t: Words, result: Calibration, repair: Recalibration) -> str:
    """The errors of all samples, and of the judged part before and after the repair."""
    lines = [" | ".join(["", *(t(f"part_name.{name}") for name in ERRORS)]), ":-|-:|-:|-:"]
    rows = {"row_all": result, "row_before": repair.before, "row_after": repair.after}
    for key, part in rows.items():
        samples = int(part.count.sum())
        lines.append(" | ".join([t(key, n=samples), *(f"**{getattr(part, name):.4f}**" for name in ERRORS)]))
    return "\n".join(f"| {line} |" for line in lines)


def _brier(t: Words, result: Calibration) -> None:
    names = ("brier", "uncertainty", "resolution", "reliability")
    alt = t("alt.brier", **{name: getattr(result, name) for name in names})
    figure(brier_figure(result, t), key="metrics_brier", alt=alt)
    st.caption(t("brier_said"))


@folded("part.numbers", icon="calculate", key="metrics_calibration_by_hand")
def _by_hand(
    t: Words, result: Calibration, repair: Recalibration | None, scores: BinaryScores, bins: CalibrationConfig
) -> None:
    written = calibration_numbers_in_tex(result)
    st.caption(t("all_samples", n=int(result.count.sum())))
    live_formula(t, "error_by_hand", numbers=written.error, value=result.expected_error)
    for name, key in BRIER_PARTS.items():
        live_formula(t, key, numbers=getattr(written, name), value=getattr(result, name))
    parts = {name: getattr(result, name) for name in ("reliability", "resolution", "uncertainty", "within_bins")}
    live_formula(t, "brier_by_hand", brier=result.brier, **parts)
    twin = library.calibration_errors(scores.y, scores.score, bins)
    for name in ERRORS:
        agreed = agreement(twin[name], getattr(result, name), t)
        st.caption(t("agreed", name=t(f"part_name.{name}"), agreement=agreed))
    if repair is not None and repair.a is not None and repair.b is not None:
        example = int(0.9 * (len(repair.map_input) - 1))
        ends = {"score": float(repair.map_input[example]), "mapped": float(repair.map_output[example])}
        key = "platt_by_hand" if scores.kind == "probability" else "platt_of_scores_by_hand"
        live_formula(t, key, a=repair.a, b=repair.b, **ends)
