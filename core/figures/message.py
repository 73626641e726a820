"""A header of names and the arrays that a part in the browser draws from, in one piece."""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

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
