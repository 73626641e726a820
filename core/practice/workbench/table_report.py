"""What there is to say of the models of a table, as lines of `(key, values)`."""

from typing import Any

from core.practice.workbench.table import MOST_ROWS, ClassTable
from core.practice.workbench.table_models import RIVAL, TableTraining, mcnemar

Lines = list[tuple[str, dict[str, Any]]]
ERROR_LEVEL = 0.05


def table_lines(found: TableTraining, rival: TableTraining, name: str) -> Lines:
    """The accuracy of a model with its interval, and whether it differs from logistic regression by chance."""
    accuracy, low, high = found.accuracy
    lines: Lines = [
        ("result", {"name": name, "accuracy": 100 * accuracy, "low": 100 * low, "high": 100 * high,
                    "n": len(found.labels), "majority": 100 * found.majority,
                    "train": 100 * float(found.train_accuracies[-1])})
    ]  # fmt: skip
    if found.model.table_model != RIVAL:
        mine, rivals, p = mcnemar(found.right, rival.right)
        differ = "chance" if p > ERROR_LEVEL else "better" if mine > rivals else "worse"
        lines.append((differ if mine + rivals else "same_rows", {"mine": mine, "rivals": rivals, "p": p}))
    return lines


def rows_lines(table: ClassTable, test: int) -> Lines:
    """How many rows and columns take part, `test` rows as judges, and what does not."""
    lines: Lines = [
        ("rows", {"train": len(table.rows.labels) - test, "test": test, "numbers": len(table.number_names),
                  "codes": len(table.code_names)})
    ]  # fmt: skip
    if table.unused:
        lines.append(("unused", {"count": table.unused}))
    if table.dropped:
        lines.append(("dropped", {"count": table.dropped}))
    if table.available > MOST_ROWS:
        lines.append(("part", {"available": table.available, "most": MOST_ROWS}))
    return lines
