"""How large a step would be, worked out from shapes before anything is computed."""

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

from core.computing.tensors.broadcasting import broadcast_shape
from core.computing.tensors.expression.words import FUNCTIONS, METHODS
from core.expressions import Node
from core.refusal import Refusal

MOST_CELLS_COMPUTED = 10_000  # of any array; a product of two such takes at most a million multiplications
MOST_AXES_COMPUTED = 8

Shape = tuple[int, ...]


def check_shape(node: Node, shape: Sequence[int] | None) -> None:
    """Refusal where the shape is too large; None (the library will refuse it) passes."""
    if shape is None:
        return
    if len(shape) > MOST_AXES_COMPUTED:
        raise Refusal("too_many_axes", span=(node.start, node.end), limit=MOST_AXES_COMPUTED, got=len(shape))
    cells = math.prod(max(size, 1) for size in shape)
    if cells > MOST_CELLS_COMPUTED:
        raise Refusal("cells_many", span=(node.start, node.end), limit=MOST_CELLS_COMPUTED, got=_count(cells))


def check_number(node: Node, value: object) -> None:
    """Refusal where plain whole numbers have grown beyond 64 bits, or plain numbers left the real line."""
    if isinstance(value, complex) and not hasattr(value, "dtype"):
        raise Refusal("constant_complex", span=(node.start, node.end))
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise Refusal("number_large", span=(node.start, node.end), limit=f"{2**63 - 1:g}")


def check_array(node: Node, value: object) -> None:
    """Refusal where a list or tuple stands in the place of an array."""
    if isinstance(value, list | tuple):
        raise Refusal("list_operand", span=(node.start, node.end))


def check_binary(node: Node, symbol: str, left: Any, right: Any) -> None:
    """Refusal where an operator would make too many cells."""
    for operand in (left, right):
        check_array(node, operand)
    if symbol == "@":
        check_matmul(node, shape_of_value(left), shape_of_value(right))
        return
    if symbol == "**" and isinstance(left, int) and isinstance(right, int) and abs(right) > 64:
        raise Refusal("power_large", span=(node.start, node.end), limit=64)
    check_shape(node, broadcast_shape(shape_of_value(left), shape_of_value(right)))


def check_matmul(node: Node, left: Shape, right: Shape) -> None:
    """The same for a matrix product."""
    if not left or not right:
        return
    left, right = left if len(left) > 1 else (1, *left), right if len(right) > 1 else (*right, 1)
    stack = broadcast_shape(left[:-2], right[:-2])
    if stack is None or left[-1] != right[-2]:
        return
    shape = (*stack, left[-2], right[-1])
    check_shape(node, shape)


def check_call(node: Node, name: str, arguments: Sequence[Any]) -> None:
    """The same for a function."""
    word = FUNCTIONS[name]
    shapes = [shape_of_value(argument) for argument in arguments]
    for argument in arguments if word.elementwise or name == "linspace" else arguments[: word.arrays]:
        check_array(node, argument)
    if name in ("mean", "std", "var"):
        check_some(node, name, shapes[0])
    if word.elementwise:
        check_elementwise(node, shapes)
    elif name == "matmul":
        check_matmul(node, shapes[0], shapes[1])
    elif name == "outer":
        check_shape(node, (math.prod(shapes[0]), math.prod(shapes[1])))
    elif name in ("zeros", "ones", "full"):
        check_shape(node, whole_numbers(node, arguments[0]))
    elif name == "broadcast_to":
        check_shape(node, whole_numbers(node, arguments[1]))
    elif name == "eye":
        sizes = whole_numbers(node, arguments)
        check_shape(node, (sizes[0], sizes[-1]))
    elif name == "linspace":
        check_shape(node, (*whole_numbers(node, arguments[2]), *shapes[0], *shapes[1]))
    elif name == "arange":
        check_shape(node, (_range_size(node, arguments),))
    elif name in ("concatenate", "stack"):
        parts = arguments[0] if isinstance(arguments[0], list | tuple) else arguments
        for part in parts:
            check_array(node, part)
        check_shape(node, (sum(math.prod(shape_of_value(part)) for part in parts),))


def check_method(node: Node, name: str, owner: Any, arguments: Sequence[Any]) -> None:
    """The same for a method; only `clip` can make more cells than it was given."""
    if name in ("mean", "std", "var"):
        check_some(node, name, shape_of_value(owner))
    if METHODS[name].elementwise:
        for argument in arguments:
            check_array(node, argument)
        check_elementwise(node, [shape_of_value(owner), *map(shape_of_value, arguments)])


def check_some(node: Node, name: str, shape: Shape) -> None:
    """Refusal where an average is asked of no numbers."""
    if 0 in shape:
        raise Refusal("no_numbers", span=(node.start, node.end), name=name)


def check_elementwise(node: Node, shapes: Sequence[Shape]) -> None:
    """The same for a function of several arrays, cell by cell."""
    shape: Shape | None = ()
    for other in shapes:
        shape = None if shape is None else broadcast_shape(shape, other)
    check_shape(node, shape)


def check_index(node: Node, owner: Shape, items: Sequence[Any], is_array: Callable[[Any], bool]) -> None:
    """The same for an index: slices make an array smaller, arrays of indices may make it larger."""
    arrays = [item for item in items if is_array(item)]
    joint: Shape | None = ()
    for item in arrays:
        shape = (int(item.sum()),) if _is_mask(item) else shape_of_value(item)
        joint = None if joint is None else broadcast_shape(joint, shape)
    if joint is None:
        return
    new_axes = sum(item is None for item in items)
    if not arrays:
        check_shape(node, (*owner, *[1] * new_axes))
        return
    taken = sum(item.ndim if _is_mask(item) else 1 for item in arrays)
    untouched = sorted(owner)[taken:] if taken < len(owner) else []  # the largest axes may be the ones that stay
    check_shape(node, (math.prod(joint), math.prod(untouched), *[1] * new_axes))


def _is_mask(item: Any) -> bool:
    return str(item.dtype) in ("bool", "torch.bool")


def shape_of_value(value: Any) -> Shape:
    """The shape of an array or tensor; of a plain number, ()."""
    return tuple(int(size) for size in getattr(value, "shape", ()))


def whole_numbers(node: Node, value: Any) -> Shape:
    """A size, or the sizes of a shape, as whole numbers; Refusal where they are none."""
    parts = value if isinstance(value, list | tuple) else [value]
    try:
        return tuple(operator.index(part) for part in parts)
    except TypeError:
        raise Refusal("whole_numbers", span=(node.start, node.end)) from None


def _range_size(node: Node, arguments: Sequence[Any]) -> int:
    try:
        numbers = [float(argument) for argument in arguments]
        first, last, step = {1: (0.0, *numbers, 1.0), 2: (*numbers, 1.0), 3: tuple(numbers)}[len(numbers)]
        return max(0, math.ceil((last - first) / step)) if step else 0
    except (TypeError, ValueError, OverflowError, RuntimeError):
        raise Refusal("whole_numbers", span=(node.start, node.end)) from None


def _count(number: int) -> str:
    return str(number) if number < 10**9 else f"{float(min(number, 10**300)):.1e}"
