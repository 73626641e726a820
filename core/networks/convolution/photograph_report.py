"""What a kernel does to a photograph, as sentences with their numbers."""

from typing import Any

import numpy as np

from core.networks.convolution.photograph import PhotographConfig, Response, response_numbers
from core.tex import base, number

Line = tuple[str, dict[str, Any]]


def photograph_lines(response: Response, config: PhotographConfig, mean: float) -> tuple[Line, ...]:
    """Brightness, cost, and what the settings hide; `mean` is that of the picture itself."""
    w, found = response.kernel, response_numbers(response.values)
    lines: list[Line] = [_brightness(w, response.passes, mean, found["mean"])]
    if found["outside"] > 0:
        values: dict[str, Any] = {"share": f"{100 * found['outside']:.1f}", **_range(found)}
        lines.append(("outside", values))
    values = {"k": w.shape[0], "l": w.shape[1], "all": response.passes * int(np.count_nonzero(w)),
              "count": response.multiplications, "passes": response.passes}  # fmt: skip
    lines.append(("separable" if response.separable else "whole", values))
    if config.filter == "gaussian":
        lines += _width(w, config.sigma, response.passes)
    if not all(side % 2 for side in w.shape):
        lines.append(("even", {}))
    return tuple(lines)


def brightness_tex(response: Response, mean: float) -> dict[str, str]:
    """The mean brightness of the response from that of the picture, `mean`, and the sum of the weights."""
    sum_ = float(response.kernel.sum())
    return {"mean": number(mean), "sum": base(sum_), "passes": str(response.passes),
            "now": number(mean * sum_**response.passes)}  # fmt: skip


def _width(w: np.ndarray, sigma: float, passes: int) -> list[Line]:
    """What Gaussians (k, k) one after the other amount to, and how wide a narrow one really is on the pixels."""
    place = np.arange(len(w)) - len(w) // 2
    real = float(np.sqrt((w.sum(axis=0) * place**2).sum()))
    if abs(real - sigma) > 0.02 * sigma:
        return [("narrow", {"sigma": sigma, "real": real})]
    if passes > 1:
        return [("variances", {"passes": passes, "sigma": sigma, "total": sigma * passes**0.5})]
    return []


def _brightness(w: np.ndarray, passes: int, mean: float, now: float) -> Line:
    total = float(w.sum())
    values = {"sum": total, "factor": total**passes, "passes": passes, "mean": mean, "now": now}
    if not w.any():
        return "nothing", values
    if abs(total) <= 1e-9 * float(np.abs(w).sum()):
        return "sum_zero", values
    if abs(total - 1) <= 1e-9:
        return "sum_one", values
    return ("sum_other" if passes == 1 else "sum_again"), values


def photograph_said(response: Response, config: PhotographConfig) -> dict[str, Any]:
    """The numbers of the text alternatives."""
    height, width = response.values.shape[:2]
    found = response_numbers(response.values)
    return {"width": width, "height": height, "k": response.kernel.shape[0], "l": response.kernel.shape[1],
            **_range(found), "passes": config.passes}  # fmt: skip


def _range(found: dict[str, float]) -> dict[str, str]:
    """The least and the largest value, as text."""
    return {name: f"{found[name]:.6g}".replace("-", "−") for name in ("least", "largest")}
