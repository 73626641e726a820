"""The error of many fits as the sum of bias², variance and noise."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.polynomial.legendre import legvander

from core.learning.regularization.capacity import ridge_fit
from core.learning.regularization.challenges import calm_and_bent, even_trade
from core.learning.regularization.sample import GRID, noisy_points, true_curve
from core.learning.regularization.settings import VarianceConfig
from core.learning.regularization.variance import (
    error_parts,
    fitted_curves,
    refit,
    variance_in_sklearn,
    variance_numbers,
)
from core.learning.regularization.variance_figure import parts_figure, refits_figure
from core.learning.regularization.variance_report import variance_lines, variance_tex
from tests.strategies import configs

WORDS = Path(__file__).parents[3] / "pages" / "learning" / "regularization" / "variance"


def say(key, **values):
    return key


@pytest.mark.parametrize("config", [
    VarianceConfig(degree=15, spread=1.0), VarianceConfig(),
    VarianceConfig(degree=7, weight_penalty=0.2, place=-0.9), VarianceConfig(degree=0, size=5),
], ids=str)  # fmt: skip
def test_fits_of_scikit_learn_have_the_same_bias_and_variance(config):
    ours, theirs = variance_numbers(config), variance_in_sklearn(config)
    assert all(ours[name] == pytest.approx(value, rel=1e-7) for name, value in theirs.items())


@settings(max_examples=10, deadline=None)
@given(configs(VarianceConfig))
def test_the_parts_add_up_to_the_error_and_every_setting_has_a_picture(config):
    found, parts = refit(config), error_parts(config)
    assert found.error == pytest.approx(found.bias**2 + found.variance + found.noise, rel=1e-9)
    assert (parts.bias >= 0).all() and (parts.variance >= 0).all()
    refits_figure(found, config, say).to_json()
    parts_figure(parts, config, say).to_json()
    variance_tex(found, config)
    assert len(variance_lines(parts, config)) == 2


def test_the_bias_of_a_straight_line_is_its_distance_from_the_curve():
    """With many points the mean fit is the best line in the mean square: the projection on the first polynomials."""
    config = VarianceConfig(degree=1, size=100, refits=200)
    a = legvander(GRID, 1)
    best = a @ np.linalg.lstsq(a, true_curve(GRID), rcond=None)[0]
    assert error_parts(config).bias[1] == pytest.approx(np.mean((best - true_curve(GRID)) ** 2), rel=0.03)


def test_the_variance_of_a_constant_is_that_of_a_mean():
    """Degree 0 is the mean of the sample: its variance is that of one value over n."""
    config = VarianceConfig(degree=0, size=50, refits=200)
    one = np.var(true_curve(GRID)) + config.spread**2
    assert error_parts(config).variance[0] == pytest.approx(one / 50, rel=0.25)


def test_what_the_experiments_claim():
    few, many = error_parts(VarianceConfig()), error_parts(VarianceConfig(size=100))
    assert many.bias[1] == pytest.approx(few.bias[1], rel=0.05) and many.variance[1] < few.variance[1] / 2
    more = error_parts(VarianceConfig(refits=200))
    assert more.bias[1] == pytest.approx(few.bias[1], rel=0.05)
    calm = error_parts(VarianceConfig(weight_penalty=0.1))
    assert few.variance[12] == pytest.approx(1e6, rel=0.1)
    assert calm.variance[12] < 0.1 and calm.bias[12] == pytest.approx(0.015, abs=1e-3)
    curves = fitted_curves(VarianceConfig(), 12, GRID)
    wild = np.sort(((curves - curves.mean(axis=0)) ** 2).mean(axis=1))
    assert wild[-5:].sum() > 0.95 * wild.sum()


def test_the_variance_lies_along_directions_of_which_the_sample_says_next_to_nothing():
    """What an experiment says of degree 12: next to no change at a sample's points, a large one between them."""
    config = VarianceConfig(degree=12)
    x, y = noisy_points(config.size, config.spread, config.refits, config.variance_seed)
    a = legvander(x, config.degree)
    w, _ = ridge_fit(a, y, 0.0)
    vt = np.linalg.svd(a, full_matrices=False)[2]
    along = np.einsum("skp,sp->sk", vt, w - w.mean(axis=0))
    assert (along[:, -3:] ** 2).sum() > 0.9 * (along**2).sum()
    wild = int(np.argmax((along**2).sum(axis=1)))
    least = vt[wild, -1]
    assert np.abs(a[wild] @ least).max() < 1e-4 and np.abs(legvander(GRID, config.degree) @ least).max() > 0.1


def test_a_fit_without_noise_may_overfit_all_the_same():
    """So that no sentence of overfitting may speak of noise."""
    clear = VarianceConfig(degree=9, spread=0.0, weight_penalty=0.005)
    assert variance_lines(error_parts(clear), clear)[0][0] == "lead.variance"
    for language in ("en", "zh"):
        said = tomllib.loads(WORDS.with_suffix(f".{language}.toml").read_text("utf-8"))["lead"]["variance"]
        assert "noise" not in said and "噪声" not in said


def test_the_leading_part_is_named():
    parts = error_parts(VarianceConfig())
    leads = [variance_lines(parts, VarianceConfig(degree=d))[0][0] for d in (1, 4, 5, 9)]
    assert leads == ["lead.bias", "lead.best", "lead.variance", "lead.variance"]
    clear = VarianceConfig(degree=14, size=100, spread=0.0)
    assert variance_lines(error_parts(clear), clear)[0][0] == "lead.agreed"
    full = VarianceConfig(degree=15, size=10)
    assert variance_lines(error_parts(full), full)[0][0] == "lead.interpolated"


def test_the_challenge():
    cases = (
        (VarianceConfig(degree=10, weight_penalty=0.1), None), (VarianceConfig(), "degree"),
        (VarianceConfig(degree=10), "error"), (VarianceConfig(degree=10, size=100), "data"),
    )  # fmt: skip
    for config, key in cases:
        verdict = calm_and_bent(error_parts(config), config)
        assert (verdict.missing[0].key if verdict.missing else None) == key
    even = VarianceConfig(degree=10, weight_penalty=0.65)
    for config, key in ((even, None), (VarianceConfig(degree=10), "parts"), (VarianceConfig(degree=9), "degree"),
                        (VarianceConfig(degree=10, size=30), "data")):  # fmt: skip
        verdict = even_trade(error_parts(config), config)
        assert (verdict.missing[0].key if verdict.missing else None) == key
