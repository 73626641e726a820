"""Text to nodes: Python's own parser reads the syntax, a whitelist builds our nodes, and nothing else passes."""

import ast
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from core.expressions.constants import check_constants
from core.expressions.grammar import Grammar, Signature
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
)
from core.expressions.screening import screen
from core.refusal import Refusal

OPERATORS: dict[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.USub: "-", ast.UAdd: "+", ast.LShift: "<<", ast.RShift: ">>", ast.BitAnd: "&", ast.BitOr: "|",
    ast.BitXor: "^", ast.Invert: "~",
}  # fmt: skip
LONGEST_NAME = 24


@dataclass(frozen=True)
class Statement:
    """One line: `target = value`, or the value alone (target is then empty)."""

    target: str
    value: Node


@dataclass(frozen=True)
class Program:
    """A formula that is allowed: its lines, and its variables in the order of their first use.

    `names` holds what must be given a value from outside, not what a line of the formula assigns.
    """

    text: str
    statements: tuple[Statement, ...]
    names: tuple[str, ...]

    @property
    def result(self) -> Node:
        """The last line's value."""
        return self.statements[-1].value

    def source(self, node: Node) -> str:
        """The node as it was typed."""
        return self.text[node.start : node.end]


@lru_cache(maxsize=256)
def parse(text: str, grammar: Grammar) -> Program:
    """The formula's lines as nodes; Refusal, with the place, where the grammar does not allow it.

    What has been read is remembered: a formula stays the same while the values in it move.
    """
    plain, offsets = screen(text, grammar)
    try:
        module = ast.parse(plain)
    except SyntaxError as error:
        lines = plain.split("\n")
        at = sum(len(line) + 1 for line in lines[: (error.lineno or 1) - 1]) + (error.offset or 1) - 1
        start = offsets[max(0, min(at, len(plain)))]
        raise Refusal("syntax", span=(start, start + 1)) from None
    except (RecursionError, MemoryError, ValueError):
        raise Refusal("too_deep", span=(0, len(text)), limit=grammar.depth) from None
    builder = _Builder(plain, offsets, grammar)
    statements = tuple(builder.statement(line, line is module.body[-1]) for line in module.body)
    for statement in statements:
        check_constants(statement.value, grammar)
    return Program(text, statements, tuple(builder.free))


