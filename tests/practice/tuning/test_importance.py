"""Shares of variance: known functions, Optuna's own fANOVA, and the range that decides."""

import numpy as np
import optuna
import pytest
from hypothesis import given, settings

from core.practice.tuning.challenges import decay_matters
from core.practice.tuning.importance import TuningRangeConfig, importance_of, variance_shares
from core.practice.tuning.importance_report import importance_lines
from core.practice.tuning.mountain import EPOCHS, MountainConfig, mountain_of, true_score
from core.refusal import Refusal
from tests.strategies import configs

X, Y = np.meshgrid(np.linspace(-1, 1, 51), np.linspace(-1, 1, 41))


def test_a_sum_has_no_interaction_and_a_product_nothing_else():
    rate, decay, both = variance_shares(3 * X + Y)
    assert (rate / decay, both) == (pytest.approx(9 * X.var() / Y.var()), pytest.approx(0, abs=1e-12))
    assert variance_shares(X * Y) == pytest.approx((0, 0, 1), abs=1e-12)
    assert np.isnan(variance_shares(0 * X + 0.3)).all()


@given(configs(TuningRangeConfig))
@settings(max_examples=15, deadline=None)
def test_shares_sum_to_one_and_the_order_of_the_corners_does_not_matter(config):
    try:
        found = importance_of(MountainConfig(), config)
    except Refusal as refusal:
        assert refusal.rule == "range_flat"
        return
    turned = importance_of(
        MountainConfig(),
        TuningRangeConfig(
            rate_low=config.rate_high, rate_high=config.rate_low, decay_low=config.decay_high,
            decay_high=config.decay_low,
        ),
    )  # fmt: skip
    assert found.best == turned.best
    if np.isfinite(found.rate):
        assert found.rate + found.decay + found.both == pytest.approx(1)
        assert turned.rate == found.rate
    else:
        assert importance_lines(found)[0][0] == "flat"


def test_optunas_forest_estimates_the_same_shares():
    config = TuningRangeConfig(rate_high=-0.3, decay_high=0.2)  # without a cliff, which a forest blurs
    land, rng = mountain_of(MountainConfig()), np.random.default_rng(0)
    rates, decays = rng.uniform(-3, -0.3, 250), rng.uniform(-4, 0.2, 250)  # exponents: of values it takes differences
    study = optuna.create_study(direction="maximize")
    ranges = {"rate": optuna.distributions.FloatDistribution(-3, -0.3),
              "decay": optuna.distributions.FloatDistribution(-4, 0.2)}  # fmt: skip
    study.add_trials([
        optuna.trial.create_trial(params={"rate": a, "decay": b}, distributions=ranges, value=float(score))
        for a, b, score in zip(rates, decays, true_score(land, 10**rates, 10**decays, EPOCHS), strict=True)
    ])  # fmt: skip
    forest = optuna.importance.FanovaImportanceEvaluator(seed=0, n_trees=8)
    theirs = optuna.importance.get_param_importances(study, evaluator=forest)  # main effects, scaled to one
    found = importance_of(MountainConfig(), config)
    assert found.rate / (found.rate + found.decay) == pytest.approx(theirs["rate"], abs=0.08)


def test_importance_is_of_the_range():
    whole, narrow = (
        importance_of(MountainConfig(), config)
        for config in (TuningRangeConfig(), TuningRangeConfig(rate_low=-1.0, rate_high=0.2))
    )
    assert whole.rate == pytest.approx(0.77, abs=0.01) and narrow.decay == pytest.approx(0.67, abs=0.01)
    assert not decay_matters(whole).met
    small = importance_of(MountainConfig(), TuningRangeConfig(decay_high=-3.0, rate_high=0.2))
    assert small.decay < 1e-4


def test_a_range_without_width_is_refused():
    with pytest.raises(Refusal, match="range_flat"):
        importance_of(MountainConfig(), TuningRangeConfig(rate_low=0.5, rate_high=0.5))
