"""Tests on a table: published values, SciPy, and what gives no p-value."""

from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats

from core.curriculum import topic_named
from core.probability.estimation.challenges import far_out, rough_square
from core.probability.estimation.dataset import (
    MEASURED,
    PERMUTED,
    DatasetConfig,
    evidence,
    evidence_in_scipy,
    fisher,
    goodness_of_fit,
    independence,
    null_bars,
    null_curve,
    rivals,
    short_of_five,
    sign_flips,
    signed_ranks,
    split_groups,
    t_test,
)
from core.probability.estimation.dataset_figure import evidence_figure
from core.probability.estimation.dataset_permutations import MOST_SPLITS, sums_of_groups
from core.probability.estimation.dataset_report import evidence_numbers, permutation_lines, rival_rows
from tests.pages.cases import tabs_of
from tests.probability.estimation.figures import say, sound
from tests.strategies import configs

ALL = (*MEASURED, "chi-square", "Fisher", "fit")
numbers = st.lists(st.floats(-50, 50).map(lambda x: round(x, 1)), min_size=3, max_size=10)


def test_students_sleep_is_as_published():
    paired = evidence(DatasetConfig(test="paired"))
    assert (paired.statistic, paired.freedom, paired.p) == pytest.approx((-4.0621276834, 9, 0.0028328902), rel=1e-8)
    welch = evidence(DatasetConfig(test="Welch"))
    assert (welch.statistic, welch.freedom, welch.p) == pytest.approx(
        (-1.8608134675, 17.7764735, 0.0793941402), rel=1e-8
    )
    assert evidence(DatasetConfig(test="pooled")).p == pytest.approx(0.0791867142, rel=1e-8)
    flips = evidence(DatasetConfig(test="permutation"))
    assert flips.p == 0.00390625 and flips.parts["extreme"] == 4 and flips.parts["all"] == 1024


def test_tables_of_counts_are_as_published():
    assert evidence(DatasetConfig(test="chi-square")).statistic == pytest.approx(92.205280, abs=1e-6)
    peas = evidence(DatasetConfig(test="fit"))
    assert (peas.statistic, peas.p) == pytest.approx((0.4700239808, 0.9254258951), rel=1e-8)
    assert fisher(np.array([[3.0, 1], [1, 3]])).parts["one_sided"] == pytest.approx(17 / 70)
    assert fisher(np.array([[4.0, 0], [0, 4]])).parts["one_sided"] == pytest.approx(1 / 70)


@pytest.mark.parametrize("name", ALL)
def test_every_test_at_first_is_that_of_scipy(name):
    found, judged = evidence(DatasetConfig(test=name)), evidence_in_scipy(DatasetConfig(test=name))
    drawn = found.parts.get("error", 0.0)  # SciPy draws other splits into two groups: both are estimates
    assert found.p == pytest.approx(judged["p"], rel=1e-9, abs=5 * drawn)
    assert found.statistic == pytest.approx(judged.get("statistic", found.statistic), rel=1e-9)


@settings(deadline=None, max_examples=60)
@given(first=numbers, second=numbers)
def test_the_tests_of_measurements_are_those_of_scipy(first, second):
    n = min(len(first), len(second))
    a, b = np.array(first[:n]), np.array(second[:n])
    if min(a.std(), b.std(), (a - b).std()) < 1e-3:
        return
    judged = {
        "one-sample": stats.ttest_1samp(a, 0), "paired": stats.ttest_rel(a, b),
        "Welch": stats.ttest_ind(a, b, equal_var=False), "pooled": stats.ttest_ind(a, b),
    }  # fmt: skip
    for name, one in judged.items():
        found = t_test(name, a, b)
        assert (found.statistic, found.p) == pytest.approx((one.statistic, one.pvalue), rel=1e-6, abs=1e-9)
        assert found.freedom == pytest.approx(one.df)
    rival = stats.permutation_test((a - b,), np.mean, permutation_type="samples", n_resamples=np.inf)
    assert sign_flips(a - b).p == pytest.approx(rival.pvalue, abs=1e-12)
    assert sign_flips(a - b).p >= 2 / 2**n
    every = stats.PermutationMethod(n_resamples=np.inf)
    if np.round(a - b, 9).any():
        rival = stats.wilcoxon(np.round(a - b, 9), method=every)
        assert signed_ranks(a - b).p == pytest.approx(rival.pvalue, abs=1e-12)


