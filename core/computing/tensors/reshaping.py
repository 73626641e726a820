"""New shapes for the same memory: the strides of a reshaped, expanded or permuted array, worked out by hand."""

import math
from collections.abc import Sequence

from core.computing.tensors.arrays import check_cells, integers_of
from core.refusal import Refusal


def reshaped_strides(shape: Sequence[int], strides: Sequence[int], new_shape: Sequence[int]) -> list[int] | None:
    """The strides that show the same memory in a new shape; None where no strides can, so that it must be copied.

    Axes that lie in memory as one run may be cut anew; every cut must fall between two runs.
    """
    if 0 in shape:
        return [0] * len(new_shape)
    kept = [(size, stride) for size, stride in zip(shape, strides, strict=True) if size != 1]
    new_strides = [0] * len(new_shape)
    new_axis = len(new_shape) - 1
    while kept:
        size, stride = kept.pop()
        run = size
        while kept and kept[-1][1] == run * stride:  # the next axis goes on where this run ends
            run *= kept.pop()[0]
        covered = 1
        while new_axis >= 0 and covered < run:
            new_strides[new_axis] = stride * covered
            covered *= new_shape[new_axis]
            new_axis -= 1
        if covered != run:
            return None
    return new_strides


def completed(shape: Sequence[int], cells: int) -> tuple[int, ...]:
    """The new shape with its -1 worked out; Refusal where it does not hold the same number of cells."""
    known = math.prod(size for size in shape if size != -1)
    if shape.count(-1) == 1 and known and cells % known == 0:
        shape = [cells // known if size == -1 else size for size in shape]
    if any(size < 0 for size in shape) or math.prod(shape) != cells:
        wanted = ", ".join(map(str, shape))
        raise Refusal("reshape", cells=cells, shape=wanted)
    check_cells(shape)
    return tuple(shape)


def expanded(shape: Sequence[int], strides: Sequence[int], new_shape: Sequence[int]) -> tuple[int, ...]:
    """The strides of the expanded array: 0 along every axis that is new or had size 1."""
    missing = len(new_shape) - len(shape)
    if missing < 0:
        raise Refusal("expand_axes", old=len(shape), new=len(new_shape))
    for axis, size in enumerate(shape):
        if size not in (1, new_shape[missing + axis]):
            raise Refusal("expand_size", axis=axis, size=size)
    kept = [0 if size == 1 else stride for size, stride in zip(shape, strides, strict=True)]
    return (*[0] * missing, *kept)


def permutation(text: str, axes: int) -> tuple[int, ...]:
    """The order of axes that a text means; Refusal where an axis is missing or named twice."""
    order = tuple(axis + axes if axis < 0 else axis for axis in integers_of(text))
    if sorted(order) != list(range(axes)):
        raise Refusal("permutation", last=axes - 1, got=text)
    return order
