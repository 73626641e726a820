"""Eight float64 numbers at once, as a value that Numba code can add, multiply and store.

`Lanes` is LLVM's <8 x double>: one AVX-512 register, two of AVX2, four of SSE2 or NEON. Operations keep IEEE
rules, so infinities and NaN stay visible; only a product followed by a sum may be rounded once in place of twice.
"""

import operator
from collections.abc import Callable
from typing import Any, TypeVar, cast

from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic as numba_intrinsic
from numba.extending import models, overload, register_model
from numba.np import arrayobj

Function = TypeVar("Function", bound=Callable[..., Any])
Lanes = Any  # what type checkers see of eight numbers,
Pointer = Any  # and of a place in memory

WIDTH = 8
DOUBLE, LONG = ir.DoubleType(), ir.IntType(64)
VECTOR, LONGS = ir.VectorType(DOUBLE, WIDTH), ir.VectorType(LONG, WIDTH)
CONTRACT = ("contract",)
ROUND = 1.5 * 2.0**52  # x + ROUND - ROUND is x rounded to an integer, which stands in the low bits of x + ROUND


def compiled(function: Function) -> Function:
    """The function compiled by Numba at its first call, kept on disk, free of the interpreter lock."""
    return cast(Function, njit(nogil=True, cache=True, error_model="numpy")(function))


def inlined(function: Function) -> Function:
    """The function compiled into its caller."""
    return cast(Function, njit(nogil=True, error_model="numpy", forceinline=True)(function))


def intrinsic(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function whose machine code is written here."""
    return cast(Callable[..., Any], numba_intrinsic(function))


class LanesType(types.Type):
    """Numba's name for eight float64 numbers."""

    def __init__(self) -> None:
        super().__init__(name="Lanes")


LANES = LanesType()


@register_model(LanesType)
class LanesModel(models.PrimitiveModel):
    """Eight numbers live in one vector register."""

    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, VECTOR)  # type: ignore[no-untyped-call]


def _constants(kind: ir.VectorType, value: float) -> ir.Constant:
    return ir.Constant(kind, [value] * WIDTH)


def _fill(builder: Any, number: Any) -> Any:
    """A vector of eight equal numbers; vectors pass."""
    if number.type == VECTOR:
        return number
    undefined = ir.Constant(VECTOR, ir.Undefined)
    first = builder.insert_element(undefined, number, ir.Constant(ir.IntType(32), 0))
    return builder.shuffle_vector(first, undefined, ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH))


def _place(builder: Any, pointer: Any, index: Any) -> Any:
    return builder.gep(builder.bitcast(pointer, DOUBLE.as_pointer()), [index])


def _load(builder: Any, pointer: Any, index: Any) -> Any:
    return builder.load(builder.bitcast(_place(builder, pointer, index), VECTOR.as_pointer()), align=8)


def _store(builder: Any, pointer: Any, index: Any, value: Any) -> None:
    builder.store(value, builder.bitcast(_place(builder, pointer, index), VECTOR.as_pointer()), align=8)


def _sum(builder: Any, value: Any) -> Any:
    zero = ir.Constant(DOUBLE, -0.0)
    return _call(builder, "llvm.vector.reduce.fadd.v8f64", DOUBLE, [zero, value], fastmath=("reassoc",))


def _call(builder: Any, name: str, result: Any, arguments: list[Any], **options: Any) -> Any:
    kind = ir.FunctionType(result, [argument.type for argument in arguments])
    function = cgutils.get_or_insert_function(builder.module, kind, name)  # type: ignore[no-untyped-call]
    return builder.call(function, arguments, **options)


@intrinsic
def pointer(typing: Any, array: Any) -> Any:
    """Where the numbers of an array lie, which must outlive its pointer; free of reference counting.

    Of an array with one axis: a pointer to numbers, each of which belongs to one network. Of an array (…, 8): a
    pointer to eights, each of which holds a number of eight networks. See `weight`.
    """

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        structure = arrayobj.make_array(signature.args[0])  # type: ignore[no-untyped-call]
        data = structure(context, builder, arguments[0]).data
        return builder.bitcast(data, context.get_value_type(signature.return_type))

    target = types.CPointer(array.dtype if array.ndim == 1 else LANES)  # type: ignore[no-untyped-call]
    return target(array), code


@intrinsic
def entry(typing: Any, pointer: Any, index: Any) -> Any:
    """The integer at `index`."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.load(builder.gep(arguments[0], [arguments[1]]))

    return types.int64(pointer, types.int64), code


@intrinsic
def load(typing: Any, pointer: Any, index: Any) -> Any:
    """The eight numbers that begin at `index`."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _load(builder, *arguments)

    return LANES(pointer, types.int64), code


@intrinsic
def store(typing: Any, pointer: Any, index: Any, value: Any) -> Any:
    """Write eight numbers from `index` on."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        _store(builder, arguments[0], arguments[1], _fill(builder, arguments[2]))
        return context.get_dummy_value()

    return types.void(pointer, types.int64, value), code


@intrinsic
def weight(typing: Any, parameters: Any, index: Any) -> Any:
    """One parameter: of one network eight times, or of eight networks."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        if signature.args[0].dtype == LANES:
            return _load(builder, arguments[0], builder.mul(arguments[1], ir.Constant(LONG, WIDTH)))
        return _fill(builder, builder.load(_place(builder, *arguments)))

    return LANES(parameters, types.int64), code


