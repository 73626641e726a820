"""The arrays that the fast engine's loop works on, by name."""

from typing import NamedTuple

import numpy as np


class Wiring(NamedTuple):
    """Integers per layer, see `passes.Network`."""

    sizes: np.ndarray
    activations: np.ndarray
    weight_at: np.ndarray
    bias_at: np.ndarray
    scale_at: np.ndarray
    unit_at: np.ndarray
    end: int  # number of trainable parameters


class State(NamedTuple):
    """What learning changes. The last axis is the network where there are eight."""

    parameters: np.ndarray
    statistics: np.ndarray
    flat_parameters: np.ndarray  # the same numbers on one axis
    flat_statistics: np.ndarray
    moments: np.ndarray  # (3 * flat parameters)
    powers: np.ndarray  # (16): beta1 and beta2 to the number of steps


class Work(NamedTuple):
    """Buffers of the loop; they hold nothing between two calls."""

    raw: np.ndarray
    z: np.ndarray
    values: np.ndarray
    masks: np.ndarray
    errors: np.ndarray
    gradient: np.ndarray  # as the parameters
    flat_gradient: np.ndarray
    gradient_sum: np.ndarray  # (flat parameters)
    fold: np.ndarray  # as the statistics
    sums: np.ndarray  # (16): loss and hits
    inputs: np.ndarray  # as the training samples: in the epoch's order
    targets: np.ndarray


class Samples(NamedTuple):
    """Rows of inputs and targets behind each other, `step` numbers each, padded by at least eight samples."""

    inputs: np.ndarray
    targets: np.ndarray
    samples: int
    step: int


class Record(NamedTuple):
    """What is written down; the last axis is the network."""

    losses: np.ndarray  # (epochs + 1, train and test, networks)
    hits: np.ndarray  # as losses: how many samples are classified rightly
    gradient_norms: np.ndarray  # (epochs + 1, layers, networks): of the mean of the epoch's batch gradients
    frames: np.ndarray  # epochs at which parameters are kept
    parameters: np.ndarray  # (frames, flat parameters)
    statistics: np.ndarray  # (frames, flat statistics)
    last_parameters: np.ndarray  # at the end, or where early stopping struck
    last_statistics: np.ndarray
    stopped: np.ndarray  # (networks): epoch at which early stopping struck, -1 before
    watch: np.ndarray  # (2, networks): best test loss, epochs since


class Plan(NamedTuple):
    """What is equal for all networks of an ensemble."""

    loss: int
    batch_size: int
    dropout: bool
    early_stopping: bool
    losses_every: int  # 0 writes down none
