import numpy as np
import pytest

from core.engine.examples import Examples
from core.engine.fast.group import Job
from core.engine.many import final_parameters, groups_of, train_many
from core.engine.run import train
from core.engine.settings import Branches, NetworkConfig, Segment, TrainingConfig, read_branches

ARRAYS = (
    "train_losses", "test_losses", "train_accuracies", "test_accuracies", "gradient_norms", "learning_rates",
    "frames", "parameters",
)  # fmt: skip


def last_of(steps):
    *_, last = steps
    return last.runs


def make_case(seed=0, classes=2):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(60, 2))
    labels = np.where(x.prod(axis=1) > 0, 1.0, -1.0) if classes == 2 else np.floor(3 * rng.random(60))
    return Examples(x[:33], labels[:33], x[33:], labels[33:], classes)


def assert_equal_runs(one, other, limit=1e-11):
    for name in ARRAYS:
        a, b = getattr(one, name), getattr(other, name)
        assert a.shape == b.shape, name
        assert np.allclose(a, b, rtol=limit, atol=limit), name
    assert one.stopped_epoch == other.stopped_epoch and one.divergence == other.divergence


@pytest.mark.parametrize(
    "common",
    [
        {},
        {"optimizer": "Adam", "schedule": "Cosine", "weight_decay": 0.1},
        {"dropout": 0.3, "shuffle": True},
        {"clipping": "Norm", "clip_at": 0.05, "optimizer": "Momentum"},
        {"batch_norm": True, "batch_size": 5},
        {"batch_size": 33, "optimizer": "Adam"},  # learned from in parts, the last of one sample
        {"batch_size": 20, "loss": "CrossEntropy", "classes": 3},
        {"loss": "CrossEntropy", "classes": 3, "optimizer": "RMSprop", "epsilon": 1e-3},
        {"early_stopping": True, "patience": 3, "minimum_improvement": 1e-3},
    ],
)
@pytest.mark.parametrize("networks", [5, 11])
def test_networks_side_by_side_equal_each_alone(common, networks):
    common = dict(common)
    batch_norm, classes = common.pop("batch_norm", False), common.pop("classes", 2)
    jobs = []
    for k in range(networks):
        training = TrainingConfig(epochs=15, learning_rate=0.004 * (k + 1), l1=0.001 * k, order_seed=k, **common)
        network = NetworkConfig(hidden=(9, 3), network_seed=k, batch_norm=batch_norm)
        jobs.append(Job(make_case(k % 3, classes), network, (Segment(0, training),)))
    for job, run in zip(jobs, last_of(train_many(jobs, frames=6)), strict=True):
        alone = train(job.examples, job.network, job.segments[0].training, frames=6, fast=True)
        assert_equal_runs(run, alone, 1e-9 if batch_norm else 1e-11)  # three samples' variance enlarges rounding


def test_networks_of_different_shapes_come_back_in_order():
    jobs = [
        Job(
            make_case(),
            NetworkConfig(hidden=(2 + k % 3,), network_seed=k),
            (Segment(0, TrainingConfig(epochs=4 + k % 2)),),
        )
        for k in range(20)
    ]
    for job, run in zip(jobs, last_of(train_many(jobs)), strict=True):
        assert run.layout.sizes == (2, *job.network.hidden, 1)
        assert_equal_runs(run, train(job.examples, job.network, job.segments[0].training, frames=2, fast=True))


def test_branches_run_side_by_side():
    jobs = []
    for k in range(8):
        segments = read_branches(Branches(f"4:learning_rate=0.0{k + 1},w2=0.{k}"), TrainingConfig(epochs=9))
        jobs.append(Job(make_case(), NetworkConfig(), tuple(segments)))
    for k, run in enumerate(last_of(train_many(jobs))):
        history = Branches(f"4:learning_rate=0.0{k + 1},w2=0.{k}")
        assert_equal_runs(
            run, train(make_case(), NetworkConfig(), TrainingConfig(epochs=9), history, frames=2, fast=True)
        )


def test_one_that_diverges_is_reported_and_leaves_the_others_alone():
    network = NetworkConfig(hidden=(6, 6), activations=("ReLU",), initialization="HeNormal")
    rates = [0.01, 0.02, 10.0, 0.03]
    jobs = [
        Job(
            make_case(), network, (Segment(0, TrainingConfig(epochs=60, loss="HalfSquaredLinear", learning_rate=rate)),)
        )
        for rate in rates
    ]
    runs = last_of(train_many(jobs))
    assert [run.divergence is not None for run in runs] == [False, False, True, False]
    for job, run in zip(jobs, runs, strict=True):
        assert_equal_runs(run, train(job.examples, job.network, job.segments[0].training, frames=2, fast=True))


@pytest.mark.parametrize("hidden", [(5,), (9, 3), (30, 30)])
def test_parameters_without_losses_equal_those_at_the_end_of_the_runs(hidden):
    training = TrainingConfig(epochs=12, optimizer="Adam", batch_size=33)
    jobs = [Job(make_case(k), NetworkConfig(hidden=hidden, network_seed=k), (Segment(0, training),)) for k in range(10)]
    *shares, (share, vectors) = final_parameters(jobs)
    assert share == 1 and all(own == () and 0 <= part < 1 for part, own in shares)
    for vector, run in zip(vectors, last_of(train_many(jobs)), strict=True):
        assert np.allclose(vector, run.parameters[-1], rtol=1e-11, atol=1e-11)


def test_small_networks_are_trained_side_by_side_and_large_ones_alone():
    def jobs(hidden, count, batch_size):
        training = (Segment(0, TrainingConfig(epochs=1, batch_size=batch_size)),)
        return [Job(make_case(), NetworkConfig(hidden=hidden), training)] * count

    assert groups_of(jobs((5,), 11, 33)) == [list(range(8)), [8, 9, 10]]
    assert groups_of(jobs((5,), 10, 33)) == [list(range(8)), [8], [9]]
    assert groups_of(jobs((30, 30), 3, 33)) == [[0], [1], [2]]
    assert groups_of(jobs((30, 30), 3, 5)) == [[0, 1, 2]]
