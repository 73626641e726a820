"""A transformer learns a task: a generator of snapshots that goes on from any of them."""

import math
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.jobs.registry import register
from core.networks.attention.learned import LearnedTransformer, learned_points
from core.networks.attention.settings import TaskConfig, TransformerConfig, TransformerTrainingConfig
from core.networks.attention.tasks import Examples, SequenceTask, task_of
from core.networks.attention.transformer import Transformer, weight_count
from core.networks.rnn.text import TextCodes
from core.refusal import Refusal

LOOKS = 40  # beside the one before the first step; the early ones lie closer
HELD_OUT_SEQUENCES = 200
FEWEST_SEQUENCES = 24  # held out, that a look on the way is judged on
LOOK_SHARE = 0.05  # of the work of training that may go into all looks but the last
STEP_WORK = 3  # times the work of a look at a sequence: forward and backward
HELD_OUT_SEED = 999_983
POINT_STEPS = 5
LIFE_STEPS = 10  # between two signs of life
HEAVY = 1e9  # multiply-adds of a step, above which each step gives a sign of life


def train_transformer(
    task: TaskConfig, model: TransformerConfig, learning: TransformerTrainingConfig, own: TextCodes | None = None,
    start: LearnedTransformer | None = None,
) -> Iterator[LearnedTransformer | None]:  # fmt: skip
    """Train a transformer on a task; goes on from `start`. Refusal where the loss is no longer a number.

    own: a visitor's text, for the task of characters on one's "own". All chance comes from the seed and the number of
    the step.
    """
    torch.set_num_threads(1)  # sums in the same order on every machine
    learner = TransformerLearner(task_of(task, own), task, model, learning, start, own=own)
    yield learner.snapshot()
    while learner.step < learning.train_steps:
        yield learner.go_on()


class TransformerLearner:
    """A transformer while it learns, and what is noted of it."""

    def __init__(
        self, task: SequenceTask, named: TaskConfig, model: TransformerConfig, learning: TransformerTrainingConfig,
        start: LearnedTransformer | None = None, probe: Tensor | None = None, own: TextCodes | None = None,
    ) -> None:  # fmt: skip
        self.task, self.named, self.model, self.learning, self.own = task, named, model, learning, own
        self.net = seeded_transformer(task, model, learning.train_seed)
        self.optimizer = torch.optim.Adam(self.net.parameters(), learning.rate, betas=(0.9, 0.98))
        self.held_out = held_out_examples(task)
        self.probe = self.held_out[0][0] if probe is None else probe
        self.look_at = look_steps(learning.train_steps)
        self.few = sequences_of_a_look(learning)
        products = weight_count(self.net) * learning.batch_size * task.length * 3
        self.life_steps = 1 if products > HEAVY else LIFE_STEPS
        self.step, self.since = 0, [0.0, 0]
        self.curves: dict[str, list[float]] = {
            name: [] for name in ("loss_steps", "losses", "look_steps", "test_losses", "test_accuracies")
        }
        self.maps: list[np.ndarray] = []
        if start is None:
            self.look()
        else:
            self._from(start)

    def _from(self, start: LearnedTransformer) -> None:
        self.step, self.maps = start.step, list(start.maps)
        self.curves = {name: getattr(start, name).tolist() for name in self.curves}
        self.net.load_state_dict({name: torch.from_numpy(one) for name, one in start.weights.items()})
        state: dict[int, dict[str, Tensor]] = {}
        for name, moment in start.moments.items():
            place, _, kind = name.partition(".")
            state.setdefault(int(place), {})[kind] = torch.from_numpy(moment)
        groups = self.optimizer.state_dict()["param_groups"]
        self.optimizer.load_state_dict({"state": state, "param_groups": groups})

    def go_on(self) -> LearnedTransformer | None:
        """Some steps of the optimizer; a snapshot where the held-out sequences were looked at."""
        while True:
            self.update()
            if self.step % POINT_STEPS == 0:
                self.point()
            if self.step in self.look_at:
                self.point()
                self.look()
                return self.snapshot()
            if self.step % self.life_steps == 0:
                return None

    def update(self) -> None:
        """One step of Adam on the mean loss of a fresh batch."""
        generator = torch.Generator().manual_seed(self.learning.train_seed * 1_000_003 + self.step + 1)
        x, y, counts = self.task.draw(generator, self.learning.batch_size, True)
        logits, _ = self.net(x)
        loss = cross_entropy(logits[counts], y[counts])
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
        self.step += 1
        value = loss.item()
        if not math.isfinite(value):
            raise Refusal("training_diverged", step=self.step, rate=self.learning.rate)
        self.since = [self.since[0] + value, self.since[1] + 1]

    def point(self) -> None:
        """Note the mean loss of the steps since the last point."""
        total, count = self.since
        if count:
            self.curves["loss_steps"].append(self.step)
            self.curves["losses"].append(total / count)
            self.since = [0.0, 0]

    def look(self) -> None:
        """Note what the network makes of held-out sequences, at last of all, and what its heads look at."""
        x, y, counts = self.held_out
        count = len(x) if self.step == self.learning.train_steps else self.few
        loss, accuracy = judged(self.net, (x[:count], y[:count], counts[:count]))
        for name, value in (("look_steps", self.step), ("test_losses", loss), ("test_accuracies", accuracy)):
            self.curves[name].append(value)
        self.maps.append(attention_maps(self.net, self.probe))

    def snapshot(self) -> LearnedTransformer:
        """All of it, as it is now; nothing in it changes any more."""
        whole = {name: torch.tensor(0) if value is None else value for name, value in self.net.state_dict().items()}
        moments = {
            f"{place}.{kind}": moment.detach().numpy().copy()
            for place, found in self.optimizer.state_dict()["state"].items()
            for kind, moment in found.items()
        }
        curves: dict[str, Any] = {
            name: np.array(line, int if name.endswith("_steps") else float) for name, line in self.curves.items()
        }
        ended = self.step == self.learning.train_steps
        return LearnedTransformer(
            task=self.named, model=self.model, learning=self.learning, parameters=weight_count(self.net),
            step=self.step, steps=self.learning.train_steps, **curves, probe=self.probe.numpy().copy(),
            maps=np.array(self.maps), weights={name: one.numpy().copy() for name, one in whole.items()},
            moments={} if ended else moments, own=self.own,
        )  # fmt: skip


