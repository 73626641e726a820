"""A table from the bytes of a file that nobody has checked.

What is everyday is mended and told (`repairs`); every other defect is one Refusal that names the place.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import numpy as np

from core.data.decoding import decoded_records, kind_of
from core.data.number_column import LARGEST, NUMBER, OTHER_NUMBERS, NumberColumn, number_column
from core.data.records import (
    CELL,
    CELLS,
    COLUMNS,
    ROWS,
    SEPARATOR_LINE,
    Records,
    likely_delimiter,
    limited,
    text_records,
)
from core.data.text_column import TextColumn, text_column
from core.data.text_encoding import check_size, decoded
from core.refusal import Refusal

__all__ = ["CELL", "CELLS", "COLUMNS", "ROWS"]
NAME = 100  # characters of a column's name
LINES_ABOVE = 200  # lines in which titles and comments may stand above the names
Made = TypeVar("Made")


class Repair(NamedTuple):
    """Something everyday that was mended in reading: a key of the words files and its values."""

    key: str
    values: dict[str, Any]


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of texts; cell k of each stands in the file's row rows[k], (n,); row 1 is the file's first."""

    names: tuple[str, ...]
    columns: tuple[TextColumn, ...]
    rows: np.ndarray
    encoding: str
    delimiter: str
    repairs: tuple[Repair, ...] = ()
    _computed: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def column(self, name: str) -> TextColumn:
        """The texts of a column; Refusal where there is none of this name."""
        if name not in self.names:
            raise Refusal(
                "no_such_column",
                column=shown(name), columns=", ".join(self.names[:20]),
            )  # fmt: skip
        return self.columns[self.names.index(name)]

    def row(self, k: int) -> int:
        """The number of the file's row in which cell k of every column stands."""
        return int(self.rows[k])

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` returns, computed once for this table and key."""
        if key not in self._computed:
            self._computed[key] = make()
        found: Made = self._computed[key]
        return found

    def numbers(self, name: str) -> NumberColumn:
        """A column read as numbers, whether it holds some or not."""
        return self.once(("numbers", name), lambda: number_column(self.column(name), self.delimiter))


def shown(text: str) -> str:
    """A text from a file, made harmless to print: printable characters, at most 40."""
    text = "".join(c if c.isprintable() else "�" for c in text)
    return text if len(text) <= 40 else text[:39] + "…"


def read_table(data: bytes) -> Table:
    """The table in a file of text, an XLSX workbook or a Parquet file; Refusal for everything else.

    Text: UTF-8 and UTF-16 with or without byte order mark, GB18030, Windows-1252; comma, semicolon, tab, bar, or blanks
    where there is nothing else; a row of names, with a title, comments or Excel's `sep=` line before it or not.
    """
    check_size(data)
    kind = kind_of(data)
    repairs: list[Repair] = []
    if kind:
        encoding, delimiter, records = kind, "", decoded_records(kind, data)
    else:
        encoding, delimiter, records = _text_records(data, repairs)
    if not records:
        raise Refusal("blank_file")
    if kind != "Parquet":  # which keeps its names apart from its values
        records = _without_lines_above(records, repairs)
    if len(records) == 1:
        raise Refusal("header_only" if len(records[0][1]) > 1 else "one_column")
    if kind != "Parquet":
        records = _with_one_row_of_names(_rectangular(records, repairs), repairs)
    body = [record for _, record in records[1:]]
    columns = [text_column(column) for column in zip(*body, strict=True)]
    header = [_visible(name) for name in records[0][1]]
    used = [k for k, column in enumerate(columns) if header[k] or column.joined]
    if len(used) < len(header):
        repairs.append(Repair("empty_columns", {"count": len(header) - len(used)}))
    header, columns = [header[k] for k in used], [columns[k] for k in used]
    if len(header) < 2:
        raise Refusal("one_column")
    if kind != "Parquet":
        _check_names(header, columns)
    names = _distinct_names(header, repairs)
    return Table(
        names=names, columns=tuple(columns), rows=np.array([row for row, _ in records[1:]]), encoding=encoding,
        delimiter=delimiter, repairs=tuple(repairs),
    )  # fmt: skip


def _text_records(data: bytes, repairs: list[Repair]) -> tuple[str, str, Records]:
    """Encoding, delimiter and rows of a file of text."""
    text, encoding = decoded(data)
    if encoding == "cp1252":
        repairs.append(Repair("western_letters", {}))
    first_row = 1
    separator = SEPARATOR_LINE.match(text)
    if separator:
        text, first_row = text[separator.end() :], 2
        repairs.append(Repair("separator_line", {"delimiter": separator[1]}))
    text = text.rstrip("\r\n")
    delimiter = separator[1] if separator else likely_delimiter(text)
    return encoding, delimiter, limited(text_records(text, delimiter, first_row), first_row)


def _without_lines_above(records: Records, repairs: list[Repair]) -> Records:
    """The records from the row of names on, without titles and comments; one cell alone is no row of a table."""
    width = Counter(len(record) for _, record in records[:LINES_ABOVE] if len(record) > 1).most_common(1)
    if not width:
        return records
    start = 0
    while start < min(len(records) - 1, LINES_ABOVE) and _is_remark(records, start, width[0][0]):
        start += 1
    kept = records[start:]
    row, header = kept[0]
    if header[0].lstrip("\ufeff ").startswith("#") and len(header) == width[0][0]:
        kept[0] = (row, [header[0].lstrip("\ufeff #"), *header[1:]])
    remarks = [k for k, (_, record) in enumerate(kept) if k and len(record) == 1 and record[0].lstrip().startswith("#")]
    if start or remarks:
        repairs.append(Repair("lines_skipped", {"count": start + len(remarks)}))
    left_out = set(remarks)
    return [record for k, record in enumerate(kept) if k not in left_out]


def _is_remark(records: Records, k: int, width: int) -> bool:
    """Whether record k is a title or a comment; names behind a `#`, as NumPy writes them, stand before values."""
    record = records[k][1]
    if record[0].lstrip("\ufeff ").startswith("#"):
        if len(record) != width:
            return True
        following, some = records[k + 1][1], records[k + 2 : k + 2 + LINES_ABOVE]
        below = [set(column) for column in zip(*(r for _, r in some if len(r) == width), strict=True)]
        are_values = any(NUMBER.fullmatch(cell.strip()) for cell in following) or (
            len(below) == len(following) and all(cell in b for cell, b in zip(following, below, strict=True))
        )
        return not are_values
    return len(record) == 1 or sum(bool(cell.strip()) for cell in record) == 1 < width - 1


