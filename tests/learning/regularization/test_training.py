"""A network's cures, the rule of early stopping, and the same run in PyTorch."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.run import train
from core.learning.regularization.challenges import cured, patient_enough
from core.learning.regularization.sample import true_curve
from core.learning.regularization.settings import CuresConfig, StoppingConfig
from core.learning.regularization.training import (
    EPOCHS,
    network_at,
    network_settings,
    noisy_examples,
    stop_of,
    training_steps,
    wait_of,
    width_steps,
)
from core.learning.regularization.training_figure import network_figure, run_figure, widths_figure
from core.learning.regularization.training_library import cure_from_scratch, cure_in_torch
from core.learning.regularization.training_report import error_lines, training_lines

RULE = StoppingConfig(stopping=True)


def say(key, **values):
    return key


def run_of(config):
    *_, last = training_steps(config)
    return last.run


PLAIN = run_of(CuresConfig())
PAUSED = run_of(CuresConfig(cure_seed=3))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 10), min_size=2, max_size=60), st.integers(1, 20), st.sampled_from([0.0, 0.1, 1.0]))
def test_the_rule_is_what_it_says(errors, patience, gain):
    found = stop_of(np.array(errors), StoppingConfig(patience=patience, least_gain=min(gain, 0.1)))
    gain = min(gain, 0.1)
    best = 0  # the rule once more, by its definition
    for epoch in range(1, len(errors)):
        if errors[epoch] < errors[best] - gain:
            best = epoch
        if epoch - best >= patience:
            assert (found.epoch, found.best) == (epoch, best)
            return
    assert (found.epoch, found.best) == (None, best)


def test_without_a_least_gain_and_with_endless_patience_the_lowest_error_is_taken():
    errors = 2 * PLAIN.test_losses
    assert stop_of(errors, StoppingConfig(patience=3000)).best == errors.argmin()


def test_the_network_taken_is_the_one_of_the_run():
    """Trained anew up to an epoch, it has the errors that the run had there."""
    for epoch in (0, 100, EPOCHS):
        fit = network_at(CuresConfig(), epoch)
        assert fit.valid == pytest.approx(2 * PLAIN.test_losses[epoch], rel=1e-9)
        assert fit.train == pytest.approx(2 * PLAIN.train_losses[epoch], rel=1e-9)


@pytest.mark.parametrize("config", [
    CuresConfig(width=4), CuresConfig(width=8, decay=0.01, copies=2, dropout_rate=0.3),
], ids=str)  # fmt: skip
def test_numpy_the_fast_engine_and_pytorch_learn_the_same(config, monkeypatch):
    for module in ("training", "training_library"):
        monkeypatch.setattr(f"core.learning.regularization.{module}.EPOCHS", 150)
    scratch, judge = cure_from_scratch(config, StoppingConfig()), cure_in_torch(config, StoppingConfig())
    fast = train(noisy_examples(config), *network_settings(config), frames=2, fast=True)
    assert scratch["valid"] == pytest.approx(judge["valid"], rel=1e-9)
    assert 2 * fast.test_losses[-1] == pytest.approx(judge["valid"], rel=1e-9)


def test_copies_keep_their_value_and_move_a_little():
    plain, moved = noisy_examples(CuresConfig()), noisy_examples(CuresConfig(copies=3, shift=0.1))
    n = len(plain.train_labels)
    assert (moved.train_inputs[:n] == plain.train_inputs).all() and len(moved.train_labels) == 4 * n
    assert (moved.train_labels.reshape(4, n) == plain.train_labels).all()
    moves = (moved.train_inputs[n:, 0].reshape(3, n) - plain.train_inputs[:, 0]).ravel()
    assert 0.05 < moves.std() < 0.15 and (moved.test_inputs == plain.test_inputs).all()


def test_validation_points_are_others_than_those_of_training():
    for noise in (0.0, 0.3):
        found = noisy_examples(CuresConfig(noise_level=noise))
        assert not np.isin(found.test_inputs, found.train_inputs).any()
        assert np.allclose(found.test_labels, true_curve(found.test_inputs[:, 0])) == (noise == 0)


def test_what_the_experiments_and_the_idea_claim():
    """Seed 1: the training error falls, the validation error turns, and every cure lowers the test error."""
    plain = network_at(CuresConfig(), EPOCHS)
    assert PLAIN.train_losses[-1] < PLAIN.train_losses[PLAIN.test_losses.argmin()]
    assert PLAIN.test_losses[-1] > 1.5 * PLAIN.test_losses.min()
    other = CuresConfig(cure_seed=3)
    hasty = stop_of(2 * PAUSED.test_losses, RULE)
    assert hasty.best == 117 and network_at(other, hasty.best).test == pytest.approx(0.91, abs=0.005)
    assert network_at(other, EPOCHS).test == pytest.approx(0.23, abs=0.005)
    for cure in ({"copies": 4}, {"decay": 0.003}, {"samples": 60}):
        assert network_at(replace(CuresConfig(), **cure), EPOCHS).test < 0.55 * plain.test
    wrong = network_at(CuresConfig(copies=4, shift=0.5), EPOCHS)
    dropped = network_at(CuresConfig(dropout_rate=0.3), EPOCHS)
    assert wrong.test > plain.test
    assert dropped.train / plain.train == pytest.approx(9, abs=0.5)
    assert (plain.test, dropped.test) == (pytest.approx(0.37, abs=5e-3), pytest.approx(0.30, abs=5e-3))
    for seed, cure in ((2, {"copies": 4}), (0, {"dropout_rate": 0.3})):  # other points, for which it is no gain
        worse, usual = (network_at(CuresConfig(cure_seed=seed, **settings), EPOCHS) for settings in (cure, {}))
        assert worse.test > usual.test


def test_the_rule_is_told():
    patient = replace(RULE, patience=3000)
    for seed, rule, key in ((1, RULE, "rule.stopped"), (3, RULE, "rule.early"), (1, patient, "rule.never")):
        run, config = {1: PLAIN, 3: PAUSED}[seed], CuresConfig(cure_seed=seed)
        stop = stop_of(2 * run.test_losses, rule)
        end, first, last = wait_of(run, stop)
        assert np.isnan(end) if stop.epoch is None else first <= end == stop.best + rule.patience <= last
        assert training_lines(run, network_at(config, stop.best), stop, config, rule)[1][0] == key
        run_figure(run, stop, 0.3, say).to_json()


@pytest.mark.parametrize("config", [
    CuresConfig(width=1, samples=5, noise_level=0.0), CuresConfig(width=64, copies=4, dropout_rate=0.9, decay=0.1),
], ids=str)  # fmt: skip
def test_the_ends_of_the_settings_have_their_pictures(config):
    run = run_of(config)
    fit = network_at(config, run.epochs)
    assert np.isfinite(fit.curve).all()
    network_figure(fit, config, say).to_json()
    run_figure(run, None, config.noise_level, say).to_json()


def test_wider_networks_fit_their_points_better():
    *_, found = width_steps(CuresConfig())
    assert found.share == 1 and found.train[0] > 3 * found.train[-1]
    assert (found.best <= found.valid).all()
    widths_figure(found, 32, say).to_json()


def test_the_challenges():
    for config, key in ((CuresConfig(decay=0.003), None), (CuresConfig(), "error"), (CuresConfig(width=4), "width"),
                        (CuresConfig(samples=60), "data")):  # fmt: skip
        verdict = cured(config, network_at(config, EPOCHS))
        assert (verdict.missing[0].key if verdict.missing else None) == key
    config = CuresConfig(cure_seed=3)
    for patience, key in ((500, None), (100, "early"), (3000, "running")):
        stop = stop_of(2 * PAUSED.test_losses, replace(RULE, patience=patience))
        verdict = patient_enough(config, PAUSED, network_at(config, stop.best), stop)
        assert (verdict.missing[0].key if verdict.missing else None) == key
    assert patient_enough(CuresConfig(), PLAIN, network_at(CuresConfig(), 9), None).missing[0].key == "data"


def test_the_residuals_by_hand_come_to_the_training_error():
    config = CuresConfig(samples=5, copies=2)
    fit = network_at(config, 300)
    ((_, shown),) = error_lines(fit)
    assert len(fit.residuals) == shown["n"] == 5
    assert shown["terms"].count("^2") == 3 and shown["terms"].endswith(r"\dots")  # more is wider than a phone
    assert float(shown["sum"]) / 5 == pytest.approx(fit.train, rel=1e-3)
