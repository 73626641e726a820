"""The networks from scratch in NumPy, as they are carried over from PyTorch, with or without a mistake."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.special import erf

from core.computing.frameworks.mistakes import mistake_made
from core.computing.frameworks.models import MODELS, NORM_EPS, Arrays, NetworkLayer, digit_input, trained_weights
from core.computing.frameworks.settings import DigitConfig, PortConfig, PortedNetworkConfig

KERAS_EPS = 1e-3  # what Keras adds to a variance, where nothing is said


def scratch_outputs(model: str, x: np.ndarray, mistake: str) -> list[np.ndarray]:
    """What each layer puts out for x (n, 1, 28, 28), (n, …) each."""
    weights, found = trained_weights(model, x.dtype.name), []
    for layer in MODELS[model]:
        x = layer_output(layer, x, weights, mistake)
        found.append(x)
    return found


def layer_output(layer: NetworkLayer, x: np.ndarray, weights: Arrays, mistake: str) -> np.ndarray:
    """What one layer puts out for x, (n, …) both; the mistake matters where the layer is one that it concerns."""
    own = {name.split(".")[1]: value for name, value in weights.items() if name.split(".")[0] == layer.name}
    match layer.kind:
        case "conv":
            kernels = own["weight"][:, :, ::-1, ::-1] if mistake == "flip" else own["weight"]
            return convolution(x, kernels, own["bias"], padding=(layer.shape[1] - x.shape[2] + 4) // 2)
        case "norm":
            return normalization(x, own, KERAS_EPS if mistake == "eps" else NORM_EPS)
        case "relu":
            return np.asarray(np.maximum(x, 0))
        case "gelu":
            return np.asarray(x * (1 + erf(x / np.sqrt(np.asarray(2, x.dtype)))) / 2)
        case "pool":
            n, c, h, w = x.shape
            return np.asarray(x.reshape(n, c, h // 2, 2, w // 2, 2).max(axis=(3, 5)))
        case "flatten":
            ordered = x.transpose(0, 2, 3, 1) if mistake == "flatten" else x  # (n, h, w, c) or (n, c, h, w)
            return np.asarray(ordered.reshape(len(x), -1))
        case "lstm":
            return lstm(x[:, 0], own)
        case "last":
            return np.asarray(x[:, -1])
        case "dense":
            kernel = own["weight"].reshape(own["weight"].shape[::-1]) if mistake == "reshape" else own["weight"].T
            return np.asarray(x @ kernel + own["bias"])  # (n, in) @ (in, out)
    return x  # dropout, which does nothing when a network judges


def convolution(x: np.ndarray, kernels: np.ndarray, bias: np.ndarray, padding: int) -> np.ndarray:
    """Maps (n, f, h', w') of x (n, c, h, w) with kernels (f, c, k, k) and bias (f,): a cross-correlation, in fact."""
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = sliding_window_view(padded, kernels.shape[2:], axis=(2, 3))  # (n, c, h', w', k, k)
    maps = np.tensordot(windows, kernels, axes=((1, 4, 5), (1, 2, 3)))  # (n, h', w', f)
    return np.asarray((maps + bias).transpose(0, 3, 1, 2))


def normalization(x: np.ndarray, own: Arrays, eps: float) -> np.ndarray:
    """Batch normalization of x (n, c, h, w) by its running statistics (c,); the shape is kept."""
    scale = own["weight"] / np.sqrt(own["running_var"] + np.asarray(eps, x.dtype))
    shift = own["bias"] - own["running_mean"] * scale
    return np.asarray(x * scale[:, None, None] + shift[:, None, None])


def lstm(rows: np.ndarray, own: Arrays) -> np.ndarray:
    """All states (n, t, h) of an LSTM over rows (n, t, d); the gates i, f, g, o lie in this order, as in PyTorch."""
    h = c = np.zeros((len(rows), own["weight_hh_l0"].shape[1]), rows.dtype)
    states = []
    for x in rows.transpose(1, 0, 2):
        gates = x @ own["weight_ih_l0"].T + own["bias_ih_l0"] + h @ own["weight_hh_l0"].T + own["bias_hh_l0"]
        i, f, g, o = np.split(gates, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        states.append(h)
    return np.stack(states, axis=1)


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), elementwise; cannot overflow."""
    return np.asarray((1 + np.tanh(x / 2)) / 2)


def scratch_numbers(config: PortedNetworkConfig, digit: DigitConfig, port: PortConfig) -> Arrays:
    """The logits (10,) from scratch."""
    x = digit_input(digit.digit, port.precision)
    return {"logits": scratch_outputs(config.model, x, mistake_made(config, port))[-1][0]}
