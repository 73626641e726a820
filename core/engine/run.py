"""A run is a function of its settings: all losses, and the parameters at the frames of its film."""

from collections.abc import Generator, Sequence
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
from core.pace import Pace
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
    cut_epoch: int | None  # by whoever watched, before all epochs were done
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
    """At most `limit` (2 or more) of the epochs 0 … `epochs`, (frames,), ascending: every one at first, then evenly.

    With all `starts`, or with the first of them where there is no room for all.
    """
    if epochs < limit:
        return np.arange(epochs + 1)
    starts = starts[: limit - 2]
    room = limit - len(starts)
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
    pace: Pace | None = None,
) -> Generator[Progress, bool | None, None]:
    """The same in stretches as `pace` says, so that somebody can watch, or leave; start: (parameters,).

    Sent True, it ends with the run up to the epoch that it has reached.
    """
    pace = pace or Pace()
    segments = tuple(read_branches(history, training))
    if fast if fast is not None else fast_ready():
        from core.engine.fast.group import Job

        return fast_steps(Job(examples, network, segments, start), frames, pace)
    return _scratch_steps(examples, network, segments, start, frames)


def frames_of(job: "Job", limit: int) -> np.ndarray:
    """The epochs of a run at which its parameters are kept: (frames,), ascending."""
    last = max(job.end(k) for k in range(len(job.segments)))
    return frame_epochs(last, limit, [segment.start_epoch for segment in job.segments])


def fast_steps(job: "Job", limit: int, pace: Pace) -> Generator[Progress, bool | None, None]:
    """`train_in_steps` by the compiled engine."""
    from core.engine.fast.group import Group

    frames = frames_of(job, limit)
    planned = max(int(frames[-1]), 1)
    group = Group([job], frames)
    for epoch in group.steps(pace=pace):
        if (yield Progress(0.99 * epoch / planned)):
            yield Progress(1, assemble_fast(group, 0, cut=epoch < planned))
            return
    if not group.diverged:
        yield Progress(1, assemble_fast(group, 0))
        return
    broken = group.epoch
    if broken == 0:
        raise Refusal("start_not_finite")
    group = Group([job], frames)
    for epoch in group.steps(broken - 1, pace):
        if (yield Progress(0.99 * epoch / planned)):
            yield Progress(1, assemble_fast(group, 0, cut=True))
            return
    s = [segment for segment in job.segments if segment.start_epoch < broken][-1].training
    task, n = make_task(job.examples, job.network, s), len(job.examples.train_inputs)
    rate = learning_rates(s, max(broken, s.epochs))[broken - 1]
    replay = Replay(
        learner=group.learner(), task=task, batches=batches_of(n, s, group.rngs[0]), learning_rate=rate, epoch=broken
    )
    yield Progress(1, assemble_fast(group, 0, find_divergence(replay)))


def assemble_fast(group: "Group", k: int, divergence: Divergence | None = None, *, cut: bool = False) -> Run | None:
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
        record.gradient_norms[: last + 1, :, k], np.append(inside, last), parameters, divergence, cut,
    )  # fmt: skip


def _scratch_steps(
    examples: Examples, network: NetworkConfig, segments: tuple[Segment, ...], start: np.ndarray | None, limit: int
) -> Generator[Progress, bool | None, None]:
    planned = max(segments[-1].start_epoch, segments[-1].training.epochs, 1)
    frames = frame_epochs(planned, limit, [segment.start_epoch for segment in segments])
    kept, cut, replay = _Snapshots(frames), False, None
    steps = learn(examples, network, list(segments), start)
    while not cut:
        try:
            snapshot = next(steps)
        except StopIteration as end:
            replay = end.value
            break
        again = snapshot.epoch in kept.curves  # a branch begins: the run is at the same epoch
        kept.add(snapshot)
        cut = not again and bool((yield Progress(0.99 * snapshot.epoch / planned)))
    divergence = find_divergence(replay) if replay else None
    if divergence:
        if divergence.epoch == 0:
            raise Refusal("start_not_finite")
        kept.drop(divergence.epoch)
    last = max(kept.curves)
    losses, counts, norms = (np.array(column) for column in zip(*kept.curves.values(), strict=True))
    shown = np.append(frames[frames < last], last)
    parameters = np.array([kept.parameters[epoch] for epoch in shown])
    run = _assemble(
        examples, network, segments, losses, counts, norms, shown, parameters, divergence, cut and last < planned
    )
    yield Progress(1, run)


class _Snapshots:
    """What a run keeps of its snapshots: all curves, and the parameters at the frames and of the last two epochs."""

    def __init__(self, frames: np.ndarray) -> None:
        self.curves: dict[int, tuple[tuple[float, float], tuple[int, int], np.ndarray]] = {}
        self.parameters: dict[int, np.ndarray] = {}
        self._frames = set(frames.tolist())

    def add(self, snapshot: Snapshot) -> None:
        epoch = snapshot.epoch
        self.curves[epoch] = (snapshot.losses, snapshot.hits, snapshot.gradient_norms)
        self.parameters[epoch] = snapshot.parameters
        if epoch - 2 not in self._frames:
            self.parameters.pop(epoch - 2, None)

    def drop(self, epoch: int) -> None:
        """Forget an epoch in which numbers became infinite."""
        self.curves.pop(epoch, None)
        self.parameters.pop(epoch, None)


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
    cut: bool,
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
        stopped_epoch=last if divergence is None and last < planned and not cut else None,
        cut_epoch=last if cut else None,
        divergence=divergence,
    )


def make_layout(examples: Examples, network: NetworkConfig, training: TrainingConfig) -> ParameterLayout:
    """The network's shape, with the activation that its output shows."""
    names = layer_activations(network, training.loss, examples.classes)
    if training.loss == "CrossEntropy":
        names[-1] = "Sigmoid" if examples.classes == 2 else "Softmax"
    return ParameterLayout(layer_sizes(examples, network), tuple(names), network.batch_norm)
