import io
import json
import pickle
import struct
import tracemalloc
import zipfile

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from safetensors.torch import save as save_tensors

from core.computing.tensors import files
from core.computing.tensors.arrays import ArrayConfig
from core.computing.tensors.files import (
    MOST_BYTES,
    npy_parts,
    npy_parts_of_numpy,
    read_arrays,
    write_npy,
    write_npz,
    write_safetensors,
)
from core.computing.tensors.sharing import LINES, SharingConfig, share, tensor_from
from core.refusal import Refusal

NUMBERS = np.arange(6, dtype="<f8").reshape(2, 3)


class Bomb:
    def __reduce__(self):
        return (exec, ("raise SystemError('executed')",))


def npy(header, body=b"\0" * 48, version=1):
    text = header.encode("latin-1") + b"\n"
    length = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + length + text + body


def header(descr="'<f8'", shape="(2, 3)", fortran="False"):
    return f"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}"


def zipped(entries, **how):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", **how) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def lying_zip():
    """An entry whose headers say 176 bytes and whose packed data grow to 15 million."""
    content = bytearray(zipped([("a.npy", b"\0" * 15_000_000)], compression=zipfile.ZIP_DEFLATED))
    true = struct.pack("<I", 15_000_000)
    for _ in range(2):
        at = content.index(true)
        content[at : at + 4] = struct.pack("<I", 176)
    return bytes(content)


def link():
    info = zipfile.ZipInfo("a.npy")
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return zipped([(info, b"/etc/passwd")])


def tensors(header_object, body=b"", length=None):
    text = header_object if isinstance(header_object, bytes) else json.dumps(header_object).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + body


def entry(dtype="F32", shape=(2,), offsets=(0, 8)):
    return {"a": {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}}


def objects():
    file = io.BytesIO()
    np.save(file, np.array([Bomb()], dtype=object), allow_pickle=True)
    return file.getvalue()


