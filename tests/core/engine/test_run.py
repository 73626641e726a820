"""What a run promises: its frames, seeds and accuracies, what it refuses, and which engine makes it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.playground import DataConfig, make_dataset
from core.engine.examples import Examples, make_examples
from core.engine.fast import ready
from core.engine.fast.compile import SOURCES
from core.engine.fast.training import train as compiled_train
from core.engine.run import FRAMES, frame_epochs, train
from core.engine.scratch import train_from_scratch
from core.engine.settings import (
    Branches,
    NetworkConfig,
    Segment,
    TrainingConfig,
)
from core.engine.torch_twin import train_in_torch
from core.engine.units import predict
from core.refusal import Refusal
from tests.core.engine.runs import assert_equal_runs

PLAIN, CIRCLE = NetworkConfig(), make_examples(make_dataset(DataConfig(points=60)), ("x1", "x2"))


@given(st.integers(0, 10000), st.integers(10, FRAMES), st.lists(st.integers(0, 10000), max_size=5))
def test_frames_are_few_and_hold_the_ends_and_every_branch(epochs, limit, starts):
    starts = [start for start in starts if start <= epochs]
    frames = frame_epochs(epochs, limit, starts)
    assert len(frames) <= limit and {0, epochs, *starts} <= set(frames.tolist())
    assert (np.diff(frames) > 0).all()


def test_frames_hold_the_parameters_of_their_epochs():
    every = train(CIRCLE, PLAIN, TrainingConfig(epochs=40), fast=True)
    some = train(CIRCLE, PLAIN, TrainingConfig(epochs=40), frames=12, fast=True)
    assert len(every.frames) == 41 and len(some.frames) <= 12
    assert np.array_equal(every.parameters[some.frames], some.parameters)


def test_seeds_of_start_order_and_data_are_apart():
    training = TrainingConfig(epochs=3, shuffle=True)
    base = train(CIRCLE, PLAIN, training, fast=True)
    other_order = train(CIRCLE, PLAIN, replace(training, order_seed=1), fast=True)
    other_start = train(CIRCLE, replace(PLAIN, network_seed=1), training, fast=True)
    assert np.array_equal(base.parameters[0], other_order.parameters[0])
    assert not np.array_equal(base.parameters[-1], other_order.parameters[-1])
    assert not np.array_equal(base.parameters[0], other_start.parameters[0])


def test_accuracies_count_right_signs_and_right_classes():
    for dataset in ("circle", "blobs"):
        for loss in ("HalfSquared", "CrossEntropy", "Hinge"):
            examples = make_examples(make_dataset(DataConfig(dataset=dataset, points=100)), ("x1", "x2"))
            run = train(examples, PLAIN, TrainingConfig(epochs=15, loss=loss), fast=True)
            outputs = predict(run.layout, run.parameters[-1], examples.test_inputs)
            if examples.classes == 2:
                threshold = 0.5 if loss == "CrossEntropy" else 0.0
                right = np.where(outputs[:, 0] >= threshold, 1, -1) == examples.test_labels
            else:
                right = outputs.argmax(axis=1) == examples.test_labels
            assert run.test_accuracies[-1] == pytest.approx(right.mean())


def test_values_to_predict_have_no_accuracy_and_refuse_losses_of_classes():
    examples = make_examples(make_dataset(DataConfig(dataset="sine", points=40)), ("x1", "x2"))
    assert train(examples, PLAIN, TrainingConfig(epochs=2), fast=True).test_accuracies.size == 0
    for fast in (True, False):
        with pytest.raises(Refusal, match="loss_wants_classes"):
            train(examples, PLAIN, TrainingConfig(loss="Hinge"), fast=fast)


@pytest.mark.parametrize(("points", "batch_size"), [(60, 1), (62, 10), (62, 30), (62, 15)])
def test_batch_normalization_refuses_a_batch_of_one(points, batch_size):
    examples = make_examples(make_dataset(DataConfig(points=80, train_percent=50)), ("x1", "x2"))
    cut = Examples(*(part[: points // 2] for part in vars(examples).values() if not isinstance(part, int)), 2)
    for fast in (True, False):
        with pytest.raises(Refusal) as caught:
            train(cut, NetworkConfig(batch_norm=True), TrainingConfig(batch_size=batch_size), fast=fast)
        assert caught.value.rule == "batch_norm_wants_two"


def test_no_samples_are_refused():
    empty = Examples(np.zeros((0, 2)), np.zeros(0), np.zeros((3, 2)), np.ones(3), 2)
    for fast in (True, False):
        with pytest.raises(Refusal) as caught:
            train(empty, PLAIN, TrainingConfig(), fast=fast)
        assert caught.value.rule == "no_points"


def test_two_values_are_predicted_by_two_outputs():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(40, 5))
    y = x @ rng.normal(size=(5, 2))
    examples = Examples(x[:30], y[:30], x[30:], y[30:], 0)
    run = train(examples, NetworkConfig(hidden=()), TrainingConfig(epochs=300), fast=True)
    assert run.layout.sizes == (5, 2) and run.test_losses[-1] < 1e-4


def test_while_the_fast_engine_compiles_runs_come_from_the_engine_from_scratch(monkeypatch):
    monkeypatch.setattr(ready, "_ready", threading.Event())
    with ready._lock:  # another thread is at it
        assert not ready.fast_ready()
        run = train(CIRCLE, PLAIN, TrainingConfig(epochs=3))
    assert ready.fast_ready()
    assert_equal_runs(run, train(CIRCLE, PLAIN, TrainingConfig(epochs=3), fast=True), limit=1e-13)


def test_runs_in_several_threads_do_not_touch_each_other():
    settings = [TrainingConfig(epochs=60, shuffle=True, order_seed=seed) for seed in range(12)]
    alone = [train(CIRCLE, PLAIN, training, fast=True) for training in settings]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda training: train(CIRCLE, PLAIN, training, fast=True), settings))
    for one, other in zip(alone, together, strict=True):
        assert_equal_runs(one, other, limit=0)


def test_compiled_code_is_forgotten_when_any_source_of_the_fast_engine_changes():
    train(CIRCLE, PLAIN, TrainingConfig(epochs=1), fast=True)
    index = compiled_train._cache._cache_file
    assert index._source_stamp == SOURCES and index._load_index()
    index._source_stamp = "the hash of other sources"
    try:
        assert not index._load_index()
    finally:
        index._source_stamp = SOURCES


def test_without_numba_the_engine_from_scratch_is_used(monkeypatch):
    monkeypatch.setattr(ready, "_ready", threading.Event())
    monkeypatch.setattr(ready, "find_spec", lambda name: None)
    assert not ready.fast_ready()
    assert train(CIRCLE, PLAIN, TrainingConfig(epochs=2)).epochs == 2


def test_the_scripts_functions_return_the_losses_of_the_run():
    data, training, history = DataConfig(points=60), TrainingConfig(epochs=8, shuffle=True), Branches("4:l2=0.1")
    run = train(make_examples(make_dataset(data), data.inputs), PLAIN, training, history, fast=True)
    for function in (train_from_scratch, train_in_torch):
        curves = function(data, PLAIN, training, history)
        assert np.allclose(curves.train_losses, run.train_losses, rtol=0, atol=1e-13)
        assert np.allclose(curves.test_losses, run.test_losses, rtol=0, atol=1e-13)
        assert np.allclose(curves.parameters, run.parameters[-1], rtol=0, atol=1e-13)


def test_segments_are_kept_in_the_run():
    run = train(CIRCLE, PLAIN, TrainingConfig(epochs=4), Branches("2:l1=0.5"), fast=True)
    assert run.segments == (Segment(0, TrainingConfig(epochs=4)), Segment(2, TrainingConfig(epochs=4, l1=0.5)))
