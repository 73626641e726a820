"""The receptive field held to autograd, to marking cell by cell, and to the exact width under equal weights."""

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.networks.convolution.challenges import far_with_few, looks_everywhere
from core.networks.convolution.receptive import (
    ReceptiveConfig,
    effective_field_steps,
    field_by_touch,
    field_numbers,
    measured_field,
    networks_output,
    theoretical_field,
)
from core.networks.convolution.receptive_report import field_tex, receptive_lines
from core.networks.convolution.stacks import STACKS
from core.refusal import Refusal

quick = settings(max_examples=40, deadline=None)
stacks = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=4)


def effective(config):
    *_, found = effective_field_steps(config)
    return found


@quick
@given(stacks)
def test_the_formula_is_what_marking_finds_and_what_one_output_needs(layers):
    config = ReceptiveConfig(layers=tuple(layers), networks=1)
    try:
        theory = theoretical_field(config)
    except Refusal:
        assume(False)
    assert list(theory.sides) == field_by_touch(config)["sides"].tolist()
    side = theory.sides[-1]
    x = torch.randn(1, 1, side, side)
    assert networks_output(x, config, torch.Generator().manual_seed(0)).shape[2:] == (1, 1)


@pytest.mark.parametrize("depth", [1, 4, 8])
def test_equal_weights_give_the_width_of_a_sum_of_uniform_steps(depth):
    for k in (3, 5):
        config = ReceptiveConfig(layers=((k, 1, 1),) * depth, unit="linear", start="equal", networks=1)
        assert effective(config).deviation == pytest.approx((depth * (k * k - 1) / 12) ** 0.5, rel=1e-5)


def test_the_effective_field_grows_like_the_root_of_the_depth():
    widths = [effective(ReceptiveConfig(layers=((3, 1, 1),) * depth)).deviation for depth in (2, 8)]
    assert widths[1] / widths[0] == pytest.approx(2, abs=0.5)  # the theoretical one grows from 5 to 17


def test_the_answers_of_the_experiments():
    assert theoretical_field(ReceptiveConfig(layers=STACKS["two_threes"])).sides == (3, 5)
    assert effective(ReceptiveConfig(layers=STACKS["deep"])).side == 7
    gridded = effective(ReceptiveConfig(layers=STACKS["same_dilation"]))
    assert int((gridded.influence > 0).sum()) == 81


def test_steps_end_at_all_networks_and_the_same_seed_gives_the_same():
    config = ReceptiveConfig(networks=20)
    states = list(effective_field_steps(config))
    assert [state.done for state in states] == [8, 16, 20]
    assert states[-1].share == 1
    assert np.array_equal(states[-1].influence, effective(config).influence)
    assert field_numbers(config)["side"] == states[-1].side


def test_the_square_with_half_of_the_influence():
    even = measured_field(np.ones((7, 7)), 1, 1)
    assert even.side == 5  # 25 of 49
    assert even.deviation == pytest.approx(2)
    point = measured_field(np.eye(1), 1, 1)
    assert (point.side, point.deviation) == (1, 0)
    silent = measured_field(np.zeros((5, 5)), 4, 4)
    assert silent.silent
    config = ReceptiveConfig(layers=((5, 1, 1),))
    assert receptive_lines(theoretical_field(config), silent, config)[0] == ("silent", {"networks": 4})


def test_a_field_that_is_too_large_is_refused_with_its_size():
    with pytest.raises(Refusal) as refused:
        theoretical_field(ReceptiveConfig(layers=((7, 7, 7),) * 8))
    assert refused.value.rule == "field_large"
    assert refused.value.values["limit"] == 127


def test_the_formula_and_the_sentences_hold_the_numbers():
    config = ReceptiveConfig(layers=STACKS["strided"])
    theory = theoretical_field(config)
    assert theory.sides == (3, 7, 11, 19, 27)
    assert field_tex(theory, config)["side"] == "27"
    assert [key for key, _ in receptive_lines(theory, effective(config), config)] == ["used", "weights"]


def test_pixels_without_a_path_are_told_from_those_that_a_relu_shuts_off():
    dilated = ReceptiveConfig(layers=STACKS["same_dilation"])
    lines = dict(receptive_lines(theoretical_field(dilated), effective(dilated), dilated))
    assert lines["gaps"] == {"count": 289 - 81, "pixels": 289} and "shut" not in lines
    one = ReceptiveConfig(layers=((3, 1, 1),) * 6, networks=1, receptive_seed=22)
    influence = effective(one).influence
    lines = dict(receptive_lines(theoretical_field(one), effective(one), one))
    assert "gaps" not in lines and lines["shut"] == {"count": int((influence == 0).sum()), "networks": 1}
    linear = ReceptiveConfig(layers=((3, 1, 1),) * 6, networks=1, unit="linear")
    assert "shut" not in dict(receptive_lines(theoretical_field(linear), effective(linear), linear))


def test_the_challenges_tell_what_is_missing():
    strided = ReceptiveConfig(layers=((7, 7, 7),))
    assert far_with_few(theoretical_field(strided), strided).missing[0].key == "strides"
    deep = ReceptiveConfig(layers=STACKS["deep"])
    assert looks_everywhere(theoretical_field(deep), effective(deep)).missing[0].key == "middle"
    for layers, missing in ((((3, 2, 2), (2, 1, 1)), ["gaps"]), (((3, 3, 1), (3, 1, 1)), [])):  # a grid, and tiles
        config = ReceptiveConfig(layers=layers)
        verdict = looks_everywhere(theoretical_field(config), effective(config))
        assert [one.key for one in verdict.missing] == missing
