"""The short script is a run of its own: what it prints is held to the engine from scratch."""

import contextlib
import io
from dataclasses import replace

import pytest

from core.data.playground import CLASS_SETS, PLANE_SETS, VALUE_SETS, DataConfig, make_dataset
from core.engine.examples import make_examples
from core.engine.run import train
from core.engine.settings import Branches, NetworkConfig, TrainingConfig
from core.networks.mlp.short_script import LOSSES, OPTIMIZERS, WEIGHTS, has_short_script, short_script

DATA = DataConfig(points=60, noise_percent=10)
TRAINING = TrainingConfig(epochs=3)


def agrees(data=DATA, network=NetworkConfig(), training=TRAINING):  # noqa: B008, configs are frozen
    source, printed = short_script(data, network, training), io.StringIO()
    assert len([line for line in source.splitlines() if line.strip()]) <= 40
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "short", "exec"), {})  # our own text
    numbers = dict(line.split(" = ") for line in printed.getvalue().splitlines())
    run = train(make_examples(make_dataset(data), data.inputs), network, training, fast=False)
    expected = {"train_loss": run.train_losses[-1], "test_loss": run.test_losses[-1]}
    assert {name: float(text) for name, text in numbers.items()} == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("dataset", sorted({*PLANE_SETS, *CLASS_SETS, *VALUE_SETS}))
def test_the_short_script_draws_the_points_of_every_data_set(dataset):
    agrees(replace(DATA, dataset=dataset))
    agrees(replace(DATA, dataset=dataset, classes=2))


@pytest.mark.parametrize("loss", sorted(set(LOSSES) - {"BinaryCrossEntropy"}))
def test_the_short_script_has_every_loss(loss):
    training = replace(TRAINING, loss=loss, huber_delta=0.3)
    for dataset in ("circle", "blobs") if loss in ("CrossEntropy", "Hinge") else ("circle", "blobs", "plane"):
        agrees(replace(DATA, dataset=dataset), training=training)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_short_script_steps_like_every_optimizer(optimizer):
    agrees(network=NetworkConfig(activations=("Sine", "GELU")), training=replace(TRAINING, optimizer=optimizer))
    agrees(training=replace(TRAINING, optimizer=optimizer, weight_decay=0.05))


@pytest.mark.parametrize("rule", WEIGHTS)
def test_the_short_script_starts_from_the_same_weights(rule):
    agrees(replace(DATA, inputs=("x1", "x2", "sin_x1", "x1_times_x2")), NetworkConfig(initialization=rule))


def test_what_a_plain_loop_cannot_do_has_no_short_script():
    assert has_short_script(NetworkConfig(), TRAINING, Branches())
    assert not has_short_script(NetworkConfig(batch_norm=True), TRAINING, Branches())
    assert not has_short_script(NetworkConfig(), replace(TRAINING, dropout=0.1), Branches())
    assert not has_short_script(NetworkConfig(), TRAINING, Branches("1:l2=0.1"))
