"""A formula's tree as a SymPy expression and back; no text goes either way.

Symbols are complex to SymPy, so that it draws no conclusion from a sign; what is not differentiable everywhere is
one of the functions below, which SymPy differentiates and otherwise leaves alone.
"""

from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Any

import sympy

from core.expressions.nodes import Binary, Call, Name, Node, Number, Unary, binary, children
from core.refusal import Refusal

LONGEST = 1500  # parts of a derivative
DEEPEST = 150  # levels of one; what reads it goes down level by level
LARGEST_BITS = 1000  # of a whole number in it: every one is a float64
OPERATORS = ("<", "<=", ">", ">=", "==", "!=")


class Magnitude(sympy.Function):  # type: ignore[misc]
    """|u| of a real u; its derivative is |u| / u, which is undefined at 0."""

    def fdiff(self, argindex: int = 1) -> Any:
        """Derivative by the argument."""
        return self / self.args[0]

    def _eval_power(self, exponent: Any) -> Any:
        if not exponent.is_Integer or abs(exponent) == 1:
            return None
        u = self.args[0]
        if exponent % 2 == 0:
            return u**exponent
        return u ** (exponent - 1) * self if exponent > 0 else u ** (exponent + 1) / self


class Sign(sympy.Function):  # type: ignore[misc]
    """Sign of u: its derivative is 0, and undefined at 0."""

    def fdiff(self, argindex: int = 1) -> Any:
        """Derivative by the argument."""
        return Slope(self.args[0], 0, OPERATORS.index(">"), 0, 0, 1, -1)


class Sigmoid(sympy.Function):  # type: ignore[misc]
    """1 / (1 + exp(-u)), whose derivative σ(1 - σ) overflows nowhere."""

    def fdiff(self, argindex: int = 1) -> Any:
        """Derivative by the argument."""
        return self * (1 - self)


class Extreme(sympy.Function):  # type: ignore[misc]
    """The larger (first argument 1) or the smaller (-1) of two values."""

    @classmethod
    def eval(cls, which: Any, a: Any, b: Any) -> Any:
        """The value where it needs no comparison of unknowns."""
        if a == b:
            return a
        return (max(a, b) if which > 0 else min(a, b)) if a.is_Rational and b.is_Rational else None

    def _eval_derivative(self, symbol: Any) -> Any:
        which, a, b = self.args
        operator = OPERATORS.index(">" if which > 0 else "<")
        return Slope(a, b, operator, a.diff(symbol), b.diff(symbol), a, b)


class Case(sympy.Function):  # type: ignore[misc]
    """`then` where left and right compare as the operator says (its place in OPERATORS), else `otherwise`."""

    @classmethod
    def eval(cls, left: Any, right: Any, operator: Any, then: Any, otherwise: Any) -> Any:
        """The value where both pieces have the same."""
        return then if then == otherwise else None

    def _eval_derivative(self, symbol: Any) -> Any:
        left, right, operator, then, otherwise = self.args
        return Slope(left, right, operator, then.diff(symbol), otherwise.diff(symbol), then, otherwise)


class Slope(sympy.Function):  # type: ignore[misc]
    """Derivative of a Case: the pieces' slopes, then the pairs of values that must meet where left equals right."""

    @classmethod
    def eval(cls, left: Any, right: Any, operator: Any, *pairs: Any) -> Any:
        """The value where both pieces and all their values are the same."""
        same = all(a == b for a, b in zip(pairs[::2], pairs[1::2], strict=True))
        return pairs[0] if same else None

    def _eval_derivative(self, symbol: Any) -> Any:
        left, right, operator, *pairs = self.args
        return Slope(left, right, operator, pairs[0].diff(symbol), pairs[1].diff(symbol), *pairs)


