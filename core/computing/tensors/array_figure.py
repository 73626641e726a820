"""An array and what is taken from it: cells by their place in memory, lit, shared and changed; and broadcasting."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from core.computing.tensors.broadcasting import Broadcast
from core.computing.tensors.cells_figure import (
    CHANGED,
    FAINT,
    FROM_A,
    FROM_B,
    GHOST_A,
    GHOST_B,
    LIT,
    cell_text,
    cells_figure,
    memory_hues,
    value_hues,
)
from core.computing.tensors.layout import MemoryLayout
from core.computing.tensors.memory_figure import Jumps, memory_figure
from core.computing.tensors.views import View, WriteEffect
from core.figures.figure import Figure, Say


def bracketed(index: Sequence[int]) -> str:
    """`[0, 1, 2]`."""
    return f"[{', '.join(map(str, index))}]"


def names_of(shape: Sequence[int]) -> list[str]:
    """The index of every cell, in C order."""
    return [bracketed(index) for index in np.ndindex(*shape)]


def tupled(shape: Sequence[int]) -> str:
    """`(2, 3)`, and `(3,)` with its comma."""
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def array_figure(
    layout: MemoryLayout, cell: Sequence[int], t: Say, *, by_value: bool = False, height: int = 260
) -> Figure:
    """Every cell in the color of its place in memory, or of its value; the one that is looked at is outlined."""
    array = layout.array
    hover = [
        t("figure.hover_cell", index=bracketed(index), value=cell_text(array[index]), place=place,
          byte=place * layout.itemsize_bytes)
        for index, place in zip(np.ndindex(*array.shape), layout.offsets.ravel().tolist(), strict=True)
    ]  # fmt: skip
    title = t("figure.array", shape=tupled(array.shape), dtype=layout.dtype)
    fill = value_hues(array) if by_value else memory_hues(layout.offsets, array.size)
    return cells_figure(title, array, fill, hover, t, bold=one_cell(array.shape, cell), height=height, wide=420)


def array_memory_figure(
    layout: MemoryLayout, cell: Sequence[int], t: Say, *, by_value: bool = False, height: int = 205
) -> Figure:
    """The same cells in the order of memory, and the jumps that lead to the one that is looked at."""
    array = layout.array
    line = array.ravel(order="K")
    hover = [t("figure.hover_place", place=k, byte=k * layout.itemsize_bytes, value=cell_text(x))
             for k, x in enumerate(line.tolist())]  # fmt: skip
    strides = [stride // layout.itemsize_bytes for stride in layout.strides_bytes]
    bold = np.zeros(array.size, dtype=bool)
    if cell or array.size == 1:
        bold[layout.offsets[tuple(cell)]] = True
    title = t("figure.memory", bytes=layout.total_bytes)
    fill = value_hues(line) if by_value else memory_hues(np.arange(array.size), array.size)
    return memory_figure(
        title, line, fill.tolist(), hover, jumps=jumps_to(strides, cell, layout.itemsize_bytes, t), bold=bold,
        height=height,
    )  # fmt: skip


def jumps_to(strides_cells: Sequence[int], cell: Sequence[int], itemsize: int, t: Say) -> list[Jumps]:
    """As many jumps along each axis as the index of the cell says."""
    return [
        Jumps(t("figure.jump", axis=axis, bytes=stride * itemsize), stride, index)
        for axis, (stride, index) in enumerate(zip(strides_cells, cell, strict=False))
    ]


def one_cell(shape: Sequence[int], cell: Sequence[int]) -> np.ndarray:
    """A mask of this `shape` with this cell alone; of an empty array nothing."""
    mask = np.zeros(shape, dtype=bool)
    if mask.size:
        mask[tuple(cell)] = True
    return mask


def viewed_figure(view: View, effect: WriteEffect, t: Say, *, height: int = 250) -> Figure:
    """The array: cells that the result takes are lit, cells that the write has changed are marked."""
    array = view.array
    hover = [
        t("figure.hover_changed" if changed else "figure.hover_value", index=bracketed(index),
          value=cell_text(array[index]), written=cell_text(effect.written))
        for index, changed in zip(np.ndindex(*array.shape), effect.changed_array.ravel().tolist(), strict=True)
    ]  # fmt: skip
    fill = np.where(effect.changed_array, CHANGED, np.where(view.selected, LIT, FAINT))
    return cells_figure(
        t("figure.viewed", shape=tupled(array.shape)), array, fill, hover, t, bold=effect.changed_array,
        texts=_after(array, effect.changed_array, effect.written), height=height, wide=400,
    )  # fmt: skip


def result_figure(view: View, effect: WriteEffect, t: Say, *, height: int = 250) -> Figure:
    """The result, after the write into its chosen cell; hovering tells the cell of the array it came from."""
    result = view.result
    names = names_of(view.array.shape)
    hover = [
        t("figure.hover_source", index=bracketed(index), value=cell_text(result[index]), source=names[source])
        for index, source in zip(np.ndindex(*result.shape), view.sources.ravel().tolist(), strict=True)
    ]
    fill = np.where(effect.changed_result, CHANGED, LIT)
    return cells_figure(
        t("figure.result", shape=tupled(result.shape)), result, fill, hover, t,
        bold=effect.changed_result | one_cell(result.shape, effect.cell),
        texts=_after(result, effect.changed_result, effect.written), height=height, wide=400,
    )  # fmt: skip


def view_memory_figure(view: View, effect: WriteEffect, t: Say, *, height: int = 200) -> Figure:
    """The array's memory: what the result reads of it, from where it starts, and its own strides."""
    array, size = view.array, view.array.itemsize
    order: Literal["C", "F"] = "F" if array.flags.f_contiguous else "C"
    line, changed, lit = (x.ravel(order) for x in (array.copy(order="K"), effect.changed_array, view.selected))
    line[changed] = effect.written
    hover = [t("figure.hover_place", place=k, byte=k * size, value=cell_text(x)) for k, x in enumerate(line.tolist())]
    fill = np.where(changed, CHANGED, np.where(lit, LIT, FAINT))
    jumps = jumps_to([stride // size for stride in view.strides_bytes], effect.cell, size, t) if view.is_view else []
    title = t("figure.memory_view" if view.is_view else "figure.memory_copy", bytes=array.nbytes)
    return memory_figure(
        title, line, fill.tolist(), hover, start=view.offset_bytes // size, jumps=jumps, bold=changed, height=height
    )


def _after(array: np.ndarray, changed: np.ndarray, written: float) -> list[str]:
    new = cell_text(bool(written) if array.dtype == bool else written)
    return [new if mark else cell_text(x) for x, mark in zip(array.ravel().tolist(), changed.ravel(), strict=True)]


def operand_figure(found: Broadcast, which: str, cell: Sequence[int], t: Say, *, height: int = 230) -> Figure:
    """One operand, stretched to the shape of the result: its own cells are full, repeated ones pale."""
    own = found.a if which == "a" else found.b
    sources = found.sources_a if which == "a" else found.sources_b
    full, pale = (FROM_A, GHOST_A) if which == "a" else (FROM_B, GHOST_B)
    if found.shape is None or sources is None:
        hover = [f"{which}{bracketed(index)} = {own[index]}" for index in np.ndindex(*own.shape)]
        title = t("figure.operand", name=which, shape=tupled(own.shape))
        return cells_figure(title, own, np.full(own.shape, full, dtype=object), hover, t, height=height, wide=330)
    stretched = np.broadcast_to(own, found.shape)
    first = np.zeros(stretched.size, dtype=bool)
    first[np.unique(sources.ravel(), return_index=True)[1]] = True
    names = names_of(own.shape)
    hover = [
        f"{which}{names[source]} = {value}" + ("" if here else f" ({t('figure.repeated')})")
        for source, value, here in zip(sources.ravel().tolist(), stretched.ravel().tolist(), first, strict=True)
    ]
    title = t("figure.operand_to", name=which, shape=tupled(own.shape), to=tupled(found.shape))
    if own.shape == found.shape:
        title = t("figure.operand", name=which, shape=tupled(own.shape))
    fill = np.where(first, full, pale).reshape(found.shape)
    return cells_figure(title, stretched, fill, hover, t, bold=one_cell(found.shape, cell), height=height, wide=330)


def broadcast_result_figure(
    found: Broadcast, result: np.ndarray, symbol: str, cell: Sequence[int], t: Say, *, height: int = 230
) -> Figure:
    """The result, in the shape of the broadcast; hovering tells the two cells that each cell was made of."""
    assert found.sources_a is not None and found.sources_b is not None
    names_a, names_b = names_of(found.a.shape), names_of(found.b.shape)
    lines = found.a.ravel().tolist(), found.b.ravel().tolist()
    columns = (found.sources_a, found.sources_b, result)
    pairs = zip(*(column.ravel().tolist() for column in columns), strict=True)
    hover = [
        f"a{names_a[i]} {symbol} b{names_b[j]}<br>= {lines[0][i]} {symbol} {lines[1][j]} = {cell_text(value)}"
        for i, j, value in pairs
    ]
    title = t("figure.result", shape=tupled(result.shape))
    fill = np.full(result.shape, FAINT, dtype=object)
    return cells_figure(title, result, fill, hover, t, bold=one_cell(result.shape, cell), height=height, wide=330)
