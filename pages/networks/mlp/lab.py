"""The network lab: controls over and beside the stage, and what has come of the run."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.data.playground import make_dataset
from core.engine.fast.ready import fast_ready
from core.engine.run import Run
from core.engine.scratch import train_from_scratch
from core.engine.torch_twin import train_in_torch
from core.networks.mlp import challenges as judges
from core.networks.mlp.settings import StageState
from core.networks.mlp.short_script import has_short_script, short_script
from core.networks.mlp.trials import Trials
from core.refusal import Refusal
from pages.networks.mlp import controls, results, stage_panel
from pages.networks.mlp.state import DEFAULTS, Settings, refuse, settings
from pages.networks.mlp.ways_out import way_out
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    cached,
    challenges,
    code_panel,
    current_config,
    drawing,
    folded,
)

START = DEFAULTS | {"playhead": -1}
NOISY = START | {
    "dataset": "gauss", "noise_percent": 50, "train_percent": 20, "hidden": (8, 8), "optimizer": "Adam",
    "learning_rate": 0.01,
}  # fmt: skip
EXPERIMENTS = {
    "line": Experiment(START | {"hidden": ()}, right=1),
    "linear": Experiment(START | {"hidden": (4, 4, 4), "activations": ("Linear",)}, right=0),
    "equal": Experiment(START | {"initialization": "Equal", "hidden": (4, 4)}, right=2),
    "by_heart": Experiment(NOISY, right=2),
    "sparse": Experiment(
        START | {
            "inputs": ("x1", "x2", "x1_squared", "x2_squared", "x1_times_x2", "sin_x1", "sin_x2"), "l1": 0.01,
        }, right=1,
    ),
    "too_fast": Experiment(
        START | {"dataset": "plane", "activations": ("ReLU",), "learning_rate": 3.0, "log": True}, right=2
    ),
}  # fmt: skip
SPIRAL = {"dataset": "spiral", "hidden": (6, 6), "activations": ("Sine",), "optimizer": "Adam", "learning_rate": 0.01}
CHALLENGES = {
    "inseparable": Challenge(judges.inseparable, solution={"hidden": (), "inputs": ("x1_squared", "x2_squared")}),
    "xor": Challenge(judges.fewest_for_xor, solution={
        "dataset": "xor", "hidden": (2,), "activations": ("Sine",), "optimizer": "Adam", "learning_rate": 0.03,
    }),
    "spiral": Challenge(judges.small_for_spiral, solution=SPIRAL | {"epochs": 2000}),
    "overfit": Challenge(judges.overfit, solution={name: NOISY[name] for name in (
        "dataset", "noise_percent", "train_percent", "hidden", "optimizer", "learning_rate",
    )}),
    "cured": Challenge(judges.cured, solution={
        "dataset": "gauss", "noise_percent": 50, "train_percent": 20, "hidden": (8, 8), "epochs": 20,
    }),
    "rate": Challenge(judges.largest_rate, solution={"learning_rate": 1.6}),
}  # fmt: skip


def show(t: Words) -> None:
    """The controls, and places for the sliders, which move the stage."""
    without = current_config(StageState, t).without
    s = settings(t, tell=False)
    places = controls.strip(t, s, without)
    with st.container(key="mlp_lab"):
        beside, main = st.columns([1, 3.7], gap="medium")
    with beside:
        places |= controls.side(t, s, without)
    with main:
        if "network" not in without:
            controls.layers(t, s)
    drawing(t, partial(draw, t, places, main))


def draw(t: Words, places: controls.Places, main: DeltaGenerator) -> None:
    """Sliders, the run on the stage, and what has come of it."""
    # choose
    with main:
        s = settings(t)
    controls.sliders(t, s, places)

    # compute
    dataset = cached(make_dataset, s.data)
    run: Run | None = None
    try:
        with main, st.container():  # its place stays, so that the stage does
            run, left = stage_panel.trained_with_left(t, s)
    except Refusal as error:
        with main:
            refuse(t, error)
            way_out(t, error)

    # show
    if run is not None:
        with main:
            stage_panel.show(t, s, dataset, run, left)
            results.early_end(t, s, run)
            stage_panel.branches(t, s)
        if "results" not in current_config(StageState, t).without:
            results.show(t, s, dataset, run)
        _judged(t, s, run)
        code_panel(t, _code(t, s, run), note=partial(results.agreement, t, s, run))


def _code(t: Words, s: Settings, run: Run) -> Mapping[str, Made | Callable[[], str]]:
    """The run in a few lines of PyTorch, where a plain loop is enough; then with every option, twice.

    Where the run was cut, the scripts train as far as the screen shows.
    """
    until = () if run.cut_epoch is None else (run.cut_epoch,)
    settings_of_run = (s.data, s.network, s.training, s.history, *until)
    scripts: dict[str, Made | Callable[[], str]] = {}
    if has_short_script(s.network, s.training, s.history):
        scripts[t("lab.short")] = partial(short_script, s.data, s.network, replace(s.training, epochs=run.epochs))
    scripts["NumPy"] = Made(train_from_scratch, *settings_of_run)
    scripts["PyTorch"] = Made(train_in_torch, *settings_of_run)
    return scripts


@folded("tasks.challenges", icon="flag", key="mlp__challenges")
def _judged(t: Words, s: Settings, run: Run) -> None:
    """Each judged on the run on the screen, while they are looked at: the last one trains rivals of the run."""
    challenges(
        t, CHALLENGES, inseparable=(s.data, s.network, run), xor=(s.data, s.network, run),
        spiral=(s.data, s.network, run), overfit=(s.data, run), cured=(s.data, s.network, run),
        rate=(s.training, s.segments, run, _rivals(t, s, run)),
    )  # fmt: skip


def _rivals(t: Words, s: Settings, run: Run) -> Trials | None:
    """Larger learning rates, tried beside a run that converges; None while the fast engine is not ready."""
    if not (judges.is_plain(s.training, s.segments) and judges.converges(run)):
        return Trials(1, ())
    if not fast_ready():
        return None
    return results.tried(t("lab.trying"), judges.rivals_in_steps, s.data, s.network, s.training)
