"""What stands between square brackets: read from text, and turned into a shape, strides and an offset."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from core.refusal import Refusal

Item: TypeAlias = "int | slice | list[int] | None"  # None is a new axis
COMPARISON = re.compile(r"\s*a?\s*(<=|>=|==|!=|<|>)\s*([+-]?[0-9]+\.?[0-9]*)\s*")


def index_of(text: str, axes: int) -> list[Item]:
    """The items of an index such as `0, 1:, ::-1`, one for each axis; what is left out is `:`.

    An item is a whole number, a slice, `None` (a new axis), `...`, or a list such as `[0, 2]`. Refusal otherwise.
    """
    parts = [part.strip() for part in re.split(r",(?![^\[]*\])", text)] if text.strip() else []
    if parts and not parts[-1]:
        parts.pop()
    items: list[Item] = []
    missing = axes - sum(part not in ("...", "None", "newaxis") for part in parts)
    if missing < 0:
        got = axes - missing
        raise Refusal("index_count", axes=axes, got=got)
    if parts.count("...") > 1:
        raise Refusal("index_ellipsis")
    if "..." not in parts:
        parts.append("...")
    for part in parts:
        items += [slice(None)] * missing if part == "..." else [index_item(part)]
    return items


def index_item(part: str) -> Item:
    """One part of an index between commas."""
    whole = r"[+-]?[0-9]{1,6}"
    if part in ("None", "newaxis"):
        return None
    if re.fullmatch(whole, part):
        return int(part)
    if re.fullmatch(rf"\[\s*{whole}(\s*,\s*{whole})*\s*,?\s*\]", part):
        return [int(number) for number in re.findall(whole, part)]
    if found := re.fullmatch(rf"({whole})?\s*:\s*({whole})?\s*(?::\s*({whole})?)?", part):
        first, last, step = (None if number is None else int(number) for number in found.groups())
        if step == 0:
            raise Refusal("index_step_zero")
        return slice(first, last, step)
    raise Refusal("index_part", got=part[:40])


def counted_from_zero(number: int, size: int, axis: int) -> int:
    """The index with negative numbers counted from the end; Refusal where there is no such cell."""
    if not -size <= number < size:
        raise Refusal("index_outside", axis=axis, size=size, got=number)
    return number + size if number < 0 else number


def sliced(
    shape: Sequence[int], strides: Sequence[int], items: Sequence[Item]
) -> tuple[list[int], list[int], int, list[list[int]]]:
    """Shape, strides and offset of `a[items]`, and the cells taken along each remaining axis; no number is moved.

    A list is taken like a slice here (its stride is 0 and has no meaning): its cells lie nowhere at equal distances.
    """
    new_shape, new_strides, taken = [], [], []
    offset = axis = 0
    for item in items:
        if item is None:
            new_shape.append(1)
            new_strides.append(0)
            taken.append([0])
            continue
        size, stride = shape[axis], strides[axis]
        if isinstance(item, int):
            offset += counted_from_zero(item, size, axis) * stride
        elif isinstance(item, slice):
            first, last, step = item.indices(size)
            cells = list(range(first, last, step))
            new_shape.append(len(cells))
            new_strides.append(stride * step)
            taken.append([(cell - first) * stride for cell in cells])
            offset += first * stride
        else:
            cells = [counted_from_zero(number, size, axis) for number in item]
            new_shape.append(len(cells))
            new_strides.append(0)
            taken.append([cell * stride for cell in cells])
        axis += 1
    return new_shape, new_strides, offset, taken
