"""Arrays in files: `.npy`, `.npz` and `.safetensors` read as data only, never as code, and written."""

import io
import json
import math
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.computing.tensors.arrays import ArrayConfig, create
from core.refusal import Refusal

MOST_BYTES = 16 * 2**20  # of a file, and of what it unpacks to
MOST_ARRAYS = 64
LONGEST_HEADER = 10_000
LONGEST_JSON = 200_000
LONGEST_SIZE = 18  # digits of a size of an axis
NPY_MAGIC = b"\x93NUMPY"
NPY_HEADER = re.compile(
    r"\{\s*'descr':\s*(?:'(?P<descr>[^']{1,40})'|(?P<record>\[.*\]))\s*,\s*'fortran_order':\s*(?P<fortran>True|False)"
    r"\s*,\s*'shape':\s*\((?P<shape>\s*|\s*\d+L?\s*,\s*(?:\d+L?\s*,\s*)*(?:\d+L?)?\s*)\)\s*(?:,\s*)?\}\s*",
    re.DOTALL,
)
NUMBERS = re.compile(r"[<>|=]?(b1|[iu][1248]|f[248]|c8|c16)")


@dataclass(frozen=True)
class StoredArray:
    """One array of a file: its numbers, and its dtype as the file names it.

    array: any shape. Numbers stand in the machine's byte order; bfloat16 and the 8-bit floats, which NumPy lacks, as
    float32.
    """

    name: str
    array: np.ndarray
    dtype: str
    fortran_order: bool


def read_arrays(content: bytes) -> tuple[StoredArray, ...]:
    """All arrays of a file, whose kind is seen from its first bytes; Refusal where it is broken or too large."""
    if not content:
        raise Refusal("file_empty")
    if len(content) > MOST_BYTES:
        raise Refusal("file_large", limit=MOST_BYTES, got=len(content))
    if content.startswith(NPY_MAGIC):
        return (read_npy(content),)
    if content.startswith(b"PK"):
        return read_npz(content)
    if content[8:9] == b"{":
        return read_safetensors(content)
    raise Refusal("file_kind")


def read_npy(content: bytes, name: str = "") -> StoredArray:
    """An array in NumPy's format: magic, version, header, numbers. The header is matched, not evaluated."""
    if not content.startswith(NPY_MAGIC) or len(content) < 12 or content[6] not in (1, 2, 3):
        raise Refusal("npy_magic")
    width = 2 if content[6] == 1 else 4
    first = 8 + width + int.from_bytes(content[8 : 8 + width], "little")
    if first - 8 - width > LONGEST_HEADER or first > len(content):
        raise Refusal("npy_header")
    found = NPY_HEADER.fullmatch(content[8 + width : first].decode("latin-1"))
    if not found:
        raise Refusal("npy_header")
    dtype = found.group("descr") or found.group("record")
    if "O" in dtype:
        raise Refusal("file_object")
    if not NUMBERS.fullmatch(dtype):
        raise Refusal("file_dtype", dtype=dtype[:40])
    sizes = re.findall(r"\d+", found.group("shape"))
    if any(len(size) > LONGEST_SIZE for size in sizes):
        raise Refusal("file_large", limit=MOST_BYTES, got=f"10^{max(map(len, sizes)) - 1}")
    shape = tuple(map(int, sizes))
    kind = np.dtype(dtype)
    check_bytes(shape, kind.itemsize)
    check_length(len(content) - first, math.prod(shape) * kind.itemsize)
    fortran = found.group("fortran") == "True"
    flat = np.frombuffer(content, dtype=kind, count=math.prod(shape), offset=first)
    array = flat.reshape(shape, order="F" if fortran else "C").astype(kind.newbyteorder("="), order="K")
    return StoredArray(name, array, dtype, fortran)


def check_bytes(shape: tuple[int, ...], itemsize: int) -> None:
    """Refusal where an array is too large, or has more axes than NumPy counts."""
    wanted = math.prod(max(size, 1) for size in shape) * itemsize
    if wanted > MOST_BYTES or len(shape) > 32:
        raise Refusal("file_large", limit=MOST_BYTES, got=wanted)


def check_length(got: int, want: int) -> None:
    """Refusal where fewer or more bytes follow than the header says."""
    if got < want:
        raise Refusal("file_truncated", want=want, got=got)
    if got > want:
        raise Refusal("file_longer", want=want, got=got)


def read_npz(content: bytes) -> tuple[StoredArray, ...]:
    """The arrays of a zip of .npy files; sizes are checked before anything is unpacked."""
    if content.count(b"PK\x01\x02") > 4 * MOST_ARRAYS:
        raise Refusal("npz_entries", limit=MOST_ARRAYS)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            check_entries(entries)
            return tuple(read_npy(unpacked(archive, entry), entry.filename[:-4]) for entry in entries)
    except Refusal:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Refusal("npz_broken") from error


