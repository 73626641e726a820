"""The parts of the engine from scratch, each before its own judge."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.engine import activations, losses, optimizers
from core.engine.activations import ACTIVATIONS
from core.engine.examples import Examples
from core.engine.layers import counted_uniform, dropout_masks, forward
from core.engine.losses import LOSSES, make_targets
from core.engine.parameters import (
    ParameterLayout,
    initial_parameters,
    layer_views,
    parameter_counts,
    weight_places,
)
from core.engine.run import train
from core.engine.schedules import learning_rates
from core.engine.settings import NetworkConfig, TrainingConfig
from core.engine.torch_twin import MODULES, Perceptron, Sine, load_vector
from core.engine.units import grid, predict, unit_values
from core.params import domains

Z = np.concatenate([np.linspace(-40, 40, 161), [-700.0, 700.0, 1e-9, -1e-9]])


def test_every_choice_has_its_formula_and_a_code_of_its_own():
    assert set(ACTIVATIONS) == set(domains(NetworkConfig)["activations"].options)
    assert tuple(optimizers.OPTIMIZERS) == domains(TrainingConfig)["optimizer"].options
    assert list(activations.CODES.values()) == list(range(10))
    assert list(losses.CODES) == list(LOSSES) and list(losses.CODES.values()) == list(range(6))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_and_its_slope_are_those_of_torch(name):
    z = torch.tensor(Z, requires_grad=True)
    a = (Sine() if name == "Sine" else MODULES[name]())(z)
    torch.autograd.backward(a.sum())
    assert np.allclose(
        ACTIVATIONS[name].value(Z), a.detach().numpy(), rtol=1e-12, atol=1e-8 if name == "Softplus" else 1e-13
    )
    assert np.allclose(
        ACTIVATIONS[name].slope(Z), z.grad.numpy(), rtol=1e-12, atol=1e-8 if name == "Softplus" else 1e-13
    )


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_fast_engines_activation_is_the_same_far_from_zero_too(name):
    layout, vector = ParameterLayout((1, 1, 1), (name, "Linear"), False), np.array([1.0, 0.0, 1.0, 0.0])
    values = unit_values(layout, vector, Z[:, None], fast=True)[0]
    with np.errstate(over="ignore"):
        assert np.allclose(values, ACTIVATIONS[name].value(Z), rtol=1e-13, atol=1e-12)


def test_infinite_and_undefined_sums_stay_visible_in_the_fast_engine():
    for name in ("ReLU", "Tanh", "GELU", "Softplus", "Sine", "Linear"):
        layout = ParameterLayout((1, 1, 1), (name, "Linear"), False)
        values = unit_values(layout, np.array([1.0, 0.0, 1.0, 0.0]), np.array([[np.nan], [1.0]]), fast=True)
        assert np.isnan(values[:, 0]).all() and np.isfinite(values[:, 1]).all()


@pytest.mark.parametrize("name", LOSSES)
def test_a_losss_slope_is_its_derivative(name):
    rng = np.random.default_rng(0)
    a, steps = rng.normal(size=(30, 3)), 1e-6
    y = np.eye(3)[rng.integers(0, 3, 30)] if "Cross" in name else np.where(rng.random((30, 3)) > 0.5, 1.0, -1.0)
    loss = LOSSES[name]
    for k in range(3):
        up, down = a.copy(), a.copy()
        up[:, k] += steps
        down[:, k] -= steps
        numeric = (loss.value(up, y, 0.7) - loss.value(down, y, 0.7)) / (2 * steps)
        assert np.allclose(numeric, loss.slope(a, y, 0.7)[:, k], atol=1e-7)


def test_targets_are_one_hot_for_cross_entropy_and_signs_else():
    labels = np.array([0.0, 2.0, 1.0])
    assert np.array_equal(make_targets(labels, 3, "CrossEntropy"), np.eye(3)[[0, 2, 1]])
    assert np.array_equal(make_targets(labels, 3, "Hinge"), 2 * np.eye(3)[[0, 2, 1]] - 1)
    assert np.array_equal(make_targets(np.array([-1.0, 1.0]), 2, "CrossEntropy"), [[0.0], [1.0]])
    assert np.array_equal(make_targets(labels, 0, "Huber"), labels[:, None])


def scheduler_of(name, optimizer, epochs, s):
    lr = torch.optim.lr_scheduler
    if name == "Step":
        return lr.StepLR(optimizer, s.step_epochs, s.step_factor)
    if name == "Exponential":
        return lr.ExponentialLR(optimizer, s.exponential_factor)
    if name == "Cosine":
        return lr.CosineAnnealingLR(optimizer, epochs)
    if name == "WarmupCosine":
        warmup = lr.LinearLR(optimizer, 1 / s.warmup_epochs, total_iters=s.warmup_epochs)
        return lr.SequentialLR(
            optimizer, [warmup, lr.CosineAnnealingLR(optimizer, epochs - s.warmup_epochs)], [s.warmup_epochs]
        )
    if name == "OneCycle":
        return lr.OneCycleLR(
            optimizer, s.learning_rate, total_steps=epochs, pct_start=s.rise_share, cycle_momentum=False
        )
    return lr.LambdaLR(optimizer, lambda epoch: 1.0)


@pytest.mark.filterwarnings("ignore:The epoch parameter")
@pytest.mark.parametrize("epochs", [10, 37, 200])
@pytest.mark.parametrize("name", domains(TrainingConfig)["schedule"].options)
def test_a_schedule_is_that_of_torch(name, epochs):
    s = TrainingConfig(schedule=name, epochs=epochs, learning_rate=0.3, step_epochs=7, warmup_epochs=5)
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=s.learning_rate)
    scheduler, rates = scheduler_of(name, optimizer, epochs, s), []
    for _ in range(epochs):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if len(rates) < epochs:
            scheduler.step()
    assert np.allclose(learning_rates(s, epochs), rates, rtol=1e-9, atol=1e-12)


@given(st.sampled_from(domains(TrainingConfig)["schedule"].options), st.integers(0, 60), st.integers(1, 1000))
def test_learning_rates_are_never_negative_nor_above_the_chosen_one(name, epochs, warmup):
    rates = learning_rates(TrainingConfig(schedule=name, warmup_epochs=warmup), epochs)
    assert len(rates) == epochs and (rates >= -1e-15).all() and (rates <= 0.03 + 1e-15).all()


@pytest.mark.parametrize("rule", domains(NetworkConfig)["initialization"].options)
def test_weights_start_with_the_spread_of_their_rule(rule):
    sizes = (60, 64, 40)
    network = NetworkConfig(hidden=(64,), initialization=rule, sigma=0.3, equal_value=0.25)
    layers = layer_views(initial_parameters(network, sizes), sizes, False)
    for layer, (fan_in, fan_out) in zip(layers, ((60, 64), (64, 40)), strict=True):
        weights = layer["W"]
        spread = {
            "Uniform": 1 / np.sqrt(12), "XavierUniform": np.sqrt(2 / (fan_in + fan_out)),
            "XavierNormal": np.sqrt(2 / (fan_in + fan_out)), "HeUniform": np.sqrt(2 / fan_in),
            "HeNormal": np.sqrt(2 / fan_in), "Orthogonal": 1 / np.sqrt(max(fan_in, fan_out)), "Normal": 0.3,
            "Zeros": 0.0, "Equal": 0.0,
        }[rule]  # fmt: skip
        assert weights.std() == pytest.approx(spread, rel=0.08, abs=1e-12)
        if rule.endswith("Uniform"):
            assert np.abs(weights).max() <= spread * np.sqrt(3)
        assert (layer["b"] == {"Uniform": 0.1, "Equal": 0.25}.get(rule, 0.0)).all()
    if rule == "Orthogonal":
        assert np.allclose(layers[0]["W"].T @ layers[0]["W"], np.eye(60))
        assert np.allclose(layers[1]["W"] @ layers[1]["W"].T, np.eye(40))


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6), st.booleans())
def test_the_parameter_vector_is_parted_without_gaps_or_overlaps(sizes, batch_norm):
    trained, total = parameter_counts(tuple(sizes), batch_norm)
    parts = layer_views(np.arange(total), tuple(sizes), batch_norm)
    numbers = np.concatenate([part.ravel() for layer in parts for part in layer.values()])
    assert sorted(numbers) == list(range(total))
    assert all(
        part.max() < trained for layer in parts for name, part in layer.items() if name not in ("mean", "variance")
    )
    offsets = ParameterLayout(tuple(sizes), (), batch_norm).offsets()
    assert all(offsets[k][name] == part.flat[0] for k, layer in enumerate(parts) for name, part in layer.items())
    assert weight_places(tuple(sizes), batch_norm).sum() == sum(a * b for a, b in pairwise(sizes))


def test_counted_numbers_are_uniform_and_depend_on_seed_and_counter_alone():
    numbers = counted_uniform(5, np.arange(100_000))
    assert numbers.min() >= 0 and numbers.max() < 1
    assert np.abs(np.histogram(numbers, 20)[0] - 5000).max() < 5 * np.sqrt(5000)
    assert abs(np.corrcoef(numbers[:-1], numbers[1:])[0, 1]) < 0.01
    assert np.array_equal(counted_uniform(5, np.array([7, 3])), numbers[[7, 3]])
    assert abs(np.corrcoef(numbers, counted_uniform(6, np.arange(100_000)))[0, 1]) < 0.01


def test_dropout_keeps_the_mean_and_takes_new_masks_at_each_step():
    training = TrainingConfig(dropout=0.3, batch_size=500)
    first, second = dropout_masks((8, 4), training, 0, 500), dropout_masks((8, 4), training, 1, 500)
    assert [mask.shape for mask in first] == [(500, 8), (500, 4)]
    assert set(np.unique(first[0])) == {0.0, 1 / 0.7}
    assert first[0].mean() == pytest.approx(1, abs=0.06)
    assert not np.array_equal(first[0], second[0])


def test_dropout_is_at_work_in_training_alone():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(40, 2))
    examples = Examples(x, np.sign(x[:, 0]), x, np.sign(x[:, 0]), 2)
    for fast in (True, False):
        run = train(examples, NetworkConfig(), TrainingConfig(epochs=5, dropout=0.5), fast=fast)
        outputs = predict(run.layout, run.parameters[-1], x)[:, 0]
        loss = np.mean((outputs - examples.train_labels) ** 2) / 2
        assert run.train_losses[-1] == pytest.approx(loss, rel=1e-12) and run.test_losses[-1] == pytest.approx(loss)


def test_batch_normalization_gives_each_unit_mean_zero_and_variance_one_in_training():
    sizes, network = (3, 5, 1), NetworkConfig(hidden=(5,), batch_norm=True)
    layers = layer_views(initial_parameters(network, sizes), sizes, True)
    inputs = np.random.default_rng(0).normal(2, 3, (50, 3))
    _, caches = forward(layers, ["Tanh", "Linear"], inputs, [], 0.25)
    assert np.allclose(caches[0]["z"].mean(0), 0, atol=1e-12) and np.allclose(caches[0]["z"].var(0), 1, atol=1e-3)
    sums = inputs @ layers[0]["W"].T + layers[0]["b"]
    assert np.allclose(layers[0]["mean"], 0.25 * sums.mean(0))
    assert np.allclose(layers[0]["variance"], 0.75 + 0.25 * sums.var(0, ddof=1))


@pytest.mark.parametrize("batch_norm", [False, True])
@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("points", [1, 13, 300])
def test_values_of_units_are_those_of_the_model_in_torch(fast, batch_norm, points):
    sizes, names = (2, 9, 4, 3), ("GELU", "Sine", "Softmax")
    network = NetworkConfig(hidden=(9, 4), batch_norm=batch_norm, initialization="XavierNormal")
    vector = initial_parameters(network, sizes)
    vector += np.random.default_rng(0).uniform(0, 0.3, vector.shape)
    model = Perceptron(sizes, [*names[:2], "Linear"], network)
    load_vector(model, sizes, vector)
    model.eval()
    inputs = grid(6, 100)[::33][:points]
    values = unit_values(ParameterLayout(sizes, names, batch_norm), vector, inputs, fast=fast)
    with torch.no_grad():
        outputs = torch.softmax(model(torch.from_numpy(inputs)), dim=1).numpy()
    assert values.shape == (16, points) and np.allclose(values[-3:].T, outputs, atol=1e-13)
    assert np.allclose(values[-3:].sum(axis=0), 1)


def test_a_grid_runs_in_rows_from_the_top_left():
    points = grid(6, 3)
    assert points[0].tolist() == [-6, 6] and points[2].tolist() == [6, 6] and points[-1].tolist() == [6, -6]
    assert grid(6, 3, coordinates=1).tolist() == [[-6], [0], [6]]
