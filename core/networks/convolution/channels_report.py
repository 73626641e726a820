"""The sum over channels and the cost of a layer, as formulas with numbers and as sentences."""

from typing import Any

import numpy as np

from core.networks.convolution.channels import ChannelsConfig, LayerCost, OnePlace
from core.tex import number, total

Line = tuple[str, dict[str, Any]]

_POINTWISE = {"single": "pointwise_alone", "depthwise": "pointwise_alone", "grouped": "pointwise_grouped",
              "joined": "pointwise"}  # fmt: skip


def channel_tex(found: OnePlace, config: ChannelsConfig) -> dict[str, str]:
    """What the input channels add to the chosen output channel."""
    j = min(config.channel, config.outputs - 1)
    parts = found.parts[j][~np.isnan(found.parts[j])].tolist()
    joined = np.flatnonzero(~np.isnan(found.parts[j])).tolist()
    names = total([f"w_{{{j}{i}}} * x_{{{i}}}" for i in joined], most=8)
    return {"j": str(j), "names": names, "parts": total([*parts, found.b[j]], most=9), "y": number(found.y[j])}


def cost_tex(cost: LayerCost, config: ChannelsConfig) -> dict[str, Any]:
    """Parameters and multiply-adds with their numbers."""
    k, m, n = config.kernel_side, config.inputs, config.outputs
    return {
        "parameters": rf"{k}^2 \cdot \frac{{{m}}}{{{config.groups}}} \cdot {n} + {n} = {cost.parameters}",
        "multiply_adds": rf"{cost.weights} \cdot {config.image_side}^2 = {cost.multiply_adds:,}".replace(",", r"\,"),
    }


def channels_lines(cost: LayerCost, config: ChannelsConfig) -> tuple[Line, ...]:
    """What the groups and the size of the kernel mean."""
    values = {"groups": config.groups, "seen": config.inputs // config.groups, "inputs": config.inputs,
              "weights": cost.weights, "whole": cost.weights * config.groups}  # fmt: skip
    if config.inputs == 1:
        kind = "single"
    elif config.groups == 1:
        kind = "joined"
    else:
        kind = "depthwise" if config.groups == config.inputs else "grouped"
    lines: list[Line] = [(kind, values)]
    if config.kernel_side == 1:
        lines.append((_POINTWISE[kind], values))
    elif config.kernel_side % 2 == 0:
        lines.append(("even_side", {"side": config.kernel_side}))
    return tuple(lines)
