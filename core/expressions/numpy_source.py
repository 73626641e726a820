"""A formula as NumPy source: for scripts that a person takes home."""

from core.expressions.grammar import COMPARISONS
from core.expressions.nodes import Binary, Call, Name, Node, Number, Unary

PRECEDENCE = {**dict.fromkeys(COMPARISONS, 0), "+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
SIGN, ATOM = 3, 5
NUMPY_NAMES = {"min": "np.minimum", "max": "np.maximum", "where": "np.where"}


def numpy_source(node: Node) -> str:
    """One expression that has the node's value where the variables hold arrays; it needs `import numpy as np`."""
    return _source(node)[0]


def _source(node: Node) -> tuple[str, int]:
    """The text and how strongly its parts hold together."""
    match node:
        case Number(value=value, name=name):
            return (f"np.{name}" if name in ("pi", "e") else repr(value)), ATOM
        case Name(name=name):
            return name, ATOM
        case Unary(operator=sign, operand=operand):
            return f"{sign}{_within(operand, SIGN)}", SIGN
        case Binary(operator="**", left=left, right=right):
            return f"{_within(left, ATOM)} ** {_within(right, SIGN)}", PRECEDENCE["**"]
        case Binary(operator=symbol, left=left, right=right):
            level = PRECEDENCE[symbol]
            return f"{_within(left, level)} {symbol} {_within(right, level + 1)}", level
        case Call(function=name, arguments=arguments):
            return _call(name, arguments), ATOM
    raise TypeError(f"{type(node).__name__} has no source here.")


def _call(name: str, arguments: tuple[Node, ...]) -> str:
    texts = [numpy_source(argument) for argument in arguments]
    if name == "relu":
        return f"np.maximum({texts[0]}, 0)"
    if name == "sigmoid":
        return f"(1 / (1 + np.exp(-{_within(arguments[0], SIGN)})))"
    if name == "slope_where":
        condition, joint, then, otherwise, *others = texts
        pairs = [(then, otherwise), *zip(others[::2], others[1::2], strict=True)]
        close = " & ".join(f"np.isclose({a}, {b}, rtol=1e-9, atol=1e-12)" for a, b in pairs)
        return f"np.where(({joint}) & ~({close}), np.nan, np.where({condition}, {then}, {otherwise}))"
    return f"{NUMPY_NAMES.get(name, f'np.{name}')}({', '.join(texts)})"


def _within(node: Node, level: int) -> str:
    text, own = _source(node)
    return text if own >= level else f"({text})"
