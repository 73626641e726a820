"""The interval of the first sample by hand, and the coverage as a sum of binomial probabilities."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.special import ndtri
from scipy.stats import binom

from core import tex
from core.probability.estimation.share import LevelConfig, ShareConfig, ShareSamples


def share_numbers(level_config: LevelConfig, share_config: ShareConfig, found: ShareSamples) -> dict[str, Any]:
    """What the formula of the first sample's interval is made of."""
    n, k = share_config.trials, int(found.successes[0])
    return {
        "z": float(ndtri((1 + level_config.level) / 2)), "k": k, "n": n, "share": k / n,
        "tail": (1 - level_config.level) / 2,
        "low": f"{found.low[0]:.6f}", "high": f"{found.high[0]:.6f}",
    }  # fmt: skip


def beta_ends(k: int, n: int) -> tuple[str, str]:
    """Which of the ends of Clopper and Pearson's interval are quantiles of a beta distribution: keys of the words."""
    return ("none_low" if k == 0 else "beta_low", "all_high" if k == n else "beta_high")


def coverage_numbers(share_config: ShareConfig, found: ShareSamples) -> dict[str, Any]:
    """The coverage as a sum over the numbers of successes whose interval holds p."""
    counts = np.arange(found.first, found.last + 1)
    terms = [tex.number(float(term)) for term in binom.pmf(counts, share_config.trials, share_config.p)]
    return {
        "first": found.first, "last": found.last, "n": share_config.trials, "p": share_config.p,
        "terms": tex.total(terms, 4), "coverage": tex.number(found.coverage, 6),
    }  # fmt: skip


def over_the_border(found: ShareSamples) -> int:
    """How many of the intervals reach below 0 or above 1."""
    return int(((found.low < 0) | (found.high > 1)).sum())


def no_width(found: ShareSamples) -> int:
    """How many of the samples have an interval without width."""
    return int((found.low == found.high).sum())


def hand_lines(
    level_config: LevelConfig, share_config: ShareConfig, found: ShareSamples
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The interval of the first sample and the coverage by hand."""
    numbers = share_numbers(level_config, share_config, found)
    yield f"by_hand.{share_config.method}", numbers
    if share_config.method == "Clopper-Pearson":
        for key in beta_ends(numbers["k"], numbers["n"]):
            yield f"ends.{key}", numbers
    yield "sum" if found.first <= found.last else "no_sum", coverage_numbers(share_config, found)
