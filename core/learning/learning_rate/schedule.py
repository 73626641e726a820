"""Learning-rate schedules as the rates that are really used, and networks that are trained with them."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from core.learning.learning_rate.network import (
    POINTS,
    gradients,
    mean_losses,
    start_parameters,
    training_points,
)
from core.learning.learning_rate.settings import OneLayerConfig, ScheduleConfig

BATCH = 20
STEPS_AN_EPOCH = POINTS // BATCH
SEEDS = 8
CONSTANT_RATES = np.geomspace(0.1, 100, 13)  # those that a schedule is compared with
FIRST_SHARE = 0.1  # of the base rate, where a warm-up begins
PEAK_SHARE = 0.3  # of OneCycle's steps until its largest rate
FIRST_DIVISOR = 25  # OneCycle begins at the base rate over this
LAST_DIVISOR = 1e4  # and ends at its first rate over this
IMPROVEMENT = 1e-4  # relative, that ReduceLROnPlateau wants
SMALLEST_CHANGE = 1e-8  # of a rate that it makes


def scheduled_rate(config: ScheduleConfig, k: int) -> float:
    """The rate after `k` calls of scheduler.step(), in closed form; of every schedule but the plateau's."""
    base = config.base_rate
    if config.schedule == "Step":
        return float(base * config.factor ** (k // config.step_size))
    if config.schedule == "Exponential":
        return float(base * config.decay**k)
    if config.schedule == "WarmupCosine" and k < config.warmup:
        return float(base * (FIRST_SHARE + (1 - FIRST_SHARE) * k / config.warmup))
    if (arc := half_cosine(config, k)) is not None:
        return float(arc.b + (arc.a - arc.b) * (1 + np.cos(np.pi * arc.j / arc.n)) / 2)
    return base


class HalfCosine(NamedTuple):
    """Half a cosine from `a` to `b` in `n` calls, of which `j` are made."""

    a: float
    b: float
    j: float
    n: float


def half_cosine(config: ScheduleConfig, k: int) -> HalfCosine | None:
    """The half cosine on which a schedule is after `k` calls; None where it is on none.

    OneCycleLR with torch's defaults goes up one and down another. Smith, Topin (2018).
    """
    base, T, w = config.base_rate, config.horizon, config.warmup
    first, peak = base / FIRST_DIVISOR, PEAK_SHARE * T - 1
    match config.schedule:
        case "Cosine":
            return HalfCosine(base, 0.0, k, T)
        case "WarmupCosine" if k >= w:
            return HalfCosine(base, 0.0, k - w, T)
        case "OneCycle" if k <= peak:
            return HalfCosine(first, base, k, peak)
        case "OneCycle":
            return HalfCosine(base, first / LAST_DIVISOR, k - peak, T - 1 - peak)
    return None


class Scheduler:
    """What scheduler.step() changes: the rates of all seeds, and what the plateau rule remembers.

    ReduceLROnPlateau multiplies a rate by `factor` after more than `patience` calls without improvement.
    """

    def __init__(self, config: ScheduleConfig) -> None:
        self.config, self.calls = config, 0
        self.rates = np.full(SEEDS, scheduled_rate(config, 0))  # (seeds,)
        self.best, self.waited = np.full(SEEDS, np.inf), np.zeros(SEEDS, int)
        self.raised = False  # OneCycle: called more often than its horizon

    def call(self, losses: np.ndarray | None) -> None:
        """scheduler.step(); losses (seeds,) are wanted by the plateau alone."""
        self.calls += 1
        if losses is not None:
            self.rates = self.reduced(losses)
        elif self.config.schedule == "OneCycle" and self.calls > self.config.horizon:
            self.raised = True
        else:
            self.rates = np.full(SEEDS, scheduled_rate(self.config, self.calls))

    def reduced(self, losses: np.ndarray) -> np.ndarray:
        """The rates (seeds,) after a call with losses (seeds,)."""
        better = losses < self.best * (1 - IMPROVEMENT)
        self.best = np.where(better, losses, self.best)
        self.waited = np.where(better, 0, self.waited + 1)
        due = self.waited > self.config.patience
        self.waited[due] = 0
        smaller = self.rates * self.config.factor
        return np.where(due & (self.rates - smaller > SMALLEST_CHANGE), smaller, self.rates)


@dataclass(frozen=True)
class Schedule:
    """Rates and losses of networks of eight seeds that are trained with a schedule.

    Where OneCycle has been called once more than its horizon torch raises, and training ends with that step.
    """

    used: np.ndarray  # (steps, seeds): in each optimizer step
    read: np.ndarray  # (calls, seeds): after each call of scheduler.step()
    losses: np.ndarray  # (epochs + 1, seeds): on all points; fewer where torch raises
    final_losses: np.ndarray  # (seeds,)
    raised: int | None  # the call in which torch raises


def train_with_schedule(network: OneLayerConfig, config: ScheduleConfig) -> Schedule:
    """Train the networks of all seeds with the schedule, in shuffled batches of 20 of the 200 points."""
    points, p, scheduler = training_points(network), start_parameters(network, SEEDS), Scheduler(config)
    used: list[np.ndarray] = []
    read: list[np.ndarray] = []
    losses = [mean_losses(p, points.x, points.y, network)]
    with np.errstate(all="ignore"):
        for order in batch_orders(config.epochs):
            for step in range(1, STEPS_AN_EPOCH + 1):
                batch = order[:, (step - 1) * BATCH : step * BATCH]
                p = p - scheduler.rates[:, None] * gradients(p, points.x[batch], points.y[batch], network)
                used.append(scheduler.rates)
                if config.called == "step" or step == STEPS_AN_EPOCH:
                    watched = config.schedule == "Plateau"
                    scheduler.call(mean_losses(p, points.x, points.y, network) if watched else None)
                    if scheduler.raised:
                        break
                    read.append(scheduler.rates)
            losses.append(mean_losses(p, points.x, points.y, network))
            if scheduler.raised:
                break
    return Schedule(
        used=np.array(used),
        read=np.array(read).reshape(-1, SEEDS),
        losses=np.array(losses),
        final_losses=losses[-1],
        raised=scheduler.calls if scheduler.raised else None,
    )


def batch_orders(epochs: int) -> np.ndarray:
    """The order of the points in each epoch and for each seed, (epochs, seeds, points)."""
    rows = np.tile(np.arange(POINTS), (epochs, SEEDS, 1))
    return np.random.default_rng(0).permuted(rows, axis=2)


@dataclass(frozen=True)
class Constants:
    """The losses after the same epochs with each of 13 constant rates from 0.1 to 100."""

    losses: np.ndarray  # (rates, epochs + 1, seeds)

    @property
    def best(self) -> int:
        """The number of the rate with the lowest geometric mean of the final losses; what is no number loses."""
        with np.errstate(all="ignore"):
            means = np.log(self.losses[:, -1]).mean(axis=1)
        return int(np.argmin(np.where(np.isfinite(means), means, np.inf)))


def train_with_constants(network: OneLayerConfig, epochs: int) -> Constants:
    """The same networks, starts and batches with constant rates, all at once."""
    points, rates = training_points(network), np.repeat(CONSTANT_RATES, SEEDS)
    p, losses = np.tile(start_parameters(network, SEEDS), (len(CONSTANT_RATES), 1)), []
    with np.errstate(all="ignore"):
        for order in np.tile(batch_orders(epochs), (1, len(CONSTANT_RATES), 1)):
            losses.append(mean_losses(p, points.x, points.y, network))
            for at in range(0, POINTS, BATCH):
                batch = order[:, at : at + BATCH]
                p = p - rates[:, None] * gradients(p, points.x[batch], points.y[batch], network)
        losses.append(mean_losses(p, points.x, points.y, network))
    return Constants(np.array(losses).T.reshape(len(CONSTANT_RATES), SEEDS, -1).transpose(0, 2, 1))
