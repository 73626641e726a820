"""Four searches over the same mountain with the same budget: grid, random, TPE and successive halving."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Annotated, Literal

import numpy as np

from core.code_export import Made
from core.params import Interval, config
from core.practice.tuning.mountain import (
    DECAYS,
    EPOCHS,
    RATES,
    Mountain,
    MountainConfig,
    mountain_of,
    observed_score,
    true_score,
)
from core.practice.tuning.tpe import CANDIDATES, STARTUP, next_places

SEARCHES = ("grid", "random", "tpe", "halving")
FIRST_RUNG = 3  # epochs
ETA = 3
BUDGETS = (25, 50, 100, 200)  # for which TPE is computed


@config
class SearchRaceConfig:
    """The budget of each search in full trainings, the scale on which settings are drawn, and the repetitions."""

    budget: Annotated[int, Interval(ge=9, le=200)] = 25
    scale: Literal["log", "linear"] = "log"
    repeats: Annotated[int, Interval(ge=1, le=20)] = 8
    race_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@dataclass(frozen=True)
class SearchWalk:
    """The settings that a search has tried, (e,) each: epochs, what was observed, the true score of a full training.

    cost: epochs spent until then; chosen: the trial that the search would name then.
    """

    rates: np.ndarray
    decays: np.ndarray
    epochs: np.ndarray
    observed: np.ndarray
    truth: np.ndarray
    cost: np.ndarray
    chosen: np.ndarray

    @property
    def boast(self) -> float:
        """What the chosen trial promises."""
        return float(self.observed[self.chosen[-1]])

    @property
    def honest(self) -> float:
        """What it is worth."""
        return float(self.truth[self.chosen[-1]])


@dataclass(frozen=True)
class SearchRace:
    """The walk of each search in the first repetition, and what all repetitions came to.

    curves: the true score of what each search would name after 0, 1, … budget trainings,
    (searches, repetitions, budget + 1), NaN as long as nothing is named; boasts and truths at the end,
    (searches, repetitions).
    """

    walks: tuple[SearchWalk, ...]
    curves: np.ndarray
    boasts: np.ndarray
    truths: np.ndarray


@dataclass(frozen=True)
class TpeWalks:
    """The walk of TPE in each repetition."""

    walks: tuple[SearchWalk, ...]
    made: Made | None = None


class Trainings:
    """Trainings on a mountain, each noted with what it cost."""

    def __init__(self, land: Mountain, scale: str, rng: np.random.Generator) -> None:
        self.land, self.log, self.rng = land, scale == "log", rng
        self.rows: list[np.ndarray] = []  # of (rate, decay, epochs, observed) each

    def settings(self, places: np.ndarray) -> np.ndarray:
        """Learning rates and weight decays (…, 2) at places (…, 2) of the unit square."""
        low, high = np.array([RATES[0], DECAYS[0]]), np.array([RATES[1], DECAYS[1]])
        return np.asarray(low * (high / low) ** places if self.log else low + places * (high - low))

    def train(self, settings: np.ndarray, epochs: int) -> np.ndarray:
        """The observed scores (k,) of settings (k, 2) after so many epochs."""
        return self.note(settings, epochs, true_score(self.land, settings[:, 0], settings[:, 1], epochs))

    def note(self, settings: np.ndarray, epochs: int, truth: np.ndarray) -> np.ndarray:
        """The same, where the true scores (k,) are known."""
        observed = observed_score(self.land, truth, self.rng)
        self.rows.append(np.column_stack([settings, np.full(len(settings), epochs), observed]))
        return observed

    def walk(self) -> SearchWalk:
        """All trainings in their order."""
        rates, decays, epochs, observed = np.concatenate(self.rows).T
        best, chosen = 0, []
        for k in range(len(rates)):  # a longer training counts more than any shorter one
            if (epochs[k], observed[k]) > (epochs[best], observed[best]):
                best = k
            chosen.append(best)
        return SearchWalk(
            rates=rates, decays=decays, epochs=epochs, observed=observed, cost=epochs.cumsum(),
            truth=true_score(self.land, rates, decays, EPOCHS), chosen=np.array(chosen),
        )  # fmt: skip


def grid_search(trainings: Trainings, budget: int) -> None:
    """As many values an axis as the budget pays for, in an order by chance."""
    side = int(np.sqrt(budget))
    axis = np.linspace(0, 1, side)
    places = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    trainings.train(trainings.settings(trainings.rng.permutation(places)), EPOCHS)


def random_search(trainings: Trainings, budget: int) -> None:
    """Places by chance, uniform on the scale."""
    trainings.train(trainings.settings(trainings.rng.random((budget, 2))), EPOCHS)


def halving_search(trainings: Trainings, budget: int) -> None:
    """Many settings for a few epochs; the best third of them for three times as many, until a full training."""
    rungs = [FIRST_RUNG]
    while rungs[-1] * ETA <= EPOCHS:
        rungs.append(rungs[-1] * ETA)
    count = budget * EPOCHS // (len(rungs) * FIRST_RUNG)  # then every rung costs the same
    settings = trainings.settings(trainings.rng.random((count, 2)))
    for epochs in rungs:
        observed = trainings.train(settings, epochs)
        settings = settings[np.argsort(-observed, kind="stable")[: max(len(settings) // ETA, 1)]]


SEARCH: dict[str, Callable[[Trainings, int], None]] = {
    "grid": grid_search, "random": random_search, "halving": halving_search,
}  # fmt: skip


def trainings_of(land: Mountain, race: SearchRaceConfig, search: str, repeat: int) -> Trainings:
    """No trainings yet, of a search with its own luck."""
    rng = np.random.default_rng((race.race_seed, repeat, SEARCHES.index(search)))
    return Trainings(land, race.scale, rng)


def walk_of(land: Mountain, race: SearchRaceConfig, search: str, repeat: int) -> SearchWalk:
    """One search of SEARCH."""
    trainings = trainings_of(land, race, search, repeat)
    SEARCH[search](trainings, race.budget)
    return trainings.walk()


def tpe_walks(land: Mountain, race: SearchRaceConfig) -> tuple[SearchWalk, ...]:
    """TPE in all repetitions side by side, with the random numbers of Optuna's sampler."""
    runs = [trainings_of(land, race, "tpe", repeat) for repeat in range(race.repeats)]
    seeds = [int(run.rng.integers(2**31)) for run in runs]
    first = min(STARTUP, race.budget)
    places = np.stack([np.random.RandomState(seed).random_sample((STARTUP, 2))[:first] for seed in seeds])  # (r, n, 2)
    scores = np.stack([run.train(run.settings(one), EPOCHS) for run, one in zip(runs, places, strict=True)])
    luck = [np.random.RandomState(seed) for seed in seeds]
    for _ in range(first, race.budget):
        drawn = np.stack([one.random_sample((3, CANDIDATES)) for one in luck])[:, [0, 2, 1]]  # Optuna: decay, then rate
        there = next_places(places, scores, drawn)
        settings = runs[0].settings(there)
        truth = true_score(land, settings[:, 0], settings[:, 1], EPOCHS)
        seen = [run.note(settings[k : k + 1], EPOCHS, truth[k : k + 1]) for k, run in enumerate(runs)]
        places, scores = np.concatenate([places, there[:, None]], axis=1), np.hstack([scores, seen])
    return tuple(run.walk() for run in runs)


