"""The moment: what one layer cannot learn and two can, where their heads look, and the same numbers in NumPy."""

from dataclasses import replace

import numpy as np
import pytest

from core.jobs.registry import job_named, name_of
from core.networks.attention.induction import (
    accuracy_without_layer_one,
    induction_in_numpy,
    induction_numbers,
    learn_induction,
    probe_string,
    rule_cells,
    rule_shares,
    untrained_induction,
)
from core.networks.attention.induction_report import induction_lines, place_by_hand
from core.networks.attention.settings import InductionConfig
from core.networks.attention.transformer_by_hand import logits_and_maps
from core.pace import last_state

BRIEF = InductionConfig(induction_steps=200)


@pytest.fixture(scope="module")
def run():
    return last_state(learn_induction, BRIEF)


def test_the_cells_of_the_rule_follow_an_earlier_equal_token():
    probe = probe_string(12)
    cells = rule_cells(probe)
    for i, j in np.ndindex(*cells.shape):
        assert cells[i, j] == (1 <= j <= i and probe[j - 1] == probe[i])


def test_two_layers_learn_what_one_does_not_and_look_where_the_rule_says(run):
    numbers = induction_numbers(run)
    assert numbers["two_layers_accuracy"] > 0.9 and numbers["one_layer_accuracy"] < 0.5
    assert numbers["one_layer_loss"] > 1.2
    step, values = job_named(name_of(learn_induction)).points(run)
    assert step == 200 and values == {name: numbers[name] for name in values} and len(values) == 4
    shares = rule_shares(run.two)
    assert shares["followed"][-1, 1] > 3 * shares["followed"][0, 1]
    assert shares["previous"][-1, 0] > 2 * shares["previous"][0, 0]


def test_without_layer_one_the_two_layers_know_no_more_than_guessing(run):
    assert accuracy_without_layer_one(run) < 0.4 < run.two.test_accuracies[-1]
    said = [key for key, _ in induction_lines(run, BRIEF)]
    assert said[-2:] == ["said.rule", "said.needs_layer_one"]
    assert place_by_hand(run)["key"] == "by_hand"
    start = untrained_induction(InductionConfig())
    assert place_by_hand(start)["key"] == "by_hand_elsewhere"
    assert induction_lines(start, InductionConfig())[-1][0] == "said.cut"


def test_the_numbers_of_numpy_are_those_of_pytorch(run):
    assert induction_in_numpy(run) == pytest.approx(induction_numbers(run), rel=1e-9)


def answers_by_rule(run):
    """How often two layers answer by either rule where they disagree: {"followed": …, "longest_unseen": …}."""
    random, said = np.random.default_rng(0), {"followed": 0, "longest_unseen": 0}
    for _ in range(400):
        first = random.permutation(8)[:7]
        string = np.concatenate([first, random.permutation(first)[: random.integers(3, 7)]]).tolist()
        followed = string[string.index(string[-1]) + 1]
        unseen = min(set(string), key=lambda letter: len(string) - 1 - string[::-1].index(letter))
        if followed != unseen:
            logits, _ = logits_and_maps(run.two, run.two.weights["embedding"][string][None], True)
            answer = int(logits[0, -1].argmax())
            said["followed"] += answer == followed
            said["longest_unseen"] += answer == unseen
    return said


def test_of_eight_letters_the_longest_unseen_is_guessed_and_another_start_copies():
    few = InductionConfig(letters=8)
    run = last_state(learn_induction, few)
    numbers = induction_numbers(run)
    assert 0.66 < numbers["two_layers_accuracy"] < 0.76 and numbers["followed_share"] < 0.08
    said = answers_by_rule(run)
    assert said["longest_unseen"] > 1.8 * said["followed"] > 0
    other = last_state(learn_induction, replace(few, induction_seed=2, induction_steps=150))
    assert induction_numbers(other)["two_layers_accuracy"] > 0.97
    said = answers_by_rule(other)
    assert said["followed"] > 1.8 * said["longest_unseen"]
