"""The likelihood of a sample, its maximum, and the way of gradient ascent."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import optimize

from core.probability.estimation.challenges import at_the_border, summit
from core.probability.estimation.likelihood import (
    FAMILIES,
    AscentConfig,
    ParameterConfig,
    SampleConfig,
    ascent,
    draw_sample,
    likelihood,
    likelihood_in_scipy,
    likelihood_numbers,
    log_likelihood,
)
from core.probability.estimation.likelihood_figure import sample_figure, surface_figure
from core.probability.estimation.likelihood_report import lacking, likelihood_terms, standing, told
from tests.probability.estimation.figures import say, sound
from tests.strategies import configs

PARAMETERS = ParameterConfig(mu=0.4, sigma=1.3, theta=0.35, rate=1.7)


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("n", [2, 9, 300])
def test_likelihood_and_maximum_are_those_of_scipy(name, n):
    config = SampleConfig(family=name, observations=n, sample_seed=13)
    found, judged = likelihood_numbers(config, PARAMETERS), likelihood_in_scipy(config, PARAMETERS)
    assert found["value"] == pytest.approx(judged["value"], rel=1e-12)
    np.testing.assert_allclose(found["best"], judged["best"], rtol=1e-12)


@pytest.mark.parametrize("name", FAMILIES)
def test_the_slopes_are_the_gradient_and_the_maximum_is_where_it_is_zero(name):
    family, x = FAMILIES[name], draw_sample(SampleConfig(family=name, observations=40))
    start = np.array([getattr(PARAMETERS, field) for field in family.fields])
    u = np.array(family.inward(*start), dtype=float)

    def mean(v):
        return log_likelihood(family, x, family.outward(*v)) / len(x)

    np.testing.assert_allclose(family.slopes(x, *start), optimize.approx_fprime(u, mean, 1e-7), rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(family.outward(*u), start, rtol=1e-12)
    np.testing.assert_allclose(family.slopes(x, *family.maximum(x)), 0, atol=1e-12)
    best = optimize.minimize(lambda v: -mean(v), u).x
    np.testing.assert_allclose(family.outward(*best), family.maximum(x), rtol=1e-3, atol=1e-3)


def test_the_losses_are_negative_log_likelihoods():
    config = SampleConfig(family="Bernoulli", observations=50)
    x, p = draw_sample(config), 0.35
    cross_entropy = -np.mean(x * np.log(p) + (1 - x) * np.log(1 - p))
    assert -likelihood_numbers(config, PARAMETERS)["value"] / 50 == pytest.approx(cross_entropy, rel=1e-12)
    x = draw_sample(SampleConfig(observations=50))
    losses = [np.mean((x - mu) ** 2) for mu in (-1.0, 0.0, 2.5)]
    values = [log_likelihood(FAMILIES["normal"], x, (mu, 0.8)) for mu in (-1.0, 0.0, 2.5)]
    np.testing.assert_allclose(-np.diff(values) / 50, np.diff(losses) / (2 * 0.64), rtol=1e-9)


def test_an_ascent_arrives_or_is_told_why_not():
    def end(name, start, **chosen):
        return likelihood(SampleConfig(family=name), start, AscentConfig(**({"ascent_steps": 60} | chosen)))

    found = end("normal", PARAMETERS)
    assert found.outcome == "arrived" and np.allclose(found.path[-1], found.best, atol=1e-3)
    assert end("normal", PARAMETERS, ascent_steps=3).outcome == "underway"
    assert end("normal", ParameterConfig(mu=-3, sigma=0.2), ascent_rate=2).outcome == "away"
    assert end("normal", PARAMETERS, ascent_steps=0).outcome == "start"
    assert np.diff([log_likelihood(FAMILIES["normal"], found.sample, one) for one in found.path]).min() > -1e-9


def test_more_observations_are_added_to_the_same_ones():
    few, many = (draw_sample(SampleConfig(observations=n)) for n in (10, 500))
    assert (many[:10] == few).all()


def test_where_the_maximum_is_at_the_border_it_is_told():
    start = ParameterConfig()
    one = likelihood(SampleConfig(observations=1), start, AscentConfig())
    assert np.isinf(one.peak) and standing(one, SampleConfig(observations=1)) == "unbounded"
    assert one.outcome == "endless_start"
    assert likelihood(SampleConfig(observations=1), start, AscentConfig(ascent_steps=60)).outcome == "endless"
    ones = SampleConfig(family="Bernoulli", observations=3, sample_seed=0)
    zeros = SampleConfig(family="Bernoulli", observations=3, sample_seed=13)
    assert standing(likelihood(ones, start, AscentConfig()), ones) == "border_one"
    assert standing(likelihood(zeros, start, AscentConfig()), zeros) == "border_zero"
    assert likelihood(ones, start, AscentConfig()).peak == 0
    assert standing(likelihood(SampleConfig(), start, AscentConfig()), SampleConfig()) == "inside"


@settings(deadline=None, max_examples=50)
@given(sample=configs(SampleConfig), parameters=configs(ParameterConfig), steps=configs(AscentConfig))
def test_every_sample_is_told_and_drawn(sample, parameters, steps):
    found = likelihood(sample, parameters, steps)
    assert (
        np.isfinite(found.path).all()
        and np.isfinite(found.value)
        and found.value <= found.peak + 1e-9 * abs(found.value)
    )
    family = FAMILIES[sample.family]
    assert len(ascent(family, found.sample, found.parameters, steps)) == len(found.path)
    sound(sample_figure(found, sample, say))
    sound(surface_figure(found, sample, say))
    assert "nan" not in str(likelihood_terms(found, sample)).lower() + told(found.path[-1], sample)


def test_what_is_lacking_can_be_an_exponent():
    sample = SampleConfig(observations=1000)
    far = likelihood(sample, ParameterConfig(mu=-3, sigma=0.2), AscentConfig())
    assert lacking(far) == r"2.172 \cdot 10^{5}"
    ones = SampleConfig(family="Bernoulli", observations=100)
    x = draw_sample(ones)
    assert lacking(likelihood(ones, ParameterConfig(theta=float(x.mean())), AscentConfig())) == "0"


def test_the_tasks_are_judged_on_the_screen():
    def near(mu=1.13, sigma=1.11, steps=0, **chosen):
        config = SampleConfig(**chosen)
        found = likelihood(config, ParameterConfig(mu=mu, sigma=sigma), AscentConfig(ascent_steps=steps))
        verdict = summit(found, config, steps)
        return verdict.missing[0].key if verdict.missing else ""

    assert near() == "" and near(family="Poisson") == "family" and near(observations=3) == "few"
    assert near(steps=5) == "steps" and near(mu=0.9) == "lacking"

    def border(**chosen):
        config = SampleConfig(**({"family": "Bernoulli", "observations": 3, "sample_seed": 6} | chosen))
        verdict = at_the_border(likelihood(config, ParameterConfig(), AscentConfig()), config)
        return verdict.missing[0].key if verdict.missing else ""

    assert border() == "" and border(family="normal") == "family" and border(observations=2) == "few"
    assert border(observations=100) == "inside"
