"""Workbooks and Parquet files: what is in them, and what of a hostile one is refused before it is unpacked."""

import base64
import datetime
import io
import pickle
import zipfile

import numpy as np
import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from core.data import decoding
from core.data.decoding import records_of
from core.data.records import COLUMNS, ROWS
from core.data.table import read_table
from core.refusal import Refusal

ROWS_OF_CELLS = (
    ["n", "x", "city", "day", "yes"], [1, 0.1, "北京", datetime.date(2020, 1, 2), True],
    [2, None, "=1+1", datetime.datetime(2020, 1, 2, 3, 4), False],
)  # fmt: skip


def workbook(*rows, empty_first=False):
    file, book = io.BytesIO(), openpyxl.Workbook()
    if empty_first:
        book.create_sheet("full")
    for row in rows:
        book.worksheets[-1].append(row)
    book.save(file)
    return file.getvalue()


def columns(table=None, **how):
    file = io.BytesIO()
    parquet.write_table(pa.table(table), file, **how)
    return file.getvalue()


def with_part(data, name, content):
    """The same archive with another content of one part."""
    archive, file = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for one in archive.namelist():
            new.writestr(one, content(archive.read(one)) if one == name else archive.read(one))
    return file.getvalue()


SMALL, SHEET = workbook(*ROWS_OF_CELLS), "xl/worksheets/sheet1.xml"
TYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaa">]><worksheet/>'


def test_a_workbook_says_what_its_cells_show_and_computes_no_formula():
    assert records_of("XLSX", SMALL) == [
        (1, ["n", "x", "city", "day", "yes"]), (2, ["1", "0.1", "北京", "2020-01-02", "TRUE"]),
        (3, ["2", "", "", "2020-01-02 03:04:00", "FALSE"]),
    ]  # fmt: skip


def test_a_table_in_a_workbook_is_found_below_a_title_on_the_first_sheet_that_holds_one():
    found = read_table(workbook(["Title"], [], ["a", "b", "c"], [1, 2.5, "x"], [], [3, "lots", "y"], empty_first=True))
    assert (found.names, found.encoding) == (("a", "b", "c"), "XLSX")
    assert found.column("b").cells == ("2.5", "lots")
    assert found.rows.tolist() == [4, 6]


def test_a_parquet_file_gives_the_texts_that_a_csv_file_would_hold():
    levels = pa.array(["u", "v", None]).dictionary_encode()
    found = read_table(
        columns({
            "n": [1, 2, None], "x": [0.1, float("nan"), 1e20], "city": ["北京", None, "x"], "level": levels,
            "day": [datetime.date(2020, 1, 2)] * 3, "yes": [True, False, None],
        })
    )  # fmt: skip
    assert [found.column(name).cells for name in found.names] == [
        ("1", "2", ""), ("0.1", "nan", "1e+20"), ("北京", "", "x"), ("u", "v", ""), ("2020-01-02",) * 3,
        ("true", "false", ""),
    ]  # fmt: skip
    assert (found.rows.tolist(), found.encoding) == ([1, 2, 3], "Parquet")


@pytest.mark.parametrize(
    ("rule", "data"),
    [
        ("unpacked_large", with_part(SMALL, SHEET, lambda _: b" " * 50_000_000)),
        ("unpacked_large", with_part(SMALL, SHEET, lambda _: b"<a>" + b"<b/>" * 5_100_000 + b"</a>")),
        ("damaged_file", with_part(SMALL, SHEET, lambda _: TYPE)),
        ("damaged_file", with_part(SMALL, SHEET, lambda _: TYPE.decode().encode("utf-16"))),
        ("damaged_file", with_part(SMALL, SHEET, lambda _: b"no XML")),
        ("damaged_file", with_part(SMALL, SHEET, lambda xml: xml.replace(b"<v>1</v>", b"<v>one</v>"))),
        ("too_many_rows", with_part(SMALL, SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="1048576"'))),
        ("too_many_columns", workbook([f"c{k}" for k in range(COLUMNS + 1)], [1])),
        ("damaged_file", SMALL[:-40]),
        ("not_a_table", SMALL.replace(b"xl/workbook.xml", b"xl/workbooc.xml")),
    ],
)  # fmt: skip
def test_a_hostile_workbook_is_refused(rule, data):
    with pytest.raises(Refusal) as refused:
        records_of("XLSX", data)
    assert refused.value.rule == rule


def same(text, count):
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), pa.array([text]))


@pytest.mark.parametrize(
    ("rule", "data"),
    [
        ("too_many_rows", columns({"a": np.zeros(ROWS + 1, np.int8), "b": np.zeros(ROWS + 1, np.int8)})),
        ("too_many_columns", columns({f"c{k}": [1] for k in range(COLUMNS + 1)})),
        ("column_kind", columns({"a": [[1], [2]], "b": [1, 2]})),
        ("column_kind", columns({"a": [b"x", b"y"], "b": [1, 2]})),
        ("cell_too_long", columns({"a": same("x" * 4_000_000, 40_000), "b": same("y", 40_000)})),
        ("unpacked_large", columns({"a": same("x" * 15_000, 2_000), "b": same("y", 2_000)}, store_schema=False)),
        ("unpacked_large", columns({"a": ["x" * 50_000_000], "b": ["y"]}, use_dictionary=False)),
        ("damaged_file", columns({"a": [1, 2], "b": [1, 2]})[:-9]),
        ("damaged_file", b"PAR1" + bytes(range(256)) + b"PAR1"),
    ],
)  # fmt: skip
def test_a_hostile_parquet_file_is_refused(rule, data):
    assert len(data) < 5_000_000
    with pytest.raises(Refusal) as refused:
        records_of("Parquet", data)
    assert refused.value.rule == rule


class OfPython(pa.ExtensionType):
    """A column type whose description in the file is a pickle, as Arrow once unpickled them."""

    def __init__(self, marker):
        self.marker = str(marker)
        super().__init__(pa.int64(), "arrow.py_extension_type")

    def __arrow_ext_serialize__(self):
        return pickle.dumps(Opened(self.marker))

    @classmethod
    def __arrow_ext_deserialize__(cls, storage_type, serialized):
        raise AssertionError


class Opened:
    """What makes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (self.path, "w")


def test_nothing_is_unpickled(tmp_path):
    marker = tmp_path / "marker"
    column = pa.ExtensionArray.from_storage(OfPython(marker), pa.array([1, 2]))
    data = columns({"a": column, "b": [1, 2]})
    about = parquet.ParquetFile(io.BytesIO(data)).metadata.metadata[b"ARROW:schema"]
    assert str(marker).encode() in base64.b64decode(about)
    found = read_table(data)
    assert found.column("a").cells == ("1", "2")
    assert not marker.exists()


def test_a_decoder_that_takes_too_much_ends_with_a_sentence(monkeypatch):
    monkeypatch.setattr(decoding.sys, "executable", "/bin/false")
    with pytest.raises(Refusal) as refused:
        read_table(SMALL)
    assert refused.value.rule == "decoding_dear"
