"""Segmentation: a small U-Net gives every pixel a class."""

from functools import partial

import streamlit as st

from core.networks.detection.challenges import both_found, without_skips
from core.networks.detection.masks import mask_numbers, masks_in_sklearn
from core.networks.detection.segmentation import UnetRun, held_out, look_scores, train_unet, unet_numbers, untrained
from core.networks.detection.segmentation_figure import segmentation_film
from core.networks.detection.segmentation_report import count_lines, segmentation_lines
from core.networks.detection.settings import MaskState, SegmentationConfig
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
    job,
    sentences,
)

USUAL = {"tab": "segmentation", "unet_rate": 5e-3, "unet_seed": 0}
EXPERIMENTS = {
    "accurate": Experiment(USUAL | {"skips": True, "unet_steps": 60}, right=2),
    "dice": Experiment(USUAL | {"shown": 3}, right=1),
    "skips": Experiment(USUAL | {"skips": False, "unet_steps": 120}, right=0),
}
CHALLENGES = {
    "both_found": Challenge(both_found, solution={"unet_steps": 200}),
    "without_skips": Challenge(without_skips, solution={"unet_steps": 200, "skips": False}),
}


def show(t: Words) -> None:
    """The training beside its settings, and one image pixel by pixel."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(SegmentationConfig, t)
            image = ask(MaskState, t).shown
        picture = partial(_picture, t)
        first = cached(untrained, config)
        with stage:
            run = job(t, train_unet, config, show=picture, before=lambda: picture(first))
            if run is not None:
                picture(run)
        known = run or first
        mask, true = known.masks[-1, image], held_out().masks[image]
        by_hand(t, "detection_masks_hand", count_lines(known, image))
        judged = (look_scores(known)[-1], config, run is not None)
        challenges(t, CHALLENGES, both_found=judged, without_skips=judged)
        calls = {"NumPy": Made(mask_numbers, mask, true), "scikit-learn": Made(masks_in_sklearn, mask, true)}
        if run is not None:
            calls = {"PyTorch": Made(unet_numbers, config, image), **calls}
        code_panel(t, calls, shown=mask_numbers(mask, true))

    drawing(t, draw)


def _picture(t: Words, run: UnetRun) -> None:
    """The film of the looks so far, and what it says."""
    scores = look_scores(run)
    fig, frames = segmentation_film(run, scores, current_config(MaskState, t).shown, t)
    alt = t("alt.segmentation", step=int(run.look_steps[-1]), accuracy=scores[-1].accuracy)
    film(fig, frames, key="detection_segmentation", alt=alt, frame=frames.count - 1, rate=3)
    st.markdown(sentences(t, segmentation_lines(scores[-1], run)))
