"""Ten families against SciPy, their probabilities and quantiles, and what no parameter may break."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import integrate, stats

from core.probability.distributions.challenges import bathtub, middle_share
from core.probability.distributions.families import (
    DISCRETE,
    PARAMETERS,
    distribution,
    draw_means,
    draw_values,
    is_constant,
    is_discrete,
    moments,
    shares,
    support,
)
from core.probability.distributions.family import density, family_facts, family_in_scipy, family_numbers
from core.probability.distributions.family_figure import cumulative_curve, cumulative_figure, density_figure
from core.probability.distributions.family_report import density_tex, moment_rows, probability_line, remarks
from core.probability.distributions.settings import FamilyConfig, RangeConfig, SeedConfig
from core.probability.distributions.window import density_curve, rung
from tests.strategies import configs

SEED = SeedConfig()


def say(key, **values):
    return key


def facts(family, **asked):
    return family_facts(family, RangeConfig(**asked), SEED)


@pytest.mark.parametrize("name", PARAMETERS)
def test_mean_variance_and_skewness_are_those_of_scipy(name):
    family = FamilyConfig(family=name, df=7)
    known = moments(family)
    assert np.allclose((known.mean, known.variance, known.skewness), distribution(family).stats(moments="mvs"))


@settings(max_examples=150, deadline=None)
@given(configs(FamilyConfig))
def test_the_formula_of_the_density_is_that_of_scipy(family):
    found = distribution(family)
    if is_constant(family) or (family.family == "normal" and family.sd < 1e-3) or family.width < 1e-3:
        return
    places = support(family)[0][:40] if is_discrete(family) else found.ppf([0.05, 0.3, 0.5, 0.9])
    mass = found.pmf if is_discrete(family) else found.pdf
    for x in places.tolist():
        assert density(family, x) == pytest.approx(float(mass(x)), rel=1e-7, abs=1e-250)


@settings(max_examples=120, deadline=None)
@given(configs(FamilyConfig), configs(RangeConfig), configs(SeedConfig))
def test_every_setting_has_finite_axes_and_a_probability(family, asked, seed):
    found, curve = family_facts(family, asked, seed), density_curve(family)
    assert 0 <= found.probability <= 1 + 1e-12
    assert found.sample.shape == (asked.draws,) and np.isfinite(found.sample).all()
    assert curve.low < curve.high and curve.top > 0 and np.isfinite([curve.low, curve.high, curve.top]).all()
    assert np.isfinite(curve.y).all() and not (curve.y < 0).any()
    x, y = cumulative_curve(family, curve)
    assert (np.diff(x) >= 0).all() and (np.diff(y) >= -1e-12).all() and y.max() <= 1
    density_figure(curve, found, asked, say).to_json()
    cumulative_figure(family, curve, found, asked, say).to_json()
    density_tex(family, found, asked)
    remarks(family, curve, found, moments(family))


def test_reference_values():
    binomial = FamilyConfig(family="binomial", trials=10, p=0.3)
    assert density(binomial, 3) == pytest.approx(0.266827932, rel=1e-7)
    assert facts(binomial, a=-1, b=3).upper == pytest.approx(0.6496107184, rel=1e-7)
    for k, share in ((1, 0.6826894921), (2, 0.9544997361), (3, 0.9973002039)):
        assert facts(FamilyConfig(), a=-k, b=k).probability == pytest.approx(share, rel=1e-7)
    beta = moments(FamilyConfig(family="beta", alpha=2, beta=5))
    assert beta.mean == pytest.approx(2 / 7) and beta.variance == pytest.approx(0.0255102041, rel=1e-7)


def test_an_end_that_has_a_probability_belongs_to_the_interval():
    family = FamilyConfig(family="binomial", trials=10, p=0.3)
    whole = facts(family, a=2, b=4)
    assert whole.probability == pytest.approx(float(stats.binom(10, 0.3).pmf([2, 3, 4]).sum()))
    assert facts(family, a=2.01, b=4).probability == pytest.approx(float(stats.binom(10, 0.3).pmf([3, 4]).sum()))
    assert family_in_scipy(family, RangeConfig(a=2, b=4))["probability"] == pytest.approx(whole.probability)
    assert probability_line(family, whole, RangeConfig(a=2, b=4))[0] == "interval.discrete"


@pytest.mark.parametrize(("family", "a", "b"), [
    (FamilyConfig(), 8, 9), (FamilyConfig(family="exponential"), 37, 40), (FamilyConfig(family="Poisson"), 20, 30),
], ids=lambda value: getattr(value, "family", value))  # fmt: skip
def test_a_probability_far_to_the_right_is_not_lost_in_rounding(family, a, b):
    found, judge = facts(family, a=a, b=b), distribution(family)
    exact = judge.pmf(np.arange(a, b + 1)).sum() if is_discrete(family) else integrate.quad(judge.pdf, a, b)[0]
    assert 0 < found.probability == pytest.approx(float(exact), rel=1e-6)
    assert probability_line(family, found, RangeConfig(a=a, b=b))[0] == "interval.far"


def test_beyond_its_range_a_distribution_has_no_tail_to_speak_of():
    flat, asked = FamilyConfig(family="uniform"), RangeConfig(a=2, b=3)
    assert probability_line(flat, family_facts(flat, asked, SEED), asked)[0] == "interval.continuous"


def test_a_quantile_at_a_step_is_the_value_of_the_step():
    for tenths in ((7, 1, 2), (2, 7, 1), (1, 7, 2)):
        family = FamilyConfig(family="categorical", weights=tuple(map(float, tenths)))
        for k, level in enumerate(np.cumsum(tenths)[:-1] / 10, 1):
            assert facts(family, level=float(level)).quantile == k
    for hundredths in range(1, 100):
        family = FamilyConfig(family="Bernoulli", p=hundredths / 100)
        assert facts(family, level=1 - hundredths / 100).quantile == 0


def test_a_uniform_density_is_not_0_at_either_end():
    for low, width, high in ((0.7, 0.1, 0.8), (-0.3, 0.4, 0.1), (0.0, 0.5, 0.5)):
        family = FamilyConfig(family="uniform", low=low, width=width)
        for x in (low, high):
            assert density(family, x) == pytest.approx(1 / width)
            assert family_in_scipy(family, RangeConfig(b=x))["density"] == pytest.approx(1 / width)


def test_a_formula_takes_small_and_negative_numbers_in_brackets():
    low = FamilyConfig(family="uniform", low=-5, width=1e-5)
    told = density_tex(low, facts(low), RangeConfig())
    assert told["width"] == r"(1 \cdot 10^{-5})" and told["signed_high"] == "(-5)" and told["from"] == "-5"


def test_a_density_of_1_does_not_exceed_1():
    flat = FamilyConfig(family="beta", alpha=1, beta=1)
    assert "remark.above_one" not in dict(remarks(flat, density_curve(flat), facts(flat), moments(flat)))


def test_the_bar_at_0_is_in_sight():
    assert density_curve(FamilyConfig(family="Poisson", rate=0.1)).low < -0.4


def test_an_interval_that_runs_backwards_is_empty_and_told():
    asked = RangeConfig(a=1, b=-1)
    found = family_facts(FamilyConfig(), asked, SEED)
    assert found.probability == 0 and probability_line(FamilyConfig(), found, asked)[0] == "interval.crossed"


@pytest.mark.parametrize("family", [
    FamilyConfig(sd=0, mean=2), FamilyConfig(family="uniform", width=0, low=2), FamilyConfig(family="Bernoulli", p=1),
    FamilyConfig(family="binomial", p=0), FamilyConfig(family="binomial", p=3e-308),
    FamilyConfig(family="categorical", weights=(0, 4, 0)),
], ids=str)  # fmt: skip
def test_a_constant_has_no_density_and_no_skewness(family):
    known, curve, found = moments(family), density_curve(family), facts(family, a=-60, b=150)
    assert known.variance == 0 and np.isnan(known.skewness)
    assert (found.sample == known.mean).all() and found.probability == 1 and found.quantile == known.mean
    assert density(family, known.mean) == 1 and density(family, known.mean + 1) == 0
    assert ("remark.constant", {"value": known.mean}) in remarks(family, curve, found, known)


def test_what_is_infinite_or_undefined_is_told():
    cauchy, two = FamilyConfig(family="t", df=1), FamilyConfig(family="t", df=2)
    keys = {family: {key for key, _ in remarks(family, density_curve(family), facts(family), moments(family))}
            for family in (cauchy, two)}  # fmt: skip
    assert "remark.no_mean" in keys[cauchy] and "remark.no_variance" in keys[two]
    rows = moment_rows(facts(two), moments(two), "infinite", "undefined")
    assert rows["variance"] == "infinite" and moment_rows(facts(cauchy), moments(cauchy), "i", "u")["mean"] == "u"
    one = facts(FamilyConfig(), draws=1)
    assert np.isnan(one.sample_variance)
    assert "remark.one_draw" in dict(remarks(FamilyConfig(), density_curve(FamilyConfig()), one, moments(two)))


def test_a_density_without_bound_is_cut_off_and_told():
    for family in (FamilyConfig(family="beta", alpha=0.5, beta=0.5), FamilyConfig(family="gamma", shape=0.5)):
        curve = density_curve(family)
        assert curve.clipped and curve.y.max() > curve.top
        assert density(family, 0.0) == np.inf
    assert not density_curve(FamilyConfig(family="beta", alpha=1, beta=1)).clipped


def test_weights_are_divided_by_their_sum_and_no_weights_are_equal_shares():
    assert shares((1.0, 3.0)).tolist() == [0.25, 0.75]
    none = FamilyConfig(family="categorical", weights=(0.0, 0.0, 0.0, 0.0))
    assert shares(none.weights).tolist() == [0.25] * 4 and moments(none).mean == 2.5
    assert "remark.no_weights" in dict(remarks(none, density_curve(none), facts(none), moments(none)))


@pytest.mark.parametrize("name", PARAMETERS)
def test_draws_follow_their_distribution(name):
    family, rng = FamilyConfig(family=name), np.random.default_rng(3)
    values = draw_values(rng, family, 4000)
    if name in DISCRETE:
        kinds, expected = support(family)
        often = expected * 4000 > 5
        seen = np.array([(values == kind).sum() for kind in kinds])
        rest = [4000 - seen[often].sum()] if (~often).any() else []
        wanted = [4000 - 4000 * expected[often].sum()] if (~often).any() else []
        counts, hoped = np.append(seen[often], rest), np.append(4000 * expected[often], wanted)
        assert stats.chisquare(counts, hoped * counts.sum() / hoped.sum()).pvalue > 1e-4
    else:
        assert stats.kstest(values, distribution(family).cdf).pvalue > 1e-4
    if np.isfinite(moments(family).variance) and name != "t":
        means = draw_means(rng, family, 2000, 50)
        se = moments(family).sd / np.sqrt(50)
        assert abs(means.mean() - moments(family).mean) < 5 * se / np.sqrt(2000)
        assert means.std() == pytest.approx(se, rel=0.1)


def test_the_ladder_of_the_axes():
    assert [rung(value) for value in (1, 1.01, 1.3, 7, 10, 0.03, 1234)] == pytest.approx(
        [1, 1.25, 1.5, 8, 10, 0.03, 1250]
    )


def test_both_scripts_tell_the_same_of_every_family():
    for name in PARAMETERS:
        family, asked = FamilyConfig(family=name), RangeConfig(b=1.0 if name in DISCRETE else 0.7)
        told, judge = family_numbers(family, asked), family_in_scipy(family, asked)
        assert all(told[key] == pytest.approx(judge[key], rel=1e-9) for key in told), name


def test_the_challenges_are_met_by_what_they_ask_for_alone():
    standard, asked = FamilyConfig(), RangeConfig(a=-1.96, b=1.96)
    assert middle_share(standard, asked, family_facts(standard, asked, SEED)).met
    wide = RangeConfig(a=-2.5, b=1.7)
    assert middle_share(standard, wide, family_facts(standard, wide, SEED)).missing[0].key == "lopsided"
    assert middle_share(FamilyConfig(sd=2), asked, facts(FamilyConfig(sd=2))).missing[0].key == "family"
    assert bathtub(FamilyConfig(family="beta", alpha=0.7, beta=0.3)).met
    assert bathtub(FamilyConfig(family="beta", alpha=0.5, beta=0.5)).missing[0].key == "place"
    assert bathtub(FamilyConfig(family="beta", alpha=1, beta=0.3)).missing[0].key == "bounded"
