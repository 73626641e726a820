"""What is to be said of three networks that have learned to remember, or have not."""

from typing import Any

import numpy as np

from core import tex
from core.networks.rnn.memory import KINDS, MemoryTraining, Ribbons, beaten
from core.networks.rnn.settings import MemoryTaskConfig
from core.networks.rnn.tasks import MemoryBatch, answer_count, baseline

Line = tuple[str, dict[str, Any]]
SOLVED = 0.06  # of the baseline's loss: 0.01 of the adding task
NO_BETTER = 0.95


def memory_lines(training: MemoryTraining, task: MemoryTaskConfig) -> list[Line]:
    """One line a network: solved, better than the baseline, or no better; and what helps where none has solved it."""
    lines: list[Line] = [(f"baseline_{task.task}", {"loss": baseline(task.task)})]
    for kind, share in beaten(training, task).items():
        key = "solved" if share < SOLVED else "better" if share < NO_BETTER else "no_better"
        lines.append((key, {"kind": kind, "loss": training.last_loss(kind), "share": share}))
    if not any(key == "solved" for key, _ in lines):
        lines.append(("none_solved", {"length": task.length, "steps": int(training.steps[-1])}))
    return lines


def lag(batch: MemoryBatch, task: MemoryTaskConfig) -> tuple[int, int]:
    """The step of the first spark and the last step before the answer, both counted from 0."""
    return int(batch.sparks[0, 0]), task.length - answer_count(task.task)


def kept_product(found: Ribbons, batch: MemoryBatch, task: MemoryTaskConfig, cell: int) -> tuple[np.ndarray, float]:
    """What a cell keeps at each step after the first spark (lag,), at the last look, and the product."""
    first, last = lag(batch, task)
    keep = found.keep[first + 1 : last + 1, -1, cell]
    return keep, float(np.prod(keep))


def keep_by_hand(found: dict[str, Ribbons], batch: MemoryBatch, task: MemoryTaskConfig) -> dict[str, Any]:
    """For each network the cell that knows the first answer best: what it keeps a step, multiplied up to the answer."""
    values: dict[str, Any] = {}
    for kind in KINDS:
        cell = int(found[kind].cells[0])
        keep, product = kept_product(found[kind], batch, task, cell)
        name = kind.lower()
        values |= {
            f"{name}_cell": cell + 1, f"{name}_keep": tex.product([round(float(x), 3) for x in keep], most=4),
            f"{name}_product": tex.number(product, 3),
        }  # fmt: skip
    first, last = lag(batch, task)
    return values | {"lag": last - first}
