"""A study of two groups: Student's t, its p-value, the power, and the p-values of many such studies."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from scipy import special, stats

from core.params import Interval, Log, Step, config

STUDIES = 2000
BINS = 20
REACH = 3.0  # of the picture to both sides, in units of s
NODES = 200  # of the quadrature over s


@config
class AlphaConfig:
    """The p-value below which an outcome is called significant."""

    alpha: Annotated[float, Interval(ge=0.001, le=0.2), Log()] = 0.05


@config
class StudyConfig:
    """The true difference of two groups in standard deviations, and how many people are in each."""

    effect: Annotated[float, Interval(ge=-2, le=2), Step(0.05)] = 0.6
    group: Annotated[int, Interval(ge=2, le=500), Log()] = 15
    study_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True, kw_only=True)
class Study:
    """One study: means of both groups, pooled standard deviation, t with its degrees of freedom, and p.

    `critical` is the |t| from which p is below α.
    """

    first_mean: float
    second_mean: float
    s: float
    t: float
    freedom: int
    p: float
    critical: float
    power: float


@dataclass(frozen=True, kw_only=True)
class PValues:
    """The p-values of 2000 studies in 20 equal bins, and what is expected of them; counts, expected: (20,)."""

    counts: np.ndarray
    expected: np.ndarray
    significant: int


def spreads(freedom: int) -> tuple[np.ndarray, np.ndarray]:
    """Values that s/σ takes, and their weights as the chi distribution has them: a quadrature. Both (200,)."""
    low, high = np.sqrt(stats.chi2.ppf([1e-15, 1 - 1e-15], freedom) / freedom)
    nodes, weights = special.roots_legendre(NODES)
    s = low + (high - low) * (nodes + 1) / 2
    return s, weights * (high - low) / 2 * 2 * freedom * s * stats.chi2.pdf(freedom * s**2, freedom)


def noncentral_density(t: np.ndarray, freedom: int, shift: float) -> np.ndarray:
    """The density of t where the true difference is `shift` standard errors, elementwise for t (n,)."""
    s, weights = spreads(freedom)
    return np.asarray((stats.norm.pdf(t[:, None] * s - shift) * s) @ weights)


def power_of(effect: float, group: int, alpha: np.ndarray | float) -> np.ndarray:
    """The probability that p is below alpha, elementwise: |t| beyond its critical value, the mean over all s.

    SciPy's `nct` has the same distribution, and gives NaN for some large shifts.
    """
    freedom, shift = 2 * group - 2, effect * np.sqrt(group / 2)
    s, weights = spreads(freedom)
    reach = stats.t.isf(np.asarray(alpha) / 2, freedom)[..., None] * s
    shares = (special.ndtr(shift - reach) + special.ndtr(-shift - reach)) @ weights
    return np.asarray(np.clip(shares, 0, 1))


def draw_groups(study_config: StudyConfig) -> tuple[np.ndarray, np.ndarray]:
    """Both groups, normal with standard deviation 1; the first has the effect for its mean. Each is (group,)."""
    first, second = np.random.default_rng(study_config.study_seed).standard_normal((2, study_config.group))
    return first + study_config.effect, second


def study(alpha_config: AlphaConfig, study_config: StudyConfig) -> Study:
    """Student's t test of two groups that were drawn."""
    first, second = draw_groups(study_config)
    n, freedom = study_config.group, 2 * study_config.group - 2
    s = np.sqrt((first.var(ddof=1) + second.var(ddof=1)) / 2)  # pooled
    t = (first.mean() - second.mean()) / (s * np.sqrt(2 / n))
    return Study(
        first_mean=float(first.mean()), second_mean=float(second.mean()), s=float(s), t=float(t), freedom=freedom,
        p=float(2 * stats.t.sf(abs(t), freedom)), critical=float(stats.t.isf(alpha_config.alpha / 2, freedom)),
        power=float(power_of(study_config.effect, n, alpha_config.alpha)),
    )  # fmt: skip


def study_in_scipy(alpha_config: AlphaConfig, study_config: StudyConfig) -> dict[str, float]:
    """The same test by SciPy, with the power counted on 100,000 noncentral t values."""
    first, second = draw_groups(study_config)
    found = stats.ttest_ind(first, second)
    freedom, shift = int(found.df), study_config.effect * np.sqrt(study_config.group / 2)
    critical = stats.t.isf(alpha_config.alpha / 2, freedom)
    drawn = stats.nct.rvs(freedom, shift, size=100_000, random_state=np.random.default_rng(0))
    return {
        "t": float(found.statistic), "freedom": freedom, "p": float(found.pvalue), "critical": float(critical),
        "power_counted": float((abs(drawn) > critical).mean()),
    }  # fmt: skip


def p_values(alpha_config: AlphaConfig, study_config: StudyConfig) -> PValues:
    """The p-values of 2000 studies like the one on the screen, drawn by their t values, beside their distribution."""
    generator = np.random.default_rng(study_config.study_seed)
    freedom, shift = 2 * study_config.group - 2, study_config.effect * np.sqrt(study_config.group / 2)
    spread = np.sqrt(generator.chisquare(freedom, STUDIES) / freedom)
    p = 2 * stats.t.sf(abs(generator.standard_normal(STUDIES) + shift) / spread, freedom)
    edges = np.linspace(0, 1, BINS + 1)
    below = np.array([0.0, *power_of(study_config.effect, study_config.group, edges[1:-1]), 1.0])
    return PValues(
        counts=np.histogram(p, edges)[0], expected=np.diff(below) * STUDIES,
        significant=int((p < alpha_config.alpha).sum()),
    )  # fmt: skip
