"""The first sheet of an XLSX workbook that nobody has checked: sizes are judged before anything is unpacked."""

import io
import stat
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from xml.parsers import expat

from core.data.records import COLUMNS, ROWS, Record
from core.refusal import Refusal

PARTS, UNPACKED, TAGS = 2_000, 40_000_000, 5_000_000  # limits of the archive: entries, bytes, signs `<` in XML


def workbook_records(data: bytes) -> Iterator[Record]:
    """`(row, cells)` of the first sheet that holds some, cells as texts and rows equally long.

    Formulas are never computed: their last values stand in the file. Refusal for what is no workbook, or unpacks to
    more than 40 MB.
    """
    archive = _checked_archive(data)
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "[Content_Types].xml"} <= names:
        raise Refusal("not_a_table", kind="ZIP")
    for name in names:
        if name.endswith((".xml", ".rels")):
            _check_xml(archive, name)
    archive.close()
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that are passed over
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its size may be wrong
            records = list(_rows(sheet.iter_rows(values_only=True)))
            if records:
                width = max(len(cells) for _, cells in records)
                yield from ((row, cells + [""] * (width - len(cells))) for row, cells in records)
                return


def _rows(rows: Iterable[tuple[Any, ...]]) -> Iterator[Record]:
    """The rows that hold something, without empty cells at their ends."""
    for row, values in enumerate(rows, 1):
        if row > ROWS + 21:
            raise Refusal("too_many_rows", limit=ROWS)
        last = max((k for k, value in enumerate(values, 1) if value is not None and value != ""), default=0)
        if last > COLUMNS:
            raise Refusal("too_many_columns", got=last, limit=COLUMNS)
        if last:
            yield row, [cell_text(value) for value in values[:last]]


def cell_text(value: Any) -> str:
    """What a cell shows, about as a spreadsheet writes it into a text file."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return format(value, ".15g")
        case datetime():
            return value.isoformat(" ").removesuffix(" 00:00:00")
        case date():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)


def _checked_archive(data: bytes) -> zipfile.ZipFile:
    """The archive, none of whose entries can unpack to more than it declares, nor all together to more than 40 MB."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise Refusal("damaged_file", kind="ZIP, XLSX") from error
    entries = archive.infolist()
    plain = all(
        entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        and not entry.flag_bits & 1  # encrypted
        and not stat.S_ISLNK(entry.external_attr >> 16)
        for entry in entries
    )
    names = [entry.filename for entry in entries]
    spans = sorted((entry.header_offset, entry.header_offset + 30 + entry.compress_size) for entry in entries)
    apart = all(first[1] <= second[0] for first, second in pairwise(spans))
    if not plain or not apart or len(set(names)) < len(names):
        raise Refusal("damaged_file", kind="ZIP, XLSX")
    if len(entries) > PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
        raise Refusal("unpacked_large", limit=UNPACKED // 1_000_000)
    return archive


def _check_xml(archive: zipfile.ZipFile, name: str) -> None:
    """Refusal for a document type, which may define entities, and for more tags than a table of our size has."""

    def refuse(*_: Any) -> None:
        raise Refusal("damaged_file", kind="XLSX")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    begun: list[str] = []
    parser.StartElementHandler = lambda element, _: begun.append(element)
    tags = 0
    with archive.open(name) as part:
        while chunk := part.read(65_536):
            tags += chunk.count(b"<")
            if tags > TAGS:
                raise Refusal("unpacked_large", limit=UNPACKED // 1_000_000)
            if not begun:  # a document type stands before the first element
                parser.Parse(chunk)
