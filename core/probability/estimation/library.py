"""Estimators by PyTorch: what the code panel offers beside our own."""

import numpy as np
import torch

from core.probability.estimation.estimator import REPEATS, EstimatorConfig, parent_of, truth_of


def estimate_in_torch(estimator_config: EstimatorConfig) -> dict[str, float]:
    """The first estimate, and bias, standard deviation and mean squared error of all, on the same samples.

    `torch.median` gives the lower one of two in the middle, so the median is taken as a quantile.
    """
    name, parent = estimator_config.estimator, parent_of(estimator_config)
    drawn = parent.draw(np.random.default_rng(estimator_config.estimator_seed), (REPEATS, estimator_config.draws))
    samples = torch.from_numpy(drawn)  # (samples, draws)
    if name == "mean":
        values = samples.mean(dim=1)
    elif name == "median":
        values = samples.quantile(0.5, dim=1)
    elif name == "maximum":
        values = samples.amax(dim=1)
    else:
        values = samples.var(dim=1, correction=1 if name == "variance_n1" else 0)
    bias = values.mean() - truth_of(name, parent)
    spread = values.std(correction=0)
    return {
        "first": float(values[0]), "bias": float(bias), "spread": float(spread), "error": float(bias**2 + spread**2)
    }  # fmt: skip
