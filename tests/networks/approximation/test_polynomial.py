"""The polynomial through the ends of equal pieces, held to SciPy's."""

import numpy as np
import pytest
from scipy.interpolate import BarycentricInterpolator

from core.expressions import read_function
from core.networks.approximation.order import equal_kinks, interpolant
from core.networks.approximation.order_report import polynomial_line
from core.networks.approximation.polynomial import (
    HIGHEST_DEGREE,
    polynomial_errors,
    polynomial_through,
    polynomial_values,
)
from core.networks.approximation.settings import TargetConfig
from core.networks.approximation.target import GRID, target_of


@pytest.mark.parametrize("degree", [1, 2, 7, 16, 32])
def test_it_is_scipys_polynomial_and_meets_its_points(degree):
    target = target_of(TargetConfig(target="runge"))
    places = equal_kinks(degree)
    values = target(places)
    x = np.concatenate([places, np.linspace(-1, 1, 1001)])
    assert polynomial_values(places, values, x)[: degree + 1] == pytest.approx(values)
    theirs = BarycentricInterpolator(places, values)(x)
    assert polynomial_values(places, values, x) == pytest.approx(theirs, rel=1e-6, abs=1e-6)
    assert polynomial_through(target, degree).degree == degree


def test_runges_function_is_missed_by_more_the_higher_the_degree():
    errors = {degree: polynomial_through(target_of(TargetConfig(target="runge")), degree).largest for degree in (8, 16)}
    assert errors[8] == pytest.approx(1.045, abs=0.005)
    assert errors[16] == pytest.approx(14.39, abs=0.01)


def test_the_sine_is_met_far_better_than_by_straight_pieces():
    sine = target_of(TargetConfig())
    for pieces in (8, 16, 32):
        assert polynomial_through(sine, pieces).largest < 0.05 * interpolant(sine, equal_kinks(pieces)).largest


def test_a_polynomial_is_met_exactly_and_ends_are_where_the_target_ends():
    cubic = read_function("x^3-2*x+1")
    assert polynomial_through(cubic, 3).largest < 1e-12
    assert polynomial_through(cubic, 3).values == pytest.approx(cubic(GRID))
    assert polynomial_through(read_function("sqrt(0.2-x)"), 8).degree < 8  # it has no value right of 0.2


def test_each_case_has_its_sentence():
    runge, sine = target_of(TargetConfig(target="runge")), target_of(TargetConfig())

    def key(target, pieces):
        return polynomial_line(interpolant(target, equal_kinks(pieces)), polynomial_through(target, pieces))[0]

    assert key(runge, 16) == "polynomial.worse"
    assert key(sine, 16) == key(runge, 1) == "polynomial.better"  # of degree 1 it is the broken line
    assert key(sine, HIGHEST_DEGREE + 1) == "polynomial.none"
    found = polynomial_errors(sine)
    assert found.counts.max() <= HIGHEST_DEGREE
    assert found.errors.shape == found.counts.shape
    assert found.errors[found.counts == 8][0] == polynomial_through(sine, 8).largest
