"""Runs that end before their time: where they are cut, what is kept of them, and the script that trains as far."""

import numpy as np
import pytest

from core.data.playground import DataConfig, make_dataset
from core.engine import run as runs
from core.engine.examples import make_examples
from core.engine.run import frame_epochs, train, train_in_steps
from core.engine.scratch import train_from_scratch
from core.engine.settings import (
    LONGEST_RUN,
    MOST_BRANCHES,
    Branches,
    NetworkConfig,
    TrainingConfig,
    read_branches,
)
from core.engine.torch_twin import train_in_torch
from core.pace import Pace
from core.params import domains
from core.refusal import Refusal

DATA, NETWORK = DataConfig(points=60), NetworkConfig()
TRAINING = TrainingConfig(epochs=50, schedule="Cosine", optimizer="Adam", shuffle=True)
HISTORY = Branches("13:learning_rate=0.01,w2=0.5;30:l2=0.1;30:w3=1")
EXAMPLES = make_examples(make_dataset(DATA), DATA.inputs)


class Fives(Pace):
    """Five epochs in every stretch."""

    def begin(self):
        return 5


def cut_at(epoch, fast, history=HISTORY, training=TRAINING):
    steps = train_in_steps(EXAMPLES, NETWORK, training, history, fast=fast, frames=12, pace=Fives())
    for progress in steps:
        if progress.share >= 0.99 * epoch / 50 - 1e-12:
            return steps.send(True).run
    raise AssertionError("it has ended")


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("epoch", [5, 30, 40])
def test_a_cut_run_is_the_beginning_of_the_whole_one(epoch, fast):
    cut, whole = cut_at(epoch, fast), train(EXAMPLES, NETWORK, TRAINING, HISTORY, fast=fast, frames=12)
    n = cut.epochs
    assert cut.cut_epoch == n >= epoch and cut.stopped_epoch is None and whole.cut_epoch is None
    assert cut.frames[-1] == n and set(cut.frames[:-1]) <= set(whole.frames)
    for name in ("gradient_norms", "learning_rates"):
        assert np.array_equal(getattr(cut, name)[: n + 1], getattr(whole, name)[: n + 1]), name
    at = n if n != 30 else 29  # at 30 a branch sets a weight by hand, after the cut
    for name in ("train_losses", "test_losses"):
        assert np.array_equal(getattr(cut, name)[: at + 1], getattr(whole, name)[: at + 1]), name


@pytest.mark.parametrize("train_it", [train_from_scratch, train_in_torch])
def test_the_script_of_a_cut_run_trains_just_as_far(train_it):
    cut = cut_at(30, True)
    curves = train_it(DATA, NETWORK, TRAINING, HISTORY, cut.cut_epoch)
    assert np.allclose(curves.train_losses, cut.train_losses, rtol=1e-9)
    assert np.allclose(curves.test_losses, cut.test_losses, rtol=1e-9)
    assert np.allclose(curves.parameters, cut.parameters[-1], rtol=1e-7)


@pytest.mark.parametrize("starts", [[], [5], list(range(0, 110, 10)), list(range(400))])
@pytest.mark.parametrize("limit", [2, 5, 13, 300])
def test_branches_do_not_lift_the_limit_of_frames(limit, starts):
    frames = frame_epochs(10_000, limit, starts)
    assert len(frames) <= limit and frames[0] == 0 and frames[-1] == 10_000
    assert set(starts[: limit - 2]) <= set(frames.tolist())


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (";".join(f"{k}:" for k in range(MOST_BRANCHES + 1)), "branch_count"),
        ("99999:", "branch_late"),
        (f"{LONGEST_RUN + 1}:", "branch_late"),
    ],
)
def test_more_branches_and_later_ones_than_a_run_has_are_refused(text, rule):
    with pytest.raises(Refusal) as refused:
        read_branches(Branches(text), TrainingConfig())
    assert refused.value.rule == rule


def test_branches_may_be_as_many_and_as_late_as_is_said():
    assert domains(TrainingConfig)["epochs"].high == LONGEST_RUN
    text = ";".join(f"{LONGEST_RUN - MOST_BRANCHES + k}:" for k in range(1, MOST_BRANCHES + 1))
    assert read_branches(Branches(text), TrainingConfig())[-1].start_epoch == LONGEST_RUN


def test_the_engine_from_scratch_keeps_the_parameters_of_its_frames_alone(monkeypatch):
    most = []
    add = runs._Snapshots.add

    def counted(kept, snapshot):
        add(kept, snapshot)
        most.append(len(kept.parameters))

    monkeypatch.setattr(runs._Snapshots, "add", counted)
    whole = train(EXAMPLES, NETWORK, TrainingConfig(epochs=200), frames=8, fast=False)
    assert max(most) <= 8 + 2 and len(most) == 201
    assert len(whole.frames) <= 8 and len(whole.train_losses) == 201