def first_trials(walk: SearchWalk, count: int) -> SearchWalk:
    """The walk until its trial `count`."""
    return SearchWalk(**{part.name: getattr(walk, part.name)[:count] for part in fields(SearchWalk)})


def named_truths(walk: SearchWalk, budget: int) -> np.ndarray:
    """The true score of what is named after 0, 1, … budget trainings, (budget + 1,); NaN before the first."""
    seen = np.searchsorted(walk.cost, EPOCHS * np.arange(budget + 1), side="right")
    return np.where(seen > 0, walk.truth[walk.chosen[np.maximum(seen, 1) - 1]], np.nan)


def budget_ahead(race: SearchRaceConfig) -> SearchRaceConfig:
    """The same race with the budget until which TPE is computed at once: a budget nearby needs no TPE anew."""
    return replace(race, budget=min(budget for budget in BUDGETS if budget >= race.budget))


def tpe_of(mountain: MountainConfig, race: SearchRaceConfig) -> TpeWalks:
    """TPE, the only search that takes time: what it asks for next depends on what it was told, not on the budget."""
    return TpeWalks(walks=tpe_walks(mountain_of(mountain), race))


def race_of(mountain: MountainConfig, race: SearchRaceConfig, tpe: TpeWalks) -> SearchRace:
    """The race, with as much of the walks of TPE as its budget pays for."""
    land = mountain_of(mountain)
    walks = [  # (searches, repetitions)
        [first_trials(walk, race.budget) for walk in tpe.walks] if search == "tpe"
        else [walk_of(land, race, search, repeat) for repeat in range(race.repeats)]
        for search in SEARCHES
    ]  # fmt: skip
    return SearchRace(
        walks=tuple(one[0] for one in walks),
        curves=np.array([[named_truths(walk, race.budget) for walk in one] for one in walks]),
        boasts=np.array([[walk.boast for walk in one] for one in walks]),
        truths=np.array([[walk.honest for walk in one] for one in walks]),
    )  # fmt: skip


def run_race(mountain: MountainConfig, race: SearchRaceConfig) -> SearchRace:
    """The race of all four searches."""
    return race_of(mountain, race, tpe_of(mountain, race))
