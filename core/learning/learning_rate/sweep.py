"""Hundreds of networks, each trained with one of many learning rates, eight at a time in the compiled engine."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.engine.examples import Examples
from core.engine.fast.group import Group, Job, side_by_side
from core.engine.settings import NetworkConfig, Segment, TrainingConfig
from core.learning.learning_rate.network import start_parameters, training_points
from core.learning.learning_rate.settings import OneLayerConfig, RateConfig, SweepConfig
from core.learning.learning_rate.training import DIVERGED
from core.params import Interval, Log, config

LOW = 1e-4
HIGH = 100.0
SIDE_BY_SIDE = 8  # networks that the engine trains together


@config
class WideTrainingConfig(TrainingConfig):
    """The engine's settings, with learning rates as large as a sweep tries."""

    learning_rate: Annotated[float, Interval(ge=LOW / 2, le=2 * HIGH), Log()] = 0.1


@dataclass(frozen=True)
class Sweep:
    """The loss of every network before the first and after the last step; NaN where it diverged."""

    rates: np.ndarray  # (rates,)
    first: np.ndarray  # (rates, seeds)
    final: np.ndarray  # (rates, seeds)


@dataclass(frozen=True)
class RateCurves:
    """The loss of every seed after every step at one rate; NaN from the step on in which it left for good."""

    rate: float
    losses: np.ndarray  # (seeds, steps + 1)

    @property
    def final(self) -> np.ndarray:
        """The losses at the end, (seeds,)."""
        return np.asarray(self.losses[:, -1])


@dataclass(frozen=True)
class SweepProgress:
    """How much of a sweep is done, from 0 to 1; the sweep comes last."""

    share: float
    sweep: Sweep | None = None


def swept_rates(sweep: SweepConfig) -> np.ndarray:
    """Learning rates from 10⁻⁴ to 100, each as many times the one before: (rates,)."""
    return np.geomspace(LOW, HIGH, sweep.rates)


def sweep_in_steps(network: OneLayerConfig, sweep: SweepConfig) -> Iterator[SweepProgress]:
    """All networks of a sweep: every rate from the same starts, on all points at once."""
    rates = swept_rates(sweep)
    jobs = engine_jobs(network, sweep, rates)
    ends = []
    for at in range(0, len(jobs), SIDE_BY_SIDE):
        ends.append(train_eight(jobs[at : at + SIDE_BY_SIDE], sweep.sweep_steps)[:, [0, -1]])
        yield SweepProgress(0.99 * min(at + SIDE_BY_SIDE, len(jobs)) / len(jobs))
    first, final = np.concatenate(ends).T.reshape(2, len(rates), sweep.seeds)
    yield SweepProgress(1.0, Sweep(rates, first, final))


def curves_at(network: OneLayerConfig, sweep: SweepConfig, rate: RateConfig) -> RateCurves:
    """The networks of all seeds at one learning rate."""
    jobs = engine_jobs(network, sweep, np.array([rate.learning_rate]))
    curves = [train_eight(jobs[at : at + SIDE_BY_SIDE], 1) for at in range(0, len(jobs), SIDE_BY_SIDE)]
    return RateCurves(rate.learning_rate, np.concatenate(curves))


def engine_jobs(network: OneLayerConfig, sweep: SweepConfig, rates: np.ndarray) -> list[Job]:
    """One run of the engine for every rate (rates,) and seed, the seeds of a rate behind each other."""
    examples = engine_examples(network)
    shape = NetworkConfig(hidden=(network.hidden,), activations=(network.activation,))
    starts = start_parameters(network, sweep.seeds)
    trainings = [
        WideTrainingConfig(
            epochs=sweep.sweep_steps, batch_size=len(examples.train_inputs), optimizer=sweep.optimizer,
            loss="CrossEntropy" if network.loss == "CrossEntropy" else "HalfSquaredLinear", learning_rate=float(rate),
        )
        for rate in rates
    ]  # fmt: skip
    return [Job(examples, shape, (Segment(0, training),), start) for training in trainings for start in starts]


def engine_examples(network: OneLayerConfig) -> Examples:
    """The points of `training_points` for the engine, which wants test points, too: as few as there can be."""
    points = training_points(network)
    labels = np.where(points.y > 0, 1.0, -1.0)
    return Examples(
        train_inputs=points.x, train_labels=labels, test_inputs=points.x[:1], test_labels=labels[:1], classes=2
    )


def train_eight(jobs: list[Job], every: int) -> np.ndarray:
    """The training losses (jobs, steps + 1) of up to eight networks side by side, right in every `every`-th step.

    NaN where it is above 10⁶ or no number up to the end; one that comes back has not diverged.
    """
    group = Group(side_by_side(jobs), np.zeros(0, np.int64), every)
    with np.errstate(all="ignore"):
        group.run()
    losses = group.record.losses[:, 0, : len(jobs)].T.copy()
    gone = np.logical_and.accumulate(~(losses <= DIVERGED)[:, ::-1], axis=1)[:, ::-1]
    losses[gone] = np.nan
    return np.asarray(losses)


def broken_steps(losses: np.ndarray) -> np.ndarray:
    """The step in which each run diverged, −1 where it did not; losses (…, steps + 1)."""
    broken = np.isnan(losses)
    return np.where(broken.any(axis=-1), broken.argmax(axis=-1), -1)
