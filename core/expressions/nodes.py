"""What a typed formula is made of: frozen nodes that know which part of the text they came from."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """One part of a formula; `text[start:end]` is how it was typed (offsets count characters from 0)."""

    start: int
    end: int


@dataclass(frozen=True)
class Number(Node):
    """A constant: typed in digits, or a constant of the grammar such as `pi`, whose word is `name`."""

    value: int | float
    name: str = ""


@dataclass(frozen=True)
class Name(Node):
    """A variable."""

    name: str


@dataclass(frozen=True)
class Literal(Node):
    """`True`, `False`, `None` or `...`, where the grammar has indexing."""

    value: object


@dataclass(frozen=True)
class Unary(Node):
    """A sign before its operand; `operator` is `-` or `+`, or `~` where the grammar has it."""

    operator: str
    operand: Node


@dataclass(frozen=True)
class Binary(Node):
    """Two operands with `+ - * / // % ** @` or one of `< <= > >= == !=` between them."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Keyword(Node):
    """`name=value` inside the brackets of a call."""

    name: str
    value: Node


@dataclass(frozen=True)
class Call(Node):
    """`function(arguments, keywords)`."""

    function: str
    arguments: tuple[Node, ...]
    keywords: tuple[Keyword, ...] = ()


@dataclass(frozen=True)
class Method(Node):
    """`owner.method(arguments, keywords)`."""

    owner: Node
    method: str
    arguments: tuple[Node, ...]
    keywords: tuple[Keyword, ...] = ()


@dataclass(frozen=True)
class Attribute(Node):
    """`owner.attribute`, for example `a.T`."""

    owner: Node
    attribute: str


@dataclass(frozen=True)
class Slice(Node):
    """`first:last:step` between square brackets; a part that was left out is None."""

    first: Node | None
    last: Node | None
    step: Node | None


@dataclass(frozen=True)
class Index(Node):
    """`owner[items]`; one item for each part between commas."""

    owner: Node
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Tuple(Node):
    """`(2, 3)`, for example a shape."""

    items: tuple[Node, ...]


@dataclass(frozen=True)
class List(Node):
    """`[[1, 2], [3, 4]]`: numbers in rows."""

    items: tuple[Node, ...]


def binary(operator: str, left: Node, right: Node) -> Binary:
    """An operation that nobody has typed: it has no place in a text."""
    return Binary(start=0, end=0, operator=operator, left=left, right=right)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in the order in which they are computed."""
    match node:
        case Unary():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case Keyword():
            return (node.value,)
        case Call():
            return (*node.arguments, *node.keywords)
        case Method():
            return (node.owner, *node.arguments, *node.keywords)
        case Attribute():
            return (node.owner,)
        case Slice():
            return tuple(part for part in (node.first, node.last, node.step) if part is not None)
        case Index():
            return (node.owner, *node.items)
        case Tuple() | List():
            return node.items
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Every node below and then the node itself: the order of computation."""
    for child in children(node):
        yield from walk(child)
    yield node
