"""Average precision class by class, by four conventions, and from lenient to strict."""

from typing import Any

import streamlit as st

from core.networks.detection.averages import CLASSES, averages_of, convention_numbers, conventions_in_sklearn
from core.networks.detection.averages_figure import class_curve_figure, classes_figure
from core.networks.detection.averages_report import averages_lines, sum_lines
from core.networks.detection.challenges import apart_by, good_class
from core.networks.detection.settings import ClassAveragesConfig, DetectorConfig, MatchingConfig, SuppressionConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    code_panel,
    drawing,
    figure,
    paragraphs,
    put,
)

USUAL = {
    "tab": "averages", "detector": "trained", "confidence": 0.03, "nms_iou": 0.5, "agnostic": False, "match_iou": 0.5,
    "convention": "step",
}  # fmt: skip
EXPERIMENTS = {
    "narrow": Experiment(USUAL | {"match_iou": 0.7, "digit": 1}, right=1),
    "strict": Experiment(USUAL | {"digit": 0}, right=0),
    "never_less": Experiment(USUAL | {"convention": "envelope", "digit": 9}, right=2),
}
CHALLENGES = {
    "good_class": Challenge(good_class, solution={"digit": 3, "match_iou": 0.7}),
    "apart_by": Challenge(apart_by, solution={"digit": 7, "match_iou": 0.85}),
}
SCRIPTS = {"NumPy": convention_numbers, "scikit-learn": conventions_in_sklearn}


def show(t: Words) -> None:
    """The curve of one class beside the averages of all."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1.25, 1], gap="small")

    def draw() -> None:
        with controls:
            digit, convention = vars(ask(ClassAveragesConfig, t, only=("digit", "convention"), segments=1)).values()
            least = ask(MatchingConfig, t, only=("match_iou",)).match_iou
            suppression = ask(SuppressionConfig, t, only=("nms_iou",))
            detector = DetectorConfig(detector=ask(DetectorConfig, t, only=("detector",)).detector)
        found = cached(averages_of, detector, suppression, least, convention)
        shown = {name: float(values[digit]) for name, values in found.by_class.items()}
        with left:
            alt = t("alt.curve", digit=digit, area=shown[convention])
            figure(class_curve_figure(found, digit, convention, t), key="detection_class_curve", alt=alt)
        with right:
            alt = t("alt.classes", mean=found.mean(convention))
            figure(classes_figure(found, digit, convention, least, t), key="detection_classes", alt=alt,
                   on_click=choose_class)  # fmt: skip
        with stage:
            st.markdown(paragraphs(t, averages_lines(found, digit, convention, least, suppression)))
        by_hand(t, "detection_averages_hand", sum_lines(found, digit))
        challenges(t, CHALLENGES, apart_by=(found, digit), good_class=(found, digit, convention, least))
        hits, truths = found.hits[digit], int(found.truths[digit])
        calls = {name: Made(function, hits, truths) for name, function in SCRIPTS.items()}
        code_panel(t, calls, shown=shown)

    drawing(t, draw)


def choose_class(click: dict[str, Any]) -> None:
    """Show the class whose bar was clicked."""
    point = click.get("point")
    if click.get("curve") == 0 and type(point) is int and 0 <= point < CLASSES:
        put({"digit": point})
