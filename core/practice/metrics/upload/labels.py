"""The labels of classes in a file: what is one class in several spellings, and which label says yes."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from core.data.number_column import MISSING, NUMBER
from core.data.table import Table, shown
from core.refusal import Refusal

CLASSES, LABEL = 50, 60  # limits: of classes, and of the characters of a label that are shown
YES = {"1", "true", "yes", "y", "t", "positive", "pos", "+", "是", "真", "阳性", "正", "对", "ja", "oui", "sí", "si"}
NO = {"0", "-1", "false", "no", "n", "f", "negative", "neg", "-", "否", "假", "阴性", "负", "错", "nein", "non"}
EVENTS = YES | {  # what a score is made for
    "malignant", "fraud", "fraudulent", "spam", "churn", "churned", "default", "sick", "ill", "disease", "diseased",
    "event", "anomaly", "anomalous", "abnormal", "outlier", "attack", "failure", "fail", "defect", "defective", "bad",
    "phishing", "malware", "toxic", "click", "clicked", "converted", "bought", "buy", "positive class", "cancer",
    "恶性", "欺诈", "诈骗", "垃圾", "垃圾邮件", "流失", "违约", "患病", "有病", "异常", "故障", "攻击", "正类", "有",
}  # fmt: skip
NO_EVENTS = NO | {
    "benign", "legit", "legitimate", "genuine", "ham", "stay", "stayed", "retained", "paid", "normal", "healthy",
    "control", "inlier", "ok", "good", "none", "nothing", "negative class", "良性", "正常", "健康", "无", "留存",
    "负类", "合法",
}  # fmt: skip


@lru_cache(maxsize=4096)
def normal_label(text: str) -> str:
    """A label as it is compared: a number in its shortest form (1, 1.0 and 01 are one), a text as it is.

    Only a number that a float gives back exactly is one; others, such as 20 digits, stay texts.
    """
    if not NUMBER.fullmatch(text) or len(text) > 400:
        return text
    number = float(text)
    if abs(number) == float("inf") or Decimal(repr(number)) != Decimal(text):
        return text
    return str(int(number)) if number.is_integer() and abs(number) < 1e16 else repr(number)


def label_column(table: Table, name: str) -> tuple[str | None, ...]:
    """The labels of a column (rows,), None where one is missing; the word None among other words is a label."""
    return table.once(("labels", name), lambda: _label_column(table, name))


def _label_column(table: Table, name: str) -> tuple[str | None, ...]:
    column = table.column(name)
    missing = _missing(table, name)
    labels = [None if text.lower() in missing else normal_label(text) for text in column.distinct]
    return tuple(labels[code] for code in column.codes.tolist())


def _missing(table: Table, name: str) -> set[str]:
    return MISSING if table.numbers(name).is_numeric else MISSING - {"none"}


def few_labels(table: Table, name: str, most: int = CLASSES) -> tuple[str, ...]:
    """The distinct labels of a column, in order; where there are more, some `most` + 1 of them."""
    return table.once(("few", name, most), lambda: _few_labels(table, name, most))


def _few_labels(table: Table, name: str, most: int) -> tuple[str, ...]:
    missing, found = _missing(table, name), set[str]()
    for text in table.column(name).distinct:
        if text.lower() not in missing:
            found.add(normal_label(text))
            if len(found) > most:
                break
    return sorted_labels(found)


def label_counts(table: Table, name: str) -> Counter[str]:
    """How often each label stands in a column."""
    column, missing, counts = table.column(name), _missing(table, name), Counter[str]()
    for text, count in zip(column.distinct, column.counts().tolist(), strict=True):
        if text.lower() not in missing:
            counts[normal_label(text)] += count
    return counts


def sorted_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """The distinct labels, numbers by size, others by letters."""
    distinct = set(labels)
    if all(NUMBER.fullmatch(label) for label in distinct):
        return tuple(sorted(distinct, key=float))
    return tuple(sorted(distinct))


def two_labels(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels that a score may speak for: where there are only 0s, or only 1s, the other one is known, too."""
    return ("0", "1") if tuple(labels) in (("0",), ("1",)) else tuple(labels)


