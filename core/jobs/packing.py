"""Configs, snapshots and results as JSON and safetensors, and back; nothing of it is code.

A value is a number, a text, None, an array, a tensor, a frozen dataclass, or a tuple, list or dict of such. JSON has
the structure, `{"array": "weights.0.bias"}` stands for the array of that name beside it, which is that of its place. A
call that a result carries (`Made`) is not kept: whoever asked for the result knows it.
"""

import json
import sys
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

import numpy as np
from safetensors.numpy import load, save

from core.code_export import Made

Arrays = dict[str, np.ndarray]
PLAIN = (bool, int, float, str)


def pack(value: Any) -> bytes:
    """One safetensors file with the arrays of a value, its structure as JSON in the header."""
    arrays: Arrays = {}
    structure = json.dumps(_outline(value, arrays))
    arrays = {name: np.asarray(array, order="C") for name, array in arrays.items()}
    return save(arrays or {"none": np.zeros(1, np.uint8)}, {"json": structure})


def unpack(packed: bytes, package: str = "core") -> Any:
    """The value of such a file; its classes are dataclasses of core or of `package`, ValueError for any other."""
    size = int.from_bytes(packed[:8], "little")
    structure = json.loads(packed[8 : 8 + size])["__metadata__"]["json"]
    return _built(json.loads(structure), load(packed), package)


def to_text(value: Any) -> tuple[str, Arrays]:
    """The structure of a value as JSON that is equal for equal values, and its arrays by name, each of any shape."""
    arrays: Arrays = {}
    return json.dumps(_outline(value, arrays), sort_keys=True), arrays


def from_text(structure: str, arrays: Arrays, package: str = "core") -> Any:
    """The inverse of `to_text`, for arrays of any shape; configs check their values anew."""
    return _built(json.loads(structure), arrays, package)


def _outline(value: Any, arrays: Arrays, place: str = "") -> Any:
    """The structure of a value at a place; its arrays are put beside it."""
    if value is None or isinstance(value, PLAIN):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray) and value.dtype.kind == "U":
        return {"texts": value.tolist()}
    if isinstance(value, np.ndarray):
        return {"array": _put(value, arrays, place)}
    if _is_tensor(value):
        return {"tensor": _put(value.detach().cpu().numpy(), arrays, place)}
    if isinstance(value, tuple | list):
        return {type(value).__name__: [_outline(one, arrays, _within(place, k)) for k, one in enumerate(value)]}
    if isinstance(value, dict):
        return {
            "dict": [[_outline(key, arrays), _outline(one, arrays, _within(place, key))] for key, one in value.items()]
        }
    if isinstance(value, Made):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.init]
        inside = {name: _outline(getattr(value, name), arrays, _within(place, name)) for name in names}
        return {"class": f"{type(value).__module__}:{type(value).__qualname__}", "fields": inside}
    raise TypeError(f"{type(value).__name__} cannot be kept in a file.")


def _within(place: str, name: object) -> str:
    return f"{place}.{name}" if place else str(name)


def _put(array: np.ndarray, arrays: Arrays, place: str) -> str:
    if array.dtype.kind not in "biuf":
        raise TypeError(f"An array of {array.dtype} cannot be kept in a file.")
    name = place or "array"
    while name in arrays or name == "__metadata__":  # keys of dicts may spell the place of something else
        name += "_"
    arrays[name] = array
    return name


def _is_tensor(value: Any) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def _built(outline: Any, arrays: Arrays, package: str) -> Any:
    if not isinstance(outline, dict):
        return outline
    if "class" in outline:
        values = {name: _built(one, arrays, package) for name, one in outline["fields"].items()}
        return _class_named(outline["class"], package)(**values)
    [(kind, inside)] = outline.items()
    match kind:
        case "array":
            return arrays[inside]
        case "tensor":
            import torch

            return torch.from_numpy(arrays[inside].copy())
        case "texts":
            return np.array(inside, dtype=np.str_)
        case "dict":
            return {_built(key, arrays, package): _built(one, arrays, package) for key, one in inside}
        case "tuple":
            return tuple(_built(one, arrays, package) for one in inside)
        case "list":
            return [_built(one, arrays, package) for one in inside]
    raise ValueError(f"{kind!r} is nothing that a file can hold.")


def _class_named(name: str, package: str) -> Any:
    """A dataclass by its name; ValueError where it is none of ours."""
    module, _, own = name.partition(":")
    if module.split(".")[0] in {"core", package}:
        found = getattr(import_module(module), own, None)
        if isinstance(found, type) and is_dataclass(found):
            return found
    raise ValueError(f"{name!r} is no dataclass that a file may name.")
