"""NumPy and PyTorch behind one face, so that one formula runs in both, step by step."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.computing.tensors.expression import limits
from core.computing.tensors.expression.words import DTYPES, FUNCTIONS, METHODS, Word
from core.expressions import (
    Attribute,
    Binary,
    Call,
    Index,
    Keyword,
    List,
    Literal,
    Method,
    Name,
    Node,
    Number,
    Program,
    Slice,
    Tuple,
    Unary,
    walk,
)
from core.expressions.evaluation import OPERATIONS
from core.refusal import Refusal

LONGEST_MESSAGE = 400  # of a library
REFUSALS = (ValueError, TypeError, IndexError, RuntimeError, OverflowError, ZeroDivisionError, AttributeError)


class StepError(Exception):
    """The library does not compute this step; `message` is its own sentence."""

    def __init__(self, node: Node, message: str) -> None:
        super().__init__(message)
        self.node = node
        self.message = message


@dataclass
class Engine:
    """A library with the arrays of a formula, and how its line differs from what was typed."""

    library: Any
    values: Mapping[str, Any]
    torch: bool = False
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    results: dict[Node, Any] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """The library's name in scripts."""
        return "torch" if self.torch else "np"

    def function(self, name: str) -> Any:
        """The library's function or dtype of this name."""
        return getattr(self.library, name)

    def name_of(self, word: Word, name: str) -> str:
        """What the library calls a word that NumPy calls `name`."""
        return word.torch if self.torch else name

    def array(self, value: Any, **options: Any) -> Any:
        """The library's array of plain numbers."""
        return self.function("tensor" if self.torch else "array")(value, **options)

    def is_array(self, value: object) -> bool:
        """Whether a value is this library's array (NumPy's single numbers count)."""
        return isinstance(value, self.library.Tensor if self.torch else np.ndarray | np.generic)

    def run(self, program: Program) -> Any:
        """The formula's value; `results` keeps every step's. Raises StepError or Refusal."""
        self.edits = spelled(program, self)
        with np.errstate(all="ignore"):
            result = self.value(program.result, program.text)
        sizes = isinstance(result, tuple) and all(isinstance(size, int) for size in result)
        if not (sizes or self.is_array(result) or isinstance(result, int | float)):
            raise Refusal("construct", span=(program.result.start, program.result.end))
        return result

    def value(self, node: Node, text: str) -> Any:
        """The value of a node, after those of its parts."""
        try:
            value = self._value(node, text)
        except Refusal:
            raise
        except REFUSALS as error:
            message = str(error).split("\n", 1)[0][:LONGEST_MESSAGE]
            raise StepError(node, message or type(error).__name__) from None
        limits.check_number(node, value)
        if self.is_array(value):
            limits.check_shape(node, limits.shape_of_value(value))
        self.results[node] = value
        return value

    def _value(self, node: Node, text: str) -> Any:
        match node:
            case Number(value=number):
                return number
            case Literal(value=constant):
                return constant
            case Name(name=name):
                return self._name(name)
            case Unary(operator=sign, operand=operand):
                inner = self.value(operand, text)
                if sign == "~" and not self.is_array(inner):
                    raise TypeError("~ inverts arrays of truth values or whole numbers")
                return ~inner if sign == "~" else -inner if sign == "-" else +inner
            case Binary(operator=symbol, left=left, right=right):
                a, b = self.value(left, text), self.value(right, text)
                limits.check_binary(node, symbol, a, b)
                return OPERATIONS[symbol](a, b)
            case Tuple(items=items):
                return tuple(self.value(item, text) for item in items)
            case List(items=items):
                return [self.value(item, text) for item in items]
            case Call():
                return self._call(node, text)
            case Method():
                return self._method(node, text)
            case Attribute():
                return self._attribute(node, text)
            case Index():
                return self._index(node, text)
        raise Refusal("construct", span=(node.start, node.end))

    def _name(self, name: str) -> Any:
        return self.function(name) if name in DTYPES else self.values[name]

    def _call(self, node: Call, text: str) -> Any:
        word = FUNCTIONS[node.function]
        arguments = [self.value(argument, text) for argument in node.arguments]
        if node.function == "array":
            check_numbers(node.arguments[0], arguments[0])
        limits.check_call(node, node.function, arguments)
        if self.torch:
            for place, argument in enumerate(node.arguments[: word.arrays]):
                if isinstance(arguments[place], int | float):
                    arguments[place] = self.array(arguments[place])
                    self.edits += [(argument.start, argument.start, "torch.tensor("), (argument.end, argument.end, ")")]
        if node.function == "transpose" and len(arguments) == 1 and self.torch and self.is_array(arguments[0]):
            arguments.append(self._reversed_axes(arguments[0].ndim, node.end - 1, ", ({})"))
        function = self.function(self.name_of(word, node.function))
        return function(*arguments, **self._keywords(node.keywords, word, text))

    def _keywords(self, keywords: Sequence[Keyword], word: Word, text: str) -> dict[str, Any]:
        found = {self.keyword_of(word, keyword.name): self.value(keyword.value, text) for keyword in keywords}
        if self.torch and word.fixed:
            name, number = word.fixed.split("=")
            found[name] = int(number)
        return found

    def keyword_of(self, word: Word, name: str) -> str:
        """The library's name of a keyword argument."""
        return word.renamed.get(name, name) if self.torch else name

    def _method(self, node: Method, text: str) -> Any:
        word = METHODS[node.method]
        owner = self.value(node.owner, text)
        if not self.is_array(owner):
            raise AttributeError(f"{type(owner).__name__} has no method {node.method}")
        arguments = [self.value(argument, text) for argument in node.arguments]
        limits.check_method(node, node.method, owner, arguments)
        if node.method == "transpose" and not arguments and self.torch:
            arguments = list(self._reversed_axes(owner.ndim, node.end - 1, "{}"))
        method = getattr(owner, self.name_of(word, node.method))
        return method(*arguments, **self._keywords(node.keywords, word, text))

    def _reversed_axes(self, axes: int, place: int, form: str) -> tuple[int, ...]:
        """All axes from the last to the first, which PyTorch wants to be told; written at `place` of its line."""
        order = tuple(reversed(range(axes)))
        self.edits.append((place, place, form.format(", ".join(map(str, order)) + "," * (axes == 1))))
        return order

    def _attribute(self, node: Attribute, text: str) -> Any:
        owner = self.value(node.owner, text)
        if not self.is_array(owner):
            raise AttributeError(f"{type(owner).__name__} has no attribute {node.attribute}")
        if node.attribute == "shape":
            return limits.shape_of_value(owner)
        if self.torch and node.attribute == "T" and owner.ndim != 2:
            axes = tuple(reversed(range(owner.ndim)))  # PyTorch's .T is for matrices
            place = text.index("T", node.owner.end)
            self.edits.append((place, place + 1, f"permute({', '.join(map(str, axes))})"))
            return owner.permute(axes)
        return getattr(owner, node.attribute)

    def _index(self, node: Index, text: str) -> Any:
        owner = self.value(node.owner, text)
        items = [self._item(item, text) for item in node.items]
        if not self.is_array(owner) and not isinstance(owner, tuple):
            raise TypeError("a plain number has no index")
        if self.is_array(owner):
            limits.check_index(node, limits.shape_of_value(owner), items, self.is_array)
        return owner[items[0] if len(items) == 1 else tuple(items)]

    def _item(self, item: Node, text: str) -> Any:
        if isinstance(item, Slice):
            parts = (item.first, item.last, item.step)
            return slice(*(None if part is None else self.value(part, text) for part in parts))
        value = self.value(item, text)
        if isinstance(value, bool):
            raise Refusal("index_literal", span=(item.start, item.end))
        if isinstance(value, list | tuple):
            check_numbers(item, value)
            return self.array(value) if value else self.array([], dtype=self.function("int64"))
        if self.torch and str(getattr(value, "dtype", "")) == "torch.uint8":
            raise IndexError("to PyTorch an index of dtype uint8 is a mask")
        return value


