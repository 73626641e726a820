"""The interval of an accuracy, and McNemar's test."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from core.probability.estimation.accuracy import (
    SIZES,
    AccuracyConfig,
    DisagreementConfig,
    accuracy_band,
    accuracy_in_scipy,
    accuracy_numbers,
    accuracy_report,
    coin_tosses,
    mcnemar_p,
)
from core.probability.estimation.accuracy_figure import accuracy_figure, disagreement_figure
from core.probability.estimation.accuracy_report import agreement_cells, coin_numbers, conclusion, wilson_numbers
from core.probability.estimation.challenges import FEWEST_FOR_TWO_POINTS, overlap, two_points
from core.probability.estimation.share import LevelConfig, wilson_interval
from tests.probability.estimation.figures import say, sound
from tests.strategies import configs

LEVEL = LevelConfig()


def report(b=12, c=7, **chosen):
    return accuracy_report(LEVEL, AccuracyConfig(**chosen), DisagreementConfig(only_first=b, only_second=c))


@pytest.mark.parametrize(
    ("b", "c", "p"), [(10, 3, 0.0922851563), (25, 10, 0.0166738478), (1, 0, 1), (0, 0, 1), (7, 7, 1)]
)
def test_mcnemars_p_is_as_in_the_specification(b, c, p):
    assert mcnemar_p(b, c) == pytest.approx(p, rel=1e-8) == mcnemar_p(c, b)


@given(b=st.integers(0, 500), c=st.integers(0, 500))
def test_mcnemars_p_is_the_binomial_test_and_the_colored_bars(b, c):
    want = binomtest(b, b + c).pvalue if b + c else 1.0
    assert mcnemar_p(b, c) == pytest.approx(want, rel=1e-9)
    _, shares, extreme = coin_tosses(DisagreementConfig(only_first=b, only_second=c))
    assert shares[extreme].sum() == pytest.approx(want, abs=2e-4)


@settings(deadline=None, max_examples=40)
@given(config=configs(AccuracyConfig), pair=configs(DisagreementConfig), level=configs(LevelConfig))
def test_every_report_is_that_of_scipy_and_can_be_drawn(config, pair, level):
    found = accuracy_report(level, config, pair)
    assert accuracy_numbers(level, config, pair) == pytest.approx(
        accuracy_in_scipy(level, config, pair), rel=1e-7, abs=1e-9
    )
    assert 0 <= found.low <= found.correct / found.total <= found.high <= 1 and found.width > 0
    if found.possible:
        cells = agreement_cells(found, pair)
        assert min(cells.values()) >= 0 and sum(cells.values()) == found.total
        assert found.second_correct == cells["both"] + cells["c"]
    sound(accuracy_figure(found, level, config, say))
    sound(disagreement_figure(found, pair, say))
    assert "nan" not in str([wilson_numbers(level, found), coin_numbers(pair, found)])


def test_the_band_narrows_with_the_root_of_the_size():
    low, high = accuracy_band(0.9, 0.95)
    width = high - low
    assert (np.diff(width) < 0).all() and SIZES[0] == 10 and SIZES[-1] == 100_000
    assert width[-1] == pytest.approx(2 * 1.959964 * np.sqrt(0.09 / 100_000), rel=1e-3)


def test_each_comparison_has_its_sentence():
    assert conclusion(report(), LEVEL, DisagreementConfig()) == "open"
    for b, c, key in (
        (25, 10, "first"),
        (10, 25, "second"),
        (0, 0, "agree"),
        (500, 0, "impossible"),
        (0, 60, "impossible"),
    ):
        assert conclusion(report(b, c), LEVEL, DisagreementConfig(only_first=b, only_second=c)) == key


def test_the_fewest_examples_for_two_points_are_the_fewest():
    n = np.arange(10, FEWEST_FOR_TWO_POINTS + 1)
    low, high = wilson_interval(np.round(0.9 * n), n, 0.95)
    assert np.flatnonzero(high - low <= 0.02).tolist() == [len(n) - 1]
    found = report(hit_share=0.9, total=FEWEST_FOR_TWO_POINTS)
    assert found.correct == 3115 and two_points(found, LEVEL).met
    keys = [
        two_points(report(hit_share=share, total=total), LevelConfig(level=level)).missing[0].key
        for share, total, level in ((0.9, 3461, 0.9), (0.8, 3461, 0.95), (0.9, 3460, 0.95), (0.9, 3470, 0.95))
    ]
    assert keys == ["level", "share", "wide", "large"]
    almost = report(hit_share=0.9005, total=3447)  # narrow enough, but not at 90 %
    assert almost.width <= 0.02 and two_points(almost, LEVEL).missing[0].key == "share"


def test_intervals_may_overlap_though_the_difference_is_significant():
    assert overlap(report(25, 8, hit_share=0.9, total=1000)).met
    keys = [
        overlap(report(b, c, hit_share=0.9, total=total)).missing[0].key
        for b, c, total in ((25, 8, 50), (100, 0, 1000), (12, 7, 1000))
    ]
    assert keys == ["possible", "apart", "p"]
