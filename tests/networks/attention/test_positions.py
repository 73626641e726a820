"""Order: permuted outputs without positions, PyTorch's layer, and products that depend on the distance alone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.networks.attention.positions import (
    multi_head,
    orders_in_torch,
    orders_numbers,
    position_vectors,
    turned,
    two_orders,
    vectors,
)
from core.networks.attention.positions_report import orders_lines
from core.networks.attention.settings import PositionsConfig
from core.refusal import Refusal

USUAL = PositionsConfig()
KINDS = ("none", "sinusoidal", "learned", "rotary")


@pytest.mark.parametrize("position", KINDS)
@pytest.mark.parametrize("heads", [1, 4, 8])
def test_the_layer_is_that_of_pytorch_with_the_same_matrices(position, heads):
    config = replace(USUAL, position=position, heads=heads, words="the dog bites the old man")
    ours, theirs = orders_numbers(config), orders_in_torch(config)
    for name, value in ours.items():
        np.testing.assert_allclose(value, theirs[name], rtol=0, atol=1e-12)


@settings(deadline=None, max_examples=30)
@given(st.permutations(range(5)), st.integers(0, 99))
def test_without_positions_permuted_words_give_permuted_outputs(order, seed):
    config = replace(USUAL, position="none", head_seed=seed)
    words = ("a", "b", "c", "d", "e")
    _, one = multi_head(vectors(words, config), config)
    _, two = multi_head(vectors(tuple(words[k] for k in order), config), config)
    np.testing.assert_allclose(one[list(order)], two, atol=1e-12)


def test_sinusoidal_products_depend_on_the_distance_alone():
    p = position_vectors(USUAL)
    products = p @ p.T
    for distance in range(1, 5):
        assert np.ptp(np.diagonal(products, distance)) < 1e-12
    assert np.diagonal(products)[0] == pytest.approx(8)  # sin² + cos² of each of eight pairs


def test_a_rotary_score_is_the_same_after_a_common_shift():
    q, k = np.random.default_rng(0).normal(size=(2, 6))
    a, b = turned(np.tile(q, (8, 1))), turned(np.tile(k, (8, 1)))
    scores = a @ b.T
    for distance in range(-4, 5):
        assert np.ptp(np.diagonal(scores, distance)) < 1e-12


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"position": "none"}, "said.permuted"),
        ({"words": "dog bites dog"}, "said.same_words"),
        ({"second": 1}, "said.not_moved"),
        ({}, "said.noticed"),
    ],
)
def test_what_is_said_of_an_exchange(changes, key):
    config = replace(USUAL, **changes)
    assert orders_lines(two_orders(config), config)[0][0] == key


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"heads": 3}, "heads_divide_width"),
        ({"heads": 4, "model_width": 12, "position": "rotary"}, "rotary_even"),
        ({"second": 8}, "no_such_place"),
    ],
)
def test_what_cannot_be_built_is_refused(changes, rule):
    with pytest.raises(Refusal, match=rule):
        two_orders(replace(USUAL, **changes))
