"""The activations of this topic: those of the engine, and SELU."""

import numpy as np

from core.engine.activations import ACTIVATIONS, Activation

SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772

BENDS = ACTIVATIONS | {
    "SELU": Activation(
        lambda z: SELU_SCALE * np.where(z > 0, z, SELU_ALPHA * np.expm1(np.minimum(z, 0))),
        lambda z: SELU_SCALE * np.where(z > 0, 1, SELU_ALPHA * np.exp(np.minimum(z, 0))),
    ),
}
