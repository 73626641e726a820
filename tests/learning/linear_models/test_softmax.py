"""Softmax regression against scikit-learn, PyTorch and SciPy, and the classes that can be parted."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from core.learning.linear_models.challenges import quick_descent, torn_between
from core.learning.linear_models.settings import ClassStepsConfig, SoftmaxFitConfig, SpotsConfig
from core.learning.linear_models.softmax import (
    class_plane,
    kind_of_classes,
    loss_of_classes,
    newton_of_classes,
    softmax_fit,
)
from core.learning.linear_models.softmax_figure import borders, loss_figure, per_unit_scores, plane_figure
from core.learning.linear_models.softmax_report import route_numbers, softmax_lines, softmax_tex, weights_table
from core.learning.linear_models.softmax_routes import (
    plane_by_descent,
    plane_by_newton,
    plane_in_sklearn,
    plane_in_torch,
    standard_columns,
)

NAMES = ("a", "b", "c")
PLACE = st.integers(0, 140).map(lambda k: k / 10)


def of(groups="spots", spots=None, rate=2.0, steps=300, **fields):
    own = SpotsConfig() if spots is None else SpotsConfig(spots=spots)
    return softmax_fit(
        SoftmaxFitConfig(groups=groups, **fields), ClassStepsConfig(class_rate=rate, class_steps=steps), own
    )


def keys(found, rate=2.0, **fields):
    return [key for key, _ in softmax_lines(found, SoftmaxFitConfig(**fields), ClassStepsConfig(class_rate=rate))]


def say(key, **values):
    return key


@pytest.mark.parametrize(("groups", "shrink"), [("spots", False), ("penguins", False), ("iris", True)])
def test_newton_agrees_with_scikit_learn_whose_columns_sum_to_zero(groups, shrink):
    config = SoftmaxFitConfig(groups=groups, shrink=shrink)
    plane = class_plane(config, SpotsConfig())
    z = standard_columns(plane.points)[:, 1:]
    judge = LogisticRegression(C=1.0 if shrink else np.inf, tol=1e-10, max_iter=10_000, solver="newton-cholesky")
    judge.fit(z, plane.labels)
    weights = np.column_stack([judge.intercept_, judge.coef_])
    assert np.abs(weights.sum(axis=0)).max() < 1e-8
    for route in (plane_by_newton, plane_in_sklearn):
        assert route(plane.points, plane.labels, config)["weights"] == pytest.approx(weights, rel=1e-6, abs=1e-8)
    p = judge.predict_proba(z)[np.arange(len(z)), plane.labels]
    found = softmax_fit(config, ClassStepsConfig(class_rate=2.0, class_steps=1), SpotsConfig())
    penalty = (weights[:, 1:] ** 2).sum() / 2 / len(z) if shrink else 0.0
    assert found.best_loss == pytest.approx(-np.log(p).mean() + penalty, rel=1e-8)


@pytest.mark.parametrize("shrink", [False, True])
def test_the_two_descents_walk_the_same_way_and_arrive(shrink):
    config = SoftmaxFitConfig(shrink=shrink)
    plane = class_plane(config, SpotsConfig())
    data, few = (plane.points, plane.labels), ClassStepsConfig(class_rate=1.3, class_steps=25)
    ours, theirs = plane_by_descent(*data, config, few), plane_in_torch(*data, config, few)
    assert ours["weights"] == pytest.approx(theirs["weights"], rel=1e-10, abs=1e-12)
    many = plane_by_descent(*data, config, ClassStepsConfig(class_rate=3.0, class_steps=3000))
    assert many["weights"] == pytest.approx(plane_by_newton(*data, config)["weights"], rel=1e-6, abs=1e-8)
    assert set(route_numbers(ours, NAMES, ("bias", "x", "y"))) >= {"a: bias", "c: y", "loss"}


def test_the_loss_starts_at_ln_3_and_the_gradient_vanishes_at_the_best_weights():
    found = of()
    assert found.losses[0] == pytest.approx(np.log(3)) and (np.diff(found.losses) < 1e-12).all()
    z = torch.tensor(standard_columns(found.plane.points))
    weights = torch.tensor(found.best, requires_grad=True)
    torch.nn.functional.cross_entropy(z @ weights.T, torch.tensor(found.plane.labels)).backward()
    assert weights.grad.abs().max() < 1e-9


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(PLACE, PLACE, st.integers(0, 2)), min_size=4, max_size=20))
def test_classes_are_called_parted_exactly_where_a_large_c_lets_the_weights_grow(rows):
    spots = np.array(rows, dtype=float)
    z, labels = standard_columns(spots[:, :2]), spots[:, 2].astype(int)
    kind = kind_of_classes(z, labels)
    if kind == "missing":
        assert len(set(labels)) < 3
        return
    sizes = [np.abs(newton_of_classes(z, labels, decay)).max() for decay in (1e-5, 1e-8)]
    if kind == "apart":
        assert sizes[1] > sizes[0] * 1.05
    else:
        assert sizes[1] < sizes[0] * 1.6


def test_borders_are_ties_of_the_two_highest_scores():
    found = of()
    weights = per_unit_scores(found)
    pieces = borders(weights, found.plane.ends)
    assert len(pieces) == 3
    for start, end in pieces:
        middle = np.sort(weights @ np.append(1.0, (start + end) / 2))
        assert middle[2] == pytest.approx(middle[1], abs=1e-9)
    assert borders(np.zeros((3, 3)), found.plane.ends) == []


def test_real_tables_and_their_kinds():
    iris, penguins = of("iris"), of("penguins")
    assert iris.kind == "apart" and keys(iris)[0] == "remark.apart_free" and np.isnan(iris.best_loss)
    assert penguins.kind == "" and len(penguins.plane.labels) == 342
    assert keys(of("iris", shrink=True), shrink=True)[0] == "remark.apart_penalized"
    assert weights_table(iris.end, NAMES).splitlines()[0].endswith("| 0 | 0 | 0 |")
    assert iris.wrong < 10 and of("iris", steps=3000).losses[-1] < iris.losses[-1]


@pytest.mark.parametrize("spots", [((3.0, 3.0, 0.0),), ((3.0, 3.0, 0.0), (3.0, 3.0, 1.0), (3.0, 3.0, 20.0)),
                                   ((1.0, 1.0, 0.0), (2.0, 1.0, 1.0), (5.0, 1.0, 2.0))])  # fmt: skip
@pytest.mark.parametrize("shrink", [False, True])
def test_every_degenerate_case_has_its_sentence_and_its_figures(spots, shrink):
    found = of(spots=spots, shrink=shrink)
    assert keys(found, shrink=shrink)[0].startswith("remark" if found.kind else "descent")
    plane_figure(found, ("x", "y"), NAMES, True, say).to_json()
    loss_figure(found, say).to_json()
    softmax_tex(found)
    if len(spots) == 3 and spots[0][:2] == spots[1][:2]:
        assert found.kind == "" and found.p == pytest.approx([1 / 3] * 3)


def test_a_descent_that_diverges_is_said():
    found = of(shrink=True, shrink_c=1e-4)
    assert "descent.diverged" in keys(found, shrink=True, shrink_c=1e-4) and softmax_tex(found) == {}
    assert "descent.unsure" in keys(of(rate=8.0), rate=8.0)
    loss_figure(found, say).to_json()
    assert loss_of_classes(np.ones((2, 3)), np.array([0, 1]), np.zeros((3, 3)), 1.0) == pytest.approx(np.log(3))


def test_the_challenges():
    assert torn_between(of(new_x=0.497, new_y=0.451)).met
    assert torn_between(of()).missing[0].key == "sure" and torn_between(of("iris")).missing[0].key == "far"
    assert quick_descent(of(rate=6.0, steps=20), SoftmaxFitConfig()).met
    assert quick_descent(of(rate=0.1, steps=20), SoftmaxFitConfig()).missing[0].key == "loss"
    assert quick_descent(of(), SoftmaxFitConfig()).missing[0].key == "steps"
