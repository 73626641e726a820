"""What is to be said of pairs of numbers, and the correlation by hand."""

from typing import Any

import numpy as np

from core import tex
from core.probability.distributions.pair import PairFacts, ranks
from core.probability.distributions.pair_sources import LEAST_R
from core.probability.distributions.settings import ScatterConfig

Line = tuple[str, dict[str, Any]]
NEARLY = 1e-9
ON_A_LINE = 1e-12  # what rounding lets r lack to 1
PRODUCTS = 3  # that are written out


def pair_lines(found: PairFacts, config: ScatterConfig) -> tuple[Line, ...]:
    """The sentences beside the figures, as keys of the words and their numbers."""
    said: list[Line] = []
    if found.kind in ("", "two"):
        parts = {"slope": found.slope, "r": found.r, "ratio": found.ratio}
        said.append(("slope_is", {name: tex.number(value, 5) for name, value in parts.items()}))
    if found.kind:
        said.append((f"remark.{found.kind}", {"x": found.mean_x, "y": found.mean_y}))
    if config.source == "cloud" and abs(config.r) < LEAST_R:
        said.append(("remark.level", {}))
    elif found.kind == "" and abs(found.r) < NEARLY:
        said.append(("remark.zero", {}))
    if found.kind == "" and 1 - abs(found.r) < ON_A_LINE:
        said.append(("remark.line", {}))
    if config.source.startswith("Anscombe"):
        said.append(("remark.anscombe", {}))
    elif config.source in ("clusters", "outlier", "growth"):
        said.append((f"remark.{config.source}", {}))
    if found.tied and found.kind == "":
        said.append(("remark.tied", {}))
    return tuple(said)


def pair_rows(found: PairFacts, undefined: str) -> dict[str, str]:
    """Means, variances, covariance, correlations and line, as plain text."""
    names = ("mean_x", "mean_y", "variance_x", "variance_y", "covariance", "r", "spearman", "slope", "intercept")
    values = {name: getattr(found, name) for name in names}
    shown = {name: undefined if np.isnan(value) else f"{value:.4g}" for name, value in values.items()}
    return {"n": str(found.n), **shown}


def correlation_tex(points: np.ndarray, found: PairFacts) -> dict[str, str]:
    """Pearson's r with its first three products, and Spearman's with its first three ranks, in LaTeX; points (n, 2)."""
    off = points - points.mean(axis=0)
    dx, dy = tex.significant(off, np.broadcast_to(np.abs(points).max(axis=0), off.shape)).T
    sum_xx, sum_yy = float(dx @ dx), float(dy @ dy)
    sum_xy = float(tex.significant(dx @ dy, np.sqrt(sum_xx) * np.sqrt(sum_yy)))
    factors = [rf"{tex.signed(a, 3)} \cdot {tex.signed(b, 3)}" for a, b in zip(dx, dy, strict=True)]
    rank_x, rank_y = (ranks(values) for values in points.T)
    pairs = [f"({tex.number(a)}, {tex.number(b)})" for a, b in zip(rank_x, rank_y, strict=True)]
    return {
        "products": tex.total(factors, PRODUCTS), "sum_xy": tex.number(sum_xy),
        "sum_xx": tex.number(sum_xx), "sum_yy": tex.number(sum_yy), "r": tex.number(found.r, 6),
        "ranks": r",\;".join(pairs[:PRODUCTS]) + (r",\;\dots" if len(pairs) > PRODUCTS else ""),
        "spearman": tex.number(found.spearman, 6),
    }  # fmt: skip
