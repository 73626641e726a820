"""A formula in LaTeX, as a textbook sets it: fractions, roots, powers of functions, pieces in braces."""

from dataclasses import replace

from core.expressions.grammar import COMPARISONS
from core.expressions.nodes import Binary, Call, Name, Node, Number, Unary

PIECES, SUM, PRODUCT, POWER, ATOM = range(5)  # how strongly a text's parts hold together
COMPARED = {"<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", "==": "=", "!=": r"\ne"}
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
NAMED = {
    "log": r"\ln", "log2": r"\log_{2}", "log10": r"\log_{10}", "sign": r"\operatorname{sign}",
    "sigmoid": r"\sigma", "relu": r"\operatorname{ReLU}",
    **{name: rf"\{name}" for name in ("sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh")},
    "min": r"\min", "max": r"\max",
}  # fmt: skip
GREEK = {
    "alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "kappa", "lambda", "mu", "rho", "sigma", "tau", "phi",
}  # fmt: skip


def latex_of(node: Node) -> str:
    """The node in LaTeX that KaTeX sets; nothing in it was typed by a person but names of variables and numbers."""
    return _latex(node)[0]


def number_latex(value: int | float) -> str:
    """A number in LaTeX; powers of ten are written out."""
    text = repr(value).removesuffix(".0")
    if "e" not in text:
        return text
    mantissa, exponent = text.split("e")
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"


def _latex(node: Node) -> tuple[str, int]:
    match node:
        case Number(value=value, name=name):
            text = {"pi": r"\pi", "e": "e"}.get(name) or number_latex(value)
            return text, PRODUCT if "^" in text else ATOM
        case Name(name=name):
            return (rf"\{name}" if name in GREEK else name), ATOM
        case Unary(operator="+", operand=operand):
            return _latex(operand)
        case Unary(operand=operand):
            return f"-{_within(operand, PRODUCT)}", SUM
        case Binary():
            return _binary(node)
        case Call(function=name, arguments=arguments):
            return _call(name, arguments)
    raise TypeError(f"{type(node).__name__} has no LaTeX here.")


def _binary(node: Binary) -> tuple[str, int]:
    left, right = node.left, node.right
    if isinstance(left, Unary) and left.operator == "-" and node.operator in ("*", "/"):
        return f"-{_within(replace(node, left=left.operand), PRODUCT)}", SUM
    match node.operator:
        case "/":
            return rf"\frac{{{latex_of(left)}}}{{{latex_of(right)}}}", ATOM
        case "**":
            return _power(left, latex_of(right)), POWER
        case "*":
            first, second = _within(left, PRODUCT), _within(right, POWER)
            return f"{first}{_sign_between(first, second)}{second}", PRODUCT
        case "+" | "-":
            return f"{_within(left, SUM)} {node.operator} {_within(right, PRODUCT)}", SUM
    return f"{latex_of(left)} {COMPARED[node.operator]} {latex_of(right)}", PIECES


def _sign_between(first: str, second: str) -> str:
    """A dot where two numbers would run together, else a thin space."""
    return r" \cdot " if second[:1].isdigit() or second.startswith((r"\frac", "-")) else r" \, "


def _power(base: Node, exponent: str) -> str:
    match base:
        case Call(function=name, arguments=(argument,)) if name in NAMED and name not in ("relu", "sigmoid", "sign"):
            if not exponent.startswith("-") and not name.startswith("log"):
                return rf"{NAMED[name]}^{{{exponent}}}{_bracketed(argument)}"
        case Call(function="sqrt" | "abs"):
            return rf"{latex_of(base)}^{{{exponent}}}"
        case Name():
            return rf"{latex_of(base)}^{{{exponent}}}"
        case Number() if "^" not in latex_of(base):
            return rf"{latex_of(base)}^{{{exponent}}}"
    return rf"{_bracketed(base)}^{{{exponent}}}"


def _call(name: str, arguments: tuple[Node, ...]) -> tuple[str, int]:
    first = arguments[0]
    match name:
        case "exp":
            return f"e^{{{latex_of(first)}}}", POWER
        case "sqrt":
            return rf"\sqrt{{{latex_of(first)}}}", ATOM
        case "abs":
            return rf"\left|{latex_of(first)}\right|", ATOM
        case "where":
            return _cases(_rows(first, *arguments[1:])), PIECES
        case "slope_where":
            return _cases(_slope_rows(first, *arguments[2:4])), PIECES
    inside = ", ".join(latex_of(argument) for argument in arguments)
    return rf"{NAMED[name]}\left({inside}\right)", ATOM


def _rows(condition: Node, then: Node, otherwise: Node) -> list[tuple[str, str]]:
    """`(value, condition)` of each piece, to be read from the top."""
    assert isinstance(condition, Binary)
    assert condition.operator in COMPARISONS
    rows = [(latex_of(then), latex_of(condition))]
    match otherwise:
        case Call(function="where", arguments=arguments):
            return rows + _rows(*arguments)
    return [*rows, (latex_of(otherwise), _compared(condition, OPPOSITE[condition.operator]))]


def _slope_rows(condition: Node, then: Node, otherwise: Node) -> list[tuple[str, str]]:
    """The open pieces of a derivative; what it is where they meet follows from them."""
    assert isinstance(condition, Binary)
    if condition.operator in ("==", "!="):
        value = otherwise if condition.operator == "==" else then
        return [(latex_of(value), _compared(condition, "!="))]
    strict = condition.operator[0]
    first, second = latex_of(then), latex_of(otherwise)
    if first == second:
        return [(first, _compared(condition, "!="))]
    return [(first, _compared(condition, strict)), (second, _compared(condition, "<" if strict == ">" else ">"))]


def _compared(condition: Binary, operator: str) -> str:
    return f"{latex_of(condition.left)} {COMPARED[operator]} {latex_of(condition.right)}"


def _cases(rows: list[tuple[str, str]]) -> str:
    lines = r" \\ ".join(f"{value} & {condition}" for value, condition in rows)
    return rf"\begin{{cases}} {lines} \end{{cases}}"


def _within(node: Node, level: int) -> str:
    text, own = _latex(node)
    return text if own >= level else rf"\left({text}\right)"


def _bracketed(node: Node) -> str:
    return rf"\left({latex_of(node)}\right)"
