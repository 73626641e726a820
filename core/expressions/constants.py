"""What constants alone amount to, bounded before anyone computes with them."""

import math

from core.expressions.grammar import Grammar
from core.expressions.nodes import Binary, Node, Number, Unary, children
from core.refusal import Refusal


def check_constants(node: Node, grammar: Grammar, exponents: int = 0) -> int | float | None:
    """The node's value where it is made of constants only, else None.

    Refuses constants beyond the grammar's magnitude, powers beyond its bound or not real, division by zero, and a
    tower of powers; `exponents` counts the powers in whose exponent the node stands. Raises Refusal.
    """
    match node:
        case Number(value=value):
            return _bounded(node, value, grammar)
        case Unary(operator=operator, operand=operand):
            inner = check_constants(operand, grammar, exponents)
            return None if inner is None or operator == "~" else inner if operator == "+" else -inner
        case Binary(operator="**", left=left, right=right):
            base = check_constants(left, grammar, exponents)
            power = check_constants(right, grammar, exponents + 1)
            if power is not None and abs(power) > grammar.power:
                raise Refusal("power_large", span=(right.start, right.end), limit=f"{grammar.power:g}")
            if power is None and exponents > 1:
                raise Refusal("power_tower", span=(node.start, node.end))
            return None if base is None or power is None else _power(node, base, power, grammar)
        case Binary(operator=operator, left=left, right=right):
            a = check_constants(left, grammar, exponents)
            b = check_constants(right, grammar, exponents)
            return None if a is None or b is None else _combined(node, operator, a, b, grammar)
    for child in children(node):
        check_constants(child, grammar, exponents)
    return None


def _power(node: Node, base: float, power: float, grammar: Grammar) -> int | float:
    if base == 0 and power < 0:
        raise Refusal("division_by_zero", span=(node.start, node.end))
    if base < 0 and power != int(power):
        raise Refusal("constant_complex", span=(node.start, node.end))
    if base != 0 and power * math.log(abs(base)) > math.log(grammar.magnitude) + 1e-9:
        raise Refusal("number_large", span=(node.start, node.end), limit=f"{grammar.magnitude:g}")
    return _bounded(node, base**power, grammar)


def _combined(node: Node, operator: str, a: float, b: float, grammar: Grammar) -> int | float | None:
    if operator in ("/", "//", "%") and b == 0:
        raise Refusal("division_by_zero", span=(node.start, node.end))
    values = {
        "+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b,
        "/": lambda: a / b, "//": lambda: a // b, "%": lambda: a % b,
    }  # fmt: skip
    return _bounded(node, values[operator](), grammar) if operator in values else None


def _bounded(node: Node, value: int | float, grammar: Grammar) -> int | float:
    if not abs(value) <= grammar.magnitude:
        raise Refusal("number_large", span=(node.start, node.end), limit=f"{grammar.magnitude:g}")
    return value
