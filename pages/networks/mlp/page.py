from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.data.playground import make_dataset
from core.engine.run import Run
from core.engine.scratch import train_from_scratch
from core.engine.torch_twin import train_in_torch
from core.networks.mlp.settings import LessonConfig
from core.refusal import Refusal
from pages.networks.mlp import controls, experiments, lesson, results, stage_panel
from pages.networks.mlp.state import SLUG, refuse, settings
from pages.shared.ask import current_config
from pages.shared.cached import cached
from pages.shared.code_panel import code_panel
from pages.shared.live.fragments import drawing, live
from pages.shared.panels import sources, topic_idea
from pages.shared.words import Words, words

t = words(__file__)
asked = current_config(LessonConfig, t)
st.html(Path(__file__).with_suffix(".css"))
lesson.goal(t, asked)


@live(SLUG, {} if "experiments" in asked.hide else experiments.EXPERIMENTS)
def show(t: Words, below: DeltaGenerator) -> None:
    """Controls over and beside the stage."""
    s = settings(t, warn=False)
    places = controls.strip(t, s, asked)
    with st.container(key="mlp_lab"):
        beside, main = st.columns([1, 3.7], gap="medium")
    with beside:
        places |= controls.side(t, s, asked)
    with main:
        if "network" not in asked.hide:
            controls.layers(t, s)
    drawing(t, partial(draw, t, places, main, below))
    topic_idea(t)


def draw(t: Words, places: controls.Places, main: DeltaGenerator, below: DeltaGenerator) -> None:
    """Sliders, the run on the stage, and what has come of it; below, challenges and code."""
    # choose
    with main:
        s = settings(t)
    controls.sliders(t, s, places)

    # compute
    dataset = cached(make_dataset, s.data)
    run: Run | None = None
    try:
        with main, st.container():  # its place stays, so that the stage does
            run = stage_panel.trained(t, s, s.history)
    except Refusal as error:
        with main:
            refuse(t, error)
            experiments.way_out(t, error)

    # show
    if run is not None:
        with main:
            stage_panel.show(t, s, dataset, run)
            results.told(t, run)
            stage_panel.branches(t, s)
        if "results" not in asked.hide:
            results.show(t, s, dataset, run)
    with below:
        if run is not None and "challenges" not in asked.hide:
            experiments.challenges(t, s, run)
        if "code" not in asked.hide:
            exports = {"NumPy": train_from_scratch, "PyTorch": train_in_torch}
            code_panel(t, SLUG, exports, [s.data, s.network, s.training, s.history])


show(t)
lesson.prepare(t)
sources(t)
