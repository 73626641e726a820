"""By hand: queries, keys and values of a few tokens, and every number of their attention."""

from math import floor
from typing import Any

import streamlit as st

from core.networks.attention.challenges import looks_back, same_for_all
from core.networks.attention.settings import WeightsConfig, WeightsState
from core.networks.attention.weights import (
    Attention,
    attend,
    attention_in_torch,
    attention_numbers,
    with_cell_toggled,
)
from core.networks.attention.weights_figure import REACH, mixture_figure, weights_figure
from core.networks.attention.weights_report import open_row, row_by_hand, weights_lines
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    challenges,
    choose_example,
    code_panel,
    current_config,
    drawing,
    figure,
    folded,
    last_valid,
    live_formula,
    matrix_box,
    paragraphs,
    put,
)

USUAL = {"tab": "weights", "temperature": 1.0, "scaled": True, "mask": "none", "query": 4}
GIVEN = {name: getattr(WeightsConfig(), name) for name in ("sentence", "width", "queries", "keys", "values")}
CIRCLE = tuple((round(6 * x, 1), round(6 * y, 1)) for x, y in (
    (1, 0), (0.62, 0.78), (-0.22, 0.97), (-0.9, 0.43), (-0.9, -0.43), (-0.22, -0.97), (0.62, -0.78),
))  # fmt: skip
EXPERIMENTS = {
    "cold": Experiment(USUAL | GIVEN | {"temperature": 0.1}, right=2),
    "columns": Experiment(USUAL | {"query": 1}, right=1),
    "first": Experiment(USUAL | {"mask": "causal", "query": 0}, right=0),
}
CHALLENGES = {
    "looks_back": Challenge(looks_back, solution={"keys": CIRCLE, "queries": (CIRCLE[6], *CIRCLE[:6])}),
    "same_for_all": Challenge(same_for_all, solution={"queries": ((0.0, 0.0),) * 7}),
}
FIELDS = ("queries", "keys", "values")


def show(t: Words) -> None:
    """Controls beside the weights and the plane, and the cells below."""
    controls, stage = st.columns([1, 3.6], gap="medium")
    with stage:
        left, right = st.columns([1.12, 1], gap="small")
        cells = st.columns(3, gap="small")

    def draw() -> None:
        with controls:
            sentences = t.group("sentences").values()
            typed = current_config(WeightsConfig, t).sentence
            choose_example(t("examples"), "sentence", typed, {one: one for one in sentences}, t("pick"))
            config = ask(WeightsConfig, t, only=("sentence", "width", "scaled", "temperature", "mask"))
        with stage:
            found, (config,) = last_valid(t, attend, config, text=config.sentence)
        query = open_row(found, current_config(WeightsState, t).query)
        with left:
            figure(weights_figure(found, query, t), key="attention_weights", alt=_alt(t, found, query),
                   on_click=lambda point: _clicked(config, found, point))  # fmt: skip
        with right:
            handles = [_handle(found, j) for j in range(len(found.tokens))]
            out = found.outputs[query].tolist()
            figure(mixture_figure(found, query, t), key="attention_mixture", handles=handles,
                   alt=t("alt.mixture", token=query + 1, x=out[0], y=out[1]))  # fmt: skip
        for name, cell in zip(FIELDS, cells, strict=True):
            with cell:
                _cells(t, found, name)
        with stage:
            st.markdown(paragraphs(t, weights_lines(found, query)))
        _by_hand(t, found, query, config)
        challenges(t, CHALLENGES, looks_back=(found,), same_for_all=(found,))
        code_panel(t, {"NumPy": Made(attention_numbers, config), "PyTorch": Made(attention_in_torch, config)},
                   shown={"weights": found.weights, "outputs": found.outputs})  # fmt: skip

    drawing(t, draw)


def _alt(t: Words, found: Attention, query: int) -> str:
    return t("alt.weights", count=len(found.tokens), token=query + 1, weight=float(found.weights[query].max()))


def _clicked(config: WeightsConfig, found: Attention, point: dict[str, Any]) -> None:
    """Open the row of a clicked cell; with a mask of one's own the cell is blocked, or free again."""
    place = point.get("point")
    if not (isinstance(place, list) and len(place) == 2 and all(isinstance(k, int) for k in place)):
        return
    row, column = place
    if 0 <= row < len(found.tokens) and 0 <= column < len(found.tokens):
        put({"query": row})
        if config.mask == "own":
            put({"blocked": with_cell_toggled(config.blocked, row, column)})


def _handle(found: Attention, number: int) -> Handle:
    def moved(x: float, y: float) -> None:
        rows = [tuple(row) for row in found.values.tolist()]
        rows[number] = (round(x, 1), round(y, 1))
        put({"values": tuple(rows)})

    x, y = found.values[number].tolist()
    end = floor(REACH * 2) / 2
    return Handle(
        name=f"v{number}", x=x, y=y, label=found.tokens[number], snap=0.1, on_drag=moved,
        x_low=-end, x_high=end, y_low=-end, y_high=end,
    )  # fmt: skip


def _cells(t: Words, found: Attention, name: str) -> None:
    matrix = getattr(found, name)
    matrix_box(
        t(f"fields.{name}.label"), value=matrix.tolist(), low=-9, high=9, step=0.1, key=f"attention_{name}",
        row_names=found.tokens, help=t(f"fields.{name}.help"), on_change=lambda rows: put({name: rows}),
    )  # fmt: skip


@folded("part.numbers", icon="calculate", key="attention_weights_by_hand")
def _by_hand(t: Words, found: Attention, query: int, config: WeightsConfig) -> None:
    live_formula(t, "by_hand" if found.allowed[query].any() else "by_hand_empty", **row_by_hand(found, query, config))
