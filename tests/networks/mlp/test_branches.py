from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.playground import DataConfig, make_dataset
from core.engine.examples import make_examples
from core.engine.run import train, train_in_steps
from core.engine.settings import (
    Branches,
    NetworkConfig,
    Segment,
    TrainingConfig,
    read_branches,
    write_branches,
)
from core.networks.mlp.branches import branched, changed, edited, up_to, without_edits
from core.networks.mlp.defaults import histories_left, run_of
from core.networks.mlp.test_answers import outcome, parameter_sum
from core.pace import Pace

PLAIN = TrainingConfig(epochs=60)
FIRST = [Segment(0, PLAIN)]
steps = st.lists(
    st.one_of(
        st.tuples(st.just("branch"), st.integers(0, 100)),
        st.tuples(st.just("edit"), st.integers(0, 100), st.integers(0, 16), st.floats(-5, 5)),
        st.tuples(st.just("change"), st.sampled_from([0.001, 0.01, 0.3])),
    ),
    max_size=6,
)


def walked(moves):
    segments = FIRST
    for kind, *values in moves:
        if kind == "branch":
            segments = branched(segments, *values)
        elif kind == "edit":
            segments = edited(segments, *values)
        else:
            segments = changed(segments, learning_rate=values[0])
    return segments


@settings(max_examples=80, deadline=None)
@given(steps)
def test_every_history_that_can_be_made_is_carried_by_its_link(moves):
    segments = walked(moves)
    assert read_branches(write_branches(segments), segments[0].training) == segments


@settings(max_examples=80, deadline=None)
@given(steps, st.integers(0, 120))
def test_a_branch_keeps_what_has_begun_by_then_and_goes_on_for_some_epochs(moves, epoch):
    before = walked(moves)
    after = branched(before, epoch)
    assert after[:-1] == up_to(before, epoch)
    assert after[-1].start_epoch == epoch < after[-1].training.epochs
    assert replace(after[-1].training, epochs=1) == replace(after[-2].training, epochs=1)


def test_two_edits_at_one_epoch_are_one_branch_and_the_later_value_counts():
    segments = edited(edited(edited(FIRST, 5, 3, 0.5), 5, 4, 1.0), 5, 3, -0.5)
    assert len(segments) == 2
    assert segments[1].edits == ((3, -0.5), (4, 1.0))


def test_without_edits_branches_that_changed_nothing_else_are_gone():
    segments = edited(changed(branched(edited(FIRST, 5, 3, 0.5), 20), learning_rate=0.1), 30, 0, 1.0)
    assert [s.start_epoch for s in without_edits(segments)] == [0, 20]
    assert all(s.edits == () for s in without_edits(segments))


def test_the_runs_that_branches_have_left_agree_with_the_run_up_to_the_branch():
    segments = changed(branched(changed(branched(FIRST, 20), learning_rate=0.3), 40), l2=0.1)
    data, network = DataConfig(), NetworkConfig()
    run = run_of(data, network, PLAIN, write_branches(segments))
    left = [run_of(data, network, PLAIN, history) for history in histories_left(segments)]
    assert len(left) == 2
    for other, until in zip(left, (40, 20), strict=True):
        assert np.array_equal(other.train_losses[: until + 1], run.train_losses[: until + 1])
        assert not np.array_equal(other.train_losses[until + 1 :], run.train_losses[until + 1 :])


@pytest.mark.parametrize("loss", ["HalfSquared", "CrossEntropy", "Hinge"])
@pytest.mark.parametrize("dataset", ["circle", "rings"])
def test_the_outcome_is_as_accurate_as_the_run_at_every_frame(dataset, loss):
    data, network = DataConfig(dataset=dataset, points=100), NetworkConfig(batch_norm=True)
    training = TrainingConfig(epochs=30, loss=loss)
    drawn = make_dataset(data)
    run = train(make_examples(drawn, data.inputs), network, training)
    for epoch in (0, 7, 30):
        found = outcome(run, drawn, data.inputs, epoch)
        assert found.epoch == epoch
        assert found.accuracy == run.test_accuracies[epoch]
        assert found.matrix.sum() == len(found.y_true) == len(drawn.test_labels)
    if loss == "CrossEntropy" and dataset == "rings":
        assert np.allclose(found.outputs.sum(axis=1), 1)


def test_explained_variance_is_that_of_scikit_learn():
    from sklearn.metrics import r2_score

    data = DataConfig(dataset="multi_gauss", points=200)
    drawn = make_dataset(data)
    run = train(make_examples(drawn, data.inputs), NetworkConfig(), TrainingConfig(epochs=50))
    found = outcome(run, drawn, data.inputs, 50)
    assert found.explained == pytest.approx(r2_score(drawn.test_labels, found.y_pred), rel=1e-12)


@pytest.mark.parametrize("batch_norm", [False, True])
def test_the_sum_of_parameters_is_what_torch_counts(batch_norm):
    from core.engine.torch_twin import Perceptron

    network = NetworkConfig(hidden=(5, 3), batch_norm=batch_norm)
    run = run_of(DataConfig(), network, TrainingConfig(epochs=0), Branches())
    formula, count = parameter_sum(run.layout)
    model = Perceptron((2, 5, 3, 1), ["Tanh", "Tanh", "Tanh"], network)
    assert count == sum(p.numel() for p in model.parameters())
    assert eval(formula.replace("\\cdot", "*")) == count


class Seven(Pace):
    """Seven epochs in every stretch."""

    def begin(self):
        return 7


STRETCHES = {
    "plain": (DataConfig(points=60), NetworkConfig(), TrainingConfig(epochs=50), Branches()),
    "shuffled": (
        DataConfig(points=60), NetworkConfig(), TrainingConfig(epochs=50, shuffle=True, dropout=0.2), Branches(),
    ),
    "branched": (
        DataConfig(points=60), NetworkConfig(), TrainingConfig(epochs=50, schedule="Cosine", optimizer="Adam"),
        Branches("13:learning_rate=0.01,w2=0.5;30:l2=0.1"),
    ),
    "stopped": (
        DataConfig(points=60, noise_percent=50), NetworkConfig(),
        TrainingConfig(epochs=50, early_stopping=True, patience=3, minimum_improvement=0.01), Branches(),
    ),
    "diverged": (
        DataConfig(dataset="plane"), NetworkConfig(activations=("ReLU",)),
        TrainingConfig(epochs=50, learning_rate=3.0), Branches(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("name", STRETCHES)
def test_a_run_in_stretches_is_the_same_run(name, fast):
    data, network, training, history = STRETCHES[name]
    examples = make_examples(make_dataset(data), data.inputs)
    *steps, last = train_in_steps(examples, network, training, history, fast=fast, pace=Seven())
    whole = train(examples, network, training, history, fast=fast)
    for array in ("train_losses", "test_losses", "frames", "parameters", "gradient_norms", "learning_rates"):
        assert np.array_equal(getattr(last.run, array), getattr(whole, array)), array
    assert (last.run.stopped_epoch, last.run.divergence) == (whole.stopped_epoch, whole.divergence)
    assert (name == "diverged") == (whole.divergence is not None) and (name == "stopped") == bool(whole.stopped_epoch)
    assert last.share == 1 and all(step.run is None and 0 <= step.share < 1 for step in steps)
    assert len(steps) >= whole.epochs / 7 - 1
