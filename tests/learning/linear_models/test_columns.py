"""Several columns against NIST's Longley, NumPy, SciPy and scikit-learn; penalties in the units of the libraries."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from sklearn.linear_model import Lasso, LinearRegression, Ridge

from core.learning.linear_models.challenges import calm_economy, sign_against_pool
from core.learning.linear_models.columns import TableFit, coefficients_of, standardized, table_fit
from core.learning.linear_models.columns_figure import coefficients_figure, column_figure
from core.learning.linear_models.columns_report import column_tex, columns_lines, columns_table
from core.learning.linear_models.columns_routes import (
    columns_by_descent,
    columns_in_closed_form,
    columns_in_sklearn,
    columns_in_torch,
)
from core.learning.linear_models.settings import GradientStepsConfig, TableFitConfig

LONGLEY = (-3482258.63459582, 15.0618722713733, -0.358191792925910e-1, -2.02022980381683, -1.03322686717359,
           -0.511041056535807e-1, 1829.15146461355)  # fmt: skip
LONGLEY_SE = (890420.383607373, 84.9149257747669, 0.334910077722432e-1, 0.488399681651699, 0.214274163161675,
              0.226073200069370, 455.478499142212)  # fmt: skip


def fit(**fields) -> TableFit:
    return table_fit(TableFitConfig(**fields))


def keys(found, **fields):
    return [key for key, _ in columns_lines(found, TableFitConfig(**fields), found.rows.names)]


def test_longley_has_the_certified_values():
    found = fit()
    assert found.coefficients == pytest.approx(LONGLEY, rel=1e-8)
    assert found.se == pytest.approx(LONGLEY_SE, rel=1e-7)
    assert found.residual_sd == pytest.approx(304.854073561965, rel=1e-9)
    assert found.r2 == pytest.approx(0.995479004577296, rel=1e-12)
    assert found.vif == pytest.approx([135.53, 1788.51, 33.62, 3.59, 399.15, 758.98], abs=0.005)
    assert found.rows.labels[0] == 1947 and keys(found) == ["fit", "inflated"]
    without = fit(left_out=16)
    assert without.coefficients[1] == pytest.approx(-20.51081592, rel=1e-7)
    assert "left_out" in keys(without, left_out=16)


@pytest.mark.parametrize("table", ["longley", "penguins", "diabetes"])
def test_the_partial_residuals_give_coefficient_error_and_inflation(table):
    for column in (1, 3):
        found = fit(table=table, bird=("bill_length", "flipper_length", "species"), column=column)
        k = column - 1
        sum_xx = found.x_left @ found.x_left
        assert found.x_left @ found.y_left / sum_xx == pytest.approx(found.coefficients[column], rel=1e-6)
        assert found.residual_sd / np.sqrt(sum_xx) == pytest.approx(found.se[column], rel=1e-6)
        x = found.rows.values[:, k]
        assert ((x - x.mean()) ** 2).sum() / sum_xx == pytest.approx(found.vif[k], rel=1e-6)
        others = np.delete(found.rows.values, k, axis=1)
        r2 = LinearRegression(tol=0).fit(standardized(others), x).score(standardized(others), x)
        assert found.vif[k] == pytest.approx(1 / (1 - r2), rel=1e-5)
        column_tex(found)


def test_the_sign_of_bill_length_turns_when_species_is_added():
    pooled, within = fit(table="penguins"), fit(table="penguins", bird=("bill_length", "species"))
    assert pooled.coefficients[1] == pytest.approx(-0.0850, abs=5e-5)
    assert within.coefficients[1] == pytest.approx(0.1999, abs=5e-5)
    assert keys(pooled, table="penguins")[-1] == "simpson.pooled"
    assert keys(within, table="penguins", bird=("bill_length", "species"))[-1] == "simpson.within"
    beside_flippers = {"table": "penguins", "bird": ("bill_length", "flipper_length")}
    assert fit(**beside_flippers).coefficients[1] > 0 and keys(fit(**beside_flippers), **beside_flippers)[-1] == "fit"
    assert len(pooled.rows.y) == 342 and pooled.rows.classes == ("Adelie", "Chinstrap", "Gentoo")


def test_the_penalty_is_that_of_the_libraries_in_their_units():
    rows = fit(table="diabetes").rows
    z, n = standardized(rows.values), len(rows.y)
    for strength in (0.01, 1.0, 30.0):
        ridge = TableFitConfig(table="diabetes", penalty="L2", strength=strength)
        ours = coefficients_of(rows.values, rows.y, ridge)[1:] * rows.values.std(axis=0)
        assert ours == pytest.approx(Ridge(alpha=n * strength).fit(z, rows.y).coef_, rel=1e-8)
        lasso = TableFitConfig(table="diabetes", penalty="L1", strength=strength)
        ours = coefficients_of(rows.values, rows.y, lasso)[1:] * rows.values.std(axis=0)
        judge = Lasso(alpha=strength / 2, tol=1e-12, max_iter=100_000).fit(z, rows.y).coef_
        assert ours == pytest.approx(judge, rel=1e-4, abs=1e-4)
    assert (coefficients_of(rows.values, rows.y, TableFitConfig(penalty="L1", strength=1e4))[1:] == 0).all()


def test_the_gradient_of_the_penalized_loss_vanishes():
    found = fit(table="diabetes", penalty="L2", strength=0.3)
    z = torch.tensor(standardized(found.rows.values))
    beta = torch.tensor(found.coefficients[1:] * found.rows.values.std(axis=0), requires_grad=True)
    y = torch.tensor(found.rows.y - found.rows.y.mean())
    loss = ((z @ beta - y) ** 2).mean() + 0.3 * (beta**2).sum()
    loss.backward()
    assert beta.grad.abs().max() < 1e-9


@pytest.mark.parametrize("penalty", ["none", "L1", "L2"])
def test_the_four_routes_meet_on_the_penguins(penalty):
    config = TableFitConfig(table="penguins", bird=("bill_length", "body_mass", "species"), penalty=penalty)
    found = table_fit(config)
    data, steps = (found.rows.values, found.rows.y), GradientStepsConfig(steps=1500)
    expected = columns_in_closed_form(*data, config)["coefficients"]
    assert expected == pytest.approx(found.coefficients)
    for other in (columns_by_descent(*data, config, steps), columns_in_sklearn(*data, config)):
        assert other["coefficients"] == pytest.approx(expected, rel=1e-6, abs=1e-9)
    few = GradientStepsConfig(steps=40)
    ours, theirs = columns_by_descent(*data, config, few), columns_in_torch(*data, config, few)
    assert ours["coefficients"] == pytest.approx(theirs["coefficients"], rel=1e-10)


def test_a_copy_of_a_column_leaves_only_the_sum_determined():
    alone, twice = fit(column=3), fit(column=3, duplicate=True)
    assert twice.rows.names[-1] == "unemployed" and twice.rows.copied == 3 and twice.rank == 7
    assert twice.coefficients[3] + twice.coefficients[-1] == pytest.approx(alone.coefficients[3], rel=1e-6)
    assert twice.coefficients[3] == pytest.approx(twice.coefficients[-1], rel=1e-6)
    assert np.flatnonzero(np.isnan(twice.se)).tolist() == [0, 3, 7] and np.isinf(twice.vif[[2, -1]]).all()
    assert "rank.none" in keys(twice, duplicate=True)
    assert twice.r2 == pytest.approx(alone.r2, rel=1e-9)
    assert not twice.x_left.any() and twice.y_left.any()
    assert "| — | ∞ |" in columns_table(twice, twice.rows.names, "Intercept")
    for found in (twice, fit(column=3, duplicate=True, penalty="L1", strength=100.0)):
        coefficients_figure(found, found.rows.names, lambda key, **values: key).to_json()
        column_figure(found, ("x", "y"), (), lambda key, **values: key).to_json()


@pytest.mark.parametrize("strength", [1e-4, 0.01, 1.0, 100.0])
@pytest.mark.parametrize("column", [1, 3, 6])
def test_an_l1_penalty_reaches_its_minimum_with_a_copy_of_a_column_too(column, strength):
    """The subgradient of the loss is λ against every coefficient that is not 0, and at most λ elsewhere."""
    config = TableFitConfig(column=column, duplicate=True, penalty="L1", strength=strength)
    found = table_fit(config)
    z, y, beta = standardized(found.rows.values), found.rows.y - found.rows.y.mean(), found.beta
    slope = 2 / len(y) * z.T @ (z @ beta - y)
    used = beta != 0
    assert slope[used] == pytest.approx(-strength * np.sign(beta[used]), abs=1e-7)
    assert (np.abs(slope) <= strength + 1e-7).all() and beta[column - 1] == beta[-1]
    alone = table_fit(TableFitConfig(column=column, penalty="L1", strength=strength))
    assert beta[:-1] + np.eye(6)[column - 1] * beta[-1] == pytest.approx(alone.beta, rel=1e-6)
    route = columns_in_sklearn(found.rows.values, found.rows.y, config)["coefficients"]
    assert route == pytest.approx(found.coefficients, rel=1e-9)
    assert keys(found, column=column, duplicate=True, penalty="L1")[1] == "rank.L1"


def test_a_click_on_a_copy_looks_at_its_original():
    found = fit(column=3, duplicate=True)
    figure = coefficients_figure(found, found.rows.names, lambda key, **values: key)
    assert [list(trace["customdata"]) for trace in figure.data] == [[1, 2, 3, 4, 5, 6, 3]] * 2


def test_descent_that_diverges_stops():
    found, config = fit(), TableFitConfig(penalty="L2", strength=1e4)
    data, steps = (found.rows.values, found.rows.y), GradientStepsConfig(learning_rate=10)
    assert np.abs(columns_by_descent(*data, config, steps)["coefficients"]).max() > 1e50
    assert np.abs(columns_in_torch(*data, config, steps)["coefficients"]).max() > 1e50
    assert "units.L2" in keys(fit(penalty="L2"), penalty="L2") and "units.L1" in keys(fit(penalty="L1"), penalty="L1")


def test_the_challenges():
    config = TableFitConfig(table="penguins", bird=("bill_length", "species"))
    assert sign_against_pool(table_fit(config), config).met
    other = TableFitConfig(table="penguins", bird=("body_mass",))
    assert sign_against_pool(table_fit(other), other).missing[0].key == "bill"
    twice = replace(config, duplicate=True)
    assert sign_against_pool(table_fit(twice), twice).missing[0].key == "twice"
    calm = TableFitConfig(economy=("unemployed", "armed_forces", "year"))
    assert calm_economy(table_fit(calm), calm).met
    assert calm_economy(fit(), TableFitConfig()).missing[0].key == "inflated"
    copied = TableFitConfig(duplicate=True)
    assert calm_economy(table_fit(copied), copied).missing[0].key == "twice"
    few = TableFitConfig(economy=("GNP",))
    assert calm_economy(table_fit(few), few).missing[0].key == "few"


def test_a_copy_takes_the_standard_errors_of_the_two_alone():
    once, twice = fit(), fit(duplicate=True, column=1)
    np.testing.assert_allclose(twice.se[2:7], once.se[2:], rtol=1e-6)
    assert np.isnan(twice.se[[0, 1, 7]]).all() and np.isnan(twice.all_se[[0, 6]]).all()
    assert twice.residual_sd == pytest.approx(once.residual_sd, rel=1e-9)