SYMPY_FUNCTIONS: dict[str, Any] = {
    "sin": sympy.sin, "cos": sympy.cos, "tan": sympy.tan, "arcsin": sympy.asin, "arccos": sympy.acos,
    "arctan": sympy.atan, "sinh": sympy.sinh, "cosh": sympy.cosh, "tanh": sympy.tanh, "exp": sympy.exp,
    "log": sympy.log, "log2": lambda u: sympy.log(u) / sympy.log(2), "log10": lambda u: sympy.log(u) / sympy.log(10),
    "sqrt": sympy.sqrt, "abs": Magnitude, "sign": Sign, "sigmoid": Sigmoid, "relu": lambda u: Extreme(1, u, 0),
    "max": lambda a, b: Extreme(1, a, b), "min": lambda a, b: Extreme(-1, a, b),
}  # fmt: skip
OUR_NAMES = {
    sympy.sin: "sin", sympy.cos: "cos", sympy.tan: "tan", sympy.asin: "arcsin", sympy.acos: "arccos",
    sympy.atan: "arctan", sympy.sinh: "sinh", sympy.cosh: "cosh", sympy.tanh: "tanh", sympy.exp: "exp",
    sympy.log: "log", Magnitude: "abs", Sign: "sign", Sigmoid: "sigmoid",
}  # fmt: skip


def depth_of(node: Node) -> int:
    """How many parts lie within one another; without recursion, for the tree may be deep."""
    deepest, level = 0, [node]
    while level:
        deepest += 1
        level = [child for parent in level for child in children(parent)]
    return deepest


def too_long() -> Refusal:
    """The refusal of a derivative that cannot be written down."""
    return Refusal("derivative_long", limit=LONGEST)


def to_sympy(node: Node) -> Any:
    """The node as an expression over complex symbols; decimals are exact fractions."""
    expression = _expression(node)
    coefficient = expression.as_coeff_Mul()[0]
    if coefficient.is_Rational and max(coefficient.p.bit_length(), coefficient.q.bit_length()) > 4 * LARGEST_BITS:
        raise too_long()
    return expression


def _expression(node: Node) -> Any:
    match node:
        case Number(name="pi"):
            return sympy.pi
        case Number(name="e"):
            return sympy.E
        case Number(value=value):
            exact = Fraction(Decimal(repr(value)))
            return sympy.Rational(exact.numerator, exact.denominator)
        case Name(name=name):
            return sympy.Symbol(name)
        case Unary(operator=sign, operand=operand):
            return to_sympy(operand) if sign == "+" else -to_sympy(operand)
        case Binary(operator=operator, left=left, right=right):
            return _combined(operator, to_sympy(left), to_sympy(right))
        case Call(function="where", arguments=(Binary() as condition, then, otherwise)):
            return Case(*_sides(condition), to_sympy(then), to_sympy(otherwise))
        case Call(function="slope_where", arguments=(Binary() as condition, _, *pairs)):
            return Slope(*_sides(condition), *(to_sympy(part) for part in pairs))
        case Call(function=name, arguments=arguments):
            return SYMPY_FUNCTIONS[name](*(to_sympy(argument) for argument in arguments))
    raise TypeError(f"{type(node).__name__} has no SymPy expression here.")


def _combined(operator: str, a: Any, b: Any) -> Any:
    return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b, "**": lambda: a**b}[
        operator
    ]()


def _sides(condition: Binary) -> tuple[Any, Any, int]:
    return to_sympy(condition.left), to_sympy(condition.right), OPERATORS.index(condition.operator)


