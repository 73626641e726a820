"""Arithmetic on eight numbers at once.

Operations keep IEEE rules, so infinities and NaN stay visible; only a product followed by a sum may be rounded once
in place of twice.
"""

import operator
from collections.abc import Callable
from typing import Any

from numba import types
from numba.extending import overload

from core.engine.fast.compile import intrinsic
from core.engine.fast.lanes import LANES, LONGS, VECTOR, call, constants, fill

CONTRACT = ("contract",)
ROUND = 1.5 * 2.0**52  # x + ROUND - ROUND is x rounded to an integer, which stands in the low bits of x + ROUND


def _arithmetic(symbol: Callable[..., Any], instruction: str) -> None:
    @intrinsic
    def operation(typing: Any, a: Any, b: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            a, b = (fill(builder, argument) for argument in arguments)
            return getattr(builder, instruction)(a, b, flags=CONTRACT)

        return LANES(a, b), code

    @overload(symbol)
    def implementation(a: Any, b: Any) -> Any:
        if (a == LANES and b in (LANES, types.float64)) or (b == LANES and a == types.float64):

            def apply(a: Any, b: Any) -> Any:
                return operation(a, b)

            return apply
        return None


_arithmetic(operator.add, "fadd")
_arithmetic(operator.sub, "fsub")
_arithmetic(operator.mul, "fmul")
_arithmetic(operator.truediv, "fdiv")


def _unary(name: str) -> Callable[..., Any]:
    @intrinsic
    def operation(typing: Any, value: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return call(builder, f"llvm.{name}.v8f64", VECTOR, list(arguments))

        return LANES(LANES), code

    return operation


root = _unary("sqrt")
magnitude = _unary("fabs")


@intrinsic
def where_positive(typing: Any, condition: Any, yes: Any, no: Any) -> Any:
    """`yes` in the lanes where `condition` is above zero, else `no` (also where it is NaN)."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        above = builder.fcmp_ordered(">", fill(builder, arguments[0]), constants(VECTOR, 0.0))
        return builder.select(above, fill(builder, arguments[1]), fill(builder, arguments[2]))

    return LANES(condition, yes, no), code


@intrinsic
def at_least(typing: Any, value: Any, bound: Any) -> Any:
    """The value, raised to the bound where it lies below; NaN passes."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        value, bound = (fill(builder, argument) for argument in arguments)
        return builder.select(builder.fcmp_ordered("<", value, bound), bound, value)

    return LANES(value, bound), code


@intrinsic
def at_most(typing: Any, value: Any, bound: Any) -> Any:
    """The value, lowered to the bound where it lies above; NaN passes."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        value, bound = (fill(builder, argument) for argument in arguments)
        return builder.select(builder.fcmp_ordered(">", value, bound), bound, value)

    return LANES(value, bound), code


@intrinsic
def polynomial(typing: Any, x: Any, coefficients: Any) -> Any:
    """The polynomial by Horner's rule; the tuple holds the coefficient of the highest power first."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        values = [fill(builder, builder.extract_value(arguments[1], k)) for k in range(len(signature.args[1]))]
        result = values[0]
        for value in values[1:]:
            result = builder.fadd(builder.fmul(result, arguments[0], flags=CONTRACT), value, flags=CONTRACT)
        return result

    return LANES(LANES, coefficients), code


@intrinsic
def rounded(typing: Any, x: Any) -> Any:
    """x + ROUND, never simplified: its low bits hold the integer nearest to x."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.fadd(arguments[0], constants(VECTOR, ROUND))

    return LANES(LANES), code


@intrinsic
def power_of_two(typing: Any, shifted: Any) -> Any:
    """2**k, where `shifted` is k + ROUND and k is an integer from -1022 to 1023."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        bits = builder.add(builder.bitcast(arguments[0], LONGS), constants(LONGS, 1023))
        return builder.bitcast(builder.shl(bits, constants(LONGS, 52)), VECTOR)

    return LANES(LANES), code


@intrinsic
def negate_if_odd(typing: Any, value: Any, shifted: Any) -> Any:
    """-value where k is odd, else value; `shifted` is k + ROUND."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        sign = builder.shl(builder.bitcast(arguments[1], LONGS), constants(LONGS, 63))
        return builder.bitcast(builder.xor(builder.bitcast(arguments[0], LONGS), sign), VECTOR)

    return LANES(LANES, LANES), code
