"""Joining, gathering and choosing: results whose every cell is one cell of an operand."""

import itertools
import math
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.computing.tensors.arrays import check_cells, shape_of
from core.computing.tensors.broadcasting import broadcast_shape
from core.params import Interval, Len, config
from core.refusal import Refusal


@config
class RearrangeConfig:
    """Concatenate or stack a and b; gather from a by an array of indices; or choose between a and b, cell by cell."""

    rearrangement: Literal["concatenate", "stack", "gather", "where"] = "concatenate"
    joined_a: Annotated[str, Len(max_length=40)] = "2, 3"
    joined_b: Annotated[str, Len(max_length=40)] = "2, 3"
    join_axis: Annotated[int, Interval(ge=-4, le=4)] = 0
    seed: Annotated[int, Interval(ge=0, le=999)] = 0


@dataclass(frozen=True)
class Rearrangement:
    """The operands, the outcome, and for each of its cells the operand (0: a, 1: b) and that operand's flat cell.

    `chooser` is what decides: the indices of gather, the condition of where; None otherwise.
    """

    a: np.ndarray
    b: np.ndarray
    chooser: np.ndarray | None
    result: np.ndarray
    origin: np.ndarray
    sources: np.ndarray


def operands_of(rearrange_config: RearrangeConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """`a` counts up from 0, `b` down from -1, and what chooses between them is drawn with the seed.

    For gather, `b` gives the shape of the indices. Refusal where the operation is not defined.
    """
    shape_a, shape_b = shape_of(rearrange_config.joined_a), shape_of(rearrange_config.joined_b)
    a = np.arange(math.prod(shape_a)).reshape(shape_a)
    b = np.arange(-1, -1 - math.prod(shape_b), -1).reshape(shape_b)
    generator = np.random.default_rng(rearrange_config.seed)
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
            raise Refusal("stack_shapes",
                              a=list(shape_a), b=list(shape_b))  # fmt: skip
        return a, b, None
    if len(shape_a) != len(shape_b) or without != [size for k, size in enumerate(shape_b) if k != axis]:
        raise Refusal("join_shapes",
                          axis=axis, a=list(shape_a), b=list(shape_b))  # fmt: skip
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


def rearrange(rearrange_config: RearrangeConfig) -> Rearrangement:
    """The operation by NumPy; the origin of each cell by doing the same to arrays that hold their own cell's number."""
    a, b, chooser = operands_of(rearrange_config)
    labels = np.arange(a.size).reshape(a.shape), a.size + np.arange(b.size).reshape(b.shape)
    result = by_numpy(rearrange_config, a, b, chooser)
    check_cells(result.shape)
    label = by_numpy(rearrange_config, *labels, chooser)
    from_b = label >= a.size
    return Rearrangement(a, b, chooser, result, from_b.astype(int), np.where(from_b, label - a.size, label))


def by_numpy(config: RearrangeConfig, a: np.ndarray, b: np.ndarray, chooser: np.ndarray | None) -> np.ndarray:
    """NumPy's own function for each operation."""
    if config.rearrangement == "concatenate":
        return np.concatenate([a, b], axis=config.join_axis)
    if config.rearrangement == "stack":
        return np.stack([a, b], axis=config.join_axis)
    assert chooser is not None
    if config.rearrangement == "gather":
        return np.take_along_axis(a, chooser, axis=config.join_axis)
    return np.where(chooser, a, b)


def rearrange_by_hand(rearrange_config: RearrangeConfig) -> dict[str, object]:
    """For each cell of the outcome: which cell is it?"""
    a, b, chooser = operands_of(rearrange_config)
    operation = rearrange_config.rearrangement
    shape = list(chooser.shape) if chooser is not None else list(a.shape)
    axis = 0
    if operation != "where":
        axis = axis_of(rearrange_config, a.ndim + (operation == "stack"))
    if operation == "stack":
        shape.insert(axis, 2)
    if operation == "concatenate":
        shape[axis] = a.shape[axis] + b.shape[axis]
    values = []
    for cell in itertools.product(*map(range, shape)):
        before, i, after = cell[:axis], cell[axis] if cell else 0, cell[axis + 1 :]
        if operation == "stack":
            found = (a, b)[i][before + after]
        elif operation == "concatenate":
            size = a.shape[axis]
            found = a[cell] if i < size else b[(*before, i - size, *after)]
        elif operation == "gather" and chooser is not None:
            found = a[(*before, chooser[cell], *after)]
        else:
            chosen = a if chooser is not None and chooser[cell] else b
            kept = cell[len(cell) - chosen.ndim :]
            found = chosen[tuple(0 if size == 1 else k for k, size in zip(kept, chosen.shape, strict=True))]
        values.append(int(found))
    return {"shape": shape, "values": values}


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
    return {"shape": list(result.shape), "values": result.flatten().tolist()}
