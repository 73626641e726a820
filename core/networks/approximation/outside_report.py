"""What is said of networks at a place outside of their data."""

from typing import Any

import numpy as np

from core import tex
from core.networks.approximation.outside import Fan, StraightPiece, piece_at, values_at
from core.networks.approximation.settings import LearningConfig, OutsideConfig
from core.networks.approximation.target import Target, target_values


def far_numbers(fan: Fan, config: LearningConfig, place: OutsideConfig, target: Target) -> dict[str, float]:
    """The place, the target's value there (NaN where it has none), and the first, least and largest network's."""
    values = values_at(fan, config, np.array([place.far]))[:, 0]
    truth = float(target_values(target, np.array([place.far]))[0])
    return {"x": place.far, "value": float(values[0]), "least": float(values.min()), "most": float(values.max()),
            "truth": truth, "spread": float(np.ptp(values))}  # fmt: skip


def outside_lines(
    fan: Fan, config: LearningConfig, place: OutsideConfig, target: Target
) -> list[tuple[str, dict[str, Any]]]:
    """The networks' values beside the target's, and what a network of this kind must do out there."""
    said = far_numbers(fan, config, place, target)
    lines: list[tuple[str, dict[str, Any]]] = [("values", said)]
    lines.append(("truth", said) if np.isfinite(said["truth"]) else ("unknown", said))
    if abs(place.far) <= 1:
        lines.append(("inside", said))
    elif config.activation == "ReLU" and config.depth == 1:
        lines.append(_piece_line(piece_at(fan.parameters[0], config.width, place.far)))
    else:
        lines.append((f"far.{config.activation}", {}))
    return lines


def _piece_line(piece: StraightPiece) -> tuple[str, dict[str, Any]]:
    """The straight piece in words: endless to the right, to the left, to both sides, or between two kinks."""
    ends = {(True, False): "right", (False, True): "left", (True, True): "between", (False, False): "all"}
    key = f"line.{ends[bool(np.isfinite(piece.low)), bool(np.isfinite(piece.high))]}"
    return key, {"slope": tex.number(piece.slope, 3), "level": tex.signed(piece.level, 3),
                 "low": piece.low, "high": piece.high}  # fmt: skip
