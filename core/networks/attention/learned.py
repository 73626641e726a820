"""A transformer's training so far: its curves, what its heads look at, and all that it needs to go on."""

from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.networks.attention.settings import TaskConfig, TransformerConfig, TransformerTrainingConfig
from core.networks.attention.tasks import SequenceTask, task_of
from core.networks.rnn.text import TextCodes


@dataclass(frozen=True)
class LearnedTransformer:
    """A snapshot: p points of the loss, q looks at held-out sequences and at the maps of one sequence of n tokens.

    A look before the first step is at step 0. The last is judged on all held-out sequences, those before it on some.
    """

    task: TaskConfig
    model: TransformerConfig
    learning: TransformerTrainingConfig
    parameters: int
    step: int
    steps: int  # that are planned
    loss_steps: np.ndarray  # (p,)
    losses: np.ndarray  # (p,) mean since the point before
    look_steps: np.ndarray  # (q,)
    test_losses: np.ndarray  # (q,) in nats, over the places that count
    test_accuracies: np.ndarray  # (q,)
    probe: np.ndarray  # (n,) tokens
    maps: np.ndarray  # (q, layers, heads, n, n) weights of attention: query, key
    weights: dict[str, np.ndarray]  # by name, each of any shape
    moments: dict[str, np.ndarray]  # of the optimizer, in the shapes of the weights
    own: TextCodes | None = None  # the text that was learned from, where it is a visitor's
    made: Made | None = None

    @property
    def sequence_task(self) -> SequenceTask:
        """What is learned."""
        return task_of(self.task, self.own)

    @property
    def share(self) -> float:
        """How much of what was planned is done."""
        return self.step / self.steps

    @property
    def ended(self) -> bool:
        """Whether all steps are done."""
        return self.step == self.steps


def learned_numbers(state: LearnedTransformer) -> dict[str, float]:
    """What the screen says of a training that has ended."""
    return {
        "parameters": state.parameters,
        "steps": state.step,
        "test_loss": float(state.test_losses[-1]),
        "test_accuracy": float(state.test_accuracies[-1]),
    }


def learned_points(state: LearnedTransformer) -> tuple[int, dict[str, float]]:
    """The newest point of each curve."""
    found = {"loss": float(state.losses[-1])} if len(state.losses) else {}
    found["test_loss"] = float(state.test_losses[-1])
    found["test_accuracy"] = float(state.test_accuracies[-1])
    return state.step, found
