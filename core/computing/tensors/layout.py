"""How an array lies in memory: one line of cells, and for each axis the jump to the next cell along it."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.computing.tensors.arrays import ArrayConfig, create


@dataclass(frozen=True)
class Layout:
    """Shape, strides and what follows; `offsets` holds for every cell its place in memory, counted in cells."""

    shape: tuple[int, ...]
    dtype: str
    itemsize_bytes: int
    strides_bytes: tuple[int, ...]
    total_bytes: int
    c_contiguous: bool
    f_contiguous: bool
    offsets: np.ndarray


def strides_of(shape: Sequence[int], itemsize: int, order: str = "C") -> tuple[int, ...]:
    """Bytes from a cell to the next one along each axis, when the cells lie side by side.

    In order C the last axis is the fastest, in order F the first.
    """
    strides = [0] * len(shape)
    jump = itemsize
    axes = range(len(shape)) if order == "F" else reversed(range(len(shape)))
    for axis in axes:
        strides[axis] = jump
        jump *= max(shape[axis], 1)
    return tuple(strides)


def offset_of(index: Sequence[int], strides: Sequence[int]) -> int:
    """Where a cell lies: the sum of index × stride over the axes."""
    return sum(i * stride for i, stride in zip(index, strides, strict=True))


def offsets_of(shape: Sequence[int], strides: Sequence[int], start: int = 0) -> np.ndarray:
    """The place of every cell, in the shape of the array and the unit of the strides."""
    places = [start + offset_of(index, strides) for index in itertools.product(*map(range, shape))]
    return np.array(places, dtype=np.int64).reshape(shape)


def is_contiguous(shape: Sequence[int], strides: Sequence[int], itemsize: int, order: str = "C") -> bool:
    """Whether the cells lie side by side in the given order; axes of size 1 do not count."""
    wanted = strides_of(shape, itemsize, order)
    needed = [axis for axis, size in enumerate(shape) if size != 1]
    return math.prod(shape) == 0 or all(strides[axis] == wanted[axis] for axis in needed)


def layout(array: np.ndarray) -> Layout:
    """The layout of an array that owns its memory."""
    return Layout(
        shape=array.shape,
        dtype=str(array.dtype),
        itemsize_bytes=array.itemsize,
        strides_bytes=array.strides,
        total_bytes=array.nbytes,
        c_contiguous=is_contiguous(array.shape, array.strides, array.itemsize, "C"),
        f_contiguous=is_contiguous(array.shape, array.strides, array.itemsize, "F"),
        offsets=offsets_of(array.shape, [stride // array.itemsize for stride in array.strides]),
    )


def layout_by_hand(array_config: ArrayConfig) -> dict[str, object]:
    """Strides from the shape, the place of every cell from the strides."""
    array = create(array_config)
    strides = strides_of(array.shape, array.itemsize, array_config.order)
    return {
        "shape": list(array.shape),
        "itemsize_bytes": array.itemsize,
        "strides_bytes": list(strides),
        "total_bytes": math.prod(array.shape) * array.itemsize,
        "offsets_bytes": offsets_of(array.shape, strides).ravel().tolist(),
    }


def layout_in_torch(array_config: ArrayConfig) -> dict[str, object]:
    """The same from PyTorch, which counts strides in cells."""
    import torch

    tensor = torch.from_numpy(create(array_config))
    first = tensor.data_ptr()
    cells = itertools.product(*map(range, tensor.shape))
    return {
        "shape": list(tensor.shape),
        "itemsize_bytes": tensor.element_size(),
        "strides_bytes": [stride * tensor.element_size() for stride in tensor.stride()],
        "total_bytes": tensor.numel() * tensor.element_size(),
        "offsets_bytes": [tensor[cell].data_ptr() - first for cell in cells],
    }
