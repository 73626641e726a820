"""Where a network that diverges first leaves the numbers: the layer and the quantity."""

from dataclasses import dataclass

import numpy as np

from core.engine.layers import forward
from core.engine.parameters import Layer
from core.engine.scratch import Replay, learn_batch


@dataclass(frozen=True)
class Divergence:
    """The first number that became infinite or undefined: in which epoch, and in which layer.

    Layer 0 is the first behind the inputs. quantity: "sum" (a unit's weighted sum), "loss", "gradient" or "parameter".
    """

    epoch: int
    layer: int
    quantity: str


def find_divergence(replay: Replay) -> Divergence:
    """Replay the epoch batch by batch until something is no number; "loss" of the output layer where nothing is."""
    learner, task = replay.learner, replay.task
    top = len(learner.layers) - 1
    with np.errstate(all="ignore"):
        for batch in replay.batches:
            values = forward(learner.layers, task.activations, task.inputs[batch])[1]
            learn_batch(learner, task, batch, replay.learning_rate)
            for k, cache in enumerate(values):
                if not np.isfinite(cache["z"]).all():
                    return Divergence(replay.epoch, k, "sum")
            for k in range(top, -1, -1):
                if not finite(learner.gradients[k]):
                    return Divergence(replay.epoch, k, "gradient")
            for k, layer in enumerate(learner.layers):
                if not finite(layer):
                    return Divergence(replay.epoch, k, "parameter")
    return Divergence(replay.epoch, top, "loss")


def finite(layer: Layer) -> bool:
    """Whether all trained parts of a layer are numbers."""
    return all(np.isfinite(part).all() for name, part in layer.items() if name not in ("mean", "variance"))
