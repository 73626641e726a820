"""The three cells and their gates against torch, published parameter counts, and the cells that are made by hand."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.networks.rnn.cells import GATES, CellWeights, parameter_counts, run_cell, sigmoid
from core.networks.rnn.challenges import held_by_the_latch, sum_of_nothing
from core.networks.rnn.gates import ROWS, gate_numbers, gate_states, states_in_torch
from core.networks.rnn.gates_figure import gates_figure
from core.networks.rnn.gates_report import equation, looked_at, row_of, view_of
from core.networks.rnn.settings import GatesConfig, GateView
from tests.networks.rnn.words import say

KINDS = tuple(GATES)
MODULES = {"RNN": torch.nn.RNN, "LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU}
numbers = st.lists(st.integers(-20, 20).map(lambda n: n / 10), min_size=1, max_size=12).map(tuple)


def weights_of(module):
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    return CellWeights(*(getattr(module, name).detach().numpy() for name in names))


@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_runs_as_torch_runs_it_with_the_same_weights(kind):
    module = MODULES[kind](3, 7).double()
    inputs = torch.randn(40, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    found = run_cell(kind, weights_of(module), inputs.numpy())
    output, last = module(inputs)
    np.testing.assert_allclose(found["h"], output.detach().numpy(), atol=1e-12)
    if kind == "LSTM":
        np.testing.assert_allclose(found["c"][-1], last[1][0].detach().numpy(), atol=1e-12)


@pytest.mark.parametrize("kind", KINDS)
def test_weights_of_many_looks_run_at_once_as_one_by_one(kind):
    one, two = (weights_of(MODULES[kind](2, 5).double()) for _ in range(2))
    both = CellWeights(*(np.stack(pair) for pair in zip(vars(one).values(), vars(two).values(), strict=True)))
    inputs = np.random.default_rng(0).normal(size=(9, 2))
    for name, values in run_cell(kind, both, inputs).items():
        np.testing.assert_allclose(values[:, 0], run_cell(kind, one, inputs)[name], atol=1e-14)
        np.testing.assert_allclose(values[:, 1], run_cell(kind, two, inputs)[name], atol=1e-14)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_cell_keeps_is_the_derivative_of_its_memory_by_itself(kind):
    w = weights_of(MODULES[kind](1, 4).double())
    step, x = 1e-6, np.array([[0.3], [-0.2]])
    found = run_cell(kind, w, x)
    if kind == "RNN":
        unit = np.arctanh(found["h"][1])
        moved = np.tanh(unit + np.diag(w.w_hh) * step)
        assert (moved - found["h"][1]) / step == pytest.approx(found["keep"][1], abs=1e-5)
    else:
        np.testing.assert_array_equal(found["keep"], found[{"LSTM": "f", "GRU": "z"}[kind]])


@pytest.mark.parametrize(("kind", "count"), [("LSTM", 2560), ("GRU", 1920), ("RNN", 640)])
def test_the_published_parameter_counts(kind, count):
    assert parameter_counts(kind, 10, 20)[0] == count == sum(p.numel() for p in MODULES[kind](10, 20).parameters())
    assert parameter_counts("LSTM", 10, 20)[1] == 4 * 20 * 30 + 80


def test_the_sigmoid_does_not_overflow():
    assert sigmoid(np.array([-1e308, 0.0, 1e308])).tolist() == [0.0, 0.5, 1.0]


@settings(deadline=None, max_examples=40)
@given(values=numbers, kind=st.sampled_from(KINDS), wiring=st.sampled_from(["made", "random"]))
def test_every_sequence_runs_as_in_torchs_cells(values, kind, wiring):
    config = GatesConfig(cell=kind, wiring=wiring, values=values)
    ours, theirs = gate_numbers(config), states_in_torch(config)
    assert ours.keys() == theirs.keys()
    for name in ours:
        np.testing.assert_allclose(ours[name], theirs[name], atol=1e-12)


@settings(deadline=None, max_examples=30)
@given(values=numbers)
def test_the_cells_made_by_hand_do_what_is_said_of_them(values):
    states = gate_states(GatesConfig(values=values))
    c = states["c"]
    assert c[-1, 0] == pytest.approx(np.tanh(np.array(values) / 2).sum(), abs=0.01)
    assert c[-1, 2] == pytest.approx(math.tanh(values[-1]), abs=1e-3)
    clear = [value for value in values if value >= 1.5]
    if clear and not any(0.8 < value < 1.5 for value in values):
        assert c[-1, 1] == pytest.approx(math.tanh(clear[-1]), abs=0.02)


def test_the_experiments_of_the_gates_tell_true_numbers():
    five = gate_states(GatesConfig(values=(1.0,) * 5))
    assert five["c"][-1, 0] == pytest.approx(2.31, abs=0.005) and five["h"][-1, 0] == pytest.approx(0.98, abs=0.005)
    assert gate_states(GatesConfig(values=(0.0, 1.6, 0.4, -2.0, 0.9, 0.0)))["c"][-1, 1] == pytest.approx(
        0.92, abs=0.005
    )
    leak = gate_states(GatesConfig(cell="RNN", values=(1.0, *(0.0,) * 11)))["h"][:, 0]
    assert leak[0] == pytest.approx(0.29, abs=0.005) and leak[-1] == pytest.approx(0.08, abs=0.005)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wiring", ["made", "random"])
def test_every_number_of_the_table_has_its_equation(kind, wiring):
    config = GatesConfig(cell=kind, wiring=wiring)
    states = gate_states(config)
    for row in range(3 * len(ROWS[kind])):
        for column in (0, 9):
            view = GateView(**view_of(config, row, column))
            assert row_of(config, view) == (row, column)
            _, values = equation(states, config, view)
            assert "nan" not in str(values).lower() and values["name"] == looked_at(config, view)[0]
    assert "NaN" not in gates_figure(states, config, (0, 0), say).to_json()


def test_a_view_beyond_the_cell_or_the_sequence_falls_back():
    config = GatesConfig(cell="GRU", values=(0.5, 0.1))
    assert looked_at(config, GateView(gate="f", at=12)) == ("h", 0, 1)


def test_the_challenges_of_the_gates_name_what_is_missing():
    config = GatesConfig(values=(0.0, 1.8, 0.0, -1.0, -2.0, 0.5, 0.0))
    assert held_by_the_latch(gate_states(config), config).met
    short = GatesConfig(values=(1.8,))
    assert held_by_the_latch(gate_states(short), short).missing[0].key == "late"
    other = GatesConfig(cell="GRU")
    assert sum_of_nothing(gate_states(other), other).missing[0].key == "cell"
    assert sum_of_nothing(gate_states(short), short).missing[-1].key == "end"
