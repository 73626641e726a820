"""What is said of the sum by hand: its value at one place from the units that are on, its pieces and its errors."""

from typing import Any

import numpy as np

from core import tex
from core.networks.approximation.hinges import HingeSum, value_at
from core.networks.approximation.settings import REACH, HingesConfig
from core.networks.approximation.target import Target, target_values


def value_tex(config: HingesConfig, found: HingeSum) -> dict[str, str]:
    """The value at the marked place as a sum over the units that are on."""
    x = config.at
    on = [(k, v) for k, v in zip(found.kinks, found.strengths, strict=True) if x >= k and v != 0]
    terms: list[str] = [tex.number(config.level)]
    if config.unit == "ReLU":
        terms.append(tex.product([config.slope, f"({tex.number(x)} + 1)"]))
        terms += [tex.product([float(v), f"({tex.number(x)} - {tex.signed(float(k))})"]) for k, v in on]
    else:
        terms += [tex.number(float(v)) for _, v in on]
    return {"x": tex.number(x), "sum": tex.total(terms, most=8), "value": tex.number(value_at(config))}


def hinges_lines(found: HingeSum, config: HingesConfig, target: Target) -> list[tuple[str, dict[str, Any]]]:
    """The errors, the pieces, and what is unusual about the units."""
    lines: list[tuple[str, dict[str, Any]]] = [
        ("errors", {"largest": found.largest, "root": found.root_mean_square, "flat": found.flat})
    ]
    units = len(found.kinks)
    lines.append((f"pieces.{config.unit}", {"units": units, "pieces": found.pieces}))
    if found.idle:
        lines.append(("idle", {"count": found.idle}))
    if found.always:
        lines.append((f"always.{config.unit}", {"count": found.always}))
    inside = found.kinks[np.abs(found.kinks) < 1]
    if len(inside) > 1 and float(np.diff(inside).min()) <= 1e-9:
        lines.append(("together", {}))
    free = [*found.strengths, config.level, config.slope if config.unit == "ReLU" else 0.0]
    if float(np.abs(free).max()) >= REACH:
        lines.append(("limit", {"limit": REACH}))
    if np.isnan(target_values(target, np.array([config.at]))).any():
        lines.append(("nowhere", {"x": config.at}))
    return lines
