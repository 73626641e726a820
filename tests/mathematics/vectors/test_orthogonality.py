"""Gram–Schmidt: held to numpy.linalg.qr, to the published loss of orthogonality, and to its own invariants."""

import math

import numpy as np
import pytest
from hypothesis import given, settings

from core.mathematics.vectors.challenges import all_lost, nothing_to_subtract
from core.mathematics.vectors.orthogonality import (
    METHODS,
    LossConfig,
    StepConfig,
    defect_curves,
    gram_schmidt,
    laeuchli,
    orthogonality,
    steps,
)
from core.mathematics.vectors.orthogonality_figure import defect_figure, steps_figure
from core.mathematics.vectors.orthogonality_report import defect_line, factor_line, step_lines
from tests.strategies import configs

quick = settings(max_examples=60, deadline=None)

every_method = pytest.mark.parametrize("method", METHODS)


def say(key, **values):
    return key


def of_columns(*columns, step=3):
    return steps(StepConfig(columns=tuple(map(tuple, np.array(columns, float).T.tolist())), step=step))


@every_method
def test_the_factors_of_the_specification(method):
    found = gram_schmidt(np.array([[1.0, 1, 0], [1, 0, 1], [0, 1, 1]]), method)
    assert np.diag(found.r) == pytest.approx([math.sqrt(2), math.sqrt(1.5), 2 / math.sqrt(3)], rel=1e-12)


def test_the_loss_of_orthogonality_of_the_specification():
    classical, modified, householder = (gram_schmidt(laeuchli(1e-8), method).defect for method in METHODS)
    assert classical == pytest.approx(0.70710678, rel=1e-7)
    assert modified == pytest.approx(1.1547e-8, rel=1e-4)
    assert householder < 2e-15


@quick
@given(configs(StepConfig))
def test_factors_multiply_to_the_arrows_and_are_those_of_numpy(config):
    found = steps(config)
    scale = max(1.0, float(np.abs(found.columns).max()))
    assert found.q @ found.r == pytest.approx(found.columns, abs=1e-12 * scale)
    assert not np.tril(found.r, -1).any() and (np.diag(found.r) >= 0).all()
    if found.dependent == 0 and np.linalg.cond(found.columns) < 1e6:
        q, r = np.linalg.qr(found.columns)
        sign = np.sign(np.diag(r))
        assert found.q == pytest.approx(q * sign, abs=1e-8)
        assert found.r == pytest.approx(r * sign[:, None], abs=1e-8 * scale)


@pytest.mark.parametrize(
    ("columns", "dependent"),
    [(([3, 0, 1], [1, 4, 0], [4, 4, 1]), 3), (([1, 2, 3], [-1.5, -3, -4.5], [0, 0, 1]), 2),
     (([0, 0, 0], [1, 0, 0], [0, 1, 0]), 1), (([0.1, 0.2, 0.3], [0.3, 0.6, 0.9], [1, 0, 0]), 2),
     (([1, -2, 2], [-2, 3, -3], [-2, -3, 3]), 3),  # on the way the nearly parallel enlarge the rounding
     (([-4.2, -1.8, 2.6], [-2.9, -0.8, 4.2], [-2.6, -2.0, -3.2]), 3),
     (([1e-300, 0, 0], [1e-300, 1e-300, 0], [0, 0, 1e-300]), 0)],
)  # fmt: skip
def test_a_column_that_adds_no_direction_is_seen_and_said(columns, dependent):
    found = of_columns(*columns, step=dependent or 3)
    assert found.dependent == dependent
    said = "zero_arrow" if dependent == 1 else "no_direction"
    assert (step_lines(found)[-1][0] == said) == (dependent > 0)
    named = [text for trace in steps_figure(found, say).data for text in trace.get("text") or ()]
    assert (f"q{'₁₂₃'[dependent - 1]}" in named) == (dependent == 0)
    steps_figure(found, say).to_json()


def test_every_step_is_written_out():
    for step, keys in enumerate((["nothing_done"], *[["subtraction", "division"]] * 3)):
        found = steps(StepConfig(step=step))
        assert [key for key, _ in step_lines(found)] == keys
        steps_figure(found, say).to_json()
    parts = step_lines(of_columns([2, 0, 0], [1, 3, 0], [0, 0, 1], step=2))[0][1]
    assert (parts["a"], parts["rest"]) == ("(1,\\ 3,\\ 0)", "(0,\\ 3,\\ 0)")
    assert parts["parts"] == " - 1 \\cdot (1,\\ 0,\\ 0)"
    assert set(factor_line(found)[1]) == {"a", "q", "r"}


def test_what_rounding_leaves_is_not_written():
    for columns in (
        ([-3, 2, -1], [0, 0, 3], [3, -3, -3]),
        ([2, -2, 1], [-1, 2, 0], [1, 3, -3]),
        ([2, 1, 1], [-1, -3, 2], [1, 3, -3]),
    ):
        for step in (1, 2, 3):
            found = of_columns(*columns, step=step)
            written = [*step_lines(found), factor_line(found)]
            assert not any("10^" in str(text) for _, values in written for text in values.values())


@every_method
@pytest.mark.parametrize(("epsilon", "lost"), [(1e-9, ("all", "some", "none")), (1.0, ("none", "none", "none"))])
def test_the_verdict_on_what_is_lost(method, epsilon, lost):
    config = LossConfig(method=method, epsilon=epsilon)
    found = orthogonality(config)
    assert defect_line(found, config)[0] == f"defect.{lost[METHODS.index(method)]}"


def test_all_is_lost_where_two_columns_meet_at_sixty_degrees():
    config = LossConfig(epsilon=1e-9)
    found = orthogonality(config)
    assert found.q[:, 1] @ found.q[:, 2] == pytest.approx(0.5)
    assert defect_line(found, config)[1]["angle"] == pytest.approx(60)


def test_the_curves_are_drawn_as_far_as_epsilon_has_come():
    found = defect_curves()
    for epsilon, least in ((1.0, 1), (1e-4, 33), (1e-10, 81)):
        drawn = defect_figure(found, epsilon, say)
        assert [len(trace["x"]) for trace in drawn.data] == [least] * 3
        assert min(trace["x"].min() for trace in drawn.data) == pytest.approx(epsilon)


def test_the_challenges_say_what_is_missing():
    for columns, missing in (
        (([1, 1, 0], [1, -1, 1], [1, 1, 1]), "zero_coordinate"), (([1, 1, 1], [2, 2, 2], [1, -1, 1]), "no_direction"),
        (([1, 1, 1], [1, -1, 1], [1, 1, -1]), "something_to_subtract"),
    ):  # fmt: skip
        assert nothing_to_subtract(of_columns(*columns)).missing[0].key == missing
    assert nothing_to_subtract(of_columns([2, 2, 1], [-2, 1, 2], [1, -2, 2])).met
    for fields, missing in (({"method": "modified", "epsilon": 1e-9}, "other_method"), ({}, "still_upright")):
        config = LossConfig(**fields)
        assert all_lost(orthogonality(config), config).missing[0].key == missing
