"""How strides and offsets come about, as rows of a formula with its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from core import tex
from core.computing.tensors.layout import MemoryLayout, offset_of


@dataclass(frozen=True)
class StrideRow:
    """The stride of one axis as a product: bytes of a number times the sizes of the axes that vary faster."""

    axis: int
    factors: str
    stride_bytes: int


def column_major(layout: MemoryLayout) -> bool:
    """Whether the first axis is the fastest and the last is not."""
    return layout.f_contiguous and not layout.c_contiguous


def stride_rows(layout: MemoryLayout) -> list[StrideRow]:
    """The stride of every axis; an empty array has none to speak of."""
    rows = []
    for axis, stride in enumerate(layout.strides_bytes if layout.array.size else ()):
        sizes = layout.shape[:axis] if column_major(layout) else layout.shape[axis + 1 :]
        rows.append(StrideRow(axis, tex.product((layout.itemsize_bytes, *sizes)), stride))
    return rows


def offset_sum(cell: Sequence[int], strides_bytes: Sequence[int], start: int | None = None) -> tuple[str, int]:
    """The sum of index × stride as LaTeX, after `start` where it is given, and its value in bytes."""
    terms = [tex.product(pair) for pair in zip(cell, strides_bytes, strict=True)]
    if start is not None:
        terms.insert(0, str(start))
    return tex.total(terms), (start or 0) + offset_of(cell, strides_bytes)
