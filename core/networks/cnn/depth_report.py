"""What the gradients and the losses of the four variants say, as lines of `(key, values)`."""

from typing import Any

import numpy as np

from core.networks.cnn.depth import VARIANTS, DepthRun, Gradients

Lines = list[tuple[str, dict[str, Any]]]


def gradient_lines(found: Gradients) -> Lines:
    """First layer over last in each variant, then the smallest and the largest gradient of all."""
    values = {name: _short(ratio) for name, ratio in zip(VARIANTS, found.ratios.tolist(), strict=True)}
    lines: Lines = [("ratios", values)]
    plain = found.norms[0]
    if plain.max() < 0.1:
        lines.append(("tiny", {"most": float(plain.max())}))
    if not np.isfinite(found.norms).all():
        lines.append(("overflow", {}))
    return lines


def loss_lines(run: DepthRun) -> Lines:
    """Mean loss of the last ten steps in each variant, and which have diverged."""
    ends = run.ends.tolist()
    values = {name: _short(end) for name, end in zip(VARIANTS, ends, strict=True)}
    lines: Lines = [("ends", values)]
    if not np.isfinite(run.ends).all():
        lines.append(("diverged", {}))
    return lines


def _short(value: float) -> str:
    return f"{value:.3g}" if np.isfinite(value) else "–"
