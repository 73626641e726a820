"""The symbolic derivative of a formula: SymPy differentiates our tree, within a bounded amount of work."""

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

import numpy as np
import sympy

from core.expressions.function_values import value_of
from core.expressions.nodes import Node, Number, walk
from core.expressions.symbolic import to_sympy, too_long, written
from core.expressions.work_limit import WorkLimitReached, work_limit
from core.refusal import Refusal

CALLS = 400_000  # of Python functions, for the derivative itself: about half a second
CALLS_TO_SIMPLIFY = 150_000  # for each way to write it shorter
MOST_TO_SIMPLIFY = 200  # operations; what is longer stays as it is
MOST_TERMS, MOST_POWER = 4000, 20  # of what is multiplied out on the way
PROBES = np.concatenate([-np.logspace(3, -3, 12), np.logspace(-3, 3, 12), np.linspace(-4, 4, 9) + 0.137])


def derivative_of(node: Node, variable: str, variables: Sequence[str]) -> Node:
    """The tree of the partial derivative by `variable`; Refusal where it is too long to write down."""
    decimals = any(isinstance(part, Number) and not part.name and part.value != int(part.value) for part in walk(node))
    try:
        with work_limit(CALLS):
            derivative = to_sympy(node).diff(sympy.Symbol(variable))
            plain = written(derivative, decimals)
    except (WorkLimitReached, RecursionError) as error:
        raise too_long() from error
    except (TypeError, ArithmeticError) as error:  # a complex infinity, as of x / (x - x)
        raise Refusal("derivative_unwritable") from error
    return _simplified(derivative, plain, variables, decimals)


def _simplified(derivative: Any, plain: Node, variables: Sequence[str], decimals: bool) -> Node:
    """The shortest of some ways to write the derivative that has its values; the plain one if none is shorter."""
    fewest, found = int(derivative.count_ops()), plain
    if fewest > MOST_TO_SIMPLIFY:
        return plain
    for simplify in _WAYS:
        try:
            with work_limit(CALLS_TO_SIMPLIFY):
                shorter = simplify(derivative)
                operations = int(shorter.count_ops())
                node = written(shorter, decimals) if operations < fewest else None
        except (WorkLimitReached, RecursionError, ValueError, ArithmeticError, TypeError, NotImplementedError):
            continue  # ValueError: also a Refusal
        if node is not None and _same_values(node, plain, variables):
            fewest, found = operations, node
    return found


def most_terms(expression: Any) -> int:
    """How many terms an expression has at most once it is multiplied out; at most MOST_TERMS + 1 is told.

    Polynomials are multiplied in loops without a call, which no work limit counts.
    """
    if expression.is_Add:
        return min(sum(most_terms(part) for part in expression.args), MOST_TERMS + 1)
    if expression.is_Mul:
        return min(prod(most_terms(part) for part in expression.args), MOST_TERMS + 1)
    if expression.is_Pow and expression.exp.is_Rational:
        base, power = most_terms(expression.base), abs(expression.exp)
        return MOST_TERMS + 1 if power > MOST_POWER else min(base ** (int(power) + 1), MOST_TERMS + 1)
    return max([1, *(most_terms(part) for part in expression.args)])


def _reduced(expression: Any) -> Any:
    """Over one denominator, in lowest terms."""
    together = sympy.together(expression)
    return sympy.cancel(together) if most_terms(together) <= MOST_TERMS else together


def _factored(expression: Any) -> Any:
    return sympy.factor(expression, deep=False) if most_terms(expression) <= MOST_TERMS else expression


def _trigonometric(expression: Any) -> Any:
    fits = expression.has(sympy.sin, sympy.cos, sympy.tan) and most_terms(expression) <= MOST_TERMS
    return sympy.trigsimp(expression) if fits else expression


_WAYS: tuple[Callable[[Any], Any], ...] = (
    sympy.factor_terms,
    _reduced,
    lambda expression: sympy.factor_terms(_reduced(expression)),
    _factored,
    _trigonometric,
)


def _same_values(node: Node, plain: Node, variables: Sequence[str]) -> bool:
    """Whether a shorter form has a finite value wherever the plain one has, and the same."""
    values = {name: np.roll(PROBES, 5 * k) for k, name in enumerate(variables)}
    want, got = (np.broadcast_to(value_of(part, values), PROBES.shape) for part in (plain, node))
    finite = np.isfinite(want)
    with np.errstate(all="ignore"):
        return bool(np.allclose(got[finite], want[finite], rtol=1e-6, atol=1e-9))
