"""Eight float64 numbers at once, as a value that Numba code can load, add up and store.

`Lanes` is LLVM's <8 x double>: one AVX-512 register, two of AVX2, four of SSE2 or NEON. A pointer is a place in
memory without reference counting.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import models, register_model
from numba.np import arrayobj

from core.engine.fast.compile import intrinsic

Lanes = Any  # what type checkers see of eight numbers,
Pointer = Any  # and of a place in memory

WIDTH = 8
DOUBLE, INDEX, LONG = ir.DoubleType(), ir.IntType(32), ir.IntType(64)
VECTOR, LONGS = ir.VectorType(DOUBLE, WIDTH), ir.VectorType(LONG, WIDTH)


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


def constants(kind: ir.VectorType, value: float) -> ir.Constant:
    """Eight equal constants."""
    return ir.Constant(kind, [value] * WIDTH)


def fill(builder: Any, number: Any) -> Any:
    """A vector of eight equal numbers; vectors pass."""
    if number.type == VECTOR:
        return number
    undefined = ir.Constant(VECTOR, ir.Undefined)
    first = builder.insert_element(undefined, number, ir.Constant(INDEX, 0))
    return builder.shuffle_vector(first, undefined, ir.Constant(ir.VectorType(INDEX, WIDTH), [0] * WIDTH))


def call(builder: Any, name: str, result: Any, arguments: list[Any], **options: Any) -> Any:
    """A call of one of LLVM's own functions."""
    kind = ir.FunctionType(result, [argument.type for argument in arguments])
    function = cgutils.get_or_insert_function(builder.module, kind, name)  # type: ignore[no-untyped-call]
    return builder.call(function, arguments, **options)


def _place(builder: Any, pointer: Any, index: Any) -> Any:
    return builder.gep(builder.bitcast(pointer, DOUBLE.as_pointer()), [index])


def _load(builder: Any, pointer: Any, index: Any) -> Any:
    return builder.load(builder.bitcast(_place(builder, pointer, index), VECTOR.as_pointer()), align=8)


def _store(builder: Any, pointer: Any, index: Any, value: Any) -> None:
    builder.store(value, builder.bitcast(_place(builder, pointer, index), VECTOR.as_pointer()), align=8)


def _sum(builder: Any, value: Any) -> Any:
    zero = ir.Constant(DOUBLE, -0.0)
    return call(builder, "llvm.vector.reduce.fadd.v8f64", DOUBLE, [zero, value], fastmath=("reassoc",))


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
        _store(builder, arguments[0], arguments[1], fill(builder, arguments[2]))
        return context.get_dummy_value()

    return types.void(pointer, types.int64, value), code


@intrinsic
def weight(typing: Any, parameters: Any, index: Any) -> Any:
    """One parameter: of one network eight times, or of eight networks."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        if signature.args[0].dtype == LANES:
            return _load(builder, arguments[0], builder.mul(arguments[1], ir.Constant(LONG, WIDTH)))
        return fill(builder, builder.load(_place(builder, *arguments)))

    return LANES(parameters, types.int64), code


@intrinsic
def put(typing: Any, parameters: Any, index: Any, value: Any) -> Any:
    """Write what `weight` reads."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        if signature.args[0].dtype == LANES:
            _store(builder, arguments[0], builder.mul(arguments[1], ir.Constant(LONG, WIDTH)), arguments[2])
        else:
            number = builder.extract_element(arguments[2], ir.Constant(INDEX, 0))
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
        return arguments[1] if eight else fill(builder, _sum(builder, arguments[1]))

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
            masks = [ir.Constant(ir.VectorType(INDEX, WIDTH), list(lanes)) for lanes in fold]
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
        one = builder.insert_element(undefined, arguments[1], ir.Constant(INDEX, 0))
        many = builder.shuffle_vector(one, undefined, ir.Constant(ir.VectorType(INDEX, WIDTH), [0] * WIDTH))
        return builder.select(builder.icmp_signed("<", order, many), arguments[0], constants(VECTOR, 0.0))

    return LANES(LANES, types.int64), code


@intrinsic
def spread(typing: Any, number: Any) -> Any:
    """Eight equal numbers."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return fill(builder, arguments[0])

    return LANES(types.float64), code
