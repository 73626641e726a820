"""The test of one study by hand, and what its outcome says."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core import tex
from core.probability.estimation.power import REACH, AlphaConfig, Study, StudyConfig


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
    """Which sentence tells the outcome: significant or not, with an effect or without, or on the wrong side of 0."""
    significant = found.p < alpha_config.alpha
    if significant and found.t * study_config.effect < 0:
        return "significant_wrong"
    return f"{'significant' if significant else 'open'}_{'effect' if study_config.effect else 'nothing'}"


def outside(found: Study, study_config: StudyConfig) -> dict[str, dict[str, float]]:
    """What lies beyond the edge of the picture: keys of the words, and the place in units of s."""
    scale = np.sqrt(study_config.group / 2)  # t of a difference of one s
    places = {"limits": {"limit": found.critical / scale}, "study": {"difference": found.t / scale}}
    return {key: place for key, place in places.items() if abs(*place.values()) > REACH}


def hand_lines(study_config: StudyConfig, found: Study) -> Iterator[tuple[str, dict[str, Any]]]:
    """The test and its power by hand."""
    yield "by_hand", study_numbers(study_config, found)
