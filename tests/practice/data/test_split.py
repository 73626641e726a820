from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_selection import SelectKBest
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from core.data.series import load_series
from core.practice.data.detector import garbage, leak_detection, same_rows
from core.practice.data.pipe import LEARNING, SMOOTH, STEPS, PipeConfig, prepared, transformed
from core.practice.data.split import fitted_model, parts, pipe_in_steps, pipe_scores, raw_rows, score
from core.practice.data.split_report import may_leak, pipe_lines, score_line
from core.practice.data.worlds import PASSENGERS, WORLDS, fresh_rows, world_rows
from tests.strategies import configs as of_config

SMALL = ("rare", "postcode", "twins", "people", "signal", "passengers")  # worlds that are quick
ALL_BUT_COPIES = STEPS[:5]


def reported(**fields):
    found = pipe_scores(PipeConfig(**fields))
    return found.reported.mean(), found.fresh.mean()


def test_selection_on_all_rows_makes_noise_look_like_knowledge():
    """scikit-learn's Common pitfalls: 0.76 leaked, 0.50 right; up to 0.88 by logistic regression."""
    told, fresh = reported(world="noise", line=5)
    assert 0.76 <= told <= 0.88
    assert abs(fresh - 0.5) < 0.02
    told, fresh = reported(world="noise", line=4)
    assert abs(told - 0.5) < 0.1
    assert abs(fresh - 0.5) < 0.02


def test_oversampling_before_the_split_is_marked_on_copies():
    """0.93 leaked, 0.49 honest."""
    copies = {"world": "rare", "learner": "1-NN", "steps": STEPS[:6]}
    assert reported(**copies, line=6)[0] == pytest.approx(0.93, abs=0.03)
    assert reported(**copies, line=5)[0] == pytest.approx(0.49, abs=0.06)
    assert reported(**copies, line=6, split="group")[0] == pytest.approx(0.5, abs=0.06)


def test_naive_target_means_leak_and_fitted_on_training_rows_they_do_not():
    """0.74 against 0.53."""
    assert reported(world="postcode", line=3)[0] == pytest.approx(0.74, abs=0.05)
    assert reported(world="postcode", line=2)[0] == pytest.approx(0.53, abs=0.04)


def test_scaling_and_imputing_before_the_split_hardly_matters():
    told = [reported(world="signal", line=line)[0] for line in (1, 2, 4)]
    assert np.ptp(told) < 0.01


def test_a_forest_knows_the_months_between_and_not_those_beyond():
    """R² 0.958 by random splits, about 0 for the last three years."""
    told, future = reported(world="passengers", learner="Random forest")
    assert told == pytest.approx(0.958, abs=0.01)
    assert future == pytest.approx(-0.038, abs=0.08)
    by_time = pipe_scores(PipeConfig(world="passengers", learner="Random forest", split="time"))
    assert by_time.reported.tolist() == by_time.fresh.tolist()
    assert score_line(by_time)[0] == "one_split_same"


def test_persons_are_known_again_unless_split_by_group():
    visits = {"world": "people", "learner": "1-NN"}
    assert reported(**visits)[0] > 0.95
    assert abs(reported(**visits, split="group")[0] - 0.5) < 0.12
    assert pipe_scores(PipeConfig(**visits, split="group")).known == 0


def test_rows_entered_twice_leak_unless_thrown_out():
    assert reported(world="twins", learner="1-NN", line=0)[0] > 0.65
    assert pipe_scores(PipeConfig(world="twins", line=0)).seen > 0.3
    assert pipe_scores(PipeConfig(world="twins", line=1)).seen == 0


def test_the_passengers_are_those_of_the_file():
    assert load_series("airline_passengers").values.tolist() == list(PASSENGERS)


@pytest.mark.parametrize("world", WORLDS)
def test_fresh_rows_come_from_the_same_world_and_are_others(world):
    table = world_rows(world, 3)
    fresh = fresh_rows(world, 3, table.columns[:2])
    assert len(fresh.target) == 10_000
    assert fresh.columns.tolist() == [0, 1]
    assert not np.isin(fresh.numbers[:, 0], table.numbers[:, 0]).any() or np.isnan(fresh.numbers).any()
    assert abs(fresh.target.mean() - table.target.mean()) < 0.12


def test_the_honest_pipe_is_the_pipeline_of_scikit_learn():
    config = PipeConfig(world="signal", line=0, best=4, steps=("impute", "scale", "select"))
    rows, _ = raw_rows(config)
    train, test = parts(rows, config, 0)
    trained, learned = prepared(rows.take(train), ("impute", "scale", "select"), config, np.random.default_rng(0))
    tested = transformed(rows.take(test), learned)
    judge = make_pipeline(SimpleImputer(), StandardScaler(), SelectKBest(k=4), LogisticRegression(max_iter=300))
    judge.fit(rows.numbers[train], rows.target[train])
    np.testing.assert_allclose(tested.numbers, judge[:-1].transform(rows.numbers[test]), rtol=1e-12)
    wanted = balanced_accuracy_score(rows.target[test], judge.predict(rows.numbers[test]))
    assert score(fitted_model(trained, config), tested, config) == pytest.approx(wanted)


