"""View or copy: what indexing, reshaping, permuting and expanding do to shape and strides."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.computing.tensors.arrays import ArrayConfig, create, integers_of, shape_of
from core.computing.tensors.indexing import COMPARISON, index_of, sliced
from core.computing.tensors.layout import is_contiguous, offsets_of, strides_of
from core.computing.tensors.reshaping import completed, expanded, permutation, reshaped_strides
from core.params import Interval, Len, config
from core.refusal import Refusal

COMPARE = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
           "==": np.equal, "!=": np.not_equal}  # fmt: skip


@config
class ViewConfig:
    """What is done to the array, and which cell of the outcome is then changed."""

    take: Literal["index", "reshape", "permute", "expand", "ravel", "copy"] = "index"
    index: Annotated[str, Len(max_length=60)] = "0, 1:, ::2"
    new_shape: Annotated[str, Len(max_length=40)] = "4, 6"
    axes_order: Annotated[str, Len(max_length=20)] = "2, 0, 1"
    cell: Annotated[int, Interval(ge=0, le=511)] = 17


@dataclass(frozen=True)
class View:
    """The outcome beside the array it was taken from.

    `sources` holds for every cell of the result the array's cell (flat, C order) that it came from, `offsets` its
    place in the array's memory (for a copy: in its own). `selected` lights the cells taken. `changed_array` and
    `changed_result` light what became different when the result's cell number `cell` was overwritten with `written`.
    """

    array: np.ndarray
    result: np.ndarray
    is_view: bool
    strides_bytes: tuple[int, ...]
    offset_bytes: int
    c_contiguous: bool
    sources: np.ndarray
    offsets: np.ndarray
    selected: np.ndarray
    cell: tuple[int, ...]
    written: float
    changed_array: np.ndarray
    changed_result: np.ndarray


@dataclass(frozen=True)
class Place:
    """Where a result's cells are: read `values[i]` at `places[i]`; strides and offset where it is a view."""

    shape: tuple[int, ...]
    strides: tuple[int, ...] | None
    offset: int
    places: np.ndarray


def place(array: np.ndarray, view_config: ViewConfig) -> Place:
    """Shape, strides and offset of the outcome, worked out by hand, and the place of each cell, all in bytes."""
    shape, strides = array.shape, array.strides
    if view_config.take == "index":
        return indexed(array, view_config.index)
    if view_config.take == "permute":
        order = permutation(view_config.axes_order, array.ndim)
        shape, strides = tuple(shape[axis] for axis in order), tuple(strides[axis] for axis in order)
        return Place(shape, strides, 0, offsets_of(shape, strides))
    if view_config.take == "expand":
        target = shape_of(view_config.new_shape)
        strides = expanded(shape, strides, target)
        return Place(target, strides, 0, offsets_of(target, strides))
    target = shape
    if view_config.take == "reshape":
        target = completed(integers_of(view_config.new_shape), array.size)
    if view_config.take == "ravel":
        target = (array.size,)
    places = offsets_of(shape, strides).reshape(target)
    found = None if view_config.take == "copy" else reshaped_strides(shape, strides, target)
    return Place(target, None if found is None else tuple(found), 0, places)


def indexed(array: np.ndarray, text: str) -> Place:
    """`array[text]`: numbers and slices give a view, a list or a comparison gives a copy."""
    if found := COMPARISON.fullmatch(text):
        places = offsets_of(array.shape, array.strides)[COMPARE[found.group(1)](array, float(found.group(2)))]
        return Place(places.shape, None, 0, places)
    items = index_of(text, array.ndim)
    lists = [item for item in items if isinstance(item, list)]
    if len(lists) > 1 or (lists and any(isinstance(item, int) for item in items)):
        raise Refusal("index_list")
    shape, strides, offset, taken = sliced(array.shape, array.strides, items)
    places = np.full((), offset, dtype=np.int64)
    for jumps in taken:
        places = np.add.outer(places, np.array(jumps, dtype=np.int64))
    number = "..." not in text and all(isinstance(item, int) for item in items)  # NumPy hands it out, not a view of it
    return Place(tuple(shape), None if lists or number else tuple(strides), offset, places)


def taken_by_numpy(array: np.ndarray, view_config: ViewConfig) -> np.ndarray:
    """The same operation, done by NumPy itself."""
    match view_config.take:
        case "index":
            if found := COMPARISON.fullmatch(view_config.index):
                return np.asarray(array[COMPARE[found.group(1)](array, float(found.group(2)))])
            items = index_of(view_config.index, array.ndim)
            return np.asarray(array[(*items, ...) if "..." in view_config.index else tuple(items)])
        case "permute":
            return array.transpose(permutation(view_config.axes_order, array.ndim))
        case "expand":
            return np.broadcast_to(array, shape_of(view_config.new_shape))
        case "reshape":
            return array.reshape(completed(integers_of(view_config.new_shape), array.size))
        case "ravel":
            return array.ravel()
    return array.copy()


