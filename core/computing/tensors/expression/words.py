"""The words of the expression box: what NumPy calls them and what PyTorch calls them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.expressions import Grammar, Signature

_ONE = Signature()


@dataclass(frozen=True)
class Word:
    """A function or method: NumPy's name is the word itself, `torch` PyTorch's.

    `arrays` is how many leading arguments are arrays (a bare number is made a tensor for PyTorch); `renamed` are
    PyTorch's words for NumPy's keyword arguments; `fixed` what PyTorch must be told to mean the same.
    """

    torch: str
    signature: Signature = _ONE
    arrays: int = 1
    renamed: Mapping[str, str] = field(default_factory=dict)
    fixed: str = ""
    elementwise: bool = False


DTYPES = ("float16", "float32", "float64", "int8", "int32", "int64", "uint8", "bool")
ARRAYS = ("a", "b", "c")

_DIM = {"axis": "dim", "keepdims": "keepdim"}
_REDUCED = Signature(1, 2, ("axis", "keepdims"))
_ALONG = Signature(1, 2, ("axis",))


def _elementwise(name: str, arguments: int = 1) -> Word:
    return Word(name, Signature(arguments, arguments), arguments, elementwise=True)


_REDUCTIONS = {
    "sum": Word("sum", _REDUCED, renamed=_DIM),
    "mean": Word("mean", _REDUCED, renamed=_DIM),
    "prod": Word("prod", _REDUCED, renamed=_DIM),
    "max": Word("amax", _REDUCED, renamed=_DIM),
    "min": Word("amin", _REDUCED, renamed=_DIM),
    "std": Word("std", _REDUCED, renamed=_DIM, fixed="correction=0"),
    "var": Word("var", _REDUCED, renamed=_DIM, fixed="correction=0"),
    "any": Word("any", _REDUCED, renamed=_DIM),
    "all": Word("all", _REDUCED, renamed=_DIM),
    "argmax": Word("argmax", _REDUCED, renamed=_DIM),
    "argmin": Word("argmin", _REDUCED, renamed=_DIM),
    "cumsum": Word("cumsum", _ALONG, renamed=_DIM),
}
_UNARY = ("exp", "log", "sqrt", "sin", "cos", "tanh", "abs", "sign", "floor", "ceil", "round", "square", "isnan")
_PAIRS = ("maximum", "minimum", "logical_and", "logical_or")

FUNCTIONS: dict[str, Word] = {
    **{name: _elementwise(name) for name in (*_UNARY, "logical_not")},
    **{name: _elementwise(name, 2) for name in _PAIRS},
    "where": _elementwise("where", 3),
    "clip": Word("clip", Signature(3, 3), elementwise=True),
    **_REDUCTIONS,
    "matmul": Word("matmul", Signature(2, 2), 2),
    "outer": Word("outer", Signature(2, 2), 2),
    "transpose": Word("permute", Signature(1, 2)),
    "reshape": Word("reshape", Signature(2, 2)),
    "broadcast_to": Word("broadcast_to", Signature(2, 2)),
    "expand_dims": Word("unsqueeze", _ALONG, renamed=_DIM),
    "squeeze": Word("squeeze", _ALONG, renamed=_DIM),
    "flipud": Word("flipud"),
    "fliplr": Word("fliplr"),
    "roll": Word("roll", Signature(2, 3, ("axis",)), renamed={"axis": "dims"}),
    "swapaxes": Word("swapaxes", Signature(3, 3)),
    "tril": Word("tril", Signature(1, 2)),
    "triu": Word("triu", Signature(1, 2)),
    "concatenate": Word("cat", _ALONG, arrays=0, renamed=_DIM),
    "stack": Word("stack", _ALONG, arrays=0, renamed=_DIM),
    "array": Word("tensor", Signature(1, 1, ("dtype",)), arrays=0),
    "zeros": Word("zeros", Signature(1, 1, ("dtype",)), arrays=0),
    "ones": Word("ones", Signature(1, 1, ("dtype",)), arrays=0),
    "full": Word("full", Signature(2, 2, ("dtype",)), arrays=0),
    "arange": Word("arange", Signature(1, 3, ("dtype",)), arrays=0),
    "linspace": Word("linspace", Signature(3, 3), arrays=0),
    "eye": Word("eye", Signature(1, 2, ("dtype",)), arrays=0),
}

METHODS: dict[str, Word] = {
    **{name: replace(word, signature=Signature(0, 1, word.signature.keywords)) for name, word in _REDUCTIONS.items()},
    "round": Word("round", Signature(0, 0)),
    "clip": Word("clip", Signature(2, 2), elementwise=True),
    "reshape": Word("reshape", Signature(1, 8)),
    "transpose": Word("permute", Signature(0, 8)),
    "swapaxes": Word("swapaxes", Signature(2, 2)),
    "squeeze": Word("squeeze", Signature(0, 1, ("axis",)), renamed=_DIM),
    "flatten": Word("flatten", Signature(0, 0)),
    "ravel": Word("ravel", Signature(0, 0)),
    "copy": Word("clone", Signature(0, 0)),
    "astype": Word("to", Signature(1, 1)),
}

TENSOR = Grammar(
    names=frozenset({*ARRAYS, *DTYPES}),
    functions={name: word.signature for name, word in FUNCTIONS.items()},
    methods={name: word.signature for name, word in METHODS.items()},
    attributes=frozenset({"T", "mT", "shape", "ndim"}),
    operators=frozenset({"+", "-", "*", "/", "//", "%", "**", "@", "<", "<=", ">", ">=", "==", "!=", "~"}),
    spellings={"−": "-"},
    indexing=True,
    most_characters=400,
    most_nodes=120,
    depth=60,
    magnitude=2**63 - 1,
)
