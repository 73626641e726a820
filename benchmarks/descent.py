"""Optimizers on surfaces: a race, the map of starts and the fair race, in milliseconds and against torch.optim."""

import time
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks.timing import Case, spread, times
from core.engine.fast.ready import warm_up
from core.learning.descent.library import race_in_torch
from core.learning.descent.race import fair_race, race
from core.learning.descent.settings import CountryConfig, CourseConfig, RuleConfig, RunnersConfig, StartConfig
from core.learning.descent.starts import start_map
from core.learning.descent.terrain import relief, terrain_of
from core.learning.descent.walk import METHODS, quick_paths

RUNS = 15
ENDS = (5, 95)  # percentiles
NINE = tuple(method for method in METHODS if method != "Newton")


def cases() -> Iterator[Case]:
    """Nine optimizers for 500 steps, the same by torch.optim, 121 × 121 starts for 400 steps, 41 rates of all."""
    warm_up()
    terrain, start, rule = terrain_of("himmelblau", 1.0), StartConfig(x0=1.0, y0=1.0), RuleConfig()
    course, rates = CourseConfig(steps=500), (1e-3,) * 9

    def nine() -> None:
        race(quick_paths, terrain, start, rule, course, NINE, rates)

    ours = _milliseconds(nine, RUNS)
    theirs = _milliseconds(lambda: race_in_torch(terrain, start, rule, course, NINE, rates), 3)
    yield "descent: nine optimizers, 500 steps, in ms", *spread(ours, ENDS), "at most 5"
    yield "descent: torch.optim's time by ours, same gradients", *spread(theirs[:, None] / ours, ENDS), "at least 100"
    land = relief(terrain, 6.0)
    for pace in (0.01, 0.02):
        map_of = CountryConfig(pace=pace)
        taken = _milliseconds(lambda config=map_of: start_map(quick_paths, terrain, config, rule, land), RUNS)
        yield f"descent: map of 121 × 121 starts, 400 steps, η = {pace}, in ms", *spread(taken, ENDS), "at most 400"
    everyone = RunnersConfig(optimizers=METHODS)
    taken = _milliseconds(lambda: fair_race(quick_paths, terrain, start, rule, course, everyone, 0.0), RUNS)
    yield "descent: ten optimizers at 41 rates, 500 steps, in ms", *spread(taken, ENDS), "at most 100"


def _milliseconds(action: Callable[[], object], runs: int) -> np.ndarray:
    action()
    return 1000 * np.array(times(action, runs, time.perf_counter))
