"""Least squares held to NumPy and scikit-learn; what stands at right angles, and every point that cannot be fitted."""

import numpy as np
import pytest
from hypothesis import assume, given
from sklearn.linear_model import LinearRegression

from core.mathematics.matrices.challenges import by_hand, level_line
from core.mathematics.matrices.fit import FitConfig, fit_line, fit_numbers_by_numpy
from core.mathematics.matrices.fit_report import line_tex, products_tex, pythagoras_tex, squares_tex
from tests.strategies import configs


def of(x, y, **fields):
    return fit_line(FitConfig(points=(x, y), **fields))


@given(configs(FitConfig))
def test_the_coefficients_agree_with_numpy_and_nobody_does_better(config):
    found = fit_line(config)
    assume(all(x == 0 or x > 1e-100 for x in config.points[0]))
    judge = fit_numbers_by_numpy(config)
    assert found.rank == judge["rank"]
    assert found.squares == pytest.approx(judge["squares"], abs=1e-9)
    if config.own:
        apart = ((found.fitted - found.own_fitted) ** 2).sum()
        assert found.own_squares >= found.squares - 1e-9
        assert found.own_squares == pytest.approx(found.squares + apart, abs=1e-9)  # Pythagoras
    values = np.linalg.svd(found.a, compute_uv=False)
    assume(values[-1] > 1e-6 or found.rank < found.a.shape[1])
    assert np.allclose(found.coefficients, judge["coefficients"], rtol=1e-6, atol=1e-6)
    assert np.allclose(found.a.T @ found.residual, 0, atol=1e-9)


@pytest.mark.parametrize("model", ["line", "origin"])
def test_the_line_is_that_of_scikit_learn(model):
    x, y = (0.5, 2.0, 4.5), (1.0, 4.0, 2.0)
    found = of(x, y, model=model)
    judge = LinearRegression(fit_intercept=model == "line").fit(np.array(x)[:, None], y)
    assert found.coefficients[-1] == pytest.approx(judge.coef_[0])
    if model == "line":
        assert found.coefficients[0] == pytest.approx(judge.intercept_)
        assert found.residual.sum() == pytest.approx(0, abs=1e-12)  # what the experiment says
    else:
        assert abs(found.residual.sum()) > 0.1


def test_the_reference_values_of_the_specification():
    found = of((1.0, 2.0, 3.0), (1.0, 2.0, 2.0))
    assert found.coefficients == pytest.approx([2 / 3, 1 / 2])
    assert found.squares == pytest.approx(1 / 6)
    assert line_tex(found) == r"0.6667 + 0.5\,x"
    assert squares_tex(found) == "(-0.1667)^2 + 0.3333^2 + (-0.1667)^2 = 0.1667"
    assert products_tex(found).count("= 0") == 2


def test_points_that_cannot_be_fitted_and_points_that_fit_exactly():
    same = of((2.0, 2.0, 2.0), (1.0, 2.0, 4.0))
    assert (same.rank, same.fitted.tolist()) == (1, pytest.approx([7 / 3] * 3))
    assert np.allclose(same.coefficients, np.linalg.pinv(same.a) @ same.b)
    nothing = of((0.0, 0.0, 0.0), (1.0, 2.0, 4.0), model="origin")
    assert (nothing.rank, nothing.coefficients.tolist(), nothing.squares) == (0, [0.0], 21)
    assert of((0.1, 0.1, 0.1), (1.0, 2.0, 4.0)).rank == 1
    exact = of((0.1, 0.2, 0.3), (0.3, 0.5, 0.7))
    assert exact.squares == 0 and exact.coefficients == pytest.approx([0.1, 2])
    own = of((1.0, 2.0, 4.0), (1.0, 4.0, 2.0), own=True, own_intercept=2.0, own_slope=0.0, model="origin")
    assert own.own_coefficients.tolist() == [0.0] and own.own_squares == 21
    assert pythagoras_tex(own).startswith("21 = ")


def test_what_rounding_leaves_is_not_written():
    level = of((4.4, 1.2, 2.8), (1.6, 1.6, 0.4), own=True)
    assert level.coefficients.tolist() == [pytest.approx(1.2), 0] and line_tex(level) == r"1.2 + 0\,x"
    exact = of((2.1, 0.8, 1.6), (2.05, 1.4, 1.8), own=True)  # 1 + 0.5 x
    assert pythagoras_tex(exact) == "0 = 0 + 0"


def test_the_challenge_names_what_is_missing():
    assert level_line(of((1.0, 2.0, 4.0), (0.5, 3.0, 1.0))).met
    missing = {
        "no_intercept": of((1.0, 2.0, 3.0), (1.0, 2.0, 2.0), model="origin"),
        "same_x": of((2.0, 2.0, 2.0), (1.0, 2.0, 4.0)), "same_height": of((1.0, 2.0, 3.0), (1.0, 2.0, 1.0)),
        "slope": of((1.0, 2.0, 3.0), (1.0, 2.0, 4.0)),
    }  # fmt: skip
    assert all(level_line(found).missing[0].key == key for key, found in missing.items())


def test_a_line_by_hand_is_held_to_the_best_one():
    points = (1.0, 2.0, 4.0), (1.0, 4.0, 2.0)
    assert by_hand(of(*points, own=True, own_intercept=2.0, own_slope=0.15)).met
    assert by_hand(of(*points)).missing[0].key == "no_own"
    assert by_hand(of(*points, own=True)).missing[0].key == "too_far"
    assert by_hand(of((1.0, 2.0, 3.0), (1.0, 2.0, 2.0), own=True)).missing[0].key == "too_easy"
