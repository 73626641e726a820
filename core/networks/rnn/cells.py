"""The three recurrent cells from scratch: a plain RNN, LSTM and GRU, as PyTorch defines them.

Shapes: T steps of time, d inputs, h units, g gates of a cell (1, 4, 3). Weights may have further axes in front, such as
one for each look at a network in training; all of them read the same inputs.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

GATES = {"RNN": 1, "LSTM": 4, "GRU": 3}
CellStates = dict[str, np.ndarray]


@dataclass(frozen=True)
class CellWeights:
    """Weights as torch has them: w_ih (m, d), w_hh (m, h), b_ih and b_hh (m,), m = g·h; more axes may be in front."""

    w_ih: np.ndarray
    w_hh: np.ndarray
    b_ih: np.ndarray
    b_hh: np.ndarray

    @property
    def units(self) -> int:
        """How many units the cell has."""
        return int(self.w_hh.shape[-1])


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), elementwise; cannot overflow."""
    return np.asarray((1 + np.tanh(x / 2)) / 2)


def times(w: np.ndarray, x: np.ndarray) -> np.ndarray:
    """W x for weights (…, m, n) and vectors (…, n): (…, m)."""
    return np.asarray((w @ x[..., None])[..., 0])


def rnn_step(x: np.ndarray, h: np.ndarray, _: np.ndarray, w: CellWeights) -> CellStates:
    """h = tanh(W_ih x + b_ih + W_hh h + b_hh); `keep` is ∂h_t[j] / ∂h_{t-1}[j]; each (…, h)."""
    new = np.tanh(times(w.w_ih, x) + w.b_ih + times(w.w_hh, h) + w.b_hh)
    return {"h": new, "keep": (1 - new**2) * np.diagonal(w.w_hh, axis1=-2, axis2=-1)}


def lstm_step(x: np.ndarray, h: np.ndarray, c: np.ndarray, w: CellWeights) -> CellStates:
    """Gates in torch's order i, f, g, o, then c = f c + i g and h = o tanh(c); `keep` is f; each (…, h)."""
    i, f, g, o = np.split(times(w.w_ih, x) + w.b_ih + times(w.w_hh, h) + w.b_hh, 4, axis=-1)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    c = f * c + i * g  # Hochreiter & Schmidhuber (1997), with the forget gate of Gers et al. (2000)
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c), "keep": f}


def gru_step(x: np.ndarray, h: np.ndarray, _: np.ndarray, w: CellWeights) -> CellStates:
    """Gates r, z, n, then h = (1 - z) n + z h; r is applied after W_hn h, as torch does; `keep` is z; each (…, h)."""
    r, z, n = np.split(times(w.w_ih, x) + w.b_ih, 3, axis=-1)
    r_h, z_h, n_h = np.split(times(w.w_hh, h) + w.b_hh, 3, axis=-1)
    r, z = sigmoid(r + r_h), sigmoid(z + z_h)
    n = np.tanh(n + r * n_h)
    return {"r": r, "z": z, "n": n, "h": (1 - z) * n + z * h, "keep": z}


CellStep = Callable[[np.ndarray, np.ndarray, np.ndarray, CellWeights], CellStates]
STEPS: dict[str, CellStep] = {"RNN": rnn_step, "LSTM": lstm_step, "GRU": gru_step}
MEMORY = {"RNN": "h", "LSTM": "c", "GRU": "h"}  # the state that time passes on


def run_cell(kind: str, weights: CellWeights, inputs: np.ndarray) -> CellStates:
    """Every gate and state over time, each (T, …, h), from a state of zeros; inputs (T, d), or (T, …, d)."""
    start = np.zeros((*np.broadcast_shapes(weights.b_hh.shape[:-1], inputs.shape[1:-1]), weights.units))
    h = c = start
    found: dict[str, list[np.ndarray]] = {}
    for x in inputs:
        state = STEPS[kind](x, h, c, weights)
        h, c = state["h"], state.get("c", c)
        for name, value in state.items():
            found.setdefault(name, []).append(value)
    return {name: np.stack(values) for name, values in found.items()}


def parameter_counts(kind: str, inputs: int, units: int) -> tuple[int, int]:
    """The parameters of one layer in torch, with two biases a gate, and in Keras (GRU's `reset_after` has two, too)."""
    gates = GATES[kind]
    weights = gates * units * (inputs + units)
    return weights + 2 * gates * units, weights + (2 if kind == "GRU" else 1) * gates * units
