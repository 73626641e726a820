"""Where the curve of a function is broken: at zeros of what it divides by or compares, seen from both sides."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from core.expressions.function_values import value_of
from core.expressions.nodes import Binary, Call, Node, Number, binary, walk

GRID = 4001  # points that are searched for a change of sign
MOST_GAPS = 500
HALVINGS = 60
SAME = 1e-7  # of the window: what is nearer is one place
NEAR = 1e-2  # of the window: how far beside a zero the first look is taken; two more follow, each ten times nearer
Values = Callable[[np.ndarray], np.ndarray]


def gaps_of(function: Values, node: Node, variable: str, low: float, high: float) -> np.ndarray:
    """Abscissas (gaps,) in [low, high] where `function`, whose formula is `node`, has a pole or a jump; ascending.

    At most 500; `function` works elementwise. A removable hole, where both sides meet, and the edge of the domain,
    beyond which there is nothing, are none.
    """
    if not low < high:
        raise ValueError(f"A window needs low < high; got {low}, {high}.")
    found = [np.empty(0)]
    for part in dict.fromkeys(_critical(node)):
        found.append(zeros(partial(_values, part, variable), low, high))
    places = np.unique(np.concatenate(found))
    places = places[np.diff(places, prepend=-np.inf) > SAME * (high - low)]
    broken: np.ndarray = places[breaks(function, places, high - low)][:MOST_GAPS]
    return broken


def _critical(node: Node) -> Iterator[Node]:
    """The parts of a formula at whose zeros it or its derivative may have a pole or a jump."""
    for part in walk(node):
        match part:
            case Binary(operator="/", right=right):
                yield right
            case Binary(operator="**", left=left, right=exponent) if not isinstance(exponent, Number):
                yield left
            case Binary(operator="<" | "<=" | ">" | ">=" | "==" | "!=", left=left, right=right):
                yield binary("-", left, right)
            case Call(function="tan", arguments=arguments):
                yield Call(0, 0, "cos", arguments)
            case Call(function="min" | "max", arguments=(left, right)):
                yield binary("-", left, right)
            case Call(function="arcsin" | "arccos", arguments=(argument,)):
                yield binary("-", Number(0, 0, 1), binary("*", argument, argument))
            case Call(function="sign" | "log" | "log2" | "log10" | "abs" | "relu" | "sqrt", arguments=(argument,)):
                yield argument


def _values(node: Node, variable: str, x: np.ndarray) -> np.ndarray:
    return np.array(np.broadcast_to(value_of(node, {variable: x}), x.shape), dtype=float)


def zeros(function: Values, low: float, high: float) -> np.ndarray:
    """Where a function of the line is zero or changes its sign, by bisection from a grid; touching zeros too.

    `function` works elementwise; returns (zeros,).
    """
    x = np.linspace(low, high, GRID)
    y = function(x)
    crossing = np.flatnonzero(np.sign(y[:-1]) * np.sign(y[1:]) < 0)[: 2 * MOST_GAPS]
    size = np.abs(y)
    dips = 1 + np.flatnonzero((size[1:-1] <= size[:-2]) & (size[1:-1] < size[2:]) & (y[:-2] * y[2:] > 0))
    return np.concatenate([
        x[y == 0][: 2 * MOST_GAPS],
        _bisected(function, x[crossing], x[crossing + 1]),
        _touching(function, x, size, dips[: 2 * MOST_GAPS]),
    ])  # fmt: skip


def _bisected(function: Values, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    sign = np.sign(function(left)) if len(left) else left
    for _ in range(HALVINGS):
        if not len(left):
            break
        middle = (left + right) / 2
        same = np.sign(function(middle)) == sign
        left, right = np.where(same, middle, left), np.where(same, right, middle)
    return np.asarray((left + right) / 2)


def _touching(function: Values, x: np.ndarray, size: np.ndarray, dips: np.ndarray) -> np.ndarray:
    """Minima of |function| at which it is zero, as of x² - 2x + 1; by thirds."""
    left, right = x[dips - 1], x[dips + 1]
    for _ in range(2 * HALVINGS):
        if not len(left):
            break
        a, b = left + (right - left) / 3, right - (right - left) / 3
        lower = np.abs(function(a)) < np.abs(function(b))
        left, right = np.where(lower, left, a), np.where(lower, b, right)
    middle = (left + right) / 2
    level = np.maximum(size[dips - 1], size[dips + 1]) if len(dips) else middle
    with np.errstate(all="ignore"):
        return np.asarray(middle[np.abs(function(middle)) <= 1e-9 * level] if len(dips) else middle)


def breaks(function: Values, places: np.ndarray, window: float) -> np.ndarray:
    """Which places are poles or jumps, by three looks on both sides, each ten times nearer: bool, (places,).

    `function` works elementwise; places: (places,), ascending.
    """
    if not len(places):
        return np.empty(0, dtype=bool)
    apart = np.diff(places, prepend=-np.inf, append=np.inf)
    near = np.minimum(NEAR * window, np.minimum(apart[:-1], apart[1:]) / 4)  # (places,)
    steps = near * np.array([[1.0], [0.1], [0.01]])  # (3, places)
    left, right = function(places - steps), function(places + steps)
    with np.errstate(all="ignore"):
        both = ~np.isnan(left[2]) & ~np.isnan(right[2])
        level = 1e-9 * (np.abs(left[2]) + np.abs(right[2]) + 1e-300)
        across = np.abs(right - left)
        jump = (across[2] > 0.5 * across[1]) & (across[2] > level)
        pole = _grows(left) | _grows(right) | ~np.isfinite(left[2]) | ~np.isfinite(right[2])
    return np.asarray(both & (jump | pole))


def _grows(side: np.ndarray) -> np.ndarray:
    """Whether the values still move as much on the last look as on the one before; a limit comes to rest."""
    first, second = np.abs(side[1] - side[0]), np.abs(side[2] - side[1])
    return np.asarray((second > 0.5 * first) & (second > 1e-6 * np.abs(side[0])))