@lru_cache(maxsize=4096)
def folded(label: str) -> str:
    """A label without what spellings differ in: case, full width, blanks."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def polarity(label: str, yes: Collection[str] = EVENTS, no: Collection[str] = NO_EVENTS) -> int | None:
    """1 for a label that says yes, 0 for one that says no, None for others."""
    fold = folded(label)
    return 1 if fold in yes else 0 if fold in no else None


def positive_label(labels: Sequence[str]) -> tuple[str, bool]:
    """The one of two labels that is probably looked for, and whether its meaning says so; else it is the last."""
    said = {polarity(label): label for label in labels}
    if len(labels) == 2 and 1 not in said and 0 in said:
        return next(label for label in labels if polarity(label) is None), True
    return (said[1], True) if 1 in said else (labels[-1] if labels else "", False)


def joined_spellings(columns: Sequence[Mapping[str, int]]) -> dict[str, str]:
    """`{label: class}` for all labels of the columns, the first of which is the truth; labels are counted.

    One class are labels that differ in case, width and blanks, unless both columns know both spellings; 0/1,
    true/false and yes/no of either column; and `LABEL_1` beside 1. Refusal where truth and predictions share nothing.
    """
    truth, others = columns[0], columns[1:]
    joined = _joined_by_fold(columns)
    for other in others:
        found = {joined[label] for label in truth}, {joined[label] for label in other}
        renamed = _by_yes_and_no(*found) or ({} if found[0] & found[1] else _by_affix(*found))
        joined = {label: renamed.get(name, name) for label, name in joined.items()}
        if truth and other and not any(joined[a] == joined[b] for a in truth for b in other):
            if _are_yes_and_no({joined[label] for label in (*truth, *other)}):
                continue  # two known classes, never rightly predicted
            raise Refusal("nothing_shared", truth=_some(truth), prediction=_some(other))
    return joined


def _joined_by_fold(columns: Sequence[Mapping[str, int]]) -> dict[str, str]:
    groups: dict[str, list[str]] = {}
    for column in columns:
        for label in column:
            group = groups.setdefault(folded(label), [])
            if label not in group:
                group.append(label)
    joined: dict[str, str] = {}
    for group in groups.values():
        in_all = [label for label in group if all(label in column for column in columns)]
        if len(columns) > 1 and len(in_all) > 1:  # a and A are two classes where both columns know both
            joined |= {label: label for label in group}
            continue
        name = max(group, key=lambda label: (columns[0].get(label, 0), -group.index(label)))
        joined |= dict.fromkeys(group, name)
    return joined


def _by_yes_and_no(truth: set[str], other: set[str]) -> dict[str, str]:
    """The renaming of the other column's labels where both say yes and no in different words."""
    if len(truth | other) < 2 or other <= truth or not (_are_yes_and_no(truth) and _are_yes_and_no(other)):
        return {}
    name_of = {polarity(label, YES, NO): label for label in truth}
    return {label: name_of[p] for label in other if (p := polarity(label, YES, NO)) in name_of}


def _are_yes_and_no(labels: set[str]) -> bool:
    said = [polarity(label, YES, NO) for label in labels]
    return None not in said and len(set(said)) == len(said)


def _by_affix(truth: set[str], other: set[str]) -> dict[str, str]:
    """The renaming where one column's labels are the other's behind a common beginning, as LABEL_1 is 1."""
    for few, many in ((truth, other), (other, truth)):
        starts = {re.sub(r"\d+$", "", label) for label in many}
        if len(starts) != 1 or "" in starts:
            continue
        (start,) = starts
        bare = {label: normal_label(label[len(start) :]) for label in many}
        if set(bare.values()) & few and all(NUMBER.fullmatch(label) for label in few):
            return bare if many is other else {name: label for label, name in bare.items()}
    return {}


def _some(labels: Iterable[str]) -> str:
    found = sorted_labels(labels)
    return ", ".join(shown(label) for label in found[:4]) + (", …" if len(found) > 4 else "")


def shown_labels(labels: Sequence[str]) -> tuple[str, ...]:
    """The labels as they are printed: at most 60 characters of each, numbered where these are equal."""
    taken = {label for label in labels if len(label) <= LABEL}
    numbers: dict[str, int] = {}
    names: list[str] = []
    for label in labels:
        start = f"{label[: LABEL - 7]}…"
        name = label if len(label) <= LABEL else start
        while len(label) > LABEL and name in taken:
            numbers[start] = numbers.get(start, 1) + 1
            name = f"{start} ({numbers[start]})"
        taken.add(name)
        names.append(name)
    return tuple(names)