def test_a_target_mean_is_smoothed_and_an_unseen_level_gets_the_overall_one():
    rows = world_rows("postcode", 0)
    config = PipeConfig(world="postcode")
    _, learned = prepared(rows, ("encode",), config, np.random.default_rng(0))
    means, column = learned["encode"]
    level = rows.category[0]
    here = rows.target[rows.category == level]
    assert means[level] == pytest.approx((here.sum() + SMOOTH * rows.target.mean()) / (len(here) + SMOOTH))
    unseen = transformed(replace(rows, category=np.full(len(rows.category), 999)), learned)
    np.testing.assert_allclose(unseen.numbers[:, -1], rows.target.mean())
    assert column == 2


configs = of_config(PipeConfig).filter(lambda config: config.world in SMALL)


@settings(max_examples=40, deadline=None)
@given(configs)
def test_garbage_in_the_test_rows_changes_nothing_where_only_duplicates_go_before_the_split(config):
    config = replace(config, steps=tuple(step for step in STEPS if step in {*config.steps, "deduplicate"}), line=1)
    assert leak_detection(config).clean


@settings(max_examples=40, deadline=None)
@given(configs, st.sampled_from(("impute", "scale")))
def test_garbage_is_found_in_whatever_was_learned_before_the_split(config, step):
    config = replace(config, line=7, steps=tuple(one for one in STEPS if one in {*config.steps, step}))
    found = leak_detection(config)
    assert step in found.changed
    assert set(found.changed) <= set(LEARNING)
    assert 0 < found.garbage < len(world_rows(config.world, config.pipe_seed).target)


@settings(max_examples=25, deadline=None)
@given(configs, st.integers(0, 9))
def test_a_split_divides_all_rows_and_keeps_what_it_promises(config, repeat):
    rows, _ = raw_rows(config)
    train, test = parts(rows, config, repeat)
    assert sorted([*train, *test]) == list(range(len(rows.target)))
    if config.split == "group":
        assert not np.isin(rows.group[test], rows.group[train]).any()
    if config.split == "time":
        assert rows.time[train].max() < rows.time[test].min()
    if config.split == "stratified" and config.world != "passengers":
        assert abs(rows.target[train].mean() - rows.target[test].mean()) < 0.05


def test_garbage_replaces_the_chosen_rows_alone():
    config = PipeConfig(world="postcode")
    rows, _ = raw_rows(config)
    chosen = np.arange(len(rows.target)) < 5
    spoiled = garbage(rows, chosen, config)
    assert (spoiled.target[chosen] != rows.target[chosen]).all()
    assert same_rows(spoiled.take(~chosen), rows.take(~chosen))
    assert not same_rows(spoiled, rows)


def test_a_split_with_one_class_has_no_score_and_is_counted():
    found = [pipe_scores(PipeConfig(world="rare", test_percent=10, pipe_seed=seed)) for seed in range(4)]
    assert any(one.skipped for one in found)
    for one in found:
        assert len(one.reported) + one.skipped == one.repeats
    empty = replace(found[0], reported=np.array([]), fresh=np.array([]))
    assert score_line(empty) == ("no_score", {})
    assert empty.gap == 0


def test_a_gap_without_a_leak_is_not_called_one():
    for config in (PipeConfig(world="postcode"), PipeConfig(world="twins", line=1)):
        found = pipe_scores(config)
        keys = [key for key, _ in pipe_lines(config, found)]
        assert "too_good" not in keys
        assert not may_leak(config, found)
    assert pipe_lines(PipeConfig(world="postcode"), pipe_scores(PipeConfig(world="postcode")))[0][0] == "misled"
    leaking = PipeConfig(world="noise", line=5)
    assert pipe_lines(leaking, pipe_scores(leaking))[0][0] == "too_good"


def test_without_an_imputer_rows_with_gaps_are_left_out():
    found = pipe_scores(PipeConfig(world="signal", steps=("scale",)))
    rows = world_rows("signal", 0)
    assert found.lost == int(np.isnan(rows.numbers).any(axis=1).sum())
    assert sum(found.sizes[:2]) == len(rows.target) - found.lost


def test_the_pipe_ends_when_asked():
    steps = pipe_in_steps(PipeConfig(world="people"))
    assert next(steps).repeats == 10
    assert len(steps.send(True).reported) == 2
    assert next(steps, None) is None
