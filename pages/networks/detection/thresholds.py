"""The three thresholds that people confuse: what is shown, what is merged, what counts."""

import streamlit as st

from core.networks.detection.challenges import nothing_wrong, other_exam
from core.networks.detection.settings import MOST_RANKS, DetectorConfig, MatchingConfig, RankState, SuppressionConfig
from core.networks.detection.thresholds import (
    judge_recording,
    judged_recording,
    ranking_in_sklearn,
    ranking_numbers,
)
from core.networks.detection.thresholds_figure import thresholds_film
from core.networks.detection.thresholds_report import judgment_lines, sum_lines
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
    current_config,
    drawing,
    film,
    put,
    sentences,
)

USUAL = {
    "tab": "thresholds", "detector": "trained", "scene": 2, "confidence": 0.03, "nms_iou": 0.5, "agnostic": False,
    "match_iou": 0.5, "judged": "scene", "rank": MOST_RANKS,
}  # fmt: skip
EXPERIMENTS = {
    "surer": Experiment(USUAL | {"confidence": 0.2, "judged": "all"}, right=1),
    "stricter": Experiment(USUAL | {"match_iou": 0.85}, right=2),
    "unmerged": Experiment(USUAL | {"nms_iou": 1.0}, right=0),
}
CHALLENGES = {
    "nothing_wrong": Challenge(nothing_wrong, solution={"scene": 30, "confidence": 0.3}),
    "other_exam": Challenge(other_exam, solution={"judged": "all", "match_iou": 0.9}),
}


def show(t: Words) -> None:
    """The three sliders beside the scene and its curve."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            suppression = ask(SuppressionConfig, t, only=("confidence", "nms_iou"))
            matching = ask(MatchingConfig, t, only=("match_iou", "judged"))
            detector = ask(DetectorConfig, t, only=("scene", "detector"))
        found = cached(judge_recording, detector, suppression, matching)
        fig, frames = thresholds_film(found, detector.scene, t)
        last, rank = frames.count - 1, current_config(RankState, t).rank
        numbers = {"hits": found.hits, "average_precision": found.average_precision}
        with stage:
            alt = t("alt.thresholds", shown=last, truths=found.matches.truths, **numbers)
            film(fig, frames, key="detection_thresholds", alt=alt, frame=min(rank, last), rate=4,
                 on_frame=lambda frame: put({"rank": MOST_RANKS if frame == last else frame}))  # fmt: skip
            st.markdown(sentences(t, judgment_lines(found, suppression)))
        by_hand(t, "detection_thresholds_hand", sum_lines(found))
        judged = {"nothing_wrong": (found, matching), "other_exam": (found, detector, suppression, matching)}
        challenges(t, CHALLENGES, **judged)
        from_scratch = Made(ranking_numbers, *judged_recording(detector, matching), suppression, matching)
        library = Made(ranking_in_sklearn, found.matches.hits, found.matches.truths)
        code_panel(t, {"NumPy": from_scratch, "scikit-learn": library}, shown=numbers)

    drawing(t, draw)
