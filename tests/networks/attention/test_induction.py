"""The moment: what one layer cannot learn and two can, where their heads look, and the same numbers in NumPy."""

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
