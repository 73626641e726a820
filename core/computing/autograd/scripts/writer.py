"""A typed formula as lines of Python: for our engine, or for PyTorch."""

import builtins
import keyword
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from core.computing.autograd.formula.arguments import index_item, index_text, options_of
from core.computing.autograd.formula.build import OPTIONED, SIGNS
from core.computing.autograd.formula.graph import Graph
from core.expressions import Attribute, Binary, Call, Index, List, Name, Node, Number, Unary, walk

UNARY, ATOM = 4, 6
RANK = {"+": 2, "-": 2, "*": 3, "/": 3, "@": 3, "**": 5} | dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), 1)
COMPARED = ("<", "<=", ">", ">=", "==", "!=")


def safe_names(graph: Graph, taken: Iterable[str]) -> dict[str, str]:
    """The script's name for every name of the formula: an underscore more where it means something else there."""
    targets = [statement.target for statement in graph.program.statements if statement.target]
    used = {*taken, *dir(builtins), *keyword.kwlist}
    names: dict[str, str] = {}
    for name in (*graph.program.names, *targets, graph.result.name):
        if name not in names:
            free = name
            while free in used:
                free += "_"
            used.add(free)
            names[name] = free
    return names


@dataclass(frozen=True)
class FormulaWriter:
    """Writes a formula's lines for one library.

    `constant` makes of the text of a number or list the text of the library's value; `kind` is the engine's class.
    """

    graph: Graph
    names: dict[str, str]
    library: Literal["engine", "torch"]
    constant: Callable[[str], str]
    kind: str = ""

    @property
    def result(self) -> str:
        """The name of the result in the script."""
        target = self.graph.program.statements[-1].target
        return self.names[target if target and not self.graph.result.added else self.graph.result.name]

    def statements(self) -> list[str]:
        """The formula line by line; a result that is no single number is added up in a line of its own."""
        lines = []
        for statement in self.graph.program.statements[:-1]:
            lines.append(f"{self.names[statement.target]} = {self.value(statement.value)}")
        last = self.graph.program.statements[-1]
        if not self.graph.result.added:
            return [*lines, f"{self.result} = {self.value(last.value)}"]
        if last.target:
            lines.append(f"{self.names[last.target]} = {self.value(last.value)}")
            return [*lines, f"{self.result} = {self.names[last.target]}.sum()"]
        return [*lines, f"{self.result} = {self.method(last.value, '.sum()')}"]

    def value(self, node: Node) -> str:
        """The node as a value of the library, also where it is made of plain numbers only."""
        return self.constant(self.text(node)) if _is_plain(node) else self.text(node)

    def text(self, node: Node) -> str:
        """The node as an expression; plain numbers stay plain."""
        match node:
            case Number():
                return self.graph.program.source(node)
            case List():
                return self.constant(self.graph.program.source(node))
            case Name(name=name):
                return self.names[name]
            case Unary(operator=sign, operand=operand):
                return f"{sign}{self.nested(operand, UNARY)}"
            case Binary(operator=sign) if sign in COMPARED and not _is_plain(node):
                return self.comparison(node)
            case Binary(operator=sign, left=left, right=right):
                rank = RANK[sign]
                power = sign == "**"
                return f"{self.nested(left, rank + power)} {sign} {self.nested(right, rank + (not power))}"
            case Attribute(owner=owner):
                return self.method(owner, ".T" if self.library == "engine" else ".t()")
            case Index(owner=owner, items=items):
                return self.method(owner, index_text(tuple(index_item(item) for item in items)))
            case Call(function=name) if name in OPTIONED:
                return self.reduction(node)
            case Call(function="detach", arguments=(owner,)) if self.library == "torch":
                return self.method(owner, ".detach()")
            case Call():
                return self.call(node)
        raise TypeError(f"{type(node).__name__} has no code.")

    def nested(self, node: Node, rank: int = ATOM) -> str:
        """The node as a part of a larger expression, in brackets where it binds less than `rank`."""
        own = RANK[node.operator] if isinstance(node, Binary) else UNARY if isinstance(node, Unary) else ATOM
        return self.text(node) if own >= rank else f"({self.text(node)})"

    def method(self, owner: Node, rest: str) -> str:
        """`owner.rest`, with the brackets that it needs."""
        return f"{self.value(owner) if _is_plain(owner) else self.nested(owner)}{rest}"

    def comparison(self, node: Binary) -> str:
        """A comparison, which counts as 1 or 0."""
        if self.library == "torch":
            as_number = "double" if self.graph.result.value.dtype == np.float64 else "float"
            return f"({self.condition(node)}).{as_number}()"
        if node.operator in ("==", "!="):
            return f'{self.kind}.of("{SIGNS[node.operator]}", {self.text(node.left)}, {self.text(node.right)})'
        return self.condition(node)

    def condition(self, node: Node) -> str:
        """What PyTorch's `where` wants to know."""
        if isinstance(node, Binary) and node.operator in COMPARED and not _is_plain(node):
            return f"{self.nested(node.left)} {node.operator} {self.nested(node.right)}"
        return f"{self.method(node, '')} != 0"

    def reduction(self, node: Call) -> str:
        """`sum`, `mean`, `max`, `min` as methods; `softmax` as a function."""
        options: dict[str, Any] = options_of(node)
        axis, keepdims = ("axis", "keepdims") if self.library == "engine" else ("dim", "keepdim")
        if node.function == "softmax":
            module = "" if self.library == "engine" else "torch."
            return f"{module}softmax({self.value(node.arguments[0])}, {axis}={options['axis']})"
        name = node.function
        given = [] if options["axis"] is None else [f"{axis}={options['axis']}"]
        if self.library == "torch":
            name = {"max": "amax", "min": "amin"}.get(name, name)
            if options["keepdims"] and not given and name in ("sum", "mean"):
                given = ["dim=None"]
        if options["keepdims"]:
            given.append(f"{keepdims}=True")
        return self.method(node.arguments[0], f".{name}({', '.join(given)})")

    def call(self, node: Call) -> str:
        """An element-wise function."""
        arguments = [self.value(argument) for argument in node.arguments]
        if self.library == "engine":
            return f"{node.function}({', '.join(arguments)})"
        if node.function == "softplus":
            return f"torch.nn.functional.softplus({arguments[0]}, threshold=40)"
        if node.function == "where":
            arguments[0] = self.condition(node.arguments[0])
        return f"torch.{node.function}({', '.join(arguments)})"


def _is_plain(node: Node) -> bool:
    """Whether a node is made of numbers and signs only."""
    return not any(isinstance(part, Name | Call | List) for part in walk(node))
