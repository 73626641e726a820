"""The bits of a float32 as the numbers of its formula."""

from core import tex
from core.computing.tensors.numbers.floats import StoredNumber


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
