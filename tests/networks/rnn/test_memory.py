"""The three tasks with their baselines, the training and its way on from a snapshot, and the ribbons."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.figures.film import figure_at, film_message
from core.networks.rnn.challenges import adding_of_fifty, plain_network_remembers
from core.networks.rnn.memory import (
    KINDS,
    answer_loss,
    cell_weights,
    fresh_looks,
    memory_numbers,
    ribbon_batch,
    ribbons,
    seeded_net,
    step_batch,
    train_memory,
)
from core.networks.rnn.memory_figure import memory_loss_figure, ribbon_film, ribbon_sheet
from core.networks.rnn.memory_report import keep_by_hand, memory_lines
from core.networks.rnn.settings import MemoryTaskConfig, MemoryTrainingConfig, RibbonConfig
from core.networks.rnn.tasks import CLOSING, OPENING, TOKENS, answer_count, baseline, make_batch, token_texts
from tests.networks.rnn.words import say

TASKS = ("adding", "copy", "brackets")
TINY = MemoryTrainingConfig(units=6, batch=8, steps=100)
SHORT = MemoryTaskConfig(length=10)


@pytest.fixture(scope="module")
def snapshots():
    return list(train_memory(SHORT, TINY))


@pytest.mark.parametrize(("task", "length"), [("adding", 10), ("copy", 25), ("brackets", 10), ("brackets", 60)])
def test_the_answers_are_those_of_the_sequences(task, length):
    batch = make_batch(MemoryTaskConfig(task=task, length=length), 50, np.random.default_rng(1))
    assert batch.inputs.shape[:2] == (50, length)
    for inputs, answers, sparks in zip(batch.inputs, batch.answers, batch.sparks, strict=True):
        if task == "adding":
            assert inputs[:, 1].sum() == 2 and sparks[0] < length // 2 <= sparks[1]
            assert answers[0] == pytest.approx(inputs[:, 0] @ inputs[:, 1])
        elif task == "copy":
            assert inputs[:2].argmax(axis=1).tolist() == answers.tolist()
        else:
            assert CLOSING[answers[0]] == closing_bracket("".join(token_texts(task, inputs)))


def closing_bracket(text):
    """What must close a text next, by a stack."""
    assert set(text) <= set(TOKENS) and text[-1] == "?"
    stack = []
    for character in text:
        if character in OPENING:
            stack.append(CLOSING[OPENING.index(character)])
        elif character in CLOSING:
            assert stack.pop() == character
    (last,) = stack
    return last


def test_the_baselines_are_the_losses_of_the_best_constant_answers():
    batch = make_batch(MemoryTaskConfig(), 200_000, np.random.default_rng(0))
    ones = torch.ones(200_000, 1, 1, dtype=torch.float64)
    loss = ((ones[..., 0] - torch.from_numpy(batch.answers)) ** 2).mean()
    assert float(loss) == pytest.approx(1 / 6, abs=2e-3) and baseline("adding") == 1 / 6
    for task, classes in (("copy", 8), ("brackets", 3)):
        even = torch.zeros(5, 1, classes)
        assert float(answer_loss(task, even, torch.ones(5, 1, dtype=torch.long))) == pytest.approx(baseline(task))
    assert 10 * math.log(8) / 120 == pytest.approx(0.1733, abs=1e-4)  # of the whole copy sequence, as papers have it


def test_the_forget_bias_moves_the_forget_gate_of_the_lstm_alone():
    plain, moved = (seeded_net("LSTM", SHORT, MemoryTrainingConfig(units=6, forget_bias=bias)) for bias in (0.0, 3.0))
    change = (moved.cell.bias_ih_l0 - plain.cell.bias_ih_l0).detach().numpy()
    np.testing.assert_allclose(change, np.repeat([0, 3, 0, 0], 6), atol=1e-6)
    assert torch.equal(plain.head.weight, moved.head.weight)


def test_a_training_that_goes_on_from_a_snapshot_ends_as_one_that_never_paused(snapshots):
    *_, last = train_memory(SHORT, TINY, snapshots[6])
    np.testing.assert_array_equal(last.losses, snapshots[-1].losses)
    np.testing.assert_array_equal(last.look_steps, snapshots[-1].look_steps)
    for name, values in snapshots[-1].looks.items():
        np.testing.assert_array_equal(last.looks[name], values)


@pytest.mark.parametrize("task", TASKS)
def test_the_ribbons_are_what_torch_computes(task):
    which = MemoryTaskConfig(task=task, length=12)
    training = fresh_looks(which, TINY)
    batch = ribbon_batch(which, RibbonConfig(sequence=3))
    for kind, found in ribbons(training, which, RibbonConfig(sequence=3)).items():
        net = seeded_net(kind, which, TINY)
        x = torch.from_numpy(batch.inputs).float()
        states, last = net.cell(x)
        memory = last[1][0, 0] if kind == "LSTM" else states[0, -1]
        np.testing.assert_allclose(found.memory[-1, 0], memory.detach().numpy(), atol=1e-5)
        given = net(x, answer_count(task)).detach()[0]
        given = given[:, 0] if task == "adding" else given.argmax(dim=1)
        np.testing.assert_allclose(found.given[0], given.numpy(), atol=1e-5)
        assert sorted(found.cells) == list(range(TINY.units))


def test_a_ribbon_is_as_wide_as_its_state_and_as_solid_as_its_gate(snapshots):
    found = ribbons(snapshots[-1], SHORT, RibbonConfig())["GRU"]
    sheet = ribbon_sheet(found, np.array([2]))
    middle = slice(1, None, 3)  # of the three columns of a step the one in its middle
    rows = np.isfinite(sheet[-1][:, middle]).sum(axis=0)
    size = np.abs(found.memory[:, -1, 2])
    assert (np.diff(rows[np.argsort(size)]) >= 0).all() and rows.max() <= 13
    solid = np.nanmax(np.abs(sheet[-1][:, middle]), axis=0)
    np.testing.assert_allclose(solid, 0.12 + 0.88 * found.keep[:, -1, 2], atol=1e-12)


@pytest.mark.parametrize("task", TASKS)
def test_film_losses_and_sentences_stand_before_and_after_the_training(task, snapshots):
    which = MemoryTaskConfig(task=task, length=10)
    training = snapshots[-1] if task == "adding" else fresh_looks(which, TINY)
    found, batch = ribbons(training, which, RibbonConfig()), ribbon_batch(which, RibbonConfig())
    figure, frames = ribbon_film(training, found, batch, which, say)
    assert frames.count == len(training.look_steps) and film_message(figure, frames)
    assert "NaN" not in figure_at(figure, frames, 0).to_json() + memory_loss_figure(training, which, 100, say).to_json()
    assert "nan" not in str(keep_by_hand(found, batch, which)).lower()
    if task == "adding":
        assert next(key for key, _ in memory_lines(training, which)) == "baseline_adding"


def test_the_default_training_tells_what_the_experiments_say():
    """A GRU has learned to add over 25 steps after 350; an LSTM only with a forget bias."""
    task, learning = MemoryTaskConfig(), MemoryTrainingConfig()
    last = {kind: np.mean(losses_of(kind, task, learning)[-40:]) for kind in KINDS}
    assert last["GRU"] < 0.01 and last["RNN"] > 0.14 and last["LSTM"] > 0.14
    assert np.mean(losses_of("LSTM", task, replace(learning, forget_bias=3.0))[-40:]) < 0.02


def losses_of(kind, task, learning):
    """The loss at every step, by the plainest loop."""
    net = seeded_net(kind, task, learning)
    optimizer = torch.optim.Adam(net.parameters(), learning.learning_rate)
    losses = []
    for step in range(learning.steps):
        batch = step_batch(task, learning, step)
        answers = torch.from_numpy(batch.answers)
        loss = answer_loss(task.task, net(torch.from_numpy(batch.inputs).float(), answers.shape[1]), answers)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), learning.clip)
        optimizer.step()
        losses.append(float(loss.detach()))
    return losses


def test_the_losses_are_those_of_the_plainest_loop(snapshots):
    for kind, losses in zip(KINDS, snapshots[-1].losses, strict=True):
        points = np.array(losses_of(kind, SHORT, TINY)).reshape(-1, 5).mean(axis=1)
        np.testing.assert_allclose(losses, points, rtol=1e-12)


def test_it_is_told_where_no_network_has_solved_the_task(snapshots):
    assert memory_lines(snapshots[-1], SHORT)[-1] == ("none_solved", {"length": 10, "steps": 100})
    good = replace(snapshots[-1], losses=snapshots[-1].losses * 1e-3)
    assert [key for key, _ in memory_lines(good, SHORT)[1:]] == ["solved"] * 3


def test_the_challenges_of_the_memory_name_what_is_missing(snapshots):
    last = snapshots[-1]
    assert adding_of_fifty(last, SHORT, TINY).missing[0].key == "adding"
    assert "size" in [one.key for one in adding_of_fifty(last, SHORT, TINY).missing]
    assert plain_network_remembers(last, MemoryTaskConfig(task="copy")).missing[0].key == "adding"
    assert set(memory_numbers(last)) == set(KINDS) and cell_weights(last, "GRU").units == 6
