"""What cannot be judged is refused by its rule and its place, in one sentence of either language."""

import ast
import gzip
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.data.number_column import FORMS, OTHER_NUMBERS
from core.data.table import CELL, CELLS, COLUMNS, ROWS, read_table
from core.data.text_encoding import BYTES
from core.practice.metrics.upload.column_choice import guessed_columns
from core.practice.metrics.upload.columns import Columns
from core.practice.metrics.upload.predictions import uploaded_predictions, uploaded_regression
from core.refusal import Refusal
from pages.shared.refusals import refusal_sentence
from pages.shared.words import LANGUAGES, Words
from tests.practice.metrics.test_upload_cases import FILES, rows

ROOT = Path(__file__).parents[3]
TOPIC = ROOT / "pages" / "practice" / "metrics" / "topic"
SCORES = "y_true,score\n1,0.9\n0,0.2\n1,0.4\n"
LONG = b"y_true,score\n1," + b"9" * 1_000_000
P = ("p_a", "p_b")
DATES = [f"2024-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 31)]


def zipped():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "x")
    return buffer.getvalue()


NO_TABLE = {  # the file, the rule, and what the sentence quotes
    "nothing": (b"", "empty_file", ""), "only a mark": (b"\xef\xbb\xbf", "blank_file", ""),
    "blank lines": (b"\n\r\n   \n\t\n", "blank_file", ""), "header only": (b"y_true,score\n", "header_only", ""),
    "one column": (b"y_true\n1\n0\n", "one_column", ""), "no name but one": (b"y_true,\n1,\n0,\n", "one_column", ""),
    "ragged": (b"y_true,score\n1,0.5\n0\n", "ragged_row", "3"),
    "ragged by a comma": (b"y_true,score\n1,0.5,7\n", "ragged_row", "2"),
    "a million columns": (b",".join([b"a"] * 1_000_000) + b"\n", "too_many_columns", "200"),
    "one column too many": (",".join(f"c{k}" for k in range(COLUMNS + 1)) + "\n", "too_many_columns", "201"),
    "too many rows": (b"y_true,score\n" + b"1,0.5\n" * (ROWS + 1), "too_many_rows", "50000"),
    "blank rows": ("y_true,score\n1,0.5\n" + "\n" * 60_000 + "0,0.2\n", "too_many_rows", "50000"),
    "too many cells": (b"a," * 199 + b"a\n" + (b"1," * 199 + b"1\n") * 12_000, "too_many_cells", str(CELLS)),
    "a huge file": (b"a" * (BYTES + 1), "file_too_large", ""), "one long line": (LONG, "cell_too_long", ""),
    "a long cell": (b"y_true,score\n1," + b"9" * (CELL + 1) + b"\n", "cell_too_long", ""),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_a_table", "PNG"), "XLSX": (zipped(), "not_a_table", "ZIP"),
    "half a ZIP": (b"PK\x03\x04" + bytes(60), "damaged_file", ""),
    "Parquet magic only": (b"PAR1", "damaged_file", "Parquet"),
    "broken Parquet": (b"PAR1" + bytes(60), "damaged_file", "Parquet"),
    "gzip": (gzip.compress(SCORES.encode()), "not_a_table", ""),
    "random bytes": (np.random.default_rng(0).bytes(5000), "encoding", "UTF-8"),
    "bytes without sense": (bytes(range(128, 256)) * 9, "encoding", "UTF-8"),
    "NUL bytes": (b"y_true,score\n1,0.5\n0,0.\x002\n", "encoding", "UTF-8"),
    "Latin-1 with a control character": ("y_true,café\n1,\x070.5\n".encode("latin-1"), "encoding", "UTF-8"),
    "half a UTF-16": (SCORES.encode("utf-16")[:-1], "encoding", "UTF-8"),
    "control characters": (b"y_true,score\n1,\x1b[31m0.5\n", "encoding", "UTF-8"),
    "invisible names": ("\u200b,\u2060\n1,0.5\n", "no_header", ""), "no header": (b"1,0.5\n0,0.2\n", "no_header", ""),
    "no names": ("cat,0.93\ncat,0.2\ndog,0.4\ndog,0.6\n", "no_header", ""),
    "no header over labels": ((FILES / "no_header_labels.csv").read_bytes(), "no_header", ""),
    "an open quote": (b'y_true,score\n1,"0.5\n0,0.2\n', "quotes", ""),
    "text after a quote": (b'y_true,score\n1,"0.5"x\n', "quotes", ""),
}  # fmt: skip
BAD_CELLS = {
    "text": ("high", "not_a_number", "`high`"), "a formula": ("=cmd|' /C calc'!A0", "not_a_number", "=cmd"),
    "markup": ("<b>`$x$", "not_a_number", "`<b>'$x$`"), "infinity": ("inf", "infinite", "`inf`"),
    "minus infinity": ("-Infinity", "infinite", "`-Infinity`"), "too large": ("1e308", "too_large", "`1e308`"),
    "beyond floats": ("1e999", "too_large", "`1e999`"), "decimal comma": ('"0,73"', "decimal_comma", "`0,73`"),
    "percent": ("73%", "percent", "`73%`"), "a date": ("2024-05-01", "date", "`2024-05-01`"),
    "another date": ("1/5/2024", "date", "`1/5/2024`"), "underscores": ("1_000", "not_a_number", "`1_000`"),
    "hexadecimal": ("0x1F", "not_a_number", "`0x1F`"), "other digits": ("０.５", "not_a_number", ""),
    "a quoted newline": ('"0.\n5"', "not_a_number", ""), "complex": ("1+2j", "not_a_number", "`1+2j`"),
}  # fmt: skip
MISREAD = {  # the file, what its columns are said to be (else guessed), the rule, what the sentence quotes
    "no such column": (SCORES, Columns("score", "truth", ("score",)), "no_such_column", ""),
    "one column twice": (SCORES, Columns("score", "y_true", ("y_true",)), "column_twice", ""),
    "no prediction": (SCORES, Columns("score", "y_true", ()), "prediction_missing", "1"),
    "one probability": (SCORES, Columns("probabilities", "y_true", ("score",)), "prediction_missing", "2"),
    "a score for three": ("y,s\na,1\nb,0\nc,0\n", Columns("score", "y", ("s",)), "score_wants_two", "`y`"),
    "beyond one": ("y,p_a,p_b\na,1.5,-0.5\nb,0,1\n", Columns("probabilities", "y", P), "not_a_probability", "`p_a`"),
    "sum": ("y,p_a,p_b\na,0.5,0.5\nb,0.5,0.6\n", Columns("probabilities", "y", P), "sum_not_one", "3"),
    "classes": ("y,p_a,p_b\na,0.5,0.5\nb,0,1\nc,0,1\n", Columns("probabilities", "y", P), "columns_want_classes", "3"),
    "a broken probability": ("y_true,p_a,p_b,p_c\na,1,0,0\nb,x,1,0\nc,0,0,1\n", None, "not_a_number", "`p_a`"),
    "all missing": ("y,s\n1,\n0,nan\n", Columns("score", "y", ("s",)), "too_few_rows", "0"),
    "one row left": ("y,s\n1,0.5\n0,NA\n", Columns("score", "y", ("s",)), "too_few_rows", "1"),
    "nothing but missing": ("y_true,score\n1,NaN\n0,\n1,null\n", None, "too_few_rows", "0"),
    "many classes": (
        rows("y,z", *[[f"c{k}" for k in range(60)]] * 2), Columns("labels", "y", ("z",)), "too_many_classes", "60",
    ),
    "text as quantity": ("y,z\n1,2\nx,3\n", Columns("regression", "y", ("z",)), "not_a_number", "`x`"),
    "an unsure comma": (
        rows("price,predicted", range(1, 60), range(1, 60), line='"{},500"'), None, "thousands_separator", "`1,500`",
    ),
    "unsure prices": ((FILES / "prices_thousands.csv").read_bytes(), None, "thousands_separator", ""),
    "nothing in common": (rows("y_true,y_pred", ["cat", "dog"] * 3, [0, 1] * 3), None, "nothing_shared", "`cat, dog`"),
    "other languages": (rows("y_true,y_pred", ["猫", "狗"] * 3, ["cat", "dog"] * 3), None, "nothing_shared", "狗"),
    "only a prediction": (rows("PassengerId,Survived", range(900, 910), [0, 1] * 5), None, "no_truth", "`Survived`"),
    "no truth": ("id,target\n1,0.5\n2,0.25\n3,0.75\n4,0.5\n", None, "no_truth", "`target`"),
    "a submission": ((FILES / "kaggle_submission.csv").read_bytes(), None, "no_truth", ""),
    "two ones in a row": (
        "true_a,true_b,p_a,p_b\n1,0,1,0\n0,1,0,1\n1,1,1,0\n",
        Columns("probabilities", "true_a", P, one_hot=("true_a", "true_b")), "not_one_hot", "4",
    ),
    "more than one bad cell in ten": (
        rows("y_true,score", [1, 0, 1, 0], [0.5, "n/v", 0.4, 0.2]), None, "not_a_number", "`n/v`",
    ),
    "dates for truths": (rows("day,score", DATES, np.linspace(0, 1, 90)), None, "date", "`2024-01-01`"),
}  # fmt: skip
CELL_FILES = {case: (f"y_true,score\n1,0.5\n\n0,{cell}\n", *said) for case, (cell, *said) in BAD_CELLS.items()}
REFUSED = {
    **{case: (data, None, *said) for case, (data, *said) in NO_TABLE.items()},
    **{case: (data, None, *said) for case, (data, *said) in CELL_FILES.items()},
    **{f"{case}, chosen": (data, Columns("score", "y_true", ("score",)), *said)
       for case, (data, *said) in CELL_FILES.items()},
    **MISREAD,
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_judged_is_refused_in_one_sentence(case):
    data, columns, rule, quoted = REFUSED[case]
    with pytest.raises(Refusal) as refused:
        table = read_table(data.encode() if isinstance(data, str) else data)
        columns = columns or guessed_columns(table)
        (uploaded_regression if columns.kind == "regression" else uploaded_predictions)(table, columns)
    error = refused.value
    assert error.rule == rule
    assert len(str(error)) < 300
    if case.removesuffix(", chosen") in BAD_CELLS:
        assert (error.values["row"], error.values["column"]) == (4, "score")
        assert error.values["value"].isprintable()
    for language in LANGUAGES:
        said = refusal_sentence(Words(TOPIC, language), error)
        assert quoted in said and "«" not in said
        assert (language == "zh") == bool(re.search(r"[\u4e00-\u9fff]", re.sub("`[^`]*`", "", said)))


def test_a_one_hot_truth_that_is_whole_is_read():
    text, columns, *_ = MISREAD["two ones in a row"]
    table = read_table(text.replace("1,1,1,0\n", "").encode())
    assert uploaded_predictions(table, guessed_columns(table)).class_names == ("a", "b")
    assert uploaded_predictions(table, replace(columns, prediction=P)).class_names == ("a", "b")


def test_a_refusal_cannot_break_out_of_its_backticks():
    said = refusal_sentence(Words(TOPIC, "en"), Refusal("no_truth", column="a`**b**`\n# c"))
    assert said.count("`") == 2
    assert "\n" not in said


def texts_of_core():
    """The texts in the source of core that keys of notes are made of."""
    sources = [*(ROOT / "core/data").glob("t*.py"), *(ROOT / "core/practice/metrics/upload").glob("*.py")]
    nodes = [node for path in sources for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_a_number_is_worded_and_every_note_that_is_worded_can_be_told(language):
    t, told = Words(TOPIC, language), texts_of_core()
    assert all(t.get(f"refused.{rule}") for rule in OTHER_NUMBERS)
    notes = {
        *told,
        *(f"speaks_{how}" for how in told),
        *(f"written_{form}" for form in (*FORMS, "percent", "minus_sign")),
    }
    assert set(t.group("upload.notes")) <= notes