def _rectangular(records: Records, repairs: list[Repair]) -> Records:
    """Records as wide as the row of names: without empty cells at the end, with a name for R's numbers of rows."""
    width = len(records[0][1])
    named = max((k for k, name in enumerate(records[0][1], 1) if _visible(name)), default=0)
    longer = [record for _, record in records[1:] if len(record) == width + 1 and record[-1].strip()]
    if len(longer) == len(records) - 1 >= 3 and len({record[0] for record in longer}) == len(longer):
        return [(row, ["", *record] if k == 0 else record) for k, (row, record) in enumerate(records)]
    found, cut = [], False
    for row, record in records:
        if len(record) != width:
            filled = max((k for k, cell in enumerate(record, 1) if cell.strip()), default=0)
            if filled > width or len(record) < named:
                raise Refusal("ragged_row", row=row, got=len(record), want=width)
            cut |= len(record) > width
            record = (record + [""] * width)[:width]  # noqa: PLW2901
        found.append((row, record))
    if cut:
        repairs.append(Repair("trailing_delimiters", {}))
    return found


def _visible(name: str) -> str:
    """A name without what nobody sees, in the form NFC."""
    seen = (c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in ("Cf", "Cc"))
    return "".join(seen).strip()


def _with_one_row_of_names(records: Records, repairs: list[Repair]) -> Records:
    """The records without rows that repeat the names, as in files that were put one behind the other.

    They are names where a column of numbers shows it; else equal rows may as well be values of a file without names.
    """
    header = records[0][1]
    rest = [one for one in records[1:] if one[1] != header]
    if not rest or len(rest) == len(records) - 1:
        return records
    columns = zip(*(record for _, record in rest), strict=True)
    if not any(
        not NUMBER.fullmatch(name.strip()) and all(NUMBER.fullmatch(cell.strip()) for cell in column)
        for name, column in zip(header, columns, strict=True)
    ):
        return records
    repairs.append(Repair("names_repeated", {"count": len(records) - 1 - len(rest)}))
    return [records[0], *rest]


def _check_names(header: Sequence[str], columns: Sequence[TextColumn]) -> None:
    """Refusal for a first row that holds values."""
    given = [(name, column) for name, column in zip(header, columns, strict=True) if name]
    if not given or all(NUMBER.fullmatch(name) for name, _ in given):
        raise Refusal("no_header")
    if all(name in column.distinct or ("." in name and NUMBER.fullmatch(name)) for name, column in given):
        raise Refusal("no_header")


def _distinct_names(header: Sequence[str], repairs: list[Repair]) -> tuple[str, ...]:
    """A name for each column: nameless ones by their place, equal ones numbered, long ones cut."""
    names: list[str] = []
    told: dict[str, list[str]] = {"columns_named": [], "names_numbered": [], "names_cut": []}
    for k, name in enumerate(header, 1):
        bare = name if len(name) <= NAME - 6 else name[: NAME - 7] + "…"
        new, number = bare or f"column {k}", 1
        while new in names:
            number += 1
            new = f"{bare or f'column {k}'} ({number})"
        if new != name:
            told["columns_named" if not name else "names_numbered" if number > 1 else "names_cut"].append(new)
        names.append(new)
    repairs += [Repair(key, {"columns": tuple(new)}) for key, new in told.items() if new]
    return tuple(names)


def numbers(table: Table, name: str) -> np.ndarray:
    """A column as floats (rows,), NaN where a cell is missing, or one of the few that are no numbers.

    Refusal for the first cell that is no number where more than one in ten is none.
    """
    column = table.numbers(name)
    if not column.is_numeric:
        for k in column.bad[:1]:
            raise bad_cell(table, name, k)
    return column.values


def bad_cell(table: Table, name: str, k: int) -> Refusal:
    """What is wrong with cell k of a column, where a number belongs."""
    text = table.column(name).cell(k)
    rule = next((rule for rule, form in OTHER_NUMBERS.items() if form.fullmatch(text)), "not_a_number")
    if NUMBER.fullmatch(text):
        rule = "too_large"
    return Refusal(rule, row=table.row(k), column=shown(name), value=shown(text), limit=f"{LARGEST:g}")
