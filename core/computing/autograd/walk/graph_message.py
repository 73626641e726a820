"""A trace as plain data for the browser, which steps through it without the server.

Numbers are JSON numbers; ∞, −∞ and NaN are the strings "Infinity", "-Infinity", "NaN", which JavaScript's `Number`
reads. Arrays are nested lists.
"""

from typing import Any

import numpy as np

from core import tex
from core.computing.autograd.walk.latex import array_text, number_text
from core.computing.autograd.walk.trace import BackwardStep, GradientShare, Trace, TracedNode

SHOWN = ("index", "kind", "name", "sign", "operation", "parents", "start", "end")  # of a node as it is


def graph_message(trace: Trace) -> dict[str, Any]:
    """Everything that is drawn and said at every step; `steps` holds the forward steps, then the backward ones."""
    forward = [{"phase": "forward", "node": s.node, "symbols": s.symbols, "numbers": s.numbers} for s in trace.forward]
    return {
        "formula": trace.formula,
        "result": trace.result.index,
        "width": trace.layout.width,
        "height": trace.layout.height,
        "nodes": [_node(trace, node) for node in trace.nodes],
        "edges": [{"from": start, "to": end, "points": points} for start, end, points in trace.layout.edges],
        "steps": forward + [_backward(trace, step) for step in trace.backward],
        "variables": [
            {"name": name, "node": index, "status": trace.status[name]} for name, index in trace.variables.items()
        ],
    }


def step_table(trace: Trace) -> list[dict[str, str]]:
    """One row a step in plain characters: what is computed forwards, what is passed on backwards."""
    names = [node.name or node.sign for node in trace.nodes]
    rows = []
    for forward in trace.forward:
        node = trace.nodes[forward.node]
        parents = ", ".join(names[parent] for parent in node.parents)
        rows.append(_row("forward", names[node.index], node.operation, f"({parents})", array_text(node.value), ""))
    for backward in trace.backward:
        node = trace.nodes[backward.node]
        for step in backward.passes:
            total = array_text(step.after)
            added = f"{array_text(step.before)} + {array_text(step.share)} = {total}" if step.adds else total
            rows.append(_row("backward", names[node.index], node.operation, names[step.parent], step.line.text, added))
    return rows


def _row(phase: str, node: str, operation: str, parent: str, *numbers: str) -> dict[str, str]:
    line, total = numbers
    return {"phase": phase, "node": node, "operation": operation, "parent": parent, "line": line, "gradient": total}


def _node(trace: Trace, node: TracedNode) -> dict[str, Any]:
    gradient = node.gradient
    return {
        **{
            key: getattr(node, key) for key in ("index", "kind", "name", "sign", "operation", "parents", "start", "end")
        },
        "name_latex": tex.name(node.name) if node.name else "",
        "x": trace.layout.x[node.index],
        "y": trace.layout.y[node.index],
        "shape": node.value.shape,
        "value": plain(node.value),
        "value_text": _short(node.value),
        "gradient": None if gradient is None else plain(gradient),
        "gradient_text": "" if gradient is None else _short(gradient),
        "gradient_latex": "" if gradient is None else tex.array(gradient),
        "peak": None if gradient is None else plain(_peak(gradient)),
        "marks": [vars(mark) for mark in node.diagnostics],
    }


def _backward(trace: Trace, step: BackwardStep) -> dict[str, Any]:
    return {
        "phase": "backward",
        "node": step.node,
        "arrives": plain(step.arrives),
        "arrives_text": _short(step.arrives),
        "arrives_latex": tex.array(step.arrives),
        "passes": [_share(given) for given in step.passes],
    }


def _share(given: GradientShare) -> dict[str, Any]:
    line = given.line
    return {
        "parent": given.parent,
        "slope": line.slope,
        "slope_numbers": line.slope_numbers,
        "slope_value": "" if line.slope_value is None else tex.array(line.slope_value),
        "product": line.product,
        "product_numbers": line.product_numbers,
        "text": line.text,
        "summed_axes": line.summed_axes,
        "share": plain(given.share),
        "share_text": _short(given.share),
        "after": plain(given.after),
        "after_text": _short(given.after),
        "sum": rf"{tex.array(given.before)} + {tex.array(given.share)} = {tex.array(given.after)}",
        "adds": given.adds,
        "peak": plain(_peak(given.after)),
    }


def plain(value: Any) -> Any:
    """A number or array as JSON can hold it."""
    array = np.asarray(value)
    if array.ndim:
        return [plain(item) for item in array]
    number = float(array)
    if np.isnan(number):
        return "NaN"
    return number if np.isfinite(number) else "Infinity" if number > 0 else "-Infinity"


def _peak(gradient: Any) -> float:
    """The number of an array that is farthest from 0, with its sign; NaN where there is one."""
    flat = np.asarray(gradient).reshape(-1)
    return float(flat[np.argmax(np.abs(flat))])


def _short(value: Any) -> str:
    """A number, or an array's shape: what fits on a node."""
    array = np.asarray(value)
    return number_text(float(array)) if array.ndim == 0 else "×".join(map(str, array.shape))
