"""The columns that are meant, guessed from names and values, for a visitor to correct."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from core.data.table import Table, shown
from core.practice.metrics.upload.columns import (
    CONFIDENCES,
    LOGITS,
    SUM_TOLERANCE,
    Columns,
    UploadKind,
    are_counted,
    bare_name,
    class_of,
    says_prediction,
    says_score,
    says_truth,
)
from core.practice.metrics.upload.labels import (
    CLASSES,
    few_labels,
    joined_spellings,
    label_counts,
    positive_label,
    two_labels,
)
from core.practice.metrics.upload.truth import (
    are_quantities,
    classes_of_truth,
    counts_rows,
    guessed_truth,
    means_numbers,
)
from core.refusal import Refusal


def guessed_columns(table: Table) -> Columns:
    """A first guess; Refusal where beside numbers of rows there is only one column."""
    y_true, one_hot = guessed_truth(table)
    truth = one_hot or (y_true,)
    if all(counts_rows(table, name) for name in table.names if name not in truth):
        raise Refusal("no_truth", column=shown(y_true))
    if not one_hot and are_quantities(table, y_true):
        guess = Columns("regression", y_true, ())
        return Columns("regression", y_true, suited_columns(table, guess, "regression", y_true))
    guess = Columns("labels", y_true, (), one_hot=one_hot)
    classes = classes_of_truth(table, guess)
    kind: UploadKind
    for kind in ("probabilities", "logits", "confidence", "score", "labels"):
        found = FINDERS[kind](table, guess, classes)
        if found:
            positive = suited_positive(table, guess, found[0]) if _speaks_for_one(kind, found) else ""
            return Columns(kind, y_true, found, positive, one_hot=one_hot)
    others = sorted((name for name in table.names if name not in truth), key=lambda name: not says_prediction(name))
    return Columns("labels", y_true, tuple(others[:1]), one_hot=one_hot)


def suited_columns(table: Table, guess: Columns, kind: UploadKind, y_true: str) -> tuple[str, ...]:
    """The guessed columns where they fit this kind and truth; else what names and values of the others suggest.

    Never the column of the truth; empty only for kinds that want several columns, where too few hold numbers.
    """
    one_hot = guess.one_hot if y_true == guess.y_true else ()
    others = [name for name in table.names if name != y_true and name not in one_hot]
    kept = tuple(name for name in guess.prediction if name in others)
    if kind == guess.kind and kept:
        return kept
    truth = Columns(kind, y_true, (), one_hot=one_hot)
    if kind in FINDERS and (found := FINDERS[kind](table, truth, classes_of_truth(table, truth))):
        return found
    numeric = [name for name in others if means_numbers(table, name)]
    if kind == "probabilities":
        return tuple(numeric)
    if kind == "confidence":
        words = [name for name in others if name not in numeric]
        return (words[0], numeric[0]) if words and numeric else ()
    uncounted = [name for name in numeric if not counts_rows(table, name)]
    named = [name for name in uncounted if says_prediction(name) or says_score(name)]
    return tuple(others[:1]) if kind == "labels" else tuple([*named, *uncounted, *numeric, *others][:1])


def suited_positive(table: Table, truth: Columns, score: str) -> str:
    """The label that a score probably speaks for: the one in its name, else the one that says yes, else the last."""
    labels = two_labels(classes_of_truth(table, truth))
    return class_of(score, labels, truth.y_true) or positive_label(labels)[0]


def _free(table: Table, truth: Columns, classes: Sequence[str]) -> list[str]:
    """The columns of numbers that may be predictions."""
    used = {truth.y_true, *truth.one_hot}
    names = [name for name in table.names if name not in used and means_numbers(table, name, classes, truth.y_true)]
    return [name for name in names if not counts_rows(table, name)]


def _within(table: Table, name: str, low: float, high: float) -> bool:
    values = table.numbers(name).values
    values = values[~np.isnan(values)]
    return bool(((values >= low) & (values <= high)).all())


def _sum_to(table: Table, names: Sequence[str], total: float) -> bool:
    sums = np.sum([table.numbers(name).values for name in names], axis=0)
    sums = sums[~np.isnan(sums)]
    return len(sums) > 0 and bool((np.abs(sums / total - 1) <= SUM_TOLERANCE).all())


def _probability_columns(table: Table, truth: Columns, classes: Sequence[str]) -> tuple[str, ...]:
    if not 2 <= len(classes) <= CLASSES:
        return ()
    free = _free(table, truth, classes)
    shares = [name for name in free if _within(table, name, 0, 1)]
    percents = [name for name in free if _within(table, name, 0, 100)]
    for names, total in ((shares, 1), (percents, 100)):
        found = _complete(names, classes, truth.y_true)
        if found and (total == 1 or _sum_to(table, found, total)):
            return _with_absent_classes(names, found, classes, truth.y_true)
        for run in _runs(names, len(classes)):
            if _sum_to(table, run, total) or (total == 1 and len(run) > 2 and are_counted(run)):
                return run
    return ()


def _complete(names: Sequence[str], classes: Sequence[str], truth: str) -> tuple[str, ...]:
    """The first column that speaks of each class, in the order of the file; empty where a class has none."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(class_of(name, classes, truth), name)
    found = [first.get(label, "") for label in classes]
    return tuple(name for name in names if name in found) if all(found) else ()


