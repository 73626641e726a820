"""A small cell with all its gates: from scratch in NumPy, and by torch's cells with the same weights.

Shapes: T numbers are read by three units; g gates of a cell.
"""

import numpy as np

from core.networks.rnn.cells import GATES, CellStates, CellWeights, run_cell
from core.networks.rnn.settings import GatesConfig

UNITS = 3
ROWS = {"RNN": ("h",), "LSTM": ("i", "f", "g", "o", "c", "h"), "GRU": ("r", "z", "n", "h")}
OPEN = 10.0  # of a bias: the gate is 0.99995
STEEP = 20.0
THRESHOLD = 24.0  # the latch takes in what is above 1.2
# Of each gate the weight of the input and the bias, for three units: a sum, a latch, the last input.
MADE = {
    "RNN": (((0.3, 0.0), (2.0, 0.0), (1.0, 0.0)),),
    "LSTM": (
        ((0.0, OPEN), (STEEP, -THRESHOLD), (0.0, OPEN)),
        ((0.0, OPEN), (-STEEP, THRESHOLD), (0.0, -OPEN)),
        ((0.5, 0.0), (1.0, 0.0), (1.0, 0.0)),
        ((0.0, OPEN), (0.0, OPEN), (0.0, OPEN)),
    ),
    "GRU": (
        ((0.0, OPEN), (0.0, OPEN), (0.0, OPEN)),
        ((0.0, 1.4), (-STEEP, THRESHOLD), (0.0, -OPEN)),
        ((1.0, 0.0), (1.0, 0.0), (1.0, 0.0)),
    ),
}
RNN_OWN = (0.9, 3.0, 0.0)  # what a unit of the RNN that is made by hand reads of itself


def gate_weights(config: GatesConfig) -> CellWeights:
    """Weights of a cell with one input and three units, made by hand or drawn at random."""
    gates = GATES[config.cell]
    if config.wiring == "random":
        rng = np.random.default_rng((config.wiring_seed, gates))
        w_ih, w_hh = rng.normal(0, 1.2, (gates * UNITS, 1)), rng.normal(0, 1, (gates * UNITS, UNITS))
        return CellWeights(w_ih, w_hh, *rng.normal(0, 0.5, (2, gates * UNITS)))
    made = np.array(MADE[config.cell]).reshape(gates * UNITS, 2)
    own = np.diag(RNN_OWN) if config.cell == "RNN" else np.zeros((gates * UNITS, UNITS))
    return CellWeights(made[:, :1], own, made[:, 1], np.zeros(gates * UNITS))


def gate_states(config: GatesConfig) -> CellStates:
    """Every gate and state over time, (T, 3) each, from a state of zeros."""
    return run_cell(config.cell, gate_weights(config), np.array(config.values)[:, None])


def gate_numbers(config: GatesConfig) -> dict[str, np.ndarray]:
    """h, and c of an LSTM, over time, (T, 3) each."""
    states = gate_states(config)
    return {name: states[name] for name in ("h", "c") if name in states}


def states_in_torch(config: GatesConfig) -> dict[str, np.ndarray]:
    """The same by torch.nn.RNNCell, LSTMCell or GRUCell in float64, (T, 3) each."""
    import torch

    w = gate_weights(config)
    cell = {"RNN": torch.nn.RNNCell, "LSTM": torch.nn.LSTMCell, "GRU": torch.nn.GRUCell}[config.cell](1, UNITS).double()
    values = {"weight_ih": w.w_ih, "weight_hh": w.w_hh, "bias_ih": w.b_ih, "bias_hh": w.b_hh}
    cell.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in values.items()})
    zero = torch.zeros(UNITS, dtype=torch.float64)
    states = [(zero, zero)]
    with torch.no_grad():
        for x in torch.tensor(config.values, dtype=torch.float64)[:, None]:
            states.append(cell(x, states[-1]) if config.cell == "LSTM" else (cell(x, states[-1][0]), zero))
    h, c = (torch.stack(part)[1:].numpy() for part in zip(*states, strict=True))
    return {"h": h, "c": c} if config.cell == "LSTM" else {"h": h}
