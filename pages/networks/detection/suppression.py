"""Non-maximum suppression, round by round."""

import streamlit as st

from core.networks.detection.challenges import busy, neighbors_kept
from core.networks.detection.recorded import recorded
from core.networks.detection.settings import DetectorConfig, MatchingConfig, SuppressionConfig
from core.networks.detection.suppression import confident, kept_in_torch, kept_numbers, suppress
from core.networks.detection.suppression_figure import suppression_film, sweep_figure
from core.networks.detection.suppression_report import busiest, pair_lines, suppression_lines, sweep_lines
from core.networks.detection.suppression_sweep import sweep
from core.networks.detection.thresholds import judge_recording
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
    film,
    folded,
    sentences,
)

TAB = {"tab": "suppression", "detector": "trained", "confidence": 0.2}
EXPERIMENTS = {
    "neighbors": Experiment(TAB | {"scene": 20, "agnostic": True, "nms_iou": 0.05}, right=0),
    "chain": Experiment(TAB | {"scene": 2, "agnostic": False, "nms_iou": 0.5}, right=1),
    "names": Experiment(TAB | {"scene": 4, "agnostic": False, "nms_iou": 0.5}, right=2),
}
CHALLENGES = {
    "neighbors_kept": Challenge(neighbors_kept, solution=TAB | {"scene": 20, "agnostic": True, "nms_iou": 0.5}),
    "busy": Challenge(busy, solution={"scene": 41, "agnostic": True, "nms_iou": 0.1}),
}


def show(t: Words) -> None:
    """The film of the rounds beside its settings, and what they leave."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(SuppressionConfig, t, only=("nms_iou", "agnostic", "confidence"))
            detector = ask(DetectorConfig, t, only=("scene", "detector"))
        raw, _ = recorded(detector.detector, detector.scene)
        detections = confident(raw, config.confidence)
        found = suppress(detections, config.nms_iou, config.agnostic)
        judgment = cached(judge_recording, detector, config, MatchingConfig())
        with stage:
            fig, frames = suppression_film(detections, found, detector, t)
            alt = t("alt.suppression", count=len(found.by), kept=len(found.kept))
            film(fig, frames, key="detection_suppression", alt=alt, frame=frames.count - 1, rate=2)
            st.markdown(sentences(t, suppression_lines(found, judgment)))
        _sweep(t, detector, config)
        by_hand(t, "detection_suppression_hand", pair_lines(detections, found))
        challenges(t, CHALLENGES, neighbors_kept=(judgment, detector, config), busy=(busiest(found)[0],))
        calls = {"NumPy": Made(kept_numbers, raw, config), "PyTorch": Made(kept_in_torch, raw, config)}
        code_panel(t, calls, shown={"kept": found.kept})

    drawing(t, draw)


@folded("sweep", icon="show_chart", key="detection_sweep")
def _sweep(t: Words, detector: DetectorConfig, config: SuppressionConfig) -> None:
    """The average precision over all scenes by the threshold."""
    found = cached(sweep, detector.detector, config.confidence)
    whole = DetectorConfig(detector=detector.detector)
    now = cached(judge_recording, whole, config, MatchingConfig(judged="all")).average_precision
    alt = t("alt.sweep", lowest=float(found.within[-1]), best=float(found.within.max()))
    figure(sweep_figure(found, config.nms_iou, now, t), key="detection_sweep_curve", alt=alt)
    st.caption(sentences(t, sweep_lines(found, config.confidence)))
