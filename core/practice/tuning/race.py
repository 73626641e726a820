"""Four searches over the same mountain with the same budget: grid, random, TPE and successive halving."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np

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

SEARCHES = ("grid", "random", "tpe", "halving")
FIRST_RUNG = 3  # epochs
ETA = 3


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
    share: float


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
        truth = true_score(self.land, settings[:, 0], settings[:, 1], epochs)
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


def tpe_search(trainings: Trainings, budget: int) -> None:
    """Optuna's tree-structured Parzen estimator, asked for a setting and told its score, again and again."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sampler = optuna.samplers.TPESampler(seed=int(trainings.rng.integers(2**31)))
    study = optuna.create_study(direction="maximize", sampler=sampler)
    ranges: dict[str, Any] = {
        name: optuna.distributions.FloatDistribution(*ends, log=trainings.log)
        for name, ends in (("rate", RATES), ("decay", DECAYS))
    }
    for _ in range(budget):
        trial = study.ask(ranges)
        settings = np.array([[trial.params["rate"], trial.params["decay"]]])
        study.tell(trial, float(trainings.train(settings, EPOCHS)[0]))


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
    "grid": grid_search, "random": random_search, "tpe": tpe_search, "halving": halving_search,
}  # fmt: skip


def walk_of(land: Mountain, race: SearchRaceConfig, search: str, repeat: int) -> SearchWalk:
    """One search with its own luck."""
    rng = np.random.default_rng((race.race_seed, repeat, SEARCHES.index(search)))
    trainings = Trainings(land, race.scale, rng)
    SEARCH[search](trainings, race.budget)
    return trainings.walk()


def named_truths(walk: SearchWalk, budget: int) -> np.ndarray:
    """The true score of what is named after 0, 1, … budget trainings, (budget + 1,); NaN before the first."""
    seen = np.searchsorted(walk.cost, EPOCHS * np.arange(budget + 1), side="right")
    return np.where(seen > 0, walk.truth[walk.chosen[np.maximum(seen, 1) - 1]], np.nan)


def race_in_steps(mountain: MountainConfig, race: SearchRaceConfig) -> Generator[SearchRace, bool | None, None]:
    """The race after each repetition of all four; sent True, it gives the last one once more and ends."""
    land = mountain_of(mountain)
    curves: list[list[np.ndarray]] = [[] for _ in SEARCHES]
    ends: list[list[tuple[float, float]]] = [[] for _ in SEARCHES]
    first: tuple[SearchWalk, ...] = ()
    for repeat in range(race.repeats):
        walks = tuple(walk_of(land, race, search, repeat) for search in SEARCHES)
        first = first or walks
        for k, walk in enumerate(walks):
            curves[k].append(named_truths(walk, race.budget))
            ends[k].append((walk.boast, walk.honest))
        both = np.array(ends)  # (searches, repetitions, 2)
        found = SearchRace(
            walks=first, curves=np.array(curves), boasts=both[..., 0], truths=both[..., 1],
            share=(repeat + 1) / race.repeats,
        )  # fmt: skip
        if (yield found):
            yield found
            return


def run_race(mountain: MountainConfig, race: SearchRaceConfig) -> SearchRace:
    """The race after all repetitions."""
    *_, last = race_in_steps(mountain, race)
    return last
