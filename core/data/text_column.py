"""A column of texts as its distinct texts and a number for each cell: what is asked of a column is asked of those."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

BETWEEN = "\0"  # no text of a table holds it


@dataclass(frozen=True)
class TextColumn:
    """n cells: `joined` holds the d distinct texts, `codes` (n,) int32 which of them stands in each row.

    The texts are kept as one string, for 500,000 short strings would take ten times the bytes of their file.
    """

    joined: str
    codes: np.ndarray

    @property
    def distinct(self) -> list[str]:
        """The d distinct texts, in the order in which they first occur."""
        return self.joined.split(BETWEEN)

    @property
    def count(self) -> int:
        """How many distinct texts there are."""
        return self.joined.count(BETWEEN) + 1

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts of the n cells."""
        distinct = self.distinct
        return tuple(distinct[code] for code in self.codes.tolist())

    def cell(self, k: int) -> str:
        """The text of one cell."""
        return self.distinct[int(self.codes[k])]

    def counts(self) -> np.ndarray:
        """How often each distinct text stands in the column (d,)."""
        return np.bincount(self.codes, minlength=self.count)


def text_column(cells: Iterable[str]) -> TextColumn:
    """The column of these cells without the blanks around them; one pass, and one more over distinct texts."""
    number: dict[str, int] = {}
    codes = np.array([number.setdefault(cell, len(number)) for cell in cells], dtype=np.int32)
    stripped = [text.strip() for text in number]
    if len(set(stripped)) < len(stripped):
        merged: dict[str, int] = {}
        codes = np.array([merged.setdefault(text, len(merged)) for text in stripped], dtype=np.int32)[codes]
        stripped = list(merged)
    return TextColumn(BETWEEN.join(stripped), codes)
