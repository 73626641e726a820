"""The chance of a false alarm and the strictest limit by hand, as LaTeX."""

from collections.abc import Iterator
from typing import Any

from core import tex
from core.probability.estimation.multiplicity import ManyTests, MultiplicityConfig, chance_of_an_alarm
from core.probability.estimation.power import AlphaConfig


def alarm_numbers(
    found: ManyTests, alpha_config: AlphaConfig, multiplicity_config: MultiplicityConfig
) -> dict[str, Any]:
    """What the chance of an alarm and Bonferroni's limit are made of, beside the smallest p."""
    m, alpha = multiplicity_config.comparisons, alpha_config.alpha
    return {
        "m": m, "alpha": tex.number(alpha, 3), "chance": chance_of_an_alarm(m, alpha),
        "expected": tex.number(m * alpha, 3), "bonferroni": tex.number(alpha / m, 3),
        "p": tex.number(float(found.p[0]), 3),
    }  # fmt: skip


def hand_lines(
    found: ManyTests, alpha_config: AlphaConfig, multiplicity_config: MultiplicityConfig
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The chance of an alarm and the strictest limit by hand."""
    numbers = alarm_numbers(found, alpha_config, multiplicity_config)
    yield from ((key, numbers) for key in ("any", "smallest"))
