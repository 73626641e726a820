"""One digit through the same network in four programs, with or without a mistake in the port."""

import streamlit as st

from core.computing.frameworks.challenges import found_out, train_changes_answer
from core.computing.frameworks.layer_code import LANGUAGES, layer_code
from core.computing.frameworks.mistakes import possible_mistakes
from core.computing.frameworks.onnx_script import onnx_script
from core.computing.frameworks.pytorch import torch_numbers
from core.computing.frameworks.rosetta import Rosetta, rosetta
from core.computing.frameworks.rosetta_figure import answer, rosetta_figure
from core.computing.frameworks.rosetta_report import gap_lines, hand_lines, missing_lines
from core.computing.frameworks.scratch import scratch_numbers
from core.computing.frameworks.settings import MISTAKES, DigitConfig, PortConfig, PortedNetworkConfig
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    by_hand,
    cached,
    challenges,
    choose,
    code_panel,
    current_config,
    drawing,
    figure,
    put,
    sentences,
)

NEAR_ZERO = 44  # a digit of which GELU makes a number next to zero
USUAL = {"tab": "rosetta", "model": "LeNet", "digit": 0, "precision": "float32", "mistake": "none", "planted": False}
EXPERIMENTS = {
    "rounding": Experiment(USUAL | {"precision": "float64"}, right=1),
    "train": Experiment(USUAL | {"mistake": "train", "layer": 1}, right=2),
    "relative": Experiment(USUAL | {"model": "MLP", "digit": NEAR_ZERO, "layer": 2}, right=0),
    "file": Experiment(USUAL | {"model": "LSTM", "mistake": "gates", "layer": 0}, right=1),
}
CHALLENGES = {
    "find": Challenge(found_out, solution={"planted": True, "planted_seed": 1, "guess": "flip"}),
    "eval": Challenge(train_changes_answer, solution={"mistake": "train", "digit": 33}),
}


def show(t: Words) -> None:
    """What falls, what went wrong, and the four columns."""
    controls, stage = st.columns([1, 3.6], gap="medium")

    def draw() -> None:
        with controls:
            model, digit = ask(PortedNetworkConfig, t), ask(DigitConfig, t)
            _port(t, model)
        port = current_config(PortConfig, t)
        found = cached(rosetta, model, digit, port)
        with stage:
            with controls:
                names = {k: layer.name for k, layer in enumerate(found.layers)}
                layer = choose(t, "layer", names, 1, segments=0)
            alt = t("alt.rosetta", layers=len(names), largest=f"{found.largest:.1e}", digit=answer(found.columns[0]))
            figure(rosetta_figure(found, layer, t), key="frameworks_rosetta", alt=alt, on_click=look_at)
            for line in missing_lines(found):
                st.info(sentences(t, [line]), icon=":material/download:")
            st.markdown(sentences(t, gap_lines(found)))
            _code(t, found, layer, port.planted)
        by_hand(t, "frameworks_rosetta_hand", hand_lines(found, layer))
        guess = st.session_state.get("frameworks_guess", "none")
        challenges(t, CHALLENGES, find=(found, port.planted, guess), eval=(found, port.planted))
        code_panel(
            t,
            {
                "NumPy": Made(scratch_numbers, model, digit, port),
                "PyTorch": Made(torch_numbers, model, digit, port),
                "ONNX": lambda: onnx_script(model, digit, port),
            },
            shown={
                "NumPy": {"logits": found.columns[0].outputs[-1][0]},
                "PyTorch": {"logits": found.columns[1].outputs[-1][0]}, "ONNX": {},
            },
        )  # fmt: skip

    drawing(t, draw)


def _port(t: Words, model: PortedNetworkConfig) -> None:
    """The precision and the mistake, chosen or planted and guessed."""
    port = ask(PortConfig, t, only=("precision", "planted"))
    names = {one: t(f"options.mistake.{one}") for one in MISTAKES if one in possible_mistakes(model.model)}
    if port.planted:
        ask(PortConfig, t, only=("planted_seed",))
        choose(t, "guess", names | {"none": t("no_guess")}, "none", segments=0)
    else:
        choose(t, "mistake", names, "none", segments=0)


def look_at(click: dict[str, object]) -> None:
    """The clicked layer is the one that is looked at."""
    place = click.get("customdata")
    if isinstance(place, int) and 0 <= place <= 11:
        put({"layer": place})


def _code(t: Words, found: Rosetta, layer: int, planted: bool) -> None:
    """The chosen layer as each framework is told it; a planted mistake is not shown."""
    lines = layer_code(found.model.model, layer, "none" if planted else found.port.mistake)
    rows = [f"| {name} | `{line}` |" for name, line in zip(LANGUAGES, lines, strict=True)]
    head = f"| | {t('layer_code', layer=found.layers[layer].name)} |"
    st.markdown("\n".join([head, "|:-|:-|", *rows]))
    st.caption(t("keras_note"))
