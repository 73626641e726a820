"""The search on real digits: its budget, its trials, Optuna as judge, and a pause that changes nothing."""

import numpy as np
import optuna
import pytest
import torch

from core.jobs.registry import job_named, name_of
from core.pace import last_state
from core.practice.tuning.reading import ReadingConfig, importance_of_study, lit, majority_share, study_lines
from core.practice.tuning.study import (
    EPOCHS,
    NAMES,
    SearchStudyConfig,
    digit_rows,
    digits,
    distributions_of,
    next_setting,
    optuna_study,
    ranges_of,
    rungs_of_study,
    search_digits,
    training_scores,
)
from core.refusal import Refusal

NOTHING = np.zeros((0, 4)), np.zeros(0)
SEARCHES = ("tpe", "random", "grid", "halving")


@pytest.fixture(scope="module")
def studies():
    return {search: list(search_digits(SearchStudyConfig(search=search, trials=9))) for search in SEARCHES}


@pytest.mark.parametrize("search", SEARCHES)
def test_no_search_spends_more_than_the_budget(studies, search):
    for trials in (9, 12, 50, 100):
        rungs = rungs_of_study(SearchStudyConfig(search=search, trials=trials))
        spent = sum(count * epochs for count, epochs in rungs)
        assert spent <= trials * EPOCHS and rungs[-1][1] == EPOCHS
        assert spent > 0.85 * trials * EPOCHS or search == "grid"
    last = studies[search][-1]
    assert last.share == pytest.approx(1) and [s.share for s in studies[search]] == sorted(
        s.share for s in studies[search]
    )


@pytest.mark.parametrize("search", SEARCHES)
def test_a_study_that_was_paused_ends_as_it_would_have(studies, search):
    config, whole = SearchStudyConfig(search=search, trials=9), studies[search]
    again = last_state(search_digits, config, whole[len(whole) // 2 - 1] if len(whole) > 1 else None)
    assert np.array_equal(again.settings, whole[-1].settings)
    assert np.array_equal(again.validation, whole[-1].validation) and np.array_equal(again.test, whole[-1].test)


def test_the_grid_tries_the_ends_of_every_range(studies):
    ranges = ranges_of(SearchStudyConfig())
    grid = last_state(search_digits, SearchStudyConfig(search="grid", trials=16))
    for column, one in zip(grid.settings.T, ranges.values(), strict=True):
        assert np.unique(column) == pytest.approx([one.low, one.high])
    assert len(np.unique(grid.settings, axis=0)) == 16 and grid.validation.max() < 0.4


def test_halving_goes_on_with_the_best_third(studies):
    last = studies["halving"][-1]
    assert [int((last.epochs == epochs).sum()) for epochs in (1, 3, 9)] == [27, 9, 3]
    first = last.validation[:27]
    assert np.array_equal(last.settings[27:36], last.settings[:27][np.argsort(-first, kind="stable")[:9]])


def test_tpe_asks_what_optuna_asks():
    config = SearchStudyConfig(trials=20)
    ranges, rng = ranges_of(config), np.random.default_rng(0)
    settings = np.array([[one.at(place) for one, place in zip(ranges.values(), rng.random(4), strict=True)]
                         for _ in range(12)])  # fmt: skip
    scores = rng.random(12)
    ours, epochs = next_setting(config, settings, scores)
    study = optuna_study(ranges, settings, scores, optuna.samplers.TPESampler(seed=12, n_startup_trials=6))
    trial = study.ask()
    asked = {name: getattr(trial, "suggest_int" if one.whole else "suggest_float")(
        name, int(one.low) if one.whole else one.low, int(one.high) if one.whole else one.high, log=one.log)
        for name, one in ranges.items()}  # fmt: skip
    assert epochs == EPOCHS and study.best_value == scores.max()
    assert set(asked) == set(NAMES) == set(distributions_of(ranges))
    low, high = zip(*((one.low, one.high) for one in ranges.values()), strict=True)
    assert (ours >= np.array(low) - 1e-12).all() and (ours <= np.array(high) + 1e-9).all()
    again, _ = next_setting(config, settings, scores)
    assert np.array_equal(ours, again)


def test_the_parts_of_the_digits_are_apart_and_whole():
    parts = digit_rows(3)
    rows = torch.cat([x for x, _ in parts])
    assert [len(y) for _, y in parts] == [600, 300, 897] and len(rows) == len(digits()[1])
    assert torch.equal(rows.sum(0).sort().values, torch.tensor(digits()[0], dtype=torch.float32).sum(0).sort().values)
    assert majority_share() == pytest.approx(183 / 1797)


def test_a_training_leaves_the_global_generator_alone_and_survives_divergence():
    before = torch.get_rng_state()
    parts = digit_rows(0)
    wild = training_scores(np.array([10.0, 0.1, 128.0, 0.8]), 2, 0, parts)
    assert torch.equal(before, torch.get_rng_state()) and all(0 <= score <= 1 for score in wild)
    good = training_scores(np.array([0.2, 1e-5, 100.0, 0.1]), EPOCHS, 0, parts)
    assert min(good) > 0.85 and good == training_scores(np.array([0.2, 1e-5, 100.0, 0.1]), EPOCHS, 0, parts)


def test_the_winner_is_chosen_by_validation_among_full_trainings(studies):
    for search, states in studies.items():
        last = states[-1]
        full = last.epochs == EPOCHS
        assert last.epochs[last.winner] == EPOCHS and last.validation[last.winner] == last.validation[full].max()
        chosen = lit(last, ReadingConfig(top_percent=100))
        assert np.array_equal(chosen, full) and lit(last, ReadingConfig(top_percent=5)).sum() == 1
        assert dict(study_lines(last, 0.1))["scores"]["test"] == last.test[last.winner], search


def test_importance_needs_eight_full_trainings(studies):
    config = SearchStudyConfig(trials=9)
    found = importance_of_study(studies["tpe"][-1], config, ReadingConfig())
    assert found.trials == 9 and found.shares.sum() == pytest.approx(1) and (found.shares >= 0).all()
    assert np.isnan(importance_of_study(studies["halving"][-1], config, ReadingConfig()).shares).all()
    assert np.isnan(importance_of_study(studies["tpe"][-1], config, ReadingConfig(below_rate=1e-3)).shares).all()


def test_the_job_is_registered_can_be_paused_and_refuses_a_turned_range():
    job = job_named(name_of(search_digits))
    assert job.resumes and job.argument_types == (SearchStudyConfig,)
    with pytest.raises(Refusal, match="rates_turned"):
        next(iter(search_digits(SearchStudyConfig(lowest_rate=1.0, highest_rate=0.1))))
    setting, _ = next_setting(SearchStudyConfig(search="random"), *NOTHING)
    assert setting.shape == (4,) and setting[2] == round(setting[2])
