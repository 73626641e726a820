"""A typed function of one or two variables: its values, LaTeX, derivatives, gaps and NumPy source."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from core.expressions.function_values import value_of
from core.expressions.gaps import gaps_of
from core.expressions.grammar import COMPARISONS, SAME_FUNCTION, function_grammar
from core.expressions.latex import latex_of
from core.expressions.nodes import Binary, Call, Name, Node, Number, Unary, walk
from core.expressions.numpy_source import numpy_source
from core.expressions.parser import parse
from core.refusal import Refusal

MOST_ORDERS = 4  # how often a function is differentiated
NOT_ANALYTIC = {"abs", "sign", "min", "max", "relu", "where", "slope_where"}


@dataclass(frozen=True)
class Function:
    """A function of `variables`, or a derivative of one: `by` names what it was differentiated by, in order.

    `node` is its formula, `lower` holds the function as typed and the derivatives of lower order, `letter` is what a
    script calls the function as typed.

    Called with float64 arrays, one for each variable, it gives an array of their common shape: NaN where the formula
    as typed is undefined, ±inf at a pole, never a warning. A derivative is NaN at a kink, and so are its derivatives.
    Complex arrays give complex values, NaN where `analytic` is False. What brings its own arithmetic
    (`__array_ufunc__`), such as a power series, goes through the formula as it is.
    """

    variables: tuple[str, ...]
    node: Node
    lower: tuple[Node, ...] = ()
    by: tuple[str, ...] = ()
    letter: str = "f"

    def __call__(self, *arguments: Any) -> np.ndarray:
        """Values at the arguments, in the order of `variables`; TypeError for another number of them."""
        if len(arguments) != len(self.variables):
            raise TypeError(f"The function has {len(self.variables)} variables; {len(arguments)} were given.")
        if any(map(_has_own_arithmetic, arguments)):
            return value_of(self.node, dict(zip(self.variables, arguments, strict=True)))  # type: ignore[no-any-return]
        kind = np.complex128 if any(map(np.iscomplexobj, arguments)) else np.float64
        arrays = np.broadcast_arrays(*(np.asarray(argument, dtype=kind) for argument in arguments))
        if kind is np.complex128 and not self.analytic:
            return np.full(arrays[0].shape, complex(np.nan, np.nan))
        values = dict(zip(self.variables, arrays, strict=True))
        found = value_of(self.node, values)
        for node in filter(may_be_undefined, self.lower):
            found = np.where(np.isnan(value_of(node, values)), np.nan, found)
        return np.array(np.broadcast_to(found, arrays[0].shape), dtype=kind)

    @property
    def analytic(self) -> bool:
        """Whether the formula has a meaning for complex numbers: no comparison, |u|, sign, min, max or ReLU in it."""
        return not any(isinstance(part, Call) and part.function in NOT_ANALYTIC for part in walk(self.node))

    @property
    def name(self) -> str:
        """What the function is called in a script: `f` or its own letter, and its derivatives `f_x`, `f_xx`, …"""
        return "_".join([self.letter, "".join(self.by)]) if self.by else self.letter

    @property
    def latex(self) -> str:
        """The formula in LaTeX, without the name of the function."""
        return latex_of(self.node)

    def derivative(self, variable: str) -> "Function":
        """Partial derivative by one variable, simplified where that is short work.

        Refusal where it would be too long to write down, and beyond the fourth order.
        """
        if variable not in self.variables:
            raise ValueError(f"{variable} is none of {', '.join(self.variables)}.")
        if len(self.by) == MOST_ORDERS:
            raise Refusal("derivative_order", limit=MOST_ORDERS)
        return _derivative(self, variable)

    def gaps(self, low: float, high: float) -> np.ndarray:
        """Abscissas (gaps,) in [low, high] where a curve of one variable must be broken: poles and jumps, ascending."""
        (name,) = self.variables
        return gaps_of(self, (*self.lower, self.node)[0], name, low, high)

    def curve(self, low: float, high: float, points: int = 801) -> tuple[np.ndarray, np.ndarray]:
        """Points to draw a curve through: x and y (n,), with NaN at every gap and outside the domain.

        A single point without a value, as 0 of sin(x)/x, is passed over: both sides meet there.
        """
        gaps = self.gaps(low, high)
        x = np.linspace(low, high, points)
        x = x[~np.isin(x, gaps)]
        y = self(x)
        known = np.isfinite(y)
        hole = np.zeros_like(known)
        hole[1:-1] = np.isnan(y[1:-1]) & known[:-2] & known[2:]
        x, y = x[~hole], y[~hole]
        at = np.searchsorted(x, gaps)
        return np.insert(x, at, gaps), np.insert(y, at, np.nan)

    def to_python(self) -> str:
        """The formula as one NumPy expression over the variables; its value has their shape."""
        source = numpy_source(self.node)
        masks = [f"np.isnan({numpy_source(node)})" for node in self.lower if may_be_undefined(node)]
        if masks:
            return f"np.where({' | '.join(masks)}, np.nan, {source})"
        return f"np.full_like({self.variables[0]}, {source})" if _is_constant(self.node) else source

    def definition(self) -> str:
        """The function as Python source that says `def f(x):`; it needs `import numpy as np`, and gives no warnings."""
        head = f"def {self.name}({', '.join(self.variables)}):\n"
        if not self.analytic:
            x = self.variables[0]
            head += f"    if np.iscomplexobj({x}):\n        return np.full(np.shape({x}), complex(np.nan, np.nan))\n"
        return f'{head}    with np.errstate(all="ignore"):\n        return {self.to_python()}'


def read_function(text: str, variables: tuple[str, ...] = ("x",), letter: str = "f") -> Function:
    """The function that a text defines, under its letter; Refusal, with the place, where the text defines none."""
    if not variables or not all(name.isidentifier() for name in (letter, *variables)):
        raise ValueError("A function has one variable or more, and all have plain names.")
    return _read(text, variables, letter)


@lru_cache(maxsize=256)
def _read(text: str, variables: tuple[str, ...], letter: str) -> Function:
    node = _checked(parse(text, function_grammar(variables)).result)
    return Function(variables, node, letter=letter)


@lru_cache(maxsize=256)
def _derivative(function: Function, variable: str) -> Function:
    from core.expressions.derivative import derivative_of  # SymPy takes a while to import

    node = derivative_of(function.node, variable, function.variables)
    return replace(function, node=node, lower=(*function.lower, function.node), by=(*function.by, variable))


def _checked(node: Node, *, condition: bool = False) -> Node:
    """The tree with one name for each function; Refusal for comparisons out of place and constants without value."""
    compares = isinstance(node, Binary) and node.operator in COMPARISONS
    if compares and not condition:
        raise Refusal("comparison_alone", span=(node.start, node.end))
    if condition and not compares:
        raise Refusal("condition", span=(node.start, node.end))
    match node:
        case Unary(operand=operand):
            node = replace(node, operand=_checked(operand))
        case Binary(left=left, right=right):
            node = replace(node, left=_checked(left), right=_checked(right))
        case Call(function=name, arguments=arguments):
            checked = tuple(_checked(a, condition=name == "where" and not k) for k, a in enumerate(arguments))
            node = replace(node, function=SAME_FUNCTION.get(name, name), arguments=checked)
    if not compares:
        _check_constant(node)
    return node


def _check_constant(node: Node) -> None:
    if isinstance(node, Binary) and node.operator == "/" and _is_constant(node.right):
        if value_of(node.right, {}) == 0:
            raise Refusal("division_by_zero", span=(node.start, node.end))
    elif _is_constant(node) and not np.isfinite(value_of(node, {})):
        raise Refusal("constant_not_finite", span=(node.start, node.end))


def may_be_undefined(node: Node) -> bool:
    """Whether a formula can be NaN at finite arguments: it divides, or a function of it has not every number."""
    for part in walk(node):
        match part:
            case Binary(operator="/", right=right) if not _is_constant(right):
                return True
            case Binary(operator="**", right=Number(value=value)) if value == int(value):
                continue
            case Binary(operator="**"):
                return True
            case Call(function="log" | "log2" | "log10" | "sqrt" | "arcsin" | "arccos" | "slope_where"):
                return True
    return False


def _has_own_arithmetic(value: Any) -> bool:
    return hasattr(type(value), "__array_ufunc__") and not isinstance(value, np.ndarray | np.generic)


def _is_constant(node: Node) -> bool:
    return not any(isinstance(part, Name) for part in walk(node))
