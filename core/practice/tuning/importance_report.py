"""What the shares of variance say of a range."""

import numpy as np

from core.practice.tuning.importance import Importance

Line = tuple[str, dict[str, float]]


def importance_lines(found: Importance) -> list[Line]:
    """The shares in percent, what they are shares of, and what they are not."""
    if not np.isfinite(found.rate):
        return [("flat", {"mean": found.mean})]
    shares = {"rate": 100 * found.rate, "decay": 100 * found.decay, "both": 100 * found.both}
    lines: list[Line] = [("shares", {**shares, "deviation": found.deviation}), ("best", {"best": found.best})]
    if found.diverged > 0:
        lines.append(("diverged", {"share": 100 * found.diverged}))
    return lines
