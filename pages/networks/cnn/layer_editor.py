"""The layers of one's own network: one is chosen, its numbers are dragged; layers are added and taken away."""

from functools import partial

import streamlit as st

from core.networks.cnn.layers import KINDS, MOST_LAYERS, NUMBERS, Layer, changed, layers_text, new_layer, read_layers
from core.networks.cnn.settings import CnnLayerState, OwnNetworkConfig
from core.refusal import Refusal
from pages.shared import Words, choose, current_config, live_slider, put

Layers = tuple[Layer, ...]


def edit_layers(t: Words, config: OwnNetworkConfig) -> None:
    """The chosen layer with a slider for each of its numbers; nothing where the text cannot be read."""
    try:
        layers = read_layers(config.layers)
    except Refusal:
        st.caption(t("unread"))
        return
    place = chosen_place(t, layers)
    choose(t, "layer", {k: f"{k}. {layer.text}" for k, layer in enumerate(layers, 1)}, place, segments=0)
    for name, low, high, _ in NUMBERS[layers[place - 1].kind]:
        _slider(t, layers, place - 1, name, low, high)
    with st.container(horizontal=True, gap="small"):
        _add(t, layers, place)
        st.button(
            t("remove"), icon=":material/delete:", key="cnn_remove", disabled=len(layers) == 1, on_click=put,
            args=({"layers": layers_text(layers[: place - 1] + layers[place:]), "layer": max(place - 1, 1)},),
        )  # fmt: skip


def chosen_place(t: Words, layers: Layers) -> int:
    """The open layer, from 1 on; the last one where there are not so many."""
    return min(current_config(CnnLayerState, t, warn=False).layer, len(layers))


def _slider(t: Words, layers: Layers, place: int, name: str, low: int, high: int) -> None:
    layer = layers[place]
    value = getattr(layer, name)

    def move(moved: float) -> None:
        put({"layers": layers_text(changed(layers, place, **{name: int(moved)}))})

    live_slider(
        t("number.units" if layer.kind == "dense" else f"number.{name}"), low=low, high=high, step=1, value=value,
        log=name in ("channels", "groups", "squeeze", "expand"), integer=True, key=f"cnn_number_{name}", on_move=move,
    )  # fmt: skip


def _add(t: Words, layers: Layers, place: int) -> None:
    """A layer of a kind, put behind the open one."""
    with st.popover(t("add"), icon=":material/add:", disabled=len(layers) >= MOST_LAYERS):
        for kind in KINDS:
            text = layers_text((*layers[:place], new_layer(kind), *layers[place:]))
            st.button(
                t(f"kind.{kind}"), key=f"cnn_add_{kind}", on_click=partial(put, {"layers": text, "layer": place + 1}),
                type="tertiary",
            )  # fmt: skip
