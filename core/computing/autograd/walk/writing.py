"""The steps of a trace written out: symbols, the same with numbers, and what comes out, in LaTeX and as text."""

from dataclasses import dataclass

import numpy as np

from core import tex
from core.computing.autograd.engine import OPERATIONS
from core.computing.autograd.formula.graph import Graph, GraphNode
from core.computing.autograd.walk.latex import array_latex, array_text, fill
from core.computing.autograd.walk.spelling import SPELLINGS, mixing_latex, mixing_share_latex

Array = np.ndarray


@dataclass(frozen=True)
class ForwardStep:
    """One operation in symbols (`v = tanh(z)`), with its numbers, and its value."""

    node: int
    symbols: str
    numbers: str
    value: str


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
        return tex.name(node.name) if node.name else array_latex(node.value)

    def parts(self, node: GraphNode) -> tuple[dict[str, str], dict[str, str]]:
        """What stands for `<a> <b> <c> <v>` in symbols and in numbers."""
        indices = dict(zip("abc", node.parents, strict=False)) | {"v": node.index}
        symbols = {key: self.names[k] for key, k in indices.items()}
        return symbols, {key: array_latex(self.graph.nodes[k].value) for key, k in indices.items()}

    def forward(self, node: GraphNode) -> ForwardStep:
        """How a node's value comes about."""
        symbols, numbers = self.parts(node)
        if node.operation in SPELLINGS:
            pattern = SPELLINGS[node.operation].latex
            if node.operation == "multiply" and node.value.ndim:
                pattern = r"<a> \odot <b>"
        else:
            pattern = mixing_latex(node.operation, node.tensor.options)
        value = array_latex(node.value)
        if node.operation == "matmul":
            left, right, value = (array_latex(x) for x in self.as_matrices(node, node.value))
            numbers |= {"a": left, "b": right}
        written = fill(pattern, numbers)
        return ForwardStep(node.index, f"{symbols['v']} = {fill(pattern, symbols)}", f"{written} = {value}", value)

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
        axes = _stretched_axes(inputs[place].shape, node.value.shape)
        total = rf"\textstyle\sum_{{\mathrm{{axes}}\,{','.join(map(str, axes))}}} " if axes else ""
        multiplied = fill(f"<a> {times} <b>", {"a": array_latex(arrives), "b": array_latex(slope_value)})
        text = f"{array_text(arrives)} × {array_text(slope_value)} = {array_text(share)}"
        return ProductLine(
            slope=slope, slope_numbers=fill(pattern, numbers), slope_value=slope_value,
            product=f"{total}{symbols['g']} {times} {_factor(slope)}",
            product_numbers=f"{total}{multiplied} = {array_latex(share)}",
            text=f"Σ {text}" if axes else text, summed_axes=axes,
        )  # fmt: skip

    def mixed(self, node: GraphNode, place: int, arrives: Array, share: Array, symbols: dict[str, str]) -> ProductLine:
        """The line of an operation that mixes elements; a matrix product with its matrices written out.

        arrives: in the shape of the node; share: in the shape of the input.
        """
        dot = node.operation == "matmul" and node.value.ndim == 0
        ratio = self.graph.nodes[node.parents[0]].value.size // node.value.size
        pattern = mixing_share_latex(node.operation, node.tensor.options, ratio, dot)[place]
        product, slope = fill(pattern, symbols), fill(pattern, symbols | {"g": r"\delta"})
        written = rf"{fill(pattern, {**symbols, 'g': array_latex(arrives)})} = {array_latex(share)}"
        if node.operation == "matmul":
            left, right, gradient = self.as_matrices(node, arrives)
            factors = (gradient, right.T) if place == 0 else (left.T, gradient)
            shaped = np.reshape(share, left.shape if place == 0 else right.shape)
            written = r"\,".join(map(array_latex, factors)) + f" = {array_latex(shaped)}"
        return ProductLine(
            slope=slope,
            slope_numbers="",
            slope_value=None,
            product=product,
            product_numbers=written,
            text=f"= {array_text(share)}",
            summed_axes=(),
        )


def _factor(latex: str) -> str:
    """A factor of a product, in brackets where it is a sum or starts with a sign."""
    needs = latex.startswith("-") or " + " in latex or " - " in latex.partition(r"\cdot")[0]
    return rf"\left({latex}\right)" if needs else latex


def _stretched_axes(small: tuple[int, ...], large: tuple[int, ...]) -> tuple[int, ...]:
    """The axes of the large shape along which a value of the small one was repeated."""
    missing = len(large) - len(small)
    repeated = (missing + k for k, size in enumerate(small) if size != large[missing + k])
    return (*range(missing), *repeated)
