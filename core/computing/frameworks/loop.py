"""A loop whose length depends on the number that enters: the graph that automatic differentiation records of it."""

from dataclasses import dataclass

import numpy as np
import torch

from core.code_export import Made
from core.computing.frameworks.settings import LoopConfig

HIGHEST = 60  # of the starting numbers
OPERATIONS = {"DivBackward0": "halve", "MulBackward0": "triple", "AddBackward0": "add"}
FACTORS = {"halve": 0.5, "triple": 3.0, "add": 1.0}  # by which each operation multiplies the slope


@dataclass(frozen=True)
class LoopTape:
    """What a run of the loop has recorded: k operations, the number after each, and the slope of the end to the start.

    `nodes` counts the operations and the node where the slope of the start is collected.
    """

    config: LoopConfig
    operations: tuple[str, ...]  # (k,)
    values: np.ndarray  # (k,)
    gradient: float
    nodes: int
    made: Made | None = None

    @property
    def halvings(self) -> int:
        """How often the number was even."""
        return self.operations.count("halve")

    @property
    def triplings(self) -> int:
        """How often it was odd."""
        return self.operations.count("triple")


def record(config: LoopConfig) -> LoopTape:
    """The tape from scratch: halve an even number, triple an odd one and add 1, until 1 is reached (Collatz).

    The slope is the product of the operations' own slopes, multiplied backwards.
    """
    x, operations, values = float(config.number), [], []
    while x != 1:
        for name in ("halve",) if x % 2 == 0 else ("triple", "add"):
            x = {"halve": x / 2, "triple": 3 * x, "add": x + 1}[name]
            operations.append(name)
            values.append(x)
    gradient = 1.0
    for name in reversed(operations):
        gradient *= FACTORS[name]
    return LoopTape(
        config=config, operations=tuple(operations), values=np.array(values), gradient=gradient,
        nodes=len(operations) + 1,
    )  # fmt: skip


def collatz(x: torch.Tensor) -> torch.Tensor:
    """The same loop as one writes it in PyTorch; x is a scalar."""
    while x != 1:
        x = x / 2 if x % 2 == 0 else 3 * x + 1
    return x


def tape_numbers(config: LoopConfig) -> dict[str, float]:
    """Nodes and slope of the tape from scratch."""
    tape = record(config)
    return {"nodes": tape.nodes, "gradient": tape.gradient}


def torch_tape_numbers(config: LoopConfig) -> dict[str, float]:
    """Nodes and slope of the graph that PyTorch has recorded, from its end back to the start."""
    start = torch.tensor(float(config.number), dtype=torch.float64, requires_grad=True)
    end = collatz(start)
    nodes, node = 1, end.grad_fn
    while node is not None and node.next_functions:
        node = node.next_functions[0][0]
        nodes += 1
    if end is not start:
        end.backward()  # type: ignore[no-untyped-call]
    return {"nodes": nodes, "gradient": 1.0 if start.grad is None else float(start.grad)}


def node_counts() -> np.ndarray:
    """Nodes of the tape for every starting number from 1 to `HIGHEST`, (n,)."""
    return np.array([record(LoopConfig(number=n)).nodes for n in range(1, HIGHEST + 1)])
