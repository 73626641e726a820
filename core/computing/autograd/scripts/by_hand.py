"""The formula on the screen as straight-line NumPy: every derivative a line of its own, no engine at all."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.computing.autograd.formula.arguments import index_text
from core.computing.autograd.formula.build import Precision, build
from core.computing.autograd.formula.graph import Graph, GraphNode, stretched_axes
from core.computing.autograd.scripts.engine import literal
from core.computing.autograd.scripts.writer import safe_names
from core.computing.autograd.walk.spelling import SPELLINGS, fill_code


def script_by_hand(formula: str, values: Mapping[str, Any], precision: Precision = "float64") -> str:
    """The forward pass and the backward pass of this formula, line by line."""
    return _ByHand(build(formula, values, precision)).script()


class _ByHand:
    """Writes one graph's passes; `names` are the nodes' names in the script."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.dtype = "" if graph.result.value.dtype == np.float64 else ", np.float32"
        safe, taken = safe_names(graph, {"np", "part"}), {"np", "part"}
        self.names = []
        for node in graph.nodes:
            name = safe.get(node.name, node.name) or f"constant_{node.index}"
            while name in taken:
                name += "_"
            taken.add(name)
            self.names.append(name)
        self.prefix = "d_"  # of a gradient's name
        while any(name.startswith(self.prefix) for name in self.names):
            self.prefix = f"d{self.prefix}"
        self.given: set[int] = set()  # nodes that have a gradient already

    def script(self) -> str:
        graph = self.graph
        lines = ["import numpy as np", "", 'np.seterr(all="ignore")  # 1 / 0 is inf and 0 / 0 is nan, not an error', ""]
        lines += [f"{self.names[node.index]} = {self.leaf(node)}" for node in graph.nodes if self.is_leaf_line(node)]
        lines += ["", "# forwards"]
        lines += [f"{self.names[n.index]} = {self.value(n)}" for n in graph.nodes if n.kind == "operation"]
        lines += ["", "# backwards"]
        if graph.reached:
            lines.append(f"{self.prefix}{self.names[-1]} = {'np.float32(1)' if self.dtype else '1.0'}")
        for node in reversed(graph.nodes):
            if node.index in graph.reached:
                lines += self.backward(node)
        lines += ["", f'print("{graph.result.name} =", np.asarray({self.names[-1]}).tolist())']
        for name, index in graph.variables.items():
            zeros = literal(np.zeros(graph.nodes[index].value.shape))
            shown = f"np.asarray({self.prefix}{self.names[index]}).tolist()" if index in graph.reached else zeros
            lines.append(f'print("dL/d{name} =", {shown})')
        return "\n".join([*lines, ""])

    def is_leaf_line(self, node: GraphNode) -> bool:
        return node.kind == "variable" or (node.kind == "constant" and node.value.ndim > 0)

    def leaf(self, node: GraphNode) -> str:
        if node.value.ndim == 0:
            return f"np.{node.value.dtype}({literal(node.value)})"
        return f"np.array({literal(node.value)}{self.dtype})"

    def part(self, index: int) -> str:
        """What stands for a node inside a line: its name, or a number."""
        node = self.graph.nodes[index]
        if node.kind == "constant" and node.value.ndim == 0:
            return literal(node.value).removesuffix(".0")
        return self.names[index]

    def parts(self, node: GraphNode) -> dict[str, str]:
        own = {"v": self.names[node.index], "g": f"{self.prefix}{self.names[node.index]}"}
        return own | {key: self.part(parent) for key, parent in zip("abc", node.parents, strict=False)}

    def value(self, node: GraphNode) -> str:
        if node.operation in SPELLINGS:
            return fill_code(SPELLINGS[node.operation].code, self.parts(node))
        options = node.tensor.options
        over = f", axis={options.get('axis')}, keepdims={options.get('keepdims', True)}"
        shifted = f"np.exp(<a> - np.max(<a>{over}))"
        pattern = {
            "matmul": "<a> @ <b>",
            "transpose": "<a>.T",
            "index": f"<a>{index_text(options['at'])}" if "at" in options else "",
            "softmax": f"{shifted} / np.sum({shifted}{over})",
        }.get(node.operation, f"np.{node.operation}(<a>{over})")
        if node.operation == "softmax" and not node.value.ndim:
            pattern = "np.exp(<a> - <a>)"
        return fill_code(pattern.replace(", axis=None", "").replace(", keepdims=False", ""), self.parts(node))

    def backward(self, node: GraphNode) -> list[str]:
        """The lines that hand a node's gradient on."""
        lines = []
        for place, parent in node.receivers:
            if parent not in self.graph.reached:
                continue
            gradient = f"{self.prefix}{self.names[parent]}"
            share = self.share(node, place)
            if node.operation == "index":
                lines += [
                    f"part = np.zeros_like({self.names[parent]})",
                    f"part{index_text(node.tensor.options['at'])} = {share}",
                ]
                share = "part"
            lines.append(f"{gradient} = {gradient} + {share}" if parent in self.given else f"{gradient} = {share}")
            self.given.add(parent)
        return lines

    def share(self, node: GraphNode, place: int) -> str:
        parts = self.parts(node)
        if node.operation not in SPELLINGS:
            return fill_code(self.mixing(node, place), parts)
        pattern = SPELLINGS[node.operation].code_shares[place]
        if node.operation == "power":
            pattern = self.power_share(node, place, pattern)
        share = fill_code(pattern, parts)
        shape, large = self.graph.nodes[node.parents[place]].value.shape, node.value.shape
        axes = stretched_axes(shape, large)
        missing, kept = axes[: len(large) - len(shape)], axes[len(large) - len(shape) :]
        if missing:
            share = f"np.sum({share}, axis={missing})" if shape else f"np.sum({share})"
        return f"np.sum({share}, axis={tuple(k - len(missing) for k in kept)}, keepdims=True)" if kept else share

    def power_share(self, node: GraphNode, place: int, pattern: str) -> str:
        """0⁰ and its like need a word more; a fixed exponent other than 0 does not."""
        exponent = self.graph.nodes[node.parents[1]]
        if place == 0:
            if exponent.kind != "constant" or np.any(exponent.value == 0):
                return f"np.where(<b> == 0, 0, {pattern})"
            if exponent.value.ndim:
                return pattern
            return "<g> * 2 * <a>" if exponent.value == 2 else f"<g> * <b> * <a> ** {literal(exponent.value - 1)}"
        return f"np.where((<a> == 0) & (<b> >= 0), 0, {pattern})"

    def mixing(self, node: GraphNode, place: int) -> str:
        a = self.graph.nodes[node.parents[0]].value
        options = node.tensor.options
        axis, keepdims = options.get("axis"), options.get("keepdims", False)
        if node.operation == "matmul":
            b = self.graph.nodes[node.parents[1]].value
            return {
                (2, 2): ("<g> @ <b>.T", "<a>.T @ <g>"), (2, 1): ("np.outer(<g>, <b>)", "<a>.T @ <g>"),
                (1, 2): ("<b> @ <g>", "np.outer(<a>, <g>)"), (1, 1): ("<g> * <b>", "<g> * <a>"),
            }[a.ndim, b.ndim][place]  # fmt: skip
        if node.operation in ("transpose", "index"):
            return "<g>.T" if node.operation == "transpose" else "<g>"
        if node.operation == "softmax":
            return f"<v> * (<g> - np.sum(<g> * <v>, axis={axis}, keepdims=True))" if a.ndim else "0 * <g>"
        lifted = (lambda text: text) if axis is None or keepdims else (lambda text: f"np.expand_dims({text}, {axis})")
        gradient, value = lifted("<g>"), lifted("<v>")
        if node.operation == "sum":
            return f"{gradient} * np.ones_like(<a>)"
        if node.operation == "mean":
            return f"{gradient} / {a.size // node.value.size} * np.ones_like(<a>)"
        equal = f"(<a> == {value})"
        return f"{gradient} * {equal} / np.sum({equal}, axis={axis}, keepdims=True)"
