"""The interval of an accuracy and McNemar's test by hand, and what they say together."""

from collections.abc import Iterator
from typing import Any

from scipy.special import ndtri
from scipy.stats import binom

from core import tex
from core.probability.estimation.accuracy import AccuracyReport, DisagreementConfig
from core.probability.estimation.share import LevelConfig


def wilson_numbers(level_config: LevelConfig, found: AccuracyReport) -> dict[str, Any]:
    """What Wilson's formula is made of."""
    return {
        "k": found.correct, "n": found.total, "share": tex.number(found.correct / found.total, 5),
        "z": tex.number(float(ndtri((1 + level_config.level) / 2)), 5), "low": f"{found.low:.6f}",
        "high": f"{found.high:.6f}",
    }  # fmt: skip


def coin_numbers(disagreement_config: DisagreementConfig, found: AccuracyReport) -> dict[str, Any]:
    """What McNemar's exact p is made of."""
    b, c = disagreement_config.only_first, disagreement_config.only_second
    tail = tex.number(float(binom.cdf(min(b, c), b + c, 0.5)), 6)
    return {"b": b, "c": c, "tosses": b + c, "least": min(b, c), "tail": tail, "p": tex.number(found.p, 6)}


def conclusion(found: AccuracyReport, level_config: LevelConfig, disagreement_config: DisagreementConfig) -> str:
    """Which sentence tells the comparison: a key of the words."""
    b, c = disagreement_config.only_first, disagreement_config.only_second
    if not found.possible:
        return "impossible"
    if b + c == 0:
        return "agree"
    if found.p >= 1 - level_config.level:
        return "open"
    return "first" if b > c else "second"


def agreement_cells(found: AccuracyReport, disagreement_config: DisagreementConfig) -> dict[str, int]:
    """The 2×2 table of both classifiers: both right, one alone, neither."""
    b, c = disagreement_config.only_first, disagreement_config.only_second
    return {"both": found.correct - b, "b": b, "c": c, "neither": found.total - found.correct - c}


def hand_lines(
    found: AccuracyReport, level_config: LevelConfig, disagreement_config: DisagreementConfig
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Wilson's interval and McNemar's p by hand."""
    yield "wilson", wilson_numbers(level_config, found)
    yield "coin", coin_numbers(disagreement_config, found)
