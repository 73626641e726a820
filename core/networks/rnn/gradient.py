"""The gradient on its way back through time, by hand: of a plain RNN, an LSTM and a GRU.

Shapes: T steps of time, h units, g gates of a cell. The loss is v · h_T with a vector v of length 1, so that every
gradient is told in parts of that at the end.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.networks.rnn.cells import CellStates, CellWeights, run_cell, times
from core.networks.rnn.settings import GradientConfig

SPAN = 50  # steps of time
UNITS = 16
INPUT = 0.5  # standard deviation of the inputs


@dataclass(frozen=True)
class GradientFlow:
    """Length of the gradient of the loss with respect to the state k steps before the end, (T + 1,) for each cell.

    The state is h, and (h, c) of an LSTM. `weight_norm` is the length of the plain RNN's gradient with respect to
    W_hh, all steps summed; `clip_factor` is what clipping multiplies it by. eigenvalues: of the RNN's W_hh, (h,).
    """

    rnn: np.ndarray
    lstm: np.ndarray
    gru: np.ndarray
    eigenvalues: np.ndarray
    weight_norm: float
    clip_factor: float

    def of(self, kind: str) -> np.ndarray:
        """The lengths of a cell kind, (T + 1,)."""
        return {"RNN": self.rnn, "LSTM": self.lstm, "GRU": self.gru}[kind]


def gradient_flow(config: GradientConfig) -> GradientFlow:
    """The gradients of three fresh cells that read the same noise."""
    inputs, ends = noise(config), last_gradient(config)
    lengths = {}
    weight_norm = 0.0
    for kind in ("RNN", "LSTM", "GRU"):
        weights = fresh_weights(kind, config)
        states = linear_states(weights, inputs) if _is_linear(kind, config) else run_cell(kind, weights, inputs)
        dh, dc, total = backward(kind, weights, inputs, states, ends, linear=_is_linear(kind, config))
        lengths[kind] = np.sqrt((dh**2).sum(axis=1) + (dc**2).sum(axis=1))[::-1]
        if kind == "RNN":
            weight_norm = float(np.linalg.norm(total))
    return GradientFlow(
        rnn=lengths["RNN"], lstm=lengths["LSTM"], gru=lengths["GRU"],
        eigenvalues=np.linalg.eigvals(fresh_weights("RNN", config).w_hh),
        weight_norm=weight_norm, clip_factor=clip_factor(weight_norm, config.max_norm),
    )  # fmt: skip


def clip_factor(norm: float, max_norm: float) -> float:
    """What `clip_grad_norm_` multiplies a gradient of this length by; a `max_norm` of 0 stands for no clipping."""
    return min(1.0, max_norm / (norm + 1e-6)) if max_norm > 0 else 1.0


def noise(config: GradientConfig) -> np.ndarray:
    """The inputs, (T, 1)."""
    return np.random.default_rng((config.flow_seed, 1)).normal(0, INPUT, (SPAN, 1))


def last_gradient(config: GradientConfig) -> np.ndarray:
    """The gradient of the loss with respect to h_T: v, of length 1, (h,)."""
    v = np.random.default_rng((config.flow_seed, 2)).normal(size=UNITS)
    return np.asarray(v / np.linalg.norm(v))


def fresh_weights(kind: str, config: GradientConfig) -> CellWeights:
    """Weights as torch draws them, uniform within 1/√h; the RNN's W_hh is the radius times a rotation, its biases 0."""
    gates = {"RNN": 1, "LSTM": 4, "GRU": 3}[kind]
    rng = np.random.default_rng((config.flow_seed, gates))
    bound = UNITS**-0.5
    w_ih, w_hh = rng.uniform(-bound, bound, (gates * UNITS, 1)), rng.uniform(-bound, bound, (gates * UNITS, UNITS))
    b_ih, b_hh = rng.uniform(-bound, bound, (2, gates * UNITS))
    if kind == "RNN":
        q, r = np.linalg.qr(rng.normal(size=(UNITS, UNITS)))
        w_hh, b_ih, b_hh = config.radius * q * np.sign(np.diag(r)), np.zeros(UNITS), np.zeros(UNITS)
    if kind == "LSTM":
        b_ih = b_ih + config.forget_start * (np.arange(4 * UNITS) // UNITS == 1)
    return CellWeights(w_ih, w_hh, b_ih, b_hh)


def _is_linear(kind: str, config: GradientConfig) -> bool:
    return kind == "RNN" and config.unit == "linear"


def linear_states(weights: CellWeights, inputs: np.ndarray) -> CellStates:
    """h = W_ih x + b_ih + W_hh h + b_hh over time, (T, h)."""
    h, found = np.zeros(weights.units), []
    for x in inputs:
        h = weights.w_ih @ x + weights.b_ih + weights.w_hh @ h + weights.b_hh
        found.append(h)
    return {"h": np.stack(found)}


def backward(
    kind: str, w: CellWeights, inputs: np.ndarray, states: CellStates, end: np.ndarray, linear: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients with respect to h and c at times 0 to T, (T + 1, h) each, and to W_hh, (g·h, h); end (h,) is at h_T."""
    zero = np.zeros_like(end)
    dh, dc, total = end, zero, np.zeros_like(w.w_hh)
    dhs, dcs = [dh], [dc]
    for t in range(len(inputs) - 1, -1, -1):
        now = {name: values[t] for name, values in states.items()}
        before = {name: values[t - 1] if t else zero for name, values in states.items()}
        if kind == "RNN":
            da, dh, dc = rnn_back(w, now, dh, linear)
        elif kind == "LSTM":
            da, dh, dc = lstm_back(w, now, before, dh, dc)
        else:
            da, dh, dc = gru_back(w, now, before, dh)
        total = total + np.outer(da, before["h"])
        dhs.append(dh)
        dcs.append(dc)
    return np.stack(dhs[::-1]), np.stack(dcs[::-1]), total


def rnn_back(
    w: CellWeights, now: CellStates, dh: np.ndarray, linear: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of W_hh h + b_hh, of h before (h,), and of c, which there is none of."""
    da = dh if linear else (1 - now["h"] ** 2) * dh
    return da, w.w_hh.T @ da, np.zeros_like(dh)


def lstm_back(
    w: CellWeights, now: CellStates, before: CellStates, dh: np.ndarray, dc: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of W_hh h + b_hh (4 h,), and of h and c before, (h,) each."""
    i, f, g, o, squashed = now["i"], now["f"], now["g"], now["o"], np.tanh(now["c"])
    dc = dc + dh * o * (1 - squashed**2)
    da = np.concatenate([
        dc * g * i * (1 - i), dc * before["c"] * f * (1 - f), dc * i * (1 - g**2), dh * squashed * o * (1 - o)
    ])  # fmt: skip
    return da, w.w_hh.T @ da, dc * f  # the way straight back is the forget gate


def gru_back(
    w: CellWeights, now: CellStates, before: CellStates, dh: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of W_hh h + b_hh (3 h,), of h before (h,), and of c, which there is none of."""
    r, z, n, h = now["r"], now["z"], now["n"], before["h"]
    n_h = times(w.w_hh[2 * w.units :], h) + w.b_hh[2 * w.units :]
    dn = dh * (1 - z) * (1 - n**2)
    da = np.concatenate([dn * n_h * r * (1 - r), dh * (h - n) * z * (1 - z), dn * r])
    return da, dh * z + w.w_hh.T @ da, np.zeros_like(dh)


def gradient_numbers(config: GradientConfig) -> dict[str, Any]:
    """The three curves, (T + 1,) each, and the length of the RNN's gradient with respect to W_hh."""
    flow = gradient_flow(config)
    return {"rnn": flow.rnn, "lstm": flow.lstm, "gru": flow.gru, "weight_norm": flow.weight_norm}


def gradients_in_torch(config: GradientConfig) -> dict[str, Any]:
    """The same by torch's cells with these weights and autograd; `clip_grad_norm_` measures the last of them."""
    import torch

    found: dict[str, Any] = {}
    modules = {"RNN": torch.nn.RNNCell, "LSTM": torch.nn.LSTMCell, "GRU": torch.nn.GRUCell}
    inputs, v = torch.from_numpy(noise(config)), torch.from_numpy(last_gradient(config))
    for kind, module in modules.items():
        w = fresh_weights(kind, config)
        cell = module(1, UNITS).double()
        values = {"weight_ih": w.w_ih, "weight_hh": w.w_hh, "bias_ih": w.b_ih, "bias_hh": w.b_hh}
        cell.load_state_dict({name: torch.from_numpy(value) for name, value in values.items()})
        zero = torch.zeros(UNITS, dtype=torch.float64)
        states = [tuple(zero.clone().requires_grad_() for _ in range(2 if kind == "LSTM" else 1))]
        for x in inputs:
            if kind == "LSTM":
                states.append(cell(x, states[-1]))
            elif kind == "RNN" and config.unit == "linear":
                states.append((cell.weight_ih @ x + cell.weight_hh @ states[-1][0],))
            else:
                states.append((cell(x, states[-1][0]),))
        parts = [part for state in states for part in state]
        *gradients, of_weights = torch.autograd.grad(v @ states[-1][0], [*parts, cell.weight_hh], allow_unused=True)
        squares = torch.stack([torch.zeros(()).double() if g is None else (g**2).sum() for g in gradients])
        found[kind.lower()] = squares.view(SPAN + 1, -1).sum(dim=1).sqrt().flip(0).numpy()
        if kind == "RNN":
            cell.weight_hh.grad = of_weights
            found["weight_norm"] = float(torch.nn.utils.clip_grad_norm_([cell.weight_hh], max(config.max_norm, 1e-9)))
    return found
