"""Numbers in as few bytes as they need, and a header with the arrays that a part in the browser draws from."""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

PRECISION = 1e-6  # of the range of the values; where float32 is coarser they travel as float64
ALIGNMENT_BYTES = 8  # a typed array may begin at multiples of its element's size only


def packed(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """Length of the header (uint32), the header (JSON), and the arrays at multiples of eight bytes, little-endian.

    The arrays are of any shape; `arrays` in the header tells type, shape and place of each. `live/message.js` reads it.
    """
    places, parts, at = {}, [], 0
    for name, array in arrays.items():
        part = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).tobytes()
        part += bytes(-len(part) % ALIGNMENT_BYTES)
        places[name] = [array.dtype.str[1:], array.shape, at]
        parts.append(part)
        at += len(part)
    fields = {**header, "arrays": places}
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-(4 + len(text)) % ALIGNMENT_BYTES)
    return struct.pack("<I", len(text)) + text + b"".join(parts)


def compact(values: np.ndarray) -> np.ndarray:
    """The same numbers in the smallest type that holds them to a millionth of their range; the shape is kept."""
    if values.dtype.kind in "biu":
        low, high = (int(values.min()), int(values.max())) if values.size else (0, 0)
        for kind in (np.uint8, np.int8, np.uint16, np.int16, np.int32):
            if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
                return values.astype(kind)
        return values.astype(np.float64)
    there = values[np.isfinite(values)].astype(np.float64)
    with np.errstate(over="ignore"):
        short = values.astype(np.float32)
        lost = np.abs(there.astype(np.float32) - there)
    coarse = there.size and not lost.max() <= PRECISION * (np.ptp(there) or np.abs(there).max())
    return values.astype(np.float64) if coarse else short
