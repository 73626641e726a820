from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.data.playground import make_dataset
from core.networks.run import Run
from core.networks.scratch import train_from_scratch
from core.networks.screen import LessonConfig
from core.networks.settings import NetworkError
from core.networks.torch_twin import train_in_torch
from pages.networks.views import controls, lab, lesson, results, tasks
from pages.networks.views.state import SLUG, refuse, settings
from pages.shared.ask import settled
from pages.shared.cached import cached
from pages.shared.code_panel import code_panel
from pages.shared.live import drawing, live
from pages.shared.parts import sources, topic_idea
from pages.shared.words import Words, words

t = words(__file__)
asked = settled(LessonConfig, SLUG, t)
st.html(Path(__file__).with_suffix(".css"))
lesson.goal(t, asked)


@live(SLUG, {} if "experiments" in asked.hide else tasks.EXPERIMENTS)
def show(t: Words, below: DeltaGenerator) -> None:
    """Controls over and beside the stage."""
    s = settings(t, tell=False)
    places = controls.strip(t, s, asked)
    with st.container(key="mlp_lab"):
        beside, main = st.columns([1, 3.7], gap="medium")
    with beside:
        places |= controls.side(t, s, asked)
    with main:
        if "network" not in asked.hide:
            controls.layers(t, s)
    drawing(SLUG, t, partial(draw, t, places, main, below))
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
            run = lab.trained(t, s, s.history)
    except NetworkError as error:
        with main:
            refuse(t, error)
            tasks.way_out(t, error)

    # show
    if run is not None:
        with main:
            lab.show(t, s, dataset, run)
            results.told(t, run)
            lab.branches(t, s)
        if "results" not in asked.hide:
            results.show(t, s, dataset, run)
    with below:
        if run is not None and "challenges" not in asked.hide:
            tasks.challenges(t, s, run)
        if "code" not in asked.hide:
            exports = {"NumPy": train_from_scratch, "PyTorch": train_in_torch}
            code_panel(t, SLUG, exports, [s.data, s.network, s.training, s.history])


show(t)
lesson.prepare(t)
sources(t)
