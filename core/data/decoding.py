"""Workbooks and Parquet files are decoded in a process of their own, which cannot take more than its share.

`python -m core.data.decoding XLSX` reads the file from its input and writes the rows, or why they are refused, as JSON.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from core.data.parquet import parquet_records
from core.data.records import Record, Records, limited
from core.data.workbook import workbook_records
from core.refusal import Refusal

KINDS: dict[str, Callable[[bytes], Iterable[Record]]] = {"XLSX": workbook_records, "Parquet": parquet_records}
SECONDS, MEGABYTES = 20, 700  # that a process may take
CHARACTERS = 10_000_000  # of all cells together
ROOT = Path(__file__).parents[2]


def kind_of(data: bytes) -> str:
    """The name in KINDS of what the bytes begin with, or ""."""
    return "XLSX" if data.startswith(b"PK\x03\x04") else "Parquet" if data.startswith(b"PAR1") else ""


def decoded_records(kind: str, data: bytes) -> Records:
    """The rows of a workbook or Parquet file; Refusal for one that is damaged, or too dear to decode."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system",
        "PYTHONIOENCODING": "ascii",
    }  # fmt: skip
    try:
        told = subprocess.run(
            [sys.executable, "-m", "core.data.decoding", kind], input=data, capture_output=True, check=False,
            timeout=2 * SECONDS, cwd=ROOT, env=environment,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refusal("decoding_dear", seconds=SECONDS, megabytes=MEGABYTES) from error
    if told.returncode:
        raise Refusal("decoding_dear", seconds=SECONDS, megabytes=MEGABYTES)
    answer = json.loads(told.stdout)
    if "refused" in answer:
        rule, values = answer["refused"]
        raise Refusal(rule, **values)
    return [(row, cells) for row, cells in answer["records"]]


def records_of(kind: str, data: bytes) -> Records:
    """The same in this process."""
    try:
        found = limited(KINDS[kind](data))
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # the decoders say of a broken file whatever comes to their mind
        raise Refusal("damaged_file", kind=kind) from error
    if sum(len(cell) for _, cells in found for cell in cells) > CHARACTERS:
        raise Refusal("unpacked_large", limit=CHARACTERS // 1_000_000)
    return found


def limit_process() -> None:
    """From now on at most so much memory and time, where the system can be asked for it."""
    if os.name == "posix":
        import resource

        most = MEGABYTES * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(kind: str) -> None:
    """Decode what comes by the standard input."""
    limit_process()
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, object] = {"records": records_of(kind, data)}
    except Refusal as refused:
        answer = {"refused": (refused.rule, refused.values)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
