"""Successive halving of random settings of the mountain, rung by rung, and whom it sends home too early.

Shapes: n entrants, k rungs, t epochs that are drawn.
"""

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from core.code_export import Made
from core.params import Interval, config
from core.practice.tuning.mountain import DECAYS, RATES, MountainConfig, mountain_of, observed_score, true_score

DRAWN = 60  # points of a curve


@config
class HalvingConfig:
    """How many settings begin, which part of them goes on (1/eta), and the epochs of the first rung."""

    entrants: Annotated[int, Interval(ge=9, le=81)] = 27
    eta: Annotated[int, Interval(ge=2, le=4)] = 3
    first_epochs: Annotated[int, Interval(ge=1, le=9)] = 1
    halving_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@dataclass(frozen=True)
class Halving:
    """The rungs and what became of every entrant.

    settings (n, 2): learning rate and weight decay; epochs and counts of the rungs (k,); left: the rung after which an
    entrant went home, (n,), k for the winner alone; drawn (t,) epochs and curves (n, t): true scores; at_end (n,): the
    true score after a full training; winner and best: indices of entrants, by choice and in truth; late: how many of
    those sent home end higher than the winner.
    """

    settings: np.ndarray
    epochs: np.ndarray
    counts: np.ndarray
    left: np.ndarray
    drawn: np.ndarray
    curves: np.ndarray
    at_end: np.ndarray
    winner: int
    best: int
    late: int
    made: Made | None = None

    @property
    def cost(self) -> int:
        """Epochs in all, each rung trained from the beginning."""
        return int(self.counts @ self.epochs)

    @property
    def cost_resumed(self) -> int:
        """Epochs in all, where each rung goes on from the one before."""
        return int(self.counts @ np.diff(self.epochs, prepend=0))

    @property
    def cost_full(self) -> int:
        """Epochs of as many full trainings as there are entrants."""
        return int(self.counts[0] * self.epochs[-1])


def rungs_of(config: HalvingConfig) -> tuple[np.ndarray, np.ndarray]:
    """Entrants and epochs of each rung, (k,) each, as scikit-learn counts them; of the last rung the best is taken."""
    counts, epochs = [config.entrants], [config.first_epochs]
    while config.eta ** len(counts) <= config.entrants:
        counts.append(-(-counts[-1] // config.eta))  # rounded up
        epochs.append(epochs[-1] * config.eta)
    return np.array(counts), np.array(epochs)


def halve(mountain: MountainConfig, config: HalvingConfig) -> Halving:
    """Each rung scores who is left on fresh validation rows; the best of them go on."""
    land = mountain_of(mountain)
    rng = np.random.default_rng((config.halving_seed, 9))
    low, high = np.log([RATES[0], DECAYS[0]]), np.log([RATES[1], DECAYS[1]])
    settings = np.exp(low + (high - low) * rng.random((config.entrants, 2)))
    counts, epochs = rungs_of(config)
    left = np.zeros(config.entrants, dtype=int)
    inside = np.arange(config.entrants)
    for rung, steps in enumerate(epochs.tolist()):
        truth = true_score(land, settings[inside, 0], settings[inside, 1], steps)
        order = inside[np.argsort(-observed_score(land, truth, rng), kind="stable")]
        following = counts[rung + 1] if rung + 1 < len(counts) else 1
        left[order[following:]] = rung
        inside = order[:following]
    left[inside] = len(counts)
    drawn = np.unique(np.concatenate([epochs, np.geomspace(epochs[0], epochs[-1], DRAWN).round().astype(int)]))
    curves = true_score(land, settings[:, :1], settings[:, 1:], drawn[None, :])
    at_end, winner = curves[:, -1], int(inside[0])
    return Halving(
        settings=settings, epochs=epochs, counts=counts, left=left, drawn=drawn, curves=curves, at_end=at_end,
        winner=winner, best=int(at_end.argmax()), late=int((at_end > at_end[winner]).sum()),
    )  # fmt: skip


def halving_numbers(mountain: MountainConfig, config: HalvingConfig) -> dict[str, Any]:
    """Entrants and epochs of each rung, the epochs spent, and the true scores of the winner and of the best."""
    found = halve(mountain, config)
    return {
        "counts": found.counts.tolist(), "epochs": found.epochs.tolist(), "cost": found.cost,
        "winner": float(found.at_end[found.winner]), "best": float(found.at_end[found.best]),
    }  # fmt: skip
