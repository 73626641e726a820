"""The sum of the bars by hand, its error, and by what doubling the bars divides that."""

from dataclasses import dataclass

import numpy as np

from core import tex
from core.mathematics.derivatives.area import ORDERS, AreaSum, RealFunction, TrueArea, area_sum
from core.mathematics.derivatives.settings import AreaConfig


@dataclass(frozen=True)
class AreaReport:
    """Sum, true area and error, the error with twice as many bars, and the order that both show; NaN where unknown."""

    total: float
    truth: float
    error: float
    error_doubled: float
    ratio: float
    order: float
    expected: int


def area_report(f: RealFunction, found: AreaSum, truth: TrueArea, config: AreaConfig) -> AreaReport:
    """What the error is and how fast it falls."""
    doubled = AreaConfig(a=config.a, b=config.b, n=min(2 * config.n, 1000), rule=config.rule)
    after = abs(area_sum(f, doubled).total - truth.value)
    error = abs(found.total - truth.value)
    with np.errstate(all="ignore"):
        ratio = float(np.float64(error) / after)
        order = float(np.log2(ratio) / np.log2(doubled.n / config.n)) if doubled.n > config.n else float("nan")
    above_rounding = after > 1e-13 * max(1.0, abs(truth.value))
    return AreaReport(
        total=found.total, truth=truth.value, error=error, error_doubled=after,
        ratio=ratio if above_rounding else float("nan"), order=order if above_rounding else float("nan"),
        expected=ORDERS[config.rule],
    )  # fmt: skip


def sum_in_tex(found: AreaSum, config: AreaConfig) -> dict[str, str]:
    """The sum of the bars with its first terms, in LaTeX."""
    width = (config.b - config.a) / config.n
    heights = found.areas / width if width else np.zeros(config.n)
    terms = tex.total(tex.number(value) for value in heights.tolist())
    return {"width": tex.number(width), "terms": terms, "total": tex.number(found.total, 8)}
