"""The formulas of a scheme with the numbers of one layer, and what the layer does to sizes."""

import math
from typing import Any

from core import tex
from core.networks.initialization.formulas import EQUAL_HERE, SIGMA_HERE, LayerNumbers, law_here, recommended_gain
from core.networks.initialization.settings import LayerConfig
from core.networks.initialization.weights import SCHEMES

Line = tuple[str, dict[str, Any]]
Row = tuple[str, str, str, str]
FORMULAS = {
    "Zeros": "constant", "Constant": "constant", "Normal": "normal", "XavierUniform": "xavier",
    "XavierNormal": "xavier", "HeUniform": "he", "HeNormal": "he", "LeCun": "lecun", "Default": "default",
    "Orthogonal": "orthogonal",
}  # fmt: skip


def layer_lines(numbers: LayerNumbers, config: LayerConfig) -> list[Line]:
    """What the layer does to values and gradients, and the gain that PyTorch recommends for what follows."""
    gain = recommended_gain(config.follows)
    if config.law in ("Zeros", "Constant"):
        lines: list[Line] = [("zeros" if config.law == "Zeros" else "equal", {"value": EQUAL_HERE})]
    else:
        lines = [("sizes", {"forward": tex.number(numbers.forward, 3),
                            "backward": tex.number(numbers.backward, 3)})]  # fmt: skip
    lines.append(("unknown_gain", {}) if gain is None else ("gain", {"gain": tex.number(gain, 5)}))
    return lines


def scheme_by_hand(numbers: LayerNumbers, config: LayerConfig) -> list[Line]:
    """Variance and standard deviation of the scheme, and the bound of a uniform one."""
    law = law_here(config.law, config.fan_in, config.fan_out)
    variance = tex.number(law.std**2, 3)
    told = {"fan_in": config.fan_in, "fan_out": config.fan_out, "most": max(config.fan_in, config.fan_out),
            "variance": variance, "std": tex.number(law.std, 4), "sigma": SIGMA_HERE,
            "value": EQUAL_HERE if config.law == "Constant" else 0}  # fmt: skip
    lines: list[Line] = [(FORMULAS[config.law], told)]
    if math.isfinite(numbers.bound):
        lines.append(("uniform", {"std": tex.number(law.std, 4), "bound": tex.number(numbers.bound, 4)}))
    lines.append(("first", {"weights": tex.array(numbers.first_weights)}))
    return lines


def layer_table(config: LayerConfig) -> list[Row]:
    """Scheme, standard deviation, bound and its variance over He's as text, for a table."""
    rows: list[Row] = []
    for scheme in SCHEMES:
        law = law_here(scheme, config.fan_in, config.fan_out)
        bound = tex.number(law.bound, 4) if law.kind == "uniform" else "-"
        ratio = law.std**2 * config.fan_in / 2
        rows.append((scheme, f"${tex.number(law.std, 4)}$", f"${bound}$", f"${tex.number(ratio, 3)}$"))
    return rows
