"""Comparisons of seeds and of curves, against SciPy and against what was counted by hand or drawn by chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from core.practice.runs.axes import over_axis
from core.practice.runs.curves import compare_curves, compare_timed_curves, smoothed
from core.practice.runs.curves_report import crossings, curve_lines
from core.practice.runs.examples import example_runs
from core.practice.runs.seeds import compare_seeds, plan_seeds, pooled_spread, power_of, rank_test
from core.practice.runs.seeds_report import plan_lines, seed_lines
from core.practice.runs.settings import SeedsConfig
from core.practice.runs.tree import family_tree

USUAL = SeedsConfig()
FIRST = np.array([0.31, 0.28, 0.35, 0.30, 0.33])
SECOND = np.array([0.27, 0.24, 0.29, 0.26])


@pytest.fixture(scope="module")
def examples():
    *_, last = example_runs()
    return last


def test_the_interval_is_welchs_and_the_ranks_are_mann_and_whitneys():
    found = compare_seeds(FIRST, SECOND, lower=True, config=USUAL)
    test = stats.ttest_ind(SECOND, FIRST, equal_var=False)
    np.testing.assert_allclose([found.low, found.high], test.confidence_interval(0.95), rtol=1e-10)
    assert found.p_welch == pytest.approx(test.pvalue) and found.conclusion == "second_better"
    wins = np.mean([(b < a) + 0.5 * (a == b) for a in FIRST for b in SECOND])
    assert found.win_share == pytest.approx(wins)
    assert found.p_ranks == pytest.approx(stats.mannwhitneyu(SECOND, FIRST, method="exact").pvalue)


scores = st.lists(st.floats(-5, 5).map(lambda x: round(x, 3)), min_size=1, max_size=9).map(np.array)


@given(scores, scores, st.booleans())
def test_to_exchange_the_settings_exchanges_the_verdict(first, second, lower):
    one, other = compare_seeds(first, second, lower, USUAL), compare_seeds(second, first, lower, USUAL)
    assert one.difference == pytest.approx(-other.difference) and one.win_share == pytest.approx(1 - other.win_share)
    mirror = {"first_better": "second_better", "second_better": "first_better"}
    assert other.conclusion == mirror.get(one.conclusion, one.conclusion)
    assert compare_seeds(first, second, not lower, USUAL).win_share == pytest.approx(1 - one.win_share)


def test_the_smallest_p_value_of_the_ranks_is_that_of_a_full_separation():
    for n, m in ((3, 3), (4, 2), (5, 5)):
        found = compare_seeds(np.arange(n) * 1.0, 100 + np.arange(m), lower=True, config=USUAL)
        assert found.least_p == pytest.approx(found.p_ranks)
    assert compare_seeds(np.arange(3.0), 9 + np.arange(3.0), True, USUAL).least_p == pytest.approx(0.1)


def test_one_seed_says_nothing_and_equal_scores_have_no_test():
    assert compare_seeds(np.array([0.1]), SECOND, True, USUAL).conclusion == "one_seed"
    alone = compare_seeds(np.array([0.1]), np.array([0.2]), True, USUAL)
    assert alone.conclusion == "one_seed" and np.isnan(alone.spread) and np.isnan(alone.low)
    flat = compare_seeds(np.full(3, 0.5), np.full(4, 0.4), True, USUAL)
    assert flat.conclusion == "no_spread" and flat.difference == pytest.approx(-0.1)
    assert [key for key, _ in seed_lines(alone, USUAL)] == ["verdict.one_seed"]
    assert "verdict.least_p" in [key for key, _ in seed_lines(compare_seeds(FIRST[:2], SECOND, True, USUAL), USUAL)]


def test_a_fair_comparison_finds_a_difference_where_there_is_none_in_five_of_a_hundred_cases():
    rng = np.random.default_rng(0)
    found = [compare_seeds(rng.normal(size=6), rng.normal(size=9), True, USUAL).conclusion for _ in range(1500)]
    assert np.mean([one != "within_noise" for one in found]) == pytest.approx(0.05, abs=0.017)


def test_the_example_of_the_textbook_takes_about_390_seeds():
    plan = plan_seeds(0.004, 0.02, 1, USUAL)
    assert plan.by_formula == pytest.approx(2 * (1.959964 + 0.841621) ** 2 * 25, rel=1e-5)
    assert (
        plan.needed == 394
    )  # two more than by the normal approximation; Cohen (1988), table 2.4.1, says 393 for d 0.2
    assert power_of(plan.needed, 0.2, 0.05) >= 0.8 > power_of(plan.needed - 1, 0.2, 0.05)
    assert np.isnan(plan.power_now)


def test_the_power_is_the_share_of_simulated_tests_that_find_the_difference():
    rng = np.random.default_rng(1)
    draws = rng.normal(size=(4000, 2, 8)) + np.array([0.0, 1.2])[:, None]
    hits = stats.ttest_ind(draws[:, 0], draws[:, 1], axis=1).pvalue < 0.05
    assert power_of(8, 1.2, 0.05) == pytest.approx(hits.mean(), abs=0.03)


@given(st.floats(1e-4, 1), st.floats(1e-4, 1), st.integers(50, 99), st.integers(50, 99))
def test_every_plan_is_a_number_and_its_power_rises(gap, spread, confidence, power):
    plan = plan_seeds(gap, spread, 4, SeedsConfig(confidence_percent=confidence, power_percent=power))
    assert plan.by_formula > 0 and (np.diff(plan.powers) > -1e-6).all() and plan.powers.min() > 0
    if plan.needed:
        alpha, wanted = 1 - confidence / 100, power / 100
        assert power_of(plan.needed, gap / spread, alpha) >= wanted
        assert plan.needed == 2 or power_of(plan.needed - 1, gap / spread, alpha) < wanted
    else:
        assert plan.by_formula > 90_000
    assert plan_lines(plan, USUAL, 4, own_numbers=True)


def test_the_pooled_spread_is_that_of_both_settings_about_their_own_means():
    assert pooled_spread(FIRST, FIRST + 7) == pytest.approx(FIRST.std(ddof=1))


def test_smoothing_is_the_moving_average_without_bias_and_leaves_out_what_is_no_number():
    values = np.array([1.0, 2.0, np.nan, 4.0])
    w = 0.5 ** np.array([[0, 0, 0], [1, 0, 0], [2, 1, 0]])
    expected = [1.0, (2 * w[1, 1] + w[1, 0]) / 1.5, np.nan, (4 + 2 * 0.5 + 0.25) / 1.75]
    np.testing.assert_allclose(smoothed(values, 0.5), expected)
    np.testing.assert_array_equal(smoothed(values, 0), values)
    assert smoothed(np.full(5, 3.0), 0.9).tolist() == pytest.approx([3] * 5)
    assert np.isnan(smoothed(np.full(3, np.nan), 0.5)).all()


def test_curves_are_compared_at_the_steps_that_both_have():
    one, other = np.array([[0, 1, 2.0], [3, 2, 5]]), np.array([[1.0, 2, 9], [1, 7, np.nan]])
    found = compare_curves((one, other), 0.0, True)
    assert (found.steps.tolist(), found.difference.tolist()) == ([1, 2], [1, -2])
    assert (found.best.tolist(), found.best_step.tolist()) == ([2, 1], [1, 1])
    assert crossings(np.array([1, 0, -1, np.nan, -2, 3.0])) == 2 and crossings(np.zeros(3)) == 0
    none = compare_curves((one, np.full((2, 3), np.nan)), 0.9, False)
    assert none.difference.size == 0 and np.isnan(none.best[1])
    apart = compare_curves((one, np.array([[7.0, 9], [1, 2]])), 0.0, True)
    assert "compare.no_common" in [key for key, _ in curve_lines((), apart, "test_loss")]


def test_over_seconds_the_difference_is_taken_between_the_points_of_both():
    one, other = np.array([[0, 1, 4.0], [3, 2, 5]]), np.array([[0.5, 2, 9], [1, 4, 4]])
    found = compare_timed_curves((one, other), 0.0, True)
    assert found.steps.tolist() == [0.5, 1, 2, 4]
    np.testing.assert_allclose(found.difference, [2.5 - 1, 2 - 2, 3 - 4, 5 - 4])
    apart = compare_timed_curves((one, other + np.array([[9.0], [0]])), 0.0, True)
    assert "compare.no_common" in [key for key, _ in curve_lines((), apart, "test_loss", "seconds")]


def test_a_curve_stands_over_an_axis_only_where_every_point_tells_its_place_there():
    curves = {name: (np.array([8, 16]), np.array([2.0, 1.0])) for name in ("timed", "mute", "longer")}
    places = {
        "timed": (np.array([np.nan, np.nan]), np.array([0.5, 0.9])),
        "mute": (np.array([0.5, np.nan]), np.array([np.nan, 1.0])),
        "longer": (np.array([0.5, 1.0, 1.5]), np.array([1.0, 2.0, 3.0])),  # a point has come between two questions
    }
    assert over_axis(curves, places, "step") == curves
    over = {axis: over_axis(curves, places, axis) for axis in ("epoch", "seconds")}
    assert set(over["epoch"]) == {"longer"} and set(over["seconds"]) == {"timed", "longer"}
    assert over["epoch"]["longer"][0].tolist() == [0.5, 1.0] and over["seconds"]["timed"][0].tolist() == [0.5, 0.9]
    assert over_axis(curves, {}, "seconds") == {}


def test_what_the_experiments_say_of_the_examples_is_so(examples):
    def means(metric, at):
        return {node.key: node.mean for node in family_tree(examples.records, metric, at).nodes}

    last, best, train = means("test_loss", "last"), means("test_loss", "best"), means("train_loss", "last")
    assert min(last, key=last.get) == "12-0" and min(train, key=train.get) == "11-0"
    assert train["11-0"] < 0.5 * train["12-0"]
    assert all(best[key] <= last[key] for key in last)
    gains = sorted(last, key=lambda key: last[key] - best[key])
    assert gains[-1] == max(last, key=last.get)
    assert last["02-0"] < last["01-0"] < last["03-0"] < last["04-0"] and best["03-0"] < best["01-0"] < best["04-0"]
    shifted = [np.argmin(smoothed(examples.curves(key)["test_loss"][1], 0.9)) for key in ("03-0", "08-0")]
    assert shifted[0] > examples.results["03-0"].test_loss.argmin()
    assert shifted[1] > examples.results["08-0"].test_loss.argmin()
    tree = family_tree(examples.records, "test_loss", "last")
    few = compare_seeds(tree.node_of("03-0").known, tree.node_of("04-0").known, True, USUAL)
    assert few.p_ranks == pytest.approx(2 / 15) and few.conclusion == "first_better"
    accuracies = [run.test_accuracy[-1] for run in examples.results.values()]
    assert len(set(accuracies)) < len(accuracies) / 2  # ties


ties = st.lists(st.integers(0, 3).map(float), min_size=2, max_size=7).map(np.array)


@given(ties, ties)
def test_ranks_with_ties_are_counted_out_as_a_permutation_test_does(first, second):
    u, p = rank_test(first, second)
    judge = stats.mannwhitneyu(second, first, method=stats.PermutationMethod(n_resamples=5000))
    assert u == judge.statistic and p == pytest.approx(judge.pvalue)
    assert p >= compare_seeds(first, second, True, USUAL).least_p - 1e-12


def test_many_ranks_are_judged_by_the_normal_distribution():
    many = np.arange(40.0)
    assert rank_test(many, many + 0.5)[1] == pytest.approx(stats.mannwhitneyu(many + 0.5, many).pvalue)
    few, exact = rank_test(many[:30], many[:30] + 0.5), stats.mannwhitneyu(many[:30] + 0.5, many[:30], method="exact")
    assert few == (exact.statistic, pytest.approx(exact.pvalue))


def test_a_curve_that_diverged_does_not_end_however_it_is_smoothed():
    one, gone = np.array([[0, 1, 2.0], [3, 2, 1]]), np.array([[0, 1, 2.0], [1, 0.5, np.nan]])
    found = compare_curves((one, gone), 0.9, True)
    assert np.isfinite(found.last[0]) and np.isnan(found.last[1])
