"""Intervals for a share, and their exact coverage."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from core.probability.estimation.challenges import broken_promise, wilson_dips
from core.probability.estimation.share import (
    INTERVALS,
    LevelConfig,
    ShareConfig,
    coverage_curve,
    covering_counts,
    share_samples,
    wald_interval,
    wilson_interval,
)
from core.probability.estimation.share_figure import share_figure
from core.probability.estimation.share_report import beta_ends, coverage_numbers, no_width, over_the_border
from tests.probability.estimation.figures import say, sound
from tests.strategies import configs

NEWCOMBE = {  # Newcombe (1998), Wilson at 95 %
    (81, 263): (0.255289, 0.366210), (15, 148): (0.062386, 0.160487), (0, 20): (0, 0.161125),
    (1, 29): (0.006113, 0.171755),
    (45, 50): (0.786398, 0.956524), (90, 100): (0.825634, 0.944771), (900, 1000): (0.879848, 0.917091),
    (9000, 10000): (0.893966, 0.905727), (50, 50): (0.928652, 1),
}  # fmt: skip
COVERAGE = {  # of Wald, Wilson, Clopper–Pearson
    (10, 0.5): (0.890625, 0.978516, 0.978516), (20, 0.1): (0.876037, 0.956826, 0.988747),
    (30, 0.1): (0.808521, 0.974173, 0.992216), (100, 0.02): (0.866449, 0.949170, 0.984516),
    (50, 0.5): (0.935091, 0.935091, 0.967161), (591, 0.005): (0.944948, 0.969076, 0.989244),
}  # fmt: skip


@pytest.mark.parametrize(("counts", "ends"), NEWCOMBE.items())
def test_wilsons_ends_are_as_published(counts, ends):
    assert wilson_interval(*counts, 0.95) == pytest.approx(ends, abs=6e-7)


@pytest.mark.parametrize(("place", "shares"), COVERAGE.items())
def test_the_coverage_is_as_in_the_specification(place, shares):
    n, p = place
    found = [share_samples(LevelConfig(), ShareConfig(method=m, trials=n, p=p)).coverage for m in INTERVALS]
    assert found == pytest.approx(shares, abs=6e-7)


@pytest.mark.parametrize("n", [1, 2, 7, 40])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_the_intervals_are_those_of_scipy(n, level):
    k = np.arange(n + 1)
    for method, name in (("Wilson", "wilson"), ("Clopper-Pearson", "exact")):
        low, high = INTERVALS[method](k, n, level)
        judged = [binomtest(int(one), n).proportion_ci(level, method=name) for one in k]
        np.testing.assert_allclose(low, [one.low for one in judged], rtol=1e-8, atol=1e-12)
        np.testing.assert_allclose(high, [one.high for one in judged], rtol=1e-8, atol=1e-12)


@given(
    n=st.integers(1, 300),
    p=st.floats(0.001, 0.999),
    level=st.floats(0.5, 0.999),
    method=st.sampled_from(list(INTERVALS)),
)
@settings(deadline=None)
def test_the_coverage_is_the_sum_over_the_samples_whose_interval_holds_p(n, p, level, method):
    found = share_samples(LevelConfig(level=level), ShareConfig(method=method, trials=n, p=p))
    k = np.arange(n + 1)
    low, high = INTERVALS[method](k, n, level)
    holds = (low <= p) & (p <= high)
    assert found.coverage == pytest.approx(binom.pmf(k[holds], n, p).sum(), abs=1e-9)
    first, last = covering_counts(p, n, level, method)
    assert (k[holds] == np.arange(first, last + 1)).all()
    low, high = found.low, found.high
    assert found.hits == ((low <= p) & (p <= high)).sum()


def test_clopper_and_pearson_never_fall_below_the_label_and_wald_does():
    for n in (5, 30, 200):
        assert coverage_curve("Clopper-Pearson", n, 0.95).coverage.min() >= 0.95
        assert coverage_curve("Wald", n, 0.95).coverage.min() < 0.2


def test_clopper_and_pearson_are_mostly_but_not_always_wider_than_wilson():
    for n, level in ((20, 0.95), (100, 0.95), (100, 0.99), (1000, 0.999)):
        k = np.arange(n + 1)
        exact, score = (np.subtract(*INTERVALS[name](k, n, level)[::-1]) for name in ("Clopper-Pearson", "Wilson"))
        assert np.mean(exact > score) > 0.8
    assert exact[0] < score[0]  # no success of 1000


def test_walds_intervals_alone_reach_where_no_share_can_be():
    def over(method):
        return over_the_border(share_samples(LevelConfig(), ShareConfig(method=method, trials=10, p=0.1)))

    assert over("Wald") > 0 and over("Wilson") == over("Clopper-Pearson") == 0


def test_a_drawn_share_of_hits_is_near_the_coverage():
    config = ShareConfig(method="Wald", trials=30, p=0.1)
    hits = [share_samples(LevelConfig(), ShareConfig(**{**vars(config), "share_seed": s})).hits for s in range(40)]
    assert np.mean(hits) / 100 == pytest.approx(0.808521, abs=0.02)


def test_wald_has_no_width_where_nothing_or_everything_succeeds():
    assert wald_interval(0, 20, 0.95) == (0, 0) and wald_interval(20, 20, 0.95) == (1, 1)
    found = share_samples(LevelConfig(), ShareConfig(method="Wald", trials=1))
    assert no_width(found) == 100 and found.coverage == 0 and found.first > found.last
    assert coverage_numbers(ShareConfig(trials=1), found)["terms"] == "0"
    assert beta_ends(0, 5) == ("none_low", "beta_high") and beta_ends(5, 5) == ("beta_low", "all_high")


@settings(deadline=None, max_examples=40)
@given(config=configs(ShareConfig), level=configs(LevelConfig))
def test_every_picture_can_be_drawn(config, level):
    curves = [coverage_curve(name, config.trials, level.level) for name in INTERVALS]
    assert all(((curve.coverage >= 0) & (curve.coverage <= 1 + 1e-12)).all() for curve in curves)
    sound(share_figure(curves, share_samples(level, config), level, config, say))


def test_the_task_wants_a_large_sample_and_no_extreme_share():
    def told(level=0.95, **chosen):
        config = ShareConfig(**({"trials": 592, "p": 0.005} | chosen))
        verdict = broken_promise(share_samples(LevelConfig(level=level), config), LevelConfig(level=level), config)
        return verdict.missing[0].key if verdict.missing else ""

    assert told() == "" and told(method="Wilson") == "method" and told(0.9) == "level"
    assert told(trials=100) == "size" and told(p=0.001) == "rare" and told(trials=591) == "coverage"


def test_the_task_wants_a_dip_of_wilsons_curve():
    def told(level=0.95, **chosen):
        config = ShareConfig(**({"method": "Wilson", "trials": 50, "p": 0.011} | chosen))
        verdict = wilson_dips(share_samples(LevelConfig(level=level), config), LevelConfig(level=level), config)
        return verdict.missing[0].key if verdict.missing else ""

    assert told() == "" and told(method="Wald") == "method" and told(0.9) == "level" and told(p=0.02) == "coverage"
    assert told(trials=49) == "size" and told(p=0.004) == "rare"
