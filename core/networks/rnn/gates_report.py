"""The equation of one number of a cell, with its numbers.

Shapes: states are (T, 3) each.
"""

from typing import Any

import numpy as np

from core import tex
from core.networks.rnn.cells import MEMORY, CellStates, parameter_counts
from core.networks.rnn.gates import ROWS, UNITS, gate_weights
from core.networks.rnn.settings import GatesConfig, GateView


def looked_at(config: GatesConfig, view: GateView) -> tuple[str, int, int]:
    """The gate, unit and time (from 0) that are looked at; where the cell has no such gate, what it remembers in."""
    name = view.gate if view.gate in ROWS[config.cell] else MEMORY[config.cell]
    return name, view.gate_unit - 1, min(view.at, len(config.values)) - 1


def row_of(config: GatesConfig, view: GateView) -> tuple[int, int]:
    """Row and column of the figure, from 0."""
    name, unit, at = looked_at(config, view)
    return UNITS * ROWS[config.cell].index(name) + unit, at


def view_of(config: GatesConfig, row: int, column: int) -> dict[str, Any]:
    """The fields of the view for a row and a column of the figure, from 0."""
    return {"gate": ROWS[config.cell][row // UNITS], "gate_unit": row % UNITS + 1, "at": column + 1}


def equation(states: CellStates, config: GatesConfig, view: GateView) -> tuple[str, dict[str, Any]]:
    """The key of an equation and its numbers, for the number that is looked at."""
    name, unit, at = looked_at(config, view)
    zero = np.zeros(UNITS)
    now = {key: float(values[at, unit]) for key, values in states.items()}
    before = {key: values[at - 1] if at else zero for key, values in states.items()}
    values: dict[str, Any] = {
        "unit": unit + 1,
        "time": at + 1,
        "before": at,
        "name": name,
        "result": tex.number(now[name]),
    }
    if name == "c":
        old = float(before["c"][unit])
        return "c", values | {"f": tex.number(now["f"]), "old": tex.signed(old), "i": tex.number(now["i"]),
                              "g": tex.signed(now["g"])}  # fmt: skip
    if name == "h" and config.cell == "LSTM":
        return "h_lstm", values | {"o": tex.number(now["o"]), "c": tex.number(now["c"])}
    if name == "h" and config.cell == "GRU":
        old = float(before["h"][unit])
        return "h_gru", values | {"z": tex.number(now["z"]), "n": tex.signed(now["n"]), "old": tex.signed(old)}
    w = gate_weights(config)
    gates = [gate for gate in ROWS[config.cell] if gate not in ("c", "h")] or ["h"]
    row = UNITS * gates.index(name) + unit
    own = tex.total([tex.product([float(a), float(b)]) for a, b in zip(w.w_hh[row], before["h"], strict=True)])
    values |= {
        "x": tex.signed(config.values[at]), "w": tex.number(float(w.w_ih[row, 0])), "own": own,
        "b": tex.signed(float(w.b_ih[row])), "b_own": tex.signed(float(w.b_hh[row])),
    }  # fmt: skip
    if name == "n":
        return "n", values | {"r": tex.number(now["r"])}
    return ("tanh" if name in ("g", "h") else "sigmoid"), values


def count_values(config: GatesConfig) -> dict[str, Any]:
    """Parameters of this cell in torch and in Keras."""
    in_torch, in_keras = parameter_counts(config.cell, 1, UNITS)
    return {"kind": config.cell, "torch": in_torch, "keras": in_keras}
