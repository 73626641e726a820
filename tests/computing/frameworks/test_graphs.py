"""The loop and the `if`: from scratch against PyTorch, and what `torch.export` really says."""

import warnings

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.computing.frameworks.branch import branch_in_torch, branch_numbers, leaky, record_branch
from core.computing.frameworks.challenges import long_tape, right_by_luck, short_tape, silent_error
from core.computing.frameworks.loop import node_counts, record, tape_numbers, torch_tape_numbers
from core.computing.frameworks.programs import NAMES, OperatorIf, OperatorLoop, export_programs
from core.computing.frameworks.settings import BranchConfig, LoopConfig

inputs = st.floats(-3, 3, allow_subnormal=False)


@settings(max_examples=20, deadline=None)
@given(number=st.integers(1, 60))
def test_the_tape_has_the_nodes_and_the_slope_that_torch_records(number):
    config = LoopConfig(number=number)
    tape = record(config)
    assert tape_numbers(config) == torch_tape_numbers(config)
    assert tape.nodes == tape.halvings + 2 * tape.triplings + 1
    assert tape.gradient == pytest.approx(3.0**tape.triplings / 2.0**tape.halvings)


def test_the_published_lengths():
    assert (record(LoopConfig(number=6)).nodes, record(LoopConfig(number=27)).nodes) == (11, 153)
    assert record(LoopConfig(number=1)).nodes == 1 and record(LoopConfig(number=1)).gradient == 1
    assert record(LoopConfig(number=27)).values.max() == 9232
    assert node_counts().shape == (60,) and node_counts().max() == 154


@settings(max_examples=30, deadline=None)
@given(example=inputs, value=inputs)
def test_the_recording_holds_the_branch_of_its_example_as_that_of_torch_does(example, value):
    config = BranchConfig(example=example, input_value=value)
    assert branch_numbers(config) == pytest.approx(branch_in_torch(config))
    found = record_branch(config)
    assert found.right == leaky(value)
    assert (found.gap == 0) == ((example > 0) == (value > 0) or value == 0)


@pytest.mark.parametrize("example", [1.5, -1.0])
def test_the_tracer_of_torch_keeps_the_same_branch_silently(example):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        traced = torch.jit.trace(leaky, (torch.tensor(example),))
    for value in (-2.0, 0.5, 2.0):
        expected = record_branch(BranchConfig(example=example, input_value=value)).replayed
        assert float(traced(torch.tensor(value))) == pytest.approx(expected)


def test_torch_export_refuses_what_python_decides_and_takes_the_operators():
    *_, found = export_programs()
    assert [one.name for one in found.programs] == list(NAMES) and found.share == 1
    for one in found.programs:
        refused = one.name in ("while", "if")
        assert bool(one.refusal) == refused and bool(one.code) != refused and (one.calls == 0) == refused
        assert not refused or "data-dependent" in one.refusal
        assert " = None" not in one.code
    loop = torch.export.export(OperatorLoop(), (torch.tensor(6),)).module()
    assert [int(loop(torch.tensor(n))) for n in (6, 27)] == [8, 111]
    choice = torch.export.export(OperatorIf(), (torch.tensor(1.0),)).module()
    assert np.allclose([float(choice(torch.tensor(x))) for x in (-2.0, 2.0)], [leaky(-2.0), leaky(2.0)])


def test_the_challenges_tell_what_is_missing():
    assert long_tape(record(LoopConfig(number=54))).met
    assert [one.key for one in long_tape(record(LoopConfig(number=7))).missing] == ["odd", "short"]
    assert silent_error(record_branch(BranchConfig(example=-1.0, input_value=2.8))).met
    assert not silent_error(record_branch(BranchConfig(example=1.0, input_value=-2.0))).met


def test_a_far_start_may_have_a_short_graph():
    short = [n for n in range(31, 61) if short_tape(record(LoopConfig(number=n))).met]
    assert short == [32, 40, 42]
    assert [one.key for one in short_tape(record(LoopConfig(number=27))).missing] == ["low", "long"]


def test_at_zero_no_negative_zero_is_told():
    for example in (1.5, -1.5):
        numbers = branch_numbers(BranchConfig(example=example, input_value=0.0))
        assert [f"{value:g}" for value in numbers.values()] == ["0", "0"]


def test_a_recording_is_right_by_luck_only_where_the_lines_meet():
    assert right_by_luck(record_branch(BranchConfig(example=1.5, input_value=0.0))).met
    one = right_by_luck(record_branch(BranchConfig(example=1.5, input_value=-2.0)))
    assert [word.key for word in one.missing] == ["apart"]
    one = right_by_luck(record_branch(BranchConfig(example=1.5, input_value=2.0)))
    assert [word.key for word in one.missing] == ["same_side"]
