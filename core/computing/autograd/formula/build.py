"""From a typed formula and values to a computation graph: every operation a node that knows where it was typed."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, combinations, count
from typing import Any, Literal

import numpy as np

from core.computing.autograd.formula.arguments import index_item, index_text, options_of, shape_text
from core.computing.autograd.formula.graph import Graph, GraphNode, ancestors
from core.computing.autograd.formula.values import constant_array
from core.computing.autograd.tensors import Tensor
from core.expressions import (
    AUTOGRAD,
    Attribute,
    Binary,
    Call,
    Index,
    List,
    Name,
    Node,
    Number,
    Program,
    Unary,
    parse,
)  # fmt: skip
from core.refusal import Refusal

MOST_AXES, MOST_NUMBERS, MOST_IN_ALL = 2, 256, 4000
Precision = Literal["float64", "float32"]
SIGNS = {
    "+": "add", "-": "subtract", "*": "multiply", "/": "divide", "**": "power", "@": "matmul",
    "<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal", "==": "equal", "!=": "not_equal",
}  # fmt: skip
OPTIONED = ("sum", "mean", "max", "min", "softmax")


def variables_of(formula: str) -> tuple[str, ...]:
    """The names that a formula wants values for, in the order of their first use; Refusal where it has none."""
    return _program(formula).names


def build(formula: str, values: Mapping[str, Any], precision: Precision = "float64") -> Graph:
    """The graph of a typed formula at these values; Refusal, with the place in the formula.

    Lines that the result does not use have no nodes. A result that is no single number is added up.
    """
    program = _program(formula)
    builder = _Builder(program, values, np.dtype(precision))
    for statement in program.statements:
        index = builder.build(statement.value)
        if statement.target:
            builder.assign(statement.target, index)
    return builder.graph(index)


def _program(formula: str) -> Program:
    program = parse(formula, AUTOGRAD)
    if not program.names:
        raise Refusal("no_variables", span=(0, len(formula)))
    return program


class _Builder:
    """Walks the formula in the order of computation and records one node for each operation."""

    def __init__(self, program: Program, values: Mapping[str, Any], dtype: np.dtype[Any]) -> None:
        self.program, self.values, self.dtype = program, values, dtype
        self.nodes: list[GraphNode] = []
        self.known: dict[str, int] = {}
        self.taken = set(program.names)
        self.size = 0  # numbers in all nodes

    def add(
        self, kind: Literal["variable", "constant", "operation"], tensor: Tensor, place: Node,
        parents: tuple[int, ...] = (), name: str = "",
    ) -> int:  # fmt: skip
        self.size += tensor.value.size
        if self.size > MOST_IN_ALL:
            raise Refusal("graph_large", span=(place.start, place.end), limit=MOST_IN_ALL)
        self.nodes.append(
            GraphNode(
                index=len(self.nodes), kind=kind, name=name, tensor=tensor, parents=parents, start=place.start,
                end=place.end,
            )
        )  # fmt: skip
        return len(self.nodes) - 1

    def assign(self, name: str, index: int) -> None:
        """Bind a name; it becomes the node's own where that has none."""
        self.known[name] = index
        if not self.nodes[index].name:
            self.nodes[index] = replace(self.nodes[index], name=self.free_name(name))

    def free_name(self, name: str) -> str:
        """The name, or name_2, name_3 … where it is taken already."""
        spellings = chain([name], (f"{name}_{number}" for number in count(2)))
        free = next(spelling for spelling in spellings if spelling not in self.taken)
        self.taken.add(free)
        return free

    def build(self, node: Node) -> int:
        match node:
            case Number() | List():
                return self.add("constant", Tensor(constant_array(node).astype(self.dtype)), node)
            case Name(name=name):
                return self.known[name] if name in self.known else self.variable(node, name)
            case Unary(operator="+", operand=operand):
                return self.build(operand)
            case Unary(operand=operand):
                return self.operation("negate", node, operand)
            case Binary(operator=sign, left=left, right=right):
                return self.operation(SIGNS[sign], node, left, right)
            case Attribute(owner=owner):
                return self.operation("transpose", node, owner)
            case Index(owner=owner, items=items):
                return self.operation("index", node, owner, at=tuple(index_item(item) for item in items))
            case Call(function=name, arguments=arguments) if name in OPTIONED:
                return self.operation(name, node, arguments[0], **options_of(node))
            case Call(function=name, arguments=arguments):
                return self.operation(name, node, *arguments)
        raise Refusal("not_a_value", span=(node.start, node.end), got=self.program.source(node))

    def variable(self, node: Node, name: str) -> int:
        if name not in self.values:
            raise Refusal("missing_value", span=(node.start, node.end), name=name)
        tensor = Tensor(np.array(self.values[name], self.dtype))
        _check_size(tensor, node)
        self.known[name] = self.add("variable", tensor, node, name=name)
        return self.known[name]

    def operation(self, name: str, node: Node, *inputs: Node, **options: Any) -> int:
        parents = tuple(self.build(part) for part in inputs)
        tensor = _made(name, node, [self.nodes[parent].tensor for parent in parents], options)
        _check_size(tensor, node)
        if all(self.nodes[parent].kind == "constant" for parent in parents) and np.isfinite(tensor.value).all():
            return self.add("constant", Tensor(tensor.value), node)
        return self.add("operation", tensor, node, parents)

    def graph(self, result: int) -> Graph:
        last = self.nodes[result]
        if last.tensor.value.ndim:
            total = Tensor.of("sum", last.tensor, axis=None, keepdims=False)
            result = self.add("operation", total, Node(last.start, last.end), (result,))
            self.nodes[result] = replace(self.nodes[result], added=True)
        if not self.nodes[result].name:
            self.nodes[result] = replace(self.nodes[result], name=self.free_name("L"))
        used = sorted(ancestors(self.nodes, {result}))
        new = {old: index for index, old in enumerate(used)}
        nodes = [
            replace(self.nodes[k], index=new[k], parents=tuple(new[p] for p in self.nodes[k].parents)) for k in used
        ]
        for number, node in enumerate((n for n in nodes if n.kind == "operation"), 1):
            if not node.name:
                nodes[node.index] = replace(node, name=self.free_name(f"v{number}"))
        variables = {node.name: node.index for node in nodes if node.kind == "variable"}
        return Graph(self.program, tuple(nodes), variables, frozenset(_reached(nodes)))