class Writer:
    """Makes our tree of a SymPy expression; Refusal where it grows beyond LONGEST parts.

    `decimals`: fractions such as 1/5 are written 0.2, as the person did who typed decimals.
    """

    def __init__(self, *, decimals: bool) -> None:
        self.decimals = decimals
        self.parts = 0

    def node(self, expression: Any) -> Node:
        """The tree; TypeError for what has no place in a formula."""
        self.parts += 1
        if self.parts > LONGEST:
            raise too_long()
        match expression:
            case sympy.Symbol(name=name):
                return Name(0, 0, name)
            case sympy.Rational():
                return self.rational(expression)
            case sympy.Add():
                return self.sum(expression)
            case sympy.Mul():
                return self.product(expression)
            case sympy.Pow(base=base, exp=exponent):
                return self.power(base, exponent)
        if expression is sympy.pi or expression is sympy.E:
            return Number(0, 0, float(expression), "pi" if expression is sympy.pi else "e")
        return self.call(expression)

    def rational(self, value: Any) -> Node:
        """A whole number, a decimal or a fraction."""
        p, q = abs(int(value.p)), int(value.q)
        if max(p.bit_length(), q.bit_length()) > LARGEST_BITS:
            raise too_long()
        if q == 1:
            found: Node = Number(0, 0, p)
        elif self.decimals and len(str(p / q)) <= 8:
            found = Number(0, 0, p / q)
        else:
            found = binary("/", Number(0, 0, p), Number(0, 0, q))
        return Unary(0, 0, "-", found) if value.p < 0 else found

    def sum(self, expression: Any) -> Node:
        """Terms in SymPy's order, joined by + and -."""
        first, *rest = expression.as_ordered_terms()
        total = self.node(first)
        for term in rest:
            negative = term.as_coeff_Mul()[0].is_negative
            total = binary("-" if negative else "+", total, self.node(-term if negative else term))
        return total

    def product(self, expression: Any) -> Node:
        """Factors over those with a negative exponent, as one fraction."""
        coefficient, rest = expression.as_coeff_Mul()
        if coefficient.is_negative:
            return Unary(0, 0, "-", self.node(-expression))
        above, below = [], []
        whole = coefficient.q == 1 or (self.decimals and len(str(coefficient.p / coefficient.q)) <= 8)
        if coefficient != 1:
            above += [coefficient] if whole else [sympy.Integer(coefficient.p)] if coefficient.p != 1 else []
            below += [] if whole else [sympy.Integer(coefficient.q)]
        for factor in sympy.Mul.make_args(rest) if rest.is_commutative else ():
            if factor.is_Pow and factor.exp.is_Rational and factor.exp < 0:
                below.append(1 / factor)
            else:
                above.append(factor)
        numerator = self.joined(above)
        return binary("/", numerator, self.joined(below)) if below else numerator

    def joined(self, factors: list[Any]) -> Node:
        """The product of factors one by one; 1 where there are none."""
        numbers = [factor for factor in factors if factor.is_Rational]
        others = sympy.Mul(*(f for f in factors if not f.is_Rational), evaluate=False).as_ordered_factors()
        nodes = [self.node(factor) for factor in (*numbers, *(f for f in others if f != 1))]
        return reduce(lambda a, b: binary("*", a, b), nodes) if nodes else Number(0, 0, 1)

    def power(self, base: Any, exponent: Any) -> Node:
        """A root, a fraction or a power."""
        if exponent.is_Rational and exponent < 0:
            return binary("/", Number(0, 0, 1), self.node(base**-exponent))
        if exponent == sympy.Rational(1, 2):
            return Call(0, 0, "sqrt", (self.node(base),))
        return binary("**", self.node(base), self.node(exponent))

    def call(self, expression: Any) -> Node:
        """A function of our grammar."""
        match expression:
            case Extreme(args=(which, a, b)):
                return Call(0, 0, "max" if which > 0 else "min", (self.node(a), self.node(b)))
            case Case(args=(left, right, operator, *pieces)):
                return Call(0, 0, "where", (self.condition(left, right, operator), *map(self.node, pieces)))
            case Slope(args=(left, right, operator, *pairs)):
                conditions = self.condition(left, right, operator), self.condition(left, right, OPERATORS.index("=="))
                return Call(0, 0, "slope_where", (*conditions, *map(self.node, pairs)))
        if expression.func not in OUR_NAMES:
            raise TypeError(f"{expression.func} has no place in a formula.")
        return Call(0, 0, OUR_NAMES[expression.func], tuple(self.node(argument) for argument in expression.args))

    def condition(self, left: Any, right: Any, operator: Any) -> Node:
        """A comparison."""
        return binary(OPERATORS[int(operator)], self.node(left), self.node(right))


def written(expression: Any, decimals: bool) -> Node:
    """Our tree of an expression; Refusal where it is too long or too deep."""
    node = Writer(decimals=decimals).node(expression)
    if depth_of(node) > DEEPEST:
        raise too_long()
    return node
