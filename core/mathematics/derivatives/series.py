"""Truncated power series that go through a formula as numbers do: all its Taylor coefficients, without a symbol."""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.refusal import Refusal


class Series(np.lib.mixins.NDArrayOperatorsMixin):
    """A Laurent series: the sum of c[k] · t^(low + k), known for these k; after trimming c[0] is not 0.

    coefficients: (n,) float64. Refusal `no_series` where an operation has none: a pole that stays, a kink, a root or
    logarithm outside of its domain.
    """

    def __init__(self, coefficients: Any, low: int = 0) -> None:
        c = np.asarray(coefficients, dtype=np.float64)
        leading = np.flatnonzero(c)
        first = int(leading[0]) if leading.size and leading[0] else 0
        self.c, self.low = c[first:], low + first

    def known(self, count: int) -> np.ndarray:
        """The first `count` Taylor coefficients; Refusal where there is a pole or fewer are known. (count,)"""
        padded = np.concatenate([np.zeros(max(self.low, 0)), self.c])[:count]
        if (self.low < 0 and self.c.any()) or len(padded) < count:
            raise Refusal("no_series")
        return padded

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **_: Any) -> Any:
        rule = RULES.get(ufunc.__name__)
        if rule is None or method != "__call__":
            return NotImplemented
        return rule(*(of(one, self._end) for one in inputs))

    @property
    def _end(self) -> int:
        """The power of t from which on nothing is known, at least 1: so long is a constant beside it."""
        return max(self.low, 0) + len(self.c)

    def __array_function__(self, function: Any, _types: Any, arguments: Any, _named: Any) -> Any:
        if function is np.where:
            condition, then, otherwise = arguments
            return then if condition else otherwise
        return of(arguments[1], self._end) if function is np.full_like else NotImplemented


def of(value: Any, count: int) -> Series:
    """A number as a constant series of `count` coefficients; a series as it is."""
    return value if isinstance(value, Series) else Series(np.concatenate([[value], np.zeros(count - 1)]))


def variable(center: float, count: int, scale: float = 1.0) -> Series:
    """The series center + scale · t, of which a function makes its own."""
    return Series(np.concatenate([[center, scale], np.zeros(count - 2)]))


def _one(a: Series) -> Series:
    return of(1.0, max(a.low, 0) + len(a.c))


def _taylor(a: Series) -> np.ndarray:
    """The coefficients from t^0 on; (n,)."""
    return a.known(len(a.c) + max(a.low, 0))


def _add(a: Series, b: Series) -> Series:
    low = min(a.low, b.low)
    end = min(a.low + len(a.c), b.low + len(b.c))
    total = np.zeros(max(end - low, 1))
    for one in (a, b):
        part = one.c[: max(end - one.low, 0)]
        total[one.low - low : one.low - low + len(part)] += part
    return Series(total, low)


def _multiply(a: Series, b: Series) -> Series:
    count = min(len(a.c), len(b.c))
    return Series(np.convolve(a.c[:count], b.c[:count])[:count], a.low + b.low)


def _divide(a: Series, b: Series) -> Series:
    count = min(len(a.c), len(b.c))
    if b.c[0] == 0:
        raise Refusal("no_series")
    quotient = np.zeros(count)
    for k in range(count):
        quotient[k] = (a.c[k] - quotient[:k] @ b.c[k:0:-1]) / b.c[0]
    return Series(quotient, a.low - b.low)


def _power(a: Series, b: Series) -> Series:
    if b.low != 0 or b.c[1:].any():
        return _exp(_multiply(b, _log(a)))
    p = float(b.c[0])
    if p == round(p) and abs(p) <= 1000:
        return _whole_power(a, int(p))
    value, base = _constant_term(a), _taylor(a)
    if not value > 0:
        raise Refusal("no_series")
    found = np.zeros(len(base))
    found[0] = value**p
    for k in range(1, len(base)):
        j = np.arange(1, k + 1)
        found[k] = ((j * p - (k - j)) * base[1 : k + 1]) @ found[k - 1 :: -1][:k] / (k * value)
    return Series(found)


def _whole_power(a: Series, p: int) -> Series:
    one = _one(a)
    found, square, left = one, a, abs(p)
    while left:
        found = _multiply(found, square) if left % 2 else found
        square, left = _multiply(square, square), left // 2
    return found if p >= 0 else _divide(one, found)


def _exp(a: Series) -> Series:
    """e to a series; at a pole of even order with e^(-∞) on both sides every coefficient is 0, as of exp(-1/x²)."""
    if a.low < 0 and a.low % 2 == 0 and a.c[0] < 0:
        return Series(np.zeros(len(a.c)))
    u = _taylor(a)
    found = np.zeros(len(u))
    found[0] = np.exp(u[0])
    for k in range(1, len(u)):
        found[k] = (np.arange(1, k + 1) * u[1 : k + 1]) @ found[k - 1 :: -1][:k] / k
    return Series(found)


