"""A training so far: its curves, its wall of images, and all that it needs to go on."""

from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.practice.workbench.settings import ImageModelConfig, ImageTrainingConfig

WALL = 240  # held-out images that are followed
Weights = dict[str, np.ndarray]


@dataclass(frozen=True)
class Training:
    """A snapshot of a training: p points of the loss, e epochs, q looks at the m images of the wall, k classes.

    With patience the probabilities and `weights` of a training that has ended are those of `best_epoch`, else of the
    last one. A random forest counts trees in place of steps, and has no losses but one look at its end.
    """

    model: ImageModelConfig
    learning: ImageTrainingConfig
    shape: tuple[int, int, int]  # of an image: side, side, channels
    classes: int
    parameters: int
    step: int
    steps: int  # that are planned
    ended: bool
    best_epoch: int  # with the lowest validation loss, from 1 on
    loss_steps: np.ndarray  # (p,)
    losses: np.ndarray  # (p,) mean since the point before
    epoch_steps: np.ndarray  # (e,)
    train_losses: np.ndarray  # (e,) mean over the epoch, as the network changed
    train_accuracies: np.ndarray  # (e,)
    validation_losses: np.ndarray  # (e,)
    validation_accuracies: np.ndarray  # (e,)
    look_steps: np.ndarray  # (q,)
    look_truths: np.ndarray  # (q, m) probability of the true class
    look_guesses: np.ndarray  # (q, m) class with the highest probability
    validation_probabilities: np.ndarray  # (held out, k)
    test_probabilities: np.ndarray  # (tested, k), nothing before the end
    mean: np.ndarray  # (channels,) of the pixels that are learned from, from 0 to 1
    deviation: np.ndarray  # (channels,)
    epoch_sums: np.ndarray  # (3,) of the open epoch: images, losses, hits
    weights: Weights  # by name, each of any shape
    moments: Weights  # of the optimizer, in the shapes of the weights
    best_weights: Weights  # in the shapes of the weights
    made: Made | None = None

    @property
    def share(self) -> float:
        """How much of what was planned is done."""
        return 1.0 if self.ended else min(self.step / self.steps, 0.999)

    @property
    def epochs(self) -> int:
        """How many are over."""
        return len(self.epoch_steps)


def training_points(state: Training) -> tuple[int, dict[str, float]]:
    """The newest point of each curve: the loss, and at the end of an epoch what the held-out images say."""
    found = {"loss": float(state.losses[-1])} if len(state.losses) and state.loss_steps[-1] == state.step else {}
    if state.epochs and state.epoch_steps[-1] == state.step:
        found["train_accuracy"] = float(state.train_accuracies[-1])
        found["validation_loss"] = float(state.validation_losses[-1])
        found["validation_accuracy"] = float(state.validation_accuracies[-1])
    return state.step, found


def training_epochs(state: Training) -> float | None:
    """How often each image has been seen, with the part of the open epoch; the trees of a forest are no epochs."""
    if state.model.network == "Random forest":
        return None
    return state.step * state.learning.epochs / state.steps


def kept_epoch(state: Training) -> int:
    """The epoch, from 1 on, whose weights are the result."""
    return state.best_epoch if state.learning.patience and state.ended else state.epochs


def training_numbers(state: Training) -> dict[str, float]:
    """What the screen says of a training that has ended."""
    kept = kept_epoch(state) - 1
    return {
        "parameters": state.parameters,
        "steps": state.step,
        "epochs": state.epochs,
        "kept_epoch": kept + 1,
        "train_loss": float(state.train_losses[kept]),
        "train_accuracy": float(state.train_accuracies[kept]),
        "validation_loss": float(state.validation_losses[kept]),
        "validation_accuracy": float(state.validation_accuracies[kept]),
    }


def settings_in_use(
    model: ImageModelConfig, learning: ImageTrainingConfig
) -> tuple[ImageModelConfig, ImageTrainingConfig]:
    """The same with every knob at its default that this model does not read: equal work is one run."""
    forest = model.network == "Random forest"
    model = ImageModelConfig(
        network=model.network,
        hidden=model.hidden if model.network == "MLP" else ImageModelConfig().hidden,
        dropout=ImageModelConfig().dropout if forest else model.dropout,
        trees=model.trees if forest else ImageModelConfig().trees,
    )
    return model, ImageTrainingConfig(training_seed=learning.training_seed) if forest else learning


def majority_share(train_labels: np.ndarray, judged_labels: np.ndarray) -> float:
    """Accuracy on `judged_labels` (m,) of always answering the class that is commonest in `train_labels` (n,)."""
    return float((judged_labels == np.bincount(train_labels).argmax()).mean())
