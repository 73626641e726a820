"""The bivariate normal distribution against SciPy, its ellipses and its slices."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import integrate, stats

from core.probability.distributions.bivariate import (
    bivariate,
    bivariate_in_scipy,
    covariance_matrix,
    density_at,
    ellipse,
    square_root,
)
from core.probability.distributions.bivariate_figure import conditional_figure, ellipses_figure
from core.probability.distributions.bivariate_report import bivariate_lines, conditional_tex, matrix_tex, shares_line
from core.probability.distributions.challenges import half_the_spread, tilted
from core.probability.distributions.settings import BivariateConfig, SeedConfig
from tests.strategies import configs

SEED = SeedConfig()


def say(key, **values):
    return key


@settings(max_examples=80, deadline=None)
@given(configs(BivariateConfig), configs(SeedConfig))
def test_every_number_agrees_with_scipy(config, seed):
    found, judge = bivariate(config, seed), bivariate_in_scipy(config)
    for name, value in judge.items():
        assert np.allclose(getattr(found, name), value, rtol=1e-6), name
    assert np.allclose(square_root(config), np.linalg.cholesky(found.covariance), rtol=1e-6)
    assert np.allclose(found.axes * found.lengths**2 @ found.axes.T, found.covariance)
    ellipses_figure(found, config, say).to_json()
    conditional_figure(found, config, say).to_json()
    conditional_tex(found, config)
    matrix_tex(found, config)


@settings(max_examples=40, deadline=None)
@given(configs(BivariateConfig))
def test_an_ellipse_is_at_one_distance_and_its_handles_are_on_it(config):
    mean = np.array([[config.mean_x], [config.mean_y]])
    off = ellipse(config, 2.0) - mean
    form = (off * np.linalg.solve(covariance_matrix(config), off)).sum(axis=0)
    assert np.allclose(form, 4, rtol=1e-6)
    x, y = ellipse(config, 1.0, 20_001)
    right, top = x.argmax(), y.argmax()
    assert (x[right], y[right]) == pytest.approx(
        (config.mean_x + config.sd_x, config.mean_y + config.rho * config.sd_y), abs=2e-3
    )
    assert (x[top], y[top]) == pytest.approx(
        (config.mean_x + config.rho * config.sd_x, config.mean_y + config.sd_y), abs=2e-3
    )


def test_a_slice_of_the_density_is_the_conditional_one():
    config = BivariateConfig()
    found = bivariate(config, SEED)
    area = integrate.quad(lambda y: density_at(config, config.given_x, y), -30, 30)[0]
    assert area == pytest.approx(stats.norm(config.mean_x, config.sd_x).pdf(config.given_x))
    judge = stats.norm(found.conditional_mean, found.conditional_sd)
    for y in (-1.0, 0.5, 3.0):
        assert density_at(config, config.given_x, y) / area == pytest.approx(judge.pdf(y))


def test_39_percent_lie_within_one_standard_deviation():
    found = bivariate(BivariateConfig(pairs=2000), SEED)
    assert found.exactly == pytest.approx([0.3934693, 0.8646647, 0.9888910], abs=1e-6)
    assert found.inside == pytest.approx(found.exactly, abs=0.04)
    assert found.r == pytest.approx(0.6, abs=0.05)
    assert shares_line(found)[1]["exactly_1"] == pytest.approx(39.3469, abs=1e-3)
    assert (2 * stats.norm.cdf(1) - 1) ** 2 == pytest.approx(0.47, abs=0.005)


def test_the_mean_of_y_lies_between_the_mean_and_the_long_axis():
    for rho in (0.2, 0.9, -0.5):
        for sd_x, sd_y in ((1, 1), (2, 0.5), (0.5, 2)):
            config = BivariateConfig(sd_x=sd_x, sd_y=sd_y, rho=rho)
            first = bivariate(config, SEED).axes[:, 0]
            assert abs(rho * sd_y / sd_x) < abs(first[1] / first[0])


def test_what_is_special_is_said():
    said = {
        rho: [key for key, _ in bivariate_lines(BivariateConfig(rho=rho, sd_x=1, sd_y=1))] for rho in (0, 0.5, 0.999)
    }
    assert said == {0: ["remark.independent", "remark.round"], 0.5: [], 0.999: ["remark.nearly_a_line"]}


def test_the_challenges():
    for rho, met in ((0.866, True), (-0.866, True), (0.87, True), (0.86, False), (0.5, False)):
        config = BivariateConfig(rho=rho)
        assert half_the_spread(bivariate(config, SEED), config).met is met
    for fields, key in (({"rho": -0.8}, None), ({"rho": 0.8}, "sign"), ({"rho": -0.5}, "ratio"),
                        ({"rho": -0.8, "sd_y": 2.0}, "angle")):  # fmt: skip
        config = BivariateConfig(**({"sd_x": 1.0, "sd_y": 1.0} | fields))
        verdict = tilted(bivariate(config, SEED), config)
        assert (verdict.missing[0].key if verdict.missing else None) == key
