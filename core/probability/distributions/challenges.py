"""The tasks of the tabs, judged on what is on the screen."""

import numpy as np

from core.challenges import Verdict, judge
from core.probability.distributions.averages import AveragesAt, RunningMeans
from core.probability.distributions.bivariate import Bivariate
from core.probability.distributions.family import FamilyFacts
from core.probability.distributions.pair import PairFacts
from core.probability.distributions.pair_sources import ANSCOMBE
from core.probability.distributions.sampling import NEAR_ENOUGH, NORMAL_TAIL, TailShares
from core.probability.distributions.settings import BivariateConfig, FamilyConfig, RangeConfig, SamplingConfig

FEWEST_OF_EXPONENTIAL = 361  # draws until both tails of an exponential mean lie within 2.5 ± 0.3 %


def both_tails(family: FamilyConfig, config: SamplingConfig, here: TailShares | None) -> Verdict:
    """The smallest sample of an exponential for which both exact tails lie within 2.5 ± 0.3 %."""
    below, above = (float(here.below[0]), float(here.above[0])) if here else (0.0, 0.0)
    worst = max(abs(below - NORMAL_TAIL), abs(above - NORMAL_TAIL))
    return judge(
        (family.family == "exponential", "family", {}),
        (worst <= NEAR_ENOUGH, "far", {"below": 100 * below, "above": 100 * above}),
        (config.sample_size <= FEWEST_OF_EXPONENTIAL, "fewer", {"n": config.sample_size}),
    )


def narrow_means(family: FamilyConfig, config: SamplingConfig, se: float) -> Verdict:
    """Means of uniform values that spread a tenth as much as the values, with the fewest draws."""
    return judge(
        (family.family == "uniform" and se > 0, "family", {}),
        (se <= family.width / 12**0.5 / 10 * (1 + 1e-9), "wide", {"se": se}),
        (config.sample_size <= 100, "many", {"n": config.sample_size}),
    )


def middle_share(family: FamilyConfig, asked: RangeConfig, found: FamilyFacts) -> Verdict:
    """An interval around 0 that holds 95 % of a standard normal distribution."""
    standard = family.family == "normal" and (family.mean, family.sd) == (0.0, 1.0)
    return judge(
        (standard, "family", {}),
        (asked.a < asked.b and abs(asked.a + asked.b) < 1e-9, "lopsided", {"a": asked.a, "b": asked.b}),
        (abs(found.probability - 0.95) < 5e-4, "share", {"share": 100 * found.probability}),
    )


def bathtub(family: FamilyConfig) -> Verdict:
    """A beta density that is infinite at both ends and lowest at 0.3, where it bends around."""
    less = 2 - family.alpha - family.beta  # both below 1: the lowest place is (1 - alpha) / less
    place = (1 - family.alpha) / less if less else 0.0
    return judge(
        (family.family == "beta", "family", {}),
        (family.alpha < 1 and family.beta < 1, "bounded", {}),
        (abs(place - 0.3) < 0.02, "place", {"place": place}),
    )


def poll(family: FamilyConfig, here: AveragesAt) -> Verdict:
    """Two standard errors of a share of one half within five percentage points, with the fewest draws."""
    return judge(
        (family.family == "Bernoulli" and family.p == 0.5, "family", {}),
        (2 * here.se <= 0.05 * (1 + 1e-9), "wide", {"width": 200 * here.se}),
        (here.n <= 400, "many", {"n": here.n}),
    )


def left_behind(found: RunningMeans, here: AveragesAt) -> Verdict:
    """Of twenty paths at most seventeen are within two standard errors."""
    return judge(
        (len(here.means) == 20, "paths", {}),
        (found.sd > 0 and bool(np.isfinite(found.sd)), "no_band", {}),
        (here.inside <= 17, "inside", {"inside": here.inside}),
    )


def one_point_moved(points: np.ndarray, found: PairFacts) -> Verdict:
    """Anscombe's second set with one point moved, so that |r| is below 0.1; points (n, 2)."""
    original = np.array(ANSCOMBE["Anscombe II"], dtype=float).T
    here = {tuple(row) for row in points.tolist()}
    left = sum(tuple(row) in here for row in original.tolist())
    return judge(
        (len(points) == len(original) and left >= len(original) - 1, "other", {}),
        (abs(found.r) < 0.1, "r", {"r": found.r}),
    )


def ranks_agree(found: PairFacts) -> Verdict:
    """Up to twelve points with Spearman above 0.9 and Pearson below 0.6."""
    return judge(
        (found.n <= 12, "many", {"n": found.n}),
        (bool(np.isfinite(found.spearman)), "undefined", {}),
        (found.spearman > 0.9, "spearman", {"spearman": found.spearman}),
        (found.r < 0.6, "pearson", {"r": found.r}),
    )


def half_the_spread(found: Bivariate, config: BivariateConfig) -> Verdict:
    """Knowing x halves the standard deviation of y."""
    share = found.conditional_sd / config.sd_y
    return judge((abs(share - 0.5) < 0.01, "share", {"share": 100 * share}))


def tilted(found: Bivariate, config: BivariateConfig) -> Verdict:
    """An ellipse three times as long as wide whose long axis lies at -45°."""
    ratio = float(found.lengths[0] / found.lengths[1])
    return judge(
        (config.rho < 0, "sign", {}),
        (abs(config.sd_x - config.sd_y) < 1e-9, "angle", {}),
        (abs(ratio - 3) < 0.05, "ratio", {"ratio": ratio}),
    )
