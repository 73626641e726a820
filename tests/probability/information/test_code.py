"""Entropy and Huffman's code, against SciPy, against an exhaustive search, and against published values."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from core.probability.information.challenges import exact_code, wasteful_code
from core.probability.information.code import canonical_codewords, code_numbers, huffman_lengths, source_code
from core.probability.information.code_figure import code_bars, code_figure, lengths_figure
from core.probability.information.code_report import code_lines, code_tex, codeword_rows, rows_line, weights_line
from core.probability.information.drag import with_boundary, with_probability
from core.probability.information.library import code_in_scipy
from core.probability.information.settings import SourceConfig
from core.refusal import Refusal
from pages.probability.information.bars import edge_handles
from tests.probability.information.words import drawn, say
from tests.strategies import configs

PUBLISHED = [  # weights, entropy in bits, Huffman's mean length
    ((0.5, 0.25, 0.125, 0.125), 1.75, 1.75), ((0.9, 0.1), 0.4689955936, 1), ((0.4, 0.3, 0.2, 0.1), 1.8464393447, 1.9),
    ((0.35, 0.17, 0.17, 0.16, 0.15), 2.2328361785, 2.3),
]  # fmt: skip
sources = st.lists(st.floats(0.001, 1), min_size=2, max_size=6).map(lambda w: np.array(w) / sum(w))


def made(*weights, block=1):
    return source_code(SourceConfig(weights=weights, block=block))


@pytest.mark.parametrize(("weights", "entropy", "length"), PUBLISHED)
def test_entropy_and_length_are_as_published(weights, entropy, length):
    found = made(*weights)
    assert found.entropy == pytest.approx(entropy, rel=1e-9) and found.mean_length == pytest.approx(length, rel=1e-12)


def test_blocks_of_nine_to_one_come_near_the_entropy_as_published():
    means = made(0.9, 0.1, block=5).means
    np.testing.assert_allclose(means[:5], [1, 0.645, 0.5327, 0.4926, 0.4802], atol=5e-5)
    assert code_numbers(SourceConfig(weights=(0.9, 0.1)))["nats"] == pytest.approx(0.3250829734, rel=1e-9)


@settings(deadline=None)
@given(configs(SourceConfig).filter(lambda config: sum(config.weights) > 1e-9))
def test_our_numbers_are_those_of_scipy_and_lie_within_shannon_s_bounds(config):
    ours, theirs = code_numbers(config), code_in_scipy(config)
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)
    found = source_code(config)
    assert (found.mean_length, found.entropy) == pytest.approx((ours["mean_length"], ours["bits"]), rel=1e-9, abs=1e-9)
    k = np.arange(1, len(found.means) + 1)
    assert (found.means >= found.entropy - 1e-9).all() and (found.means < found.entropy + 1 / k + 1e-9).all()
    if found.kind == "longer":
        assert found.waste > 0
    else:
        assert found.mean_length == pytest.approx(found.entropy, abs=1e-6)


@settings(deadline=None, max_examples=30)
@given(sources)
def test_no_lengths_that_a_prefix_code_can_have_are_better_than_huffman_s(p):
    every = [lengths for lengths in product(range(1, 6), repeat=len(p)) if sum(2.0**-k for k in lengths) <= 1]
    best = min(float(p @ np.array(lengths)) for lengths in every) if len(p) <= 5 else np.inf
    assert p @ huffman_lengths(p) <= best + 1e-12


@given(sources)
def test_no_codeword_begins_another_one(p):
    words = canonical_codewords(huffman_lengths(p))
    assert [len(word) for word in words] == huffman_lengths(p).tolist()
    assert not any(a != b and b.startswith(a) for a in words for b in words) and len(set(words)) == len(words)


def test_degenerate_sources_have_their_own_sentence():
    assert made(1).kind == made(0, 3, 0).kind == "one" and made(0, 3, 0, block=6).mean_length == 0
    assert made(1, 1).kind == "exact" and made(0.9, 0.1).kind == "longer"
    capped = made(*[1] * 8, block=6)
    assert capped.block == 4 and ("block_limit", {"block": 4, "symbols": 8}) in code_lines(capped)
    assert weights_line(3.0) == ("divided", {"total": 3.0}) and weights_line(0.1 + 0.2 + 0.7) is None
    with pytest.raises(Refusal, match="all_zero"):
        made(0, 0)


def test_ties_change_the_lengths_but_not_their_mean():
    p = np.array([1, 1, 2, 2]) / 6
    assert p @ huffman_lengths(p) == pytest.approx(p[::-1] @ huffman_lengths(p[::-1])) == pytest.approx(2)


@settings(deadline=None, max_examples=40)
@given(configs(SourceConfig).filter(lambda config: sum(config.weights) > 1e-9))
def test_every_source_can_be_drawn_and_its_areas_are_its_numbers(config):
    found = source_code(config)
    bars = code_bars(found, say)
    assert bars.widths.sum() == pytest.approx(1)
    assert bars.widths @ bars.paid == pytest.approx(found.mean_length, abs=1e-9)
    assert bars.widths @ bars.due == pytest.approx(found.entropy, abs=1e-6)
    assert np.isfinite(drawn(code_figure(found, say)) + drawn(lengths_figure(found, say))).all()
    assert codeword_rows(found) and code_tex(found)["H"]


@given(sources, st.integers(0, 4), st.floats(0, 1))
def test_a_dragged_edge_or_top_changes_what_it_should_and_keeps_the_sum(p, k, x):
    k %= len(p) - 1
    moved = np.array(with_boundary(p, k, x))
    assert moved.sum() == pytest.approx(1, abs=1e-12) and (moved >= 0).all()
    untouched = np.delete(np.arange(len(p)), [k, k + 1])
    np.testing.assert_allclose(moved[untouched], p[untouched], atol=1e-5)
    assert np.cumsum(moved)[k] == pytest.approx(np.clip(x, np.cumsum(p)[k] - p[k], np.cumsum(p)[k + 1]), abs=1e-5)
    lifted = np.array(with_probability(p, k, x))
    assert lifted.sum() == pytest.approx(1, abs=1e-12) and lifted[k] == pytest.approx(
        np.clip(x, 1e-4, 1 - 1e-4), abs=1e-5
    )
    others = np.delete(lifted, k) / (1 - lifted[k]) - np.delete(p, k) / (1 - p[k])
    assert np.abs(others).max() * (1 - lifted[k]) < 1e-5


def test_a_drag_makes_no_small_probability_0_and_its_way_back_leaves_the_proportions():
    p = np.array([0.9, 0.0999, 1e-4])
    there = np.array(with_probability(p, 0, 0.9999))
    assert there.min() == pytest.approx(1e-7, rel=1e-5)
    back = with_probability(there, 0, 0.9)
    assert back == pytest.approx(tuple(p), rel=1e-5)
    assert with_boundary(p, 0, 0.5)[2] == 1e-4


def test_an_edge_that_cannot_move_has_no_handle_above_one_that_can():
    names = [hand.name for hand in edge_handles(np.array([1.0, 0.0, 0.0]), lambda _k, _x: None)]
    assert names == ["edge_0"]


def test_a_table_that_ends_before_the_blocks_says_so():
    assert rows_line(made(9, 1, block=3)) is None
    assert rows_line(made(9, 1, block=4)) == ("more_rows", {"shown": 12, "all": 16})


def test_a_top_lifted_to_all_of_it_is_lowered_onto_equal_others():
    assert with_probability(np.array([1.0, 0.0, 0.0]), 0, 0.4) == pytest.approx((0.4, 0.3, 0.3))


def test_the_tasks_are_judged_on_the_screen():
    assert exact_code(made(0.5, 0.25, 0.125, 0.125)).met and exact_code(made(1, 4, 1, 2)).met
    entropy = exact_code(made(0.4, 0.3, 0.2, 0.1)).missing[0].key
    wrong = {"symbols": made(1, 1), "block": made(4, 2, 1, 1, block=2)}
    assert entropy == "entropy" and {exact_code(one).missing[0].key for one in wrong.values()} == set(wrong)
    low, high = 0.0, 0.5  # a source of 1.75 bits whose probabilities are no powers of a half
    for _ in range(60):
        share = (low + high) / 2
        low, high = (
            (share, high) if stats.entropy([share, share, 0.5 - share, 0.5 - share], base=2) < 1.75 else (low, share)
        )
    assert exact_code(made(share, share, 0.5 - share, 0.5 - share)).missing[0].key == "waste"
    assert wasteful_code(made(0.99, 0.01)).met and wasteful_code(made(0.9, 0.1)).missing[0].key == "waste"
    assert wasteful_code(made(1, 0)).missing[0].key == "one" and not wasteful_code(made(0.99, 0.01, block=2)).met


def test_a_small_waste_is_not_told_as_none():
    said = dict(code_lines(made(0.5001, 0.4999)))["kind.longer"]
    assert said["waste"] == r"2.885 \cdot 10^{-8}" and said["share"] == r"2.89 \cdot 10^{-6}"
