"""The curves of the topic regularization that are drawn anew while somebody drags, in seconds of processor time."""

from collections.abc import Iterator

from benchmarks.timing import Case, seconds
from core.learning.regularization.capacity import capacity_curve
from core.learning.regularization.double_descent import risk_curve
from core.learning.regularization.penalties import coefficient_path
from core.learning.regularization.settings import (
    CapacityConfig,
    GaussianConfig,
    NoisyPointsConfig,
    PenaltiesConfig,
    VarianceConfig,
)
from core.learning.regularization.variance import error_parts


def cases() -> Iterator[Case]:
    """Double descent, as fitted and in the exact model, bias and variance, and the path of the lasso."""
    yield seconds(
        "regularization: double descent of 20 samples, in s",
        lambda: capacity_curve(CapacityConfig(), NoisyPointsConfig()), "at most 0.6",
    )  # fmt: skip
    yield seconds(
        "regularization: exact and simulated double descent, in s", lambda: risk_curve(GaussianConfig()), "at most 0.6"
    )
    yield seconds(
        "regularization: bias and variance of 16 degrees, in s", lambda: error_parts(VarianceConfig()), "at most 0.2"
    )
    yield seconds("regularization: path of the lasso, in s", lambda: coefficient_path(PenaltiesConfig()), "at most 0.2")
