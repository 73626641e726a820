"""Expected costs and the best threshold, against drawn cases, quadrature and brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.special import expit, logit

from core.probability.information.challenges import at_eighty, no_use
from core.probability.information.decision import cost_parts, decide, decision_numbers
from core.probability.information.decision_figure import answers_figure, costs_figure
from core.probability.information.decision_report import costs_tex, decision_lines, probability_tex
from core.probability.information.library import decision_in_scipy
from core.probability.information.settings import DecisionConfig
from tests.probability.information.words import drawn, say
from tests.strategies import configs

EVERY = np.concatenate([[0.0], expit(np.linspace(-40, 40, 4001)), [1.0]])


def at(**chosen):
    return DecisionConfig(**chosen)


def keys(**chosen):
    config = at(**chosen)
    return [key for key, _ in decision_lines(decide(config), config)]


@settings(deadline=None)
@given(configs(DecisionConfig))
def test_our_numbers_are_those_of_quadrature(config):
    assert decision_numbers(config) == pytest.approx(decision_in_scipy(config), rel=1e-6, abs=1e-7)


@settings(deadline=None)
@given(configs(DecisionConfig))
def test_no_threshold_costs_less_than_the_best(config):
    found = decide(config)
    every = sum(cost_parts(EVERY, config))
    assert every.min() >= found.best_cost - 1e-9
    assert found.best_cost <= min(found.always, found.never, found.cost) + 1e-9
    figures = answers_figure(found, config, say), costs_figure(found, config, say)
    assert np.isfinite([number for figure in figures for number in drawn(figure)]).all()
    assert decision_lines(found, config) and costs_tex(found, config)


def test_drawn_cases_cost_what_is_expected():
    config = at(sharpness=2.0, threshold=0.4, false_negative=5.0)
    rng = np.random.default_rng(0)
    positive = rng.random(400_000) < config.prevalence
    x = rng.normal(np.where(positive, 0.75, -0.75), 1)
    said = expit(config.sharpness * (config.separation * x + logit(config.prevalence))) >= config.threshold
    cost = np.where(said, np.where(positive, 0, config.false_positive), np.where(positive, config.false_negative, 0))
    assert decide(config).cost == pytest.approx(cost.mean(), abs=4 * cost.std() / np.sqrt(cost.size))


def test_the_stated_log_odds_are_true_where_the_model_is_calibrated():
    config = at(prevalence=0.2, separation=1.3)
    rng = np.random.default_rng(2)
    positive = rng.random(400_000) < config.prevalence
    p = expit(config.separation * rng.normal(np.where(positive, 0.65, -0.65), 1) + logit(config.prevalence))
    for low in (0.1, 0.3, 0.6):
        inside = (p >= low) & (p < low + 0.1)
        assert positive[inside].mean() == pytest.approx(p[inside].mean(), abs=0.015)


def test_the_best_threshold_is_one_eleventh_whatever_the_prevalence():
    for prevalence in (0.02, 0.3, 0.9):
        assert decide(at(false_negative=10.0, prevalence=prevalence)).best == pytest.approx(1 / 11)
    sharp = decide(at(false_negative=10.0, sharpness=3.0))
    assert sharp.best == pytest.approx(1 / 1001) and sharp.true_best == pytest.approx(1 / 11)


def test_free_errors_and_blind_scores_have_their_own_sentence():
    assert keys(false_positive=0.0, false_negative=0.0) == ["best.free"]
    assert keys(false_positive=0.0)[0] == "best.always" and decide(at(false_positive=0.0)).best_cost == 0
    assert keys(false_negative=0.0)[0] == "best.never" and decide(at(false_negative=0.0)).best_cost == 0
    assert (
        keys(sharpness=2.0)[0] == "best.over"
        and keys(sharpness=0.5)[0] == "best.under"
        and keys(threshold=0.25)[1] == "cost.best"
    )
    assert keys(separation=0.0)[1] == "blind"
    assert keys(prevalence=0.5, false_negative=1.0)[-1] == "baseline.either"
    assert keys()[-1] == "baseline.always" and keys(prevalence=0.1)[-1] == "baseline.never"
    blind = [decide(at(separation=0.0, threshold=threshold)) for threshold in (0.3, 0.31)]
    assert [(one.false_alarms, one.misses) for one in blind] == [(1, 0), (0, 1)]


def test_a_best_threshold_just_below_1_is_not_told_as_1_and_tiny_costs_are_compared_as_well():
    config = at(false_positive=20.0, false_negative=0.1, sharpness=4.0)
    assert decision_lines(decide(config), config)[0][1]["s"] == r"1 - 6.3 \cdot 10^{-10}"
    assert (probability_tex(1.0), probability_tex(0.995)) == ("1", "0.995")
    assert keys(false_positive=1e-9, false_negative=1e-9, threshold=1.0)[1] == "cost.here"


def test_the_ends_of_the_threshold_say_always_and_never():
    always, never = decide(at(threshold=0.0)), decide(at(threshold=1.0))
    assert (always.false_alarms, always.misses, always.cost) == (1, 0, always.always)
    assert (never.false_alarms, never.misses, never.cost) == (0, 1, never.never)


def test_the_tasks_are_judged_on_the_screen():
    def eighty(**chosen):
        config = at(**chosen)
        return at_eighty(decide(config), config)

    assert eighty(false_positive=4.0, false_negative=1.0, threshold=0.8).met
    assert eighty().missing[0].key == "costs"
    assert eighty(false_positive=0.0, false_negative=0.0).missing[0].key == "free"
    assert eighty(false_positive=4.0, false_negative=1.0).missing[0].key == "threshold"

    def useless(**chosen):
        config = at(**chosen)
        return no_use(decide(config), config)

    assert useless(false_negative=1.0, prevalence=0.01).met
    wrong = [useless(separation=0.5), useless(false_positive=0.0), useless()]
    assert [one.missing[0].key for one in wrong] == ["separation", "free", "saves"]


def test_rules_that_cost_the_same_are_told_to():
    for a, b, prevalence in ((3.0, 7.0, 0.3), (0.3, 2.7, 0.1), (2.0, 0.5, 0.8)):
        config = DecisionConfig(false_positive=a, false_negative=b, prevalence=prevalence)
        assert decision_lines(decide(config), config)[-1][0] == "baseline.either"
    config = DecisionConfig(false_positive=3.0, false_negative=7.1, prevalence=0.3)
    assert decision_lines(decide(config), config)[-1][0] == "baseline.always"
