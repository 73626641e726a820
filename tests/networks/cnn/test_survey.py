"""Shapes, parameters, multiply-adds and receptive fields: published counts, PyTorch's own counts, autograd."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from core.networks.cnn.challenges import fits_again, sees_everything
from core.networks.cnn.famous import FAMOUS
from core.networks.cnn.layers import KINDS, NUMBERS, layers_text, new_layer, read_layers
from core.networks.cnn.modules import measured_numbers, network
from core.networks.cnn.settings import OwnNetworkConfig
from core.networks.cnn.skyline import famous_survey
from core.networks.cnn.skyline_report import mended
from core.networks.cnn.survey import own_numbers, own_survey, survey, survey_numbers
from core.refusal import Refusal

PUBLISHED = {  # parameters, multiply-adds, receptive field of the last window
    "LeNet-5": (61_706, 416_520, 16),
    "AlexNet": (61_100_840, 714_188_480, 195),
    "AlexNet 2012": (60_965_224, 724_406_816, 195),
    "VGG-11": (132_863_336, 7_609_090_048, 150),
    "VGG-16": (138_357_544, 15_470_264_320, 212),
    "VGG-19": (143_667_240, 19_632_062_464, 268),
    "SqueezeNet 1.1": (1_235_496, 349_151_936, 207),
    "ResNet-18": (11_689_512, 1_814_073_344, 435),
    "ResNet-50": (25_557_032, 4_089_184_256, 427),
    "ResNet-50 v1": (25_557_032, 3_857_973_248, 483),
}
OUTPUTS = {"LeNet-5": 6_518, "AlexNet": 494_184, "VGG-16": 13_556_712, "ResNet-18": 2_484_712, "ResNet-50": 11_114_984}
RELU_NET = "conv 6 5, relu, pool 2, conv 16 5, relu, pool 2, flatten, dense 400>120, relu, dense 10"


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_counts_of_a_famous_network_are_those_that_were_published(name):
    found = famous_survey(name)
    assert tuple(found.total(measure) for measure in ("parameters", "multiply_adds", "field")) == PUBLISHED[name]
    outputs = sum(block.out.count for block in found.blocks if block.layer.kind in ("conv", "dense"))
    assert outputs == OUTPUTS.get(name, outputs)


@pytest.mark.parametrize("name", FAMOUS)
def test_every_layer_of_a_famous_network_costs_what_pytorch_counts(name):
    text, side, colors = FAMOUS[name]
    layers = read_layers(text, most=len(text))
    net = network(layers, side, colors)
    ours = survey_numbers(survey(layers, side, colors))
    for measure, values in measured_numbers(net, side, colors).items():
        assert ours[measure].tolist() == values.tolist(), measure
    with FlopCounterMode(display=False) as counter:
        net(torch.empty(1, colors, side, side, device="meta"))
    assert counter.get_total_flops() == 2 * ours["multiply_adds"].sum()


def seen_side(text: str, side: int) -> int:
    """Pixels of a side on which the middle unit of the last map depends, by autograd with positive weights."""
    layers = read_layers(text)
    net = network(layers, side, 1).to_empty(device="cpu").double()
    for module in net.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.constant_(module.weight, 1.0)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.BatchNorm2d):
            module.reset_parameters()
    x = torch.ones(1, 1, side, side, dtype=torch.float64, requires_grad=True)
    y = net.eval()(x)
    middle = y.shape[2] // 2
    y[0, :, middle, middle].sum().backward()
    assert x.grad is not None
    columns = (x.grad[0, 0].abs() > 0).any(dim=0).nonzero().flatten()
    return int(columns[-1] - columns[0] + 1)


@pytest.mark.parametrize(
    "text",
    ["conv 2 3 1 1, conv 2 5 2 2", "conv 2 3 1 2 2, mean 2, conv 2 3", "mean 3 2 1, conv 2 3 1 4 4", "res 2 2, res 2",
     "bottle 8 2, bottle 8", "bottle1 8 2, conv 4 3",
     "fire 2 2, mean 3 2, fire 2 3", "conv 4 3 2, conv 4 3 1 1 2 2"],
)  # fmt: skip
def test_the_receptive_field_is_where_the_gradient_reaches(text):
    own = own_survey(OwnNetworkConfig(layers=text, side=64))
    assert own.total("field") == seen_side(text, 64)


layer_texts = st.sampled_from(KINDS).flatmap(
    lambda kind: st.tuples(
        st.just(kind), *(st.integers(low, min(high, low + 4)) for _, low, high, _ in NUMBERS[kind])
    ).map(lambda parts: " ".join(map(str, parts)))
)


@given(st.lists(layer_texts, min_size=1, max_size=12))
def test_a_text_of_layers_comes_back_as_it_was_read(parts):
    layers = read_layers(", ".join(parts))
    assert read_layers(layers_text(layers)) == layers


@settings(max_examples=40)
@given(st.lists(layer_texts, min_size=1, max_size=6), st.integers(8, 40), st.sampled_from([1, 3]))
def test_what_is_refused_is_what_pytorch_refuses(parts, side, colors):
    layers = read_layers(", ".join(parts))
    try:
        found = survey(layers, side, colors)
    except Refusal as error:
        if error.rule in ("norm_first", "vector_wanted", "map_wanted"):  # these PyTorch reads in its own way
            return
        with pytest.raises((RuntimeError, ValueError)):
            network(layers, side, colors)
        return
    net = network(layers, side, colors)
    out = net.eval()(torch.empty(1, colors, side, side, device="meta"))
    assert out.numel() == found.out.count


@pytest.mark.parametrize(
    ("text", "side", "rule"),
    [
        ("", 32, "layers_none"), (" , ,\n", 32, "layers_none"), ("relu," * 13, 32, "layers_many"),
        ("konv 3", 32, "layer_unknown"), ("__import__('os')", 32, "layer_unknown"), ("conv", 32, "layer_short"),
        ("conv 0", 32, "layer_number"), ("conv 6 1e3", 32, "layer_number"), ("conv -1", 32, "layer_number"),
        ("conv 6 5 1 0 1 1 9", 32, "layer_words"), ("relu 3", 32, "layer_words"), ("pool 2>2", 32, "layer_inputs"),
        ("conv 0>6", 32, "layer_number"), ("conv >6", 32, "layer_number"), ("conv 6 9", 8, "window_large"),
        ("conv 3>6 5", 32, "conv_inputs"), ("dense 10", 32, "vector_wanted"), ("gap, conv 6", 32, "map_wanted"),
        ("gap, res 6", 32, "map_wanted"), ("bn, conv 6", 32, "norm_first"), ("pool 2 2 2", 32, "pool_padding"),
        (RELU_NET, 28, "dense_inputs"), ("conv 6, conv 9 3 1 0 1 4", 32, "groups_divide"),
        ("conv 6, conv 8 3 1 0 1 3", 32, "groups_divide"), ("gap, fire 2 3", 32, "map_wanted"),
        ("conv 99999999", 32, "layer_number"), ("conv ６", 32, "layer_number"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_its_rule(text, side, rule):
    with pytest.raises(Refusal) as caught:
        own_survey(OwnNetworkConfig(layers=text, side=side))
    assert caught.value.rule == rule


@pytest.mark.parametrize(
    ("text", "side", "cure"),
    [
        (RELU_NET, 28, RELU_NET.replace("400", "256")),
        ("conv 6, dense 7>10", 32, "conv 6, flatten, dense 5400>10"),
        ("conv 1>6, conv 5>8", 32, "conv 1>6, conv 6>8"),
        ("pool 3 1 2, gap", 32, "pool 3 1 1, gap"),
        ("conv 6 9, dense 3", 8, None),
        (RELU_NET, 32, None),
        ("nonsense", 32, None),
    ],
)
def test_a_mismatch_with_one_cure_is_mended(text, side, cure):
    assert mended(OwnNetworkConfig(layers=text, side=side)) == cure


def test_a_network_without_layers_that_compute_has_no_blocks():
    numbers = own_numbers(OwnNetworkConfig(layers="relu, dropout"))
    assert all(len(values) == 0 for values in numbers.values())
    assert not fits_again(own_survey(OwnNetworkConfig(layers="relu")), True).met


def test_a_layer_of_every_kind_is_one_that_can_be_read():
    assert [new_layer(kind).kind for kind in KINDS] == list(KINDS)


def test_a_stated_number_that_fits_changes_nothing():
    stated = own_numbers(OwnNetworkConfig(layers=RELU_NET))
    inferred = own_numbers(OwnNetworkConfig(layers=RELU_NET.replace("400>", "")))
    assert all(np.array_equal(stated[name], inferred[name]) for name in stated)


def test_residual_blocks_do_not_count_as_few_windows():
    own = own_survey(OwnNetworkConfig(layers="res 8 2, res 8 2, res 8 2"))
    assert not sees_everything(own, True).met
