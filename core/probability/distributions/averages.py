"""Running means of many draws: how they close in on the mean, while the sums stray from it ever farther."""

from dataclasses import dataclass

import numpy as np

from core.probability.distributions.families import ROUNDING, draw_values, moments
from core.probability.distributions.settings import AveragesConfig, FamilyConfig, SeedConfig

MOST = 10_000  # draws of a path


@dataclass(frozen=True)
class RunningMeans:
    """The mean of the first 1, 2, … 10,000 draws of each path: (paths, 10000).

    `cauchy` is that of a Cauchy path around the same mean, with quartiles one standard deviation away: (10000,); it is
    empty where there is no such mean or standard deviation.
    """

    means: np.ndarray
    cauchy: np.ndarray
    mean: float
    sd: float


@dataclass(frozen=True)
class AveragesAt:
    """What the paths have reached after n draws: their means and the deviations of their sums from nμ, both (paths,).

    `se` is σ/√n, `inside` how many means lie less than two of these from μ.
    """

    n: int
    means: np.ndarray
    strays: np.ndarray
    se: float
    inside: int


def running_means(family: FamilyConfig, paths: int, seed: SeedConfig) -> RunningMeans:
    """The paths; more of them leave the earlier ones as they are."""
    rng, known, n = np.random.default_rng(seed.seed), moments(family), np.arange(1, MOST + 1)
    values = draw_values(rng, family, paths * MOST).reshape(paths, MOST)
    usual = np.isfinite(known.sd) and known.sd > 0
    wild = known.mean + known.sd * np.random.default_rng(seed.seed).standard_cauchy(MOST) if usual else np.empty(0)
    return RunningMeans(
        means=values.cumsum(axis=1) / n, cauchy=wild.cumsum() / n[: len(wild)], mean=known.mean, sd=known.sd
    )


def averages_at(found: RunningMeans, n: int) -> AveragesAt:
    """The paths after n draws."""
    means, se = found.means[:, n - 1], float(found.sd / np.sqrt(n))
    off = means - found.mean
    return AveragesAt(n=n, means=means, strays=n * off, se=se, inside=count_inside(off, se))


def count_inside(off: np.ndarray, se: float) -> int:
    """How many deviations, (paths,), are smaller than two standard errors; one on the limit is not."""
    return int((np.abs(off) < 2 * se * (1 - ROUNDING)).sum())


def running_means_by_steps(family: FamilyConfig, config: AveragesConfig, seed: SeedConfig) -> AveragesAt:
    """The same without any sum: each draw moves the mean by a share 1/n of its distance from it."""
    rng, known, se = np.random.default_rng(seed.seed), moments(family), float(moments(family).sd / np.sqrt(config.upto))
    means = []
    for path in draw_values(rng, family, config.paths * MOST).reshape(config.paths, MOST):
        mean = 0.0
        for n, value in enumerate(path[: config.upto].tolist(), 1):
            mean += (value - mean) / n
        means.append(mean)
    off = np.array(means) - known.mean
    return AveragesAt(
        n=config.upto, means=np.array(means), strays=config.upto * off, se=se,
        inside=count_inside(off, se),
    )  # fmt: skip


def averages_numbers(family: FamilyConfig, config: AveragesConfig, seed: SeedConfig) -> AveragesAt:
    """The paths of the screen after n draws."""
    return averages_at(running_means(family, config.paths, seed), config.upto)
