"""One study of two groups: t, p and power."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from core.probability.estimation.challenges import eighty_percent, missed
from core.probability.estimation.power import (
    STUDIES,
    AlphaConfig,
    StudyConfig,
    draw_groups,
    noncentral_density,
    p_values,
    power_of,
    study,
    study_in_scipy,
)
from core.probability.estimation.power_figure import p_values_figure, power_figure
from core.probability.estimation.power_report import outside, study_key, study_numbers
from tests.probability.estimation.figures import say, sound
from tests.strategies import configs

ALPHA = AlphaConfig()


@pytest.mark.parametrize(("effect", "group", "power"), [
    (0.5, 64, 0.8014595579), (0.5, 63, 0.7951683), (0.2, 394, 0.8005931), (0.8, 26, 0.8074866), (0.5, 20, 0.3379390),
])  # fmt: skip
def test_the_power_is_as_in_the_tables(effect, group, power):
    assert power_of(effect, group, 0.05) == pytest.approx(power, abs=6e-8)
    assert power_of(-effect, group, 0.05) == pytest.approx(power, abs=6e-8)


@pytest.mark.parametrize("group", [2, 3, 10, 50])
@pytest.mark.parametrize("effect", [0.0, 0.1, -0.7, 1.0])
def test_power_and_density_are_those_of_the_noncentral_t(group, effect):
    freedom, shift = 2 * group - 2, effect * np.sqrt(group / 2)
    t = np.linspace(-3, 6, 19)
    np.testing.assert_allclose(
        noncentral_density(t, freedom, shift), stats.nct.pdf(t, freedom, shift), rtol=1e-6, atol=1e-12
    )
    alpha = np.array([0.001, 0.05, 0.2])
    critical = stats.t.isf(alpha / 2, freedom)
    judged = stats.nct.sf(critical, freedom, shift) + stats.nct.cdf(-critical, freedom, shift)
    np.testing.assert_allclose(power_of(effect, group, alpha), judged, rtol=1e-6)


def test_where_the_library_has_no_number_the_quadrature_has():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert np.isnan(stats.nct.cdf(-3.3, 998, 31.6))
    assert power_of(2, 500, 0.001) == pytest.approx(1, abs=1e-12)
    assert power_of(0, 500, 0.03) == pytest.approx(0.03, abs=1e-12)


@settings(deadline=None, max_examples=40)
@given(config=configs(StudyConfig), alpha=configs(AlphaConfig))
def test_every_study_is_that_of_scipy_and_can_be_drawn(config, alpha):
    found, many = study(alpha, config), p_values(alpha, config)
    judged = stats.ttest_ind(*draw_groups(config))
    assert found.t == pytest.approx(judged.statistic, rel=1e-9) and found.p == pytest.approx(judged.pvalue, rel=1e-6)
    assert (found.p < alpha.alpha) == (abs(found.t) > found.critical)
    assert many.counts.sum() == STUDIES and many.expected.sum() == pytest.approx(STUDIES)
    assert (many.expected > -1e-9).all()
    sound(power_figure(found, config, say))
    sound(p_values_figure(many, alpha, say))
    assert "nan" not in str(study_numbers(config, found))


def test_p_is_uniform_without_an_effect_and_significant_as_often_as_the_power_says():
    counts = sum(p_values(ALPHA, StudyConfig(effect=0, study_seed=seed)).counts for seed in range(5))
    assert stats.chisquare(counts).pvalue > 1e-3
    found = [p_values(ALPHA, StudyConfig(effect=0.5, group=20, study_seed=seed)).significant for seed in range(5)]
    assert np.mean(found) / STUDIES == pytest.approx(0.3379390, abs=0.02)
    assert study_in_scipy(ALPHA, StudyConfig(effect=0.5, group=20))["power_counted"] == pytest.approx(
        0.337939, abs=0.008
    )


def test_each_outcome_has_its_sentence():
    keys = {
        study_key(study(ALPHA, config), ALPHA, config)
        for config in (StudyConfig(effect=e, study_seed=s) for e in (0.0, 0.6) for s in range(60))
    }
    assert keys == {"significant_effect", "open_effect", "significant_nothing", "open_nothing"}
    wrong = StudyConfig(effect=0.05, group=2, study_seed=26)
    assert study(ALPHA, wrong).t < 0 and study_key(study(ALPHA, wrong), ALPHA, wrong) == "significant_wrong"


def test_what_is_beyond_the_edge_of_the_picture_is_said():
    pair = StudyConfig(effect=0.05, group=2, study_seed=26)
    found = outside(study(ALPHA, pair), pair)
    assert found["limits"]["limit"] == pytest.approx(4.3027, abs=1e-4)  # t of 2 degrees of freedom
    assert found["study"]["difference"] == pytest.approx(study(ALPHA, pair).t)
    assert not outside(study(ALPHA, StudyConfig()), StudyConfig())


def test_the_task_wants_power_from_few_people():
    def told(alpha=0.05, **chosen):
        config = StudyConfig(**({"effect": 0.5, "group": 64} | chosen))
        verdict = eighty_percent(study(AlphaConfig(alpha=alpha), config), AlphaConfig(alpha=alpha), config)
        return verdict.missing[0].key if verdict.missing else ""

    assert told() == "" and told(effect=-0.5) == "" and told(effect=0.6) == "effect" and told(0.1) == "alpha"
    assert told(group=63) == "power" and told(group=65) == "many"


def test_the_task_wants_a_powerful_study_that_misses_its_effect():
    def told(alpha=0.05, **chosen):
        config = StudyConfig(**({"effect": 0.5, "group": 86, "study_seed": 9} | chosen))
        verdict = missed(study(AlphaConfig(alpha=alpha), config), AlphaConfig(alpha=alpha), config)
        return verdict.missing[0].key if verdict.missing else ""

    assert told() == "" and told(0.1) == "alpha" and told(effect=0.0) == "effect"
    assert told(group=60) == "power" and told(study_seed=0) == "p"
