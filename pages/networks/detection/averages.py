"""Average precision class by class, by four conventions, and from lenient to strict."""

from typing import Any

import streamlit as st

from core.networks.detection.averages import CLASSES, ClassAverages, averages_of, convention_numbers
from core.networks.detection.averages_figure import class_curve_figure, classes_figure
from core.networks.detection.averages_report import averages_lines
from core.networks.detection.challenges import apart_by, good_class
from core.networks.detection.matching import hit_ranks
from core.networks.detection.settings import ClassAveragesConfig, DetectorConfig, MatchingConfig, SuppressionConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    drawing,
    figure,
    folded,
    live_formula,
    paragraphs,
    put,
)

USUAL = {
    "tab": "averages", "detector": "trained", "confidence": 0.03, "nms_iou": 0.5, "agnostic": False, "match_iou": 0.5,
    "convention": "step",
}  # fmt: skip
EXPERIMENTS = {
    "narrow": Experiment(USUAL | {"match_iou": 0.7, "digit": 1}, right=1),
    "never_less": Experiment(USUAL | {"convention": "envelope", "digit": 9}, right=2),
}
CHALLENGES = {
    "good_class": Challenge(good_class, solution={"digit": 3, "match_iou": 0.7}),
    "apart_by": Challenge(apart_by, solution={"digit": 7, "match_iou": 0.85}),
}


def show(t: Words) -> None:
    """The curve of one class beside the averages of all."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(ClassAveragesConfig, t, only=("digit", "convention"), segments=1)
            matching = ask(MatchingConfig, t, only=("match_iou",))
            suppression = ask(SuppressionConfig, t, only=("nms_iou",))
            detector = DetectorConfig(detector=ask(DetectorConfig, t, only=("detector",)).detector)
        found = cached(averages_of, detector, suppression, matching.match_iou, config.convention)
        area = float(found.by_class[config.convention][config.digit])
        with stage:
            left, right = st.columns([1.25, 1], gap="small")
            with left:
                curve = class_curve_figure(found, config.digit, config.convention, t)
                figure(curve, key="detection_class_curve", alt=t("alt.curve", digit=config.digit, area=area))
            with right:
                bars = classes_figure(found, config.digit, config.convention, matching.match_iou, t)
                alt = t("alt.classes", mean=found.mean(config.convention))
                figure(bars, key="detection_classes", alt=alt, on_click=choose_class)
            lines = averages_lines(found, config.digit, config.convention, matching.match_iou, suppression)
            st.markdown(paragraphs(t, lines))
        _by_hand(t, found, config.digit)
        judged = (found, config.digit)
        challenges(t, CHALLENGES, apart_by=judged, good_class=(*judged, config.convention, matching.match_iou))
        hits, truths = found.hits[config.digit], int(found.truths[config.digit])
        shown = {name: float(values[config.digit]) for name, values in found.by_class.items()}
        code_panel(t, {"NumPy": Made(convention_numbers, hits, truths)}, shown=shown)

    drawing(t, draw)


def choose_class(click: dict[str, Any]) -> None:
    """Show the class whose bar was clicked."""
    point = click.get("point")
    if click.get("curve") == 0 and type(point) is int and 0 <= point < CLASSES:
        put({"digit": point})


@folded("part.numbers", icon="calculate", key="detection_averages_hand")
def _by_hand(t: Words, found: ClassAverages, digit: int) -> None:
    """The ranks of the hits, and the first terms of the sum."""
    hits, truths = found.hits[digit], int(found.truths[digit])
    if hits.any():
        live_formula(t, "sum", terms=hit_ranks(hits), truths=truths, value=float(found.by_class["step"][digit]))
    else:
        st.markdown(t("no_hit", digit=digit))
