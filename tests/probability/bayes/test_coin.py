"""The coin: held to `scipy.stats.beta`, to a numerical integral of prior times likelihood, and to published values."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.integrate import quad
from scipy.stats import beta

from core.figures.film import figure_at
from core.probability.bayes.challenges import narrow_interval, prior_as_tosses
from core.probability.bayes.coin import CoinConfig, beta_density, coin_in_scipy, coin_numbers, course, posterior, tosses
from core.probability.bayes.coin_figure import coin_film
from core.probability.bayes.coin_report import coin_lines, weight_line
from tests.strategies import configs

quick = settings(max_examples=60, deadline=None)


def say(key, **values):
    return key


def at(**fields):
    return posterior(CoinConfig(**fields))


def test_the_values_of_the_specification():
    found = at()
    assert (found.a, found.b, found.mode) == pytest.approx((8, 4, 0.7))
    assert (found.mean, found.low, found.high) == pytest.approx((2 / 3, 0.3902574406, 0.8907365562), rel=1e-7)
    strict = at(alpha=10.0, beta=10.0)
    assert (strict.mean, strict.low, strict.high) == pytest.approx((0.5666666667, 0.3893627914, 0.7355446963), rel=1e-7)


def test_the_numbers_of_the_experiments():
    assert at(heads=140, tails=60).mean == pytest.approx(0.698, abs=5e-4)
    assert at(alpha=10.0, beta=10.0, heads=140, tails=60).mean == pytest.approx(0.682, abs=5e-4)
    never = at(heads=0, tails=20)
    assert never.mean == pytest.approx(1 / 22)
    assert beta(never.a, never.b).ppf(0.95) == pytest.approx(0.133, abs=5e-4)
    assert never.high == pytest.approx(0.161, abs=5e-4)
    assert beta(1, 20).ppf(0.95) == pytest.approx(0.1391083407, rel=1e-7)  # the exact limit that 3/20 comes close to


@quick
@given(configs(CoinConfig))
def test_mean_spread_interval_and_density_are_those_of_scipy(config):
    found, judge = posterior(config), beta(config.alpha, config.beta)
    seen = tosses(config)[: config.seen]
    judge = beta(config.alpha + seen.sum(), config.beta + len(seen) - seen.sum())
    assert (found.mean, found.sd) == pytest.approx((judge.mean(), judge.std()), rel=1e-9)
    assert (found.low, found.high) == pytest.approx(judge.interval(config.level), rel=1e-7, abs=1e-12)
    assert found.rest == pytest.approx(beta(found.b, found.a).ppf((1 - config.level) / 2), rel=1e-7)
    assert found.low > 0 and found.rest > 0  # the interval leaves both ends out, also where the density is largest
    x = np.linspace(0, 1, 41)
    assert beta_density(x, np.array(found.a), np.array(found.b)) == pytest.approx(judge.pdf(x), rel=1e-8, abs=1e-200)
    counted, library = coin_numbers(config), coin_in_scipy(config)
    assert counted == pytest.approx({name: library[name] for name in counted}, rel=1e-9)


@quick
@given(configs(CoinConfig, order="mixed"))
def test_the_way_depends_on_the_order_and_its_end_does_not(config):
    ways = [course(CoinConfig(**{**vars(config), "order": order})) for order in ("mixed", "heads_first", "tails_first")]
    n = config.heads + config.tails
    for way in ways:
        assert len(way.mean) == n + 1 and way.density.shape == (n + 1, len(way.x))
        assert way.density[0] == pytest.approx(way.prior, rel=1e-9)
        assert (way.mean[-1], way.low[-1], way.high[-1]) == pytest.approx(
            (ways[0].mean[-1], ways[0].low[-1], ways[0].high[-1])
        )
    if config.heads and config.tails:
        assert ways[1].mean[1] > ways[2].mean[1]


def test_the_posterior_is_prior_times_likelihood_divided_by_the_area():
    prior = beta(0.7, 2.5)

    def product(p):
        return prior.pdf(p) * p**4 * (1 - p) ** 9

    area = quad(product, 0, 1)[0]
    for p in (0.05, 0.3, 0.8):
        assert beta_density(np.array(p), np.array(4.7), np.array(11.5)) == pytest.approx(product(p) / area, rel=1e-6)


@pytest.mark.parametrize(
    ("fields", "kind", "mode"),
    [({}, "inside", 0.7), ({"heads": 0, "tails": 0}, "flat", None), ({"heads": 0}, "zero", 0.0),
     ({"tails": 0}, "one", 1.0),
     ({"alpha": 0.5, "beta": 0.5, "heads": 0, "tails": 0}, "both_infinite", None),
     ({"alpha": 0.5, "heads": 0}, "zero_infinite", 0.0), ({"beta": 0.5, "tails": 0}, "one_infinite", 1.0),
     ({"alpha": 0.5, "heads": 0, "tails": 0}, "zero_infinite", 0.0)],
)  # fmt: skip
def test_the_mode_is_where_the_density_is_largest(fields, kind, mode):
    config = CoinConfig(**fields)
    found = posterior(config)
    assert (found.mode_kind, found.mode) == (kind, pytest.approx(mode) if mode is not None else None)
    x = np.linspace(0, 1, 1001)
    density = beta(found.a, found.b).pdf(x)
    assert np.isinf(density.max()) == kind.endswith("infinite")
    if mode is not None:
        assert x[density.argmax()] == pytest.approx(mode, abs=1e-3)
    lines = coin_lines(found, config)
    assert lines[0][0] == ("update.some" if config.heads + config.tails else "update.none")
    assert lines[-1][0] == f"mode.{kind}"
    assert weight_line(found, config)[0] == ("weight.some" if config.heads + config.tails else "weight.none")


@pytest.mark.parametrize(
    "fields", [{}, {"alpha": 0.5, "beta": 0.5, "heads": 0, "tails": 200}, {"heads": 0, "tails": 0}]
)
def test_a_frame_of_the_film_shows_so_many_tosses_and_its_axes_stay(fields):
    config = CoinConfig(**fields)
    fig, frames = coin_film(course(config), say)
    assert frames.count == config.heads + config.tails + 1
    for frame in {0, frames.count // 2, frames.count - 1}:
        shown = figure_at(fig, frames, frame)
        seen = posterior(CoinConfig(**{**vars(config), "seen": frame}))
        assert shown.layout["shapes"][1]["x0"] == pytest.approx(seen.mean)
        assert [len(trace["x"]) for trace in shown.data[3:]] == [frame + 1] * 4
        assert np.isfinite(np.asarray(shown.data[0]["y"])).all()
        assert shown.layout["yaxis"] == fig.layout["yaxis"]


def test_challenges_want_what_they_say():
    for fields, missing in (({"level": 0.9}, "level"), ({}, "low"), ({"heads": 20, "tails": 3}, "high")):
        config = CoinConfig(**fields)
        assert narrow_interval(posterior(config), config).missing[0].key == missing
    config = CoinConfig(heads=180, tails=80 - 5)
    assert narrow_interval(posterior(config), config).met
    assert prior_as_tosses(at()).missing[0].key == "many"
    assert prior_as_tosses(at(heads=2, tails=1)).missing[0].key == "other"
    assert prior_as_tosses(at(alpha=8.0, beta=4.0, heads=0, tails=0)).met
