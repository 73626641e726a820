"""What a write into a result has done, how its cell is reached, and why a result is a copy."""

from typing import Any

from core.computing.tensors.array_figure import bracketed
from core.computing.tensors.layout_report import offset_sum
from core.computing.tensors.views import View, ViewConfig, WriteEffect

Line = tuple[str, dict[str, Any]]


def write_line(found: View, effect: WriteEffect) -> Line:
    """What the write has changed, in the result and in the array."""
    if not found.result.size:
        return "empty", {}
    changed = int(effect.changed_result.sum())
    key = "wrote_copy" if not found.is_view else "wrote_many" if changed > 1 else "wrote_view"
    return key, {"cell": bracketed(effect.cell), "written": f"{effect.written:g}", "result": changed,
                 "array": int(effect.changed_array.sum())}  # fmt: skip


def reach_lines(found: View, effect: WriteEffect, view_config: ViewConfig) -> list[Line]:
    """The address of the written cell of a view by the view's own strides; or why the result is a copy."""
    if not found.is_view:
        return [(f"why_copy.{copy_reason(found, view_config)}", {})]
    if not found.result.size:
        return []
    start = found.offset_bytes
    terms, total = offset_sum(effect.cell, found.strides_bytes, start)
    return [("address", {"cell": bracketed(effect.cell), "start": start, "sum": terms, "total": total})]


def copy_reason(found: View, view_config: ViewConfig) -> str:
    """Asked for, an index that always copies (a number, a list), or memory that no strides can read in this order."""
    if view_config.take == "index":
        return "list" if found.result.ndim else "number"
    return "asked" if view_config.take == "copy" else "strides"
