"""Lasso, ridge and elastic net against scikit-learn, coordinate descent, and the conditions of the optimum."""

import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.linear_model import ElasticNet, Lasso, Ridge

from core.learning.regularization.challenges import small_but_there, sparse
from core.learning.regularization.penalties import (
    coefficient_path,
    elastic_net,
    penalized_fit,
    penalized_from_scratch,
    penalized_numbers,
    soft_threshold,
    split_rows,
)
from core.learning.regularization.penalties_figure import bars_figure, path_errors_figure, path_figure
from core.learning.regularization.penalties_report import penalties_lines, threshold_lines
from core.learning.regularization.settings import PenaltiesConfig
from tests.strategies import configs

ROWS = split_rows(PenaltiesConfig())
PATHS = {some: coefficient_path(PenaltiesConfig(useless=20 if some else 0)) for some in (False, True)}


def say(key, **values):
    return key


@pytest.mark.parametrize("strength", [0.5, 5.0, 30.0])
def test_each_penalty_is_that_of_scikit_learn(strength):
    x, y = ROWS.train, ROWS.train_values
    judges = {
        1.0: Lasso(alpha=strength, tol=1e-10, max_iter=50_000), 0.0: Ridge(alpha=strength * len(x)),
        0.4: ElasticNet(alpha=strength, l1_ratio=0.4, tol=1e-10, max_iter=50_000),
    }  # fmt: skip
    for share, judge in judges.items():
        ours = elastic_net(x, y, np.array([strength]), share)[0]
        assert np.allclose(ours, judge.fit(x, y).coef_, atol=1e-4), share
        assert ((ours == 0) == (judge.coef_ == 0)).all()


@pytest.mark.parametrize("config", [
    PenaltiesConfig(), PenaltiesConfig(share=0.5, strength=3.0), PenaltiesConfig(share=0.0),
    PenaltiesConfig(strength=1000.0), PenaltiesConfig(rows_used=300, useless=0, strength=0.01),
], ids=str)  # fmt: skip
def test_coordinate_descent_comes_to_the_same(config):
    ours, judge = penalized_from_scratch(config), penalized_numbers(config)
    assert ours["nonzero"] == judge["nonzero"]
    assert ours["train"] == pytest.approx(judge["train"], rel=1e-6)
    assert ours["valid"] == pytest.approx(judge["valid"], rel=1e-6)


def test_the_conditions_of_the_optimum_hold():
    """The slope of the squared error is λ times the sign of the coefficient, or smaller where that is 0."""
    config = PenaltiesConfig(strength=5.0)
    w = penalized_fit(config).coefficients
    slope = ROWS.train.T @ (ROWS.train_values - ROWS.train @ w) / len(ROWS.train)
    assert np.allclose(slope[w != 0], 5.0 * np.sign(w[w != 0]), atol=1e-3)
    assert (np.abs(slope[w == 0]) <= 5.0 + 1e-3).all()


def test_the_last_coefficient_goes_at_the_largest_slope():
    most = np.abs(ROWS.train.T @ ROWS.train_values / len(ROWS.train)).max()
    below, above = (elastic_net(ROWS.train, ROWS.train_values, np.array([most * f]), 1.0)[0] for f in (0.999, 1.001))
    assert (below != 0).sum() == 1 and not above.any()


def test_strengths_may_come_in_any_order():
    strengths = np.array([3.0, 0.5, 20.0])
    together = elastic_net(ROWS.train, ROWS.train_values, strengths, 1.0)
    for k, strength in enumerate(strengths):
        alone = elastic_net(ROWS.train, ROWS.train_values, np.array([strength]), 1.0)[0]
        assert np.allclose(together[k], alone, atol=1e-4)


def test_columns_are_standardized_by_the_training_rows():
    assert np.allclose(ROWS.train.mean(axis=0), 0) and np.allclose(ROWS.train.std(axis=0), 1)
    assert ROWS.train_values.mean() == pytest.approx(0) and len(ROWS.train) + len(ROWS.valid) == 442
    assert not np.allclose(ROWS.valid.mean(axis=0), 0, atol=1e-3)


def test_soft_threshold():
    assert soft_threshold(np.array([-3.0, -1.0, 0.0, 0.5, 2.0]), 1.0).tolist() == [-2, 0, 0, 0, 1]


@settings(max_examples=12, deadline=None)
@given(configs(PenaltiesConfig))
def test_every_setting_has_a_picture_and_its_sentences(config):
    path, fit = PATHS[config.useless > 0], penalized_fit(config)
    path_figure(path, config, say).to_json()
    path_errors_figure(path, config, say).to_json()
    bars_figure(path, fit, say).to_json()
    assert len(penalties_lines(path, fit, config)) == 3
    assert [key for key, _ in threshold_lines(fit, config)] == ["by_hand"]


def test_the_coefficient_by_hand_is_the_one_on_the_screen():
    for config in (PenaltiesConfig(strength=5.0), PenaltiesConfig(strength=5.0, share=0.3)):
        fit = penalized_fit(config)
        ((_, said),) = threshold_lines(fit, config)
        assert float(said["w"]) == pytest.approx(fit.coefficients[2], abs=0.01)


def test_ridge_shortens_the_coefficients_as_a_whole_though_single_ones_may_grow():
    sizes = np.abs(coefficient_path(PenaltiesConfig(share=0.0)).coefficients)
    assert (np.diff(np.linalg.norm(sizes, axis=1)) < 0).all() and (np.diff(sizes, axis=0) > 0).any() and sizes.all()


def test_what_the_experiments_claim():
    assert penalized_fit(PenaltiesConfig(share=0.0, strength=10.0)).nonzero.all()
    free = penalized_fit(PenaltiesConfig(strength=0.01))
    noise, real = np.abs(free.coefficients[10:]), np.abs(free.coefficients[:10])
    assert (noise.max() > real).sum() == 5
    assert free.valid > 1.3 * coefficient_path(PenaltiesConfig()).valid.min()
    assert not penalized_fit(PenaltiesConfig(strength=1000.0)).nonzero.any()


def test_the_challenge():
    for config, key in ((PenaltiesConfig(strength=20.0), None), (PenaltiesConfig(), "noise"),
                        (PenaltiesConfig(strength=1000.0), "error"), (PenaltiesConfig(useless=0), "data")):  # fmt: skip
        verdict = sparse(config, coefficient_path(config), penalized_fit(config))
        assert (verdict.missing[0].key if verdict.missing else None) == key


def test_ridge_alone_keeps_every_coefficient_with_a_small_error():
    cases = (
        (PenaltiesConfig(share=0.0), None), (PenaltiesConfig(), "zeros"), (PenaltiesConfig(strength=0.01), "error"),
        (PenaltiesConfig(share=0.0, useless=3), "data"),
    )  # fmt: skip
    for config, key in cases:
        verdict = small_but_there(config, penalized_fit(config))
        assert (verdict.missing[0].key if verdict.missing else None) == key