def seeded_transformer(task: SequenceTask, model: TransformerConfig, seed: int) -> Transformer:
    """The untrained network; equal seeds give equal weights."""
    generator = torch.Generator().manual_seed(seed)
    return Transformer(model, len(task.tokens), len(task.classes), task.length, task.causal, generator)


def untrained_run(
    task: TaskConfig, model: TransformerConfig, learning: TransformerTrainingConfig, own: TextCodes | None = None
) -> LearnedTransformer:  # fmt: skip
    """The network before its first step; Refusal where it cannot be built."""
    first = next(train_transformer(task, model, learning, own))
    assert first is not None
    return first


def trained_transformer(state: LearnedTransformer) -> Transformer:
    """The network with the weights of a snapshot."""
    net = seeded_transformer(state.sequence_task, state.model, state.learning.train_seed)
    net.load_state_dict({name: torch.from_numpy(one) for name, one in state.weights.items()})
    return net


def held_out_examples(task: SequenceTask) -> Examples:
    """Sequences that all networks of a task are judged on; none of them is drawn for that purpose in training."""
    return task.draw(torch.Generator().manual_seed(HELD_OUT_SEED), HELD_OUT_SEQUENCES, False)


def judged(net: Transformer, examples: Examples, kept: Tensor | None = None) -> tuple[float, float]:
    """Mean loss in nats and accuracy, over the places that count; kept: (layers, heads), 0 for heads that are out.

    In double precision, so that the numbers are those of the weights and not of the order of sums.
    """
    x, y, counts = examples
    with torch.inference_mode():
        logits, _ = in_double(net)(x, kept)
    said, truth = logits[counts], y[counts]
    return float(cross_entropy(said, truth)), float((said.argmax(dim=1) == truth).double().mean())


def in_double(net: Transformer) -> Transformer:
    """A copy of the network that computes in double precision, with the same weights."""
    return deepcopy(net).double()


def attention_maps(net: Transformer, tokens: Tensor) -> np.ndarray:
    """(layers, heads, n, n) weights of attention in one sequence, query by key; rounded to single precision."""
    with torch.inference_mode():
        _, found = in_double(net)(tokens[None])
    return torch.stack(found)[:, 0].numpy().astype(np.float32)


def sequences_of_a_look(learning: TransformerTrainingConfig) -> int:
    """How many held-out sequences the looks on the way are judged on, so that they cost little beside the training."""
    most = LOOK_SHARE * STEP_WORK * learning.train_steps * learning.batch_size / LOOKS
    return int(min(max(most, FEWEST_SEQUENCES), HELD_OUT_SEQUENCES))


def look_steps(steps: int) -> set[int]:
    """After which steps the held-out sequences are looked at: evenly in the square root of the step."""
    return set((np.linspace(0, 1, LOOKS + 1)[1:] ** 2 * steps).round().astype(int).tolist()) - {0} | {steps}


register(train_transformer, share=lambda state: state.share, points=learned_points)
