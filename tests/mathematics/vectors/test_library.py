"""What is written out agrees with the libraries wherever a page offers both."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.mathematics.vectors.ball import touch
from core.mathematics.vectors.dimensions import DimensionConfig, directions
from core.mathematics.vectors.library import (
    directions_in_scipy,
    factors_by_qr,
    pair_in_torch,
    span_by_least_squares,
    touch_by_gradient,
)
from core.mathematics.vectors.norms import BallConfig
from core.mathematics.vectors.orthogonality import StepConfig, steps
from core.mathematics.vectors.pair import PairConfig, relate
from core.mathematics.vectors.span import SpanConfig, span
from tests.strategies import configs

quick = settings(max_examples=60, deadline=None)


@quick
@given(configs(PairConfig))
def test_pairs_agree_with_torch(config):
    pair, library = relate(config), pair_in_torch(config)
    if 0 < min(pair.length_v, pair.length_w) < 1e-7:  # its squares underflow, and it takes care not to divide by them
        return
    for name, value in library.items():
        ours = getattr(pair, name)
        assert (ours is None) == (value is None), name
        assert value is None or ours == pytest.approx(value, rel=1e-9, abs=1e-9), name


@quick
@given(configs(SpanConfig))
def test_spans_agree_with_least_squares(config):
    found, library = span(config), span_by_least_squares(config)
    assert found.rank == library["rank"]
    cond = found.singular_values[0] / found.singular_values[max(found.rank - 1, 0)] if found.rank else 1.0
    if cond < 1e6 and (found.rank == 0 or found.singular_values[0] > 1e-3):  # the library loses what is tiny
        assert found.nearest == pytest.approx(library["nearest"], abs=1e-8)
        assert found.coordinates == pytest.approx(library["coordinates"], rel=1e-8, abs=1e-8)


@quick
@given(configs(BallConfig, loss="linear"))
def test_touching_points_are_gradients_of_the_dual_norm(config):
    found = touch(config)
    if float(config.p) > 1 and np.abs(found.center).min() < 1e-6:  # a power of a number that is nearly zero
        return
    if found.zeros != "tie":
        library = touch_by_gradient(config)
        assert found.size == pytest.approx(library["size"], rel=1e-9)
        assert found.points == pytest.approx(library["points"], rel=1e-7, abs=1e-7)


def test_factors_agree_with_qr_where_the_columns_are_independent():
    config = StepConfig()
    found, library = steps(config), factors_by_qr(config)
    assert found.dependent == 0
    assert found.q == pytest.approx(library["q"]) and found.r == pytest.approx(library["r"])


@quick
@given(configs(DimensionConfig, seed=0))
def test_exact_numbers_of_directions_agree_with_scipy(config):
    found = directions(config)
    for name, value in directions_in_scipy(config).items():
        assert getattr(found, name) == pytest.approx(value, rel=1e-8, abs=1e-200), name