def _runs(names: Sequence[str], count: int) -> list[tuple[str, ...]]:
    return [tuple(names[k : k + count]) for k in range(len(names) - count + 1)]


def _with_absent_classes(
    names: Sequence[str], found: tuple[str, ...], classes: Sequence[str], truth: str
) -> tuple[str, ...]:
    """The columns found, and those named alike that speak of a class which is never true."""
    stems = {re.sub(re.escape(bare_name(name, (truth,))), "\0", name) for name in found}
    alike = [
        name for name in names
        if name in found or (re.sub(re.escape(bare_name(name, (truth,))), "\0", name) in stems
        and not class_of(name, classes, truth) and not says_truth(name))
    ]  # fmt: skip
    return tuple(alike) if len(stems) == 1 and stems != {"\0"} else found


def _logit_columns(table: Table, truth: Columns, classes: Sequence[str]) -> tuple[str, ...]:
    if not 2 <= len(classes) <= CLASSES:
        return ()
    free = [name for name in _free(table, truth, classes) if not _within(table, name, 0, 1)]
    named = [name for name in free if LOGITS.search(name)]
    if len(classes) == 2 and len(named) == 1:
        return (named[0],)
    stated = _complete(named, classes, truth.y_true) or _complete(free, classes, truth.y_true)
    return stated or next((run for run in _runs(named, len(classes)) if are_counted(run)), ())


def _confidence_columns(table: Table, truth: Columns, classes: Sequence[str]) -> tuple[str, ...]:
    labels = _label_columns(table, truth, classes)
    if not labels or not 2 <= len(classes) <= CLASSES:
        return ()
    least = 1 / len(classes) - 0.005  # rounded
    for name in _free(table, truth, classes):
        spoken = class_of(name, classes, truth.y_true) and not CONFIDENCES.search(name)
        if name in labels or spoken or not _within(table, name, least, 1) or not _has_fractions(table, name):
            continue
        if len(classes) == 2 or says_score(name):
            return (labels[0], name)
    return ()


def _has_fractions(table: Table, name: str) -> bool:
    values = table.numbers(name).values
    return bool((values[~np.isnan(values)] % 1 != 0).any())


def _score_columns(table: Table, truth: Columns, classes: Sequence[str]) -> tuple[str, ...]:
    if len(classes) > 2:
        return ()
    hard = {*classes, "0", "1", "-1"}  # labels, though they are numbers
    free = [name for name in _free(table, truth, classes) if not set(few_labels(table, name)) <= hard]
    looked_for = positive_label(classes)[0]
    free.sort(key=lambda name: class_of(name, classes, truth.y_true) != looked_for)
    ranked: tuple[Callable[[str], bool], ...] = (
        lambda name: bool(class_of(name, classes, truth.y_true)) and _within(table, name, 0, 1),
        lambda name: says_score(name) and not says_truth(name),
        says_prediction,
        lambda name: _has_fractions(table, name) and _within(table, name, 0, 1),
        lambda name: _has_fractions(table, name),
    )
    return tuple([name for rule in ranked for name in free if rule(name)] or free)[:1]


def _label_columns(table: Table, truth: Columns, classes: Sequence[str]) -> tuple[str, ...]:
    used = {truth.y_true, *truth.one_hot}
    counts = Counter(classes)
    found = []
    for name in table.names:
        if name in used or not 1 <= len(few_labels(table, name)) <= CLASSES or counts_rows(table, name):
            continue
        labels = label_counts(table, name)
        try:
            joined = joined_spellings([counts, labels])
        except Refusal:
            continue
        if {joined[label] for label in labels} <= {joined[label] for label in counts} or says_prediction(name):
            found.append(name)
    return tuple(sorted(found, key=lambda name: not says_prediction(name)))[:1]


def _speaks_for_one(kind: UploadKind, prediction: Sequence[str]) -> bool:
    return kind == "score" or (kind == "logits" and len(prediction) == 1)


Finder = Callable[[Table, Columns, Sequence[str]], tuple[str, ...]]
FINDERS: dict[UploadKind, Finder] = {
    "probabilities": _probability_columns,
    "logits": _logit_columns,
    "confidence": _confidence_columns,
    "score": _score_columns,
    "labels": _label_columns,
}
