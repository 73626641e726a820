"""The rungs are scikit-learn's, who goes on is who scored best, and the best can be sent home without noise."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.practice.tuning.challenges import best_sent_home
from core.practice.tuning.halving import HalvingConfig, halve, rungs_of
from core.practice.tuning.halving_report import halving_lines
from core.practice.tuning.library import halving_rungs
from core.practice.tuning.mountain import MountainConfig, mountain_of, true_score
from tests.strategies import configs


@pytest.mark.parametrize(("entrants", "eta", "first"), [(27, 3, 1), (26, 3, 2), (20, 2, 1), (40, 4, 1), (9, 4, 9)])
def test_the_rungs_are_those_of_scikit_learn(entrants, eta, first):
    config = HalvingConfig(entrants=entrants, eta=eta, first_epochs=first)
    counts, epochs = rungs_of(config)
    theirs = halving_rungs(config)
    assert (counts.tolist(), epochs.tolist()) == (theirs["counts"], theirs["epochs"])


def test_the_cost_is_the_published_one():
    found = halve(MountainConfig(), HalvingConfig())
    assert (found.cost, found.cost_full, found.cost_resumed) == (108, 729, 81)
    long = halve(MountainConfig(), HalvingConfig(entrants=81))
    assert (long.cost, long.cost_full) == (405, 6561)


@given(configs(HalvingConfig))
@settings(max_examples=25, deadline=None)
def test_as_many_go_home_as_the_rungs_say(config):
    found = halve(MountainConfig(), config)
    k = len(found.counts)
    inside = [int((found.left >= rung).sum()) for rung in range(k)]
    assert inside == found.counts.tolist() and (found.left == k).sum() == 1
    assert found.left[found.winner] == k
    assert found.at_end[found.best] == found.at_end.max()
    assert found.late == (found.at_end > found.at_end[found.winner]).sum()
    assert found.cost_resumed <= found.cost <= found.cost_full


def test_almost_without_noise_the_best_of_each_rung_go_on():
    mountain, config = MountainConfig(validation_rows=10_000), HalvingConfig(entrants=30)
    found = halve(mountain, config)
    for rung, epochs in enumerate(found.epochs.tolist()):
        inside = np.flatnonzero(found.left >= rung)
        truth = true_score(mountain_of(mountain), *found.settings[inside].T, epochs)
        gone = found.left[inside] == rung
        if gone.any() and (~gone).any():
            assert truth[~gone].min() >= truth[gone].max() - 0.05


def test_crossing_curves_send_the_best_home_without_noise():
    mountain = MountainConfig(validation_rows=10_000)
    config = HalvingConfig(entrants=81, halving_seed=3)
    found = halve(mountain, config)
    assert found.late > 0 and best_sent_home(found, mountain).met
    assert halving_lines(found)[1][0] == "wrong"
    assert not best_sent_home(found, MountainConfig()).met  # there it may have been noise
