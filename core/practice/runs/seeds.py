"""Is one setting better than another, or were its seeds luckier? Welch's interval, U of ranks, seeds needed."""

from dataclasses import dataclass
from math import comb

import numpy as np
from scipy.stats import mannwhitneyu, nct, norm, rankdata, t

from core.code_export import Made
from core.practice.runs.settings import SeedsConfig

NEAR, FAR = 5.0, 30.0  # shifts of the t distribution beyond which its left tail, and all but its right one, is nothing
MOST_EXACT = 60  # scores, up to which ranks are counted out
MOST_SEEDS = 100_000  # up to which their number is looked for


@dataclass(frozen=True)
class SeedComparison:
    """The second setting against the first; scores (n,) and (m,), every one of them finite.

    `difference` is the second mean minus the first, `low` and `high` are Welch's interval of it, NaN where one setting
    has a single seed. `win_share` is how often a seed of the second beats one of the first, ties counted half: U/(nm).
    `least_p` is the smallest p-value that a rank test of so many seeds can give at all. `conclusion` is a key of the
    words: one_seed, no_spread, first_better, second_better, within_noise.
    """

    first: np.ndarray
    second: np.ndarray
    difference: float
    low: float
    high: float
    p_welch: float
    p_ranks: float
    win_share: float
    least_p: float
    spread: float  # the pooled standard deviation, NaN where no setting has two seeds
    conclusion: str
    made: Made | None = None


def compare_seeds(first: np.ndarray, second: np.ndarray, lower: bool, config: SeedsConfig) -> SeedComparison:
    """Compare the scores (n,) and (m,) of two settings; `lower` says whether a smaller score is the better one.

    Welch (1947); Mann and Whitney (1947).
    """
    n, m = len(first), len(second)
    difference = float(second.mean() - first.mean())
    low = high = p_welch = np.nan
    spread = pooled_spread(first, second)
    if min(n, m) > 1 and spread > 0:
        low, high, p_welch = welch(first, second, config.confidence_percent / 100)
    u, p_ranks = rank_test(first, second)
    wins = 1 - u / (n * m) if lower else u / (n * m)
    if min(n, m) < 2:
        conclusion = "one_seed"
    elif spread == 0:
        conclusion = "no_spread"
    elif low <= 0 <= high:
        conclusion = "within_noise"
    else:
        conclusion = "second_better" if (difference < 0) == lower else "first_better"
    return SeedComparison(
        first=first, second=second, difference=difference, low=low, high=high, p_welch=p_welch,
        p_ranks=p_ranks, win_share=wins, least_p=min(2 / comb(n + m, n), 1.0), spread=spread,
        conclusion=conclusion,
    )  # fmt: skip


def welch(first: np.ndarray, second: np.ndarray, confidence: float) -> tuple[float, float, float]:
    """The ends of the interval of the second mean minus the first, and the p-value of "no difference"; (n,) and (m,).

    By hand, for SciPy's own function warns where one of the two has no spread.
    """
    a, b = first.var(ddof=1) / len(first), second.var(ddof=1) / len(second)
    error, difference = np.sqrt(a + b), second.mean() - first.mean()
    freedom = (a + b) ** 2 / (a**2 / (len(first) - 1) + b**2 / (len(second) - 1))  # Welch and Satterthwaite
    half = t.ppf((1 + confidence) / 2, freedom) * error
    return float(difference - half), float(difference + half), float(2 * t.sf(abs(difference) / error, freedom))


def rank_test(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """U of the second scores against the first, ties counted half, and its two-sided p-value; (n,) and (m,).

    Up to 60 scores it counts in how many of all ways to give the ranks away the sum is as extreme, with ties too, where
    SciPy's own function falls back on the normal distribution; beyond that it is SciPy's.
    """
    n, m = len(first), len(second)
    if n + m > MOST_EXACT:
        found = mannwhitneyu(second, first)
        return float(found.statistic), float(found.pvalue)
    doubled = np.round(2 * rankdata(np.concatenate([second, first]))).astype(np.int64)  # with ties there are halves
    ways = np.zeros((m + 1, doubled.sum() + 1))  # (how many were chosen, their sum)
    ways[0, 0] = 1
    for rank in doubled:
        ways[1:, rank:] += ways[:-1, :-rank]
    total = int(doubled[:m].sum())
    tail = min(ways[m, total:].sum(), ways[m, : total + 1].sum()) / comb(n + m, m)
    return total / 2 - m * (m + 1) / 2, float(min(2 * tail, 1.0))


def pooled_spread(first: np.ndarray, second: np.ndarray) -> float:
    """The standard deviation within two settings, (n,) and (m,), taken together; NaN where none has two seeds."""
    freedom = len(first) + len(second) - 2
    if freedom < 1:
        return np.nan
    squares = ((first - first.mean()) ** 2).sum() + ((second - second.mean()) ** 2).sum()
    return float(np.sqrt(squares / freedom))


@dataclass(frozen=True)
class SeedPlan:
    """How many seeds each of two settings wants, so that a true difference is found with the power asked for.

    `by_formula` is 2 (z₁₋α⸝₂ + z_power)² σ²/δ², `needed` the smallest whole number by the t-test itself; None where it
    is beyond 100,000. `power_now` is what so many seeds as there are find it with. `sizes` and `powers` (sizes,) are
    the curve.
    """

    gap: float
    spread: float
    by_formula: float
    needed: int | None
    power_now: float
    sizes: np.ndarray
    powers: np.ndarray
    made: Made | None = None


def plan_seeds(gap: float, spread: float, seeds_now: int, config: SeedsConfig) -> SeedPlan:
    """The plan for a true difference `gap` between settings whose seeds spread by `spread` > 0; Cohen (1988)."""
    alpha, power = 1 - config.confidence_percent / 100, config.power_percent / 100
    effect = abs(gap) / spread
    with np.errstate(divide="ignore"):
        by_formula = float(2 * (norm.ppf(1 - alpha / 2) + norm.ppf(power)) ** 2 / np.float64(effect) ** 2)
    needed = seeds_needed(effect, alpha, power)
    most = 4 * (needed or MOST_SEEDS)
    sizes = np.unique(np.round(np.geomspace(2, max(most, 8), 60)).astype(np.int64))
    return SeedPlan(
        gap=abs(gap), spread=spread, by_formula=by_formula, needed=needed,
        power_now=power_of(seeds_now, effect, alpha) if seeds_now > 1 else np.nan, sizes=sizes,
        powers=np.array([power_of(int(size), effect, alpha) for size in sizes]),
    )  # fmt: skip


def power_of(seeds: int, effect: float, alpha: float) -> float:
    """The probability that a two-sided t-test of so many seeds each finds a difference of `effect` spreads."""
    freedom, shift = 2 * (seeds - 1), effect * np.sqrt(seeds / 2)
    bound = t.ppf(1 - alpha / 2, freedom)
    if shift > FAR:
        return 1.0
    wrong_side = nct.cdf(-bound, freedom, shift) if shift < NEAR else 0.0  # less than 1e-6, where its series fails
    return float(nct.sf(bound, freedom, shift) + wrong_side)


def seeds_needed(effect: float, alpha: float, power: float) -> int | None:
    """The fewest seeds each with which a difference of `effect` spreads is found with this power."""
    high = 2
    while power_of(high, effect, alpha) < power:
        high *= 2
        if high > MOST_SEEDS:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if power_of(middle, effect, alpha) < power else (low, middle)
    return high
