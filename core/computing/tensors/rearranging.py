"""Joining, gathering and choosing: results whose every cell is one cell of an operand."""

import itertools
import math
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.computing.tensors.arrays import check_cells, shape_of
from core.computing.tensors.broadcasting import broadcast_shape, own_cell
from core.computing.tensors.layout import offset_of, strides_of
from core.params import Interval, Len, config
from core.refusal import Refusal


@config
class RearrangeConfig:
    """Concatenate or stack a and b; gather from a by an array of indices; or choose between a and b, cell by cell."""

    rearrangement: Literal["concatenate", "stack", "gather", "where"] = "concatenate"
    joined_a: Annotated[str, Len(max_length=40)] = "2, 3"
    joined_b: Annotated[str, Len(max_length=40)] = "2, 3"
    join_axis: Annotated[int, Interval(ge=-4, le=4)] = 0
    rearrange_seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True)
class Rearrangement:
    """The operands, the outcome, and where each of its cells came from.

    a, b: of any shape; chooser: of `shape`, what decides, the indices of gather or the condition of where; None
    otherwise. values, origin (0: a, 1: b) and sources (that operand's flat cell): of `shape`.
    """

    a: np.ndarray
    b: np.ndarray
    chooser: np.ndarray | None
    shape: tuple[int, ...]
    values: np.ndarray
    origin: np.ndarray
    sources: np.ndarray


def operands_of(rearrange_config: RearrangeConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """`a` counts up from 0, `b` down from -1, and what chooses between them is drawn with the seed.

    Of any shape; for gather, `b` gives the shape of the indices. Refusal where the operation is not defined.
    """
    shape_a, shape_b = shape_of(rearrange_config.joined_a), shape_of(rearrange_config.joined_b)
    a = np.arange(math.prod(shape_a)).reshape(shape_a)
    b = np.arange(-1, -1 - math.prod(shape_b), -1).reshape(shape_b)
    generator = np.random.default_rng(rearrange_config.rearrange_seed)
    operation = rearrange_config.rearrangement
    if operation == "where":
        shape = broadcast_shape(shape_a, shape_b)
        if shape is None:
            raise Refusal("where_shapes", a=list(shape_a), b=list(shape_b))
        check_cells(shape)
        return a, b, np.asarray(generator.random(shape) < 0.5)
    axis = axis_of(rearrange_config, a.ndim + (operation == "stack"))
    without = [size for k, size in enumerate(shape_a) if k != axis]
    if operation == "stack":
        if shape_a != shape_b:
            raise Refusal("stack_shapes", a=list(shape_a), b=list(shape_b))
        return a, b, None
    if len(shape_a) != len(shape_b) or without != [size for k, size in enumerate(shape_b) if k != axis]:
        raise Refusal("join_shapes", axis=axis, a=list(shape_a), b=list(shape_b))
    if operation == "concatenate":
        return a, b, None
    if shape_a[axis] == 0:
        raise Refusal("gather_empty", axis=axis)
    return a, b, generator.integers(0, shape_a[axis], size=shape_b)


def axis_of(rearrange_config: RearrangeConfig, axes: int) -> int:
    """The axis counted from the left; Refusal where there is none such."""
    axis = rearrange_config.join_axis
    if not -axes <= axis < axes:
        raise Refusal("axis_range", axes=axes, got=axis)
    return axis % axes


def outcome_shape(
    rearrange_config: RearrangeConfig, a: np.ndarray, b: np.ndarray, chooser: np.ndarray | None
) -> list[int]:
    """The shape of the result of arrays of any shape; Refusal where it has too many cells."""
    shape = list(chooser.shape) if chooser is not None else list(a.shape)
    if rearrange_config.rearrangement == "stack":
        shape.insert(axis_of(rearrange_config, a.ndim + 1), 2)
    elif rearrange_config.rearrangement == "concatenate":
        axis = axis_of(rearrange_config, a.ndim)
        shape[axis] += b.shape[axis]
    check_cells(shape)
    return shape


def rearrange(rearrange_config: RearrangeConfig) -> Rearrangement:
    """For each cell of the outcome: which operand does it come from, and which of its cells is it?"""
    a, b, chooser = operands_of(rearrange_config)
    operation = rearrange_config.rearrangement
    shape = outcome_shape(rearrange_config, a, b, chooser)
    axis = 0 if operation == "where" else axis_of(rearrange_config, len(shape))
    origin, sources, values = np.zeros((3, *shape), dtype=int)
    for cell in itertools.product(*map(range, shape)):
        before, i, after = cell[:axis], cell[axis] if cell else 0, cell[axis + 1 :]
        if operation == "stack":
            from_b, index = i == 1, before + after
        elif operation == "concatenate":
            from_b = i >= a.shape[axis]
            index = (*before, i - a.shape[axis], *after) if from_b else cell
        elif operation == "gather" and chooser is not None:
            from_b, index = False, (*before, int(chooser[cell]), *after)
        else:
            from_b = not (chooser is not None and chooser[cell])
            index = own_cell(cell, (b if from_b else a).shape)
        operand = b if from_b else a
        origin[cell] = from_b
        sources[cell] = offset_of(index, strides_of(operand.shape, 1))
        values[cell] = operand[index]
    return Rearrangement(a=a, b=b, chooser=chooser, shape=tuple(shape), values=values, origin=origin, sources=sources)


def origin_of(found: Rearrangement, cell: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """The operand, "a" or "b", and the index in it that a cell of the outcome came from."""
    name, array = (("a", found.a), ("b", found.b))[int(found.origin[cell])]
    return name, tuple(int(i) for i in np.unravel_index(int(found.sources[cell]), array.shape)) if array.ndim else ()


def rearrange_in_torch(rearrange_config: RearrangeConfig) -> dict[str, object]:
    """The same by PyTorch: cat, stack, gather, where."""
    import torch

    numpy_a, numpy_b, numpy_chooser = operands_of(rearrange_config)
    a, b = torch.from_numpy(numpy_a), torch.from_numpy(numpy_b)
    if rearrange_config.rearrangement == "concatenate":
        result = torch.cat([a, b], dim=rearrange_config.join_axis)
    elif rearrange_config.rearrangement == "stack":
        result = torch.stack([a, b], dim=rearrange_config.join_axis)
    elif rearrange_config.rearrangement == "gather":
        result = torch.gather(a, rearrange_config.join_axis, torch.from_numpy(numpy_chooser))
    else:
        result = torch.where(torch.from_numpy(numpy_chooser), a, b)
    return {"shape": tuple(result.shape), "values": result.tolist()}