def test_ranks_without_ties_are_those_of_wilcoxons_table():
    found = signed_ranks(np.array([1.1, -0.4, 2.3, 3.5, 0.0, -0.2, 4.8]))  # ranks 3, −2, 4, 5, −1, 6
    assert (found.statistic, found.parts["minus"], found.parts["zeros"], found.parts["ties"]) == (18, 3, 1, 0)
    assert found.p == 10 / 64  # W⁻ ≤ 3 in 5 of 64 ways, and as many on the other side
    assert [key for key, _ in permutation_lines(found)] == ["exact_signs", "zeros"]
    tied = signed_ranks(np.array([1.0, -1.0, 2.0]))
    assert (tied.statistic, tied.p) == (4.5, 6 / 8) and [key for key, _ in permutation_lines(tied)] == [
        "exact_signs",
        "ties",
    ]


@settings(deadline=None, max_examples=4)
@given(data=st.data(), n=st.integers(2, 9))
def test_up_to_100_000_splits_are_all_tried_as_scipy_does(data, n):
    quarters = st.lists(st.integers(-40, 40).map(lambda k: k / 4), min_size=n, max_size=n)  # no rounding of sums
    first, second = np.array(data.draw(quarters)), np.array(data.draw(quarters))
    found = split_groups(first, second)
    rival = stats.permutation_test(
        (first, second), lambda x, y, axis: x.mean(axis) - y.mean(axis), vectorized=True, n_resamples=np.inf
    )
    assert found.parts["all"] == found.parts["every"] == comb(2 * n, n) <= MOST_SPLITS
    assert (found.p, found.statistic, found.parts["error"]) == (
        pytest.approx(rival.pvalue, abs=1e-12),
        rival.statistic,
        0,
    )
    assert permutation_lines(found)[0] == ("exact_splits", {"every": comb(2 * n, n)})


def test_every_group_is_summed_once():
    first, second = np.array([1.0, 10, 100]), np.array([1000.0, 10_000, 100_000])
    every = sorted(sum(group) for group in combinations([*first, *second], 3))
    assert sorted(sums_of_groups(first, second)) == every


def test_few_splits_are_all_tried_and_many_are_drawn_with_their_error():
    first, second = np.array([3.0, 5.0, 6.0, 9.0]), np.array([1.0, 2.0, 4.0, 5.0])
    few = split_groups(first, second)
    rival = stats.permutation_test((first, second), lambda x, y: x.mean() - y.mean(), n_resamples=np.inf)
    assert few.p == pytest.approx(rival.pvalue) and (few.parts["all"], few.parts["error"]) == (70, 0)
    assert permutation_lines(few) == [("exact_splits", {"every": 70})]
    many = evidence(DatasetConfig(test="groups"))
    assert (many.parts["every"], many.parts["all"]) == (184_756, 20_001)
    assert many.parts["error"] == pytest.approx(np.sqrt(many.p * (1 - many.p) / 20_000))
    assert abs(many.p - 0.0815) < 5 * many.parts["error"]
    told = {"every": 184_756, "most": 100_000, "drawn": 20_000, "error": many.parts["error"]}
    assert permutation_lines(many) == [("drawn", told)]
    assert permutation_lines(evidence(DatasetConfig(test="permutation"))) == [("exact_signs", {"every": 1024})]
    assert permutation_lines(evidence(DatasetConfig(test="Welch"))) == []
    alike = evidence(DatasetConfig(test="groups", groups=((1.0,) * 10, (1.0,) * 10)))
    assert alike.p == 1 and permutation_lines(alike)[0][0] == "drawn_all"  # an error of 0 is not told
    apart = DatasetConfig(test="groups", groups=((1.0,) * 12, (0.0,) * 12))  # truly 2 of 2,704,156
    assert evidence(apart).p == 1 / 20_001
    _, shares, extreme = null_bars(evidence(apart), apart)
    assert shares[extreme].sum() == pytest.approx(1 / 20_001)


@settings(deadline=None, max_examples=80)
@given(cells=st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_the_tests_of_counts_are_those_of_scipy(cells):
    table = np.array(cells, dtype=float).reshape(2, 2)
    if not (table.sum(axis=0).all() and table.sum(axis=1).all()):
        assert independence(table).reason == fisher(table).reason == "empty_line"
        return
    judged = stats.chi2_contingency(table, correction=False)
    assert (independence(table).statistic, independence(table).p) == pytest.approx((judged.statistic, judged.pvalue))
    assert fisher(table).p == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-6)
    wide = np.hstack([table, table + 1])
    assert independence(wide).p == pytest.approx(stats.chi2_contingency(wide, correction=False).pvalue)


