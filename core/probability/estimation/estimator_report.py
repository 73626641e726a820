"""The first estimate and the error of all of them by hand."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core import tex
from core.probability.estimation.estimator import Estimates, EstimatorConfig


def estimate_terms(found: Estimates, estimator_config: EstimatorConfig) -> dict[str, Any]:
    """The first sample and its estimate, and bias, spread and error of all."""
    shown = [float(f"{x:.3g}") for x in np.sort(found.first)]
    deviations = tex.total([rf"({tex.number(x, 3)} - \bar x)^2" for x in shown], 2)
    return {
        "n": estimator_config.draws, "before": estimator_config.draws - 1,
        "numbers": r",\ ".join(map(tex.number, shown[:5])),
        "more": r",\ \dots" if len(shown) > 5 else "", "terms": tex.total(shown, 4), "deviations": deviations,
        "estimate": tex.number(float(found.values[0]), 5), "truth": tex.number(found.truth, 5),
        "mean": tex.number(found.mean, 5), "bias": tex.number(found.bias, 4), "spread": tex.number(found.spread, 4),
        "error": tex.number(found.error, 4),
        "sum_of_squares": f"{tex.base(found.bias, 4)}^2 + {tex.base(found.spread, 4)}^2",
    }  # fmt: skip


def verdict(found: Estimates, estimator_config: EstimatorConfig) -> str:
    """Which sentence tells of the bias: a key of the words."""
    if np.isnan(found.mean):
        return "nothing"
    return "unbiased" if abs(found.exact_mean - found.truth) < 1e-12 else "biased"


def hand_lines(found: Estimates, estimator_config: EstimatorConfig) -> Iterator[tuple[str, dict[str, Any]]]:
    """The first sample, its estimate and the error of all by hand, or why there is none."""
    if verdict(found, estimator_config) == "nothing":
        yield "nothing", {}
        return
    numbers = estimate_terms(found, estimator_config)
    yield from ((key, numbers) for key in ("first_sample", f"by_hand.{estimator_config.estimator}", "error"))
