"""A table from the bytes of a file that nobody has checked: every defect is one error that names the place."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from core.refusal import Refusal

BYTES, ROWS, COLUMNS, CELL, NAME = 5_000_000, 50_000, 200, 1000, 100  # limits
LARGEST = 1e15  # squares and sums of smaller numbers stay finite
DELIMITERS = ",;\t|"
MISSING = {"", "na", "n/a", "nan", "null", "none", "#n/a", "?"}
MAGIC = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"%PDF": "PDF", b"PK\x03\x04": "ZIP, XLSX",
    b"PAR1": "Parquet", b"\x1f\x8b": "gzip", b"\x93NUMPY": "NPY", b"\xd0\xcf\x11\xe0": "XLS", b"\x7fELF": "ELF",
}  # fmt: skip
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
OTHER_NUMBERS = {  # what people write where a number belongs, and the rule that it breaks
    "infinite": re.compile(r"[+-]?(inf|infinity|∞)", re.IGNORECASE),
    "thousands_separator": re.compile(r"[+-]?[1-9]\d{0,2}([,' ]\d{3})+(\.\d+)?", re.ASCII),
    "decimal_comma": re.compile(r"[+-]?\d+,\d+", re.ASCII),
    "percent": re.compile(r"[+-]?[\d.]+\s*%", re.ASCII),
    "date": re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}.*", re.ASCII),
}


@dataclass(frozen=True)
class Table:
    """Texts by column: cells[column][k] stands in the file's row rows[k]; row 1 holds the names."""

    names: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    rows: tuple[int, ...]
    encoding: str
    delimiter: str

    def column(self, name: str) -> tuple[str, ...]:
        """The texts of a column; Refusal where there is none of this name."""
        if name not in self.names:
            raise Refusal(
                "no_such_column",
                column=shown(name), columns=", ".join(self.names[:20]),
            )  # fmt: skip
        return self.cells[self.names.index(name)]


def shown(text: str) -> str:
    """A text from a file, made harmless to print: printable characters, at most 40."""
    text = "".join(c if c.isprintable() else "�" for c in text)
    return text if len(text) <= 40 else text[:39] + "…"


def read_table(data: bytes) -> Table:
    """The table in a CSV file; Refusal for everything that is not one.

    UTF-8 and UTF-16 with or without byte order mark, GB18030; comma, semicolon, tab or bar; a first row of names.
    """
    text, encoding = decoded(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    records = _records(text, delimiter)
    if not records:
        raise Refusal("blank_file")
    names = _names(records[0][1])
    for row, record in records[1:]:
        if len(record) != len(names):
            raise Refusal("ragged_row", row=row, got=len(record), want=len(names))
    if len(records) == 1:
        raise Refusal("header_only")
    cells = tuple(tuple(cell.strip() for cell in column) for column in zip(*(r for _, r in records[1:]), strict=True))
    return Table(names, cells, tuple(row for row, _ in records[1:]), encoding, delimiter)


def decoded(data: bytes) -> tuple[str, str]:
    """Text and encoding of a file that is text; Refusal for others."""
    if len(data) > BYTES:
        raise _too_many("file_too_large", "bytes", len(data), BYTES)
    if not data.strip():
        raise Refusal("empty_file" if not data else "blank_file")
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            raise Refusal("not_a_table", kind=kind)
    for encoding in _likely_encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\t\r\n\f" for c in set(text)):
            return text, encoding
    raise Refusal("encoding")


def _likely_encodings(data: bytes) -> tuple[str, ...]:
    """By the byte order mark; without one, many zeros at every other byte are the digits and commas of UTF-16."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    start = data[:4000]
    for parity, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if start[parity::2].count(0) > len(start) / 10 and start[1 - parity :: 2].count(0) == 0:
            return (encoding,)
    return ("utf-8-sig", "gb18030")


def _records(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """`(row, cells)` of every row that is not blank."""
    found: list[tuple[int, list[str]]] = []
    row = 0
    try:
        for row, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            if not any(cell.strip() for cell in record) and len(record) < 2:
                continue
            if len(record) > COLUMNS:
                raise _too_many("too_many_columns", "columns", len(record), COLUMNS)
            if len(found) > ROWS:
                raise Refusal("too_many_rows", limit=ROWS)
            if max(map(len, record)) > CELL:
                raise Refusal("cell_too_long", row=row, limit=CELL)
            found.append((row, record))
    except csv.Error as error:
        rule = "cell_too_long" if "limit" in str(error) else "quotes"
        raise Refusal(rule, row=row + 1, limit=CELL) from error
    return found


def _names(header: list[str]) -> tuple[str, ...]:
    """Visible, distinct column names."""
    visible = [
        "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) not in ("Cf", "Cc")).strip()
        for name in header
    ]
    for k, name in enumerate(visible, 1):
        if not name:
            raise Refusal("name_missing", column=k)
        if len(name) > NAME:
            raise Refusal("name_too_long",
                                  column=k, limit=NAME)  # fmt: skip
        if name in visible[: k - 1]:
            raise Refusal("name_twice", name=shown(name))
    if all(NUMBER.fullmatch(name) for name in visible):
        raise Refusal("no_header")
    if len(visible) < 2:
        raise Refusal("one_column")
    return tuple(visible)


def is_missing(text: str) -> bool:
    """Whether a cell says that it has no value."""
    return text.lower() in MISSING


def numbers(table: Table, name: str) -> np.ndarray:
    """A column as floats, NaN where a cell is missing; Refusal for the first cell that is no number."""
    column = table.column(name)
    for row, text in zip(table.rows, column, strict=True):
        if is_missing(text):
            continue
        if not NUMBER.fullmatch(text):
            rule = next((rule for rule, form in OTHER_NUMBERS.items() if form.fullmatch(text)), "not_a_number")
            raise _bad_cell(rule, table, name, row, text)
        if abs(float(text)) > LARGEST:
            raise _bad_cell("too_large", table, name, row, text)
    return np.array([np.nan if is_missing(text) else float(text) for text in column])


def _bad_cell(rule: str, table: Table, name: str, row: int, text: str) -> Refusal:
    return Refusal(rule, row=row, column=shown(name), value=shown(text), limit=f"{LARGEST:g}")


def _too_many(rule: str, what: str, got: int, limit: int) -> Refusal:
    return Refusal(rule, what=what, got=got, limit=limit)
