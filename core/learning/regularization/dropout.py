"""Dropout: one mask after another over the hidden layer of a trained network, and what their average computes."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.code_export import Made
from core.engine.parameters import layer_views
from core.engine.scratch import learn
from core.engine.settings import Segment
from core.learning.regularization.sample import GRID
from core.learning.regularization.settings import CuresConfig, DropoutConfig
from core.learning.regularization.training import network_settings, noisy_examples

UNITS = 16
EPOCHS_LEARNED = 1500
MOST_MASKS = 200
RATE_LEARNED = 0.2


@dataclass(frozen=True)
class DroppedNetwork:
    """A trained network of one hidden layer, and the points it learned from."""

    weights: np.ndarray  # (units, 2): of x, and the bias
    out: np.ndarray  # (units,): the output's weights
    bias: float
    x: np.ndarray  # (n,)
    y: np.ndarray  # (n,)
    made: Made | None = None

    def active(self, x: np.ndarray) -> np.ndarray:
        """The hidden activations (n, units) at x (n,)."""
        return np.asarray(np.tanh(np.outer(x, self.weights[:, 0]) + self.weights[:, 1]))


@dataclass(frozen=True)
class MaskedOutputs:
    """Outputs under masks: curves on the grid (places,), and at one place the terms of every unit.

    kept: (masks, units) booleans; one, average, whole, sd: (places,); outputs: (masks,) at the place; terms: (units,),
    the output weight times the activation there. `sd` is the exact standard deviation over all masks.
    """

    kept: np.ndarray
    one: np.ndarray
    average: np.ndarray
    whole: np.ndarray
    sd: np.ndarray
    terms: np.ndarray
    outputs: np.ndarray
    whole_at: float
    sd_at: float


def dropped_network(rate: float) -> DroppedNetwork:
    """A network of 16 hidden units, trained with dropout of this rate on 30 noisy points."""
    config = CuresConfig(width=UNITS, samples=30, noise_level=0.2, dropout_rate=rate, cure_seed=1)
    examples, (network, training) = noisy_examples(config), network_settings(config)
    *_, last = learn(examples, network, [Segment(0, replace(training, epochs=EPOCHS_LEARNED))])
    hidden, output = layer_views(last.parameters, (1, UNITS, 1), False)
    return DroppedNetwork(
        weights=np.hstack([hidden["W"], hidden["b"][:, None]]), out=output["W"][0].copy(), bias=float(output["b"][0]),
        x=examples.train_inputs[:, 0], y=examples.train_labels,
    )  # fmt: skip


def draw_masks(config: DropoutConfig) -> np.ndarray:
    """Which units every mask keeps: (masks, units); the first ones are the same however many are averaged."""
    rng = np.random.default_rng(config.mask_seed)
    return np.asarray(rng.random((MOST_MASKS, UNITS)) >= config.rate)


def masked_outputs(network: DroppedNetwork, config: DropoutConfig) -> MaskedOutputs:
    """Inverted dropout: what is kept is multiplied by 1/(1 - rate), so that the mean over masks is the whole network.

    The variance at a place is rate/(1 - rate) times the sum of the squared terms.
    """
    kept = draw_masks(config)
    factors = kept / (1 - config.rate)
    terms = network.active(GRID) * network.out  # (places, units)
    at = (network.active(np.array([config.at])) * network.out)[0]
    wobble = config.rate / (1 - config.rate)
    return MaskedOutputs(
        kept=kept, one=terms @ factors[config.mask - 1] + network.bias,
        average=terms @ factors[: config.masks].mean(axis=0) + network.bias, whole=terms.sum(axis=1) + network.bias,
        sd=np.sqrt(wobble * (terms**2).sum(axis=1)), terms=at, outputs=factors @ at + network.bias,
        whole_at=float(at.sum() + network.bias), sd_at=float(np.sqrt(wobble * (at**2).sum())),
    )  # fmt: skip


def dropout_numbers(network: DroppedNetwork, config: DropoutConfig) -> dict[str, float]:
    """The output at the place under one mask, as the average of masks, and of the whole network."""
    found = masked_outputs(network, config)
    return {
        "one": float(found.outputs[config.mask - 1]), "average": float(found.outputs[: config.masks].mean()),
        "whole": found.whole_at, "sd": found.sd_at,
    }  # fmt: skip


def dropout_in_torch(network: DroppedNetwork, config: DropoutConfig) -> dict[str, Any]:
    """nn.Dropout on the same hidden layer: eval mode, and the mean and standard deviation of 20,000 masks."""
    import torch

    generator_state = torch.get_rng_state()
    torch.manual_seed(config.mask_seed)
    dropout = torch.nn.Dropout(config.rate)
    active = torch.from_numpy(network.active(np.array([config.at])))
    out = torch.from_numpy(network.out)
    train = dropout.train()(active.expand(20_000, -1)) @ out + network.bias
    whole = dropout.eval()(active)[0] @ out + network.bias
    torch.set_rng_state(generator_state)
    return {"whole": float(whole), "mean_of_masks": float(train.mean()), "sd_of_masks": float(train.std())}
