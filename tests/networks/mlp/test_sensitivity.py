"""A run that amplifies rounding is known for it; a cure that is recommended has been tried."""

from dataclasses import replace

import numpy as np
import pytest

from core.data.playground import DataConfig
from core.engine.scratch import train_from_scratch
from core.engine.settings import Branches, NetworkConfig, TrainingConfig
from core.networks.mlp import cures
from core.networks.mlp.cures import Cure, cure_in_steps
from core.networks.mlp.defaults import run_of
from core.networks.mlp.sensitivity import MOST_DIGITS, sensitivity_in_steps

CALM = (DataConfig(), NetworkConfig(), TrainingConfig(), Branches())
SWINGING = (DataConfig(dataset="xor"), NetworkConfig(hidden=(3,)), TrainingConfig(learning_rate=0.1), Branches())


def sensitivity(*settings):
    *_, last = sensitivity_in_steps(*settings)
    return last.found


def cure(*settings):
    *_, last = cure_in_steps(*settings)
    return last.found


@pytest.mark.parametrize("settings", [CALM, SWINGING], ids=["calm", "swinging"])
def test_the_engine_from_scratch_agrees_to_the_digits_that_are_told(settings):
    run = run_of(*settings)
    digits = sensitivity(*settings).digits
    curves = train_from_scratch(*settings)
    for found, shown in ((curves.train_losses, run.train_losses), (curves.test_losses, run.test_losses)):
        assert np.isclose(found[-1], shown[-1], rtol=10.0**-digits, atol=0)


def test_a_calm_run_agrees_to_many_digits_and_a_swinging_one_to_few():
    assert sensitivity(*CALM).digits >= 6
    swinging = sensitivity(*SWINGING)
    assert swinging.digits <= 1 < MOST_DIGITS and swinging.change > 0.01


@pytest.mark.parametrize(
    ("data", "network", "training", "name"),
    [
        (DataConfig(dataset="plane"), NetworkConfig(activations=("ReLU",)), TrainingConfig(learning_rate=3.0),
         "clipping"),
        (DataConfig(dataset="spiral"), NetworkConfig(),
         TrainingConfig(learning_rate=0.3, weight_decay=10.0, clipping="Value", clip_at=0.001), "decay"),
    ],
    ids=["nothing is clipped", "decay overshoots"],
)  # fmt: skip
def test_a_recommended_cure_keeps_the_run_finite(data, network, training, name):
    assert run_of(data, network, training, Branches()).divergence
    found = cure(data, network, training, Branches())
    assert found is not None and found.name == name
    cured = run_of(data, network, replace(training, **found.settings), Branches())
    assert cured.divergence is None and np.isfinite(cured.train_losses).all()


def test_no_cure_is_told_for_a_run_with_branches():
    branched = Branches("5:learning_rate=10")
    assert cure(DataConfig(), NetworkConfig(), TrainingConfig(learning_rate=3.0), branched) is None


@pytest.mark.parametrize("rate", [1e-5, 1.0, 10.0])
def test_the_sensitivity_of_a_run_at_a_bound_of_the_learning_rate_is_measured(rate):
    settings = (DataConfig(), NetworkConfig(), TrainingConfig(learning_rate=rate, epochs=5), Branches())
    assert 0 <= sensitivity(*settings).digits <= MOST_DIGITS


def test_a_branch_that_sets_the_learning_rate_is_measured_by_its_own():
    """A change before a branch at epoch 0 would change nothing, and a run that swings would seem calm."""
    data, network, training, _ = SWINGING
    branched = (data, network, replace(training, learning_rate=0.01), Branches("0:learning_rate=0.1"))
    assert sensitivity(*branched).digits <= 1


def test_what_was_tried_in_vain_is_told_apart_from_what_was_not_tried(monkeypatch):
    monkeypatch.setattr(cures, "_steady", lambda run: False)
    found = cure(DataConfig(), NetworkConfig(), TrainingConfig(learning_rate=3.0, epochs=5), Branches())
    assert found == Cure("none", {})
