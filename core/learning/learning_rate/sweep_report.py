"""What is to be said of a sweep: the best rate, what lies right of it, and the runs at one rate."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core import tex
from core.learning.learning_rate.sweep import RateCurves, Sweep, broken_steps

Line = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class SeedBand:
    """Loss at the end over the seeds of each rate, infinite for a run that diverged; NaN nowhere."""

    lowest: np.ndarray  # (rates,)
    median: np.ndarray  # (rates,)
    highest: np.ndarray  # (rates,)
    broken: np.ndarray  # (rates,): how many diverged


def band_of(sweep: Sweep) -> SeedBand:
    """Lowest, median and highest loss at the end of each rate."""
    final = np.where(np.isnan(sweep.final), np.inf, sweep.final)
    low, middle, high = final.min(axis=1), np.median(final, axis=1), final.max(axis=1)
    return SeedBand(low, middle, high, np.isinf(final).sum(axis=1))


def sweep_lines(sweep: Sweep, here: RateCurves) -> list[Line]:
    """The best rate with its band, the rate right of it, what diverged or rose, and the runs at the rate looked at."""
    band, seeds = band_of(sweep), sweep.final.shape[1]
    best = int(np.argmin(band.median))
    lines: list[Line] = [
        ("best" if seeds > 1 else "best_one", {"rates": len(sweep.rates), "seeds": seeds, **_at(sweep, band, best)})
    ]
    if seeds > 1 and best + 1 < len(sweep.rates):
        key = "next_broken" if band.broken[best + 1] else "next"
        lines.append((key, {"count": int(band.broken[best + 1]), "seeds": seeds, **_at(sweep, band, best + 1)}))
    return [(key, written(values)) for key, values in (*lines, *_totals(sweep, band), _here(here))]


def written(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a sentence, its numbers with decimals as LaTeX."""
    return {name: tex.number(value, 3) if isinstance(value, float) else value for name, value in values.items()}


def best_of(sweep: Sweep) -> dict[str, float]:
    """The rate with the lowest median, with its band."""
    band = band_of(sweep)
    return _at(sweep, band, int(np.argmin(band.median)))


def _at(sweep: Sweep, band: SeedBand, k: int) -> dict[str, float]:
    return {
        "rate": float(sweep.rates[k]), "median": float(band.median[k]), "lowest": float(band.lowest[k]),
        "highest": float(band.highest[k]),
    }  # fmt: skip


def _totals(sweep: Sweep, band: SeedBand) -> list[Line]:
    total, broken = sweep.final.size, int(band.broken.sum())
    risen = int((sweep.final > sweep.first).sum())  # those that diverged are NaN, and not counted
    lines: list[Line] = []
    if broken:
        first = float(sweep.rates[int(np.argmax(band.broken > 0))])
        lines.append(("broken", {"broken": broken, "total": total, "first": first}))
    if risen:
        lines.append(("risen", {"risen": risen, "total": total}))
    return lines or [("all_fell", {"total": total})]


def _here(here: RateCurves) -> Line:
    final, rate = here.final, here.rate
    broken = broken_steps(here.losses)
    count = int((broken >= 0).sum())
    if count:
        step = int(broken[broken >= 0].min())
        key = "here_all_broken" if count == len(final) else "here_broken"
        return key, {"rate": rate, "count": count, "seeds": len(final), "step": step}
    if len(final) == 1:
        return "here_one", {"rate": rate, "median": float(final[0])}
    middle = float(np.median(final))
    return "here", {"rate": rate, "median": middle, "lowest": float(final.min()), "highest": float(final.max())}
