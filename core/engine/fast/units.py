"""The values of all units of a network on many points, by the compiled engine."""

import numpy as np

from core.engine.fast.group import make_wiring, statistic_places
from core.engine.fast.training import unit_rows
from core.engine.parameters import ParameterLayout, parameter_counts


class UnitRows:
    """Points (n, d) made ready, on which many parameter vectors of one shape are evaluated.

    Output units that are shown as sigmoid or softmax stay weighted sums.
    """

    def __init__(self, layout: ParameterLayout, inputs: np.ndarray) -> None:
        self.sums_at_end = layout.activations[-1] in ("Sigmoid", "Softmax")
        names = (*layout.activations[:-1], "Linear" if self.sums_at_end else layout.activations[-1])
        self.wiring = make_wiring(layout.sizes, names, layout.batch_norm)
        self.trained, _ = parameter_counts(layout.sizes, layout.batch_norm)
        self.places = statistic_places(layout.sizes) if layout.batch_norm else np.zeros(0, np.int64)
        self.points, self.columns, self.units = len(inputs), (len(inputs) + 7) // 8 * 8, sum(layout.sizes[1:])
        padded = np.zeros((inputs.shape[1], self.columns))
        padded[:, : self.points] = inputs.T
        self.inputs = padded.reshape(-1)

    def values(self, parameters: np.ndarray) -> np.ndarray:
        """The outputs (units, n) of all units."""
        statistics, fold = np.zeros(2 * self.units), np.zeros(2 * self.units)
        statistics[self.places] = parameters[self.trained :]
        trainable, out = np.ascontiguousarray(parameters[: self.trained]), np.empty(self.units * self.columns)
        unit_rows(self.wiring, trainable, statistics, fold, self.inputs, self.columns, out)
        return out.reshape(self.units, self.columns)[:, : self.points]
