"""Many runs at once, eight side by side in the compiled engine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.engine.examples import layer_sizes
from core.engine.fast.group import Group, Job, side_by_side
from core.engine.fast.lanes import WIDTH
from core.engine.run import Run, assemble_fast, fast_steps, frames_of
from core.pace import Pace

READ_AGAIN = 768  # values of a layer on a batch that several units behind it read; of eight networks, 48 KB
READ_ONCE = 4096  # values of any layer; where there are more, networks are faster one after the other


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
    done = 0
    for numbers in (some for some in groups_of(jobs) if len(some) > 1):
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


def final_parameters(jobs: Sequence[Job]) -> Iterator[tuple[float, tuple[np.ndarray, ...]]]:
    """The share of many trainings that is done; with the last one come the parameters (parameters,) of each job.

    They equal those at the end of `train_many`, for two thirds of its work: no losses are computed on the way, so
    what diverges is not noticed.
    """
    vectors, done = [np.zeros(0)] * len(jobs), 0
    for numbers in groups_of(jobs):
        together = [jobs[number] for number in numbers]
        group = Group(side_by_side(together) if len(numbers) > 1 else together, np.zeros(0, np.int64), losses_every=0)
        last = max(together[0].end(len(together[0].segments) - 1), 1)
        with np.errstate(all="ignore"):
            for epoch in group.steps(pace=Pace()):
                yield 0.99 * (done + len(numbers) * epoch / last) / len(jobs), ()
        for k, number in enumerate(numbers):
            vectors[number] = group.now(k)
        done += len(numbers)
    yield 1.0, tuple(vectors)


def groups_of(jobs: Sequence[Job]) -> list[list[int]]:
    """Numbers of the jobs that are computed together: three to eight of one shape; or one, where that is faster."""
    shapes: dict[object, list[int]] = {}
    for number, job in enumerate(jobs):
        shapes.setdefault(job.shape(), []).append(number)
    groups: list[list[int]] = []
    for numbers in shapes.values():
        alone = _is_large(jobs[numbers[0]])
        for some in (numbers[at : at + WIDTH] for at in range(0, len(numbers), WIDTH)):
            groups += [[number] for number in some] if alone or len(some) < 3 else [some]
    return groups


def _is_large(job: Job) -> bool:
    """Whether a network is trained faster alone than beside seven others."""
    sizes = layer_sizes(job.examples, job.network)
    batch = min(max(segment.training.batch_size for segment in job.segments), len(job.examples.train_inputs))
    again = max((inputs for inputs, outputs in pairwise(sizes) if outputs > 1), default=0)
    return again * batch > READ_AGAIN or max(sizes) * batch > READ_ONCE
