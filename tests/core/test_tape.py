"""A tape of instructions, run by the compiled loop, has the values of the functions that it was made of."""

import numpy as np
import pytest

from core.engine.fast.walks import fast_walks
from core.engine.settings import TrainingConfig
from core.expressions import read_function
from core.expressions.tape import OPERATIONS, tape_of

X = np.linspace(-2.9, 3.1, 300)  # more than one block of starts
Y = 0.7 * X[::-1]
FORMULAS = (
    "sin(x) + cos(y)*tan(x/3)", "arctan(x) + sinh(y) - cosh(x)*tanh(y)", "exp(x)*sigmoid(y)", "abs(x) + sign(y)",
    "relu(x)*relu(-y)", "min(x, y) + max(x, y*x)", "x^0 + x^5 - y^3/7", "-(x + y)*(x - y)", "3",
    "1/x + x/(y - 1)", "sqrt(x) + ln(y)", "(x^2)^(y/3)",
)  # fmt: skip


def by_tape(f):
    """Values of f: one step of length one against it."""
    step = fast_walks(
        tape_of([f, f]), TrainingConfig(optimizer="SGD"), np.stack([X, Y], 1), np.ones(300), np.zeros((1, 2)), False
    )
    return X - step[0, :, 0]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_tape_has_the_values_of_its_function(text):
    f = read_function(text, ("x", "y"))
    np.testing.assert_allclose(by_tape(f), f(X, Y), rtol=1e-12, atol=1e-13)


def test_every_instruction_is_met_by_one_of_the_formulas():
    codes = {int(code) for text in FORMULAS for code in tape_of([read_function(text, ("x", "y"))]).code[:, 0]}
    assert {OPERATIONS[code] for code in codes} == set(OPERATIONS)


def test_parts_that_are_equal_are_computed_once():
    f = read_function("sin(x*y) + cos(x*y) + (x*y)^2", ("x", "y"))
    names = [OPERATIONS[code] for code in tape_of([f, f.derivative("x")]).code[:, 0]]
    assert names.count("sin") == names.count("cos") == 1


@pytest.mark.parametrize("text", ["where(x > 0, x, y)", "asin(x)", "log2(x)"])
def test_what_has_cases_or_a_function_without_code_has_no_tape(text):
    assert tape_of([read_function(text, ("x", "y"))]) is None


def test_a_derivative_has_no_value_where_its_function_has_none():
    f = read_function("ln(x) + y^2", ("x", "y")).derivative("x")
    values = by_tape(f)
    np.testing.assert_array_equal(np.isnan(values), X <= 0)
    np.testing.assert_allclose(values[X > 0], 1 / X[X > 0], rtol=1e-12)