BROKEN = {
    "nothing": (b"", "file_empty"),
    "text": (b"a,b\n1,2\n", "file_kind"),
    "pickle": (pickle.dumps(Bomb()), "file_kind"),
    "too large": (b"\x93NUMPY" + b"\0" * MOST_BYTES, "file_large"),
    "npy of objects": (objects(), "file_object"),
    "npy record with objects": (npy(header("[('x', '|O')]")), "file_object"),
    "npy record": (npy(header("[('x', '<f8')]")), "file_dtype"),
    "npy of text": (npy(header("'<U4'")), "file_dtype"),
    "npy of dates": (npy(header("'<M8[s]'")), "file_dtype"),
    "npy of bfloat16 as raw bytes": (npy(header("'|V2'")), "file_dtype"),
    "npy magic only": (b"\x93NUMPY", "npy_magic"),
    "npy version of the future": (npy(header(), version=9), "npy_magic"),
    "npy header cut": (npy(header())[:40], "npy_header"),
    "npy header with code": (npy("{'descr': __import__('os').system('true'), 'shape': ()}"), "npy_header"),
    "npy header with code in the shape": (npy(header(shape="(2, print(3))")), "npy_header"),
    "npy header of nested brackets": (npy("(" * 9000), "npy_header"),
    "npy header of spaces": (npy(header(shape="()")[:-3] + " " * 9000 + "!"), "npy_header"),
    "npy giant header": (npy(" " * 60000), "npy_header"),
    "npy giant header of version 2": (npy(" " * 100000, version=2), "npy_header"),
    "npy truncated": (write_npy(NUMBERS)[:-1], "file_truncated"),
    "npy with a tail": (write_npy(NUMBERS) + b"x", "file_longer"),
    "npy that promises terabytes": (npy(header(shape="(1000000, 1000000)")), "file_large"),
    "npy that promises nothing of much": (npy(header(shape="(0, 99999999999)"), b""), "file_large"),
    "npy of many axes": (npy(header(shape=f"({'1,' * 40})"), b"\0" * 8), "file_large"),
    "npy with a shape without commas": (npy(header(shape="(3 4)"), b"\0" * 96), "npy_header"),
    "npy with a shape of commas": (npy(header(shape="(,,3,,4)"), b"\0" * 96), "npy_header"),
    "npy with a shape that is no tuple": (npy(header(shape="(3)"), b"\0" * 24), "npy_header"),
    "npy with a size of 13 digits": (npy(header("'|i1'", shape="(1000000000000,)"), b""), "file_large"),
    "npy with a size of 40 digits": (npy(header(shape=f"(0, {10**40})"), b""), "file_large"),
    "npy with Arabic digits": (npy(header(shape="(\xb2,)"), b"\0" * 16), "npy_header"),
    "npy with a negative size": (npy(header(shape="(-2, 3)")), "npy_header"),
    "npz empty": (zipped([]), "file_empty"),
    "npz bomb": (zipped([("a.npy", b"\0" * 2**26)], compression=zipfile.ZIP_DEFLATED), "npz_bomb"),
    "npz that lies about its size": (lying_zip(), "npz_broken"),
    "npz with a way up": (zipped([("../../a.npy", write_npy(NUMBERS))]), "npz_entry"),
    "npz with an absolute name": (zipped([("/tmp/a.npy", write_npy(NUMBERS))]), "npz_entry"),
    "npz with a zip inside": (zipped([("a.zip", zipped([]))]), "npz_entry"),
    "npz with a link": (link(), "npz_entry"),
    "npz packed by another method": (zipped([("a.npy", b"x")], compression=zipfile.ZIP_LZMA), "npz_entry"),
    "npz of a hundred": (zipped([(f"a{k}.npy", b"x") for k in range(100)]), "npz_entries"),
    "npz of thousands": (zipped([(f"a{k}.npy", b"x") for k in range(3000)]), "npz_entries"),
    "npz truncated": (write_npz({"a": NUMBERS})[:-30], "npz_broken"),
    "npz of objects": (zipped([("a.npy", objects())]), "file_object"),
    "npz beginning only": (b"PK\x03\x04", "npz_broken"),
    "safetensors empty": (tensors({}), "file_empty"),
    "safetensors truncated": (write_safetensors({"a": NUMBERS})[:-1], "file_truncated"),
    "safetensors with a tail": (write_safetensors({"a": NUMBERS}) + b"x", "file_longer"),
    "safetensors giant header": (tensors({}, length=2**40), "safetensors_header"),
    "safetensors header of garbage": (tensors(b"{]"), "safetensors_header"),
    "safetensors header of nested brackets": (tensors(b'{"a":' + b"[" * 100000), "safetensors_header"),
    "safetensors header of other things": (tensors({"a": 3}), "safetensors_header"),
    "safetensors offsets that overlap the shape": (tensors(entry(shape=(3,)), b"\0" * 8), "safetensors_broken"),
    "safetensors offsets backwards": (tensors(entry(offsets=(8, 0)), b""), "safetensors_broken"),
    "safetensors offsets beyond": (tensors(entry(offsets=(0, 8000)), b"\0" * 8), "file_truncated"),
    "safetensors negative shape": (tensors(entry(shape=(-2,)), b"\0" * 8), "safetensors_broken"),
    "safetensors giant shape": (tensors(entry(shape=(2**60,)), b"\0" * 8), "file_large"),
    "safetensors unknown dtype": (tensors(entry(dtype="X9"), b"\0" * 8), "safetensors_broken"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "rule"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_in_one_sentence_without_executing_or_unpacking_it(content, rule):
    tracemalloc.start()
    with pytest.raises(Refusal) as caught:
        read_arrays(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.rule == rule
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert peak < 8e6


DTYPES = st.sampled_from(
    ["bool", "int8", "int32", "int64", "uint8", "float16", "float32", "float64", "complex128", ">f4"]
)


@settings(max_examples=60, deadline=None)
@given(arrays.arrays(DTYPES, arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)), st.booleans())
def test_npy_and_npz_come_back_as_they_went(array, fortran):
    array = np.asarray(array, order="F" if fortran else "C")
    (alone,) = read_arrays(write_npy(array))
    (packed,) = read_arrays(write_npz({"weights": array}))
    assert packed.name == "weights"
    for found in (alone, packed):
        np.testing.assert_array_equal(found.array, array)
        assert found.array.dtype == array.dtype.newbyteorder("=")
        assert found.dtype == array.dtype.str
        judge = np.load(io.BytesIO(write_npy(array)), allow_pickle=False)
        assert found.array.shape == judge.shape


def test_safetensors_come_back_as_they_went_in_row_order():
    given_arrays = {"a": NUMBERS, "b": np.asfortranarray(NUMBERS.astype("f4")), "c": np.array(True)}
    found = {stored.name: stored.array for stored in read_arrays(write_safetensors(given_arrays))}
    assert found.keys() == given_arrays.keys()
    for name, array in given_arrays.items():
        np.testing.assert_array_equal(found[name], array)
        assert found[name].dtype == array.dtype


def test_bfloat16_is_read_as_float32_and_said_to_be_bfloat16():
    tensor = torch.tensor([0.1, 3.0], dtype=torch.bfloat16)
    (found,) = read_arrays(save_tensors({"a": tensor}))
    assert found.dtype == "BF16"
    assert found.array.dtype == np.float32
    assert found.array.tolist() == tensor.tolist()


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", ["float32", "int8", "bool"])
def test_an_npy_written_byte_by_byte_is_numpys(order, dtype):
    config = ArrayConfig(order=order, dtype=dtype)
    assert npy_parts(config) == npy_parts_of_numpy(config)
    assert npy_parts(config).equal


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["npy", "npz", "safetensors"]), st.data())
def test_a_damaged_byte_is_read_or_refused_and_nothing_else(kind, data):
    content = {
        "npy": write_npy(NUMBERS),
        "npz": write_npz({"a": NUMBERS}),
        "safetensors": write_safetensors({"a": NUMBERS}),
    }[kind]
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 3))):
        damaged[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert all(stored.array.nbytes <= files.MOST_BYTES for stored in read_arrays(bytes(damaged)))
    except Refusal as error:
        assert str(error)


@pytest.mark.parametrize("way", ["from_numpy", "as_tensor", "tensor", "clone", "to_float32", "to_float64"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("write_to", ["array", "tensor"])
def test_shared_memory_is_seen_on_both_sides_and_a_copy_is_not(way, dtype, write_to):
    found = share(SharingConfig(way=way, shared_dtype=dtype, write_to=write_to))
    assert found.shared == found.same_address == (found.array == found.tensor)
    assert found.shared == (way in ("from_numpy", "as_tensor", f"to_{dtype}"))
    assert found.back == found.tensor
    assert getattr(torch, found.tensor_dtype.removeprefix("torch.")).is_floating_point
    array = np.array([1, 2, 3, 4], dtype=dtype)
    line = eval(LINES[way], {"torch": torch, "array": array})
    assert (line.tolist(), line.dtype) == (tensor_from(array, way).tolist(), tensor_from(array, way).dtype)
