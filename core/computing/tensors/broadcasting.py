"""Broadcasting: two shapes aligned from the right; an axis of size 1 is stretched, everything else must be equal."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np

from core.computing.tensors.arrays import MOST_CELLS, check_cells, shape_of
from core.computing.tensors.layout import offset_of, strides_of
from core.params import Len, config

AxisVerdict = Literal["equal", "stretch_a", "stretch_b", "refused"]


@config
class BroadcastConfig:
    """Two shapes and what is done with each pair of cells."""

    left_shape: Annotated[str, Len(max_length=40)] = "3, 1"
    right_shape: Annotated[str, Len(max_length=40)] = "4"
    pair_operation: Literal["add", "subtract", "multiply", "maximum", "less"] = "add"


@dataclass(frozen=True)
class AxisMatch:
    """One axis of the result, `axis` counted from the left of it; a size is None where the shape is too short."""

    axis: int
    size_a: int | None
    size_b: int | None
    verdict: AxisVerdict
    size: int | None


@dataclass(frozen=True)
class Fix:
    """What would make two shapes fit: a new axis of size 1 in one of them, or its last two axes swapped."""

    kind: Literal["new_axis", "swap_axes"]
    which: Literal["a", "b"]
    axis: int
    shape: tuple[int, ...]
    result: tuple[int, ...]


@dataclass(frozen=True)
class Broadcast:
    """The table of axes and, where no axis refuses, the result cell by cell.

    a, b: any shape; values, sources_a, sources_b: of `shape`; the sources are the flat cells of a and b that each
    cell reads.
    """

    a: np.ndarray
    b: np.ndarray
    axes: tuple[AxisMatch, ...]
    fixes: tuple[Fix, ...]
    shape: tuple[int, ...] | None
    values: np.ndarray | None = None
    sources_a: np.ndarray | None = None
    sources_b: np.ndarray | None = None


def match_axes(shape_a: Sequence[int], shape_b: Sequence[int]) -> list[AxisMatch]:
    """For each axis of the result, from the left: equal, stretched (which one), or refused."""
    axes = max(len(shape_a), len(shape_b))
    matches = []
    for axis in range(axes):
        at_a, at_b = axis - (axes - len(shape_a)), axis - (axes - len(shape_b))
        size_a = shape_a[at_a] if at_a >= 0 else None
        size_b = shape_b[at_b] if at_b >= 0 else None
        verdict: AxisVerdict = "refused"
        if size_a == size_b:
            verdict = "equal"
        elif size_a is None or (size_a == 1 and size_b is not None):
            verdict = "stretch_a"
        elif size_b in (1, None):
            verdict = "stretch_b"
        size = {"equal": size_a, "stretch_a": size_b, "stretch_b": size_a, "refused": None}[verdict]
        matches.append(AxisMatch(axis=axis, size_a=size_a, size_b=size_b, verdict=verdict, size=size))
    return matches


def broadcast_shape(shape_a: Sequence[int], shape_b: Sequence[int]) -> tuple[int, ...] | None:
    """The shape of the result; None where an axis refuses."""
    sizes = [match.size for match in match_axes(shape_a, shape_b)]
    return None if None in sizes else tuple(size for size in sizes if size is not None)


def stretched_strides(shape: Sequence[int], new_axes: int) -> list[int]:
    """Strides, in cells, that read an array as if it were stretched: 0 along each stretched axis."""
    own = [0 if size == 1 else stride for size, stride in zip(shape, strides_of(shape, 1), strict=True)]
    return [0] * (new_axes - len(shape)) + own


def fixes_of(shape_a: Sequence[int], shape_b: Sequence[int]) -> list[Fix]:
    """Every single new axis and every swap of the last two axes with which the shapes fit."""
    found = []
    for which, own, other in (("a", tuple(shape_a), tuple(shape_b)), ("b", tuple(shape_b), tuple(shape_a))):
        changes = [("new_axis", axis, (*own[:axis], 1, *own[axis:])) for axis in range(len(own) + 1)]
        if len(own) > 1:
            changes.append(("swap_axes", len(own) - 2, (*own[:-2], own[-1], own[-2])))
        for kind, axis, changed in changes:
            result = broadcast_shape(changed, other)
            if result is not None and math.prod(result) <= MOST_CELLS:
                found.append(Fix(kind=kind, which=which, axis=axis, shape=changed, result=result))  # type: ignore[arg-type]
    return found


def operands(broadcast_config: BroadcastConfig) -> tuple[np.ndarray, np.ndarray]:
    """`a` counts 0, 1, 2 …, `b` counts 0, 10, 20 …, so that a sum shows which cells met.

    Of any shape. Refusal where the result would have too many cells to draw.
    """
    shape_a, shape_b = shape_of(broadcast_config.left_shape), shape_of(broadcast_config.right_shape)
    check_cells(broadcast_shape(shape_a, shape_b) or ())
    a = np.arange(math.prod(shape_a)).reshape(shape_a)
    b = np.arange(0, 10 * math.prod(shape_b), 10).reshape(shape_b)
    return a, b


PAIR_OPERATIONS: dict[str, Any] = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
    "maximum": max,
    "less": lambda x, y: x < y,
}


def broadcast(broadcast_config: BroadcastConfig) -> Broadcast:
    """The two arrays stretched over each other, or the axes that refuse and what would help.

    Along a stretched axis the stride is 0, so that the same number is read again.
    """
    a, b = operands(broadcast_config)
    axes = tuple(match_axes(a.shape, b.shape))
    shape = broadcast_shape(a.shape, b.shape)
    if shape is None:
        return Broadcast(a=a, b=b, axes=axes, fixes=tuple(fixes_of(a.shape, b.shape)), shape=None)
    operation = PAIR_OPERATIONS[broadcast_config.pair_operation]
    line_a, line_b = a.ravel().tolist(), b.ravel().tolist()
    strides_a, strides_b = (stretched_strides(x.shape, len(shape)) for x in (a, b))
    sources, values = [], []
    for cell in itertools.product(*map(range, shape)):
        i, j = offset_of(cell, strides_a), offset_of(cell, strides_b)
        sources.append((i, j))
        values.append(operation(line_a[i], line_b[j]))
    sources_a, sources_b = np.array(sources, dtype=int).reshape(-1, 2).T
    return Broadcast(
        a=a, b=b, axes=axes, fixes=(), shape=shape,
        values=np.array(values, dtype=bool if broadcast_config.pair_operation == "less" else int).reshape(shape),
        sources_a=sources_a.reshape(shape), sources_b=sources_b.reshape(shape),
    )  # fmt: skip


def own_cell(cell: Sequence[int], shape: Sequence[int]) -> tuple[int, ...]:
    """The cell that an array of this shape gives for a cell of the result: 0 along each stretched axis."""
    own = cell[len(cell) - len(shape) :]
    return tuple(0 if size == 1 else i for i, size in zip(own, shape, strict=True))


def broadcast_in_torch(broadcast_config: BroadcastConfig) -> dict[str, object]:
    """The same by PyTorch, whose rule is NumPy's."""
    import torch

    a, b = (torch.from_numpy(x) for x in operands(broadcast_config))
    name = {"less": "lt"}.get(broadcast_config.pair_operation, broadcast_config.pair_operation)
    try:
        result = getattr(torch, name)(a, b)
    except RuntimeError:
        return {"shape": None, "values": None}
    return {"shape": tuple(result.shape), "values": result.tolist()}
