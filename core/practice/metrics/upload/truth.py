"""The truth in a table: its column or columns, its classes, and what cannot be one."""

from collections.abc import Sequence

import numpy as np

from core.data.number_column import NUMBER, OTHER_NUMBERS
from core.data.table import Table
from core.practice.metrics.upload.columns import (
    CHINESE_TRUTH,
    TRUTH,
    Columns,
    bare_name,
    class_of,
    says_prediction,
    says_score,
    says_truth,
    words_of,
)
from core.practice.metrics.upload.labels import CLASSES, few_labels, joined_spellings, label_counts, sorted_labels

SAMPLE_LABELS = 500  # by which a column of texts is told from one of broken numbers
COUNTING_ROWS = 4  # from so many rows on, whole numbers one by one are taken for numbers of rows


def guessed_truth(table: Table) -> tuple[str, tuple[str, ...]]:
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
        labels = few_labels(table, name)
        few = 2 <= len(labels) <= CLASSES and not are_quantities(table, name)
        in_names = any(words and words <= words_of(other) for other in predicted)
        spoken = few and any(class_of(other, labels, name) for other in table.names if other != name)
        return 4 * in_names + 2 * spoken + few

    return max(free, key=evidence), ()


def _one_hot_truth(table: Table) -> tuple[str, ...]:
    """Columns of zeros and ones, one of which is 1 in every row; those that say so, else those beside predictions."""
    free = [name for name in table.names if table.numbers(name).is_numeric and not says_prediction(name)]
    flags = [name for name in free if few_labels(table, name) == ("0", "1")]
    named = [name for name in flags if says_truth(name)]
    for group in (named, flags):
        values = np.array([table.numbers(name).values for name in group])
        if len(group) > 1 and (np.nansum(values, axis=0) == 1).all():
            return tuple(group)
    return ()


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
    return table.column(name).count in (1, len(table.rows))


def are_quantities(table: Table, name: str) -> bool:
    """Whether a column holds more different numbers, or attempts at them, than there may be classes."""
    labels = few_labels(table, name)
    column = table.numbers(name)
    if not column.is_numeric:
        return len(labels) > CLASSES and all(
            is_like_a_number(label) for label in few_labels(table, name, SAMPLE_LABELS)
        )
    values = column.values[~np.isnan(column.values)]
    return len(labels) > CLASSES or (len(labels) > max(10, len(values) / 2) and bool((values % 1 != 0).any()))


def means_numbers(table: Table, name: str, classes: Sequence[str] = (), truth: str = "") -> bool:
    """Whether a column holds numbers; where its name speaks of scores, half of its cells may be broken.

    Else a decimal comma or a word among numbers would pass as one more class, and nobody would be told.
    """
    column = table.numbers(name)
    if column.is_numeric or not (says_score(name) or says_prediction(name) or class_of(name, classes, truth)):
        return column.is_numeric
    texts = [text for text in few_labels(table, name, SAMPLE_LABELS) if text not in classes]
    return bool(texts) and sum(is_like_a_number(text) for text in texts) * 2 >= len(texts)


def is_like_a_number(text: str) -> bool:
    """Whether a text is a number, or what people write for one."""
    return any(form.fullmatch(text) for form in (NUMBER, *OTHER_NUMBERS.values()))
