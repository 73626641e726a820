"""The walk of the initialization page: all ten schemes over 50 layers of 256 units, and the one that a slider moves."""

from collections.abc import Callable, Iterator
from time import process_time
from typing import Any

from benchmarks.networks import ROUNDS, Case
from core.networks.initialization.curves import trainings_in_steps
from core.networks.initialization.settings import DeepConfig, TrainingsConfig, TwoInputsConfig
from core.networks.initialization.waterfall import scheme_steps, waterfall

TEN_SECONDS = 0.5
CURVES_SECONDS = 0.5
ONE_SECONDS = 1 / 15


def seconds_of(compute: Callable[[], Any]) -> list[float]:
    """Processor time of each round, ascending."""
    taken = []
    for _ in range(ROUNDS):
        begin = process_time()
        compute()
        taken.append(process_time() - begin)
    return sorted(taken)


def cases() -> Iterator[Case]:
    """Seconds over those that they may take."""
    net, pair = DeepConfig(), TwoInputsConfig()
    waterfall(net, pair)  # imported
    middle = ROUNDS // 2
    for name, compute, limit in (
        ("ten schemes, 50 layers of 256", lambda: list(scheme_steps(net, pair)), TEN_SECONDS),
        ("ten schemes of four seeds trained", lambda: list(trainings_in_steps(TrainingsConfig())), CURVES_SECONDS),
        ("one scheme while dragged", lambda: waterfall(net, pair), ONE_SECONDS),
    ):
        taken = [one / limit for one in seconds_of(compute)]
        yield f"initialization: {name}, seconds / {limit:.3g}", taken[middle], taken[0], taken[-1], "<= 1"
