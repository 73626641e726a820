"""The steps of a trace written out: symbols, the same with numbers, and what comes out, in LaTeX and as text."""

from dataclasses import dataclass

import numpy as np

from core import tex
from core.computing.autograd.engine import OPERATIONS
from core.computing.autograd.formula.graph import Graph, GraphNode, stretched_axes
from core.computing.autograd.walk.latex import array_text, fill
from core.computing.autograd.walk.spelling import INNER_SHARES, MIXING_SPELLINGS, SPELLINGS, with_options

Array = np.ndarray


@dataclass(frozen=True)
class ForwardStep:
    """One operation in symbols (`v = tanh(z)`), and with its numbers and its value."""

    node: int
    symbols: str
    numbers: str


@dataclass(frozen=True)
class ProductLine:
    """How a gradient is passed on: gradient that arrived × local derivative.

    `slope` is the local derivative in symbols, `slope_numbers` with numbers, `slope_value` what that comes to (an
    operation that mixes elements has none of its own: its `slope` says what is done to the gradient δ).
    `product` and `product_numbers` are the whole product, `text` is it in plain characters. The product is added up
    over `summed_axes`, along which the parent had been stretched.
    """

    slope: str
    slope_numbers: str
    slope_value: Array | None  # of any shape that broadcasts to the node's
    product: str
    product_numbers: str
    text: str
    summed_axes: tuple[int, ...]


class TraceWriter:
    """Writes the steps of one graph in LaTeX."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.names = [self.name(node) for node in graph.nodes]

    def name(self, node: GraphNode) -> str:
        """A node's name; a constant is its own."""
        return tex.name(node.name) if node.name else tex.array(node.value)

    def parts(self, node: GraphNode) -> tuple[dict[str, str], dict[str, str]]:
        """What stands for `<a> <b> <c> <v>` in symbols and in numbers."""
        indices = dict(zip("abc", node.parents, strict=False)) | {"v": node.index}
        symbols = {key: self.names[k] for key, k in indices.items()}
        return symbols, {key: tex.array(self.graph.nodes[k].value) for key, k in indices.items()}

    def forward(self, node: GraphNode) -> ForwardStep:
        """How a node's value comes about."""
        symbols, numbers = self.parts(node)
        if node.operation in SPELLINGS:
            elementwise = node.operation == "multiply" and node.value.ndim
            pattern = r"<a> \odot <b>" if elementwise else SPELLINGS[node.operation].latex
        else:
            pattern = with_options(MIXING_SPELLINGS[node.operation].latex, node.tensor.options)
        value = tex.array(node.value)
        if node.operation == "matmul":
            left, right, value = (tex.array(x) for x in self.as_matrices(node, node.value))
            numbers |= {"a": left, "b": right}
        return ForwardStep(
            node.index, f"{symbols['v']} = {fill(pattern, symbols)}", f"{fill(pattern, numbers)} = {value}"
        )

    def as_matrices(self, node: GraphNode, product: Array) -> tuple[Array, Array, Array]:
        """The factors of a matrix product and something in the shape of it: (n, m), (m, k) and (n, k).

        A vector is one row (left) or one column (right).
        """
        a, b = (self.graph.nodes[parent].value for parent in node.parents)
        left = a if a.ndim > 1 else a[None, :]
        right = b if b.ndim > 1 else b[:, None]
        return left, right, np.reshape(product, (left.shape[0], right.shape[1]))

    def backward(self, node: GraphNode, place: int, arrives: Array, share: Array) -> ProductLine:
        """How a node multiplies the gradient that arrives by its local derivative towards the input at `place`.

        arrives: in the shape of the node; share: in the shape of the input.
        """
        symbols, numbers = self.parts(node)
        symbols["g"] = rf"\frac{{\partial {self.names[-1]}}}{{\partial {self.names[node.index]}}}"
        if node.operation not in SPELLINGS:
            return self.mixed(node, place, arrives, share, symbols)
        pattern = SPELLINGS[node.operation].slopes[place]
        slope = fill(pattern, symbols)
        inputs = [self.graph.nodes[parent].value for parent in node.parents]
        with np.errstate(all="ignore"):
            slope_value = np.asarray(OPERATIONS[node.operation].slopes(node.value, *inputs)[place], node.value.dtype)
        times = r"\odot" if node.value.ndim else r"\cdot"
        axes = stretched_axes(inputs[place].shape, node.value.shape)
        total = rf"\textstyle\sum_{{\mathrm{{axes}}\,{','.join(map(str, axes))}}} " if axes else ""
        multiplied = fill(f"<a> {times} <b>", {"a": tex.array(arrives), "b": tex.array(slope_value)})
        text = f"{array_text(arrives)} × {array_text(slope_value)} = {array_text(share)}"
        return ProductLine(
            slope=slope, slope_numbers=fill(pattern, numbers), slope_value=slope_value,
            product=f"{total}{symbols['g']} {times} {_factor(slope)}",
            product_numbers=f"{total}{multiplied} = {tex.array(share)}",
            text=f"Σ {text}" if axes else text, summed_axes=axes,
        )  # fmt: skip

    def mixed(self, node: GraphNode, place: int, arrives: Array, share: Array, symbols: dict[str, str]) -> ProductLine:
        """The line of an operation that mixes elements; a matrix product with its matrices written out.

        arrives: in the shape of the node; share: in the shape of the input.
        """
        dot = node.operation == "matmul" and node.value.ndim == 0
        ratio = self.graph.nodes[node.parents[0]].value.size // node.value.size
        patterns = INNER_SHARES if dot else MIXING_SPELLINGS[node.operation].shares
        pattern = with_options(patterns[place], node.tensor.options, ratio)
        product, slope = fill(pattern, symbols), fill(pattern, symbols | {"g": r"\delta"})
        written = rf"{fill(pattern, {**symbols, 'g': tex.array(arrives)})} = {tex.array(share)}"
        if node.operation == "matmul":
            left, right, gradient = self.as_matrices(node, arrives)
            factors = (gradient, right.T) if place == 0 else (left.T, gradient)
            shaped = np.reshape(share, left.shape if place == 0 else right.shape)
            written = r"\,".join(map(tex.array, factors)) + f" = {tex.array(shaped)}"
        return ProductLine(
            slope=slope, slope_numbers="", slope_value=None, product=product, product_numbers=written,
            text=f"= {array_text(share)}", summed_axes=(),
        )  # fmt: skip


def _factor(latex: str) -> str:
    """A factor of a product, in brackets where it is a sum or starts with a sign."""
    needs = latex.startswith("-") or " + " in latex or " - " in latex.partition(r"\cdot")[0]
    return rf"\left({latex}\right)" if needs else latex