def spelled(program: Program, engine: Engine) -> list[tuple[int, int, str]]:
    """Where the library's names differ from the typed ones: `(start, end, replacement)` for the whole formula."""
    edits = []
    for node in walk(program.result):
        if isinstance(node, Name) and node.name in DTYPES:
            edits.append((node.start, node.start, f"{engine.prefix}."))
        if not isinstance(node, Call | Method):
            continue
        if isinstance(node, Call):
            word, place, typed = FUNCTIONS[node.function], node.start, node.function
            edits.append((place, place + len(typed), f"{engine.prefix}.{engine.name_of(word, typed)}"))
        else:
            word, typed = METHODS[node.method], node.method
            place = program.text.index(typed, node.owner.end)
            edits.append((place, place + len(typed), engine.name_of(word, typed)))
        for keyword in node.keywords:
            end = keyword.start + len(keyword.name)
            edits.append((keyword.start, end, engine.keyword_of(word, keyword.name)))
        if engine.torch and word.fixed:
            alone = program.text[: node.end - 1].rstrip()[-1] in "(,"
            edits.append((node.end - 1, node.end - 1, word.fixed if alone else f", {word.fixed}"))
    return edits


def check_numbers(node: Node, value: object) -> None:
    """Refusal where a list holds something else than numbers and lists of them."""
    if isinstance(value, list | tuple):
        for part in value:
            check_numbers(node, part)
    elif not isinstance(value, int | float):
        raise Refusal("list_of_numbers", span=(node.start, node.end))


def numpy_engine(values: Mapping[str, np.ndarray]) -> Engine:
    """NumPy with these arrays, of any shape."""
    return Engine(library=np, values=values)


def torch_engine(values: Mapping[str, np.ndarray]) -> Engine:
    """PyTorch with copies of these arrays, of any shape."""
    import torch

    return Engine(library=torch, values={name: torch.tensor(value) for name, value in values.items()}, torch=True)


def line(engine: Engine, text: str) -> str:
    """The formula as one would write it for this library."""
    edited = re.sub(r"−", "-", text)
    for start, end, replacement in sorted(engine.edits, key=lambda edit: (*edit[:2], edit[2] != ")"), reverse=True):
        edited = edited[:start] + replacement + edited[end:]
    return edited.strip()
