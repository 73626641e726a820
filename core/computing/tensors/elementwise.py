"""Functions of one number, applied to every cell: the shape stays, the dtype may not."""

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.computing.tensors.arrays import ArrayConfig, create
from core.params import config
from core.refusal import Refusal


@config
class ElementwiseConfig:
    """What is done to every cell."""

    function: Literal["square", "sqrt", "exp", "negative", "relu", "over_two"] = "square"


@dataclass(frozen=True)
class Elementwise:
    """The array, and the outcome in the same shape."""

    array: np.ndarray
    result: np.ndarray


def negatable(array: np.ndarray, elementwise_config: ElementwiseConfig) -> np.ndarray:
    """The array itself; Refusal where its cells have no negative."""
    if array.dtype == bool and elementwise_config.function == "negative":
        raise Refusal("negative_bool")
    return array


def apply(array_config: ArrayConfig, elementwise_config: ElementwiseConfig) -> Elementwise:
    """The function of every cell by NumPy; what is not defined becomes nan or infinite."""
    array = negatable(create(array_config), elementwise_config)
    functions: dict[str, Any] = {
        "square": np.square,
        "sqrt": np.sqrt,
        "exp": np.exp,
        "negative": np.negative,
        "relu": lambda x: np.maximum(x, 0),
        "over_two": lambda x: x > 2,
    }
    with np.errstate(all="ignore"):
        return Elementwise(array, functions[elementwise_config.function](array))


def apply_by_hand(array_config: ArrayConfig, elementwise_config: ElementwiseConfig) -> dict[str, object]:
    """Cell by cell, in float64; the shape is that of the array."""
    array = negatable(create(array_config), elementwise_config)
    functions: dict[str, Any] = {
        "square": lambda x: x * x,
        "sqrt": lambda x: math.sqrt(x) if x >= 0 else math.nan,
        "exp": lambda x: math.exp(x) if x < 709 else math.inf,
        "negative": lambda x: -x,
        "relu": lambda x: max(x, 0.0),
        "over_two": lambda x: x > 2,
    }
    line = [float(x) for x in array.ravel().tolist()]
    return {"shape": list(array.shape), "values": [functions[elementwise_config.function](x) for x in line]}


def apply_in_torch(array_config: ArrayConfig, elementwise_config: ElementwiseConfig) -> dict[str, object]:
    """The same by PyTorch, in float64."""
    import torch

    tensor = torch.from_numpy(negatable(create(array_config), elementwise_config)).to(torch.float64)
    functions: dict[str, Any] = {
        "square": torch.square,
        "sqrt": torch.sqrt,
        "exp": torch.exp,
        "negative": torch.neg,
        "relu": torch.relu,
        "over_two": lambda x: x > 2,
    }
    result = functions[elementwise_config.function](tensor)
    return {"shape": list(result.shape), "values": result.flatten().tolist()}
