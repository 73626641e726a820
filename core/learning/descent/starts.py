"""The map of starts: which minimum each place of the map leads to, and which minima a learning rate can hold."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.learning.descent.settings import CountryConfig, RuleConfig, ScoutConfig
from core.learning.descent.terrain import GRID, Relief, Terrain
from core.learning.descent.walk import PathsBy

STEPS = 400
NEAR = 0.01  # of a minimum: there a walk has arrived
LOST = -1
UNSETTLED = -2  # on the map or not, but in none of the minima


@dataclass(frozen=True)
class StartMap:
    """Where 121 × 121 starts have led after 400 steps.

    minima: (m, 2); ends: (121, 121), the number of the minimum that a start reaches, rows along y, -1 where the walk is
    lost and -2 where it has arrived nowhere; counts: (m,), how many starts reach each; lost, unsettled: how many.
    """

    minima: np.ndarray
    ends: np.ndarray
    counts: np.ndarray
    lost: int
    unsettled: int


def start_map(paths_by: PathsBy, terrain: Terrain, config: CountryConfig, rule: RuleConfig, land: Relief) -> StartMap:
    """Send a walk from every place of the map and see which of its minima it reaches."""
    minima = land.minima
    starts = np.stack(np.meshgrid(land.axis, land.axis), -1).reshape(-1, 2)
    rates = np.full(len(starts), config.pace)
    last = paths_by(terrain, config.walker, starts, rates, rule, np.zeros((STEPS, 2)), False)[0]
    ends = np.where(np.isnan(last).any(-1), LOST, UNSETTLED)
    for k, place in enumerate(minima):
        ends[np.hypot(*(last - place).T) < NEAR] = k
    return StartMap(
        minima=minima, ends=ends.reshape(GRID, GRID), counts=np.array([(ends == k).sum() for k in range(len(minima))]),
        lost=int((ends == LOST).sum()), unsettled=int((ends == UNSETTLED).sum()),
    )  # fmt: skip


def largest_rates(walker: str, momentum: float, curvatures: np.ndarray) -> np.ndarray:
    """The rate beyond which each minimum repels, (m,), from eigenvalues (m, 2); NaN for Adam and Newton.

    2/λ for descent, 2(1 + β)/λ with momentum, 2(1 + β)/((1 + 2β)λ) with Nesterov's; λ is the larger eigenvalue.
    """
    b = momentum
    bound = {"GD": 2.0, "Momentum": 2 * (1 + b), "Nesterov": 2 * (1 + b) / (1 + 2 * b)}.get(walker, np.nan)
    return np.asarray(bound / curvatures[:, 1])


def start_numbers(
    paths_by: PathsBy, terrain: Terrain, config: CountryConfig, rule: RuleConfig, land: Relief
) -> dict[str, Any]:
    """How many starts reach each minimum, and how many are lost or have not arrived."""
    found = start_map(paths_by, terrain, config, rule, land)
    return {"counts": found.counts, "lost": found.lost, "unsettled": found.unsettled}


@dataclass(frozen=True)
class Scout:
    """One walk over the map: places (401, 2), NaN once lost; `end` and `nearest` are numbers of minima, or -1 or -2."""

    places: np.ndarray
    end: int
    nearest: int


def scout(
    paths_by: PathsBy, terrain: Terrain, config: CountryConfig, rule: RuleConfig, land: Relief, at: ScoutConfig
) -> Scout:
    """The walk from the dragged start, the minimum it reaches, and the one that was nearest."""
    minima = land.minima
    begin = np.array([[at.xs, at.ys]])
    places = paths_by(terrain, config.walker, begin, np.array([config.pace]), rule, np.zeros((STEPS, 2)), True)[:, 0]
    away = np.hypot(*(minima - places[-1]).T) if len(minima) else np.array([np.inf])
    arrived = bool(np.nanmin(away, initial=np.inf) < NEAR)
    end = int(np.argmin(away)) if arrived else LOST if np.isnan(places[-1]).any() else UNSETTLED
    nearest = int(np.argmin(np.hypot(*(minima - begin[0]).T))) if len(minima) else UNSETTLED
    return Scout(places=places, end=end, nearest=nearest)
