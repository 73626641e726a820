"""Both directions of the divergence of Gaussians, against closed forms, quadrature and a search over a grid."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import integrate, stats

from core.probability.information.challenges import below_nothing, wide_still_wins
from core.probability.information.fit import fit, forward_kl, landscape, moments, optima, reverse_kl
from core.probability.information.fit_figure import densities_figure, density_top, map_figure
from core.probability.information.fit_report import entropy_lines, fit_lines, moments_tex, optimum_rows
from core.probability.information.library import fit_in_scipy
from core.probability.information.settings import GaussianFitConfig
from tests.probability.information.words import drawn, say
from tests.strategies import configs

REVERSE = {"direction": "reverse"}


def at(**chosen):
    return GaussianFitConfig(**chosen)


def test_two_gaussians_have_the_divergences_of_the_closed_form():
    standard = at(offset=0.0, mean=1.0)
    assert fit(standard)["forward"] == pytest.approx(0.5, rel=1e-12)  # N(0, 1) and N(1, 1)
    wide = fit(at(offset=0.0, mean=0.0, sd=2.0))
    assert wide["forward"] == pytest.approx(0.3181471806, rel=1e-9)
    assert wide["reverse"] == pytest.approx(0.8068528194, rel=1e-9)


def test_the_best_gaussians_are_as_published():
    forward = optima(at(spread=0.5))[0]
    assert (forward.mean, forward.sd, forward.kl) == pytest.approx((0, 2.0615528128, 0.7235530265), rel=1e-9)
    left, right, wide = optima(at(spread=0.5, **REVERSE))
    assert (left.mean, right.mean) == pytest.approx((-1.99980, 1.99980), abs=5e-6)
    assert (left.sd, left.kl) == pytest.approx((0.50040, 0.6930529), abs=5e-6)
    assert (wide.mean, wide.sd, wide.kl) == pytest.approx((0, 1.73636, 1.8711965), abs=5e-6)
    (only,) = optima(at(**REVERSE))
    assert (only.mean, only.sd, only.kl) == pytest.approx((0, 2.0470095, 0.2265080), abs=5e-7)


def test_single_peaks_appear_beyond_2_4_and_win_beyond_2_8():
    assert [len(optima(at(offset=offset, **REVERSE))) for offset in (2.0, 2.4, 2.45, 2.8)] == [1, 1, 3, 3]
    before, after = optima(at(offset=2.8, **REVERSE)), optima(at(offset=2.85, **REVERSE))
    assert before[0].mean == 0 and after[0].mean == pytest.approx(-2.823, abs=1e-3)
    assert before[1].kl == pytest.approx(0.684264, abs=1e-6)

    def covering(sd):  # by quadrature, for the wide optimum
        q, log_half = stats.norm(0, sd), np.log(0.5)
        log_p = lambda x: log_half + np.logaddexp(stats.norm.logpdf(x, -2.8), stats.norm.logpdf(x, 2.8))  # noqa: E731
        return integrate.quad(lambda x: q.pdf(x) * (q.logpdf(x) - log_p(x)), -10 * sd, 10 * sd, limit=400)[0]

    assert before[0].kl == pytest.approx(covering(before[0].sd), rel=1e-8)
    assert min(covering(before[0].sd + step) for step in (-0.01, 0.01)) > before[0].kl


@settings(deadline=None, max_examples=12)
@given(configs(GaussianFitConfig))
def test_our_divergences_are_those_of_quadrature(config):
    ours, theirs = fit(config), fit_in_scipy(config)
    assert ours == pytest.approx(theirs, rel=1e-4, abs=1e-6)  # SciPy's quadrature sees no kink beforehand
    assert ours["entropy_p"] == pytest.approx(theirs["entropy_p"], abs=1e-8)


@pytest.mark.parametrize("chosen", [
    {}, {"spread": 0.5}, {"offset": 2.5}, {"offset": 3.0, "share": 0.4}, {"offset": 2.5, "share": 0.3}, {"offset": 0.0},
    {"offset": 5.0, "spread": 0.2}, {"offset": 5.0, "spread": 0.2, "share": 0.05}, {"offset": 1.0, "spread": 2.0},
    {"offset": 3.2, "spread": 1.2, "share": 0.45},
])  # fmt: skip
def test_a_grid_has_the_same_valleys(chosen):
    config = at(**chosen, **REVERSE)
    means, sds = np.linspace(-6.003, 6.005, 241), np.geomspace(0.15, 7, 181)
    kl = reverse_kl(*np.meshgrid(means, sds), config)
    inner = kl[1:-1, 1:-1]
    around = [
        kl[1 + i : kl.shape[0] - 1 + i, 1 + j : kl.shape[1] - 1 + j] for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j
    ]
    rows, columns = np.nonzero(inner < np.min(around, axis=0))
    valleys = sorted(zip(means[1 + columns], sds[1 + rows], strict=True))
    found = sorted((one.mean, one.sd) for one in optima(config))
    np.testing.assert_allclose(found, valleys, rtol=0.03, atol=0.06)


@settings(deadline=None, max_examples=12)
@given(configs(GaussianFitConfig))
def test_no_gaussian_on_the_map_is_better_than_the_best(config):
    found = landscape(config)
    assert found.kl.min() >= found.optima[0].kl - 1e-7
    best = found.optima[0]
    judge = forward_kl if config.direction == "forward" else reverse_kl
    for step in (-0.01, 0.01):
        beside = judge(np.array([best.mean + step, best.mean]), np.array([best.sd, best.sd * (1 + step)]), config)
        assert (beside > best.kl).all()
    numbers = fit(config)
    figures = densities_figure(config, found, say), map_figure(found, say)
    assert np.isfinite([number for figure in figures for number in drawn(figure)]).all()
    assert fit_lines(numbers, found, config) and entropy_lines(numbers) and moments_tex(config) and optimum_rows(found)
    assert density_top(config) > 0.95 * stats.norm(0, config.spread).pdf(0)


def test_the_forward_best_has_the_moments_of_p():
    config = at(share=0.3)
    x = np.linspace(-12, 12, 20001)
    p = 0.7 * stats.norm.pdf(x, -2) + 0.3 * stats.norm.pdf(x, 2)
    mean = integrate.trapezoid(x * p, x)
    assert moments(config) == pytest.approx((mean, np.sqrt(integrate.trapezoid((x - mean) ** 2 * p, x))), rel=1e-9)


def test_each_case_has_its_sentence():
    def key(**chosen):
        config = at(**chosen)
        return fit_lines(fit(config), landscape(config), config)[1][0]

    assert key() == "best.forward" and key(offset=0.0) == key(offset=0.0, **REVERSE) == "best.gaussian"
    assert key(**REVERSE) == "best.one" and key(offset=4.0, **REVERSE) == "best.tie"
    assert key(offset=2.6, **REVERSE) == key(offset=4.0, share=0.4, **REVERSE) == "best.several"
    assert len(entropy_lines(fit(at(offset=0.0, spread=0.2)))) == 2 and len(entropy_lines(fit(at()))) == 1
    assert fit(at(offset=0.0, spread=0.2))["entropy_p"] == pytest.approx(-0.190499379, rel=1e-8)


def test_the_tasks_are_judged_on_the_screen():
    def verdict(**chosen):
        config = at(**chosen)
        return wide_still_wins(landscape(config), config)

    assert verdict(offset=2.6, **REVERSE).met and verdict(offset=2.45, **REVERSE).met
    wrong = [verdict(), verdict(share=0.4, **REVERSE), verdict(**REVERSE), verdict(offset=3.0, **REVERSE)]
    assert [one.missing[0].key for one in wrong] == ["direction", "peaks", "count", "narrow"]
    assert below_nothing(fit(at(offset=0.0, spread=0.2))).met and not below_nothing(fit(at())).met
