"""Four searches on one budget: what each tries and spends, and Optuna and chance as judges."""

from itertools import pairwise

import numpy as np
import optuna
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.model_selection import ParameterGrid

from core.practice.tuning.challenges import all_near
from core.practice.tuning.mountain import DECAYS, EPOCHS, RATES, MountainConfig, mountain_of, surface_of
from core.practice.tuning.race import (
    SEARCHES,
    SearchRaceConfig,
    Trainings,
    named_truths,
    race_in_steps,
    run_race,
    tpe_search,
    walk_of,
)
from core.practice.tuning.race_report import chance_line, race_rows

LAND = mountain_of(MountainConfig())


@given(budget=st.integers(9, 200), scale=st.sampled_from(["log", "linear"]), repeat=st.integers(0, 9))
@settings(max_examples=12, deadline=None)
def test_no_search_spends_more_than_its_budget_or_leaves_the_range(budget, scale, repeat):
    for search in ("grid", "random", "halving"):
        walk = walk_of(LAND, SearchRaceConfig(budget=budget, scale=scale), search, repeat)
        assert walk.cost[-1] == walk.epochs.sum() <= budget * EPOCHS
        assert walk.cost[-1] > 0.7 * budget * EPOCHS or search == "grid"
        for values, (low, high) in ((walk.rates, RATES), (walk.decays, DECAYS)):
            assert (values >= low * (1 - 1e-9)).all() and (values <= high * (1 + 1e-9)).all()
        assert walk.epochs[walk.chosen[-1]] == EPOCHS
        assert walk.boast == walk.observed[walk.epochs == EPOCHS].max()


def test_the_grid_tries_every_pair_once():
    walk = walk_of(LAND, SearchRaceConfig(budget=26), "grid", 0)
    axes = {"rate": np.geomspace(*RATES, 5), "decay": np.geomspace(*DECAYS, 5)}
    wanted = sorted((one["rate"], one["decay"]) for one in ParameterGrid(axes))
    assert sorted(zip(walk.rates, walk.decays, strict=True)) == [pytest.approx(pair) for pair in wanted]
    assert len(np.unique(walk_of(LAND, SearchRaceConfig(budget=26), "random", 0).rates)) == 26


def test_tpe_is_what_optuna_does_by_itself():
    ours, theirs = (Trainings(LAND, "log", np.random.default_rng(5)) for _ in range(2))
    tpe_search(ours, 20)
    sampler = optuna.samplers.TPESampler(seed=int(theirs.rng.integers(2**31)))

    def objective(trial):
        setting = [trial.suggest_float("rate", *RATES, log=True), trial.suggest_float("decay", *DECAYS, log=True)]
        return float(theirs.train(np.array([setting]), EPOCHS)[0])

    study = optuna.create_study(direction="maximize", sampler=sampler)
    study.optimize(objective, n_trials=20)
    assert ours.walk().observed.tolist() == [trial.value for trial in study.trials]
    assert ours.walk().boast == study.best_value


def test_each_rung_of_halving_keeps_the_best_third_of_the_one_before():
    walk = walk_of(LAND, SearchRaceConfig(budget=25), "halving", 0)
    rungs = [walk.epochs == epochs for epochs in (3, 9, 27, 81)]
    assert [int(rung.sum()) for rung in rungs] == [168, 56, 18, 6]
    for earlier, later in pairwise(rungs):
        best = np.argsort(-walk.observed[earlier], kind="stable")[: later.sum()]
        assert walk.rates[later].tolist() == walk.rates[earlier][best].tolist()


def test_what_is_named_grows_with_the_budget_and_a_longer_training_counts_more():
    walk = walk_of(LAND, SearchRaceConfig(budget=9), "random", 1)
    named = named_truths(walk, 9)
    assert np.isnan(named[0])
    for spent in range(1, 10):
        assert named[spent] == walk.truth[:spent][walk.observed[:spent].argmax()]


@pytest.mark.parametrize(("n", "chance"), [(60, 0.954), (1, 0.05), (14, 0.512)])
def test_the_chance_of_the_best_five_percent_is_that_of_many_draws(n, chance):
    told = chance_line(n)[1]["chance"]
    hits = (np.random.default_rng(0).random((20_000, n)).max(axis=1) > 0.95).mean()
    assert told == pytest.approx(hits, abs=0.012) and told == pytest.approx(chance, abs=5e-4)


def test_more_trials_raise_the_promise_above_the_top_and_not_the_worth():
    surface = surface_of(LAND)
    few, many = (run_race(MountainConfig(), SearchRaceConfig(budget=budget, repeats=3)) for budget in (16, 80))
    tpe = SEARCHES.index("tpe")
    assert many.boasts[tpe].mean() > surface.best + 0.03 > surface.best > many.truths[tpe].mean()
    assert many.boasts[tpe].mean() > few.boasts[tpe].mean()
    assert all(row["gap"] >= 0 for row in race_rows(many, surface))


def test_on_a_linear_scale_random_search_is_no_better_than_the_mean():
    race = run_race(MountainConfig(), SearchRaceConfig(scale="linear", budget=25))
    assert race.truths[SEARCHES.index("random")].mean() < 0.1


def test_the_race_grows_is_repeatable_and_can_be_cut_short():
    config = SearchRaceConfig(budget=9, repeats=3)
    states = list(race_in_steps(MountainConfig(), config))
    assert [len(state.boasts[0]) for state in states] == [1, 2, 3] and states[-1].share == 1
    again = run_race(MountainConfig(), config)
    assert np.array_equal(again.curves, states[-1].curves, equal_nan=True)
    steps = race_in_steps(MountainConfig(), config)
    first = next(steps)
    assert steps.send(True) is first
    with pytest.raises(StopIteration):
        next(steps)


def test_a_judge_wants_what_its_sentence_says():
    config = SearchRaceConfig(budget=26, repeats=2)
    verdict = all_near(config, run_race(MountainConfig(), config), surface_of(LAND))
    assert [one.key for one in verdict.missing][:2] == ["budget", "repeats"]
