"""Many tests at once, and the corrections."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from core.probability.estimation.challenges import fair_price, no_find_left
from core.probability.estimation.multiplicity import (
    CORRECTIONS,
    MultiplicityConfig,
    adjusted,
    chance_of_an_alarm,
    family_in_scipy,
    family_numbers,
    family_of_tests,
    limits,
)
from core.probability.estimation.multiplicity_figure import corrections_figure, family_figure
from core.probability.estimation.multiplicity_report import alarm_numbers
from core.probability.estimation.power import AlphaConfig, power_of
from tests.probability.estimation.figures import say, sound
from tests.strategies import configs

ALPHA = AlphaConfig()
p_lists = st.lists(st.floats(1e-6, 1), min_size=1, max_size=30).map(np.sort)


def test_twenty_tests_have_an_alarm_as_often_as_the_formula_says():
    assert chance_of_an_alarm(20, 0.05) == pytest.approx(0.6415140776, rel=1e-9)
    found = family_of_tests(ALPHA, MultiplicityConfig(comparisons=20))
    assert found.any_alarm[0] == pytest.approx(0.6415, abs=0.04)
    assert found.any_alarm[1:] == pytest.approx(1 - (1 - 0.05 / 20) ** 20, abs=0.02) and np.isnan(found.found).all()


@given(p=p_lists)
def test_benjamini_and_hochberg_are_those_of_scipy(p):
    np.testing.assert_allclose(adjusted(p, "BH"), stats.false_discovery_control(p), rtol=1e-12)


@given(p=p_lists, alpha=st.floats(0.001, 0.2))
def test_the_corrections_do_what_their_definitions_say(p, alpha):
    m = len(p)
    passed = {name: adjusted(p, name) < alpha for name in CORRECTIONS}
    assert (passed["none"] == (p < alpha)).all() and (passed["Bonferroni"] == (m * p < alpha)).all()
    holm = []
    for k, one in enumerate(p):  # step down
        if (m - k) * one >= alpha:
            break
        holm.append(k)
    assert np.flatnonzero(passed["Holm"]).tolist() == holm
    below = np.flatnonzero(m / np.arange(1, m + 1) * p < alpha)  # step up
    assert passed["BH"].sum() == (below[-1] + 1 if below.size else 0)
    assert not (passed["Bonferroni"] & ~passed["Holm"]).any() and not (passed["Holm"] & ~passed["BH"]).any()


def test_a_small_limit_by_hand_is_a_power_of_ten():
    config, alpha = MultiplicityConfig(comparisons=100), AlphaConfig(alpha=0.001)
    numbers = alarm_numbers(family_of_tests(alpha, config), alpha, config)
    assert numbers["bonferroni"] == r"1 \cdot 10^{-5}" and numbers["expected"] == "0.1"


def test_an_effect_is_found_with_the_power_of_its_limit():
    found = family_of_tests(ALPHA, MultiplicityConfig(comparisons=100, real=10))
    assert found.found[0] == pytest.approx(float(power_of(0.5, 64, 0.05)), abs=0.01)
    assert found.found[1] == pytest.approx(float(power_of(0.5, 64, 0.0005)), abs=0.01)
    assert (found.any_alarm[1:3] < 0.07).all() and found.false_share[3] < 0.06
    assert found.any_alarm[3] == pytest.approx(0.21, abs=0.03)


@settings(deadline=None, max_examples=25)
@given(config=configs(MultiplicityConfig), alpha=configs(AlphaConfig))
def test_every_family_is_sorted_told_and_drawn(config, alpha):
    found = family_of_tests(alpha, config)
    assert (np.diff(found.p) >= 0).all() and found.real.sum() == min(config.real, config.comparisons)
    assert len(limits(config.comparisons, alpha.alpha, config.correction)) == config.comparisons
    assert family_numbers(alpha, config) == pytest.approx(family_in_scipy(alpha, config))
    sound(family_figure(found, alpha, config, say))
    sound(corrections_figure(found, config, say))


def test_the_task_wants_finds_that_are_mostly_true():
    def told(alpha=0.05, **chosen):
        config = MultiplicityConfig(**({"comparisons": 20, "real": 10, "correction": "BH"} | chosen))
        verdict = fair_price(family_of_tests(AlphaConfig(alpha=alpha), config), AlphaConfig(alpha=alpha), config)
        return verdict.missing[0].key if verdict.missing else ""

    assert told() == "" and told(comparisons=10) == "tests" and told(real=0) == "real" and told(0.01) == "alpha"
    assert told(correction="none") == "false" and told(correction="Holm") == "found"


def test_the_task_wants_alarms_that_a_correction_silences():
    def told(alpha=0.05, **chosen):
        config = MultiplicityConfig(**({"comparisons": 20, "correction": "Holm", "family_seed": 1} | chosen))
        verdict = no_find_left(family_of_tests(AlphaConfig(alpha=alpha), config), AlphaConfig(alpha=alpha), config)
        return verdict.missing[0].key if verdict.missing else ""

    assert told() == "" and told(comparisons=10) == "tests" and told(real=3) == "real" and told(0.2) == "alpha"
    assert told(family_seed=0) == "quiet" and told(correction="none") == "correction"
    seeds = range(200)
    left = [seed for seed in seeds if told(family_seed=seed) == "left"]
    assert 0 < len(left) < 25  # Holm lets 5 % of such families through
