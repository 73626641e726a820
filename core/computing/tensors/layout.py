"""How an array lies in memory: one line of cells, and for each axis the jump to the next cell along it."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.computing.tensors.arrays import ArrayConfig, create


@dataclass(frozen=True)
class MemoryLayout:
    """An array, its shape and strides, and what follows from them.

    array: of any shape; offsets: of the same shape, the place of every cell in memory, counted in cells.
    """

    array: np.ndarray
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
    """The place of every cell, of this `shape` and in the unit of the strides."""
    places = [start + offset_of(index, strides) for index in itertools.product(*map(range, shape))]
    return np.array(places, dtype=np.int64).reshape(shape)


def is_contiguous(shape: Sequence[int], strides: Sequence[int], itemsize: int, order: str = "C") -> bool:
    """Whether the cells lie side by side in the given order; axes of size 1 do not count."""
    wanted = strides_of(shape, itemsize, order)
    needed = [axis for axis, size in enumerate(shape) if size != 1]
    return math.prod(shape) == 0 or all(strides[axis] == wanted[axis] for axis in needed)


def layout(array_config: ArrayConfig) -> MemoryLayout:
    """The array of the config, its strides worked out from its shape, and the place of every cell from its strides."""
    array = create(array_config)
    shape, itemsize = array.shape, array.itemsize
    strides = strides_of(shape, itemsize, array_config.order) if array.size else (0,) * array.ndim
    return MemoryLayout(
        array=array,
        shape=shape,
        dtype=str(array.dtype),
        itemsize_bytes=itemsize,
        strides_bytes=strides,
        total_bytes=math.prod(shape) * itemsize,
        c_contiguous=is_contiguous(shape, strides, itemsize, "C"),
        f_contiguous=is_contiguous(shape, strides, itemsize, "F"),
        offsets=offsets_of(shape, [stride // itemsize for stride in strides]),
    )


def layout_in_torch(array_config: ArrayConfig) -> dict[str, object]:
    """The same from PyTorch, which counts strides in cells; under the names of `MemoryLayout`."""
    import torch

    array = create(array_config)
    tensor = torch.from_numpy(array)
    size, first = tensor.element_size(), tensor.data_ptr()
    cells = itertools.product(*map(range, tensor.shape))
    places = [(tensor[cell].data_ptr() - first) // size for cell in cells]
    return {
        "array": tensor.tolist(),
        "shape": tuple(tensor.shape),
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "itemsize_bytes": size,
        "strides_bytes": tuple(stride * size for stride in tensor.stride()),
        "total_bytes": tensor.numel() * size,
        "c_contiguous": tensor.is_contiguous(),
        "f_contiguous": tensor.permute(*reversed(range(tensor.ndim))).is_contiguous() if tensor.ndim else True,
        "offsets": np.array(places, dtype=int).reshape(array.shape).tolist(),
    }
