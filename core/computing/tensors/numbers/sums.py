"""Many small numbers added up: what is lost one by one, and what is not in pairs."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal

import numpy as np

from core.computing.tensors.numbers.floats import FLOATS
from core.params import Interval, Log, config

Way = Literal["one by one", "pairwise"]


@config
class SumConfig:
    """The same small number added many times."""

    summand: Annotated[float, Interval(ge=1e-6, le=10), Log()] = 0.1
    count: Annotated[int, Interval(ge=1, le=100_000), Log()] = 10_000


@dataclass(frozen=True)
class RepeatedSum:
    """One way to add up: its total, its error, and after how many additions it stood still (None: it did not)."""

    way: Way
    format: str
    total: float
    relative_error: float
    stalled_after: int | None

    @property
    def name(self) -> str:
        """Type and way, as the script names the total: `float16_one_by_one`."""
        return f"{self.format}_{self.way.replace(' ', '_')}"


def cast(value: float, format_name: str) -> float:
    """A float64 number as the type would hold it; NumPy casts, except bfloat16: the upper half of a float32."""
    if format_name != "bfloat16":
        with np.errstate(over="ignore", under="ignore"):
            return float(np.float64(value).astype(format_name))
    with np.errstate(over="ignore", under="ignore"):
        bits = int(np.float32(value).view(np.uint32))
    bits += 0x7FFF + ((bits >> 16) & 1)  # to the nearest, ties to even
    return float(np.uint32(bits & 0xFFFF0000).view(np.float32))


def add_one_by_one(summand: float, count: int, format_name: str) -> tuple[float, int | None]:
    """The running total, rounded after every addition, and after how many it stood still (None: it did not)."""
    if format_name != "bfloat16":
        with np.errstate(over="ignore"):
            totals = np.add.accumulate(np.full(count, summand, dtype=format_name))
        stood = np.flatnonzero((totals[1:] == totals[:-1]) & np.isfinite(totals[1:]))
        return float(totals[-1]), int(stood[0]) + 1 if stood.size else None
    total, summand = 0.0, cast(summand, format_name)
    for added in range(count):
        grown = cast(total + summand, format_name)
        if grown == total:
            return total, added
        total = grown
    return total, None


def add_pairwise(summand: float, count: int, format_name: str) -> float:
    """Halves are added up apart, then to each other: errors grow with the logarithm of the count."""
    totals = {1: cast(summand, format_name)}  # equal summands: equal halves have equal totals

    def total(n: int) -> float:
        if n not in totals:
            totals[n] = cast(total(n // 2) + total(n - n // 2), format_name)
        return totals[n]

    return total(count)


def add_up(sum_config: SumConfig) -> tuple[RepeatedSum, ...]:
    """The same number many times, in each type, one by one and pairwise, against the exact product."""
    exact = Fraction(sum_config.summand) * sum_config.count
    rows = []
    for kind in FLOATS:
        total, stalled = add_one_by_one(sum_config.summand, sum_config.count, kind.name)
        rows.append(total_row("one by one", kind.name, total, exact, stalled))
        total = add_pairwise(sum_config.summand, sum_config.count, kind.name)
        rows.append(total_row("pairwise", kind.name, total, exact, None))
    return tuple(rows)


def total_row(way: Way, format_name: str, total: float, exact: Fraction, stalled: int | None) -> RepeatedSum:
    """A total beside the exact one."""
    error = float(abs(Fraction(total) - exact) / exact) if math.isfinite(total) else math.inf
    return RepeatedSum(way=way, format=format_name, total=total, relative_error=error, stalled_after=stalled)


def repeated_totals(sum_config: SumConfig) -> dict[str, float]:
    """The totals of adding one by one, and pairwise, in each type."""
    return {row.name: row.total for row in add_up(sum_config)}


def repeated_totals_in_torch(sum_config: SumConfig) -> dict[str, float]:
    """The same by PyTorch, and its own `sum`, which adds in blocks and, for the 16-bit types, in float32."""
    import torch

    totals: dict[str, float] = {}
    for kind in FLOATS:
        summands = torch.full((sum_config.count,), sum_config.summand, dtype=getattr(torch, kind.name))
        total = torch.zeros((), dtype=summands.dtype)
        for summand in summands:
            grown = total + summand
            if grown == total:  # nothing changes any more
                break
            total = grown
        totals[f"{kind.name}_one_by_one"] = total.item()
        totals[f"{kind.name}_pairwise"] = torch_pairwise(summands)
        totals[f"{kind.name}_sum"] = summands.sum().item()
    return totals


def torch_pairwise(summands: Any) -> float:
    """Halves of equal summands are added up apart, then to each other; the halves of one length are computed once."""
    totals = {1: summands[0]}

    def total(n: int) -> Any:
        if n not in totals:
            totals[n] = total(n // 2) + total(n - n // 2)
        return totals[n]

    return float(total(len(summands)).item())