def _reached(nodes: list[GraphNode]) -> set[int]:
    """The nodes that depend on a variable, and that the last node passes a gradient on to."""
    depend: set[int] = set()
    for node in nodes:
        if node.kind == "variable" or any(parent in depend for _, parent in node.receivers):
            depend.add(node.index)
    found = {nodes[-1].index} & depend
    for node in reversed(nodes):
        if node.index in found:
            found.update(parent for _, parent in node.receivers if parent in depend)
    return found


def _made(name: str, node: Node, inputs: list[Tensor], options: dict[str, Any]) -> Tensor:
    """The engine's value of an operation; Refusal where the shapes do not allow it."""
    place, shapes = (node.start, node.end), [tensor.value.shape for tensor in inputs]
    first = shape_text(shapes[0])
    if name == "matmul":
        _check_matmul(node, *shapes)
    if not shapes[0] and options.get("axis") is not None and name != "softmax":  # NumPy lets axis 0 of a number pass
        raise Refusal("axis", span=place, operation=name, axis=options["axis"], shape=first)
    try:
        return Tensor.of(name, *inputs, **options)
    except np.exceptions.AxisError:
        raise Refusal("axis", span=place, operation=name, axis=options["axis"], shape=first) from None
    except IndexError:
        raise Refusal("index_range", span=place, shape=first, index=index_text(options["at"])) from None
    except ValueError:
        left, right = next(pair for pair in combinations(shapes, 2) if not _fit(*pair))
        left_text, right_text = shape_text(left), shape_text(right)
        raise Refusal("shapes_differ", span=place, operation=name, left=left_text, right=right_text) from None


def _fit(left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    pairs = zip(reversed(left), reversed(right), strict=False)
    return all(a == b or 1 in (a, b) for a, b in pairs)


def _check_matmul(node: Node, left: tuple[int, ...], right: tuple[int, ...]) -> None:
    place, first, second = (node.start, node.end), shape_text(left), shape_text(right)
    if not left or not right:
        raise Refusal("matmul_scalar", span=place, left=first, right=second)
    rows = right[max(0, len(right) - 2)]
    if left[-1] != rows:
        raise Refusal("matmul_sizes", span=place, left=first, right=second, columns=left[-1], rows=rows)


def _check_size(tensor: Tensor, node: Node) -> None:
    array = tensor.value
    if array.ndim > MOST_AXES:
        raise Refusal("axes_many", span=(node.start, node.end), limit=MOST_AXES, got=array.ndim)
    if array.size > MOST_NUMBERS:
        raise Refusal("value_large", span=(node.start, node.end), limit=MOST_NUMBERS, got=array.size)
    if array.size == 0:
        raise Refusal("empty_selection", span=(node.start, node.end))
