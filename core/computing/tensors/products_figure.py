"""Arrays in, one array out: which cells of the operands made the chosen cell of the result."""

from collections.abc import Sequence

import numpy as np

from core.computing.tensors.array_figure import bracketed, names_of, one_cell, tupled
from core.computing.tensors.cells_figure import FAINT, FROM_A, FROM_B, LIT, cell_text, cells_figure, value_hues
from core.computing.tensors.einsum import Product, Term
from core.computing.tensors.rearranging import Rearrangement
from core.figures.figure import Figure, Say
from core.figures.theme import TEST, translucent

COLORS = (FROM_A, FROM_B, translucent(TEST, 0.45))
WIDE = {1: 480, 2: 400, 3: 290, 4: 230}  # pixels of a figure, by how many stand side by side


def _cells(array: np.ndarray) -> list[str]:
    """Index and value of every cell, in C order."""
    return [f"{bracketed(index)} = {cell_text(array[index])}" for index in np.ndindex(*array.shape)]


def lit_figure(
    title: str, array: np.ndarray, lit: np.ndarray, t: Say, *, color: str = LIT, beside: int = 2, height: int = 250
) -> Figure:
    """An array of any shape whose cells are lit where they took part; lit: same shape as the array."""
    fill = np.where(lit, color, FAINT)
    return cells_figure(title, array, fill, _cells(array), t, bold=lit, height=height, wide=WIDE[beside])


def shaded_figure(title: str, array: np.ndarray, t: Say, *, beside: int = 2, height: int = 250) -> Figure:
    """An array of any shape whose cells are the deeper in color the larger their numbers are."""
    return cells_figure(title, array, value_hues(array), _cells(array), t, height=height, wide=WIDE[beside])


def outcome_figure(
    array: np.ndarray, cell: Sequence[int], t: Say, *, key: str = "figure.result", beside: int = 2, height: int = 250
) -> Figure:
    """A result of any shape, or what chooses its cells, with the cell that is looked at."""
    return lit_figure(
        t(key, shape=tupled(array.shape)), array, one_cell(array.shape, cell), t, beside=beside, height=height
    )


def factor_figures(
    product: Product, terms: Sequence[Term], cell: Sequence[int], t: Say, *, height: int = 250
) -> list[Figure]:
    """The operands of a product, each with the cells that enter the sum of a cell, and the result."""
    beside = len(product.operands) + 1
    figures = []
    for number, operand in enumerate(product.operands):
        lit = np.zeros(operand.shape, dtype=bool)
        for term in terms:
            lit[term.cells[number]] = True
        title = t("figure.operand", name="abc"[number], shape=tupled(operand.shape))
        figures.append(lit_figure(title, operand, lit, t, color=COLORS[number], beside=beside, height=height))
    return [*figures, outcome_figure(product.values, cell, t, beside=beside, height=height)]


def rearranged_figures(found: Rearrangement, cell: Sequence[int], t: Say, *, height: int = 250) -> list[Figure]:
    """a, b, what chooses between them, and the result; each cell of the result in the color of where it came from."""
    gather = found.chooser is not None and found.chooser.dtype != bool
    operands = [("a", found.a)] if gather else [("a", found.a), ("b", found.b)]
    beside = len(operands) + 1 + (found.chooser is not None)
    place = tuple(cell)
    figures = []
    for number, (name, array) in enumerate(operands):
        used = np.zeros(array.size, dtype=bool)
        if found.values.size and found.origin[place] == number:
            used[found.sources[place]] = True
        title = t("figure.operand", name=name, shape=tupled(array.shape))
        hover = [f"{name}{cell}" for cell in _cells(array)]
        figures.append(
            cells_figure(title, array, np.full(array.shape, COLORS[number], dtype=object), hover, t,
                         bold=used.reshape(array.shape), height=height, wide=WIDE[beside])
        )  # fmt: skip
    if found.chooser is not None:
        key = "figure.indices" if gather else "figure.condition"
        figures.append(outcome_figure(found.chooser, cell, t, key=key, beside=beside, height=height))
    names = [[f"{name}{cell}" for cell in names_of(array.shape)] for name, array in operands]
    hover = [
        t("figure.hover_source", index=bracketed(index), value=found.values[index], source=names[origin][source])
        for index, origin, source in zip(
            np.ndindex(*found.values.shape), found.origin.ravel().tolist(), found.sources.ravel().tolist(), strict=True
        )
    ]
    fill = np.where(found.origin == 0, COLORS[0], COLORS[1])
    title = t("figure.result", shape=tupled(found.values.shape))
    bold = one_cell(found.values.shape, cell)
    figures.append(cells_figure(title, found.values, fill, hover, t, bold=bold, height=height, wide=WIDE[beside]))
    return figures
