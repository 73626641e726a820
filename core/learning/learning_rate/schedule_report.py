"""What is to be said of a schedule: the rates used and read, and whether it beats the best constant rate."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from core import tex
from core.learning.learning_rate.schedule import CONSTANT_RATES, SEEDS, STEPS_AN_EPOCH, Constants, Schedule, half_cosine
from core.learning.learning_rate.settings import ScheduleConfig
from core.learning.learning_rate.sweep_report import written

Line = tuple[str, dict[str, Any]]
ROWS = 12  # of the table
CONFIDENCE = 0.95
ROUNDING = 1e-9  # of the ratio to the very same training
LEAST = 1e-300  # of a loss whose logarithm is taken


@dataclass(frozen=True)
class ScheduleComparison:
    """The loss at the end over that with the best constant rate: its geometric mean over the seeds, with 95 %.

    By Student's t on the differences of logarithms, seed by seed. NaN where a run diverged.
    """

    ratio: float
    low: float
    high: float


def compare(found: Schedule, constants: Constants) -> ScheduleComparison:
    """The schedule against the best of the constant rates, on the same starts and batches."""
    ours, theirs = found.final_losses, constants.losses[constants.best, -1]
    if not np.isfinite(ours).all():
        return ScheduleComparison(np.nan, np.nan, np.nan)
    differences = np.log(np.maximum(ours, LEAST)) - np.log(np.maximum(theirs, LEAST))
    half = stats.t.ppf((1 + CONFIDENCE) / 2, SEEDS - 1) * differences.std(ddof=1) / np.sqrt(SEEDS)
    ratio, low, high = np.exp(differences.mean() + np.array([0, -half, half]))
    return ScheduleComparison(float(ratio), float(low), float(high))


def geometric_mean(losses: np.ndarray) -> float:
    """The geometric mean of losses (n,)."""
    return float(np.exp(np.log(np.maximum(losses, LEAST)).mean()))


def schedule_lines(found: Schedule, constants: Constants, config: ScheduleConfig) -> list[Line]:
    """What is odd about the rates, then how the networks do."""
    return [(key, written(values)) for key, values in (*_rates(found, config), *_outcome(found, constants))]


def _rates(found: Schedule, config: ScheduleConfig) -> list[Line]:
    calls, T = len(found.read), config.horizon
    if found.raised:
        return [("raised", {"horizon": T, "call": found.raised, "step": len(found.used)})]
    if config.schedule == "Plateau":
        reductions = np.count_nonzero(np.diff(found.used, axis=0, prepend=found.used[:1]), axis=0)  # (seeds,)
        if not reductions.any():
            return [("never", {"patience": config.patience})]
        return [("plateau", {"fewest": int(reductions.min()), "most": int(reductions.max()), "seeds": SEEDS})]
    if config.schedule == "OneCycle" and calls == T:
        return [("last_read", {"call": calls, "used": float(found.used[-1, 0]), "read": float(found.read[-1, 0])})]
    if config.schedule in ("Cosine", "WarmupCosine", "OneCycle"):
        total = T + (config.warmup if config.schedule == "WarmupCosine" else 0)
        last = {"calls": calls, "total": total, "last": float(found.used[-1, 0])}
        return [("in_time" if calls == total else "too_short" if calls < total else "too_long", last)]
    return [("falls", {"first": float(found.used[0, 0]), "last": float(found.used[-1, 0])})]


def _outcome(found: Schedule, constants: Constants) -> list[Line]:
    lost = int((~np.isfinite(found.final_losses)).sum())
    best = constants.losses[constants.best, -1]
    other = {"rate": float(CONSTANT_RATES[constants.best]), "other": geometric_mean(best), "seeds": SEEDS}
    if lost:
        return [("diverged", {"lost": lost, **other})]
    result = compare(found, constants)
    key = "better" if result.high < 1 else "worse" if result.low > 1 else "undecided"
    if max(abs(result.low - 1), abs(result.high - 1)) < ROUNDING:
        key = "same"
    ends = {"loss": geometric_mean(found.final_losses), **other, "rates": len(CONSTANT_RATES),
            "ratio": result.ratio, "low": result.low, "high": result.high}  # fmt: skip
    return [("ends", ends), (key, {})]


def rate_lines(found: Schedule, config: ScheduleConfig) -> Iterator[Line]:
    """The rate after half of the calls by its formula, then up to twelve calls as the rows of a table, in Markdown."""
    k = max(len(found.read) // 2, 1)
    rate, arc = float(found.read[k - 1, 0]), half_cosine(config, k)
    numbers = {
        "k": str(k), "rate": tex.number(rate), "base": tex.number(config.base_rate), "size": str(config.step_size),
        "factor": tex.number(config.factor), "decay": tex.number(config.decay), "drops": str(k // config.step_size),
        "w": str(config.warmup), "patience": str(config.patience),
    }  # fmt: skip
    if arc is not None:
        yield "by_hand.HalfCosine", numbers | {name: tex.number(value) for name, value in arc._asdict().items()}
    elif config.schedule != "Constant":
        yield f"by_hand.{config.schedule}", numbers
    rows = (f"| {call} | {used:.8g} | {read:.8g} |" for call, used, read in schedule_rows(found, config))
    yield "by_hand.table", {"rows": "\n".join(rows)}


def schedule_rows(found: Schedule, config: ScheduleConfig) -> list[tuple[int, float, float]]:
    """Up to twelve calls of the first seed: their number, the rate used before, the rate read after it."""
    every = 1 if config.called == "step" else STEPS_AN_EPOCH
    used = found.used[every - 1 :: every, 0]
    return [(k + 1, float(used[k]), float(found.read[k, 0])) for k in range(min(len(found.read), ROWS))]
