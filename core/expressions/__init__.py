"""The one safe parser of typed formulas: text and a grammar in, a small frozen tree out; nothing is ever executed."""

from core.expressions.evaluation import evaluate
from core.expressions.grammar import AUTOGRAD, SCALAR, Grammar, Signature
from core.expressions.nodes import (
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
    Slice,
    Tuple,
    Unary,
    children,
    walk,
)
from core.expressions.parser import Program, Statement, parse

__all__ = [
    "AUTOGRAD",
    "SCALAR",
    "Attribute",
    "Binary",
    "Call",
    "Grammar",
    "Index",
    "Keyword",
    "List",
    "Literal",
    "Method",
    "Name",
    "Node",
    "Number",
    "Program",
    "Signature",
    "Slice",
    "Statement",
    "Tuple",
    "Unary",
    "children",
    "evaluate",
    "parse",
    "walk",
]  # fmt: skip