def view(array_config: ArrayConfig, view_config: ViewConfig) -> View:
    """Take the array apart, change one cell of the outcome, and see who else changes: NumPy does it, on copies."""
    array = create(array_config)
    where = place(array, view_config)  # first, since it says in its own words what cannot be done
    result = taken_by_numpy(array, view_config)
    numbers = np.empty(array.size, dtype=np.int64)
    numbers[offsets_of(array.shape, array.strides).ravel() // array.itemsize] = np.arange(array.size)
    sources = np.asarray(numbers[where.places // array.itemsize])
    selected = np.zeros(array.size, dtype=bool)
    selected[sources.ravel()] = True
    is_view = result.base is array or bool(np.shares_memory(array, result))  # an empty view shares nothing

    changed = array.copy(order="K")
    again = taken_by_numpy(changed, view_config)
    if not again.flags.writeable:  # NumPy guards an expanded array, whose cells are one cell
        again = np.lib.stride_tricks.as_strided(changed, again.shape, again.strides)
    before_array, before_result = changed.copy(), again.copy()
    cell: tuple[int, ...] = ()
    written = 0.0
    if result.size:
        cell = tuple(int(i) for i in np.unravel_index(view_config.cell % result.size, result.shape))
        again[cell] = not again[cell] if array.dtype == bool else (99 if again[cell] != 99 else 98)
        written = float(again[cell])
    return View(
        array, result, is_view, result.strides, where.offset, result.flags.c_contiguous, sources,
        where.places // array.itemsize if is_view else np.arange(result.size).reshape(result.shape),
        selected.reshape(array.shape), cell, written, _differ(before_array, changed), _differ(before_result, again),
    )  # fmt: skip


def _differ(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    return np.asarray((before != after) & ~(np.isnan(before) & np.isnan(after)))


def view_by_hand(array_config: ArrayConfig, view_config: ViewConfig) -> dict[str, object]:
    """Shape, strides and offset worked out, then every number read from the line of memory."""
    array = create(array_config)
    memory = array.ravel(order="K")
    found = place(array, view_config)
    strides = strides_of(found.shape, array.itemsize) if found.strides is None else found.strides
    return {
        "shape": list(found.shape),
        "strides_bytes": list(strides),
        "view": found.strides is not None,
        "contiguous": is_contiguous(found.shape, strides, array.itemsize),
        "values": memory[found.places.ravel() // array.itemsize].tolist(),
    }


def view_in_torch(array_config: ArrayConfig, view_config: ViewConfig) -> dict[str, object]:
    """The same operation by PyTorch. Where a step is negative it has no view: `flip` copies first."""
    import torch

    tensor = torch.from_numpy(create(array_config))
    result = tensor
    match view_config.take:
        case "index":
            if found := COMPARISON.fullmatch(view_config.index):
                result = tensor[torch.from_numpy(COMPARE[found.group(1)](tensor.numpy(), float(found.group(2))))]
            else:
                items = index_of(view_config.index, tensor.ndim)
                for axis, item in enumerate([item for item in items if item is not None]):
                    if isinstance(item, slice) and (item.step or 1) < 0:
                        cells = list(range(*item.indices(tensor.shape[axis])))[::-1]
                        result = result.flip(axis)
                        last = tensor.shape[axis] - 1
                        forward = slice(last - cells[-1], last - cells[0] + 1, -item.step) if cells else slice(0, 0)
                        items[items.index(item)] = forward
                result = result[tuple(items)]
        case "permute":
            result = tensor.permute(permutation(view_config.axes_order, tensor.ndim))
        case "expand":
            result = tensor.expand(shape_of(view_config.new_shape))
        case "reshape":
            result = tensor.reshape(completed(integers_of(view_config.new_shape), tensor.numel()))
        case "ravel":
            result = tensor.ravel()
        case "copy":
            result = tensor.clone(memory_format=torch.contiguous_format)
    return {
        "shape": list(result.shape),
        "strides_bytes": [stride * result.element_size() for stride in result.stride()],
        "view": result.untyped_storage().data_ptr() == tensor.untyped_storage().data_ptr(),
        "contiguous": result.is_contiguous(),
        "values": result.flatten().tolist(),
    }
