"""Attention: what the looks and snapshots of a training cost beside a plain loop of PyTorch, and the moment."""

import time
from collections.abc import Iterator

import torch
from torch.nn.functional import cross_entropy

from benchmarks.jobs import Case
from core.networks.attention.induction import learn_induction
from core.networks.attention.settings import (
    InductionConfig,
    TaskConfig,
    TransformerConfig,
    TransformerTrainingConfig,
)
from core.networks.attention.tasks import task_of
from core.networks.attention.training import seeded_transformer, train_transformer
from core.pace import last_state

TASK = TaskConfig(task="characters", length=32, text="sonnets")
MODEL = TransformerConfig(layers=2, attention_heads=2, block_width=64)
LEARNING = TransformerTrainingConfig(train_steps=300)
PAIRS = 5
MOMENT_SECONDS = 6.0


def cases() -> Iterator[Case]:
    """Characters of sonnets, and one layer beside two."""
    plain_loop(5)  # the first step of an optimizer imports what it needs
    ratios, moments = [], []
    for _ in range(PAIRS):
        begun = time.process_time()
        plain_loop(LEARNING.train_steps)
        middle = time.process_time()
        last_state(train_transformer, TASK, MODEL, LEARNING)
        end = time.process_time()
        last_state(learn_induction, InductionConfig())
        ratios.append((end - middle) / (middle - begun))
        moments.append((time.process_time() - end) / MOMENT_SECONDS)
    for name, found, target in (
        ("characters by two layers, by a plain loop", ratios, "≤ 1.1"),
        (f"one layer beside two, 300 steps, in {MOMENT_SECONDS:g} s of the processor", moments, "≤ 1"),
    ):
        found.sort()
        yield name, found[PAIRS // 2], found[0], found[-1], target


def plain_loop(steps: int) -> None:
    """The same steps without curves, maps and snapshots."""
    task = task_of(TASK)
    net = seeded_transformer(task, MODEL, 0)
    optimizer = torch.optim.Adam(net.parameters(), LEARNING.rate, betas=(0.9, 0.98))
    for step in range(steps):
        x, y, counts = task.draw(torch.Generator().manual_seed(step), LEARNING.batch_size, True)
        loss = cross_entropy(net(x)[0][counts], y[counts])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
