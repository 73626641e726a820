"""Why √d: the variance of products, weights of PyTorch, and what the power of the width does."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.networks.attention.challenges import certain, too_even
from core.networks.attention.scale import scale_in_torch, scale_numbers, scaled_scores
from core.networks.attention.scale_report import query_by_hand, scale_lines
from core.networks.attention.settings import ScaleConfig

USUAL = ScaleConfig()
CONFIGS = st.builds(
    ScaleConfig, key_width=st.integers(1, 64), rival_keys=st.integers(2, 16), draw_seed=st.integers(0, 999),
    scale_power=st.sampled_from([0.0, 0.25, 0.5, 1.0]),
)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(CONFIGS)
def test_the_weights_are_the_softmax_of_pytorch_and_the_slope_is_the_trace_of_its_jacobian(config):
    found = scaled_scores(config)
    for row, divisor in enumerate((1, found.divisor)):
        scores = torch.from_numpy(found.products / divisor)
        theirs = scores.softmax(dim=1)
        np.testing.assert_allclose(found.weights[row], theirs[0], rtol=0, atol=1e-12)
        assert found.largest[row, -1] == pytest.approx(float(theirs.max(dim=1).values.mean()), abs=1e-12)
    jacobian = torch.autograd.functional.jacobian(lambda s: s.softmax(dim=0), scores[0])
    assert float(jacobian.trace()) == pytest.approx(1 - float((theirs[0] ** 2).sum()), abs=1e-12)
    assert found.slope[1] == pytest.approx(1 - float((theirs**2).sum(dim=1).mean()), abs=1e-12)


@settings(deadline=None, max_examples=20)
@given(CONFIGS)
def test_the_numbers_are_those_of_attention_in_pytorch(config):
    assert scale_in_torch(config) == pytest.approx(scale_numbers(config), rel=1e-9)


@pytest.mark.parametrize("d", [1, 16, 128, 512])
def test_the_variance_of_a_product_is_the_width(d):
    variances = [scale_numbers(replace(USUAL, key_width=d, draw_seed=seed))["variance"] for seed in range(8)]
    assert np.mean(variances) == pytest.approx(d, rel=0.06)


@settings(deadline=None, max_examples=20)
@given(CONFIGS, st.integers(1, 64))
def test_a_smaller_width_takes_the_first_numbers_of_a_larger_one(config, d):
    small, large = (scaled_scores(replace(config, key_width=k)) for k in (d, 64))
    at = np.flatnonzero(large.widths == d)
    if len(at):
        np.testing.assert_allclose(small.largest[:, -1], large.largest[:, at[0]], rtol=1e-9)
    assert (np.diff(small.widths) > 0).all() and small.widths[-1] == d


def test_by_the_root_the_largest_weight_is_steady_undivided_it_nears_one_and_by_d_it_becomes_even():
    wide = replace(USUAL, key_width=512)
    root = scaled_scores(wide)
    assert root.largest[0, -1] > 0.93 and np.ptp(root.largest[1]) < 0.06
    assert scaled_scores(replace(wide, scale_power=1.0)).largest[1, -1] < 0.14


@pytest.mark.parametrize(
    ("changes", "key"),
    [({"key_width": 1}, "one"), ({"scale_power": 0.0}, "none"), ({}, "root"), ({"scale_power": 0.3}, "less"),
     ({"scale_power": 0.8}, "more")],
)  # fmt: skip
def test_what_is_said_of_the_division(changes, key):
    config = replace(USUAL, **changes)
    assert scale_lines(scaled_scores(config), config)[-1][0] == f"said.{key}"


def test_by_hand_the_numbers_are_those_of_the_first_query():
    found = scaled_scores(USUAL)
    shown = query_by_hand(found, USUAL)
    assert shown["divisor"] == "4" and shown["spread"] == "1" and shown["shown"] == 8
    assert float(shown["variance"]) == pytest.approx(found.products.var(), rel=1e-3)


def test_the_challenges_need_wide_products_and_a_power_beyond_the_root():
    for judge in (certain, too_even):
        assert not judge(scaled_scores(USUAL), USUAL).met
    sharp = replace(USUAL, rival_keys=16, key_width=512)
    assert not certain(scaled_scores(sharp), sharp).met
    flat = replace(USUAL, key_width=512)
    assert not too_even(scaled_scores(flat), flat).met