def check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refusal where an archive is no plain collection of arrays, or unpacks to too much."""
    if not entries:
        raise Refusal("file_empty")
    if len(entries) > MOST_ARRAYS:
        raise Refusal("npz_entries", limit=MOST_ARRAYS)
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        raise Refusal("npz_bomb", limit=MOST_BYTES, got=total)
    names = [entry.filename for entry in entries]
    for entry in entries:
        plain = re.fullmatch(r"\w[\w .\-]{0,80}\.npy", entry.filename) and names.count(entry.filename) == 1
        link = entry.external_attr >> 16 & 0o170000 == 0o120000
        stored = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not entry.flag_bits & 1
        if not plain or link or not stored:
            shown = "".join(c if c.isprintable() else "�" for c in entry.filename[:40])
            raise Refusal("npz_entry", name=shown)


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The entry's bytes; never more than its own header says, whatever the packed data would grow to."""
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    check_length(len(content), entry.file_size)
    return content


def read_safetensors(content: bytes) -> tuple[StoredArray, ...]:
    """The tensors of a .safetensors file: 8 bytes of length, a JSON header, numbers."""
    from safetensors import SafetensorError
    from safetensors.torch import load

    length = int.from_bytes(content[:8], "little")
    if length > LONGEST_JSON or 8 + length > len(content):
        raise Refusal("safetensors_header")
    try:
        header = json.loads(content[8 : 8 + length])
        tensors = {name: entry for name, entry in header.items() if name != "__metadata__"}
        last = max([0, *(int(entry["data_offsets"][1]) for entry in tensors.values())])
        sizes = [tuple(int(size) for size in entry["shape"]) for entry in tensors.values()]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise Refusal("safetensors_header") from error
    if not tensors:
        raise Refusal("file_empty")
    if len(tensors) > MOST_ARRAYS:
        raise Refusal("npz_entries", limit=MOST_ARRAYS)
    check_length(len(content) - 8 - length, last)
    for shape in sizes:
        check_bytes(shape, 1)
    try:
        loaded = load(content)
    except (SafetensorError, ValueError, KeyError, TypeError, RuntimeError, OverflowError) as error:
        raise Refusal("safetensors_broken") from error
    found = []
    for name, tensor in loaded.items():
        array = tensor.float().numpy() if tensor.dtype.is_floating_point and tensor.itemsize < 4 else tensor.numpy()
        found.append(StoredArray(name[:80], array, tensors[name]["dtype"], False))
    return tuple(found)


def write_npy(array: np.ndarray) -> bytes:
    """The array, of any shape, as an .npy file."""
    file = io.BytesIO()
    np.save(file, array, allow_pickle=False)
    return file.getvalue()


def write_npz(arrays: Mapping[str, np.ndarray]) -> bytes:
    """The arrays, of any shape, as a compressed .npz file."""
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def write_safetensors(arrays: Mapping[str, np.ndarray]) -> bytes:
    """The arrays, of any shape, as a .safetensors file, which knows row order only."""
    from safetensors.numpy import save

    return save({name: np.ascontiguousarray(array) for name, array in arrays.items()})


@dataclass(frozen=True)
class NpyParts:
    """The parts of an .npy file, and whether NumPy reads the array back from it."""

    header: str
    header_bytes: int
    data_bytes: int
    equal: bool


def npy_parts(array_config: ArrayConfig) -> NpyParts:
    """An .npy file of the array written byte by byte: magic, version, length, header, numbers."""
    array = create(array_config)
    fortran = array.flags.f_contiguous and not array.flags.c_contiguous
    text = f"{{'descr': {array.dtype.str!r}, 'fortran_order': {fortran}, 'shape': {array.shape}, }}"
    text = text.ljust(-(-(10 + len(text) + 1) // 64) * 64 - 11) + "\n"  # the numbers begin at a multiple of 64
    header = b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()
    content = header + array.tobytes(order="A")
    return NpyParts(text.strip(), len(header), array.nbytes, reads_back(content, array))


def npy_parts_of_numpy(array_config: ArrayConfig) -> NpyParts:
    """The parts of the file that np.save writes."""
    array = create(array_config)
    content = write_npy(array)
    first = 10 + int.from_bytes(content[8:10], "little")
    return NpyParts(content[10:first].decode().strip(), first, len(content) - first, reads_back(content, array))


def reads_back(content: bytes, array: np.ndarray) -> bool:
    """Whether NumPy reads the array, of any shape, from the file."""
    loaded = np.load(io.BytesIO(content), allow_pickle=False)
    return bool(np.array_equal(loaded, array, equal_nan=array.dtype.kind == "f"))
