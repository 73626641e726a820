"""The gates of a small cell over time, and the equation of the number that is clicked."""

from functools import partial
from typing import Any

import streamlit as st

from core.networks.rnn.challenges import held_by_the_latch, sum_of_nothing
from core.networks.rnn.gates import gate_numbers, gate_states, states_in_torch
from core.networks.rnn.gates_figure import gates_figure
from core.networks.rnn.gates_report import count_values, equation, looked_at, row_of, view_of
from core.networks.rnn.settings import GatesConfig, GateView
from pages.shared import (
    Challenge,
    Experiment,
    Handle,
    Made,
    Words,
    ask,
    challenges,
    code_panel,
    current_config,
    drawing,
    figure,
    live_formula,
    put,
)
from pages.shared.state import current_value

USUAL = {
    "tab": "gates",
    "cell": "LSTM",
    "wiring": "made",
    "values": (0.5, 0.5, -1.0, 1.5, 0.0, 0.5, 0.0, -0.5, 0.0, 0.0),
}
EXPERIMENTS = {
    "sum": Experiment(USUAL | {"values": (1.0, 1.0, 1.0, 1.0, 1.0), "gate": "c", "gate_unit": 1, "at": 5}, right=2),
    "latch": Experiment(USUAL | {"values": (0.0, 1.6, 0.4, -2.0, 0.9, 0.0), "gate": "c", "gate_unit": 2, "at": 6},
                        right=0),
    "plain": Experiment(USUAL | {"cell": "RNN", "values": (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
                                 "gate": "h", "gate_unit": 1, "at": 12}, right=1),
}  # fmt: skip
CHALLENGES = {
    "latch": Challenge(held_by_the_latch, solution={"values": (0.0, 1.8, 0.0, -1.0, -2.0, 0.5, 0.0)}),
    "nothing": Challenge(sum_of_nothing, solution={"values": (2.0, 0.0, -2.0, 0.0)}),
}


def show(t: Words) -> None:
    """Cell and sequence beside the gates, and the equation of one number."""
    controls, stage = st.columns([1, 3.2], gap="medium")

    def draw() -> None:
        with controls:
            config = ask(GatesConfig, t, only=("cell", "wiring"))
            if config.wiring == "random":
                ask(GatesConfig, t, only=("wiring_seed",))
            st.caption(t(f"units.{config.cell}" if config.wiring == "made" else "units.random"))
        view, states = current_config(GateView, t), gate_states(config)
        name, unit, at = looked_at(config, view)
        with stage:
            figure(
                gates_figure(states, config, row_of(config, view), t), key="rnn_gates",
                on_click=partial(_click, config), handles=_handles(config),
                alt=t("alt.gates", kind=config.cell, name=name, unit=unit + 1, time=at + 1,
                      value=float(states[name][at, unit])),
            )  # fmt: skip
            key, numbers = equation(states, config, view)
            live_formula(t, f"equation.{key}", **numbers)
            ask(GatesConfig, t, only=("values",))
            st.caption(t("count", **count_values(config)))
        challenges(t, CHALLENGES, latch=(states, config), nothing=(states, config))
        code_panel(t, {"NumPy": Made(gate_numbers, config), "PyTorch": Made(states_in_torch, config)},
                   shown=gate_numbers(config))  # fmt: skip

    drawing(t, draw)


def _click(config: GatesConfig, point: dict[str, Any]) -> None:
    place = point.get("point")
    if isinstance(place, list) and len(place) == 2:
        put(view_of(config, int(place[0]), int(place[1])))


def _handles(config: GatesConfig) -> list[Handle]:
    return [
        Handle(name=f"x{k}", x=k + 1.0, y=value, along="y", y_low=-2.0, y_high=2.0, snap=0.1, axes=("x", "y2"),
               on_drag=partial(_drag, k))
        for k, value in enumerate(config.values)
    ]  # fmt: skip


def _drag(place: int, _: float, y: float) -> None:
    values = current_value(GatesConfig, "values")
    if place < len(values):
        put({"values": (*values[:place], round(y, 1), *values[place + 1 :])})
