"""Reductions: along an axis, many cells become one."""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import numpy as np

from core.computing.tensors.arrays import ArrayConfig, create
from core.computing.tensors.exact import exact_number
from core.params import config
from core.refusal import Refusal


@config
class ReduceConfig:
    """What is worked out along which axis; a negative axis counts from the end."""

    reduction: Literal["sum", "mean", "prod", "max", "min", "std", "argmax", "any", "all"] = "sum"
    along: Literal["all", "0", "1", "2", "3", "-1"] = "0"
    keepdims: bool = False


@dataclass(frozen=True)
class Reduction:
    """An array and its reduction along `axis` (None: along all).

    array: of any shape; values: of `shape`, which lacks the axis, or has size 1 there.
    """

    array: np.ndarray
    axis: int | None
    shape: tuple[int, ...]
    dtype: str
    values: np.ndarray


@dataclass(frozen=True)
class Contribution:
    """The cells of the array that made one cell of a reduction: a mask like the array, and their numbers, (n,)."""

    cell: tuple[int, ...]
    mask: np.ndarray
    numbers: np.ndarray


def chosen_axis(reduce_config: ReduceConfig, array: np.ndarray) -> int | None:
    """The axis that goes, counted from the left; None for all.

    array: any shape. Refusal where it has no such axis, or where no number is left to choose from.
    """
    axis = None if reduce_config.along == "all" else int(reduce_config.along)
    if axis is not None and not -array.ndim <= axis < array.ndim:
        raise Refusal("axis_range", axes=array.ndim, got=axis)
    operation, gone = reduce_config.reduction, array.size if axis is None else array.shape[axis]
    if gone == 0 and operation in ("max", "min", "argmax", "mean", "std"):
        raise Refusal("reduce_empty", operation=operation)
    return None if axis is None else axis % array.ndim


def reduce(array_config: ArrayConfig, reduce_config: ReduceConfig) -> Reduction:
    """The reduction by NumPy, in the dtype that NumPy chooses."""
    array = create(array_config)
    axis = chosen_axis(reduce_config, array)
    with np.errstate(all="ignore"):
        values = np.asarray(getattr(np, reduce_config.reduction)(array, axis=axis, keepdims=reduce_config.keepdims))
    return Reduction(array=array, axis=axis, shape=values.shape, dtype=str(values.dtype), values=values)


def reduce_in_torch(array_config: ArrayConfig, reduce_config: ReduceConfig) -> dict[str, object]:
    """The same by PyTorch: `axis` is `dim`, `max` is `amax`, and `std` divides by n where told `correction=0`.

    It takes means of floats only; integers become float64 first, as NumPy does by itself.
    """
    import torch

    array = create(array_config)
    axis = chosen_axis(reduce_config, array)
    name, keep = reduce_config.reduction, reduce_config.keepdims
    tensor = torch.from_numpy(array)
    if name in ("mean", "std") and not tensor.is_floating_point():
        tensor = tensor.to(torch.float64)
    dims = list(range(tensor.ndim)) if axis is None else [axis]
    result: Any = tensor
    match name:
        case "sum" | "mean":
            result = getattr(tensor, name)(dims, keepdim=keep)
        case "std" if tensor.numel():
            result = tensor.std(dims, correction=0, keepdim=keep)
        case "std":  # of an array without cells, of which no cell is left: std would warn
            result = tensor.mean(dims, keepdim=keep)
        case "max" | "min":
            result = getattr(tensor, f"a{name}")(dims, keepdim=keep)
        case "argmax":
            numbers = tensor.byte() if tensor.dtype == torch.bool else tensor  # truth values have no largest in PyTorch
            result = numbers.argmax(axis, keepdim=keep)
        case "any" | "all":
            result = getattr(tensor.bool(), name)(dim=dims, keepdim=keep)
        case "prod":
            for dim in dims:
                result = result.prod(dim, keepdim=True)
            result = result if keep else result.squeeze(dims)
    if array.dtype == np.uint8 and name in ("sum", "prod"):
        result = result.view(torch.uint64)  # NumPy adds unsigned numbers in an unsigned dtype
    return {"shape": tuple(result.shape), "dtype": str(result.dtype).removeprefix("torch."), "values": result.tolist()}


def contribution(found: Reduction, keepdims: bool, cell_number: int) -> Contribution:
    """Where a cell of the reduction comes from, given by its flat number modulo their count."""
    mask = np.zeros(found.array.shape, dtype=bool)
    cell: tuple[int, ...] = ()
    if found.values.size:
        cell = tuple(int(i) for i in np.unravel_index(cell_number % found.values.size, found.shape))
        place: list[Any] = list(cell)
        if found.axis is None:
            place = [slice(None)] * found.array.ndim
        elif keepdims:
            place[found.axis] = slice(None)
        else:
            place.insert(found.axis, slice(None))
        mask[tuple(place)] = True
    return Contribution(cell=cell, mask=mask, numbers=found.array[mask])


def exact_reduction(reduction: str, numbers: np.ndarray) -> int | Decimal | None:
    """The reduction of stored numbers (n,) without rounding to a dtype (to 28 digits); None where it is not defined."""
    exact = [exact_number(number) for number in numbers]
    values = [number for number in exact if number is not None]
    if len(values) < len(exact) or (not values and reduction not in ("sum", "prod")):
        return None
    total, n = sum(values), len(values)
    match reduction:
        case "sum":
            return total
        case "prod":
            return math.prod(values)
        case "mean":
            return Decimal(total) / n
        case "std":
            mean = Decimal(total) / n
            return (sum(((value - mean) ** 2 for value in values), Decimal(0)) / n).sqrt()
    return None
