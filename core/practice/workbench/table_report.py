"""What there is to say of the models of a table, as lines of `(key, values)`."""

from typing import Any

from core.practice.workbench.table import MOST_ROWS
from core.practice.workbench.table_models import RIVAL, TABLE_MODELS, TableFits, mcnemar

Lines = list[tuple[str, dict[str, Any]]]
ERROR_LEVEL = 0.05


def table_lines(found: TableFits, model: str, names: dict[str, str]) -> Lines:
    """The accuracy of the opened model with its interval, and whether it differs from logistic regression by chance."""
    accuracy, low, high = found.accuracy(model)
    known = float(found.train[TABLE_MODELS.index(model)])
    lines: Lines = [
        ("result", {"name": names[model], "accuracy": 100 * accuracy, "low": 100 * low, "high": 100 * high,
                    "n": len(found.labels), "majority": 100 * found.majority, "train": 100 * known})
    ]  # fmt: skip
    if model != RIVAL:
        mine, rivals, p = mcnemar(found.right(model), found.right(RIVAL))
        key = (
            "same_rows"
            if mine + rivals == 0
            else "chance"
            if p > ERROR_LEVEL
            else "better"
            if mine > rivals
            else "worse"
        )
        lines.append((key, {"mine": mine, "rivals": rivals, "p": p}))
    return lines


def rows_lines(found: TableFits) -> Lines:
    """How many rows and columns take part, and what does not."""
    rows = found.rows
    lines: Lines = [
        ("rows", {"train": len(rows.train), "test": len(rows.test), "numbers": len(rows.number_names),
                  "codes": len(rows.code_names)})
    ]  # fmt: skip
    if rows.unused:
        lines.append(("unused", {"count": rows.unused}))
    if rows.dropped:
        lines.append(("dropped", {"count": rows.dropped}))
    if rows.available > MOST_ROWS:
        lines.append(("part", {"available": rows.available, "most": MOST_ROWS}))
    return lines
