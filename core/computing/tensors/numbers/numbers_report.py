"""The bits of a float32, and whole numbers that wrap around, as the numbers of their formulas."""

from collections.abc import Iterator, Sequence

from core import tex
from core.computing.tensors.numbers.floats import StoredNumber
from core.computing.tensors.numbers.whole_numbers import IntegerResult


def float32_numbers(row: StoredNumber) -> dict[str, object]:
    """Sign, exponent and fraction of a float32: `(-1)^sign · (hidden + fraction / 2^23) · 2^exponent = value`.

    `stored` is what the exponent bits mean as a whole number.
    """
    sign, exponent, fraction = row.bits.split(" ")
    stored = int(exponent, 2)
    return {
        "sign": int(sign), "stored": stored, "exponent": max(stored, 1) - 127, "hidden": int(stored > 0),
        "fraction": int(fraction, 2), "value": tex.number(row.value, 9),
    }  # fmt: skip


def wrap_lines(rows: Sequence[IntegerResult]) -> Iterator[tuple[str, dict[str, object]]]:
    """The stored number of each type from the exact one, as many times its size away as it went round."""
    for row in rows:
        yield "wrap_rule", {"format": row.format, "exact": row.exact, "turns": row.turns, "stored": row.stored,
                            "size": row.high - row.low + 1}  # fmt: skip
