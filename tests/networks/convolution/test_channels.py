"""Groups and channels held to PyTorch: parameters, multiply-adds and the sums over channels."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.networks.convolution.challenges import hundred, lean
from core.networks.convolution.channels import (
    ChannelsConfig,
    channels_in_torch,
    channels_numbers,
    layer_cost,
    one_place,
    separable_weights,
)
from core.networks.convolution.channels_report import channel_tex, channels_lines
from core.refusal import Refusal

quick = settings(max_examples=60, deadline=None)
layers = st.builds(
    ChannelsConfig, inputs=st.integers(1, 8), outputs=st.integers(1, 8), groups=st.integers(1, 8),
    kernel_side=st.integers(1, 7), image_side=st.sampled_from((8, 9)), channel=st.integers(0, 7),
)  # fmt: skip


@quick
@given(layers)
def test_numbers_and_refusals_are_pytorchs(config):
    try:
        ours = channels_numbers(config)
    except Refusal as error:
        assert error.rule == "groups_divide"
        with pytest.raises(ValueError, match="groups"):
            torch.nn.Conv2d(config.inputs, config.outputs, 1, groups=config.groups)
        return
    theirs = channels_in_torch(config)
    assert ours["parameters"] == theirs["parameters"]
    assert ours["multiply_adds"] == theirs["multiply_adds"]
    assert ours["y"] == pytest.approx(theirs["y"])


@quick
@given(st.integers(1, 4), st.integers(1, 2), st.integers(1, 2), st.integers(1, 7), st.integers(0, 7))
def test_every_output_sees_the_inputs_of_its_group_alone(groups, inputs, outputs, side, channel):
    config = ChannelsConfig(
        inputs=groups * inputs, outputs=groups * outputs, groups=groups, kernel_side=side, channel=channel
    )
    found = one_place(config)
    group_of_output = np.arange(config.outputs) * config.groups // config.outputs
    group_of_input = np.arange(config.inputs) * config.groups // config.inputs
    assert np.array_equal(~np.isnan(found.parts), group_of_output[:, None] == group_of_input[None, :])
    assert found.y == pytest.approx(np.nansum(found.parts, axis=1) + found.b)
    assert channel_tex(found, config)["j"] == str(min(config.channel, config.outputs - 1))


def test_the_relatives_of_mobilenet():
    config = ChannelsConfig(inputs=8, outputs=8, groups=1, kernel_side=3)
    assert layer_cost(config).weights == 576
    assert separable_weights(config) == (72, 64)


@pytest.mark.parametrize(("settings_", "keys"), [
    ({"inputs": 1, "outputs": 4, "groups": 1}, ["single"]), ({"groups": 1}, ["joined"]), ({"groups": 2}, ["grouped"]),
    ({"groups": 4}, ["depthwise"]), ({"groups": 1, "kernel_side": 1}, ["joined", "pointwise"]),
    ({"groups": 2, "kernel_side": 1}, ["grouped", "pointwise_grouped"]),
    ({"groups": 4, "kernel_side": 1}, ["depthwise", "pointwise_alone"]),
    ({"inputs": 1, "outputs": 4, "groups": 1, "kernel_side": 1}, ["single", "pointwise_alone"]),
    ({"groups": 1, "kernel_side": 2}, ["joined", "even_side"]),
])  # fmt: skip
def test_every_kind_of_layer_has_its_sentence(settings_, keys):
    config = ChannelsConfig(**settings_)
    assert [key for key, _ in channels_lines(layer_cost(config), config)] == keys


def test_the_challenges_have_solutions_that_are_not_unique_by_accident():
    every = [ChannelsConfig(inputs=i, outputs=o, groups=g, kernel_side=k)
             for i in range(1, 9) for o in range(1, 9) for g in range(1, 9) for k in range(1, 8)
             if i % g == o % g == 0]  # fmt: skip
    solved = [config for config in every if hundred(layer_cost(config)).met]
    assert solved
    assert all(layer_cost(config).parameters == 100 for config in solved)
    assert {config.groups for config in every if lean(layer_cost(config), config).met} == {8}