class _Builder:
    """Walks Python's tree once and makes ours; every kind of node that it does not name is refused."""

    def __init__(self, plain: str, offsets: list[int], grammar: Grammar) -> None:
        self.grammar = grammar
        self.offsets = offsets
        starts = [0]
        for line in plain.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        self.line_starts = starts
        self.nodes = 0
        self.free: dict[str, None] = {}
        self.assigned: set[str] = set()

    def place(self, node: ast.AST) -> tuple[int, int]:
        """Where the node stands in the text as typed."""
        first = self.line_starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        last = self.line_starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        return self.offsets[first], self.offsets[max(first, last - 1)] + 1

    def refuse(self, rule: str, node: ast.AST, **values: object) -> NoReturn:
        start, end = self.place(node)
        raise Refusal(rule, span=(start, end), **values)

    def statement(self, line: ast.stmt, last: bool) -> Statement:
        match line:
            case ast.Expr(value=value):
                if not last:
                    self.refuse("unused_line", line)
                return Statement("", self.build(value, 1))
            case ast.Assign(targets=[ast.Name(id=name) as target], value=value) if self.grammar.assignments:
                self.check_new(name, target)
                built = self.build(value, 1)
                if name in self.free:
                    self.refuse("cyclic", target, name=name)
                self.assigned.add(name)
                return Statement(name, built)
            case ast.Assign() | ast.AugAssign() | ast.AnnAssign() if self.grammar.assignments:
                self.refuse("target", line)
        self.refuse("construct", line)

    def check_new(self, name: str, node: ast.AST) -> None:
        if name in self.grammar.functions or name in self.grammar.constants:
            self.refuse("target_taken", node, name=name)
        if len(name) > LONGEST_NAME or name.startswith("_"):
            self.refuse("name_long", node, limit=LONGEST_NAME)

    def build(self, node: ast.expr, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > self.grammar.most_nodes:
            self.refuse("too_many_parts", node, limit=self.grammar.most_nodes)
        if depth > self.grammar.depth:
            self.refuse("too_deep", node, limit=self.grammar.depth)
        start, end = self.place(node)
        deeper = depth + 1
        match node:
            case ast.Constant(value=value):
                return self.constant(node, value)
            case ast.Name(id=name):
                return self.name(node, name)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as op, operand=operand):
                return Unary(start, end, self.operator(node, op), self.build(operand, deeper))
            case ast.UnaryOp(op=ast.Invert() as op, operand=operand) if "~" in self.grammar.operators:
                return Unary(start, end, self.operator(node, op), self.build(operand, deeper))
            case ast.BinOp(left=left, op=op, right=right):
                return Binary(
                    start,
                    end,
                    operator=self.operator(node, op),
                    left=self.build(left, deeper),
                    right=self.build(right, deeper),
                )
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return Binary(
                    start,
                    end,
                    operator=self.operator(node, op),
                    left=self.build(left, deeper),
                    right=self.build(right, deeper),
                )
            case ast.Compare():
                self.refuse("chain", node)
            case ast.Call():
                return self.call(node, deeper)
            case ast.Attribute(value=owner, attr=attribute):
                self.known(node, "unknown_attribute", attribute, self.grammar.attributes)
                return Attribute(start, end, self.build(owner, deeper), attribute)
            case ast.Subscript(value=owner, slice=items) if self.grammar.indexing:
                parts = items.elts if isinstance(items, ast.Tuple) else [items]
                return Index(start, end, self.build(owner, deeper), tuple(self.build(p, deeper) for p in parts))
            case ast.Slice(lower=first, upper=last, step=step) if self.grammar.indexing:
                bounds = [None if part is None else self.build(part, deeper) for part in (first, last, step)]
                return Slice(start, end, *bounds)
            case ast.Tuple(elts=items) if self.grammar.indexing:
                return Tuple(start, end, tuple(self.build(item, deeper) for item in items))
            case ast.List(elts=items) if self.grammar.indexing:
                return List(start, end, tuple(self.build(item, deeper) for item in items))
        self.refuse("construct", node)

    def operator(self, node: ast.AST, op: ast.AST) -> str:
        symbol = OPERATORS.get(type(op), "?")
        if symbol not in self.grammar.operators:
            self.refuse("operator", node, operator=symbol)
        return symbol

    def constant(self, node: ast.Constant, value: object) -> Node:
        start, end = self.place(node)
        if type(value) in (int, float):
            return Number(start, end, value)  # type: ignore[arg-type]
        if self.grammar.indexing and (value is None or value is ... or isinstance(value, bool)):
            return Literal(start, end, value)
        self.refuse("construct", node)

    def name(self, node: ast.Name, name: str) -> Node:
        start, end = self.place(node)
        if name in self.grammar.constants:
            return Number(start, end, self.grammar.constants[name], name)
        if name in self.grammar.functions:
            self.refuse("function_alone", node, name=name)
        if self.grammar.names is not None:
            self.known(node, "unknown_name", name, self.grammar.names | set(self.grammar.constants))
        self.check_new(name, node)
        if name not in self.assigned:
            self.free[name] = None
            if len(self.free) > self.grammar.most_names:
                self.refuse("too_many_names", node, limit=self.grammar.most_names)
        return Name(start, end, name)

    def known(self, node: ast.AST, rule: str, name: str, words: frozenset[str] | set[str]) -> None:
        if name not in words:
            self.refuse(rule, node, name=name, known=", ".join(sorted(words)) or "—")

    def call(self, node: ast.Call, depth: int) -> Node:
        start, end = self.place(node)
        match node.func:
            case ast.Name(id=name):
                signature = self.grammar.functions.get(name)
                if signature is None and name in self.assigned | set(self.free) | (self.grammar.names or set()):
                    self.refuse("not_a_function", node.func)
                if signature is None:
                    self.known(node.func, "unknown_function", name, set(self.grammar.functions))
                return Call(start, end, name, *self.arguments(node, name, signature or Signature(), depth))
            case ast.Attribute(value=owner, attr=name):
                self.known(node.func, "unknown_method", name, set(self.grammar.methods))
                built = self.build(owner, depth)
                arguments, keywords = self.arguments(node, name, self.grammar.methods[name], depth)
                return Method(start, end, built, name, arguments=arguments, keywords=keywords)
        self.refuse("not_a_function", node.func)

    def arguments(
        self, node: ast.Call, name: str, signature: Signature, depth: int
    ) -> tuple[tuple[Node, ...], tuple[Keyword, ...]]:
        positional = tuple(self.build(argument, depth) for argument in node.args)
        keywords: dict[str, Keyword] = {}
        for given in node.keywords:
            if given.arg not in signature.keywords:
                self.refuse("keyword", given, name=name, keyword=given.arg or "**")
            if given.arg in keywords:
                self.refuse("keyword_twice", given, keyword=given.arg)
            keywords[given.arg] = Keyword(*self.place(given), given.arg, self.build(given.value, depth))
        if not signature.least <= len(node.args) <= signature.most:
            want = str(signature.least) if signature.least == signature.most else f"{signature.least}–{signature.most}"
            self.refuse("arguments", node, name=name, want=want, got=len(node.args))
        return positional, tuple(keywords.values())
