"""The page around the numbers: what is refused, what the experiments claim, and what a place without a value says."""

import numpy as np
import pytest

from core.curriculum import topic_named
from core.expressions import read_function
from core.mathematics.derivatives.area import area_sum, true_area
from core.mathematics.derivatives.area_report import area_report
from core.mathematics.derivatives.settings import AreaConfig, TaylorConfig
from core.mathematics.derivatives.taylor import taylor_polynomial
from tests.pages.cases import tabs_of, texts

TABS = {tab.noun: tab for tab in tabs_of(topic_named("derivatives"))}


@pytest.mark.parametrize(("text", "said"), [
    ("sin(" * 40 + "x" + ")" * 40, "The derivative has more than"), ("sin(x", "is opened and never closed"),
    ("__import__('os')", "has no place in a formula"), ("`x`$\\href{javascript:1}{x}$", "has no place in a formula"),
])  # fmt: skip
def test_what_cannot_be_read_or_differentiated_is_told_and_the_screen_stays(text, said):
    app = TABS["shape"].open({"formula": text})
    assert not app.exception
    assert any(said in told and "still shows the last input" in told for told in texts(app))
    assert any(r"f(x) = \sin\left(x\right)" in told for told in texts(app))


def test_a_missing_value_is_told_on_every_tab():
    said = {
        "secant": "is not defined at x = -1", "shape": "has no slope", "area": "bars are missing",
        "taylor": "has no power series", "newton": "has no value there",
    }  # fmt: skip
    place = {"formula": "ln(x)", "x": -1.0, "a": -1.0, "center": -1.0, "start": -1.0}
    for noun, sentence in said.items():
        assert any(sentence in told for told in texts(TABS[noun].open(place))), noun


def test_what_the_experiments_claim_holds_on_their_settings():
    f, config = read_function("sqrt(x)"), AreaConfig(a=0, b=1, n=8, rule="midpoint")
    report = area_report(f, area_sum(f, config), true_area(f, (), 0, 1), config)
    assert report.ratio == pytest.approx(2.7, abs=0.05)
    square = area_sum(read_function("x^2"), AreaConfig(a=0, b=1, n=1000, rule="left"))
    assert 1 / 3 - square.total == pytest.approx(1 / 2000, rel=1e-2)
    sine = taylor_polynomial(read_function("sin(x)"), TaylorConfig(order=20, x=5))
    assert 1e-6 < sine.error < 3e-5
    hill = taylor_polynomial(read_function("1/(1 + x^2)"), TaylorConfig(order=20, x=1.1))
    assert hill.error == pytest.approx(3.68, abs=0.01)
    flat = taylor_polynomial(read_function("exp(-1/x^2)"), TaylorConfig(order=20))
    assert not flat.coefficients.any() and flat.truth == pytest.approx(np.exp(-1))
