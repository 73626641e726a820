"""NumPy and PyTorch on the same memory: which way of crossing over copies, shown by writing."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.params import config


@config
class SharingConfig:
    """How a tensor is made of an array; then one of the two is written to."""

    way: Literal["from_numpy", "as_tensor", "tensor", "clone", "to_float32", "to_float64"] = "tensor"
    shared_dtype: Literal["float32", "float64"] = "float32"
    write_to: Literal["array", "tensor"] = "array"


@dataclass(frozen=True)
class Sharing:
    """Both sides, four numbers each, before and after the write, and whether they lie at one address.

    `back` is `tensor.numpy()`.
    """

    before: tuple[float, ...]
    array: tuple[float, ...]
    tensor: tuple[float, ...]
    back: tuple[float, ...]
    same_address: bool
    shared: bool
    tensor_dtype: str


LINES = {
    "from_numpy": "torch.from_numpy(array)",
    "as_tensor": "torch.as_tensor(array)",
    "tensor": "torch.tensor(array)",
    "clone": "torch.from_numpy(array).clone()",
    "to_float32": "torch.from_numpy(array).to(torch.float32)",
    "to_float64": "torch.from_numpy(array).to(torch.float64)",
}


def tensor_from(array: np.ndarray, way: str) -> Any:
    """The tensor, made in one of PyTorch's ways; same shape as the array."""
    import torch

    match way:
        case "as_tensor" | "tensor":
            return getattr(torch, way)(array)
        case "clone":
            return torch.from_numpy(array).clone()
        case "to_float32" | "to_float64":
            return torch.from_numpy(array).to(getattr(torch, way.removeprefix("to_")))
    return torch.from_numpy(array)


def share(sharing_config: SharingConfig) -> Sharing:
    """Cross over, write 99 into cell 0 of one side, and look at the other."""
    array = np.array([1, 2, 3, 4], dtype=sharing_config.shared_dtype)
    before = tuple(array.tolist())
    tensor = tensor_from(array, sharing_config.way)
    if sharing_config.write_to == "array":
        array[0] = 99
    else:
        tensor[0] = 99
    address: int = array.__array_interface__["data"][0]
    return Sharing(
        before=before, array=tuple(array.tolist()), tensor=tuple(tensor.tolist()), back=tuple(tensor.numpy().tolist()),
        same_address=tensor.data_ptr() == address, shared=bool(np.shares_memory(array, tensor.numpy())),
        tensor_dtype=str(tensor.dtype),
    )  # fmt: skip
