"""Reductions: along an axis, many cells become one."""

import itertools
import math
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np

from core.computing.tensors.arrays import ArrayConfig, create
from core.params import Interval, config
from core.refusal import Refusal


@config
class ReduceConfig:
    """What is worked out along which axis, and the cell of the outcome that is looked at (flat, modulo their number).

    A negative axis counts from the end.
    """

    reduction: Literal["sum", "mean", "prod", "max", "min", "std", "argmax", "any", "all"] = "sum"
    along: Literal["all", "0", "1", "2", "3", "-1"] = "0"
    keepdims: bool = False
    cell: Annotated[int, Interval(ge=0, le=511)] = 17


@dataclass(frozen=True)
class Reduction:
    """The array, the outcome, and which cells of the array (`contributing`) made the chosen cell of the outcome."""

    array: np.ndarray
    result: np.ndarray
    axis: int | None
    cell: tuple[int, ...]
    contributing: np.ndarray
    values: np.ndarray


def chosen_axis(reduce_config: ReduceConfig, array: np.ndarray) -> int | None:
    """The axis that goes, counted from the left; None for all.

    Refusal where the array has no such axis, or where no number is left to choose from.
    """
    axis = None if reduce_config.along == "all" else int(reduce_config.along)
    if axis is not None and not -array.ndim <= axis < array.ndim:
        raise Refusal("axis_range", axes=array.ndim, got=axis)
    operation, gone = reduce_config.reduction, array.size if axis is None else array.shape[axis]
    if gone == 0 and operation in ("max", "min", "argmax", "mean", "std"):
        raise Refusal("reduce_empty", operation=operation)
    return None if axis is None else axis % array.ndim


def reduce(array_config: ArrayConfig, reduce_config: ReduceConfig) -> Reduction:
    """The reduction by NumPy, and where one of its cells comes from."""
    array = create(array_config)
    axis = chosen_axis(reduce_config, array)
    with np.errstate(all="ignore"):
        result = np.asarray(getattr(np, reduce_config.reduction)(array, axis=axis, keepdims=reduce_config.keepdims))
    contributing = np.zeros(array.shape, dtype=bool)
    cell: tuple[int, ...] = ()
    if result.size:
        cell = tuple(int(i) for i in np.unravel_index(reduce_config.cell % result.size, result.shape))
        place: list[Any] = list(cell)
        if axis is None:
            place = [slice(None)] * array.ndim
        elif reduce_config.keepdims:
            place[axis] = slice(None)
        else:
            place.insert(axis, slice(None))
        contributing[tuple(place)] = True
    return Reduction(array, result, axis, cell, contributing, array[contributing])


def reduce_by_hand(array_config: ArrayConfig, reduce_config: ReduceConfig) -> dict[str, object]:
    """For every cell of the outcome, gather the cells that differ only along the axis, then work out one number."""
    array = create(array_config).astype(np.float64)
    axis = chosen_axis(reduce_config, array)
    operations: dict[str, Any] = {
        "sum": math.fsum,
        "mean": lambda x: math.fsum(x) / len(x),
        "prod": math.prod,
        "max": max,
        "min": min,
        "std": lambda x: math.sqrt(math.fsum((v - math.fsum(x) / len(x)) ** 2 for v in x) / len(x)),
        "argmax": lambda x: x.index(max(x)),
        "any": any,
        "all": all,
    }
    gone = range(array.ndim) if axis is None else [axis]
    kept = [1 if a in gone else size for a, size in enumerate(array.shape)]
    values = []
    for cell in itertools.product(*map(range, kept)):
        lines = [range(size) if a in gone else [cell[a]] for a, size in enumerate(array.shape)]
        values.append(operations[reduce_config.reduction]([float(array[i]) for i in itertools.product(*lines)]))
    shape = kept if reduce_config.keepdims else [size for a, size in enumerate(kept) if a not in gone]
    return {"shape": shape, "values": values}


def reduce_in_torch(array_config: ArrayConfig, reduce_config: ReduceConfig) -> dict[str, object]:
    """The same by PyTorch: `axis` is `dim`, `max` is `amax`, and `std` divides by n where told `correction=0`."""
    import torch

    tensor = torch.from_numpy(create(array_config)).to(torch.float64)
    axis = chosen_axis(reduce_config, tensor.numpy())
    dims = list(range(tensor.ndim)) if axis is None else [axis]
    keep = reduce_config.keepdims
    result: Any = tensor
    match reduce_config.reduction:
        case "sum":
            result = tensor.sum(dims, keepdim=keep)
        case "mean":
            result = tensor.mean(dims, keepdim=keep)
        case "std":
            result = tensor.std(dims, correction=0, keepdim=keep)
        case "max":
            result = tensor.amax(dims, keepdim=keep)
        case "min":
            result = tensor.amin(dims, keepdim=keep)
        case "argmax":
            result = tensor.argmax(axis, keepdim=keep)
        case "any":
            result = tensor.bool().any(dim=dims, keepdim=keep)
        case "all":
            result = tensor.bool().all(dim=dims, keepdim=keep)
        case "prod":
            for dim in dims:
                result = result.prod(dim, keepdim=True)
            result = result if keep else result.squeeze(dims)
    return {"shape": list(result.shape), "values": result.flatten().tolist()}
