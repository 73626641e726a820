"""What there is to say of the exported files, as lines of `(key, values)` and as a table."""

from typing import Any

import numpy as np

from core.computing.frameworks.export import COMPARED, ExportedFile, NetworkExport
from core.computing.frameworks.export_figure import NAMES
from core.computing.frameworks.onnx_file import DEPLOY_FILE
from core.computing.frameworks.rosetta import Gap
from core.tex import number

Lines = list[tuple[str, dict[str, Any]]]


def export_lines(found: NetworkExport) -> Lines:
    """What is missing, which files take one digit only, and which compute something else."""
    lines: Lines = [("onnx_absent", {"file": DEPLOY_FILE}) for one in found.files if one.is_missing]
    fixed = [NAMES[one.name] for one in found.files if one.gap is None and not one.is_missing]
    if fixed:
        lines.append(("fixed_batch", {"names": ", ".join(fixed), "batch": COMPARED}))
    far = [NAMES[one.name] for one in found.files if not one.is_missing and not is_right(one)]
    if far:
        lines.append(("far", {"names": ", ".join(far)}))
    if found.config.mode == "train" and NAMES["onnx"] not in far and not found.files[-1].is_missing:
        lines.append(("onnx_judges", {}))
    return lines


def is_right(one: ExportedFile) -> bool:
    """Whether a file that is there is within the tolerance, in every batch that it takes."""
    return all(gap.close for gap in (one.single, one.gap) if gap)


def export_rows(found: NetworkExport) -> list[dict[str, str]]:
    """One row a file: name, bytes, largest differences for seven digits one by one and together, and the times."""
    return [_row(one) for one in found.files if not one.is_missing]


def _row(one: ExportedFile) -> dict[str, str]:
    assert one.single is not None
    return {
        "name": NAMES[one.name],
        "bytes": f"{len(one.file):,}",
        "single": _difference(one.single),
        "together": _difference(one.gap) if one.gap else "–",
        "one": _time(one.microseconds[0]),
        "many": _time(one.microseconds[1]),
    }


def _difference(gap: Gap) -> str:
    """A largest difference, with a cross where it is beyond the tolerance."""
    return ("" if gap.close else "✗ ") + f"${number(gap.largest, 2)}$"


def _time(quartiles: np.ndarray) -> str:
    """A median with its middle half, of quartiles (3,)."""
    low, middle, high = quartiles
    return "–" if np.isnan(middle) else f"{middle:,.0f} [{low:,.0f} … {high:,.0f}]"
