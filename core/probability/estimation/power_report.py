"""The test of one study by hand, and what its outcome says."""

from typing import Any

import numpy as np

from core import tex
from core.probability.estimation.power import AlphaConfig, Study, StudyConfig


def study_numbers(study_config: StudyConfig, found: Study) -> dict[str, Any]:
    """What t and p are made of."""
    return {
        "first": tex.number(found.first_mean), "second": tex.signed(found.second_mean), "s": tex.number(found.s),
        "n": study_config.group, "statistic": tex.number(found.t), "freedom": found.freedom, "p": tex.number(found.p),
        "size": tex.number(abs(found.t)), "critical": tex.number(found.critical),
        "shift": tex.number(study_config.effect * np.sqrt(study_config.group / 2)), "power": tex.number(found.power),
        "effect": tex.number(study_config.effect),
    }  # fmt: skip


def study_key(found: Study, alpha_config: AlphaConfig, study_config: StudyConfig) -> str:
    """Which sentence tells the outcome: significant or not, with an effect or without."""
    outcome = "significant" if found.p < alpha_config.alpha else "open"
    return f"{outcome}_{'effect' if study_config.effect else 'nothing'}"