@intrinsic
def put(typing: Any, parameters: Any, index: Any, value: Any) -> Any:
    """Write what `weight` reads."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        if signature.args[0].dtype == LANES:
            _store(builder, arguments[0], builder.mul(arguments[1], ir.Constant(LONG, WIDTH)), arguments[2])
        else:
            number = builder.extract_element(arguments[2], ir.Constant(ir.IntType(32), 0))
            builder.store(number, _place(builder, *arguments[:2]))
        return context.get_dummy_value()

    return types.void(parameters, types.int64, LANES), code


@intrinsic
def sum_of_samples(typing: Any, parameters: Any, value: Any) -> Any:
    """The sum over the samples that the lanes hold, as `weight` would read it.

    One network's lanes hold eight samples and are added up; eight networks' lanes hold the same sample and stay.
    """

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        eight = signature.args[0].dtype == LANES
        return arguments[1] if eight else _fill(builder, _sum(builder, arguments[1]))

    return LANES(parameters, LANES), code


@intrinsic
def total(typing: Any, value: Any) -> Any:
    """The sum of the eight numbers."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _sum(builder, arguments[0])

    return types.float64(LANES), code


@intrinsic
def totals(typing: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any) -> Any:
    """The eight sums of eight values: three rounds in which two vectors are folded into one."""
    folds = (
        ((0, 1, 2, 3, 8, 9, 10, 11), (4, 5, 6, 7, 12, 13, 14, 15)),
        ((0, 1, 4, 5, 8, 9, 12, 13), (2, 3, 6, 7, 10, 11, 14, 15)),
        ((0, 2, 4, 6, 8, 10, 12, 14), (1, 3, 5, 7, 9, 11, 13, 15)),
    )

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        values = list(arguments)
        for fold in folds:
            masks = [ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), list(lanes)) for lanes in fold]
            values = [
                builder.fadd(builder.shuffle_vector(x, y, masks[0]), builder.shuffle_vector(x, y, masks[1]))
                for x, y in zip(values[::2], values[1::2], strict=True)
            ]
        return values[0]

    return LANES(*[LANES] * WIDTH), code


@intrinsic
def first_lanes(typing: Any, value: Any, count: Any) -> Any:
    """The first `count` numbers; the others become zero."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        order = ir.Constant(LONGS, list(range(WIDTH)))
        undefined = ir.Constant(LONGS, ir.Undefined)
        one = builder.insert_element(undefined, arguments[1], ir.Constant(ir.IntType(32), 0))
        many = builder.shuffle_vector(one, undefined, ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH))
        return builder.select(builder.icmp_signed("<", order, many), arguments[0], _constants(VECTOR, 0.0))

    return LANES(LANES, types.int64), code


@intrinsic
def where_positive(typing: Any, condition: Any, yes: Any, no: Any) -> Any:
    """`yes` in the lanes where `condition` is above zero, else `no` (also where it is NaN)."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        above = builder.fcmp_ordered(">", _fill(builder, arguments[0]), _constants(VECTOR, 0.0))
        return builder.select(above, _fill(builder, arguments[1]), _fill(builder, arguments[2]))

    return LANES(condition, yes, no), code


@intrinsic
def at_least(typing: Any, value: Any, bound: Any) -> Any:
    """The value, raised to the bound where it lies below; NaN passes."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        value, bound = (_fill(builder, argument) for argument in arguments)
        return builder.select(builder.fcmp_ordered("<", value, bound), bound, value)

    return LANES(value, bound), code


@intrinsic
def at_most(typing: Any, value: Any, bound: Any) -> Any:
    """The value, lowered to the bound where it lies above; NaN passes."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        value, bound = (_fill(builder, argument) for argument in arguments)
        return builder.select(builder.fcmp_ordered(">", value, bound), bound, value)

    return LANES(value, bound), code


def _unary(name: str) -> Callable[..., Any]:
    @intrinsic
    def operation(typing: Any, value: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return _call(builder, f"llvm.{name}.v8f64", VECTOR, list(arguments))

        return LANES(LANES), code

    return operation


root = _unary("sqrt")
magnitude = _unary("fabs")


@intrinsic
def polynomial(typing: Any, x: Any, coefficients: Any) -> Any:
    """The polynomial by Horner's rule; the tuple holds the coefficient of the highest power first."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        values = [_fill(builder, builder.extract_value(arguments[1], k)) for k in range(len(signature.args[1]))]
        result = values[0]
        for value in values[1:]:
            result = builder.fadd(builder.fmul(result, arguments[0], flags=CONTRACT), value, flags=CONTRACT)
        return result

    return LANES(LANES, coefficients), code


@intrinsic
def power_of_two(typing: Any, shifted: Any) -> Any:
    """2**k, where `shifted` is k + ROUND and k is an integer from -1022 to 1023."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        bits = builder.add(builder.bitcast(arguments[0], LONGS), _constants(LONGS, 1023))
        return builder.bitcast(builder.shl(bits, _constants(LONGS, 52)), VECTOR)

    return LANES(LANES), code


@intrinsic
def negate_if_odd(typing: Any, value: Any, shifted: Any) -> Any:
    """-value where k is odd, else value; `shifted` is k + ROUND."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        sign = builder.shl(builder.bitcast(arguments[1], LONGS), _constants(LONGS, 63))
        return builder.bitcast(builder.xor(builder.bitcast(arguments[0], LONGS), sign), VECTOR)

    return LANES(LANES, LANES), code


def _arithmetic(symbol: Callable[..., Any], instruction: str) -> None:
    @intrinsic
    def operation(typing: Any, a: Any, b: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            a, b = (_fill(builder, argument) for argument in arguments)
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


@intrinsic
def rounded(typing: Any, x: Any) -> Any:
    """x + ROUND, never simplified: its low bits hold the integer nearest to x."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.fadd(arguments[0], _constants(VECTOR, ROUND))

    return LANES(LANES), code


@intrinsic
def spread(typing: Any, number: Any) -> Any:
    """Eight equal numbers."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _fill(builder, arguments[0])

    return LANES(types.float64), code
