"""Random directions: the exact numbers held to SciPy's distributions, what is drawn to the exact numbers."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta, binomtest, chi, kstest

from core.mathematics.vectors.challenges import half_as_wide, upright_pairs
from core.mathematics.vectors.dimensions import (
    PAIRS,
    DimensionConfig,
    below,
    beyond,
    cosine_density,
    directions,
    mean_size,
)
from core.mathematics.vectors.dimensions_figure import cosine_figure, length_figure_of
from core.mathematics.vectors.dimensions_report import cosine_lines, length_lines

quick = settings(max_examples=60, deadline=None)

SIZES = (2, 3, 4, 10, 100, 1000)
every_size = pytest.mark.parametrize("d", SIZES)


def say(key, **values):
    return key


@quick
@given(st.integers(2, 1000), st.floats(0, 1))
def test_probabilities_are_those_of_the_beta_distribution(d, x):
    squared = beta(0.5, (d - 1) / 2)
    assert below(x, d) == pytest.approx(squared.cdf(x**2), abs=1e-12)
    if x >= 0.01:
        assert beyond(x, d) == pytest.approx(squared.sf(x**2), rel=1e-8, abs=1e-250)


@every_size
def test_density_mean_and_spread_belong_together(d):
    def mean(of):  # cos θ = sin u takes the poles of d = 2 away
        return 2 * quad(lambda u: of(math.sin(u)) * cosine_density(np.sin(u), d) * math.cos(u), 0, math.pi / 2,
                        epsabs=1e-11, points=[3 / math.sqrt(d)] if d > 9 else None)[0]  # fmt: skip

    assert mean(lambda x: 1.0) == pytest.approx(1, abs=1e-8)
    assert mean(abs) == pytest.approx(mean_size(d), rel=1e-7)
    assert math.sqrt(mean(lambda x: x * x)) == pytest.approx(1 / math.sqrt(d), rel=1e-7)


def test_the_values_of_the_specification():
    found = directions(DimensionConfig(d=1000))
    assert found.cosine_spread == pytest.approx(0.0316, abs=5e-5)
    assert found.cosine_size == pytest.approx(math.sqrt(2 / math.pi / 1000), rel=1e-3)
    assert directions(DimensionConfig(d=2)).cosine_size == pytest.approx(2 / math.pi)


@every_size
def test_what_is_drawn_follows_the_exact_numbers(d):
    """Seed 0: the bounds are four standard errors, or a test at a thousandth."""
    found = directions(DimensionConfig(d=d))
    assert found.cosine_counts.sum() == PAIRS
    assert found.cosine_spread_drawn == pytest.approx(found.cosine_spread, rel=0.1)
    assert binomtest(round(found.upright_drawn * PAIRS), PAIRS, found.upright).pvalue > 1e-3
    assert found.length_mean_drawn == pytest.approx(chi(d).mean(), abs=4 * chi(d).std() / math.sqrt(PAIRS))
    assert found.length_spread_drawn == pytest.approx(chi(d).std(), rel=0.15)
    assert found.dot_spread_drawn == pytest.approx(math.sqrt(d), rel=0.15)


def test_equal_seeds_draw_equal_vectors_and_others_do_not():
    first, again, other = (directions(DimensionConfig(d=7, seed=seed)) for seed in (3, 3, 4))
    assert vars(first).keys() == vars(again).keys()
    assert first.cosine_spread_drawn == again.cosine_spread_drawn != other.cosine_spread_drawn


def test_lengths_of_normal_vectors_follow_the_chi_distribution():
    lengths = np.sqrt((np.random.default_rng(0).standard_normal((2, PAIRS, 5))[0] ** 2).sum(axis=1))
    found = directions(DimensionConfig(d=5))
    assert found.length_mean_drawn == pytest.approx(lengths.mean())  # the same vectors
    assert kstest(lengths, chi(5).cdf).pvalue > 1e-3


@every_size
def test_figures_and_sentences_stand_in_every_dimension(d):
    found = directions(DimensionConfig(d=d))
    for draw in (cosine_figure, length_figure_of):
        drawn = draw(found, say)
        assert (drawn.data[0]["y"] <= drawn.layout["yaxis"]["range"][1]).all()
    assert [key for key, _ in cosine_lines(found) + length_lines(found)] == [
        "cosine_spread", "cosine_size", "upright", "length", "dot",
    ]  # fmt: skip


def test_the_challenges_say_what_is_missing():
    for d, missing in ((300, "too_few"), (500, "too_many")):
        assert upright_pairs(directions(DimensionConfig(d=d))).missing[0].key == missing
    for d, missing in ((100, "too_wide"), (201, "too_narrow")):
        assert half_as_wide(directions(DimensionConfig(d=d))).missing[0].key == missing
