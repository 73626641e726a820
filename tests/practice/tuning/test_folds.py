"""Cross-validation against scikit-learn's searches, and what its folds leak."""

import numpy as np
import pytest
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

from core.practice.tuning.challenges import honest_visits
from core.practice.tuning.folds import (
    COUNTS,
    ROWS,
    FoldsConfig,
    cross_validate,
    folds_numbers,
    fresh_of,
    neighbor_scores,
    splits_of,
    table_of,
)
from core.practice.tuning.folds_report import folds_lines, shared_share
from core.practice.tuning.library import folds_in_library

WORLDS = ("alone", "visits", "days")
SCHEMES = ("random", "stratified", "group", "time")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("world", WORLDS)
def test_the_choice_and_every_score_are_those_of_grid_search(world, scheme):
    config = FoldsConfig(world=world, scheme=scheme, folds=3, deals=2)
    ours, theirs = folds_numbers(config), folds_in_library(config)
    assert ours["chosen"] == theirs["chosen"]
    assert ours["reported"] == pytest.approx(theirs["reported"])
    assert ours["folds"] == pytest.approx(theirs["folds"])


def test_nested_validation_is_a_search_inside_cross_validation():
    config = FoldsConfig(world="alone", folds=3, folds_seed=2)
    table = table_of(config)
    inner = KFold(3, shuffle=True, random_state=29)
    search = GridSearchCV(KNeighborsClassifier(algorithm="brute"), {"n_neighbors": list(COUNTS)}, cv=inner)
    scores = cross_val_score(search, table.features, table.labels, cv=splits_of(config, table))
    assert cross_validate(config).nested == pytest.approx(scores.mean())


@pytest.mark.parametrize("folds", [2, 20])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("world", WORLDS)
def test_every_row_is_tested_once_and_never_trained_on_meanwhile(world, scheme, folds):
    config = FoldsConfig(world=world, scheme=scheme, folds=folds)
    found = cross_validate(config)
    tested = (found.role == 2).sum(axis=0)
    assert found.role.shape == (folds, ROWS)
    assert tested.max() == 1 and (scheme == "time" or tested.min() == 1)
    if scheme == "time":  # the past alone
        assert all(np.flatnonzero(row == 1).max() < np.flatnonzero(row == 2).min() for row in found.role)
    if scheme == "group":
        assert shared_share(found) == 0
    assert ((found.scores >= 0) & (found.scores <= 1)).all() and len(folds_lines(found, config)) >= 4


def test_random_folds_know_the_people_and_so_choose_and_promise_wrongly():
    leaky, honest = (cross_validate(FoldsConfig(scheme=scheme)) for scheme in ("random", "group"))
    assert leaky.reported > 0.95 and leaky.nested > 0.95 and leaky.truth[leaky.chosen] < 0.6
    assert honest.counts[honest.chosen] > leaky.counts[leaky.chosen]
    assert honest.reported < 0.7 and honest_visits(FoldsConfig(scheme="group"), honest).met
    assert not honest_visits(FoldsConfig(), leaky).met


def test_dealing_ten_times_removes_luck_and_no_leak():
    assert cross_validate(FoldsConfig(deals=10)).reported > 0.95


def test_random_folds_look_into_the_future_of_days():
    leaky, honest = (cross_validate(FoldsConfig(world="days", scheme=scheme)) for scheme in ("random", "time"))
    assert leaky.reported > 0.9 and leaky.truth[leaky.chosen] < 0.7
    assert honest.reported == pytest.approx(0.71, abs=0.01)
    assert abs(honest.reported - honest.truth[honest.chosen]) < 0.06


def test_the_truth_is_the_accuracy_on_fresh_rows_by_scikit_learn():
    config = FoldsConfig(world="alone")
    table, fresh = table_of(config), fresh_of(config)
    model = KNeighborsClassifier(9, algorithm="brute").fit(table.features, table.labels)
    ours = neighbor_scores(table, fresh, np.array([9]))[0]
    assert ours == pytest.approx(model.score(fresh.features, fresh.labels))
