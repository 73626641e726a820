"""Running means and the sums behind them."""

import numpy as np
import pytest
from hypothesis import given, settings

from core.probability.distributions.averages import (
    RunningMeans,
    averages_at,
    averages_numbers,
    running_means,
    running_means_by_steps,
)
from core.probability.distributions.averages_figure import averages_figure, sums_figure
from core.probability.distributions.averages_report import averages_lines, band_tex
from core.probability.distributions.challenges import left_behind, poll
from core.probability.distributions.settings import AveragesConfig, FamilyConfig, SeedConfig
from tests.strategies import configs

COIN = FamilyConfig(family="Bernoulli", p=0.5)
CAUCHY = FamilyConfig(family="t", df=1)


def say(key, **values):
    return key


def test_a_running_mean_is_the_mean_of_what_was_drawn():
    found = running_means(COIN, 3, SeedConfig())
    ones = found.means * np.arange(1, 10_001)
    assert np.allclose(ones, np.round(ones)) and set(np.unique(np.round(np.diff(ones, axis=1)))) == {0.0, 1.0}
    here = averages_at(found, 400)
    assert here.se == pytest.approx(0.5 / 20) and here.strays == pytest.approx(ones[:, 399] - 200)


def test_more_paths_leave_the_earlier_ones_as_they_are():
    few, many = (running_means(FamilyConfig(), paths, SeedConfig()) for paths in (2, 20))
    assert (many.means[:2] == few.means).all()


def test_means_close_in_as_the_root_of_n_and_sums_stray_as_it():
    found = running_means(COIN, 20, SeedConfig(seed=4))
    early, late = averages_at(found, 100), averages_at(found, 10_000)
    assert early.se / late.se == pytest.approx(10)
    assert np.abs(late.means - 0.5).mean() < 0.3 * np.abs(early.means - 0.5).mean()
    assert np.abs(late.strays).mean() > 3 * np.abs(early.strays).mean()


def test_about_95_percent_of_the_paths_are_in_the_band_where_means_are_normal():
    inside = sum(averages_at(running_means(FamilyConfig(), 20, SeedConfig(seed=k)), 500).inside for k in range(10))
    assert 0.9 < inside / 200 < 0.995


@settings(max_examples=25, deadline=None)
@given(configs(FamilyConfig), configs(AveragesConfig), configs(SeedConfig))
def test_every_setting_has_a_picture_and_sentences(family, config, seed):
    found = running_means(family, config.paths, seed)
    here = averages_at(found, config.upto)
    averages_figure(found, here.n, config.cauchy, say).to_json()
    if np.isfinite(found.sd):
        sums_figure(found, here.n, say).to_json()
        band_tex(found, here)
    assert averages_lines(found, here)


def test_where_there_is_no_mean_or_no_spread_it_is_said():
    cases = {"remark.no_mean": CAUCHY, "remark.no_variance": FamilyConfig(family="t", df=2),
             "remark.constant": FamilyConfig(sd=0)}  # fmt: skip
    for key, family in cases.items():
        found = running_means(family, 2, SeedConfig())
        assert averages_lines(found, averages_at(found, 10))[-1][0] == key
        assert len(found.cauchy) == 0
    assert len(running_means(FamilyConfig(), 1, SeedConfig()).cauchy) == 10_000


def test_without_any_sum_the_means_are_the_same():
    for config in (AveragesConfig(paths=1, upto=1), AveragesConfig(paths=4, upto=700)):
        one, other = (way(COIN, config, SeedConfig()) for way in (averages_numbers, running_means_by_steps))
        assert one.means == pytest.approx(other.means, rel=1e-12) and one.strays == pytest.approx(other.strays)
        assert (one.n, one.se, one.inside) == (other.n, other.se, other.inside)


def test_the_band_is_left_now_and_then():
    found = running_means(FamilyConfig(), 20, SeedConfig())
    assert left_behind(found, averages_at(found, 106)).met
    assert left_behind(found, averages_at(found, 100)).missing[0].key == "inside"
    assert left_behind(running_means(FamilyConfig(sd=0), 20, SeedConfig()), averages_at(found, 106)).missing


def test_a_mean_on_the_limit_of_the_band_is_on_neither_side_inside():
    found = RunningMeans(means=np.array([[0.6], [0.4], [0.59]]), cauchy=np.empty(0), mean=0.5, sd=0.05)
    assert averages_at(found, 1).inside == 1


def test_a_poll_of_400_has_a_margin_of_five_points():
    for n, key in ((399, "wide"), (400, None), (401, "many")):
        verdict = poll(COIN, averages_numbers(COIN, AveragesConfig(upto=n), SeedConfig()))
        assert (verdict.missing[0].key if verdict.missing else None) == key
    assert poll(CAUCHY, averages_numbers(CAUCHY, AveragesConfig(upto=400), SeedConfig())).missing[0].key == "family"
