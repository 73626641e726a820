"""The best of many: exact probabilities, scikit-learn's nested validation, and no curse where nothing is chosen."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score

from core.practice.tuning.challenges import honest_winner
from core.practice.tuning.curse import (
    CurseConfig,
    best_distribution,
    curse_of,
    expected_best,
    fold_sizes,
    nested_scores,
)
from core.practice.tuning.curse_report import curse_lines
from tests.strategies import configs


@pytest.mark.parametrize(("n", "mean"), [(1, 0.500), (10, 0.554), (100, 0.589), (1000, 0.614)])
def test_the_expected_best_of_coins_is_the_published_one(n, mean):
    assert expected_best(n, 200, 0.5) == pytest.approx(mean, abs=1e-3)
    draws = np.random.default_rng(0).binomial(200, 0.5, (1500, n)).max(axis=1) / 200
    assert expected_best(n, 200, 0.5) == pytest.approx(draws.mean(), abs=4 * draws.std() / np.sqrt(1500) + 1e-9)


def test_the_distribution_of_the_best_sums_to_one_and_is_binomial_for_one():
    assert best_distribution(50, 120, 0.7).sum() == pytest.approx(1)
    assert best_distribution(1, 120, 0.7) == pytest.approx(stats.binom.pmf(np.arange(121), 120, 0.7))


class Coin(ClassifierMixin, BaseEstimator):
    """The guesses of one of many fixed candidates; X holds the number of the row."""

    guesses = np.random.default_rng(4).integers(0, 2, (8, 40))

    def __init__(self, which=0):
        self.which = which

    def fit(self, x, y):
        self.classes_ = np.array([0, 1])
        return self

    def predict(self, x):
        return self.guesses[self.which][x[:, 0]]


def test_nested_validation_is_scikit_learns():
    rows, labels = np.arange(40)[:, None], np.random.default_rng(5).integers(0, 2, 40)
    outer, inner = KFold(5), KFold(4)  # of equal folds, so that a mean of folds is a mean of rows
    search = GridSearchCV(Coin(), {"which": range(8)}, cv=inner)
    theirs = cross_val_score(search, rows, labels, cv=outer).mean()
    right = (Coin.guesses == labels).reshape(8, 5, 8).sum(axis=2)  # (candidates, folds)
    assert nested_scores(right[None], fold_sizes(40, 5))[0] == pytest.approx(theirs)


@given(configs(CurseConfig, candidates=60, rows=200))
@settings(max_examples=15, deadline=None)
def test_the_winner_is_the_best_observed_and_every_share_is_one(config):
    found = curse_of(config)
    assert found.observed[found.winner] == found.observed.max() == found.reported[0]
    assert found.truth[found.winner] == found.worth[0]
    for values in (found.observed, found.truth, found.reported, found.worth, found.nested):
        assert (values >= 0).all() and (values <= 1).all()
    assert np.isfinite(found.expected) == (config.spread == 0)


def test_where_all_are_equal_the_promise_is_cursed_and_nested_validation_is_not():
    found = curse_of(CurseConfig())
    error = found.nested.std() / np.sqrt(len(found.nested))
    assert found.reported.mean() == pytest.approx(found.expected, abs=0.005)
    assert (found.worth == 0.5).all() and abs(found.nested.mean() - 0.5) < 4 * error


def test_where_candidates_differ_the_winner_is_truly_better_though_not_as_promised():
    found = curse_of(CurseConfig(spread=0.05))
    assert found.reported.mean() > found.worth.mean() + 0.02 > found.worth.mean() > 0.55


def test_one_candidate_is_not_cursed():
    found = curse_of(CurseConfig(candidates=1, rows=1000))
    assert found.reported.mean() == pytest.approx(0.5, abs=0.005)
    assert np.array_equal(found.reported, found.nested)
    assert "single" in [key for key, _ in curse_lines(found, CurseConfig(candidates=1))]


def test_folds_hold_every_row_once_and_differ_by_one_at_most():
    for rows, folds in ((20, 20), (23, 7), (5000, 3)):
        sizes = fold_sizes(rows, folds)
        assert sizes.sum() == rows and np.ptp(sizes) <= 1 and sizes.min() >= 1


def test_a_tie_is_told():
    config = CurseConfig(candidates=1000, rows=20, accuracy=0.9)
    assert "tied" in [key for key, _ in curse_lines(curse_of(config), config)]
    assert not honest_winner(config, curse_of(config)).met
