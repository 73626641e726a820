r"""Numbers, names, sums, products and small arrays as LaTeX (KaTeX): what varies in length in a formula by hand."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

GREEK = {
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu", "nu", "xi", "pi",
    "rho", "sigma", "tau", "phi", "chi", "psi", "omega",
}  # fmt: skip
TERMS = 6  # of a sum or product that are written out
SIDE = 6  # rows and columns of a matrix that are written out
_NAME = re.compile(r"([A-Za-z]+)_?(.*)")


def number(value: float | np.number[Any], digits: int = 4) -> str:
    r"""A number to `digits` significant digits: `0.6351`, `1.2 \cdot 10^{-7}`, `\infty`, `\mathrm{NaN}`.

    Whole numbers below 10^15 are written in full.
    """
    if np.isnan(value):
        return r"\mathrm{NaN}"
    if np.isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    value = float(value)
    if value == round(value) and abs(value) < 1e15:
        return str(round(value))
    mantissa, _, exponent = f"{value:.{digits}g}".partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa


def significant(values: Any, size: Any) -> np.ndarray:
    """The values with 0 in place of what rounding has left: below 10^-13 of `size`.

    `size` is a scalar or has the same shape.
    """
    return np.where(np.abs(values) <= 1e-13 * np.asarray(size), 0.0, values)


def signed(value: float | np.number[Any], digits: int = 4) -> str:
    """A number that can stand after another operator: a negative one in brackets."""
    text = number(value, digits)
    return f"({text})" if text.startswith("-") else text


def base(value: float | np.number[Any], digits: int = 4) -> str:
    """A number that an exponent can follow: in brackets where it is negative or has a power of ten."""
    text = number(value, digits)
    return f"({text})" if text.startswith("-") or "^" in text else text


def total(terms: Iterable[Any], most: int = TERMS) -> str:
    r"""A sum: `1 + 2 - 3 + \dots`; numbers and ready LaTeX alike, `0` where there is no term."""
    texts = [_text(term) for term in terms]
    if not texts:
        return "0"
    rest = "".join(f" - {text[1:]}" if text.startswith("-") else f" + {text}" for text in texts[1:most])
    return texts[0] + rest + (r" + \dots" if len(texts) > most else "")


def product(factors: Iterable[Any], most: int = TERMS) -> str:
    r"""A product: `2 \cdot 3 \cdot (-1)`; `1` where there is no factor."""
    texts = [signed(factor) if isinstance(factor, int | float | np.number) else str(factor) for factor in factors]
    return r" \cdot ".join(texts[:most]) + (r" \cdots" if len(texts) > most else "") or "1"


def fraction(above: Any, under: Any) -> str:
    r"""`\frac{above}{under}` of numbers or ready LaTeX."""
    return rf"\frac{{{_text(above)}}}{{{_text(under)}}}"


def name(word: str) -> str:
    r"""A name: `w_{1}`, `\gamma`, `\mathrm{loss}`."""
    found = _NAME.fullmatch(word)
    if found is None:
        return rf"\mathrm{{{word}}}"
    stem, rest = found.groups()
    shown = rf"\{stem}" if stem in GREEK else stem if len(stem) == 1 else rf"\mathrm{{{stem}}}"
    rest = rest.replace("_", ",")
    return f"{shown}_{{{rest}}}" if rest else shown


def array(values: Any, column: bool = False, digits: int = 3) -> str:
    """A number, a vector (as a row, or a column) or a matrix in brackets; what is beyond 6 rows or columns is dots."""
    table = np.asarray(values)
    if table.ndim == 0:
        return number(float(table))
    rows = table.reshape(-1, 1) if table.ndim == 1 and column else np.atleast_2d(table)
    lines = [" & ".join(_row(row, digits)) for row in rows[:SIDE]]
    lines += [r"\vdots"] if len(rows) > SIDE else []
    return r"\begin{bmatrix} " + r" \\ ".join(lines) + r" \end{bmatrix}"


def listed(values: Any, digits: int = 3) -> str:
    r"""The first eight numbers in brackets, `(1, 2, 3)`; where a line is too short, it ends after a comma."""
    texts = [number(float(value), digits) for value in values]
    return "(" + r",\allowbreak\ ".join(texts[: SIDE + 2]) + (r",\allowbreak\ \dots)" if len(texts) > SIDE + 2 else ")")


def _row(row: Sequence[float], digits: int) -> list[str]:
    if len(row) > SIDE + 2:
        return [*(number(x, digits) for x in row[:SIDE]), r"\cdots"]
    return [number(x, digits) for x in row]


def _text(term: Any) -> str:
    return number(term) if isinstance(term, int | float | np.number) else str(term)
