"""Many tests at once: false alarms pile up, and what corrections do about them, at what price."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from scipy import stats

from core.params import Interval, Log, config
from core.probability.estimation.power import AlphaConfig

FAMILIES = 2000
GROUP = 64  # people in each group
EFFECT = 0.5  # where there is one: a single test finds it with probability 0.80 at α = 0.05
CORRECTIONS = ("none", "Bonferroni", "Holm", "BH")


@config
class MultiplicityConfig:
    """How many tests there are, how many of them have something to find, and the correction."""

    comparisons: Annotated[int, Interval(ge=1, le=100), Log()] = 5
    real: Annotated[int, Interval(ge=0, le=100)] = 0
    correction: Literal["none", "Bonferroni", "Holm", "BH"] = "none"
    family_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True, kw_only=True)
class ManyTests:
    """One family of tests in the order of p, and what 2000 families give by each correction, in the order of these.

    p, real, significant: (tests,). `any_alarm` is the share of families with a false alarm, `found` the mean share of
    the effects that are found (NaN without any), `false_share` the mean share of false finds among all: (4,).
    """

    p: np.ndarray
    real: np.ndarray
    significant: np.ndarray
    any_alarm: np.ndarray
    found: np.ndarray
    false_share: np.ndarray


def adjusted(p: np.ndarray, correction: str) -> np.ndarray:
    """p-values, ascending along the last axis, made such that below α means significant; same shape."""
    m = p.shape[-1]
    if correction == "none":
        return p
    if correction == "Bonferroni":
        return np.asarray(np.minimum(1, m * p))
    if correction == "Holm":  # the k-th smallest at α/(m - k + 1), and none after the first that fails
        return np.asarray(np.minimum(1, np.maximum.accumulate((m - np.arange(m)) * p, axis=-1)))
    steps = m / (1 + np.arange(m)) * p  # Benjamini & Hochberg: up to the last that is below kα/m
    return np.asarray(np.minimum(1, np.minimum.accumulate(steps[..., ::-1], axis=-1)[..., ::-1]))


def limits(m: int, alpha: float, correction: str) -> np.ndarray:
    """What the k-th smallest p-value is compared with. (m,)"""
    k = np.arange(1, m + 1)
    return {
        "none": np.full(m, alpha), "Bonferroni": np.full(m, alpha / m), "Holm": alpha / (m - k + 1),
        "BH": k * alpha / m,
    }[correction]  # fmt: skip


def family_of_tests(alpha_config: AlphaConfig, multiplicity_config: MultiplicityConfig) -> ManyTests:
    """Two thousand families of t tests; the first is on the screen. There are no more effects than tests."""
    m = multiplicity_config.comparisons
    effects = np.arange(m) < min(multiplicity_config.real, m)
    generator = np.random.default_rng(multiplicity_config.family_seed)
    freedom, shift = 2 * GROUP - 2, EFFECT * np.sqrt(GROUP / 2)
    spread = np.sqrt(generator.chisquare(freedom, (FAMILIES, m)) / freedom)
    t = (generator.standard_normal((FAMILIES, m)) + shift * effects) / spread
    p = 2 * stats.t.sf(abs(t), freedom)
    order = np.argsort(p, axis=1)
    p, real = np.take_along_axis(p, order, axis=1), effects[order]
    passed = [adjusted(p, name) < alpha_config.alpha for name in CORRECTIONS]
    chosen = passed[CORRECTIONS.index(multiplicity_config.correction)]
    alarms = np.array([(one & ~real).sum(axis=1) for one in passed])  # (4, families)
    hits = np.array([(one & real).sum(axis=1) for one in passed])
    with np.errstate(invalid="ignore"):
        found = np.divide(hits.mean(axis=1), effects.sum())
    return ManyTests(
        p=p[0], real=real[0], significant=chosen[0], any_alarm=(alarms > 0).mean(axis=1), found=found,
        false_share=(alarms / np.maximum(alarms + hits, 1)).mean(axis=1),
    )  # fmt: skip


def chance_of_an_alarm(m: int, alpha: float) -> float:
    """The probability of at least one p below α among m independent tests with nothing to find."""
    return 1 - (1 - alpha) ** m


def family_numbers(alpha_config: AlphaConfig, multiplicity_config: MultiplicityConfig) -> dict[str, float]:
    """How many tests pass, and the chance of a false alarm if none had an effect and nothing were corrected."""
    family = family_of_tests(alpha_config, multiplicity_config)
    chance = chance_of_an_alarm(multiplicity_config.comparisons, alpha_config.alpha)
    return {"passed": float(family.significant.sum()), "chance": chance}


def family_in_scipy(alpha_config: AlphaConfig, multiplicity_config: MultiplicityConfig) -> dict[str, float]:
    """The same by SciPy, where it has the correction; the chance from the binomial distribution."""
    p = family_of_tests(alpha_config, multiplicity_config).p
    if multiplicity_config.correction == "BH":
        p = stats.false_discovery_control(p, method="bh")
    elif multiplicity_config.correction != "none":
        p = adjusted(p, multiplicity_config.correction)
    chance = stats.binom.sf(0, multiplicity_config.comparisons, alpha_config.alpha)
    return {"passed": float((p < alpha_config.alpha).sum()), "chance": float(chance)}
