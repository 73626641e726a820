"""Functions of one number, applied to every cell: the shape stays, the dtype may not."""

from dataclasses import dataclass
from decimal import Decimal, Overflow
from typing import Any, Literal

import numpy as np

from core.computing.tensors.arrays import ArrayConfig, create
from core.computing.tensors.exact import exact_number
from core.params import config
from core.refusal import Refusal


@config
class ElementwiseConfig:
    """The function of every cell."""

    function: Literal["square", "sqrt", "exp", "negative", "relu", "over_two"] = "square"


@dataclass(frozen=True)
class Elementwise:
    """An array, and the function of each of its cells: array and values have the same shape."""

    array: np.ndarray
    shape: tuple[int, ...]
    dtype: str
    values: np.ndarray


NUMPY_FUNCTIONS: dict[str, Any] = {
    "square": np.square,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "negative": np.negative,
    "relu": lambda x: np.maximum(x, 0),
    "over_two": lambda x: x > 2,
}


def negatable(array: np.ndarray, elementwise_config: ElementwiseConfig) -> np.ndarray:
    """The array itself, of any shape; Refusal where its cells have no negative."""
    if array.dtype == bool and elementwise_config.function == "negative":
        raise Refusal("negative_bool")
    return array


def apply(array_config: ArrayConfig, elementwise_config: ElementwiseConfig) -> Elementwise:
    """The function of every cell by NumPy; what is not defined becomes nan or infinite."""
    array = negatable(create(array_config), elementwise_config)
    with np.errstate(all="ignore"):
        values = np.asarray(NUMPY_FUNCTIONS[elementwise_config.function](array))
    return Elementwise(array=array, shape=array.shape, dtype=str(values.dtype), values=values)


def apply_in_torch(array_config: ArrayConfig, elementwise_config: ElementwiseConfig) -> dict[str, object]:
    """The same by PyTorch, told to compute in the dtype that NumPy chooses: its own would be float32 for integers."""
    import torch

    array = negatable(create(array_config), elementwise_config)
    functions: dict[str, Any] = {
        "square": torch.square,
        "sqrt": torch.sqrt,
        "exp": torch.exp,
        "negative": torch.neg,
        "relu": torch.relu,
        "over_two": lambda x: x > 2,
    }
    name = elementwise_config.function
    tensor = torch.from_numpy(array)
    if name != "over_two":
        dtype = NUMPY_FUNCTIONS[name](np.empty(0, array.dtype)).dtype
        tensor = tensor.to(getattr(torch, str(dtype)))
    result = functions[name](tensor)
    return {"shape": tuple(result.shape), "dtype": str(result.dtype).removeprefix("torch."), "values": result.tolist()}


EXACT_FUNCTIONS: dict[str, Any] = {
    "square": lambda x: x * x,
    "sqrt": lambda x: Decimal(x).sqrt(),
    "exp": lambda x: Decimal(x).exp(),
    "negative": lambda x: -x,
    "relu": lambda x: max(x, 0),
    "over_two": lambda x: int(x > 2),
}


def exact_outcome(function: str, number: Any) -> int | Decimal | None:
    """The function of one stored number without rounding to a dtype (to 28 digits); None where it is not defined."""
    x = exact_number(number)
    if x is None or (function == "sqrt" and x < 0):
        return None
    try:
        exact: int | Decimal = EXACT_FUNCTIONS[function](x)
        return exact
    except Overflow:
        return None
