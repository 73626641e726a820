"""The test of one study by hand, and what its outcome says."""

from typing import Any

import numpy as np

from core import tex
from core.probability.estimation.power import AlphaConfig, PowerConfig, Study


def study_numbers(power_config: PowerConfig, found: Study) -> dict[str, Any]:
    """What t and p are made of."""
    return {
        "first": tex.number(found.first_mean), "second": tex.signed(found.second_mean), "s": tex.number(found.s),
        "n": power_config.group, "t": tex.number(found.t), "freedom": found.freedom, "p": tex.number(found.p),
        "size": tex.number(abs(found.t)), "critical": tex.number(found.critical),
        "shift": tex.number(power_config.effect * np.sqrt(power_config.group / 2)), "power": tex.number(found.power),
        "effect": tex.number(power_config.effect),
    }  # fmt: skip


def study_key(found: Study, alpha_config: AlphaConfig, power_config: PowerConfig) -> str:
    """Which sentence tells the outcome: significant or not, with an effect or without."""
    outcome = "significant" if found.p < alpha_config.alpha else "open"
    return f"{outcome}_{'effect' if power_config.effect else 'nothing'}"
