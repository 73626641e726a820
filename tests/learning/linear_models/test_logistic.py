"""Logistic regression against published coefficients, scikit-learn and PyTorch, and the data without a maximum."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from core.learning.linear_models.challenges import half_risk, made_apart
from core.learning.linear_models.logistic import cases_of, kind_of_cases, logistic_fit, newton
from core.learning.linear_models.logistic_figure import cases_figure, slopes_figure, threshold_place
from core.learning.linear_models.logistic_report import logistic_lines, logistic_table, power_of_e, risk_tex
from core.learning.linear_models.logistic_routes import (
    cases_by_descent,
    cases_by_newton,
    cases_in_sklearn,
    cases_in_torch,
    with_moved,
)
from core.learning.linear_models.settings import CasesConfig, ClassStepsConfig, LogisticFitConfig

X = st.integers(0, 130).map(lambda k: k / 20)


def of(cases="points", rows=None, rate=2.0, steps=300, **fields):
    own = CasesConfig() if rows is None else CasesConfig(case_rows=rows)
    return logistic_fit(
        LogisticFitConfig(cases=cases, **fields), ClassStepsConfig(class_rate=rate, class_steps=steps), own
    )


def keys(found, rate=2.0, **fields):
    return [key for key, _ in logistic_lines(found, LogisticFitConfig(**fields), ClassStepsConfig(class_rate=rate))]


def test_the_students_and_the_o_rings_have_the_published_coefficients():
    hours = of("hours")
    assert hours.best == pytest.approx([-4.0777134311, 1.5046454284], rel=1e-8)
    assert hours.se == pytest.approx([1.7609943, 0.6287208], rel=1e-6)
    assert hours.log_likelihood == pytest.approx(-8.0298784643, rel=1e-9)
    assert of("hours", penalized=True).best == pytest.approx([-3.1395249, 1.1486039], rel=1e-6)
    rings = of("O-rings", place=0.018)
    assert rings.best == pytest.approx([15.0429016477, -0.2321627442], rel=1e-8)
    assert rings.se[1] == pytest.approx(0.1082365, rel=1e-5)
    assert rings.log_likelihood == pytest.approx(-10.1575963439, rel=1e-9)
    p = expit(rings.best[0] + rings.best[1] * np.array([31, 53]))
    assert p == pytest.approx([0.9996087829, 0.9392478090], rel=1e-8)
    assert threshold_place(rings, 0.5) == pytest.approx(64.79464, abs=1e-4)
    assert "beyond" in keys(rings) and "threshold.below" in keys(rings)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(X, st.integers(0, 1)), min_size=4, max_size=40), st.sampled_from([0.01, 1.0, 50.0, np.inf]))
def test_newton_agrees_with_scikit_learn(rows, c):
    x, y = np.array(rows, dtype=float).T
    kind, _ = kind_of_cases(x, y)
    if kind and not (np.isfinite(c) and kind in ("apart", "touching")):
        return
    found = newton(x, y, c)
    model = LogisticRegression(C=c, tol=1e-10, max_iter=10_000, solver="newton-cholesky").fit(x[:, None], y)
    assert found == pytest.approx([model.intercept_[0], model.coef_[0, 0]], rel=1e-4, abs=1e-5)


@pytest.mark.parametrize("c", [1.0, np.inf])
def test_newton_finds_the_maximum_for_cases_that_lie_close_together(c):
    x, y = np.array([0.0, 1e-4, 2e-4, 3e-4, 4e-4, 6e-4]), np.array([0.0, 0, 1, 0, 1, 1])
    intercept, slope = newton(x, y, c)
    judge = newton(1e4 * x, y, c * 1e-8)  # the same cases in another unit
    assert (intercept, slope) == pytest.approx((judge[0], 1e4 * judge[1]), rel=1e-8)
    assert slope > (1e-5 if np.isfinite(c) else 1e3)


@pytest.mark.parametrize("nearly", [1e-300, 1e-60, 1e-9])
def test_cases_that_no_hand_can_part_lie_at_one_place(nearly):
    found = of(rows=((0.0, 0.0), (nearly, 1.0)))
    assert found.kind == "constant_x" and "descent.diverged" not in keys(found)


def test_what_is_said_of_slope_rate_and_one_class_holds_at_the_ends():
    level = of(rows=((1.0, 0.0), (1.0, 1.0)))
    assert "odds" not in keys(level)  # a slope of 0 does add 0 to the probability
    assert "descent.unsure" in keys(of("hours", rate=8.0), rate=8.0)  # is not below 8
    assert of(rows=((1.0, 0.0),)).end[0] < -6 and of(rows=((1.0, 1.0),)).end[0] > 6
    rows = ((0.0, 0.0), (0.05, 0.0), (0.1, 0.0), (0.2, 0.0), (1.0, 0.0), (6.0, 1.0), (6.5, 1.0))
    slopes = [of(rows=rows, rate=100.0, steps=steps).end[1] for steps in range(1, 40)]
    assert not (np.diff(slopes) > 0).all()  # a large rate: not every step makes the slope larger
    assert of(rows=((1.0, 1.0), (2.0, 0.0))).end[1] < 0  # where it grows in size alone
    assert power_of_e(1000.0) == r"1.97 \cdot 10^{434}" and power_of_e(-1000.0) == r"5.076 \cdot 10^{-435}"
    tiny = of(rows=((0.0, 0.0), (0.05, 1.0), (0.05, 0.0)), penalized=True, c=1e-4)
    said = dict(logistic_lines(tiny, LogisticFitConfig(penalized=True, c=1e-4), ClassStepsConfig()))
    assert r"\cdot 10^{-6}" in said["odds"]["slope"]


@pytest.mark.parametrize("penalized", [False, True])
def test_the_four_routes_meet_and_the_two_descents_walk_the_same_way(penalized):
    config = LogisticFitConfig(cases="hours", penalized=penalized)
    rows = cases_of(config, CasesConfig())
    expected, steps = cases_by_newton(rows, config), ClassStepsConfig(class_steps=1000)
    assert cases_in_sklearn(rows, config) == pytest.approx(expected, rel=1e-8)
    assert cases_by_descent(rows, config, steps) == pytest.approx(expected, rel=1e-8)
    few = ClassStepsConfig(class_rate=0.7, class_steps=30)
    assert cases_in_torch(rows, config, few) == pytest.approx(cases_by_descent(rows, config, few), rel=1e-10)


def test_where_a_gap_parts_the_classes_the_slope_grows_without_end():
    slopes = [of("separable", steps=steps).end[1] for steps in (10, 100, 1000, 3000)]
    assert (np.diff(slopes) > 0.3).all()
    found = of("separable")
    assert found.kind == "apart" and found.gap == (2.5, 4.0) and np.isnan(found.best).all()
    assert keys(found, cases="separable")[0] == "remark.apart_free"
    assert (np.diff(found.slopes) > 0).all() and found.slopes[-1] > 15
    assert "—" in logistic_table(found)["slope"] and "nan" not in risk_tex(found).values()
    penalized = of("separable", penalized=True)
    assert np.isfinite(penalized.best).all() and keys(penalized, penalized=True)[0] == "remark.apart_penalized"


@pytest.mark.parametrize(("rows", "kind"), [
    (((1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (3.0, 1.0)), "touching"), (((1.0, 0.0), (2.0, 0.0)), "one_class"),
    (((2.0, 0.0), (2.0, 1.0), (2.0, 1.0)), "constant_x"), (((5.0, 0.0), (2.0, 1.0)), "apart"),
    (((1.0, 0.0), (3.0, 0.0), (2.0, 1.0), (4.0, 1.0)), ""), (((3.0, 0.0),), "one_class"),
])  # fmt: skip
@pytest.mark.parametrize("penalized", [False, True])
def test_every_degenerate_case_has_its_sentence_and_its_figures(rows, kind, penalized):
    config = LogisticFitConfig(cases="points", penalized=penalized)
    found = logistic_fit(config, ClassStepsConfig(), CasesConfig(case_rows=rows))
    assert found.kind == kind
    said = keys(found, penalized=penalized)
    assert said[0].startswith(f"remark.{kind}") if kind else not said[0].startswith("remark")
    cases_figure(found, config, True, "x", lambda key, **values: key).to_json()
    slopes_figure(found, config, lambda key, **values: key).to_json()
    if kind == "constant_x":
        assert found.p == pytest.approx(2 / 3) and found.best[1] == 0


def test_the_end_thresholds_and_a_descent_that_diverges_are_said():
    for threshold in (0.0, 1.0):
        found = of("hours", threshold=threshold)
        said = dict(logistic_lines(found, LogisticFitConfig(threshold=threshold), ClassStepsConfig()))
        assert said["threshold.nowhere"]["wrong"] == 10
    wild = of("hours", penalized=True, c=1e-4)
    assert "descent.diverged" in keys(wild, penalized=True, c=1e-4)
    assert "descent.unsure" in keys(of("hours", rate=9.0), rate=9.0)


def test_a_case_that_is_moved_takes_the_nearer_class_and_a_new_one_its_label():
    assert with_moved((1.0, 2.0), (0.7, 0.2), (0, 1), 2) == ((1.0, 1.0), (2.0, 0.0))
    assert with_moved((1.0, 2.0), (0.0, 0.2), (0, 1), 1) == ((1.0, 0.0), (2.0, 1.0))


def test_the_challenges():
    config = LogisticFitConfig(cases="O-rings")
    assert half_risk(of("O-rings", place=0.633), config).met
    assert half_risk(of("O-rings"), config).missing[0].key == "risk"
    points = LogisticFitConfig(cases="points")
    rows = tuple((float(k), float(k > 3)) for k in range(7))
    assert made_apart(of("points", rows), points).met
    assert made_apart(of("points"), points).missing[0].key == "mixed"
    assert made_apart(of("points", rows[:2]), points).missing[0].key == "few"
