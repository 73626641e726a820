"""The columns that are meant, guessed from names and values, for a visitor to correct."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from core.data.number_column import NUMBER, OTHER_NUMBERS
from core.data.table import Table, shown
from core.practice.metrics.upload.columns import (
    CHINESE_TRUTH,
    CONFIDENCES,
    LOGITS,
    SUM_TOLERANCE,
    TRUTH,
    Columns,
    UploadKind,
    are_counted,
    bare_name,
    class_of,
    says_prediction,
    says_score,
    says_truth,
    words_of,
)
from core.practice.metrics.upload.labels import (
    CLASSES,
    joined_spellings,
    label_counts,
    labels_of,
    positive_label,
    sorted_labels,
    two_labels,
)
from core.refusal import Refusal

COUNTING_ROWS = 4  # from so many rows on, whole numbers one by one are taken for numbers of rows


def guessed_columns(table: Table) -> Columns:
    """A first guess; Refusal where beside numbers of rows there is only one column."""
    y_true, one_hot = _guessed_truth(table)
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


def classes_of_truth(table: Table, columns: Columns) -> tuple[str, ...]:
    """The classes that are true in some row, in order; spellings of one class are joined."""
    if columns.one_hot:
        return tuple(classes_of_one_hot(columns.one_hot).values())
    return sorted_labels(set(truth_spellings(table, columns).values()))


def truth_spellings(table: Table, columns: Columns) -> dict[str, str]:
    """`{label: class}` of the truth's column; not joined where each spelling has its own column of predictions."""
    counts = label_counts(table, columns.y_true)
    if len(counts) > CLASSES or len(columns.prediction) == len(counts) > 1:
        return {label: label for label in counts}
    return joined_spellings([counts])


def classes_of_one_hot(names: Sequence[str]) -> dict[str, str]:
    """`{column: class}` of several columns of truth."""
    bare = {name: bare_name(name) for name in names}
    return bare if len(set(bare.values())) == len(names) else {name: name for name in names}


def counts_rows(table: Table, name: str) -> bool:
    """Whether a column numbers or names the rows: whole numbers one by one, or texts that are all different."""
    if len(table.rows) < COUNTING_ROWS or says_truth(name) or says_prediction(name) or says_score(name):
        return False
    column = table.numbers(name)
    if column.is_numeric:
        return not column.bad and bool((np.diff(column.values) == 1).all())
    return len(set(table.column(name))) in (1, len(table.rows))


def are_quantities(table: Table, name: str) -> bool:
    """Whether a column holds more different numbers, or attempts at them, than there may be classes."""
    labels = labels_of(table, name)
    column = table.numbers(name)
    if not column.is_numeric:
        return len(labels) > CLASSES and all(_is_like_a_number(label) for label in labels)
    values = column.values[~np.isnan(column.values)]
    return len(labels) > CLASSES or (len(labels) > max(10, len(values) / 2) and bool((values % 1 != 0).any()))


def means_numbers(table: Table, name: str, classes: Sequence[str] = (), truth: str = "") -> bool:
    """Whether a column holds numbers; where its name speaks of scores, half of its cells may be broken.

    Else a decimal comma or a word among numbers would pass as one more class, and nobody would be told.
    """
    column = table.numbers(name)
    if column.is_numeric or not (says_score(name) or says_prediction(name) or class_of(name, classes, truth)):
        return column.is_numeric
    texts = [text for text in labels_of(table, name) if text not in classes]
    return bool(texts) and sum(_is_like_a_number(text) for text in texts) * 2 >= len(texts)


def _is_like_a_number(text: str) -> bool:
    return any(form.fullmatch(text) for form in (NUMBER, *OTHER_NUMBERS.values()))


def _guessed_truth(table: Table) -> tuple[str, tuple[str, ...]]:
    """The column of the truth, and the columns where one class each has its own."""
    plain = [
        name for name in table.names
        if (words_of(name) and words_of(name) <= TRUTH) or (CHINESE_TRUTH.search(name) and says_truth(name))
    ]  # fmt: skip
    if plain:
        return plain[0], ()
    one_hot = _one_hot_truth(table)
    if one_hot:
        return one_hot[0], one_hot
    named = [name for name in table.names if says_truth(name)]
    if named:
        return named[0], ()
    free = [name for name in table.names if not says_prediction(name) and not says_score(name)]
    free = [name for name in free if not counts_rows(table, name)] or free or list(table.names)
    predicted = [name for name in table.names if says_prediction(name) or says_score(name)]

    def evidence(name: str) -> int:
        words = words_of(name)
        labels = labels_of(table, name)
        few = 2 <= len(labels) <= CLASSES and not are_quantities(table, name)
        in_names = any(words and words <= words_of(other) for other in predicted)
        spoken = few and any(class_of(other, labels, name) for other in table.names if other != name)
        return 4 * in_names + 2 * spoken + few

    return max(free, key=evidence), ()


def _one_hot_truth(table: Table) -> tuple[str, ...]:
    """Columns of zeros and ones, one of which is 1 in every row; those that say so, else those beside predictions."""
    free = [name for name in table.names if table.numbers(name).is_numeric and not says_prediction(name)]
    flags = [name for name in free if set(labels_of(table, name)) == {"0", "1"}]
    named = [name for name in flags if says_truth(name)]
    for group in (named, flags):
        values = np.array([table.numbers(name).values for name in group])
        if len(group) > 1 and (np.nansum(values, axis=0) == 1).all():
            return tuple(group)
    return ()


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
    free = [name for name in _free(table, truth, classes) if not set(labels_of(table, name)) <= hard]
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
        labels = label_counts(table, name)
        if name in used or not labels or len(labels) > CLASSES or counts_rows(table, name):
            continue
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
