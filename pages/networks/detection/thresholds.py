"""The three thresholds that people confuse: what is shown, what is merged, what counts."""

import streamlit as st

from core.networks.detection.challenges import nothing_wrong, other_exam
from core.networks.detection.recorded import load_recording, recorded
from core.networks.detection.settings import (
    MOST_RANKS,
    DetectorConfig,
    MatchingConfig,
    RankState,
    SuppressionConfig,
)
from core.networks.detection.thresholds import DetectionJudgment, judge_recording, ranking_in_sklearn, ranking_numbers
from core.networks.detection.thresholds_figure import thresholds_film
from core.networks.detection.thresholds_report import judgment_lines, sum_tex
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    film,
    folded,
    live_formula,
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
        with stage:
            _picture(t, found, detector)
            st.markdown(sentences(t, judgment_lines(found, suppression)))
        _by_hand(t, found)
        judged = {"nothing_wrong": (found, matching), "other_exam": (found, detector, suppression, matching)}
        challenges(t, CHALLENGES, **judged)
        raw, truths = recorded(detector.detector, detector.scene if matching.judged == "scene" else None)
        calls = {
            "NumPy": Made(ranking_numbers, raw, truths, suppression, matching),
            "scikit-learn": Made(ranking_in_sklearn, found.matches.hits, found.matches.truths),
        }
        code_panel(t, calls, shown={"hits": found.hits, "average_precision": found.average_precision})

    drawing(t, draw)


def _picture(t: Words, found: DetectionJudgment, detector: DetectorConfig) -> None:
    """The film, at the rank that the link holds or at the last one."""
    count, state = len(found.precision), current_config(RankState, t)
    fig, frames = thresholds_film(found, load_recording().canvases[detector.scene], detector.scene, t)
    alt = t("alt.thresholds", shown=count, hits=found.hits, truths=found.matches.truths,
            average=found.average_precision)  # fmt: skip
    film(fig, frames, key="detection_thresholds", alt=alt, frame=min(state.rank, count), rate=4,
         on_frame=lambda frame: put({"rank": MOST_RANKS if frame == count else frame}))  # fmt: skip


@folded("part.numbers", icon="calculate", key="detection_thresholds_hand")
def _by_hand(t: Words, found: DetectionJudgment) -> None:
    """The average precision as a sum over the hits."""
    if found.hits:
        live_formula(t, "sum", **sum_tex(found))
    else:
        st.markdown(t("no_hit"))
