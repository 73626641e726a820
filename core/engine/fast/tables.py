"""The arrays that the fast engine's loop works on, by name."""

from typing import NamedTuple

import numpy as np


class Wiring(NamedTuple):
    """Integers per layer, see `passes.Network`."""

    sizes: np.ndarray  # (layers + 1,)
    activations: np.ndarray  # (layers,)
    weight_at: np.ndarray  # (layers,)
    bias_at: np.ndarray  # (layers,)
    scale_at: np.ndarray  # (layers,)
    unit_at: np.ndarray  # (layers,)
    end: int  # number of trainable parameters


class State(NamedTuple):
    """What learning changes. The last axis is the network where there are eight."""

    parameters: np.ndarray  # (rows,) or (rows, 8)
    statistics: np.ndarray  # (2 * units,) or (2 * units, 8)
    flat_parameters: np.ndarray  # (flat parameters,): the same numbers on one axis
    flat_statistics: np.ndarray  # (flat statistics,)
    moments: np.ndarray  # (3 * flat parameters,)
    powers: np.ndarray  # (16,): beta1 and beta2 to the number of steps


class Work(NamedTuple):
    """Buffers of the loop; they hold nothing between two calls."""

    raw: np.ndarray  # (units * row + 16,): a row holds a batch, or a chunk of it, of all networks
    z: np.ndarray  # (units * row + 16,)
    values: np.ndarray  # (units * row + 16,)
    masks: np.ndarray  # (units * row + 16,)
    errors: np.ndarray  # (units * row + 16,)
    gradient: np.ndarray  # same shape as the parameters
    flat_gradient: np.ndarray  # (flat parameters,)
    gradient_sum: np.ndarray  # (flat parameters,)
    fold: np.ndarray  # same shape as the statistics
    sums: np.ndarray  # (16,): loss and hits
    inputs: np.ndarray  # (inputs * step,), as the training samples: in the epoch's order
    targets: np.ndarray  # (outputs * step,)


class Samples(NamedTuple):
    """Rows of inputs and targets behind each other, `step` numbers each, padded by at least eight samples."""

    inputs: np.ndarray  # (inputs * step,)
    targets: np.ndarray  # (outputs * step,)
    samples: int
    step: int


class Record(NamedTuple):
    """What is written down; the last axis is the network."""

    losses: np.ndarray  # (epochs + 1, 2, networks): of the training and the test set
    hits: np.ndarray  # (epochs + 1, 2, networks): how many samples are classified rightly
    gradient_norms: np.ndarray  # (epochs + 1, layers, networks): of the mean of the epoch's batch gradients
    frames: np.ndarray  # (frames,): epochs at which parameters are kept
    parameters: np.ndarray  # (frames, flat parameters)
    statistics: np.ndarray  # (frames, flat statistics)
    last_parameters: np.ndarray  # (flat parameters,): at the end, or where early stopping struck
    last_statistics: np.ndarray  # (flat statistics,)
    stopped: np.ndarray  # (networks,): epoch at which early stopping struck, -1 before
    watch: np.ndarray  # (2, networks): best test loss, epochs since


class Plan(NamedTuple):
    """What is equal for all networks of an ensemble."""

    loss: int
    batch_size: int
    dropout: bool
    early_stopping: bool
    losses_every: int  # epochs from one whose losses and norms are written down to the next; 0 writes down none
