"""What a kernel does to a photograph, as sentences with their numbers."""

from typing import Any

import numpy as np

from core.networks.convolution.photograph import PhotographConfig, Response, response_numbers

Line = tuple[str, dict[str, Any]]


def photograph_lines(response: Response, config: PhotographConfig, mean: float) -> tuple[Line, ...]:
    """Brightness, cost, and what the settings hide; `mean` is that of the picture itself."""
    w, found = response.kernel, response_numbers(response.values)
    factor = float(w.sum()) ** response.passes
    lines: list[Line] = [_brightness(w, factor, mean, found["mean"])]
    if found["outside"] > 0:
        values = {"share": f"{100 * found['outside']:.1f}", "least": found["least"], "largest": found["largest"]}
        lines.append(("outside", values))
    values = {"k": w.shape[0], "l": w.shape[1], "all": response.passes * int(np.count_nonzero(w)),
              "count": response.multiplications, "passes": response.passes}  # fmt: skip
    lines.append(("separable" if response.separable else "whole", values))
    if config.filter == "gaussian" and response.passes > 1:
        lines.append(("variances", {"passes": response.passes, "sigma": config.sigma,
                                    "total": config.sigma * response.passes**0.5}))  # fmt: skip
    if not all(side % 2 for side in w.shape):
        lines.append(("even", {}))
    return tuple(lines)


def _brightness(w: np.ndarray, factor: float, mean: float, now: float) -> Line:
    values = {"sum": float(w.sum()), "factor": factor, "mean": mean, "now": now}
    if not w.any():
        return "nothing", values
    if abs(float(w.sum())) <= 1e-9 * float(np.abs(w).sum()):
        return "sum_zero", values
    return ("sum_one" if abs(factor - 1) <= 1e-9 else "sum_other"), values


def photograph_said(response: Response, config: PhotographConfig) -> dict[str, Any]:
    """The numbers of the text alternatives."""
    height, width = response.values.shape[:2]
    found = response_numbers(response.values)
    return {"width": width, "height": height, "k": response.kernel.shape[0], "l": response.kernel.shape[1],
            "least": found["least"], "largest": found["largest"], "passes": config.passes}  # fmt: skip
