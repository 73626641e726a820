"""The network engine from scratch, in NumPy: batch after batch, epoch after epoch.

The fast engine computes the same numbers some hundred times faster.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from core.data.playground import DataConfig, make_dataset
from core.engine.examples import Examples, check, layer_activations, layer_sizes, make_examples
from core.engine.layers import backward, dropout_masks, forward
from core.engine.losses import LOSSES, Loss, hits, loss_name, make_targets
from core.engine.optimizers import first_memory, keeps_memory, update
from core.engine.parameters import Layer, initial_parameters, layer_views, weight_places
from core.engine.schedules import learning_rates
from core.engine.settings import Branches, NetworkConfig, Segment, TrainingConfig, read_branches
from core.refusal import Refusal


@dataclass(frozen=True)
class Snapshot:
    """A network after an epoch; losses and hits are those of the training and of the test set."""

    epoch: int
    losses: tuple[float, float]
    hits: tuple[int, int]
    parameters: np.ndarray  # (parameters,)
    gradient_norms: np.ndarray  # (layers,)
    stopped: bool = False  # by the rule of early stopping


class Learner:
    """A network in training: everything that changes while it learns."""

    def __init__(self, vector: np.ndarray, sizes: tuple[int, ...], batch_norm: bool, s: TrainingConfig) -> None:
        self.vector, self.gradient = vector, np.zeros_like(vector)
        self.layers = layer_views(vector, sizes, batch_norm)
        self.gradients = layer_views(self.gradient, sizes, batch_norm)
        self.is_weight = weight_places(sizes, batch_norm)
        self.clock = 0  # steps of the whole run
        self.restart(s)

    def restart(self, s: TrainingConfig) -> None:
        """A new optimizer, without memory."""
        self.memory, self.step = first_memory(len(self.is_weight), s), 0

    def copy(self, sizes: tuple[int, ...], batch_norm: bool, s: TrainingConfig) -> "Learner":
        """The same state, apart from this one."""
        other = Learner(self.vector.copy(), sizes, batch_norm, s)
        other.memory, other.step, other.clock = self.memory.copy(), self.step, self.clock
        return other


@dataclass(frozen=True)
class Task:
    """What a stretch of training does not change."""

    network: NetworkConfig
    training: TrainingConfig
    activations: list[str]
    loss: Loss
    inputs: np.ndarray  # (n, d)
    targets: np.ndarray  # (n, outputs)


@dataclass(frozen=True)
class Replay:
    """An epoch that can be learned once more: its state, samples and learning rate."""

    learner: Learner
    task: Task
    batches: list[np.ndarray]  # (samples,) each: their numbers
    learning_rate: float
    epoch: int


def make_task(examples: Examples, network: NetworkConfig, s: TrainingConfig) -> Task:
    """The training set and the formulas that the settings name."""
    return Task(
        network=network,
        training=s,
        activations=layer_activations(network, s.loss, examples.classes),
        loss=LOSSES[loss_name(s.loss, examples.classes)],
        inputs=examples.train_inputs,
        targets=make_targets(examples.train_labels, examples.classes, s.loss),
    )


def learn_batch(learner: Learner, task: Task, batch: np.ndarray, η: float) -> None:
    """Forwards, backwards, update, on the training samples with the numbers `batch` (samples,)."""
    s, hidden = task.training, task.network.hidden
    masks = dropout_masks(hidden, s, learner.clock, len(batch)) if s.dropout and hidden else []
    momentum = task.network.norm_momentum
    values, caches = forward(learner.layers, task.activations, task.inputs[batch], masks, momentum)
    error = task.loss.slope(values[-1], task.targets[batch], s.huber_delta) / len(batch)
    backward(learner.layers, learner.gradients, task.activations, values, caches, masks, error)
    learner.step += 1
    learner.clock += 1
    trained = len(learner.is_weight)
    p, g = learner.vector[:trained], learner.gradient[:trained]
    update(p, g, learner.is_weight, learner.memory, learner.step, η, s)


def assess(learner: Learner, examples: Examples, task: Task) -> tuple[tuple[float, float], tuple[int, int]]:
    """Mean losses and hits on the training and the test set."""
    losses, counts = [], []
    for inputs, labels in (
        (examples.train_inputs, examples.train_labels),
        (examples.test_inputs, examples.test_labels),
    ):
        outputs = forward(learner.layers, task.activations, inputs)[0][-1]
        targets = make_targets(labels, examples.classes, task.training.loss)
        losses.append(float(task.loss.value(outputs, targets, task.training.huber_delta).mean()))
        counts.append(hits(outputs, labels, examples.classes))
    return (losses[0], losses[1]), (counts[0], counts[1])


def layer_norms(parts: list[Layer]) -> np.ndarray:
    """The length of each layer's part of a gradient, (layers,)."""
    names = ("W", "b", "gamma", "beta")
    return np.array([np.sqrt(sum((part[name] ** 2).sum() for name in names if name in part)) for part in parts])


