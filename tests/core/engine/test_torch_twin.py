"""The fast engine beside PyTorch, from copied weights: every activation × loss × optimizer, each with regularizers.

The regularizers go round, so that each meets every activation, every loss and every optimizer.
"""

import numpy as np
import pytest

from core.engine.examples import Examples
from core.engine.run import train
from core.engine.settings import Branches, NetworkConfig, TrainingConfig, read_branches
from core.engine.torch_twin import learn_in_torch
from core.params import domains

ACTIVATIONS = [
    "ReLU", "LeakyReLU", "ELU", "GELU", "SiLU", "Softplus", "Tanh", "Sigmoid", "Sine", "Linear",
]  # fmt: skip
LOSSES = [
    ("HalfSquared", 2), ("HalfSquaredLinear", 0), ("CrossEntropy", 2), ("CrossEntropy", 3), ("Hinge", 3),
    ("Absolute", 0), ("Huber", 2),
]  # fmt: skip
OPTIMIZERS = [
    {"optimizer": "SGD"},
    {"optimizer": "Momentum", "dampening": 0.3, "momentum": 0.8},
    {"optimizer": "Nesterov"},
    {"optimizer": "Adagrad", "rate_decay": 0.01, "initial_accumulator": 0.1},
    {"optimizer": "Adadelta", "rho": 0.8, "learning_rate": 1.0},
    {"optimizer": "RMSprop", "alpha": 0.9, "rmsprop_momentum": 0.5},
    {"optimizer": "RMSprop", "alpha": 0.95, "centered": True},
    {"optimizer": "Adam", "beta1": 0.8},
    {"optimizer": "Adam", "amsgrad": True, "beta2": 0.9},
    {"optimizer": "AdamW", "weight_decay": 0.05},
]
REGULARIZERS = [
    {}, {"l1": 0.01}, {"l2": 0.02}, {"weight_decay": 0.03}, {"clipping": "Norm", "clip_at": 0.1},
    {"clipping": "Value", "clip_at": 0.05}, {"dropout": 0.3}, {"batch_norm": True},
    {"l1": 0.003, "l2": 0.01, "dropout": 0.2, "clipping": "Norm", "clip_at": 0.3, "batch_norm": True},
]  # fmt: skip
GENTLE = {"epsilon": 1e-3, "learning_rate": 0.02}  # small epsilon makes a rounding error as large as a step


def make_case(classes, n=22, inputs=3, seed=0):
    rng = np.random.default_rng(seed)
    x, values = rng.normal(size=(2 * n, inputs)), rng.normal(size=(2 * n, 2))
    labels = {0: values, 2: np.where(values[:, 0] > 0, 1.0, -1.0), 3: values.argsort(axis=0)[:, 0] % 3.0}[classes]
    return Examples(x[:n], labels[:n], x[n:], labels[n:], classes)


def assert_equal_runs(examples, network, training, history=Branches(), limit=1e-10):  # noqa: B008 (frozen)
    ours = train(examples, network, training, history, fast=True)
    theirs = learn_in_torch(examples, network, read_branches(history, training))
    assert ours.divergence is None
    assert np.abs(ours.train_losses - theirs.train_losses).max() <= limit
    assert np.abs(ours.test_losses - theirs.test_losses).max() <= limit
    assert np.abs(ours.parameters[-1] - theirs.parameters).max() <= limit


def test_the_cases_name_every_choice_there_is():
    fields = domains(TrainingConfig)
    assert set(ACTIVATIONS) == set(domains(NetworkConfig)["activations"].options)
    assert {loss for loss, _ in LOSSES} == set(fields["loss"].options)
    assert {case["optimizer"] for case in OPTIMIZERS} == set(fields["optimizer"].options)
    assert {case.get("clipping", "None") for case in REGULARIZERS} == set(fields["clipping"].options)


@pytest.mark.parametrize("o", range(len(OPTIMIZERS)), ids=lambda o: OPTIMIZERS[o]["optimizer"])
@pytest.mark.parametrize("e", range(len(LOSSES)), ids=lambda e: "".join(map(str, LOSSES[e])))
def test_fifty_steps_equal_those_of_torch(e, o):
    (loss, classes), optimizer = LOSSES[e], OPTIMIZERS[o]
    examples = make_case(classes)
    for a, activation in enumerate(ACTIVATIONS):
        chosen = dict(REGULARIZERS[(a + e + o) % len(REGULARIZERS)])
        network = NetworkConfig(
            hidden=(5, 3), activations=(activation,), initialization="XavierNormal", network_seed=a,
            batch_norm=chosen.pop("batch_norm", False),
        )  # fmt: skip
        training = TrainingConfig(epochs=10, batch_size=5, loss=loss, **{**GENTLE, **chosen, **optimizer})
        assert_equal_runs(examples, network, training)


@pytest.mark.parametrize("batch_size", [1, 3, 7, 8, 9, 16, 17, 22, 2000])
@pytest.mark.parametrize("hidden", [(), (1,), (9, 17, 8), (64, 64)])
def test_every_batch_size_and_shape_equals_torch(batch_size, hidden):
    network = NetworkConfig(hidden=hidden, activations=("Tanh", "ReLU", "GELU"), initialization="HeUniform")
    training = TrainingConfig(epochs=3, batch_size=batch_size, loss="CrossEntropy", shuffle=True)
    assert_equal_runs(make_case(3), network, training)


@pytest.mark.parametrize("schedule", domains(TrainingConfig)["schedule"].options)
def test_scheduled_and_shuffled_runs_equal_torch(schedule):
    training = TrainingConfig(epochs=12, schedule=schedule, step_epochs=4, warmup_epochs=3, shuffle=True)
    assert_equal_runs(make_case(2), NetworkConfig(), training)


@pytest.mark.parametrize("optimizer", ["Momentum", "Adam"])
def test_branches_equal_torch_with_changed_settings_optimizers_and_weights(optimizer):
    history = Branches(
        "3:learning_rate=0.005,l2=0.1,w4=0.75;5:optimizer=RMSprop,dropout=0.2;5:batch_size=4,shuffle=1;8:order_seed=3,epochs=11"
    )
    training = TrainingConfig(epochs=9, optimizer=optimizer, **GENTLE)
    assert_equal_runs(make_case(2), NetworkConfig(batch_norm=True), training, history)


def test_early_stopping_stops_where_the_loop_in_torch_does():
    training = TrainingConfig(epochs=200, early_stopping=True, patience=4, minimum_improvement=0.002)
    assert_equal_runs(make_case(2), NetworkConfig(), training)
    run = train(make_case(2), NetworkConfig(), training)
    assert run.stopped_epoch == run.epochs < 200


def test_a_network_of_ten_layers_of_64_units_equals_torch():
    network = NetworkConfig(hidden=(64,) * 10, activations=("SiLU",), initialization="Orthogonal", batch_norm=True)
    assert_equal_runs(make_case(3, inputs=12), network, TrainingConfig(epochs=3, loss="CrossEntropy", batch_size=11))
