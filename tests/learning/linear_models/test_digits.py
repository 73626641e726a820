"""NIST's certified coefficients by exact fractions, and the digits that every route keeps of them."""

import numpy as np
import pytest

from core.learning.linear_models.challenges import single_step, six_digits
from core.learning.linear_models.digits import (
    digit_report,
    digits_by_descent,
    digits_by_fractions,
    digits_by_numpy,
    digits_in_sklearn,
    digits_of,
    exact_coefficients,
)
from core.learning.linear_models.digits_figure import descent_figure, thermometer_figure
from core.learning.linear_models.digits_report import digit_lines, digit_table, digits_tex
from core.learning.linear_models.samples import certified_problem
from core.learning.linear_models.settings import CertifiedConfig

CERTIFIED = {  # NIST Statistical Reference Datasets, linear regression
    "Norris": (-0.262323073774029, 1.00211681802045),
    "Longley": (-3482258.63459582, 15.0618722713733, -0.358191792925910e-1, -2.02022980381683, -1.03322686717359,
                -0.511041056535807e-1, 1829.15146461355),
    "Wampler1": (1.0,) * 6,
}  # fmt: skip


def of(**fields):
    return digit_report(CertifiedConfig(**fields))


def least(found):
    return dict(zip(found.routes, found.digits.min(axis=1), strict=True))


@pytest.mark.parametrize("name", CERTIFIED)
def test_exact_fractions_reproduce_every_certified_digit(name):
    exact = exact_coefficients(*certified_problem(name))
    assert exact == pytest.approx(CERTIFIED[name], rel=1e-14)
    assert digits_by_fractions(*certified_problem(name))["coefficients"].tolist() == exact.tolist()


def test_each_route_keeps_the_digits_of_the_specification():
    """With one digit of slack, for they depend on the build of LAPACK."""
    longley, wampler = of(problem="Longley"), of(problem="Wampler1")
    assert longley.condition == pytest.approx(4.859e9, rel=1e-3)
    assert wampler.condition == pytest.approx(6.399e6, rel=1e-3)
    for found, normal, qr, svd in ((longley, 7.4, 10.9, 10.9), (wampler, 6.4, 9.4, 9.6)):
        kept = least(found)
        assert [kept["normal"], kept["qr"], kept["svd"]] == pytest.approx([normal, qr, svd], abs=1)
        assert kept["normal"] + 1 < min(kept["qr"], kept["torch"], kept["sklearn_uncut"])
    assert least(of())["normal"] > 10


def test_the_cut_of_scikit_learn_costs_the_digits_of_wampler():
    found = of(problem="Wampler1")
    assert least(found)["sklearn"] < 1 and least(found)["sklearn_uncut"] > 8
    assert "cut" in [key for key, _ in digit_lines(found, CertifiedConfig(problem="Wampler1"))]
    assert "cut" not in [key for key, _ in digit_lines(of(problem="Longley"), CertifiedConfig(problem="Longley"))]
    design, y = certified_problem("Wampler1")
    off = design @ digits_in_sklearn(design, y)["coefficients"] - y
    assert np.abs(off).max() < 1e-3 * np.abs(y).max()


def test_digits_are_the_logarithm_of_the_relative_error():
    exact = np.array([1.0, -2.0, 4.0, 5.0, 5.0])
    got = digits_of(np.array([1.001, -2.0, 8.0, np.nan, np.inf]), exact)
    assert got == pytest.approx([3, 16, 0, 0, 0], abs=1e-9)


def test_descent_has_no_digit_of_longley_on_raw_columns_and_all_of_norris_on_standardized_ones():
    assert of(problem="Longley", rate_share=0.99, descent_steps=10000).raw_digits.max() < 1
    norris = of(rate_share=0.9, descent_steps=1000, scaled=True)
    assert norris.scaled_digits[-1] > 10 and norris.digits[-1].min() == pytest.approx(norris.scaled_digits[-1])
    assert of(rate_share=0.5, descent_steps=1, scaled=True).digits[-1].min() > 10
    over = of(rate_share=1.1, descent_steps=10000)
    assert over.digits[-1].max() == 0 and "∞" in digit_table(over, over.routes)
    for share, key in ((1.1, "rate.above"), (1.0, "rate.edge")):
        assert key in [key for key, _ in digit_lines(over, CertifiedConfig(rate_share=share))]


@pytest.mark.parametrize("problem", CERTIFIED)
def test_figures_formulas_and_scripts_hold_the_same_numbers(problem):
    config = CertifiedConfig(problem=problem, descent_steps=7, scaled=True)
    found, data = digit_report(config), certified_problem(problem)
    thermometer_figure(found, found.routes, lambda key, **values: key).to_json()
    descent_figure(found, lambda key, **values: key).to_json()
    digits_tex(found)
    values = dict(zip(found.routes, found.values, strict=True))
    assert digits_by_numpy(*data)["coefficients"].tolist() == values["qr"].tolist()
    assert digits_by_descent(*data, config)["coefficients"].tolist() == values["descent"].tolist()


def test_the_challenges():
    config = CertifiedConfig(scaled=True, rate_share=0.9, descent_steps=300)
    assert six_digits(digit_report(config), config).met
    assert single_step(digit_report(config), config).missing[0].key == "steps"
    once = CertifiedConfig(scaled=True, rate_share=0.5, descent_steps=1)
    assert single_step(digit_report(once), once).met
    assert six_digits(of(), CertifiedConfig()).missing[0].key == "digits"
    assert six_digits(of(problem="Longley"), CertifiedConfig(problem="Longley")).missing[0].key == "norris"
