"""What there is to say of the rounded weights, as lines of `(key, values)` and as a table."""

from typing import Any

import numpy as np

from core.computing.frameworks.quantize import (
    FLOAT_BYTES,
    HALF_BYTES,
    JUDGED,
    JudgedNetwork,
    QuantizedMatrix,
    float_bytes,
    quantized_bytes,
)
from core.computing.frameworks.quantize_figure import right_interval
from core.computing.frameworks.settings import PortedNetworkConfig, QuantizeConfig
from core.tex import number

Lines = list[tuple[str, dict[str, Any]]]


def quantize_lines(network: PortedNetworkConfig, config: QuantizeConfig, found: JudgedNetwork) -> Lines:
    """Bytes and right answers, beside those of float32 and float16."""
    size, whole, (right, changed) = quantized_bytes(network, config), float_bytes(network), found.at(config)
    low, high = right_interval(right)
    return [
        ("bytes", {"bytes": size, "whole": whole, "times": whole / size}),
        ("right", {"right": right, "judged": JUDGED, "usual": found.float32, "changed": changed,
                   "low": low, "high": high}),
        ("half", {"bytes": whole * HALF_BYTES // FLOAT_BYTES, "right": found.float16}),
    ]  # fmt: skip


def matrix_rows(found: tuple[QuantizedMatrix, ...], config: QuantizeConfig) -> list[dict[str, str]]:
    """One row a matrix: name, numbers, scales, how many weights became 0, and the relative error."""
    return [
        {
            "name": f"`{one.name}`",
            "numbers": f"{one.weights.size:,}",
            "scales": str(len(one.scale) if config.scales == "unit" else 1),
            "zeros": f"{np.mean(one.read_back == 0):.0%}",
            "error": f"{one.error:.1%}",
        }
        for one in found
    ]


def weight_terms(found: QuantizedMatrix, unit: int, config: QuantizeConfig) -> dict[str, Any]:
    """The weight of a unit that moves farthest, its scale and zero point, and what becomes of it."""
    own = found.weights[unit]
    seen = found.weights if config.scales == "matrix" else own
    exact, back, whole = own.ravel(), found.read_back[unit].ravel(), found.integers[unit].ravel()
    k = int(np.argmax(np.abs(exact - back)))
    return {
        "weight": number(exact[k], 6), "scale": number(found.scale[unit], 6), "zero": int(found.zero[unit]),
        "integer": int(whole[k]), "back": number(back[k], 6), "gap": number(abs(exact[k] - back[k]), 4),
        "half": number(found.scale[unit] / 2, 4), "levels": found.high, "most": number(float(np.abs(seen).max()), 6),
        "low": number(min(float(seen.min()), 0.0), 6), "high": number(max(float(seen.max()), 0.0), 6),
    }  # fmt: skip
