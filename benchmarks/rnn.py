"""Trainings of the topic rnn beside plain loops of PyTorch, and what a drag draws anew, in processor time."""

# mypy: disable-error-code="no-untyped-call"

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, mse_loss

from benchmarks.timing import Case, by_plain_loop, said, seconds
from core.networks.rnn.forecast import split_series
from core.networks.rnn.forecaster import BATCH as SERIES_BATCH
from core.networks.rnn.forecaster import ForecastNet, network_inputs, series_scale, train_forecaster
from core.networks.rnn.gates import gate_states
from core.networks.rnn.gates_figure import gates_figure
from core.networks.rnn.gradient import gradient_flow
from core.networks.rnn.gradient_figure import eigenvalue_figure, flow_figure
from core.networks.rnn.memory import (
    KINDS,
    MemoryTraining,
    answer_loss,
    ribbon_batch,
    ribbons,
    seeded_net,
    step_batch,
    train_memory,
)
from core.networks.rnn.memory_figure import ribbon_film
from core.networks.rnn.settings import (
    ForecasterConfig,
    GatesConfig,
    GradientConfig,
    MemoryTaskConfig,
    MemoryTrainingConfig,
    RibbonConfig,
    SeriesConfig,
    TextConfig,
)
from core.networks.rnn.text import BATCH, WINDOW, documentation, parts_of, seeded_reader, text_codes, train_text
from core.pace import last_state

STEPS = 100
ROUNDS = 7
TASK, LEARNING = MemoryTaskConfig(), MemoryTrainingConfig()
SERIES, FORECASTER = split_series(SeriesConfig()), ForecasterConfig()
TEXT, READER = text_codes(documentation()), TextConfig()


def descend(net: nn.Module, optimizer: torch.optim.Optimizer, loss: Tensor, clip: float) -> None:
    """One step of an optimizer, as every tutorial writes it."""
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), clip)
    optimizer.step()


def plain_memory() -> None:
    """The three networks of the memory tasks, on the same sequences, without losses, looks and snapshots."""
    nets = [seeded_net(kind, TASK, LEARNING) for kind in KINDS]
    optimizers = [torch.optim.Adam(net.parameters(), LEARNING.learning_rate) for net in nets]
    for step in range(LEARNING.steps):
        batch = step_batch(TASK, LEARNING, step)
        x, y = torch.from_numpy(batch.inputs).float(), torch.from_numpy(batch.answers)
        for net, optimizer in zip(nets, optimizers, strict=True):
            descend(net, optimizer, answer_loss(TASK.task, net(x, y.shape[1]), y), LEARNING.clip)


def plain_forecaster() -> None:
    """The network of the sunspots on as many windows, without snapshots."""
    scale = series_scale(SERIES.train)
    inputs, changes = network_inputs(SERIES.train[:-1], scale), np.diff(SERIES.train)[1:] / scale[2]
    net = ForecastNet(FORECASTER.forecaster, FORECASTER.forecaster_units)
    optimizer, rng = torch.optim.Adam(net.parameters(), FORECASTER.forecaster_rate), np.random.default_rng(0)
    for _ in range(FORECASTER.forecaster_steps):
        starts = rng.integers(0, len(inputs) - FORECASTER.window + 1, SERIES_BATCH)
        rows = starts[:, None] + np.arange(FORECASTER.window)
        x, y = torch.from_numpy(inputs[rows]).float(), torch.from_numpy(changes[rows]).float()
        descend(net, optimizer, mse_loss(net(x), y), 1.0)


def plain_reader() -> None:
    """The reader of a text on as many windows, without looks at the held-out end and snapshots."""
    alphabet, train, _ = parts_of(TEXT)
    net = seeded_reader(READER, len(alphabet))
    optimizer, rng = torch.optim.Adam(net.parameters(), READER.reader_rate), np.random.default_rng(0)
    for _ in range(READER.reader_steps):
        starts = rng.integers(0, len(train) - WINDOW, BATCH)
        rows = torch.from_numpy(train[starts[:, None] + np.arange(WINDOW + 1)])
        descend(net, optimizer, cross_entropy(net(rows[:, :-1]).flatten(0, 1), rows[:, 1:].flatten()), 1.0)


def cases() -> Iterator[Case]:
    """Three trainings by their plain loops, then the gates, the gradients, and three networks with their ribbons."""
    torch.set_num_threads(1)
    for name, ours, plain in (
        ("three networks that remember", lambda: last_state(train_memory, TASK, LEARNING), plain_memory),
        ("a forecaster", lambda: last_state(train_forecaster, SERIES, FORECASTER), plain_forecaster),
        ("a reader of text", lambda: last_state(train_text, TEXT, READER), plain_reader),
    ):
        yield by_plain_loop(f"rnn: {name} with all snapshots, by the plain loop", ours, plain, ROUNDS)
    task, learning = MemoryTaskConfig(), MemoryTrainingConfig(steps=STEPS)
    found: list[MemoryTraining] = []

    def draw_gates() -> None:
        config = GatesConfig()
        gates_figure(gate_states(config), config, (0, 0), said).to_json()

    def draw_gradient() -> None:
        config = GradientConfig()
        flow = gradient_flow(config)
        flow_figure(flow, config, said).to_json()
        eigenvalue_figure(flow, said).to_json()

    def train() -> None:
        found.append(list(train_memory(task, learning))[-1])

    def draw_ribbons() -> None:
        ribbon = RibbonConfig()
        ribbon_film(found[-1], ribbons(found[-1], task, ribbon), ribbon_batch(task, ribbon), task, said)

    yield seconds("rnn: table of the gates, in s", draw_gates, "at most 0.004")
    yield seconds("rnn: gradients of three cells over 50 steps, in s", draw_gradient, "at most 0.03")
    yield seconds(f"rnn: {STEPS} steps of three networks, in s", train, "at most 2.5")
    yield seconds("rnn: ribbons at all looks, in s", draw_ribbons, "at most 0.06")
