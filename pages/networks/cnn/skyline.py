"""The skyline: famous networks and one's own on one scale, and the table of their layers."""

from typing import Any

import streamlit as st

from core.networks.cnn.challenges import fits_again, sees_everything
from core.networks.cnn.modules import own_in_torch
from core.networks.cnn.settings import CnnLayerState, OwnNetworkConfig, SkylineConfig
from core.networks.cnn.skyline import famous_survey, skyline
from core.networks.cnn.skyline_figure import skyline_alt, skyline_figure
from core.networks.cnn.skyline_report import hand_lines, mended, observations, table_rows
from core.networks.cnn.survey import Survey, own_numbers, own_survey, survey_numbers
from pages.networks.cnn.layer_editor import chosen_place, edit_layers
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
    figure,
    folded,
    last_valid,
    paragraphs,
    put,
    sentences,
)

LENET = "conv 6 5, relu, pool 2, conv 16 5, relu, pool 2, flatten, dense 400>120, relu, dense 84, relu, dense 10"
FOUR = ("LeNet-5", "AlexNet", "VGG-16", "ResNet-18")
EXPERIMENTS = {
    "where": Experiment({"networks": FOUR, "measure": "parameters", "tall": "measure", "table": "AlexNet"}, right=2),
    "two_fields": Experiment(
        {"networks": ("ResNet-50", "ResNet-50 v1"), "measure": "multiply_adds", "table": "ResNet-50 v1"}, right=1
    ),
    "squeezed": Experiment(
        {
            "networks": ("AlexNet", "SqueezeNet 1.1"),
            "measure": "multiply_adds",
            "tall": "side",
            "table": "SqueezeNet 1.1",
        },
        right=1,
    ),
    "columns": Experiment(
        {"networks": ("AlexNet", "AlexNet 2012"), "measure": "parameters", "tall": "side", "table": "AlexNet 2012"},
        right=0,
    ),
    "smaller": Experiment({"layers": LENET, "side": 28, "colors": 1, "layer": 8}, right=1),
}
CHALLENGES = {
    "everything": Challenge(
        sees_everything, solution={"layers": "conv 8 7 2 3, relu, conv 16 7 2 3, relu, conv 16 5 1 2, gap, dense 10"}
    ),
    "fits": Challenge(fits_again, solution={"layers": LENET.replace("400", "256"), "side": 28}),
}


def show(t: Words) -> None:
    """One's own network beside the skylines, and the layers of one network below."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with stage:
        top = st.container(horizontal=True, vertical_alignment="bottom", key="cnn_top")

    def draw() -> None:
        with top:
            config = ask(SkylineConfig, t, only=("measure", "tall"))
        with controls:
            asked = ask(OwnNetworkConfig, t, only=("side",))
            edit_layers(t, asked)
            asked = ask(OwnNetworkConfig, t, only=("colors",))
        with stage:
            place, told = st.container(), st.container()
        with told:
            own, configs = last_valid(t, own_survey, asked)
            valid = configs[0] == asked
            if not valid and (cure := mended(asked)) is not None:
                st.button(t("mend"), icon=":material/build:", type="primary", on_click=put, args=({"layers": cure},))
        with place:
            _picture(t, own, config)
        with stage:
            asked = ask(OwnNetworkConfig, t, only=("layers",))
            ask(SkylineConfig, t, only=("networks",))
            st.markdown(sentences(t, observations(own)))
        _table(t, own)
        _by_hand(t, own)
        challenges(t, CHALLENGES, everything=(own, valid), fits=(own, valid))
        code_panel(
            t, {"NumPy": Made(own_numbers, *configs), "PyTorch": Made(own_in_torch, *configs)},
            shown={name: values for name, values in survey_numbers(own).items() if name != "field"},
        )  # fmt: skip

    drawing(t, draw)


def _picture(t: Words, own: Survey, config: SkylineConfig) -> None:
    famous = [(name, cached(famous_survey, name)) for name in config.networks]
    found = skyline(own, famous, config)
    figure(
        skyline_figure(found, config, chosen_place(t, own.layers) - 1, t), key="cnn_skyline",
        alt=skyline_alt(found, config, t), on_click=_open,
    )  # fmt: skip


def _open(click: dict[str, Any]) -> None:
    """A click on a block opens it: of one's own its sliders, of another its table."""
    data = click.get("customdata")
    if isinstance(data, list) and len(data) == 2 and isinstance(data[1], int):
        own = data[0] == "own"
        put({"layer": min(max(data[1] + 1, 1), 12)} if own else {"table": data[0]})


def _table(t: Words, own: Survey) -> None:
    """The layers of one network."""
    name = ask(CnnLayerState, t, only=("table",)).table
    found = own if name == "own" else cached(famous_survey, name)
    with st.container(height=360 if len(found.blocks) > 8 else "content"):
        st.markdown("\n".join(table_rows(found, t)))
    st.caption(t("counted"))


@folded("part.numbers", icon="calculate", key="cnn_hand")
def _by_hand(t: Words, own: Survey) -> None:
    """The open layer of one's own network, counted by hand."""
    place = current_config(CnnLayerState, t).layer - 1
    blocks = [block for block in own.blocks if block.place == place] or list(own.blocks[:1])
    if not blocks:
        st.markdown(t("nothing_computes"))
        return
    after = own.layers[blocks[0].place + 1 : blocks[0].place + 2]
    kind = own.layers[blocks[0].place].kind
    normalized = kind.startswith(("res", "bot")) or (kind != "fire" and bool(after and after[0].kind == "bn"))
    st.markdown(paragraphs(t, hand_lines(blocks[0], normalized)))
