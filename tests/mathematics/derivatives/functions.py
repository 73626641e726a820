"""Functions with their first two derivatives, and the words in which a figure speaks."""

import numpy as np
import sympy

from core.expressions import read_function

X = sympy.Symbol("x")
SMOOTH = {
    "sin(x)": sympy.sin(X), "exp(x)": sympy.exp(X), "x^3 - 3*x": X**3 - 3 * X, "1/(1 + x^2)": 1 / (1 + X**2),
    "sqrt(1 + x^2)": sympy.sqrt(1 + X**2), "arctan(x)*exp(-x^2)": sympy.atan(X) * sympy.exp(-(X**2)),
    "x^4/4 - x^2 + 2*x": X**4 / 4 - X**2 + 2 * X, "tanh(x) + 2^x": sympy.tanh(X) + 2**X,
}  # fmt: skip


def with_derivatives(text):
    """A typed function, its first and its second derivative."""
    f = read_function(text)
    f_x = f.derivative("x")
    return f, f_x, f_x.derivative("x")


def judged(expression, x, order=0):
    """What SymPy says of a derivative at x, from thirty digits."""
    return float(sympy.diff(expression, X, order).subs(X, sympy.Rational(x)).evalf(30))


def say(key, **values):
    """Words that name what they were given, and take nothing that is no number."""
    return " ".join([key, *(f"{name}={value}" for name, value in values.items())])


def finite(figure):
    """Every number of the shapes of a figure."""
    return [
        v for shape in figure.layout.get("shapes", ()) for v in shape.values() if isinstance(v, float | np.floating)
    ]
