"""Which columns of a table hold what was true and what was predicted, guessed from names and values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.data.table import LARGEST, NUMBER, Table, is_missing, numbers

UploadKind = Literal["score", "probabilities", "labels", "regression"]
CLASSES, LABEL = 50, 60  # limits
SUM_TOLERANCE = 0.02  # of a row of rounded probabilities
POSITIVE_WORDS = {"1", "true", "yes", "y", "positive", "pos", "+", "malignant", "是", "真", "阳性", "正"}
TRUE_NAMES = re.compile(
    r"y|y_?true|true|truth|label|labels|target|actual|class|outcome|真实.*|标签|类别|实际.*", re.IGNORECASE
)
SCORE_NAMES = re.compile(
    r"y_?(score|prob|proba|pred|hat)|scores?|p|prob.*|pred.*|confidence|forecast|得分|分数|概率|预测.*", re.IGNORECASE
)


@dataclass(frozen=True)
class Columns:
    """What the columns of a table mean; `positive` is the label that a score speaks for, `rival` a second model."""

    kind: UploadKind
    y_true: str
    prediction: tuple[str, ...]
    positive: str = ""
    rival: tuple[str, ...] = ()


def suggested_columns(table: Table) -> Columns:
    """A first guess from names and values, for a visitor to correct."""
    y_true = next((name for name in table.names if TRUE_NAMES.fullmatch(name)), table.names[0])
    others = [name for name in table.names if name != y_true]
    numeric = [name for name in others if is_numeric(table, name)]
    named = [name for name in numeric if SCORE_NAMES.fullmatch(name)]
    labels = labels_of(table.column(y_true))
    if is_numeric(table, y_true) and len(labels) > CLASSES:
        return Columns("regression", y_true, tuple((named or numeric or others)[:1]))
    shares = [name for name in numeric if _within_one(table, name)]
    if len(shares) == len(labels) >= 2 and _rows_sum_to_one(table, shares):
        return Columns("probabilities", y_true, tuple(shares))
    fractional = [name for name in (*named, *numeric) if not _holds_labels(table, name, labels)]
    if len(labels) <= 2 and fractional:
        return Columns("score", y_true, (fractional[0],), positive_label(labels))
    same = [name for name in others if _holds_labels(table, name, labels)]
    return Columns("labels", y_true, tuple((same or others)[:1]))


def normal_labels(texts: Sequence[str]) -> list[str]:
    """Labels that are numbers in their shortest form: 1, 1.0 and 01 are one class."""
    return [f"{float(text):.12g}" if NUMBER.fullmatch(text) else text[:LABEL] for text in texts]


def sorted_labels(labels: Sequence[str]) -> tuple[str, ...]:
    """The distinct labels, numbers by size, others by letters."""
    distinct = set(labels)
    if all(NUMBER.fullmatch(label) for label in distinct):
        return tuple(sorted(distinct, key=float))
    return tuple(sorted(distinct))


def labels_of(texts: Sequence[str]) -> tuple[str, ...]:
    """The distinct labels of a column, in order."""
    return sorted_labels(normal_labels([text for text in texts if not is_missing(text)]))


def two_labels(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels that a score may speak for: where there are only 0s, or only 1s, the other one is known, too."""
    return ("0", "1") if tuple(labels) in (("0",), ("1",)) else tuple(labels)


def positive_label(labels: Sequence[str]) -> str:
    """The label that is probably looked for: one that says yes, else the last."""
    return next((label for label in labels if label.lower() in POSITIVE_WORDS), labels[-1] if labels else "")


def class_of(name: str, labels: Sequence[str]) -> str:
    """The class that a column such as `p_cat` or `prob_1` speaks of, or the column's own name."""
    bare = re.sub(r"^((y_)?(p|prob|proba|probability|score)[ _:-]+|概率[ _:-]*)", "", name, flags=re.IGNORECASE) or name
    bare = normal_labels([bare])[0]
    return next((label for label in labels if label in (name, bare)), bare)


def is_numeric(table: Table, name: str) -> bool:
    """Whether every cell is a number that can be used, or missing, and not all are."""
    given = [text for text in table.column(name) if not is_missing(text)]
    return bool(given) and all(NUMBER.fullmatch(text) and abs(float(text)) <= LARGEST for text in given)


def _within_one(table: Table, name: str) -> bool:
    values = numbers(table, name)
    return bool(np.nanmin(values) >= 0 and np.nanmax(values) <= 1)


def _rows_sum_to_one(table: Table, names: Sequence[str]) -> bool:
    sums = np.sum([numbers(table, name) for name in names], axis=0)
    return bool((np.abs(sums[~np.isnan(sums)] - 1) <= SUM_TOLERANCE).all())


def _holds_labels(table: Table, name: str, labels: Sequence[str]) -> bool:
    return set(labels_of(table.column(name))) <= set(labels)
