"""Do scores mean what they say, and how can they be repaired?"""

from collections.abc import Iterator
from typing import Any

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
from core.practice.metrics.calibration_report import calibration_by_hand
from core.practice.metrics.challenges import repaired
from core.practice.metrics.predictions import BinaryScores, Predictions
from core.practice.metrics.settings import CalibrationConfig
from pages.practice.metrics import source
from pages.practice.metrics.by_hand import agreement
from pages.practice.metrics.tables import cell, table
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    challenges,
    code_panel,
    figure,
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
ERRORS = ("expected_error", "brier", "log_loss")  # which scikit-learn's script prints, too
WAYS = {"NumPy": numbers.reliability_numbers, "scikit-learn": library.reliability_numbers}

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
        figure(brier_figure(result, t), key="metrics_brier", alt=t("alt.brier", **vars(result)))
        st.caption(t("brier_said"))
    with right:
        _repair(t, scores, result, repair)
    by_hand(t, "metrics_calibration_by_hand", _lines(t, scores, result, repair, config))
    if repair is not None:
        challenges(t, CHALLENGES, repaired=(repair,))
    call, shown = source.call_of(scores), calibration_numbers(result, repair)
    code_panel(
        t, {name: Made(way, call, config) for name, way in WAYS.items()},
        shown={name: value for name, value in shown.items() if name.startswith(ERRORS)},
    )  # fmt: skip


def _repair(t: Words, scores: BinaryScores, result: Calibration, repair: Recalibration | None) -> None:
    if repair is None:
        positives = int(scores.y.sum())
        counts = {"positives": positives, "negatives": len(scores.y) - positives, "least": LEAST_OF_A_CLASS}
        st.info(t("too_few", **counts), icon=":material/block:")
        return
    parts = {"fitted": repair.fitted_on, "judged": repair.judged_on}
    errors = {"before": repair.before.expected_error, "after": repair.after.expected_error}
    figure(repair_figure(repair, t), key="metrics_repair", alt=t("alt.repair", **parts, **errors))
    rows = {"row_all": result, "row_before": repair.before, "row_after": repair.after}
    cells = [
        [t(key, n=int(part.count.sum())), *(cell(getattr(part, name)) for name in ERRORS)] for key, part in rows.items()
    ]
    st.markdown(table(["", *(t(f"part_name.{name}") for name in ERRORS)], *cells))
    st.caption(t("parts", **parts))
    if errors["after"] > errors["before"]:
        st.info(t("worse", **parts), icon=":material/trending_up:")


def _lines(
    t: Words, scores: BinaryScores, result: Calibration, repair: Recalibration | None, bins: CalibrationConfig
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The arithmetic, and what scikit-learn says of the errors."""
    yield from calibration_by_hand(result, repair, scores.kind)
    twin = library.calibration_errors(scores.y, scores.score, bins)
    for name in ERRORS:
        agreed = agreement(twin[name], getattr(result, name), t)
        yield "agreed", {"name": t(f"part_name.{name}"), "agreement": agreed}
