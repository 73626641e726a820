"""Truncated power series that go through a formula as numbers do: all its Taylor coefficients, without a symbol."""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.refusal import Refusal


class Series(np.lib.mixins.NDArrayOperatorsMixin):
    """A Laurent series: the sum of c[k] · t^(low + k), known for these k; after trimming c[0] is not 0.

    c: (n,) float64. NumPy's functions take it as they take a number: each has its rule below, under its own name.
    Refusal `no_series` where there is none: at a pole that stays, a kink, a root or logarithm outside of its domain.
    """

    def __init__(self, coefficients: Any, low: int = 0) -> None:
        c = np.asarray(coefficients, dtype=np.float64)
        leading = np.flatnonzero(c)
        first = int(leading[0]) if leading.size and leading[0] else 0
        self.c, self.low = c[first:], low + first

    @classmethod
    def of(cls, value: Any, count: int) -> "Series":
        """A number as a constant series of `count` coefficients; a series as it is."""
        return value if isinstance(value, Series) else cls(np.concatenate([[value], np.zeros(count - 1)]))

    @classmethod
    def variable(cls, center: float, count: int) -> "Series":
        """The series center + t, of which a function makes its own."""
        return cls(np.concatenate([[center, 1.0], np.zeros(count - 2)]))

    def known(self, count: int) -> np.ndarray:
        """The first `count` Taylor coefficients; Refusal where there is a pole or fewer are known. (count,)"""
        padded = np.concatenate([np.zeros(max(self.low, 0)), self.c])[:count]
        if (self.low < 0 and self.c.any()) or len(padded) < count:
            raise Refusal("no_series")
        return padded

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **_: Any) -> Any:
        rule = getattr(Series, f"_{ufunc.__name__}", None)
        if rule is None or method != "__call__":
            return NotImplemented
        return rule(*(Series.of(one, self._end) for one in inputs))

    def __array_function__(self, function: Any, _types: Any, arguments: Any, _named: Any) -> Any:
        if function is np.iscomplexobj:
            return False
        if function is np.where:
            condition, then, otherwise = arguments
            return then if condition else otherwise
        return Series.of(arguments[1], self._end) if function is np.full_like else NotImplemented

    @property
    def _end(self) -> int:
        """The power of t from which on nothing is known, at least 1: so long is a constant beside it."""
        return max(self.low, 0) + len(self.c)

    @property
    def _taylor(self) -> np.ndarray:
        """The coefficients from t^0 on; Refusal at a pole. (n,)"""
        return self.known(self._end)

    @property
    def _value(self) -> float:
        return float(self._taylor[0])

    @property
    def _side(self) -> float:
        """The sign of the constant term; Refusal where it is 0: there is a kink or a jump."""
        if self._value == 0:
            raise Refusal("no_series")
        return float(np.sign(self._value))

    def _scaled(self, factor: float) -> "Series":
        return Series(self.c * factor, self.low)

    def _constant(self, value: float) -> "Series":
        return Series.of(value, self._end)

    # arithmetic

    def _add(self, other: "Series") -> "Series":
        low, end = min(self.low, other.low), min(self.low + len(self.c), other.low + len(other.c))
        total = np.zeros(max(end - low, 1))
        for one in (self, other):
            part = one.c[: max(end - one.low, 0)]
            total[one.low - low : one.low - low + len(part)] += part
        return Series(total, low)

    def _subtract(self, other: "Series") -> "Series":
        return self._add(other._scaled(-1))

    def _negative(self) -> "Series":
        return self._scaled(-1)

    def _multiply(self, other: "Series") -> "Series":
        count = min(len(self.c), len(other.c))
        return Series(np.convolve(self.c[:count], other.c[:count])[:count], self.low + other.low)

    def _divide(self, other: "Series") -> "Series":
        count = min(len(self.c), len(other.c))
        if other.c[0] == 0:
            raise Refusal("no_series")
        quotient = np.zeros(count)
        for k in range(count):
            quotient[k] = (self.c[k] - quotient[:k] @ other.c[k:0:-1]) / other.c[0]
        return Series(quotient, self.low - other.low)

    def _power(self, other: "Series") -> "Series":
        if other.low != 0 or other.c[1:].any():
            return other._multiply(self._log())._exp()
        p = float(other.c[0])
        if p == round(p) and abs(p) <= 1000:
            return self._whole_power(int(p))
        base = self._taylor
        if not base[0] > 0:
            raise Refusal("no_series")
        found = np.zeros(len(base))
        found[0] = base[0] ** p
        for k in range(1, len(base)):
            j = np.arange(1, k + 1)
            found[k] = ((j * p - (k - j)) * base[1 : k + 1]) @ found[k - 1 :: -1][:k] / (k * base[0])
        return Series(found)

    def _whole_power(self, p: int) -> "Series":
        found, square, left = self._constant(1.0), self, abs(p)
        while left:
            found = found._multiply(square) if left % 2 else found
            square, left = square._multiply(square), left // 2
        return found if p >= 0 else self._constant(1.0)._divide(found)

    def _sqrt(self) -> "Series":
        return self._power(Series([0.5]))

    # functions, by the differential equation of each

    def _exp(self) -> "Series":
        """At a pole of even order with e^(-∞) on both sides every coefficient is 0, as of exp(-1/x²)."""
        if self.low < 0 and self.low % 2 == 0 and self.c[0] < 0:
            return Series(np.zeros(len(self.c)))
        u = self._taylor
        found = np.zeros(len(u))
        found[0] = np.exp(u[0])
        for k in range(1, len(u)):
            found[k] = (np.arange(1, k + 1) * u[1 : k + 1]) @ found[k - 1 :: -1][:k] / k
        return Series(found)

    def _waves(self, sign: float, sine: Any, cosine: Any) -> "tuple[Series, Series]":
        """Sine and cosine (sign -1), or the hyperbolic ones (sign 1)."""
        u = self._taylor
        s, c = np.zeros(len(u)), np.zeros(len(u))
        s[0], c[0] = sine(u[0]), cosine(u[0])
        for k in range(1, len(u)):
            inner = np.arange(1, k + 1) * u[1 : k + 1]
            s[k], c[k] = inner @ c[k - 1 :: -1][:k] / k, sign * (inner @ s[k - 1 :: -1][:k]) / k
        return Series(s), Series(c)

    def _sin(self) -> "Series":
        return self._waves(-1.0, np.sin, np.cos)[0]

    def _cos(self) -> "Series":
        return self._waves(-1.0, np.sin, np.cos)[1]

    def _tan(self) -> "Series":
        sine, cosine = self._waves(-1.0, np.sin, np.cos)
        return sine._divide(cosine)

    def _sinh(self) -> "Series":
        return self._waves(1.0, np.sinh, np.cosh)[0]

    def _cosh(self) -> "Series":
        return self._waves(1.0, np.sinh, np.cosh)[1]

    def _tanh(self) -> "Series":
        """By y′ = (1 - y²) u′, which overflows nowhere."""
        u = self._taylor
        y, w = np.zeros(len(u)), np.zeros(len(u))
        y[0] = np.tanh(u[0])
        w[0] = 1 - y[0] ** 2
        for k in range(1, len(u)):
            y[k] = (np.arange(1, k + 1) * u[1 : k + 1]) @ w[k - 1 :: -1][:k] / k
            w[k] = -y[: k + 1] @ y[k::-1]
        return Series(y)

    def _grown(self, start: float, slope: "Callable[[], Series]") -> "Series":
        """The function with this value whose derivative, as a function of u, is `slope`: the integral of slope · u′."""
        if not np.isfinite(start):
            raise Refusal("no_series")
        u = self._taylor
        inner = Series(np.append(np.arange(1, len(u)) * u[1:], 0.0))
        parts = slope()._multiply(inner)._taylor[: len(u) - 1]
        return Series(np.concatenate([[start], parts / np.arange(1, len(parts) + 1)]))

    def _log(self) -> "Series":
        start = np.log(self._value) if self._value > 0 else np.nan
        return self._grown(start, lambda: self._constant(1.0)._divide(self))

    def _log2(self) -> "Series":
        return self._log()._scaled(1 / np.log(2))

    def _log10(self) -> "Series":
        return self._log()._scaled(1 / np.log(10))

    def _arctan(self) -> "Series":
        one = self._constant(1.0)
        return self._grown(np.arctan(self._value), lambda: one._divide(one._add(self._multiply(self))))

    def _arc(self, start: float, sign: float) -> "Series":
        """Arc sine (sign 1) or arc cosine (-1), whose slope is ±(1 - u²)^(-1/2)."""
        square = self._multiply(self)
        return self._grown(start, lambda: self._constant(1.0)._subtract(square)._power(Series([-0.5]))._scaled(sign))

    def _arcsin(self) -> "Series":
        return self._arc(np.arcsin(self._value) if abs(self._value) < 1 else np.nan, 1.0)

    def _arccos(self) -> "Series":
        return self._arc(np.arccos(self._value) if abs(self._value) < 1 else np.nan, -1.0)

    # pieces: the one in which the constant term lies

    def _absolute(self) -> "Series":
        return self._scaled(self._side)

    def _sign(self) -> "Series":
        return self._constant(self._side)

    def _maximum(self, other: "Series") -> "Series":
        return self if self._greater(other) else other

    def _minimum(self, other: "Series") -> "Series":
        return self if self._less(other) else other

    def _less(self, other: "Series") -> bool:
        return self._subtract(other)._side < 0

    def _greater(self, other: "Series") -> bool:
        return self._subtract(other)._side > 0

    def _equal(self, other: "Series") -> bool:
        return self._subtract(other)._side == 0

    def _not_equal(self, other: "Series") -> bool:
        return not self._equal(other)

    _less_equal, _greater_equal = _less, _greater
