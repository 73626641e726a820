"""Shares as text: in percent or as LaTeX, never rounded to certainty and never rounded to each other."""

import math

from core import tex

EQUAL = 1e-12
MOST_DIGITS = 15
NEAR_ONE = 5e-5  # of what is left: four digits would round the share to 1


def percent(share: float, digits: int = 3) -> str:
    """A share in percent to three digits, and to as many as tell it from 0 and from 1."""
    text = f"{100 * share:.{digits}g}"
    while digits < MOST_DIGITS and float(text) in (0.0, 100.0) and share not in (0.0, 1.0):
        digits += 1
        text = f"{100 * share:.{digits}g}"
    return text


def percents(first: float, second: float) -> tuple[str, str]:
    """Two shares in percent, to as many digits as tell one from the other."""
    digits = 3
    while digits < MOST_DIGITS and abs(first - second) > EQUAL and percent(first, digits) == percent(second, digits):
        digits += 1
    return percent(first, digits), percent(second, digits)


def share_tex(share: float, rest: float) -> str:
    r"""A share as LaTeX, such as `0.07764` or, where little is left to 1, `1 - 1.953 \cdot 10^{-9}`."""
    return f"1 - {tex.number(rest)}" if 0 < rest < NEAR_ONE else tex.number(share)


def inner_tex(share: float) -> str:
    """A share as LaTeX, to four digits and to as many as tell it from 1."""
    digits = 4
    while digits < MOST_DIGITS and tex.number(share, digits) == "1" and share != 1:
        digits += 1
    return tex.number(share, digits)


def bounded_percent(log_share: float) -> str:
    """A share in percent from its natural logarithm: `98.88`, `> 99.99`, `< 0.01`."""
    share = 100 * math.exp(log_share)
    return "> 99.99" if share > 99.99 else "< 0.01" if share < 0.01 else f"{share:.4g}"
