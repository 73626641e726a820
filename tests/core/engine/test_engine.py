"""The two engines beside each other: every setting, branches, divergence, early stopping."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.playground import DataConfig, make_dataset
from core.engine.examples import Examples, make_examples
from core.engine.run import train
from core.engine.settings import (
    Branches,
    NetworkConfig,
    TrainingConfig,
    read_branches,
    write_branches,
)
from core.engine.units import predict
from core.params import domains
from core.refusal import Refusal
from tests.core.engine.runs import ARRAYS, assert_equal_runs

PLAIN, CIRCLE = NetworkConfig(), make_examples(make_dataset(DataConfig(points=60)), ("x1", "x2"))
SPIKY = NetworkConfig(hidden=(6, 6), activations=("ReLU",), initialization="HeNormal")
WILD = TrainingConfig(epochs=80, loss="HalfSquaredLinear", learning_rate=10)


def choice(config, name):
    return st.sampled_from(domains(config)[name].options)


@st.composite
def tasks(draw):
    network = NetworkConfig(
        hidden=tuple(draw(st.lists(st.integers(1, 20), max_size=4))),
        activations=tuple(draw(st.lists(choice(NetworkConfig, "activations"), min_size=1, max_size=4))),
        batch_norm=draw(st.booleans()), initialization=draw(choice(NetworkConfig, "initialization")),
        sigma=0.5, network_seed=draw(st.integers(0, 99)),
    )  # fmt: skip
    signed = network.initialization != "Zeros"  # at 0 rounding decides the sign of L1's subgradient
    training = TrainingConfig(
        epochs=draw(st.integers(0, 6)), loss=draw(choice(TrainingConfig, "loss")),
        batch_size=draw(st.integers(2, 70)), shuffle=draw(st.booleans()),
        optimizer=draw(choice(TrainingConfig, "optimizer")), learning_rate=draw(st.floats(1e-4, 0.02)),
        schedule=draw(choice(TrainingConfig, "schedule")), clipping=draw(choice(TrainingConfig, "clipping")),
        l1=draw(st.floats(0, 0.1)) if signed else 0.0, l2=draw(st.floats(0, 0.1)), weight_decay=draw(st.floats(0, 0.1)),
        dropout=draw(st.sampled_from([0, 0.1, 0.5])), centered=draw(st.booleans()), amsgrad=draw(st.booleans()),
        early_stopping=draw(st.booleans()), patience=draw(st.integers(1, 3)), epsilon=1e-2,
        order_seed=draw(st.integers(0, 99)),
    )  # fmt: skip
    data = DataConfig(
        dataset=draw(choice(DataConfig, "dataset")), points=draw(st.sampled_from([20, 60])),
        data_seed=draw(st.integers(0, 99)),
        inputs=draw(st.sampled_from([("x1", "x2"), ("x1", "x1_squared", "sin_x2")])),
    )  # fmt: skip
    return data, network, training


@settings(max_examples=120, deadline=None)
@given(tasks())
def test_both_engines_run_every_setting_to_the_same_numbers(task):
    data, network, training = task
    examples = make_examples(make_dataset(data), data.inputs)
    outcomes = []
    for fast in (True, False):
        try:
            outcomes.append(train(examples, network, training, fast=fast))
        except Refusal as error:
            outcomes.append(error.rule)
    if isinstance(outcomes[0], str):
        assert outcomes[0] == outcomes[1]
    elif outcomes[0].divergence or outcomes[1].divergence or outcomes[0].train_losses.max() > 1e3:
        assert np.allclose(outcomes[0].train_losses[0], outcomes[1].train_losses[0])
    else:
        assert_equal_runs(*outcomes, limit=1e-7, tied=tied_epochs(outcomes[0], examples))


def tied_epochs(run, examples):
    """The epochs in which some point lies between two classes: there rounding decides what it is called."""
    if examples.classes == 0:
        return []
    inputs = np.concatenate([examples.train_inputs, examples.test_inputs])
    found = []
    for epoch, parameters in zip(run.frames, run.parameters, strict=True):  # short runs keep every epoch
        outputs = predict(run.layout, parameters, inputs)
        middle = 0.5 if run.layout.activations[-1] == "Sigmoid" else 0.0
        best = np.sort(np.c_[outputs, np.full(len(outputs), middle)] if outputs.shape[1] == 1 else outputs, axis=1)
        if (best[:, -1] - best[:, -2]).min() < 1e-9:
            found.append(int(epoch))
    return found


def test_equal_settings_give_equal_runs_to_the_last_bit():
    training = TrainingConfig(epochs=20, shuffle=True, dropout=0.2)
    one, two = (train(CIRCLE, PLAIN, training, fast=True) for _ in range(2))
    assert all(np.array_equal(getattr(one, name), getattr(two, name)) for name in ARRAYS)


def test_a_branch_that_changes_nothing_changes_nothing():
    training = TrainingConfig(epochs=20, shuffle=True, dropout=0.2, optimizer="Adam", schedule="Cosine")
    plain = train(CIRCLE, PLAIN, training, fast=True)
    branched = train(CIRCLE, PLAIN, training, Branches("7:;13:"), fast=True)
    assert_equal_runs(plain, branched, limit=0)


@pytest.mark.parametrize("fast", [True, False])
def test_a_branch_starts_from_the_parameters_at_its_epoch(fast):
    training = TrainingConfig(epochs=9)
    before = train(CIRCLE, PLAIN, training, fast=fast)
    after = train(CIRCLE, PLAIN, training, Branches("5:w3=0.25,learning_rate=0.3"), fast=fast)
    edited = before.parameters[5].copy()
    edited[3] = 0.25
    assert np.array_equal(after.parameters[:5], before.parameters[:5])
    assert np.array_equal(after.parameters[5], edited)
    assert np.array_equal(after.learning_rates, [0] + [0.03] * 5 + [0.3] * 4)
    rest = train(CIRCLE, PLAIN, replace(training, epochs=4, learning_rate=0.3), start=edited, fast=fast)
    assert np.allclose(rest.train_losses, after.train_losses[5:], rtol=0, atol=1e-14)


def test_branches_are_text_and_back():
    text = "120:shuffle=1,learning_rate=0.003,l2=0.01;200:w17=0.5,w2=-1.5"
    assert write_branches(read_branches(Branches(text), TrainingConfig())) == Branches(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("x", "branch_unreadable"), ("²:l1=1", "branch_unreadable"), ("-4:l1=1", "branch_unreadable"),
        ("9:;5:", "branch_epoch"), ("5:nothing=1", "branch_field"), ("5:__class__=1", "branch_field"),
        ("5:loss=Huber", "branch_field"), ("5:learning_rate=fast", "branch_value"), ("5:l1=nan", "branch_value"),
        ("5:w1=inf", "branch_value"), ("5:w1=1e7", "branch_value"), ("5:epochs=-3", "branch_value"),
        ("5:w25=0", "branch_weight"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("fast", [True, False])
def test_a_bad_branch_is_refused_with_its_rule(text, rule, fast):
    with pytest.raises(Refusal) as caught:
        train(CIRCLE, PLAIN, TrainingConfig(epochs=9), Branches(text), fast=fast)
    assert caught.value.rule == rule


@pytest.mark.parametrize("fast", [True, False])
def test_a_run_that_diverges_ends_before_and_says_where(fast):
    run = train(CIRCLE, SPIKY, WILD, fast=fast)
    assert run.divergence.epoch == run.epochs + 1 <= 80 and 0 <= run.divergence.layer <= 2
    assert run.divergence.quantity in ("sum", "loss", "gradient", "parameter")
    assert all(np.isfinite(getattr(run, name)).all() for name in ARRAYS)
    assert run.frames[-1] == run.epochs and run.stopped_epoch is None


def test_both_engines_find_the_same_divergence():
    shuffled = replace(WILD, shuffle=True, optimizer="Momentum")
    for training in (WILD, shuffled):
        one, two = (train(CIRCLE, SPIKY, training, fast=fast).divergence for fast in (True, False))
        assert one == two


@pytest.mark.parametrize("x", [2.0, 10.0, 300.0, 1e4])
def test_the_first_quantity_beyond_all_numbers_is_the_one_that_plain_floats_meet(x):
    w, b, rate, met = 0.5, 0.5, 10.0, ""
    while not met:
        z = w * x + b
        gradient = (z - 1) * x
        w, b = w - rate * gradient, b - rate * (z - 1)
        parts = {"sum": z, "gradient": gradient, "parameter": w + b}
        met = next((name for name, value in parts.items() if not np.isfinite(value)), "")
    points, ones = np.full((400, 1), x), np.ones(400)
    network = NetworkConfig(hidden=(), initialization="Equal")
    training = TrainingConfig(epochs=5, batch_size=1, learning_rate=rate, loss="HalfSquaredLinear")
    for fast in (True, False):
        run = train(Examples(points, ones, points, ones, 0), network, training, fast=fast)
        assert vars(run.divergence) == {"epoch": 1, "layer": 0, "quantity": met}
        assert run.epochs == 0


def test_outputs_beyond_all_numbers_at_the_start_are_an_error():
    x = np.full((4, 1), 1e200)
    examples = Examples(x, np.ones(4), x, np.ones(4), 0)
    for fast in (True, False):
        with pytest.raises(Refusal) as caught:
            train(examples, NetworkConfig(hidden=()), TrainingConfig(), fast=fast)
        assert caught.value.rule == "start_not_finite"


def test_early_stopping_waits_for_its_patience_after_the_last_improvement():
    training = TrainingConfig(epochs=290, early_stopping=True, patience=7, minimum_improvement=0.01)
    run = train(CIRCLE, PLAIN, training, fast=True)
    best, waited = np.inf, 0
    for epoch, loss in enumerate(run.test_losses[1:], start=1):
        best, waited = (loss, 0) if loss < best - 0.01 else (best, waited + 1)
        assert (waited >= 7) == (epoch == run.stopped_epoch)
    unstopped = train(CIRCLE, PLAIN, replace(training, early_stopping=False), fast=True)
    assert np.array_equal(unstopped.test_losses[: run.epochs + 1], run.test_losses)
    assert run.epochs < 290 and np.array_equal(unstopped.parameters[run.epochs], run.parameters[-1])


def test_a_branch_goes_on_where_early_stopping_had_struck():
    training = TrainingConfig(epochs=300, early_stopping=True, patience=7, minimum_improvement=0.01)
    stopped = train(CIRCLE, PLAIN, training, fast=True).stopped_epoch
    for fast in (True, False):
        run = train(CIRCLE, PLAIN, training, Branches(f"{stopped}:early_stopping=0,epochs={stopped + 5}"), fast=fast)
        assert run.epochs == stopped + 5 and run.stopped_epoch is None
