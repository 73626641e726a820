"""The receptive field as a sum with its numbers, and what the networks make of it."""

from typing import Any

from core.networks.convolution.receptive import EffectiveField, ReceptiveConfig, TheoreticalField, touched_cells
from core.tex import total

Line = tuple[str, dict[str, Any]]


def field_tex(theory: TheoreticalField, config: ReceptiveConfig) -> dict[str, str]:
    """One and what each layer adds."""
    jumps = (1, *theory.jumps)
    terms = [rf"{k - 1} \cdot {d} \cdot {j}" for (k, _, d), j in zip(config.layers, jumps, strict=False)]
    return {"terms": total([1, *terms], most=9), "side": str(theory.sides[-1])}


def receptive_lines(theory: TheoreticalField, found: EffectiveField, config: ReceptiveConfig) -> tuple[Line, ...]:
    """How much of the field is used, its weights, and the pixels that dilation skips."""
    side = theory.sides[-1]
    weights = sum(k * k for k, _, _ in config.layers)
    lines: list[Line] = []
    if found.silent:
        lines.append(("silent", {"networks": found.total}))
    else:
        values = {"side": side, "inner": found.side, "share": 100 * (found.side / side) ** 2,
                  "even": (side * side / 2) ** 0.5, "deviation": found.deviation}  # fmt: skip
        lines.append(("used", values))
    lines.append(("weights", {"weights": weights, "one": side * side, "side": side, "jump": theory.jumps[-1]}))
    gaps = side * side - len(touched_cells(config)) ** 2
    if gaps:
        lines.append(("gaps", {"count": gaps, "pixels": side * side}))
    shut = int((found.influence == 0).sum()) - gaps
    if shut and not found.silent:
        lines.append(("shut", {"count": shut, "networks": found.total}))
    return tuple(lines)
