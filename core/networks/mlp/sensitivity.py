"""How far rounding can carry a run: to how many digits another engine agrees with the screen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.data.playground import DataConfig
from core.engine.run import Run
from core.engine.settings import Branches, NetworkConfig, TrainingConfig, read_branches, write_branches
from core.networks.mlp.defaults import run_in_steps
from core.networks.mlp.trials import Trials

NEIGHBORS = 2  # runs beside the shown one, whose learning rate differs by as many of the last binary digits
MOST_DIGITS = 12


@dataclass(frozen=True)
class Sensitivity:
    """The relative change of the losses at the end when the learning rate changes in its last binary digits.

    `digits` is how many leading digits are not touched by it: so many agree between engines that round differently.
    """

    change: float
    digits: int


def sensitivity_in_steps(
    data: DataConfig, network: NetworkConfig, training: TrainingConfig, history: Branches
) -> Iterator[Trials]:
    """Train a run, and again with its learning rates one and two units in the last place nearer to 1, and compare.

    A run whose loss swings amplifies such a change, and the rounding of every sum with it, by the same factor.
    """
    runs: list[Run] = []
    segments = read_branches(history, training)
    for number in range(1 + NEIGHBORS):
        for progress in run_in_steps(data, network, segments[0].training, write_branches(segments)):
            yield Trials(0.99 * (number + progress.share) / (1 + NEIGHBORS))
        assert progress.run is not None
        runs.append(progress.run)
        segments = [replace(segment, training=_beside(segment.training)) for segment in segments]
    run, *others = runs
    pairs = [(run.train_losses, other.train_losses) for other in others]
    pairs += [(run.test_losses, other.test_losses) for other in others]
    change = max(_change(losses, beside) for losses, beside in pairs)
    digits = MOST_DIGITS if change <= 0 else int(np.clip(np.floor(-np.log10(change)) - 1, 0, MOST_DIGITS))
    yield Trials(1, Sensitivity(change=change, digits=digits))


def _beside(training: TrainingConfig) -> TrainingConfig:
    """The same training with the next learning rate that a float64 can hold, within the field's bounds."""
    rate = training.learning_rate
    return replace(training, learning_rate=float(np.nextafter(rate, 1.0 if rate < 1 else 0.0)))


def _change(losses: np.ndarray, others: np.ndarray) -> float:
    """The relative difference of the last losses; 1 where one run has ended before the other."""
    if len(losses) != len(others):
        return 1.0
    with np.errstate(all="ignore"):
        change = abs(losses[-1] - others[-1]) / max(abs(losses[-1]), abs(others[-1]), 1e-300)
    return float(change) if np.isfinite(change) else 1.0
