"""Whether a dtype has kept the exact result: wrapped around, overflowed, underflowed, lost on the way, or rounded."""

from decimal import Decimal, InvalidOperation, Overflow
from typing import Any, Literal, TypeAlias

import numpy as np

Fate: TypeAlias = Literal["kept", "wrapped", "overflow", "underflow", "between"]
NEAR = 0.01  # of the nearest number: as far as rounding may lead a result that counts as kept
LONGEST = 30  # digits of a whole number that are written out


def exact_number(value: Any) -> int | Decimal | None:
    """A stored number as it is, without rounding; None where it is infinite or no number."""
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, int):  # True and False count as 1 and 0
        return int(plain)
    return Decimal(plain) if np.isfinite(plain) else None


def fate_of(exact: int | Decimal | None, stored: Any) -> Fate:
    """What became of the exact result in the dtype of `stored`, a NumPy number; rounding it once counts as kept.

    "between": the dtype has a number near the exact one, but on the way to it another was rounded or out of range.
    """
    value = np.asarray(stored)
    if exact is None or value.dtype.kind not in "iuf":
        return "kept"
    if value.dtype.kind in "iu":
        return "kept" if int(value) == exact else "wrapped"
    with np.errstate(all="ignore"):
        nearest = value.dtype.type(float(Decimal(exact)))
    if np.isinf(nearest) and np.isinf(value):
        return "overflow"
    if nearest == value == 0 != exact:
        return "underflow"
    room = NEAR * abs(float(nearest)) + float(np.finfo(value.dtype).smallest_subnormal)
    return "kept" if abs(float(value) - float(nearest)) <= room else "between"


def limits_of(dtype: str) -> tuple[str, str]:
    """The smallest and the largest number of a dtype, as LaTeX."""
    kind = np.dtype(dtype)
    info: Any = np.iinfo(kind) if kind.kind in "iu" else np.finfo(kind)
    return exact_tex(exact_number(info.min)), exact_tex(exact_number(info.max))


def exact_tex(value: int | Decimal | None) -> str:
    """An exact number as LaTeX: whole numbers in full up to 30 digits, others to six."""
    if value is None:
        return r"\text{–}"
    if isinstance(value, int) and len(str(abs(value))) <= LONGEST:
        return str(value)
    try:
        mantissa, _, exponent = f"{Decimal(value):.6g}".lower().partition("e")
    except (InvalidOperation, Overflow):
        return r"\text{–}"
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa
