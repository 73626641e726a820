"""Jobs for the tests: one that counts and can go on, and some that misbehave."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.jobs.registry import register
from core.params import Interval, config
from core.refusal import Refusal


@config
class CountConfig:
    """How far to count, and how slowly."""

    total: Annotated[int, Interval(ge=1, le=100_000)] = 5
    pause: Annotated[float, Interval(ge=0, le=10)] = 0.0
    seed: Annotated[int, Interval(ge=0, le=1000)] = 0


@dataclass(frozen=True)
class Counted:
    """The numbers drawn so far, (done,), and the state of the generator that draws them."""

    config: CountConfig
    draws: np.ndarray  # (done,)
    generator: dict[str, object]

    @property
    def share(self) -> float:
        return len(self.draws) / self.config.total


def count(config: CountConfig, start: Counted | None = None) -> Iterator[Counted]:
    """Draw numbers one by one; goes on from `start`."""
    rng = np.random.default_rng(config.seed)
    draws = np.zeros(0)
    if start is not None:
        draws, rng.bit_generator.state = start.draws, start.generator
    while len(draws) < config.total:
        time.sleep(config.pause)
        draws = np.append(draws, rng.normal())
        yield Counted(config=config, draws=draws, generator=dict(rng.bit_generator.state))


def points(state: Counted) -> tuple[int, dict[str, float]]:
    return len(state.draws), {"draw": state.draws[-1], "sum": state.draws.sum()}


COUNT = register(count, share=lambda state: state.share, points=points)


@config
class FaultConfig:
    """What goes wrong."""

    fault: Literal["deaf", "memory", "bug", "refusal", "nothing", "endless"] = "endless"


@dataclass(frozen=True)
class Still:
    """Nothing has happened."""

    number: int


def misbehave(config: FaultConfig) -> Iterator[Still]:
    """Say once that it lives, then do what is asked."""
    if config.fault == "nothing":
        return
    yield Still(0)
    hoard = []
    for number in range(1, 1_000_000):
        if config.fault == "deaf":
            while True:
                sum(range(1000))
        elif config.fault == "memory":
            hoard.append(np.ones(2**20))
        elif config.fault == "bug":
            raise ValueError("bad <b>shape</b>")
        elif config.fault == "refusal":
            raise Refusal("too_dear", limit=7)
        time.sleep(0.01)
        yield Still(number)


FAULT = register(misbehave, share=lambda state: 0.5)


def given(matrix: np.ndarray) -> Iterator[Still]:
    """The sum of an array of any shape that a visitor has brought along."""
    yield Still(int(matrix.sum()))


GIVEN = register(given, share=lambda state: 1.0)


@config
class LearnConfig:
    """How long a small network learns."""

    steps: Annotated[int, Interval(ge=1, le=10_000)] = 20
    seed: Annotated[int, Interval(ge=0, le=1000)] = 0


@dataclass(frozen=True)
class Learned:
    """The losses so far, (steps,), and the weights by name, each of any shape."""

    losses: np.ndarray
    weights: dict[str, np.ndarray]


def learn(config: LearnConfig) -> Iterator[Learned]:
    """Let a small convolutional network learn noise by heart, a step at a time."""
    import torch

    torch.manual_seed(config.seed)
    net = torch.nn.Sequential(torch.nn.Conv2d(1, 6, 5), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.LazyLinear(10))
    x, y = torch.randn(64, 1, 28, 28), torch.randint(10, (64,))
    net(x)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05)
    losses: list[float] = []
    for _ in range(config.steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        losses.append(float(loss))
        weights = {name: weight.numpy().copy() for name, weight in net.state_dict().items()}
        yield Learned(losses=np.array(losses), weights=weights)


LEARN = register(learn, share=lambda state: len(state.losses) / 20)
