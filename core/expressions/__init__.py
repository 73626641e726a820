"""The one safe parser of typed formulas: text and a grammar in, a small frozen tree out; nothing is ever executed."""

from core.expressions.evaluation import evaluate
from core.expressions.function import Function, read_function
from core.expressions.grammar import AUTOGRAD, SCALAR, Grammar, Signature, function_grammar
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
    "Function",
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
    "function_grammar",
    "parse",
    "read_function",
    "walk",
]  # fmt: skip