def batches_of(n: int, s: TrainingConfig, rng: np.random.Generator) -> list[np.ndarray]:
    """The numbers (samples,) of the samples in each batch of an epoch."""
    order = rng.permuted(np.arange(n)) if s.shuffle else np.arange(n)
    return np.split(order, range(s.batch_size, n, s.batch_size))


def learn(
    examples: Examples, network: NetworkConfig, segments: list[Segment], start: np.ndarray | None = None
) -> Generator[Snapshot, None, Replay | None]:
    """Train: a snapshot where each segment starts, then one after each epoch, as long as all numbers are finite.

    start: (parameters,). Returns what it takes to replay the epoch in which they were no longer.
    """
    sizes = layer_sizes(examples, network)
    s, epoch, best, waited = segments[0].training, 0, np.inf, 0
    vector = initial_parameters(network, sizes) if start is None else start.copy()
    learner, rng = Learner(vector, sizes, network.batch_norm, s), np.random.default_rng(s.order_seed)
    gradient_sum, norms = np.zeros_like(vector), np.zeros(len(sizes) - 1)
    for number, segment in enumerate(segments):
        if not keeps_memory(s, segment.training):
            learner.restart(segment.training)
        if s.order_seed != segment.training.order_seed:
            rng = np.random.default_rng(segment.training.order_seed)
        s = segment.training
        check(examples, network, s)
        task = make_task(examples, network, s)
        set_by_hand(vector, segment)
        last = number + 1 == len(segments)
        end = max(segment.start_epoch, s.epochs) if last else segments[number + 1].start_epoch
        rates = learning_rates(s, max(end, s.epochs))
        with np.errstate(all="ignore"):
            losses, counts = assess(learner, examples, task)
        if not np.isfinite(sum(losses)):
            return Replay(learner=learner, task=task, batches=[], learning_rate=0.0, epoch=epoch)
        yield Snapshot(epoch=epoch, losses=losses, hits=counts, parameters=vector.copy(), gradient_norms=norms)
        while epoch < end:
            before, batches = learner.copy(sizes, network.batch_norm, s), batches_of(len(task.inputs), s, rng)
            gradient_sum[:] = 0
            with np.errstate(all="ignore"):
                for batch in batches:
                    learn_batch(learner, task, batch, rates[epoch])
                    gradient_sum += learner.gradient
                epoch += 1
                losses, counts = assess(learner, examples, task)
                norms = layer_norms(layer_views(gradient_sum / len(batches), sizes, network.batch_norm))
            if not (np.isfinite(losses).all() and np.isfinite(vector).all()):
                return Replay(learner=before, task=task, batches=batches, learning_rate=rates[epoch - 1], epoch=epoch)
            if s.early_stopping:
                best, waited = (losses[1], 0) if losses[1] < best - s.minimum_improvement else (best, waited + 1)
            stopped = s.early_stopping and waited >= s.patience
            yield Snapshot(
                epoch=epoch, losses=losses, hits=counts, parameters=vector.copy(), gradient_norms=norms, stopped=stopped
            )
            if stopped and (last or epoch < end):
                return None
            waited = 0 if stopped else waited
    return None


def set_by_hand(vector: np.ndarray, segment: Segment) -> None:
    """Write the parameters that are edited where the segment starts into the vector (parameters,)."""
    for index, value in segment.edits:
        if index >= len(vector):
            raise Refusal("branch_weight", last=len(vector) - 1, got=index)
        vector[index] = value


@dataclass(frozen=True)
class LossCurves:
    """Losses after each epoch, from epoch 0 on, and the parameters at the end."""

    train_losses: np.ndarray  # (epochs + 1,)
    test_losses: np.ndarray  # (epochs + 1,)
    parameters: np.ndarray  # (parameters,)


def train_from_scratch(
    data: DataConfig, network: NetworkConfig, training: TrainingConfig, history: Branches, until: int | None = None
) -> LossCurves:
    """Draw the data, train the network, not beyond epoch `until`, and return what the stage shows."""
    examples = make_examples(make_dataset(data), data.inputs)
    losses, parameters = {}, np.zeros(0)
    for snapshot in learn(examples, network, read_branches(history, training)):
        losses[snapshot.epoch] = snapshot.losses
        parameters = snapshot.parameters
        if snapshot.epoch == until:
            break
    curves = np.array(list(losses.values())).reshape(-1, 2)
    return LossCurves(curves[:, 0], curves[:, 1], parameters)
