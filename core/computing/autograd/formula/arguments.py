"""What an operation is told in constants: the axis of a reduction, the parts of an index."""

from collections.abc import Callable
from typing import Any

from core.expressions import Call, Literal, Node, Number, Slice, Unary
from core.refusal import Refusal


def options_of(call: Call) -> dict[str, Any]:
    """`axis` and `keepdims` of a reduction, `axis` of a softmax, as constants."""
    given = {keyword.name: keyword.value for keyword in call.keywords}
    if len(call.arguments) > 1:
        if "axis" in given:
            raise Refusal("axis_constant", span=(call.start, call.end))
        given["axis"] = call.arguments[1]
    axis = _constant(given.get("axis"), _axis, "axis_constant")
    if call.function == "softmax":
        return {"axis": -1 if axis is None else axis}
    return {"axis": axis, "keepdims": bool(_constant(given.get("keepdims"), _switch, "keepdims_constant"))}


def _constant(node: Node | None, read: Callable[[Node], Any], rule: str) -> Any:
    if node is None:
        return None
    try:
        return read(node)
    except TypeError:
        raise Refusal(rule, span=(node.start, node.end)) from None


def _axis(node: Node) -> int | None:
    if isinstance(node, Literal) and node.value is None:
        return None
    return _whole(node)


def _switch(node: Node) -> bool:
    if isinstance(node, Literal) and isinstance(node.value, bool):
        return node.value
    raise TypeError("neither True nor False")


def _whole(node: Node) -> int:
    if isinstance(node, Unary):
        return _whole(node.operand) * (-1 if node.operator == "-" else 1)
    if isinstance(node, Number) and isinstance(node.value, int) and node.value < 1_000_000:
        return node.value
    raise TypeError("no whole number")


def index_item(node: Node) -> Any:
    """One part of an index, as Python takes it: a whole number, a slice, None or an ellipsis."""
    if isinstance(node, Literal) and (node.value is None or node.value is ...):
        return node.value
    if isinstance(node, Slice):
        parts = [_constant(part, _axis, "index_constant") for part in (node.first, node.last, node.step)]
        if parts[2] is not None and parts[2] < 1:
            raise Refusal("index_step", span=(node.start, node.end))
        return slice(*parts)
    return _constant(node, _whole, "index_constant")


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as it is written: `(2, 3)`, `()`."""
    return f"({', '.join(map(str, shape))})"


def index_text(at: tuple[Any, ...]) -> str:
    """An index as it is typed: `[0, 1:3]`."""
    return f"[{', '.join(index_part(part) for part in at)}]"


def index_part(part: Any) -> str:
    """One part of an index as it is typed: `0`, `1:3`, `None`, `...`."""
    if part is ...:
        return "..."
    if not isinstance(part, slice):
        return str(part)
    text = ":".join("" if bound is None else str(bound) for bound in (part.start, part.stop))
    return text if part.step is None else f"{text}:{part.step}"
