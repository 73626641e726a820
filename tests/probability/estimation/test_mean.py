"""Intervals for a mean."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from core.probability.estimation.challenges import FEWEST_FOR_Z, normal_enough, z_at_last
from core.probability.estimation.mean import (
    RESAMPLES,
    SAMPLES,
    MeanConfig,
    counting_interval,
    draw_samples,
    exact_coverage,
    first_mean,
    first_mean_in_scipy,
    mean_intervals,
    mean_samples,
)
from core.probability.estimation.mean_figure import mean_figure, size_figure
from core.probability.estimation.mean_report import bootstrap_numbers, mean_numbers
from core.probability.estimation.share import LevelConfig
from tests.probability.estimation.figures import say, sound
from tests.strategies import configs

LEVEL = LevelConfig()


@pytest.mark.parametrize(("n", "share"), [(2, 0.699657), (3, 0.810943), (5, 0.878445), (10, 0.918356), (30, 0.940332)])
def test_z_in_place_of_t_covers_as_little_as_the_specification_says(n, share):
    """The specification rounds z to 1.96."""
    assert 2 * stats.t.cdf(1.96, n - 1) - 1 == pytest.approx(share, abs=6e-7)
    assert exact_coverage(np.array(n), 0.95, "z") == pytest.approx(share, abs=6e-6)
    assert exact_coverage(np.array(n), 0.95, "t") == pytest.approx(0.95, abs=1e-12)


@pytest.mark.parametrize("method", ["t", "z"])
@pytest.mark.parametrize("size", [2, 5, 40])
def test_what_is_counted_agrees_with_the_exact_coverage(method, size):
    counted = np.mean([
        mean_samples(LEVEL, MeanConfig(mean_method=method, size=size, mean_seed=seed)).counted for seed in range(5)
    ])  # fmt: skip
    want = float(exact_coverage(np.array(size), 0.95, method))
    assert counted == pytest.approx(want, abs=4 * np.sqrt(want * (1 - want) / SAMPLES / 5))


@pytest.mark.parametrize("method", ["t", "z"])
def test_the_interval_is_that_of_scipy(method):
    config = MeanConfig(mean_method=method, size=9, population="exponential", mean_seed=3)
    judged = first_mean_in_scipy(LevelConfig(level=0.8), config)
    assert {name: first_mean(LevelConfig(level=0.8), config)[name] for name in judged} == pytest.approx(
        judged, rel=1e-12
    )


def test_the_bootstrap_is_close_to_that_of_scipy_and_its_means_have_the_known_spread():
    config = MeanConfig(mean_method="bootstrap", size=40)
    sample = draw_samples(config)[0]
    judged = stats.bootstrap((sample,), np.mean, n_resamples=20_000, method="percentile", rng=1).confidence_interval
    low, high = mean_intervals(np.array([sample]), 0.95, "bootstrap", 5)
    half = (judged.high - judged.low) / 2
    assert low[0] == pytest.approx(judged.low, abs=0.25 * half) and high[0] == pytest.approx(
        judged.high, abs=0.25 * half
    )
    assert bootstrap_numbers(LEVEL, config, mean_samples(LEVEL, config))["resamples"] == RESAMPLES


def test_the_dot_is_where_it_was_counted_or_is_not_there():
    def dots(**chosen):
        config = MeanConfig(**chosen)
        data = size_figure(mean_samples(LEVEL, config), LEVEL, config, say).to_dict()["data"]
        return [(trace["y"][0], trace["marker"].get("symbol")) for trace in data if trace["mode"] == "markers"]

    assert dots(size=1) == []
    assert dots(mean_method="bootstrap", size=2)[0][0] == pytest.approx(0.5, abs=0.03)
    assert dots(mean_method="bootstrap", size=1)[0][1] == "triangle-down"


def test_few_observations_are_too_few_for_the_bootstrap():
    counted = [mean_samples(LEVEL, MeanConfig(mean_method="bootstrap", size=n)).counted for n in (2, 5, 20, 100)]
    assert counted == sorted(counted) and counted[1] == pytest.approx(0.83, abs=0.02) and counted[-1] < 0.95


def test_one_observation_has_no_interval_and_its_bootstrap_no_width():
    for method in ("t", "z"):
        found = mean_samples(LEVEL, MeanConfig(mean_method=method, size=1))
        assert np.isnan(found.low).all() and found.counted == 0
    found = mean_samples(LEVEL, MeanConfig(mean_method="bootstrap", size=1))
    np.testing.assert_allclose(found.low, found.high)
    assert found.counted == 0 and np.isnan(exact_coverage(np.array(1), 0.95, "t"))
    assert first_mean_in_scipy(LEVEL, MeanConfig(size=1)).keys() == {"mean"}


@settings(deadline=None, max_examples=25)
@given(config=configs(MeanConfig), level=configs(LevelConfig))
def test_every_picture_can_be_drawn(config, level):
    found = mean_samples(level, config)
    sound(mean_figure(found, config, say))
    sound(size_figure(found, level, config, say))
    if config.size > 1 and config.mean_method != "bootstrap":
        assert "nan" not in str(mean_numbers(level, config, found))


def test_the_task_wants_a_skewed_population_and_a_kept_promise():
    def told(counted, level, population="exponential"):
        verdict = normal_enough(counted, LevelConfig(level=level), MeanConfig(population=population))
        return verdict.missing[0].key if verdict.missing else ""

    assert told(0.94, 0.95) == "" and told(0.94, 0.95, "normal") == "population"
    assert told(0.7, 0.7) == "level" and told(0.92, 0.95) == "counted"
    assert np.diff(counting_interval(0.5)) == pytest.approx(2 * 0.02191, abs=1e-4)
    low, high = counting_interval(1.0)
    assert high == 1 and low == pytest.approx(2000 / (2000 + 3.841459), abs=1e-6)  # no ±0 for all


def test_the_task_wants_the_fewest_observations_for_which_z_will_do():
    def told(level=0.95, **chosen):
        config = MeanConfig(**({"mean_method": "z", "size": 57} | chosen))
        verdict = z_at_last(LevelConfig(level=level), config)
        return verdict.missing[0].key if verdict.missing else ""

    reach = stats.norm.ppf(0.975)
    lacking = [n for n in range(2, 101) if 2 * stats.t.cdf(reach, n - 1) - 1 < 0.945]
    assert lacking == list(range(2, FEWEST_FOR_Z))
    assert told() == "" and told(mean_method="t") == "method" and told(population="exponential") == "population"
    assert told(0.96) == "level" and told(size=1) == "single" and told(size=56) == "short" and told(size=58) == "many"
