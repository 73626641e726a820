"""What a formula box allows: names, functions, operators and limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

ARITHMETIC = frozenset({"+", "-", "*", "/", "**"})
COMPARISONS = frozenset({"<", "<=", ">", ">=", "==", "!="})


@dataclass(frozen=True)
class Signature:
    """How many positional arguments a function takes, and which ones may be given by name."""

    least: int = 1
    most: int = 1
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Grammar:
    """The words and limits of one formula box; each is equal to itself alone.

    `names` None means that any identifier is a variable. `spellings` are characters read as an operator.
    `power` bounds a constant exponent, `magnitude` every constant and what constants alone amount to.
    """

    names: frozenset[str] | None = None
    functions: Mapping[str, Signature] = field(default_factory=dict)
    constants: Mapping[str, float] = field(default_factory=dict)
    methods: Mapping[str, Signature] = field(default_factory=dict)
    attributes: frozenset[str] = frozenset()
    operators: frozenset[str] = ARITHMETIC  # of these, + and - are signs too
    spellings: Mapping[str, str] = field(default_factory=dict)
    indexing: bool = False  # also None, True, False, ... and tuples and lists of numbers
    assignments: bool = False  # several lines, name = expression
    most_characters: int = 300
    most_nodes: int = 150
    most_names: int = 24
    depth: int = 100
    power: float = 64
    magnitude: float = 1e16


_ONE = Signature()
_ELEMENTWISE = (
    "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh",
    "exp", "log", "log2", "log10", "sqrt", "abs", "sign",
)  # fmt: skip

SCALAR = Grammar(
    names=frozenset({"x", "y"}),
    functions=dict.fromkeys(_ELEMENTWISE, _ONE),
    constants={"pi": 3.141592653589793, "e": 2.718281828459045},
    spellings={"^": "**", "−": "-", "·": "*"},
)

_REDUCTION = Signature(1, 2, ("axis", "keepdims"))

AUTOGRAD = Grammar(
    functions={
        **dict.fromkeys(("sin", "cos", "tanh", "exp", "log", "sqrt", "abs", "sigmoid", "relu", "softplus"), _ONE),
        **dict.fromkeys(("sum", "mean", "max", "min"), _REDUCTION),
        **dict.fromkeys(("maximum", "minimum"), Signature(2, 2)),
        "softmax": Signature(1, 2, ("axis",)),
        "where": Signature(3, 3),
        "detach": _ONE,
    },
    attributes=frozenset({"T"}),
    operators=ARITHMETIC | {"@"} | COMPARISONS,
    spellings={"^": "**"},
    indexing=True,
    assignments=True,
    most_characters=2000,
    most_nodes=400,
    most_names=40,
)

SAME_FUNCTION = {
    "ln": "log", "asin": "arcsin", "acos": "arccos", "atan": "arctan", "minimum": "min", "maximum": "max",
}  # fmt: skip
_TYPED_SIGNS = {
    "^": "**", "²": "**2", "³": "**3", "−": "-", "–": "-", "·": "*", "×": "*", "÷": "/", "π": "pi",
    "≤": "<=", "≥": ">=", "≠": "!=", "（": "(", "）": ")", "，": ",", "＋": "+", "－": "-", "＊": "*", "／": "/",
    "＜": "<", "＞": ">", "＝": "=",
}  # fmt: skip


@cache
def function_grammar(variables: tuple[str, ...]) -> Grammar:
    """What a typed function of `variables` may say; `e` and `pi` are constants unless a variable has that name."""
    return Grammar(
        names=frozenset(variables),
        functions={
            **dict.fromkeys((*_ELEMENTWISE, "ln", "asin", "acos", "atan", "sigmoid", "relu"), _ONE),
            **dict.fromkeys(("min", "max", "minimum", "maximum"), Signature(2, 2)),
            "where": Signature(3, 3),
        },
        constants={name: value for name, value in SCALAR.constants.items() if name not in variables},
        operators=ARITHMETIC | COMPARISONS,
        spellings=_TYPED_SIGNS,
    )
