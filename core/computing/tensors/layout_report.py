"""How strides and offsets come about, as formulas with their numbers."""

from collections.abc import Iterator, Sequence
from typing import Any

from core import tex
from core.computing.tensors.layout import MemoryLayout, offset_of

Line = tuple[str, dict[str, Any]]


def contiguous_orders(layout: MemoryLayout) -> str:
    """The memory orders in which the cells lie side by side: `C`, `F`, both or none."""
    orders = {"C": layout.c_contiguous, "F": layout.f_contiguous}
    return " · ".join(name for name, holds in orders.items() if holds)


def stride_lines(layout: MemoryLayout) -> Iterator[Line]:
    """The stride of every axis, bytes of a number times the sizes of the axes that vary faster; then all bytes.

    An empty array has no strides to speak of.
    """
    column_major = layout.f_contiguous and not layout.c_contiguous
    yield ("strides_f" if column_major else "strides_c"), {}
    for axis, stride in enumerate(layout.strides_bytes if layout.array.size else ()):
        sizes = layout.shape[:axis] if column_major else layout.shape[axis + 1 :]
        factors = tex.product((layout.itemsize_bytes, *sizes))
        yield "stride", {"axis": axis, "factors": factors, "stride": stride}
    sizes_text = tex.product(layout.shape)
    yield "total", {"sizes": sizes_text, "itemsize": layout.itemsize_bytes, "total": layout.total_bytes}


def offset_sum(cell: Sequence[int], strides_bytes: Sequence[int], start: int | None = None) -> tuple[str, int]:
    """The sum of index × stride as LaTeX, after `start` where it is given, and its value in bytes."""
    terms = [tex.product(pair) for pair in zip(cell, strides_bytes, strict=True)]
    if start is not None:
        terms.insert(0, str(start))
    return tex.total(terms), (start or 0) + offset_of(cell, strides_bytes)
