"""What is to be said of the sharpness along descent."""

from typing import Any

import numpy as np

from core import tex
from core.learning.learning_rate.settings import SharpnessConfig
from core.learning.learning_rate.sharpness import SharpnessPath
from core.learning.learning_rate.sweep_report import written

Line = tuple[str, dict[str, Any]]


def sharpness_lines(found: SharpnessPath, config: SharpnessConfig) -> list[Line]:
    """Where the sharpness began, where it has come to, and how the loss did."""
    return [(key, written(values)) for key, values in _lines(found, config)]


def _lines(found: SharpnessPath, config: SharpnessConfig) -> list[Line]:
    begin = {"first": float(found.sharpness[0]), "limit": found.limit, "eta": config.descent_rate}
    lines: list[Line] = [("begins_above" if begin["first"] > found.limit else "begins_below", begin)]
    if found.diverged is not None:
        values = {"step": found.diverged, "product": config.descent_rate * found.last_sharpness}
        return [*lines, ("diverged", values)]
    ends = {"last": found.last_sharpness, "peak": float(found.sharpness.max()), "product": found.late_product,
            "limit": found.limit}  # fmt: skip
    key = "falls" if found.stage == "below" and found.last_sharpness < 0.9 * found.sharpness.max() else found.stage
    lines.append((key, ends))
    loss = {"loss": found.last_loss, "rises": found.rises, "steps": found.asked}
    return [*lines, ("smooth" if found.rises == 0 else "rough", loss)]


def spectrum_line(found: SharpnessPath) -> Line:
    """How many eigenvalues are large, near 0, and negative."""
    values, top = found.eigenvalues, float(found.eigenvalues[-1])
    return "spectrum", {
        "count": len(values), "large": int((values > top / 2).sum()), "small": int((np.abs(values) < top / 100).sum()),
        "negative": int((values < -1e-9 * max(top, 1)).sum()),
    }  # fmt: skip


def product_by_hand(found: SharpnessPath, config: SharpnessConfig) -> dict[str, str]:
    """The numbers of η·λmax at the last measurement."""
    product = config.descent_rate * found.last_sharpness
    return {
        "eta": tex.number(config.descent_rate), "sharpness": tex.number(found.last_sharpness),
        "product": tex.number(product), "factor": tex.number(1 - product), "step": str(int(found.steps[-1])),
    }  # fmt: skip
