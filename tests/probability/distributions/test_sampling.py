"""The tails of means: the reference values, independent judges, and what is drawn beside them."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import integrate, stats

from core.probability.distributions.challenges import both_tails, narrow_means
from core.probability.distributions.families import PARAMETERS, distribution, moments, shares
from core.probability.distributions.library import sampling_in_torch
from core.probability.distributions.sampling import sample_means, sampling_numbers, tail_curve, tail_shares
from core.probability.distributions.sampling_figure import magnified_figure, strips_figure, tails_figure
from core.probability.distributions.sampling_report import by_hand_tex, sampling_lines
from core.probability.distributions.settings import FamilyConfig, SamplingConfig, SeedConfig
from core.probability.distributions.window import density_curve
from tests.strategies import configs

EXPONENTIAL = FamilyConfig(family="exponential")
TAILS = {1: (0.05181892, 0), 5: (0.04334583, 0.00044835), 30: (0.03402243, 0.01403035), 100: (0.03021267, 0.01917377),
         361: (0.0278236, 0.0220013), 1000: (0.02671695, 0.02321695)}  # above, below  # fmt: skip


def tails(family, n):
    found = tail_shares(family, np.array([n]))
    return float(found.above[0]), float(found.below[0])


def say(key, **values):
    return key


@pytest.mark.parametrize(("n", "expected"), TAILS.items())
def test_the_tails_of_exponential_means(n, expected):
    assert tails(EXPONENTIAL, n) == pytest.approx(expected, abs=6e-8 if n == 361 else 6e-9)


def test_both_tails_are_near_enough_from_361_draws_on_and_not_before():
    curve = tail_curve(EXPONENTIAL)
    worst = np.maximum(np.abs(curve.above - 0.025), np.abs(curve.below - 0.025))
    assert curve.sizes[worst <= 0.003].tolist() == list(range(361, 1001))


@pytest.mark.parametrize("n", [2, 3, 30, 1000])
def test_means_of_uniform_values_follow_irwin_and_hall(n):
    limit = n / 2 + 1.96 * np.sqrt(n / 12)
    assert tails(FamilyConfig(family="uniform", low=-3, width=2), n) == pytest.approx(
        (stats.irwinhall(n).sf(limit),) * 2, abs=3e-6
    )


@pytest.mark.parametrize("family", [
    FamilyConfig(family="t", df=3), FamilyConfig(family="t", df=10), FamilyConfig(family="beta"),
    FamilyConfig(family="beta", alpha=0.5, beta=3),
], ids=str)  # fmt: skip
def test_the_mean_of_two_agrees_with_an_integral(family):
    found, known = distribution(family), moments(family)
    limit = 2 * known.mean + 1.96 * known.sd * np.sqrt(2)
    value = integrate.quad(lambda q: found.sf(limit - found.ppf(q)), 0, 1, limit=400)[0]
    assert tails(family, 2)[0] == pytest.approx(value, abs=2e-5)


def test_means_of_categories_agree_with_all_their_sums():
    family, n = FamilyConfig(family="categorical", weights=(5, 1, 1, 3)), 6
    total = np.array([1.0])
    for _ in range(n):
        total = np.convolve(total, shares(family.weights))
    z = (n + np.arange(len(total)) - n * moments(family).mean) / (moments(family).sd * np.sqrt(n))
    assert tails(family, n) == pytest.approx((total[z > 1.96].sum(), total[z < -1.96].sum()), abs=1e-12)


def test_a_mean_on_the_limit_is_not_beyond_it():
    """625 tosses of a fair coin: 337 ones lie exactly 1.96 standard errors above the mean."""
    coin = FamilyConfig(family="Bernoulli", p=0.5)
    assert tails(coin, 625) == pytest.approx((stats.binom(625, 0.5).sf(337),) * 2, rel=1e-9)
    config = SamplingConfig(sample_size=625, samples=5000)
    drawn = sample_means(coin, config, SeedConfig())
    counts = np.round(drawn.means * 625)
    assert (counts == 337).any() and drawn.above == np.mean(counts > 337)


@pytest.mark.parametrize("name", PARAMETERS)
def test_what_is_drawn_agrees_with_what_is_exact(name):
    family, config = FamilyConfig(family=name, df=4), SamplingConfig(sample_size=20, samples=5000)
    told = sampling_numbers(family, config, SeedConfig(seed=5))
    for side in ("below", "above"):
        exact = told[f"exactly_{side}"]
        assert abs(told[side] - exact) < 5 * np.sqrt(max(exact, 1e-3) / 5000)


@settings(max_examples=60, deadline=None)
@given(configs(FamilyConfig), configs(SamplingConfig, samples=100), configs(SeedConfig))
def test_every_setting_has_a_picture_and_shares_between_0_and_1(family, config, seed):
    found, known = sample_means(family, config, seed), moments(family)
    assert len(found.first) == config.sample_size and len(found.means) == config.samples
    assert found.means[0] == pytest.approx(found.first.mean())
    strips_figure(family, density_curve(family), found, say).to_json()
    if not (known.variance > 1e-12 and np.isfinite(known.variance)):
        return
    here = tail_shares(family, np.array([config.sample_size]))
    assert 0 <= here.below[0] <= 0.21 and 0 <= here.above[0] <= 0.21  # Cantelli: at most 1/(1 + 1.96²)
    magnified_figure(family, found, say).to_json()
    tails_figure(family, here, config.sample_size, (here.below[0], here.above[0]), say).to_json()
    by_hand_tex(found, known)


def test_the_same_seed_draws_the_same_and_another_one_does_not():
    one, same, other = (sample_means(EXPONENTIAL, SamplingConfig(), SeedConfig(seed=k)) for k in (1, 1, 2))
    assert (one.means == same.means).all() and not (one.means == other.means).any()


def test_where_there_is_no_standard_error_it_is_said_why():
    cases = {"remark.constant": FamilyConfig(sd=0), "remark.no_mean": FamilyConfig(family="t", df=1),
             "remark.no_variance": FamilyConfig(family="t", df=2)}  # fmt: skip
    for key, family in cases.items():
        found = sample_means(family, SamplingConfig(), SeedConfig())
        assert [line[0] for line in sampling_lines(found, None, moments(family))] == [key]
        assert np.isnan(sampling_numbers(family, SamplingConfig(), SeedConfig())["exactly_above"])


def test_no_share_is_below_0():
    for alpha, beta in ((0.2, 1), (2, 0.2), (0.5, 5)):
        found = tail_shares(FamilyConfig(family="beta", alpha=alpha, beta=beta), np.array([1, 2, 3, 5]))
        assert (found.below >= 0).all() and (found.above >= 0).all()


def test_averaging_cauchy_values_gains_nothing():
    family = FamilyConfig(family="t", df=1)
    spreads = [np.subtract(*np.quantile(sample_means(family, SamplingConfig(sample_size=n, samples=5000),
                                                     SeedConfig()).means, [0.75, 0.25])) for n in (1, 100)]  # fmt: skip
    assert spreads == pytest.approx([2, 2], rel=0.12)


def test_what_the_experiments_claim():
    assert pytest.approx(0.74, abs=0.001) == 0.99**30
    rare = sample_means(FamilyConfig(family="Bernoulli", p=0.01), SamplingConfig(sample_size=30), SeedConfig())
    assert np.mean(rare.means == 0) == pytest.approx(0.74, abs=0.04)


def test_the_challenges():
    at = {n: tail_shares(EXPONENTIAL, np.array([n])) for n in (360, 361, 400)}
    judged = {n: both_tails(EXPONENTIAL, SamplingConfig(sample_size=n), here) for n, here in at.items()}
    assert judged[361].met and judged[360].missing[0].key == "far" and judged[400].missing[0].key == "fewer"
    uniform = FamilyConfig(family="uniform", width=3)
    for n, key in ((99, "wide"), (100, None), (101, "many")):
        verdict = narrow_means(uniform, SamplingConfig(sample_size=n), moments(uniform).sd / n**0.5)
        assert (verdict.missing[0].key if verdict.missing else None) == key
    still = FamilyConfig(family="uniform", width=1e-10)
    assert narrow_means(still, SamplingConfig(sample_size=1), moments(still).sd).missing[0].key == "family"
    assert both_tails(FamilyConfig(sd=0), SamplingConfig(), None).missing[0].key == "family"


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_standard_error_is_that_of_pytorch_and_its_samples_have_such_tails(name):
    family, config, seed = FamilyConfig(family=name, df=4), SamplingConfig(sample_size=20, samples=5000), SeedConfig()
    ours, library = sampling_numbers(family, config, seed), sampling_in_torch(family, config, seed)
    assert library["se"] == pytest.approx(ours["se"], rel=1e-12)
    assert library["sd_of_means"] == pytest.approx(ours["se"], rel=0.06)
    for side in ("below", "above"):
        exact = ours[f"exactly_{side}"]
        assert abs(library[side] - exact) < 5 * np.sqrt(max(exact, 1e-3) / 5000)
    assert library == sampling_in_torch(family, config, seed) != sampling_in_torch(family, config, SeedConfig(seed=2))
