"""The interval of the first sample by hand."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core import tex
from core.probability.estimation.mean import (
    RESAMPLES,
    MeanConfig,
    MeanSamples,
    quantile,
    resampled_means,
)
from core.probability.estimation.share import LevelConfig


def mean_numbers(level_config: LevelConfig, mean_config: MeanConfig, found: MeanSamples) -> dict[str, Any]:
    """Mean, standard deviation and reach of the first sample, and the ends of its interval."""
    sample, n = found.samples[0], mean_config.size
    deviations = tex.total([rf"({tex.number(float(x), 3)} - \bar x)^2" for x in sample], 2)
    return {
        "n": n, "freedom": n - 1, "terms": tex.total([float(f"{x:.3g}") for x in sample], 4), "deviations": deviations,
        "mean": tex.number(float(sample.mean())), "s": tex.number(float(sample.std(ddof=1))),
        "variance": tex.number(float(sample.var(ddof=1))),
        "reach": tex.number(quantile(level_config.level, mean_config.mean_method, n)),
        "low": f"{found.low[0]:.6f}", "high": f"{found.high[0]:.6f}",
    }  # fmt: skip


def bootstrap_numbers(level_config: LevelConfig, mean_config: MeanConfig, found: MeanSamples) -> dict[str, Any]:
    """The sorted means of the resamples of the first sample, with what is cut off at each end."""
    means = np.sort(resampled_means(found.samples[:1], mean_config.mean_seed + 1)[0])
    smallest = r",\ ".join(tex.number(float(mean)) for mean in means[:3])
    largest = r",\ ".join(tex.number(float(mean)) for mean in means[-3:])
    return {
        "resamples": RESAMPLES, "smallest": smallest, "largest": largest, "tail": (1 - level_config.level) / 2,
        "low": f"{found.low[0]:.6f}", "high": f"{found.high[0]:.6f}",
    }  # fmt: skip


def hand_lines(
    level_config: LevelConfig, mean_config: MeanConfig, found: MeanSamples
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The interval of the first sample by hand, or why there is none."""
    method = mean_config.mean_method
    if method == "bootstrap":
        yield "by_hand.bootstrap", bootstrap_numbers(level_config, mean_config, found)
    elif mean_config.size == 1:
        yield f"single.{method}", {}
    else:
        yield f"by_hand.{method}", mean_numbers(level_config, mean_config, found)
