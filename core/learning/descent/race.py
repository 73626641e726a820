"""Several optimizers from one start: where each is after every step, how high, and who is lost."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.learning.descent.settings import CourseConfig, RuleConfig, RunnersConfig, StartConfig
from core.learning.descent.terrain import Terrain, curvatures_at
from core.learning.descent.walk import PathsBy, noise_of

RATES = 10 ** (np.arange(41) / 8 - 4)  # the grid on which the best rate of each optimizer is looked for
SMALLEST = 1e-16  # an excess below it is rounding
NO_RATE = "Newton"


@dataclass(frozen=True)
class OptimizerRace:
    """The walks of n optimizers.

    methods: n names; rates: (n,), NaN for Newton; places: (steps + 1, n, 2) and losses: (steps + 1, n), NaN once lost;
    ends: (n,), the last step with a place; stuck: (n,), whether f has no gradient at the last place; curvatures: (2,),
    the eigenvalues of the Hessian at the start, ascending, NaN without.
    """

    methods: tuple[str, ...]
    rates: np.ndarray
    places: np.ndarray
    losses: np.ndarray
    ends: np.ndarray
    stuck: np.ndarray
    curvatures: np.ndarray


def race(
    paths_by: PathsBy, terrain: Terrain, start: StartConfig, rule: RuleConfig, course: CourseConfig,
    methods: tuple[str, ...], rates: tuple[float, ...],
) -> OptimizerRace:  # fmt: skip
    """The walks from one start with a rate for each; all hear the same noise."""
    noise, begin = noise_of(course), np.array([[start.x0, start.y0]])
    walks = [
        paths_by(terrain, method, begin, np.array([rate]), rule, noise, True)
        for method, rate in zip(methods, rates, strict=True)
    ]
    places = np.concatenate(walks, axis=1)
    losses = terrain[0](places[..., 0], places[..., 1])
    ends = np.isfinite(places).all(-1).sum(0) - 1
    x, y = places[ends, np.arange(len(methods))].T
    return OptimizerRace(
        methods=methods, rates=np.array([np.nan if m == NO_RATE else r for m, r in zip(methods, rates, strict=True)]),
        places=places, losses=losses, ends=ends,
        stuck=~np.isfinite(terrain[1](x, y) + terrain[2](x, y)), curvatures=curvatures_at(terrain, begin)[0],
    )  # fmt: skip


def level(losses: np.ndarray, low: float | None) -> float | None:
    """The height of the lowest minimum; None where it is not known or one of the losses, of any shape, is lower."""
    lower = low is not None and bool((losses < low - 1e-9 * (1 + abs(low))).any())
    return None if lower else low


def slope_at(terrain: Terrain, start: StartConfig) -> float:
    """The length of the gradient at the start; not finite where it has none."""
    return float(np.hypot(terrain[1](start.x0, start.y0), terrain[2](start.x0, start.y0)))


def race_numbers(
    paths_by: PathsBy, terrain: Terrain, start: StartConfig, rule: RuleConfig, course: CourseConfig,
    methods: tuple[str, ...], rates: tuple[float, ...],
) -> dict[str, Any]:  # fmt: skip
    """Where each optimizer is after the last step, (n, 2), and its loss there, (n,)."""
    run = race(paths_by, terrain, start, rule, course, methods, rates)
    return {"last": run.places[-1], "final": run.losses[-1]}


@dataclass(frozen=True)
class FairRace:
    """The loss after the last step against the learning rate.

    methods: n names; rates: (41,); final: (n, 41), how far f is above the lowest minimum of the map (or f itself where
    it has none or a walk ends lower), NaN where a walk is lost; best: (n,), the place of each least value on the grid,
    -1 where all are lost; first: the same excess at the start; low: the height that is taken off, None for f itself.
    """

    methods: tuple[str, ...]
    rates: np.ndarray
    final: np.ndarray
    best: np.ndarray
    first: float
    low: float | None


def fair_race(
    paths_by: PathsBy, terrain: Terrain, start: StartConfig, rule: RuleConfig, course: CourseConfig,
    config: RunnersConfig, low: float | None,
) -> FairRace:  # fmt: skip
    """Every optimizer with every rate of the grid; Newton's method, which has none, is the same at all of them."""
    noise, begin = noise_of(course), np.tile([start.x0, start.y0], (len(RATES), 1))
    walks = [paths_by(terrain, method, begin, RATES, rule, noise, False)[0] for method in config.optimizers]
    places = np.stack(walks)  # (methods, rates, 2)
    final = terrain[0](places[..., 0], places[..., 1])
    low = level(final, low)
    final = np.where(np.isfinite(final), final, np.nan) - (low or 0.0)
    lost, floor = np.isnan(final).all(-1), -np.inf if low is None else SMALLEST
    best = np.where(lost, -1, np.argmin(np.where(np.isnan(final), np.inf, np.maximum(final, floor)), -1))
    return FairRace(
        methods=config.optimizers, rates=RATES, final=final, best=best,
        first=float(terrain[0](start.x0, start.y0)) - (low or 0.0), low=low,
    )  # fmt: skip


def fair_numbers(
    paths_by: PathsBy, terrain: Terrain, start: StartConfig, rule: RuleConfig, course: CourseConfig,
    config: RunnersConfig, low: float | None,
) -> dict[str, Any]:  # fmt: skip
    """The best rate of each optimizer on the grid, NaN where all are lost, and the excess with it, (n,) both."""
    fair = fair_race(paths_by, terrain, start, rule, course, config, low)
    there, rows = fair.best >= 0, np.arange(len(fair.best))
    return {
        "best_rate": np.where(there, fair.rates[fair.best], np.nan),
        "best_excess": np.where(there, fair.final[rows, fair.best], np.nan),
    }


def race_rates(
    paths_by: PathsBy, terrain: Terrain, start: StartConfig, rule: RuleConfig, course: CourseConfig,
    config: RunnersConfig, low: float | None, fairness: str,
) -> tuple[float, ...]:  # fmt: skip
    """The rate of each optimizer: one for all, or its own best one of the grid."""
    if fairness == "same":
        return (rule.learning_rate,) * len(config.optimizers)
    fair = fair_race(paths_by, terrain, start, rule, course, config, low)
    return tuple(rule.learning_rate if k < 0 else float(fair.rates[k]) for k in fair.best)


def width_in_decades(fair: FairRace, k: int) -> float:
    """Over how many decades of rates optimizer k brings the excess below a hundredth of the first one."""
    with np.errstate(invalid="ignore"):
        return float((fair.final[k] < fair.first / 100).sum()) / 8
