"""What to try next: rules that look at the curves of a training and at nothing else."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.practice.metrics.certainty import wilson_interval
from core.practice.workbench.images import ImageSet
from core.practice.workbench.trained import Training, kept_epoch

GUESSING = 0.1  # below ln k, so near a loss is still that of guessing
FALLING = 0.05  # share by which the validation loss fell in the last third of the epochs
RISING = 0.05  # share by which it rose since its lowest
GAP = 0.05  # of accuracy, between training and validation
WEAK = 0.9  # training accuracy of a model that cannot even learn its own images
WIDE = 0.03  # half of the 95 % interval
STRONGER = {"Logistic regression": "LeNet-5", "MLP": "LeNet-5", "LeNet-5": "ResNet-8", "VGG-small": "ResNet-8"}
MOST_EPOCHS = 50


@dataclass(frozen=True)
class Advice:
    """A rule: its key, the numbers that it compares, whether it speaks, and the settings that it proposes."""

    key: str
    speaks: bool
    values: dict[str, Any]
    settings: dict[str, Any]


def advice_numbers(state: Training) -> dict[str, float]:
    """The numbers that the rules look at, of the weights that were kept."""
    kept, losses = kept_epoch(state) - 1, state.validation_losses
    train, validation = float(state.train_accuracies[kept]), float(state.validation_accuracies[kept])
    before = losses[max(0, len(losses) - 1 - max(1, len(losses) // 3))]
    return {
        "train_error": 1 - train,
        "gap": train - validation,
        "validation_accuracy": validation,
        "train_loss": float(state.train_losses[-1]),
        "guessing": float(np.log(state.classes)),
        "fall": float(1 - losses[-1] / before),
        "rise": float(losses[-1] / losses.min() - 1),
    }


def advice(state: Training, images: ImageSet) -> list[Advice]:
    """All rules, in the order in which one would follow them."""
    found, learning = advice_numbers(state), state.learning
    n, epochs = len(images.validation_labels), learning.epochs
    low, high = wilson_interval(round(found["validation_accuracy"] * n), n, 0.95)
    half = float(high - low) / 2
    network = state.model.network
    forest, idle = network == "Random forest", found["train_loss"] > found["guessing"] - GUESSING
    falling = not forest and not idle and found["fall"] >= FALLING
    overfits = found["gap"] >= GAP
    more = min(2 * images.taken, images.available)
    kinds = tuple(dict.fromkeys([*learning.augmentation, "shift", "rotate"]))
    return [
        Advice("idle", not forest and idle, {"loss": found["train_loss"], "guessing": found["guessing"]},
               {"learning_rate": max(learning.learning_rate / 10, 1e-5)}),
        Advice("longer", falling and epochs < MOST_EPOCHS,
               {"fall": 100 * found["fall"], "change": -100 * found["fall"], "want": 100 * FALLING,
                "epochs": min(2 * epochs, MOST_EPOCHS)},
               {"epochs": min(2 * epochs, MOST_EPOCHS)}),
        Advice("stop", not forest and found["rise"] >= RISING and not learning.patience,
               {"rise": 100 * found["rise"], "want": 100 * RISING, "best": state.best_epoch}, {"patience": 3}),
        Advice("augment", not forest and overfits and kinds != learning.augmentation,
               {"gap": 100 * found["gap"], "want": 100 * GAP}, {"augmentation": kinds}),
        Advice("more_images", overfits and more > images.taken,
               {"gap": 100 * found["gap"], "want": 100 * GAP, "size": more}, {"size": more}),
        Advice("stronger", network in STRONGER and not idle and not falling and 1 - found["train_error"] < WEAK,
               {"train": 100 * (1 - found["train_error"]), "want": 100 * WEAK,
                "network": STRONGER.get(network, network)},
               {"network": STRONGER.get(network, network)}),
        Advice("hold_out", half > WIDE and more > images.taken,
               {"half": 100 * half, "want": 100 * WIDE, "size": more}, {"size": more}),
        Advice("network", forest, {"trees": state.step}, {"network": "LeNet-5", "epochs": 8}),
    ]  # fmt: skip
