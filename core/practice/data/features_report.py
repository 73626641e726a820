"""What the preparation did to the row and to the table, in sentences and formulas."""

from typing import Any

import numpy as np

from core.practice.data.features import PreparationConfig, Prepared
from core.practice.data.frame import Frame, missing
from core.tex import number, signed

Line = tuple[str, dict[str, Any]]


def shape_lines(found: Prepared, frame: Frame) -> tuple[Line, ...]:
    """The shape of the matrix, its memory, what was left out."""
    n, width = found.matrix.shape
    lines: list[Line] = [("shape", {"rows": n, "width": width, "bytes": 8 * n * width, "half": 4 * n * width})]
    if n < frame.rows:
        lines.append(("rows_left", {"count": frame.rows - n, "rows": frame.rows}))
    return tuple(lines)


def row_lines(found: Prepared, frame: Frame, row: int, config: PreparationConfig) -> tuple[Line, ...]:
    """What had to be filled in this row, and what the class columns became."""
    columns = [*found.number_names, *found.code_names]
    lost = sum(bool(missing(frame.column(name))[found.rows[row]]) for name in columns)
    lines: list[Line] = [("row_filled", {"count": lost})] if lost else []
    if found.code_names:
        lines.append((f"encoded.{config.encoding}", {"columns": len(found.code_names)}))
    if found.origins and found.origins[0][0] == "p":
        lines.append(("rotated", {}))
    return tuple(lines)


def slot_class(found: Prepared, k: int, target: str) -> tuple[str, int] | None:
    """The column and the place of the class for which number k of a row stands; None where it stands for none."""
    kind, place, level = found.origins[k]
    if kind != "c" or not level:
        return None
    name = found.code_names[place] if "." in level else target
    return name, int(float(level))


def scaling_tex(found: Prepared, row: int, config: PreparationConfig) -> dict[str, str] | None:
    """The scaling of the first column of numbers of this row with its numbers; None where there is none to show."""
    kind, place, _ = found.origins[0]
    if config.scaling == "none" or kind != "n":
        return None
    column = found.arrays.numbers[:, place]
    gaps = np.isnan(column)
    if gaps.any() and config.fill == "neighbors":
        return None
    middle = np.nanmean(column) if config.fill == "mean" else np.nanmedian(column)
    given = np.where(gaps, middle, column)
    x = given[row]
    low, middle, high = np.quantile(given, (0.25, 0.5, 0.75))
    shift, scale = {
        "standard": (given.mean(), given.std()), "minmax": (given.min(), np.ptp(given)), "robust": (middle, high - low),
    }[config.scaling]  # fmt: skip
    if scale == 0 or not np.isclose((x - shift) / scale, found.matrix[row, 0]):  # too small a spread is not scaled
        return None
    return {
        "x": number(x), "shift": signed(shift), "scale": number(scale), "result": number((x - shift) / scale),
    }  # fmt: skip
