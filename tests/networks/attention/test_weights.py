"""Attention by hand: PyTorch, convex combinations, masks that leave nothing, and ties."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import ConvexHull
from torch import nn
from torch.nn.functional import scaled_dot_product_attention

from core.networks.attention.challenges import looks_back, same_for_all
from core.networks.attention.settings import WeightsConfig
from core.networks.attention.weights import attend, attention_in_torch, tokens_of, with_cell_toggled
from core.networks.attention.weights_figure import hull
from core.networks.attention.weights_report import row_by_hand, weights_lines
from core.refusal import Refusal

USUAL = WeightsConfig()
ROWS = st.lists(st.tuples(*[st.floats(-9, 9)] * 4), min_size=7, max_size=7).map(tuple)
CONFIGS = st.builds(
    WeightsConfig, width=st.integers(1, 4), queries=ROWS, keys=ROWS, scaled=st.booleans(),
    temperature=st.floats(0.1, 10), mask=st.sampled_from(["none", "causal", "own"]),
    blocked=st.lists(st.integers(0, 63), max_size=40).map(tuple),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(CONFIGS)
def test_weights_and_outputs_are_those_of_pytorch(config):
    found, theirs = attend(config), attention_in_torch(config)
    np.testing.assert_allclose(found.weights, theirs["weights"], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.outputs, theirs["outputs"], rtol=0, atol=1e-11)


@settings(deadline=None, max_examples=60)
@given(CONFIGS)
def test_rows_that_see_something_sum_to_one_and_outputs_stay_within_the_values_that_they_see(config):
    found = attend(config)
    some = found.allowed.any(axis=1)
    np.testing.assert_allclose(found.weights.sum(axis=1), some.astype(float), atol=1e-12)
    assert (found.weights[~found.allowed] == 0).all() and (found.weights >= 0).all()
    for row in np.flatnonzero(some):
        seen = found.values[found.allowed[row]]
        assert (found.outputs[row] >= seen.min(axis=0) - 1e-9).all()
        assert (found.outputs[row] <= seen.max(axis=0) + 1e-9).all()


def test_pytorch_gives_nan_or_zeros_for_a_row_that_sees_nothing_as_the_page_says():
    q = torch.randn(1, 2, 4, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    allowed = torch.tensor([[True, True], [False, False]])
    assert torch.full((2,), -torch.inf).softmax(dim=0).isnan().all()
    assert (scaled_dot_product_attention(q, q, q, attn_mask=allowed)[0, 1] == 0).all()
    layer = nn.MultiheadAttention(4, 1, batch_first=True, dtype=torch.float64)
    assert layer(q, q, q, attn_mask=~allowed)[0][0, 1].isnan().all()
    found = attend(replace(USUAL, mask="own", blocked=tuple(range(8))))
    assert (found.weights[0] == 0).all()
    assert [key for key, _ in weights_lines(found, 0)] == ["said.sees_nothing"]


@pytest.mark.parametrize(
    ("changes", "query", "key"),
    [
        ({}, 4, "said.most"),
        ({"mask": "causal"}, 0, "said.sees_one"),
        ({"queries": ((0.0, 0.0),) * 7}, 3, "said.even"),
        (
            {"keys": ((1.0, 0.0), (1.0, 0.0), (0.0, 0.0)), "queries": ((2.0, 0.0),) * 3, "sentence": "a b c"},
            0,
            "said.tie",
        ),
    ],
)
def test_what_is_said_of_a_row(changes, query, key):
    found = attend(replace(USUAL, **changes))
    assert weights_lines(found, query)[0][0] == key


def test_at_a_low_temperature_the_largest_score_takes_all():
    config = replace(USUAL, temperature=0.1, queries=((9.0, 5.0),) * 7)
    found = attend(config)
    assert found.weights[0].max() > 0.999 and found.weights[0].argmax() == found.products[0].argmax()
    assert np.isfinite(found.weights).all()


@pytest.mark.parametrize("text", ["", "one", "a b c d e f g h i", "   "])
def test_a_sentence_has_two_to_eight_words(text):
    with pytest.raises(Refusal, match="token_count"):
        tokens_of(text)


def test_text_without_spaces_is_taken_by_characters_where_it_is_not_ascii():
    assert tokens_of("猫坐着") == ("猫", "坐", "着")


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=3, max_size=8, unique=True))
def test_the_hull_is_that_of_scipy(points):
    table = np.array(points, float)
    if np.linalg.matrix_rank(table - table[0]) < 2:
        return
    theirs = ConvexHull(table)
    corners = hull(table)
    assert {tuple(one) for one in corners} == {tuple(one) for one in table[theirs.vertices]}


def test_a_cell_is_blocked_and_freed_again():
    assert with_cell_toggled((), 2, 3) == (19,) and with_cell_toggled((19,), 2, 3) == ()


def test_by_hand_a_row_has_the_numbers_of_the_result():
    found = attend(USUAL)
    shown = row_by_hand(found, 4, USUAL)
    assert shown["other"] == 2 and shown["scale"] == r"\frac{1}{\sqrt{2}}"
    assert float(shown["product"]) == pytest.approx(found.products[4, 1], abs=1e-3)


def test_the_challenges_are_judged_on_the_weights():
    assert not looks_back(attend(USUAL)).met and not same_for_all(attend(USUAL)).met
    assert same_for_all(attend(replace(USUAL, keys=((0.0, 0.0),) * 7))).met
