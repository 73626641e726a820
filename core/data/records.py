"""The rows of a table as texts, `(row, cells)`, with the limits that hold for every kind of file."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from core.refusal import Refusal

ROWS, COLUMNS, CELLS, CELL = 50_000, 200, 500_000, 20_000  # limits
DELIMITERS = ",;\t|"
SEPARATOR_LINE = re.compile(r'\ufeff?[ \t]*"?sep=([,;|\t])"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)
SAMPLE = 20_000  # characters by which the delimiter is told
Record = tuple[int, list[str]]
Records = list[Record]


def limited(rows: Iterable[Record], first_row: int = 1) -> Records:
    """Every row that is not blank; blank ones count for the limit of rows. Refusal for more than can be read."""
    found: Records = []
    cells = 0
    for row, record in rows:
        if row > ROWS + first_row + 20:
            raise Refusal("too_many_rows", limit=ROWS)
        if len(record) < 2 and not any(cell.strip() for cell in record):
            continue
        if len(record) > COLUMNS:
            raise Refusal("too_many_columns", got=len(record), limit=COLUMNS)
        if max(map(len, record)) > CELL:
            raise Refusal("cell_too_long", row=row, limit=CELL)
        cells += len(record)
        if cells > CELLS + COLUMNS:
            raise Refusal("too_many_cells", columns=len(record), limit=CELLS)
        found.append((row, record))
    if len(found) > ROWS + 1:
        raise Refusal("too_many_rows", limit=ROWS)
    return found


def text_records(text: str, delimiter: str, first_row: int) -> Iterator[Record]:
    """The rows of a text whose cells are parted by a sign; Refusal for quotation marks that are not closed."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = first_row - 1
    try:
        for row, record in enumerate(reader, first_row):
            yield row, record
    except csv.Error as error:
        rule = "cell_too_long" if "limit" in str(error) else "quotes"
        raise Refusal(rule, row=row + 1, limit=CELL) from error


def likely_delimiter(text: str) -> str:
    """The sign that divides most rows of the start into equally many cells; signs in quotes do not count."""
    lines = text[:SAMPLE].splitlines(keepends=True)[:50]
    if len(text) > SAMPLE and len(lines) > 1:
        lines.pop()  # cut

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(record) for record in csv.reader(lines, delimiter=delimiter) if record)
        except csv.Error:
            return (0, 0)
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))

    best = max(DELIMITERS, key=evenness)
    if evenness(best)[0] == 0 and evenness(" ")[0] * 10 >= len(lines) * 9:
        return " "
    return best
