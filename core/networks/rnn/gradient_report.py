"""What is to be said of gradients on their way back through time."""

from typing import Any

import numpy as np

from core import tex
from core.networks.rnn.cells import run_cell
from core.networks.rnn.gradient import GradientFlow, fresh_weights, last_gradient, linear_states, noise, rnn_back
from core.networks.rnn.settings import GradientConfig

Line = tuple[str, dict[str, Any]]
GONE = 1e-3  # of the gradient at the end: as good as nothing beside the nearer steps
LARGE = 10.0


def gradient_lines(flow: GradientFlow, config: GradientConfig) -> list[Line]:
    """What is left at the lag for each cell, and what clipping does."""
    lines: list[Line] = []
    for kind in ("RNN", "LSTM", "GRU"):
        value = float(flow.of(kind)[config.lag])
        key = "vanished" if value < GONE else "exploded" if value > LARGE else "reaches"
        lines.append((key, {"kind": kind, "value": tex.number(value, 3), "lag": config.lag}))
    norm = {"norm": tex.number(flow.weight_norm), "limit": tex.number(config.max_norm)}
    if config.max_norm == 0:
        lines.append(("clip_off", norm))
    elif flow.clip_factor < 1:
        lines.append(("clipped", norm | {"factor": tex.number(flow.clip_factor, 3)}))
    else:
        lines.append(("clip_idle", norm))
    return lines


def backward_by_hand(flow: GradientFlow, config: GradientConfig) -> dict[str, Any]:
    """The first step back of the plain RNN for its first unit, and the factors of the lengths up to the lag."""
    w, inputs = fresh_weights("RNN", config), noise(config)
    linear = config.unit == "linear"
    h = (linear_states(w, inputs) if linear else run_cell("RNN", w, inputs))["h"][-1]
    end = last_gradient(config)
    da, dh, _ = rnn_back(w, {"h": h}, end, linear)
    factors = flow.rnn[1 : config.lag + 1] / np.maximum(flow.rnn[: config.lag], 1e-300)
    value = float(flow.rnn[config.lag])
    return {
        "h": tex.base(float(h[0]), 3), "v": tex.signed(float(end[0]), 3), "da": tex.number(float(da[0]), 3),
        "slope": tex.number(1.0 if linear else float(1 - h[0] ** 2), 3),
        "terms": tex.total([tex.product([float(w.w_hh[k, 0]), float(da[k])]) for k in range(len(da))], most=3),
        "dh": tex.number(float(dh[0]), 3), "factors": tex.product([round(float(x), 3) for x in factors], most=5),
        "lag": config.lag, "value": tex.number(value, 3), "mean": tex.number(value ** (1 / config.lag), 3),
        "power": tex.number(config.radius**config.lag, 3), "radius": tex.number(config.radius),
    }  # fmt: skip
