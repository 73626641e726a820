"""Many runs at once, eight side by side in the compiled engine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.engine.fast.group import Group, Job, side_by_side
from core.engine.run import Run, assemble_fast, fast_steps, frames_of
from core.pace import Pace


@dataclass(frozen=True)
class ManyProgress:
    """How much of many runs is done, from 0 to 1; the runs themselves come last, in the order of their jobs."""

    share: float
    runs: tuple[Run, ...] = ()


def train_many(jobs: Sequence[Job], *, frames: int = 2) -> Iterator[ManyProgress]:
    """Many runs, eight at a time where they share their shape, in stretches; each equals its own run of `train`.

    Networks side by side may differ in data, seeds, start and every number, not in sizes, choices and batch size.
    """
    runs: list[Run | None] = [None] * len(jobs)
    shapes: dict[object, list[int]] = {}
    for number, job in enumerate(jobs):
        shapes.setdefault(job.shape(), []).append(number)
    eights = [numbers[at : at + 8] for numbers in shapes.values() for at in range(0, len(numbers), 8)]
    done = 0
    for numbers in (some for some in eights if len(some) > 2):
        together = [jobs[number] for number in numbers]
        shown = frames_of(together[0], frames)
        group = Group(side_by_side(together), shown)
        with np.errstate(all="ignore"):
            for epoch in group.steps(pace=Pace()):
                share = epoch / max(int(shown[-1]), 1)
                yield ManyProgress(0.99 * (done + share * len(numbers)) / len(jobs))
        for k, number in enumerate(numbers):
            runs[number] = assemble_fast(group, k)
        done += len(numbers)
    for number in (number for number, run in enumerate(runs) if run is None):  # alone, or diverged among others
        for progress in fast_steps(jobs[number], frames, Pace()):
            yield ManyProgress(0.99 * (number + progress.share) / len(jobs))
        runs[number] = progress.run
    yield ManyProgress(1, tuple(run for run in runs if run is not None))
