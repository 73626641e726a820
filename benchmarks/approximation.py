"""What the topic approximation computes while somebody drags, in seconds of processor time."""

from collections.abc import Iterator

from benchmarks.timing import Case, seconds
from core.networks.approximation.depth import race_steps
from core.networks.approximation.hinges import hinge_sum
from core.networks.approximation.learning import frames_of_run, learning_steps
from core.networks.approximation.order import order_curves
from core.networks.approximation.outside import fan_steps
from core.networks.approximation.settings import HingesConfig, LearningConfig, TargetConfig, WidthDepthConfig
from core.networks.approximation.target import target_of

SINE = target_of(TargetConfig())


def cases() -> Iterator[Case]:
    """A sum by hand, a run with its film, the race of depths, the fan of seeds, and the curves of the order."""
    by_hand, learning = HingesConfig(), LearningConfig()
    yield seconds("approximation: a sum by hand, in s", lambda: hinge_sum(by_hand, SINE), "at most 0.005")
    yield seconds("approximation: a run with its film, in s", lambda: _film(learning), "at most 0.1")
    dearest = LearningConfig(width=64, depth=3, steps=60)
    yield seconds("approximation: a short run of 192 units with its film, in s", lambda: _film(dearest), "at most 0.3")
    yield seconds("approximation: four depths of 16 seeds, in s", lambda: list(race_steps(WidthDepthConfig(), SINE)),
                   "at most 2")  # fmt: skip
    wide = WidthDepthConfig(parameters=760)
    yield seconds("approximation: the same up to 253 units, in s", lambda: list(race_steps(wide, SINE)), "at most 2")
    yield seconds("approximation: eight seeds, in s", lambda: list(fan_steps(learning, SINE)), "at most 0.3")
    yield seconds("approximation: errors by pieces, in s", lambda: order_curves(SINE), "at most 0.1")


def _film(config: LearningConfig) -> None:
    *_, last = learning_steps(config, SINE)
    assert last.run is not None
    frames_of_run(last.run, config, SINE)
