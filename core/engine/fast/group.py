"""From settings to the fast engine's arrays and back: one network, or eight of the same shape together."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from core.engine import activations, losses, optimizers
from core.engine.examples import Examples, check, layer_activations, layer_sizes
from core.engine.fast.lanes import WIDTH
from core.engine.fast.steps import Rule
from core.engine.fast.tables import Plan, Record, Samples, State, Wiring, Work
from core.engine.fast.training import CHUNK, train
from core.engine.losses import loss_name, make_targets
from core.engine.optimizers import first_memory, keeps_memory
from core.engine.parameters import initial_parameters, layer_views, parameter_counts, weight_places
from core.engine.schedules import learning_rates
from core.engine.scratch import Learner, set_by_hand
from core.engine.settings import NetworkConfig, Segment, TrainingConfig
from core.pace import Pace

ORDER_LIMIT = 2_000_000  # entries of one table of shuffled orders; longer stretches are trained piece by piece


@dataclass(frozen=True)
class Job:
    """One run to compute: data, network, the segments of its history, and where it starts (or None)."""

    examples: Examples
    network: NetworkConfig
    segments: tuple[Segment, ...]
    start: np.ndarray | None = None  # (parameters,)

    def end(self, number: int) -> int:
        """The epoch at which segment `number` ends."""
        own = self.segments[number]
        if number + 1 < len(self.segments):
            return self.segments[number + 1].start_epoch
        return max(own.start_epoch, own.training.epochs)

    def shape(self) -> tuple[object, ...]:
        """What jobs must share to be computed side by side."""
        names = ("loss", "batch_size", "shuffle", "optimizer", "centered", "amsgrad", "clipping", "early_stopping")
        stretches = [
            (s.start_epoch, self.end(k), s.training.dropout > 0, *(getattr(s.training, name) for name in names))
            for k, s in enumerate(self.segments)
        ]
        kept = [keeps_memory(a.training, b.training) for a, b in pairwise(self.segments)]
        examples, network = self.examples, self.network
        acts = tuple(layer_activations(network, self.segments[0].training.loss, examples.classes))
        counts = (examples.train_inputs.shape, examples.test_inputs.shape, examples.classes)
        return (layer_sizes(examples, network), acts, network.batch_norm, *counts, tuple(stretches), tuple(kept))


@lru_cache(maxsize=64)
def make_wiring(sizes: tuple[int, ...], names: tuple[str, ...], batch_norm: bool) -> Wiring:
    """The integers of `passes.Network`."""
    trained, total = parameter_counts(sizes, batch_norm)
    layers = layer_views(np.arange(total), sizes, batch_norm)
    places = [
        np.array([layer[name].flat[0] if name in layer else -1 for layer in layers], np.int64)
        for name in ("W", "b", "gamma")
    ]
    codes = np.array([activations.CODES[name] for name in names], np.int64)
    units = np.cumsum((0, *sizes[1:-1]), dtype=np.int64)
    return Wiring(np.array(sizes, np.int64), codes, places[0], places[1], places[2], units, trained)


def statistic_places(sizes: tuple[int, ...]) -> np.ndarray:
    """Where the fast engine keeps the running means and variances, in the order of the parameter vector.

    (2 * hidden units,).
    """
    units = np.split(np.arange(sum(sizes[1:-1])), np.cumsum(sizes[1:-2])) if len(sizes) > 2 else []
    return np.concatenate([part for own in units for part in (2 * own, 2 * own + 1)] or [np.zeros(0, np.int64)])


def zeros(*shape: int) -> np.ndarray:
    """Zeros of this `shape`, the first where a line of the cache begins: eight that cross lines take twice the time."""
    size = math.prod(shape)
    raw = np.zeros(size + WIDTH)
    at = -(raw.__array_interface__["data"][0] // raw.itemsize) % WIDTH
    return raw[at : at + size].reshape(shape)


def stack(columns: list[np.ndarray], rows: int) -> np.ndarray:
    """One vector (rows,), or eight of one length as (rows, 8); what they lack is zero."""
    table = zeros(rows, len(columns))
    table[: len(columns[0])] = np.transpose(columns)
    return table[:, 0] if len(columns) == 1 else table


def make_samples(inputs: list[np.ndarray], targets: list[np.ndarray]) -> Samples:
    """Rows of samples (times networks), padded by eight samples.

    inputs: (n, d) and targets: (n, outputs) of each network.
    """
    n, networks = len(inputs[0]), len(inputs)
    rows = []
    for tables in (inputs, targets):
        table = zeros(tables[0].shape[1], n + 8, networks)
        if all(one is tables[0] for one in tables):
            table[:, :n] = tables[0].T[:, :, None]
        else:
            table[:, :n] = np.stack(tables, axis=2).swapaxes(0, 1)
        rows.append(table.reshape(-1))
    return Samples(rows[0], rows[1], n, (n + 8) * networks)


def make_hyper(jobs: list[Job], settings: list[TrainingConfig]) -> np.ndarray:
    """The hyper-parameters in the order of `steps`, eight each, (HYPER_COUNT * 8,)."""
    columns = []
    for job, s in zip(jobs, settings, strict=True):
        second = {"Adadelta": s.rho, "RMSprop": s.alpha}.get(s.optimizer, s.beta2)
        dampening = s.dampening if s.momentum > 0 and s.optimizer == "Momentum" else 0.0
        columns.append([
            s.momentum, dampening, s.beta1, second, s.epsilon, s.weight_decay, s.l1, s.l2, s.clip_at, s.rate_decay,
            s.rmsprop_momentum, s.dropout, s.huber_delta, job.network.norm_momentum, s.patience,
            s.minimum_improvement,
        ])  # fmt: skip
    return np.array(columns, float).T[:, lanes_of(len(columns))].reshape(-1)


def lanes_of(networks: int) -> np.ndarray:
    """Which network each of eight lanes holds, (8,)."""
    return np.arange(8) if networks == 8 else np.zeros(8, np.int64)


def side_by_side(jobs: list[Job]) -> list[Job]:
    """Up to eight jobs as a group wants them: the last one stands in for those that lack."""
    return jobs + jobs[-1:] * (WIDTH - len(jobs))


@lru_cache(maxsize=1024)
def dropout_key(seed: int) -> int:
    """The key of the masks of dropout."""
    return int(np.random.SeedSequence(seed).generate_state(1, np.uint64)[0])


class Group:
    """One network, or eight, on their way through the segments of their jobs."""

    def __init__(self, jobs: list[Job], frames: np.ndarray, losses_every: int = 1) -> None:
        if len(jobs) not in (1, WIDTH):
            raise ValueError(f"a group is one network or {WIDTH}, not {len(jobs)}.")
        first = jobs[0]
        for job in jobs:
            check(job.examples, job.network, job.segments[0].training)
        self.jobs, self.networks, self.losses_every = jobs, len(jobs), losses_every
        self.sizes, self.batch_norm = layer_sizes(first.examples, first.network), first.network.batch_norm
        s, classes = first.segments[0].training, first.examples.classes
        acts = tuple(layer_activations(first.network, s.loss, classes))
        self.wiring = make_wiring(self.sizes, acts, self.batch_norm)
        self.trained, self.total = parameter_counts(self.sizes, self.batch_norm)
        self.places = statistic_places(self.sizes) if self.batch_norm else np.zeros(0, np.int64)
        self.rows = (self.trained + 7) // 8 * 8
        vectors = [initial_parameters(j.network, self.sizes) if j.start is None else j.start.copy() for j in jobs]
        drawn = len(jobs) == 1 or any(segment.training.shuffle for job in jobs for segment in job.segments)
        self.rngs = [np.random.default_rng(job.segments[0].training.order_seed) for job in jobs] if drawn else []
        flat = self.rows * self.networks
        self.step, self.clock, self.epoch, self.diverged = 0, 0, 0, False
        p, statistics = self.columns(vectors)
        self.state = State(p, statistics, p.reshape(-1), statistics.reshape(-1), zeros(3 * flat), np.ones(16))
        weights = weight_places(self.sizes, self.batch_norm)
        self.penalized = stack([weights] * self.networks, self.rows).reshape(-1)
        self.train_set, self.test_set = self.samples()
        n, size = self.train_set.samples, max(segment.training.batch_size for segment in first.segments)
        units = sum(self.sizes[1:])
        longest = max((min(size, n) * self.networks + 7) // 8 * 8, CHUNK)
        raw, z, values, masks, errors = zeros(5, units * longest + 16)
        gradient = zeros(*self.state.parameters.shape)
        self.work = Work(
            raw, z, values, masks, errors, gradient, gradient.reshape(-1), zeros(flat), zeros(*statistics.shape),
            zeros(16), zeros(len(self.train_set.inputs)), zeros(len(self.train_set.targets)),
        )  # fmt: skip
        epochs, k = max(job.end(i) for job in jobs for i in range(len(job.segments))), self.networks
        flat_statistics = statistics.size
        self.record = Record(
            np.zeros((epochs + 1, 2, k)), np.zeros((epochs + 1, 2, k)), np.zeros((epochs + 1, len(self.sizes) - 1, k)),
            frames.astype(np.int64), np.zeros((len(frames), flat)), np.zeros((len(frames), flat_statistics)),
            np.zeros(flat), np.zeros(flat_statistics), np.full(k, -1), np.stack([np.full(k, np.inf), np.zeros(k)]),
        )  # fmt: skip

    def samples(self) -> tuple[Samples, Samples]:
        """Training and test samples of all jobs."""
        known: dict[tuple[int, str], tuple[list[np.ndarray], list[np.ndarray]]] = {}  # networks often share their data
        columns = []
        for job in self.jobs:
            own, loss = job.examples, job.segments[0].training.loss
            if (id(own), loss) not in known:
                labels = (own.train_labels, own.test_labels)
                targets = [make_targets(one, own.classes, loss) for one in labels]
                known[id(own), loss] = [own.train_inputs, own.test_inputs], targets
            columns.append(known[id(own), loss])
        train_set, test_set = (make_samples([x[k] for x, _ in columns], [y[k] for _, y in columns]) for k in (0, 1))
        return train_set, test_set

    def columns(self, vectors: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """Parameter vectors as the fast engine's parameters and statistics.

        vectors: (parameters,) each. Returns (rows,) and (2 * units,) for one, (rows, 8) and (2 * units, 8) for eight.
        """
        statistics = np.zeros((len(vectors), 2 * sum(self.sizes[1:])))
        statistics[:, self.places] = [vector[self.trained :] for vector in vectors]
        return stack([v[: self.trained] for v in vectors], self.rows), stack(list(statistics), statistics.shape[1])

    def vectors(self, parameters: np.ndarray, statistics: np.ndarray, k: int) -> np.ndarray:
        """Parameter vectors of network k, from (…, flat) parameters and statistics."""
        own = parameters[..., k :: self.networks][..., : self.trained]
        return np.concatenate([own, statistics[..., k :: self.networks][..., self.places]], axis=-1)

    def now(self, k: int) -> np.ndarray:
        """The parameter vector (parameters,) of network k as it stands."""
        return self.vectors(self.state.flat_parameters, self.state.flat_statistics, k)

    def begin_segment(self, number: int) -> None:
        """New settings: a new optimizer where its memory does not fit, new seeds, parameters set by hand."""
        segments = [job.segments[number] for job in self.jobs]
        before = [job.segments[max(number - 1, 0)].training for job in self.jobs]
        for job, segment in zip(self.jobs, segments, strict=True):
            check(job.examples, job.network, segment.training)
        if number == 0 or not keeps_memory(before[0], segments[0].training):
            memories = [first_memory(self.trained, segment.training) for segment in segments]
            rows = [stack([memory[i] for memory in memories], self.rows).reshape(-1) for i in range(3)]
            self.state.moments[:] = np.concatenate(rows)
            self.state.powers[:] = 1
            self.step = 0
        for k, segment in enumerate(segments):
            if self.rngs and before[k].order_seed != segment.training.order_seed:
                self.rngs[k] = np.random.default_rng(segment.training.order_seed)
        if any(segment.edits for segment in segments):
            vectors = [self.now(k) for k in range(self.networks)]
            for vector, segment in zip(vectors, segments, strict=True):
                set_by_hand(vector, segment)
            self.state.parameters[:], self.state.statistics[:] = self.columns(vectors)

    def run(self, limit: int | None = None) -> bool:
        """Train through all segments, or to epoch `limit`; False where a single network diverged in `epoch`."""
        for _ in self.steps(limit):
            pass
        return not self.diverged

    def steps(self, limit: int | None = None, pace: Pace | None = None) -> Iterator[int]:
        """The same in stretches as `pace` says, or in one; the epoch reached after each."""
        for number in range(len(self.jobs[0].segments)):
            if limit is not None and self.jobs[0].segments[number].start_epoch > limit:
                return
            self.begin_segment(number)
            end = self.jobs[0].end(number) if limit is None else min(limit, self.jobs[0].end(number))
            yield from self.segment_steps(number, end, pace)
            if self.diverged:
                return
            if (self.record.stopped >= 0).all():
                last = number + 1 == len(self.jobs[0].segments)
                if last or self.epoch < end:
                    return
            again = self.record.stopped == self.epoch  # stopped where a branch begins: it goes on
            self.record.stopped[again], self.record.watch[1, again] = -1, 0

    def segment_steps(self, number: int, end: int, pace: Pace | None) -> Iterator[int]:
        """Train to epoch `end` with the settings of one segment."""
        settings = [job.segments[number].training for job in self.jobs]
        s, n = settings[0], self.train_set.samples
        lanes, hyper = lanes_of(self.networks), make_hyper(self.jobs, settings)
        courses = {own: learning_rates(own, max(end, own.epochs)) for own in set(settings)}
        rates = np.stack([courses[own] for own in settings], axis=1)[:, lanes]
        keys = np.array([dropout_key(own.order_seed) for own in settings], np.uint64)
        loss = losses.CODES[loss_name(s.loss, self.jobs[0].examples.classes)]
        dropout = s.dropout > 0 and len(self.sizes) > 2
        plan = Plan(loss, s.batch_size, dropout, s.early_stopping, self.losses_every)
        variant = (s.optimizer == "RMSprop" and s.centered) or (s.optimizer in ("Adam", "AdamW") and s.amsgrad)
        rule = Rule(optimizers.CODES[s.optimizer], variant, ("None", "Norm", "Value").index(s.clipping))
        batches = -(-n // s.batch_size)
        piece = max(1, ORDER_LIMIT // (n * self.networks)) if s.shuffle else max(end - self.epoch, 1)
        while True:
            until = min(end, self.epoch + (min(piece, pace.begin()) if pace else piece))
            order = self.orders(until - self.epoch, n) if s.shuffle else np.zeros((0, 0, self.networks), np.int32)
            reached = train(
                self.wiring, plan, rule, self.state, hyper, rates.reshape(-1), self.penalized, keys, self.train_set,
                self.test_set, order, self.epoch, until, self.step, self.clock, self.work, self.record,
            )  # fmt: skip
            done = reached - self.epoch
            if pace and done:
                pace.end(done)
            self.step, self.clock, self.epoch = self.step + done * batches, self.clock + done * batches, reached
            if self.networks == 1 and self.losses_every and not self.finite():
                self.diverged = True
                return
            if done:  # else a branch begins and ends here
                yield reached
            if reached < until or until == end:
                return

    def finite(self) -> bool:
        """Whether the losses of this epoch and all parameters are numbers."""
        parts = (self.record.losses[self.epoch], self.state.parameters, self.state.statistics)
        return all(bool(np.isfinite(part).all()) for part in parts)

    def orders(self, epochs: int, n: int) -> np.ndarray:
        """The order of the samples in each of the next epochs (epochs, n, networks)."""
        rows = np.tile(np.arange(n, dtype=np.int32), (epochs, 1))
        return np.stack([rng.permuted(rows, axis=1) for rng in self.rngs], axis=2)

    def learner(self) -> Learner:
        """The single network as the from-scratch engine holds it."""
        learner = Learner(self.now(0), self.sizes, self.batch_norm, self.jobs[0].segments[0].training)
        learner.memory = self.state.moments.reshape(3, -1)[:, : self.trained].copy()
        learner.step, learner.clock = self.step, self.clock
        return learner
