"""Tasks that are judged on the screen: pure functions from results to a verdict.

`current` says whether the result is that of what is chosen; it is not where that was refused.
"""

from collections.abc import Sequence

import numpy as np

from core.challenges import Verdict, judge
from core.computing.tensors.broadcasting import Broadcast
from core.computing.tensors.einsum import Product
from core.computing.tensors.expression.box import Evaluation
from core.computing.tensors.layout import MemoryLayout
from core.computing.tensors.numbers.sums import RepeatedSum
from core.computing.tensors.numbers.whole_numbers import IntegerConfig, IntegerResult
from core.computing.tensors.sharing import Sharing
from core.computing.tensors.views import View, WriteEffect

HALF_PRECISION = 65504.0  # the largest float16


def first_axis_fastest(layout: MemoryLayout, current: bool) -> Verdict:
    """Three axes, none of size 1, 48 bytes, and neighbors along axis 0 side by side in memory."""
    strides = layout.strides_bytes
    return judge(
        (current, "stale", {}),
        (len(layout.shape) == 3, "axes_not_three", {"got": len(layout.shape)}),
        (min(layout.shape, default=0) > 1, "axis_too_short", {"got": min(layout.shape, default=0)}),
        (layout.total_bytes == 48, "bytes_differ", {"got": layout.total_bytes, "want": 48}),
        (bool(strides) and strides[0] == layout.itemsize_bytes, "stride_too_large",
         {"got": strides[0] if strides else 0, "want": layout.itemsize_bytes}),
    )  # fmt: skip


def reshape_that_copies(view: View, take: str, current: bool) -> Verdict:
    """A reshape that no strides can show, so that the numbers had to be copied."""
    return judge(
        (take == "reshape", "not_reshape", {}),
        (current, "stale", {}),
        (view.array.size > 1, "too_few_cells", {"got": view.array.size}),
        (not view.is_view, "still_a_view", {}),
    )


def one_write_many(view: View, effect: WriteEffect, current: bool) -> Verdict:
    """One write into the result that changes six of its cells or more, but a single cell of the array."""
    changed, in_array = int(effect.changed_result.sum()), int(effect.changed_array.sum())
    return judge(
        (current, "stale", {}),
        (view.is_view, "is_a_copy", {}),
        (changed >= 6, "too_few_changed", {"got": changed, "want": 6}),
        (in_array == 1, "array_not_once", {"got": in_array}),
    )


def all_pairs(found: Broadcast, current: bool) -> Verdict:
    """5 numbers and 7 numbers become a table of all 35 pairs: both arrays are stretched."""
    shape = found.shape or ()
    cells = sorted((found.a.size, found.b.size))
    return judge(
        (current, "stale", {}),
        (found.shape is not None, "refused", {}),
        (sorted(shape) == [5, 7], "shape_differs", {"got": str(shape)}),
        (cells == [5, 7], "too_many_numbers", {"a": found.a.size, "b": found.b.size}),
    )


def traces_of_a_stack(product: Product, current: bool) -> Verdict:
    """One operand, a stack of square matrices of size 2 or more, and the trace of each of them as the result."""
    first = product.operands[0]
    stack = first.ndim == 3 and first.shape[-1] == first.shape[-2] and min(first.shape, default=0) > 1
    right = stack and len(product.operands) == 1 and product.shape == first.shape[:1]
    return judge(
        (current, "stale", {}),
        (len(product.operands) == 1, "operands_not_one", {"got": len(product.operands)}),
        (stack, "no_stack", {"got": str(first.shape)}),
        (right and np.array_equal(product.values, np.trace(first, axis1=1, axis2=2)), "no_traces",
         {"got": str(product.shape)}),
    )  # fmt: skip


def pairs_fail(rows: Sequence[RepeatedSum]) -> Verdict:
    """In float16 the pairwise sum overflows, while one by one stays finite (and wrong)."""
    by = {(row.way, row.format): row for row in rows}
    pairwise, one_by_one = by["pairwise", "float16"], by["one by one", "float16"]
    exact = by["pairwise", "float64"].total
    return judge(
        (not np.isfinite(pairwise.total), "pairwise_finite", {"got": exact, "want": HALF_PRECISION}),
        (bool(np.isfinite(one_by_one.total)), "one_by_one_overflows", {}),
    )


def minus_hundred(rows: Sequence[IntegerResult], config: IntegerConfig) -> Verdict:
    """Two positive numbers that int8 can hold, and whose int8 sum is −100."""
    a, b = config.whole_a, config.whole_b
    int8 = next(row for row in rows if row.format == "int8")
    return judge(
        (config.whole_operation == "add", "not_a_sum", {}),
        (0 < a <= int8.high and 0 < b <= int8.high, "not_int8", {"a": a, "b": b, "high": int8.high}),
        (int8.stored == -100, "sum_differs", {"got": int8.stored}),
    )


def shares_of_rows(evaluation: Evaluation, current: bool) -> Verdict:
    """A result of a's shape whose rows each sum to one, computed from `a` and the same in both libraries."""
    result = evaluation.steps[-1].numpy
    a = evaluation.arrays["a"]
    named = any(step.source == "a" for step in evaluation.steps)
    fits = result is not None and result.shape == a.shape and a.ndim == 2 and a.size > 0
    totals = np.asarray(result.array, dtype=float).sum(axis=1) if fits and result is not None else np.zeros(1)
    return judge(
        (current, "stale", {}),
        (named, "without_a", {}),
        (fits, "shape_differs", {"got": str(result.shape) if result else "–", "want": str(a.shape)}),
        (bool(np.allclose(totals, 1, atol=1e-3)), "rows_differ", {"got": float(totals[0])}),
        (evaluation.verdict == "same", "libraries_part", {}),
    )


def unasked_copy(sharing: Sharing, way: str) -> Verdict:
    """A `.to(…)` that copies although nobody asked for a copy, because the dtype differs."""
    return judge(
        (way in ("to_float32", "to_float64"), "not_to", {}),
        (not sharing.shared, "still_shared", {"got": sharing.tensor_dtype}),
    )
