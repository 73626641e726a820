"""The curves of the topic regularization that are drawn anew while somebody drags, in seconds of processor time."""

from collections.abc import Callable, Iterator
from time import process_time

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

Case = tuple[str, float, float, float, str]

ROUNDS = 5


def cases() -> Iterator[Case]:
    """Double descent, as fitted and in the exact model, bias and variance, and the path of the lasso."""
    yield _seconds(
        "regularization: double descent of 20 samples, in s",
        lambda: capacity_curve(CapacityConfig(), NoisyPointsConfig()), "at most 0.6",
    )  # fmt: skip
    yield _seconds(
        "regularization: exact and simulated double descent, in s", lambda: risk_curve(GaussianConfig()), "at most 0.6"
    )
    yield _seconds(
        "regularization: bias and variance of 16 degrees, in s", lambda: error_parts(VarianceConfig()), "at most 0.2"
    )
    yield _seconds(
        "regularization: path of the lasso, in s", lambda: coefficient_path(PenaltiesConfig()), "at most 0.2"
    )


def _seconds(name: str, action: Callable[[], object], target: str) -> Case:
    action()
    taken = []
    for _ in range(ROUNDS):
        begun = process_time()
        action()
        taken.append(process_time() - begun)
    taken.sort()
    return name, taken[ROUNDS // 2], taken[0], taken[-1], target