def test_where_there_is_no_p_value_the_reason_is_told():
    same = ((2.0, 2.0, 2.0), (2.0, 2.0, 2.0))
    shifted = ((1.1, 2.1, 3.1), (0.1, 1.1, 2.1))  # the differences are equal but for rounding
    for name in ("one-sample", "paired", "Welch", "pooled"):
        assert evidence(DatasetConfig(test=name, groups=same)).reason == "no_spread"
    assert evidence(DatasetConfig(test="paired", groups=shifted)).reason == "no_spread"
    assert evidence(DatasetConfig(test="permutation", groups=same)).p == 1
    assert evidence(DatasetConfig(test="Wilcoxon", groups=same)).reason == "no_sign"
    assert evidence(DatasetConfig(test="groups", groups=same)).p == 1
    assert fisher(np.ones((2, 3))).reason == "two_by_two"
    assert goodness_of_fit(np.array([[3.0, 2], [1, 0]])).reason == "no_expected"
    assert goodness_of_fit(np.array([[0.0, 0], [1, 1]])).reason == "no_expected"
    assert short_of_five(independence(np.array([[3.0, 0], [2, 5]]))) and not short_of_five(
        evidence(DatasetConfig(test="fit"))
    )


@settings(deadline=None, max_examples=60)
@example(config=DatasetConfig(test="fit", kinds=((0, 0, 0, 158), (1, 1, 6661, 1))))  # a statistic of 400,000
@given(config=configs(DatasetConfig))
def test_every_table_is_told_and_drawn(config):
    found = evidence(config)
    if found.reason:
        assert np.isnan(found.p)
        return
    assert 0 <= found.p <= 1
    sound(evidence_figure(found, config, say))
    assert (
        "nan" not in str({name: v for name, v in evidence_numbers(found, config).items() if name != "freedom"}).lower()
    )
    assert rival_rows(rivals(config), dict.fromkeys(ALL, "x"), "none").count("\n") == max(len(rivals(config)) - 1, 0)


@pytest.mark.parametrize("name", ALL)
def test_the_colored_part_is_p(name):
    config = DatasetConfig(test=name, counts=((9, 3), (4, 8)))
    found = evidence(config)
    if name in (*PERMUTED, "Fisher"):
        _, shares, extreme = null_bars(found, config)
        assert shares[extreme].sum() == pytest.approx(found.p, abs=2e-6)
    else:
        x, density, tail = null_curve(found)
        assert np.trapezoid(np.where(tail, density, 0), x) == pytest.approx(found.p, abs=0.02)


def test_the_task_wants_two_tests_that_disagree():
    def told(counts=((3, 0), (2, 5)), test="Fisher"):
        config = DatasetConfig(test=test, counts=counts)
        verdict = rough_square(evidence(config), rivals(config), config)
        return verdict.missing[0].key if verdict.missing else ""

    assert told() == "" and told(test="paired") == "test" and told(((1, 2, 3), (3, 2, 1))) == "table"
    assert told(((2, 0), (0, 2))) == "few" and told(((4, 3), (3, 4))) == "square" and told(((40, 3), (3, 4))) == "exact"


def test_a_p_below_all_numbers_is_told_to_be_so():
    tab = next(tab for tab in tabs_of(topic_named("estimation")) if tab.noun == "dataset")
    halves = ((10_000, 0), (0, 10_000))
    assert evidence(DatasetConfig(test="chi-square", counts=halves)).p == 0
    told = [tab.open({"test": "chi-square", "counts": counts}).info for counts in (halves, DatasetConfig().counts)]
    assert "no p-value is exactly 0" in "".join(one.value for one in told[0]) and not told[1]


def test_the_task_wants_a_difference_far_out_that_only_t_minds():
    def told(first=(2.0, 3.0, 1.0, 4.0, 2.5, 1.5, 40.0), test="Wilcoxon"):
        config = DatasetConfig(test=test, groups=(first, (0.0,) * len(first)))
        verdict = far_out(evidence(config), rivals(config))
        return verdict.missing[0].key if verdict.missing else ""

    assert told() == "" and told(test="paired") == "" and told(test="groups") == "test" and told(test="fit") == "test"
    assert told((0.0, 0.0, 0.0)) == "table" and told((1.0, 2.0, 30.0)) == "ranks"
    assert told((2.0, 3.0, 1.0, 4.0, 2.5, 1.5, 5.0)) == "t"
