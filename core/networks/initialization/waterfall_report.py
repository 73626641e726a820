"""What is to be said of a walk: whether the input is still there, the size of the values, and the gradient."""

import math
from typing import Any

import numpy as np

from core import tex
from core.networks.initialization.mean_field import LEAKS, MeanField, mean_field
from core.networks.initialization.settings import DeepConfig, TwoInputsConfig
from core.networks.initialization.waterfall import SINGLE_LEAST, SINGLE_MOST, SchemeRows, Waterfall
from core.networks.initialization.weights import SCALED, SCHEMES, weight_law

Line = tuple[str, dict[str, Any]]
FORGOTTEN = 0.01  # degrees
HEALTHY = (1e-3, 1e3)
KEEPS = (1e-2, 1e2)  # ratios with which all layers still learn at one rate


def wide_limit(net: DeepConfig, pair: TwoInputsConfig) -> MeanField | None:
    """What an infinitely wide network would do; None where the maps do not hold."""
    if net.residual or net.batch_norm or net.scheme == "Constant":
        return None
    weight, bias = layer_variances(net)
    return mean_field(net.activation, weight, bias, math.cos(math.radians(pair.angle)), net.depth)


def layer_variances(net: DeepConfig) -> tuple[float, float]:
    """fan_in times the variance of a weight, and the variance of a bias."""
    n = net.width
    law = weight_law(net.scheme, n, n, net.gain, net.sigma, net.constant)
    drawn = net.bias == "uniform" or (net.bias == "scheme" and net.scheme == "Default")
    return n * law.std**2, 1 / (3 * n) if drawn else 0.0


def waterfall_lines(found: Waterfall, net: DeepConfig, pair: TwoInputsConfig) -> list[Line]:
    """Angle, values and gradient, each with the degenerate case that it has come to."""
    lines = [_angle_line(found, net, pair), _size_line(found, net), _gradient_line(found, net)]
    small = np.flatnonzero((found.error_rms > 0) & (found.error_rms < SINGLE_LEAST))
    if small.size:
        lines.append(("single_zero", {"layer": int(small[-1])}))
    return lines


def _angle_line(found: Waterfall, net: DeepConfig, pair: TwoInputsConfig) -> Line:
    last, depth = float(found.angles[-1]), net.depth
    if np.isnan(found.angles).any():
        return "no_angle", {"layer": int(np.flatnonzero(np.isnan(found.angles))[0])}
    if pair.angle == 0:
        return "same_inputs", {}
    told = {"start": float(pair.angle), "last": tex.number(last, 3), "depth": depth}
    near = np.flatnonzero(found.angles < FORGOTTEN)
    if last < FORGOTTEN:
        rms = float(found.rms[-1])
        key = "forgotten_healthy" if HEALTHY[0] < rms < HEALTHY[1] else "forgotten"
        return key, told | {"layer": int(near[0]), "rms": tex.number(rms, 3), "limit": FORGOTTEN}
    if abs(last - 180) < FORGOTTEN:
        return "opposite", told
    return "angle", told


def _size_line(found: Waterfall, net: DeepConfig) -> Line:
    last, depth = float(found.rms[-1]), net.depth
    over = np.flatnonzero(found.largest > SINGLE_MOST)
    if over.size:
        return "overflow", {"layer": int(over[0])}
    if last == 0:
        return "all_zero", {"layer": int(np.flatnonzero(found.rms == 0)[0])}
    key = "vanished" if last < HEALTHY[0] else "exploded" if last > HEALTHY[1] else "steady"
    return key, {"first": tex.number(float(found.rms[0]), 3), "last": tex.number(last, 3), "depth": depth,
                 "zeros": 100 * float(found.zeros[-1])}  # fmt: skip


def _gradient_line(found: Waterfall, net: DeepConfig) -> Line:
    ratio = found.ratio
    if math.isnan(ratio):
        return "no_gradient", {}
    told = {"ratio": tex.number(ratio, 3), "depth": net.depth}
    if ratio == 0:
        return "gradient_zero", told
    if not KEEPS[0] <= ratio <= KEEPS[1]:
        return "gradient_vanishes" if ratio < KEEPS[0] else "gradient_explodes", told
    back, forth = float(found.error_rms[1] / found.error_rms[-1]), float(found.rms[-2] / found.rms[0])
    key = "gradient_kept" if KEEPS[0] <= back <= KEEPS[1] else "gradient_cancels"
    return key, told | {"back": tex.number(back, 3), "forth": tex.number(forth, 3)}


def layer_by_hand(found: Waterfall, net: DeepConfig, pair: TwoInputsConfig) -> Line:
    """The mean square of a layer's sums from the values before it, beside what was measured."""
    k = min(pair.layer, net.depth)
    weight, bias = layer_variances(net)
    n, square = net.width, float(found.rms[k - 1]) ** 2
    told = {"layer": k, "below": k - 1, "n": n, "square": tex.number(square, 3),
            "measured": tex.number(float(found.sum_squares[k - 1]), 3)}  # fmt: skip
    if net.scheme == "Constant":
        mean = float(found.mean_squares[k - 1])
        sums = (n * net.constant) ** 2 * mean + bias
        return "by_hand_constant", told | {"c": tex.signed(net.constant, 3), "mean": tex.number(mean, 3),
                                           "bias": tex.number(bias, 3), "sum": tex.number(sums, 3)}  # fmt: skip
    return "by_hand", told | {"variance": tex.number(weight / n, 3), "bias": tex.number(bias, 3),
                              "sum": tex.number(weight * square + bias, 3)}  # fmt: skip


def factor_line(net: DeepConfig) -> Line | None:
    """What a layer does to the mean square, and all of them; where the activation is straight on either side of 0."""
    if net.activation not in LEAKS or net.residual or net.batch_norm or net.scheme in ("Constant", "Zeros"):
        return None
    weight, _ = layer_variances(net)
    kept = (1 + LEAKS[net.activation] ** 2) / 2
    factor = kept * weight
    return "factor", {"kept": tex.number(kept, 4), "n": net.width, "variance": tex.number(weight / net.width, 3),
                      "factor": tex.number(factor, 3), "depth": net.depth,
                      "all": tex.number(factor**net.depth, 2)}  # fmt: skip


def table_rows(rows: SchemeRows) -> list[tuple[str, str, str, str]]:
    """Scheme, last angle, last rms and ratio of the gradients as text, for a table."""

    def shown(value: float) -> str:
        return f"${tex.number(value, 3)}$"

    parts = zip(SCHEMES, rows.angles, rows.rms, rows.ratios, strict=False)  # those that are done
    return [(name, shown(angle), shown(rms), shown(ratio)) for name, angle, rms, ratio in parts]


def scaled_by_gain(scheme: str) -> bool:
    """Whether the gain is a factor of the scheme's weights."""
    return scheme in SCALED
