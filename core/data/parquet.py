"""The rows of a Parquet file that nobody has checked, as texts."""

from collections.abc import Iterator
from typing import Any

from core.data.records import CELL, COLUMNS, ROWS, Record
from core.refusal import Refusal

UNPACKED = 40_000_000  # bytes that its pages may declare
BATCH = 1_000  # rows that are decoded at a time
HEADER = 2_000_000  # bytes of a text, and parts of a list, in what the file says of itself


def parquet_records(data: bytes) -> Iterator[Record]:
    """`(row, cells)`: row 0 holds the names, row 1 the first values.

    What the file says of itself is judged first. Texts are read as dictionaries, so a long one that stands in every
    row is kept once. Refusal for nested and binary columns and for what is larger than can be read.
    """
    import pyarrow as pa
    from pyarrow import parquet

    file = parquet.ParquetFile(
        pa.BufferReader(data), thrift_string_size_limit=HEADER, thrift_container_size_limit=HEADER
    )
    about, schema = file.metadata, file.schema_arrow
    if len(schema) > COLUMNS:
        raise Refusal("too_many_columns", got=len(schema), limit=COLUMNS)
    if about.num_rows > ROWS:
        raise Refusal("too_many_rows", limit=ROWS)
    if sum(about.row_group(k).total_byte_size for k in range(about.num_row_groups)) > UNPACKED:
        raise Refusal("unpacked_large", limit=UNPACKED // 1_000_000)
    for column in schema:
        if not _is_plain(column.type):
            raise Refusal("column_kind", column=column.name[:100], kind=str(column.type)[:40])
    texts = [column.name for column in schema if _is_text(column.type)]
    file = parquet.ParquetFile(
        pa.BufferReader(data), read_dictionary=texts, thrift_string_size_limit=HEADER,
        thrift_container_size_limit=HEADER,
    )  # fmt: skip
    yield 0, list(schema.names)
    row = 0
    for batch in file.iter_batches(batch_size=BATCH, use_threads=False):
        for cells in zip(*(_cells(column, row) for column in batch.columns), strict=True):
            row += 1
            yield row, list(cells)


def _is_text(kind: Any) -> bool:
    from pyarrow import types

    return bool(types.is_string(kind) or types.is_large_string(kind))


def _is_plain(kind: Any) -> bool:
    """Whether a value of this Arrow type is one cell of a table."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return _is_plain(kind.value_type)
    simple = (
        types.is_integer, types.is_floating, types.is_boolean, types.is_date, types.is_timestamp, types.is_time,
        types.is_decimal, types.is_null, _is_text,
    )  # fmt: skip
    return any(test(kind) for test in simple)


def _cells(column: Any, row: int) -> list[str]:
    """The texts of an Arrow array; equal ones of a dictionary are the same object."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        levels = ["" if level is None else level for level in column.dictionary.cast(pa.string()).to_pylist()]
        if max(map(len, levels), default=0) > CELL:
            raise Refusal("cell_too_long", row=row + 1, limit=CELL)
        return ["" if code is None else levels[code] for code in column.indices.to_pylist()]
    return ["" if text is None else text for text in column.cast(pa.string()).to_pylist()]
