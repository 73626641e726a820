"""A run is a function of its settings: all losses, and the parameters at the frames of its film."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.engine.divergence import Divergence, find_divergence
from core.engine.examples import Examples, layer_activations, layer_sizes
from core.engine.fast.ready import fast_ready
from core.engine.parameters import ParameterLayout
from core.engine.schedules import learning_rates
from core.engine.scratch import Replay, Snapshot, batches_of, learn, make_task
from core.engine.settings import Branches, NetworkConfig, Segment, TrainingConfig, read_branches
from core.refusal import Refusal

if TYPE_CHECKING:
    from core.engine.fast.group import Group, Job

FRAMES = 300  # the most frames of a film
NO_BRANCHES = Branches()


@dataclass(frozen=True)
class Run:
    """What happened, epoch by epoch; every number in it is finite.

    Arrays by epoch hold epoch 0, before any learning, to the last; accuracies are empty where values are predicted.
    """

    layout: ParameterLayout
    segments: tuple[Segment, ...]
    train_losses: np.ndarray  # (epochs + 1,)
    test_losses: np.ndarray  # (epochs + 1,)
    train_accuracies: np.ndarray  # (epochs + 1,) or (0,)
    test_accuracies: np.ndarray  # (epochs + 1,) or (0,)
    gradient_norms: np.ndarray  # (epochs + 1, layers): of the mean of the epoch's batch gradients; 0 at epoch 0
    learning_rates: np.ndarray  # (epochs + 1,): entry e was used in epoch e, the first is 0
    frames: np.ndarray  # (frames,): epochs, ascending, the first is 0 and the last is the last epoch
    parameters: np.ndarray  # (frames, parameters)
    stopped_epoch: int | None  # by early stopping, before all epochs were done
    divergence: Divergence | None  # the epoch after the last, in which numbers became infinite

    @property
    def epochs(self) -> int:
        """The last epoch."""
        return len(self.train_losses) - 1


@dataclass(frozen=True)
class Progress:
    """How much of a run is done, from 0 to 1; the run itself comes last."""

    share: float
    run: Run | None = None


def frame_epochs(epochs: int, limit: int, starts: Sequence[int] = ()) -> np.ndarray:
    """At most `limit` epochs of 0 … `epochs`: every one at first, then evenly spread; with all `starts`.

    (frames,), ascending.
    """
    if epochs < limit:
        return np.arange(epochs + 1)
    room = max(limit - len(starts), 2)
    early = np.arange(room // 3)
    late = np.linspace(len(early), epochs, room - len(early))
    return np.unique(np.concatenate([early, np.round(late), starts])).astype(np.int64)


def train(
    examples: Examples,
    network: NetworkConfig,
    training: TrainingConfig,
    history: Branches = NO_BRANCHES,
    *,
    frames: int = FRAMES,
    start: np.ndarray | None = None,
    fast: bool | None = None,
) -> Run:
    """Train a network, from `start` or its initial parameters, through all branches of its history.

    start: (parameters,); fast: the compiled engine (the default as soon as it is ready) or the one from scratch.
    Refusal where the settings and the examples do not fit together.
    """
    *_, last = train_in_steps(examples, network, training, history, frames=frames, start=start, fast=fast)
    assert last.run is not None
    return last.run


def train_in_steps(
    examples: Examples,
    network: NetworkConfig,
    training: TrainingConfig,
    history: Branches = NO_BRANCHES,
    *,
    frames: int = FRAMES,
    start: np.ndarray | None = None,
    fast: bool | None = None,
    most: int | None = None,
) -> Iterator[Progress]:
    """The same in stretches of at most `most` epochs, so that somebody can watch, or leave.

    start: (parameters,).
    """
    segments = tuple(read_branches(history, training))
    if fast if fast is not None else fast_ready():
        from core.engine.fast.group import Job

        return _fast_steps(Job(examples, network, segments, start), frames, most)
    return _scratch_steps(examples, network, segments, start, frames)


def train_many(jobs: Sequence["Job"], *, frames: int = 2) -> list[Run]:
    """Many runs at once, eight at a time where they share their shape; each equals its own run of `train`.

    Networks side by side may differ in data, seeds, start and every number, not in sizes, choices and batch size.
    """
    from core.engine.fast.group import Group

    runs: list[Run | None] = [None] * len(jobs)
    shapes: dict[object, list[int]] = {}
    for number, job in enumerate(jobs):
        shapes.setdefault(job.shape(), []).append(number)
    for numbers in shapes.values():
        for at in range(0, len(numbers), 8):
            some = numbers[at : at + 8]
            if len(some) > 2:
                together = [jobs[number] for number in some]
                group = Group(together + together[-1:] * (8 - len(some)), _frames_of(together[0], frames))
                with np.errstate(all="ignore"):
                    group.run()
                for k, number in enumerate(some):
                    runs[number] = _assemble_fast(group, k)
    return [run if run is not None else _fast_run(job, frames) for run, job in zip(runs, jobs, strict=True)]


def _fast_run(job: "Job", limit: int) -> Run:
    *_, last = _fast_steps(job, limit, None)
    assert last.run is not None
    return last.run


def _frames_of(job: "Job", limit: int) -> np.ndarray:
    last = max(job.end(k) for k in range(len(job.segments)))
    return frame_epochs(last, limit, [segment.start_epoch for segment in job.segments])


def _fast_steps(job: "Job", limit: int, most: int | None) -> Iterator[Progress]:
    from core.engine.fast.group import Group

    frames = _frames_of(job, limit)
    planned = max(int(frames[-1]), 1)
    group = Group([job], frames)
    for epoch in group.steps(most=most):
        yield Progress(0.99 * epoch / planned)
    if not group.diverged:
        yield Progress(1, _assemble_fast(group, 0))
        return
    broken = group.epoch
    if broken == 0:
        raise Refusal("start_not_finite")
    group = Group([job], frames)
    for epoch in group.steps(broken - 1, most):
        yield Progress(0.99 * epoch / planned)
    s = [segment for segment in job.segments if segment.start_epoch < broken][-1].training
    task, n = make_task(job.examples, job.network, s), len(job.examples.train_inputs)
    rate = learning_rates(s, max(broken, s.epochs))[broken - 1]
    replay = Replay(
        learner=group.learner(), task=task, batches=batches_of(n, s, group.rngs[0]), learning_rate=rate, epoch=broken
    )
    yield Progress(1, _assemble_fast(group, 0, find_divergence(replay)))


def _assemble_fast(group: "Group", k: int, divergence: Divergence | None = None) -> Run | None:
    """Network k of a group as a run; None where it has diverged unnoticed among others."""
    record, job = group.record, group.jobs[k]
    stopped = int(record.stopped[k])
    last = stopped if stopped >= 0 else group.epoch
    inside = record.frames[record.frames < last]
    parameters = np.concatenate([
        group.vectors(record.parameters[: len(inside)], record.statistics[: len(inside)], k),
        group.vectors(record.last_parameters, record.last_statistics, k)[None],
    ])  # fmt: skip
    losses = record.losses[: last + 1, :, k]
    if not (np.isfinite(losses).all() and np.isfinite(parameters).all()):
        return None
    return _assemble(
        job.examples, job.network, job.segments, losses, record.hits[: last + 1, :, k],
        record.gradient_norms[: last + 1, :, k], np.append(inside, last), parameters, divergence,
    )  # fmt: skip


def _scratch_steps(
    examples: Examples, network: NetworkConfig, segments: tuple[Segment, ...], start: np.ndarray | None, limit: int
) -> Iterator[Progress]:
    planned = max(segments[-1].start_epoch, segments[-1].training.epochs, 1)
    snapshots: dict[int, Snapshot] = {}
    steps, replay = learn(examples, network, list(segments), start), None
    while True:
        try:
            snapshot = next(steps)
        except StopIteration as end:
            replay = end.value
            break
        snapshots[snapshot.epoch] = snapshot
        yield Progress(0.99 * snapshot.epoch / planned)
    divergence = find_divergence(replay) if replay else None
    if divergence:
        if divergence.epoch == 0:
            raise Refusal("start_not_finite")
        snapshots.pop(divergence.epoch, None)
    last = max(snapshots)
    ends = [segment.start_epoch for segment in segments]
    wanted = frame_epochs(max(ends[-1], segments[-1].training.epochs), limit, ends)
    frames = np.append(wanted[wanted < last], last)
    run = _assemble(
        examples, network, segments, np.array([s.losses for s in snapshots.values()]),
        np.array([s.hits for s in snapshots.values()]), np.array([s.gradient_norms for s in snapshots.values()]),
        frames, np.array([snapshots[epoch].parameters for epoch in frames]), divergence,
    )  # fmt: skip
    yield Progress(1, run)


def _assemble(
    examples: Examples,
    network: NetworkConfig,
    segments: tuple[Segment, ...],
    losses: np.ndarray,
    hits: np.ndarray,
    norms: np.ndarray,
    frames: np.ndarray,
    parameters: np.ndarray,
    divergence: Divergence | None,
) -> Run:
    last = len(losses) - 1
    accuracies = hits / [len(examples.train_inputs), len(examples.test_inputs)]
    if examples.classes == 0:
        accuracies = accuracies[:0]
    rates = np.zeros(last + 1)
    for number, segment in enumerate(segments):
        begin, s = segment.start_epoch, segment.training
        end = segments[number + 1].start_epoch if number + 1 < len(segments) else max(begin, s.epochs)
        rates[begin + 1 : end + 1] = learning_rates(s, max(end, s.epochs))[begin : min(end, last)]
    planned = max(segments[-1].start_epoch, segments[-1].training.epochs)
    return Run(
        layout=make_layout(examples, network, segments[0].training),
        segments=segments,
        train_losses=losses[:, 0].copy(),
        test_losses=losses[:, 1].copy(),
        train_accuracies=accuracies[:, 0].copy(),
        test_accuracies=accuracies[:, 1].copy(),
        gradient_norms=norms.copy(),
        learning_rates=rates,
        frames=frames.astype(np.int64),
        parameters=parameters,
        stopped_epoch=last if divergence is None and last < planned else None,
        divergence=divergence,
    )


def make_layout(examples: Examples, network: NetworkConfig, training: TrainingConfig) -> ParameterLayout:
    """The network's shape, with the activation that its output shows."""
    names = layer_activations(network, training.loss, examples.classes)
    if training.loss == "CrossEntropy":
        names[-1] = "Sigmoid" if examples.classes == 2 else "Softmax"
    return ParameterLayout(layer_sizes(examples, network), tuple(names), network.batch_norm)