def _waves(sign: float, sine: Callable[[float], float], cosine: Callable[[float], float], a: Series) -> Any:
    """Sine and cosine of a series (sign -1), or the hyperbolic ones (sign 1)."""
    u = _taylor(a)
    s, c = np.zeros(len(u)), np.zeros(len(u))
    s[0], c[0] = sine(u[0]), cosine(u[0])
    for k in range(1, len(u)):
        inner = np.arange(1, k + 1) * u[1 : k + 1]
        s[k] = inner @ c[k - 1 :: -1][:k] / k
        c[k] = sign * (inner @ s[k - 1 :: -1][:k]) / k
    return Series(s), Series(c)


def _circular(a: Series) -> Any:
    return _waves(-1.0, np.sin, np.cos, a)


def _hyperbolic(a: Series) -> Any:
    return _waves(1.0, np.sinh, np.cosh, a)


def _tanh(a: Series) -> Series:
    """By y' = (1 - y²) a', which overflows nowhere."""
    u = _taylor(a)
    y, w = np.zeros(len(u)), np.zeros(len(u))
    y[0] = np.tanh(u[0])
    w[0] = 1 - y[0] ** 2
    for k in range(1, len(u)):
        y[k] = (np.arange(1, k + 1) * u[1 : k + 1]) @ w[k - 1 :: -1][:k] / k
        w[k] = -y[: k + 1] @ y[k::-1]
    return Series(y)


def _by_slope(value: Callable[[float], float], slope: Callable[[Series], Series]) -> Callable[[Series], Series]:
    """The rule of a function whose derivative is known: the integral of slope(a) · a'."""

    def rule(a: Series) -> Series:
        u = _taylor(a)
        start = value(_constant_term(a))
        if not np.isfinite(start):
            raise Refusal("no_series")
        inner = Series(np.append(np.arange(1, len(u)) * u[1:], 0.0))
        grown = _taylor(_multiply(slope(a), inner))[: len(u) - 1]
        return Series(np.concatenate([[start], grown / np.arange(1, len(grown) + 1)]))

    return rule


def _constant_term(a: Series) -> float:
    return float(_taylor(a)[0])


def _sign(a: Series) -> float:
    """The sign of the constant term; Refusal where it is 0: there is a kink or a jump."""
    value = _constant_term(a)
    if value == 0:
        raise Refusal("no_series")
    return float(np.sign(value))


def _scaled(a: Series, factor: float) -> Series:
    return Series(a.c * factor, a.low)


_log = _by_slope(lambda u: np.log(u) if u > 0 else np.nan, lambda a: _divide(_one(a), a))
_one_minus_square = lambda a: _add(_one(a), _scaled(_multiply(a, a), -1))  # noqa: E731
_arcsin_slope = lambda a: _power(_one_minus_square(a), of(-0.5, 1))  # noqa: E731
_inside = lambda u: abs(u) < 1  # noqa: E731

RULES: dict[str, Callable[..., Any]] = {
    "add": _add,
    "subtract": lambda a, b: _add(a, _scaled(b, -1)),
    "multiply": _multiply,
    "divide": _divide,
    "power": _power,
    "negative": lambda a: _scaled(a, -1),
    "positive": lambda a: a,
    "exp": _exp,
    "log": _log,
    "log2": lambda a: _scaled(_log(a), 1 / np.log(2)),
    "log10": lambda a: _scaled(_log(a), 1 / np.log(10)),
    "sqrt": lambda a: _power(a, of(0.5, 1)),
    "sin": lambda a: _circular(a)[0],
    "cos": lambda a: _circular(a)[1],
    "tan": lambda a: _divide(*_circular(a)),
    "sinh": lambda a: _hyperbolic(a)[0],
    "cosh": lambda a: _hyperbolic(a)[1],
    "tanh": _tanh,
    "arctan": _by_slope(np.arctan, lambda a: _divide(_one(a), _add(_one(a), _multiply(a, a)))),
    "arcsin": _by_slope(lambda u: np.arcsin(u) if _inside(u) else np.nan, _arcsin_slope),
    "arccos": _by_slope(lambda u: np.arccos(u) if _inside(u) else np.nan, lambda a: _scaled(_arcsin_slope(a), -1)),
    "absolute": lambda a: _scaled(a, _sign(a)),
    "sign": lambda a: of(_sign(a), max(a.low, 0) + len(a.c)),
    "maximum": lambda a, b: a if _sign(_add(a, _scaled(b, -1))) > 0 else b,
    "minimum": lambda a, b: a if _sign(_add(a, _scaled(b, -1))) < 0 else b,
    "less": lambda a, b: _sign(_add(a, _scaled(b, -1))) < 0,
    "less_equal": lambda a, b: _sign(_add(a, _scaled(b, -1))) < 0,
    "greater": lambda a, b: _sign(_add(a, _scaled(b, -1))) > 0,
    "greater_equal": lambda a, b: _sign(_add(a, _scaled(b, -1))) > 0,
    "equal": lambda a, b: _sign(_add(a, _scaled(b, -1))) == 0,
    "not_equal": lambda a, b: _sign(_add(a, _scaled(b, -1))) != 0,
}
