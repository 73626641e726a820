"""What every unit of a network answers at many points: the maps of the stage, and predictions."""

import numpy as np
from scipy.special import expit, softmax

from core.engine.fast.ready import fast_ready
from core.engine.layers import forward
from core.engine.parameters import ParameterLayout, layer_views


def unit_values(
    layout: ParameterLayout, parameters: np.ndarray, inputs: np.ndarray, *, fast: bool | None = None
) -> np.ndarray:
    """The outputs (units, n) of all units behind the inputs (n, d), layer by layer, as the finished network computes.

    The last rows are the output layer's: tanh, values, or with cross-entropy probabilities.
    """
    shown, outputs = layout.activations[-1], layout.sizes[-1]
    if fast if fast is not None else fast_ready():
        from core.engine.fast.units import UnitRows

        values = UnitRows(layout, inputs).values(parameters)
    else:
        names = [*layout.activations[:-1], "Linear" if shown in ("Sigmoid", "Softmax") else shown]
        layers = layer_views(parameters, layout.sizes, layout.batch_norm)
        values = np.concatenate(forward(layers, names, inputs)[0][1:], axis=1).T
    if shown == "Sigmoid":
        values[-outputs:] = expit(values[-outputs:])
    elif shown == "Softmax":
        values[-outputs:] = softmax(values[-outputs:], axis=0)
    return values


def predict(layout: ParameterLayout, parameters: np.ndarray, inputs: np.ndarray) -> np.ndarray:
    """The network's outputs (n, outputs): values, tanh, or with cross-entropy probabilities."""
    return unit_values(layout, parameters, inputs)[-layout.sizes[-1] :].T


def grid(reach: float, size: int, coordinates: int = 2) -> np.ndarray:
    """The points of a square map in rows from top to bottom (size², 2), or of the line (size, 1), within ±reach."""
    axis = np.linspace(-reach, reach, size)
    if coordinates == 1:
        return axis[:, None]
    x1, x2 = np.meshgrid(axis, axis[::-1])
    return np.stack([x1.ravel(), x2.ravel()], axis=1)
