"""View or copy: what indexing, reshaping, permuting and expanding do to shape and strides."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.computing.tensors.arrays import ArrayConfig, create, integers_of, shape_of
from core.computing.tensors.indexing import COMPARISON, index_of, sliced
from core.computing.tensors.layout import offsets_of
from core.computing.tensors.reshaping import completed, expanded, permutation, reshaped_strides
from core.params import Len, config
from core.refusal import Refusal

COMPARE = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
           "==": np.equal, "!=": np.not_equal}  # fmt: skip


@config
class ViewConfig:
    """What is done to the array."""

    take: Literal["index", "reshape", "permute", "expand", "ravel", "copy"] = "index"
    index: Annotated[str, Len(max_length=60)] = "0, 1:, ::2"
    new_shape: Annotated[str, Len(max_length=40)] = "4, 6"
    expanded_shape: Annotated[str, Len(max_length=40)] = "2, 2, 3, 4"
    axes_order: Annotated[str, Len(max_length=20)] = "2, 0, 1"


@dataclass(frozen=True)
class View:
    """What was taken of an array, beside the array.

    array: any shape; result: of `shape`; sources: like result, the array's flat cell (C order) that each
    cell came from; selected: like array, the cells taken. Strides and offset are NumPy's, in bytes.
    """

    array: np.ndarray
    shape: tuple[int, ...]
    result: np.ndarray
    is_view: bool
    strides_bytes: tuple[int, ...]
    offset_bytes: int
    c_contiguous: bool
    sources: np.ndarray
    selected: np.ndarray


@dataclass(frozen=True)
class WriteEffect:
    """What a write of `written` into cell `cell` of a result has changed.

    changed_array, changed_result: masks in the shapes of the array and of the result.
    """

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
    places: np.ndarray  # of `shape`


def place(array: np.ndarray, view_config: ViewConfig) -> Place:
    """Shape, strides and offset of the outcome, worked out by hand, and the place of each cell, all in bytes.

    array: any shape.
    """
    shape, strides = array.shape, array.strides
    if view_config.take == "index":
        return indexed(array, view_config.index)
    if view_config.take == "permute":
        order = permutation(view_config.axes_order, array.ndim)
        shape, strides = tuple(shape[axis] for axis in order), tuple(strides[axis] for axis in order)
        return Place(shape, strides, 0, offsets_of(shape, strides))
    if view_config.take == "expand":
        target = shape_of(view_config.expanded_shape)
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
    """`array[text]` of an array of any shape: numbers and slices give a view, a list or a comparison gives a copy."""
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
    """The same operation on an array of any shape, done by NumPy itself."""
    match view_config.take:
        case "index":
            if found := COMPARISON.fullmatch(view_config.index):
                return np.asarray(array[COMPARE[found.group(1)](array, float(found.group(2)))])
            items = index_of(view_config.index, array.ndim)
            return np.asarray(array[(*items, ...) if "..." in view_config.index else tuple(items)])
        case "permute":
            return array.transpose(permutation(view_config.axes_order, array.ndim))
        case "expand":
            return np.broadcast_to(array, shape_of(view_config.expanded_shape))
        case "reshape":
            return array.reshape(completed(integers_of(view_config.new_shape), array.size))
        case "ravel":
            return array.ravel()
    return array.copy()


def view(array_config: ArrayConfig, view_config: ViewConfig) -> View:
    """What NumPy takes of the array, and, from strides worked out by hand, where each of its cells came from."""
    array = create(array_config)
    where = place(array, view_config)  # first, since it says in its own words what cannot be done
    result = taken_by_numpy(array, view_config)
    numbers = np.empty(array.size, dtype=np.int64)
    numbers[offsets_of(array.shape, array.strides).ravel() // array.itemsize] = np.arange(array.size)
    sources = np.asarray(numbers[where.places // array.itemsize])
    selected = np.zeros(array.size, dtype=bool)
    selected[sources.ravel()] = True
    return View(
        array=array,
        shape=result.shape,
        result=result,
        is_view=result.base is array or bool(np.shares_memory(array, result)),  # an empty view shares nothing
        strides_bytes=result.strides,
        offset_bytes=where.offset,
        c_contiguous=result.flags.c_contiguous,
        sources=sources,
        selected=selected.reshape(array.shape),
    )


def write_effect(found: View, view_config: ViewConfig, cell_number: int) -> WriteEffect:
    """Overwrite one cell of the result, given by its flat number modulo their count: NumPy does it, on copies."""
    array = found.array.copy(order="K")
    result = taken_by_numpy(array, view_config)
    if not result.flags.writeable:  # NumPy guards an expanded array, whose cells are one cell
        result = np.lib.stride_tricks.as_strided(array, result.shape, result.strides)
    before_array, before_result = array.copy(), result.copy()
    cell: tuple[int, ...] = ()
    written = 0.0
    if result.size:
        cell = tuple(int(i) for i in np.unravel_index(cell_number % result.size, result.shape))
        result[cell] = not result[cell] if array.dtype == bool else (99 if result[cell] != 99 else 98)
        written = float(result[cell])
    return WriteEffect(
        cell=cell,
        written=written,
        changed_array=_differ(before_array, array),
        changed_result=_differ(before_result, result),
    )


def _differ(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    return np.asarray((before != after) & ~(np.isnan(before) & np.isnan(after)))


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
            result = tensor.expand(shape_of(view_config.expanded_shape))
        case "reshape":
            result = tensor.reshape(completed(integers_of(view_config.new_shape), tensor.numel()))
        case "ravel":
            result = tensor.ravel()
        case "copy":
            result = tensor.clone(memory_format=torch.contiguous_format)
    return {
        "shape": tuple(result.shape),
        "result": result.tolist(),
        "is_view": result.untyped_storage().data_ptr() == tensor.untyped_storage().data_ptr(),
        "strides_bytes": tuple(stride * result.element_size() for stride in result.stride()),
        "c_contiguous": result.is_contiguous(),
    }
