"""The sweep of the learning-rate page beside a plain PyTorch loop over the same networks, on one core.

26 rates × 8 seeds × 200 steps of full-batch descent, the loss at the end kept. The loop trains a few of the networks,
whose losses are compared; its time is scaled to all of them.
"""

from collections.abc import Iterator
from time import process_time

import numpy as np
import torch

from benchmarks.networks import ROUNDS, Case
from core.learning.learning_rate.network import start_parameters, training_points
from core.learning.learning_rate.settings import OneLayerConfig, SweepConfig
from core.learning.learning_rate.sweep import Sweep, sweep_in_steps, swept_rates

NETWORK = OneLayerConfig()
SWEEP = SweepConfig()
SAMPLE = ((4, 0), (12, 3), (16, 7))  # (rate, seed): far from the edge, where rounding does not grow
SECONDS = 0.5


def our_seconds() -> tuple[float, Sweep]:
    """How long the sweep takes, and the sweep."""
    begin = process_time()
    *_, last = sweep_in_steps(NETWORK, SWEEP)
    assert last.sweep is not None
    return process_time() - begin, last.sweep


def their_seconds(sweep: Sweep) -> float:
    """How long the loop would take for all networks; RuntimeError where its losses are others."""
    points, rates = training_points(NETWORK), swept_rates(SWEEP)
    x, y = torch.from_numpy(points.x), torch.from_numpy(points.y)[:, None]
    starts, taken = torch.from_numpy(start_parameters(NETWORK, SWEEP.seeds)), 0.0
    for rate, seed in SAMPLE:
        model = torch.nn.Sequential(
            torch.nn.Linear(2, NETWORK.hidden), torch.nn.Tanh(), torch.nn.Linear(NETWORK.hidden, 1)
        ).double()  # fmt: skip
        torch.nn.utils.vector_to_parameters(starts[seed], model.parameters())
        optimizer = torch.optim.SGD(model.parameters(), lr=float(rates[rate]))
        begin = process_time()
        for _ in range(SWEEP.sweep_steps):
            optimizer.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(model(x), y)
            loss.backward()
            optimizer.step()
        taken += process_time() - begin
        end = torch.nn.functional.binary_cross_entropy_with_logits(model(x), y).item()
        if not np.isclose(end, sweep.final[rate, seed], rtol=1e-9):
            raise RuntimeError(f"rate {rate}, seed {seed}: the losses differ, there is nothing to compare.")
    return taken / len(SAMPLE) * sweep.final.size


def cases() -> Iterator[Case]:
    """The ratio of the times, and the seconds of the sweep over those it may take."""
    our_seconds()  # compiled
    ratios, seconds = [], []
    for _ in range(ROUNDS):
        ours, sweep = our_seconds()
        ratios.append(their_seconds(sweep) / ours)
        seconds.append(ours)
    ratios.sort()
    seconds.sort()
    middle = ROUNDS // 2
    yield "learning rate: sweep, torch loop / ours", ratios[middle], ratios[0], ratios[-1], ">= 100"
    name = f"learning rate: sweep of 208 networks, seconds / {SECONDS:g}"
    yield name, seconds[middle] / SECONDS, seconds[0] / SECONDS, seconds[-1] / SECONDS, "<= 1"
