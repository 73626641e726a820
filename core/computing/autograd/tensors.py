"""The engine for arrays: the same table, element by element, and the operations that only arrays have.

Two things are new. Where an operation stretched a value to a larger shape, its gradient is added up over the copies.
And operations that mix elements say directly what each input gets, in place of a slope for every pair of elements.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from core.computing.autograd.engine import OPERATIONS, Value, symbol

Array = Any  # a float32 or float64 array


def unbroadcast(gradient: Array, shape: tuple[int, ...]) -> Array:
    """The gradient of a value of `shape` that was stretched: added up over every axis along which it was repeated."""
    gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))
    return gradient.sum(axis=tuple(k for k, size in enumerate(shape) if size == 1), keepdims=True)


def spread(reduced: Array, shape: tuple[int, ...], axis: int | None, keepdims: bool) -> Array:
    """What a reduction along `axis` made of an array of `shape`, repeated to that shape again."""
    if axis is not None and not keepdims:
        reduced = np.expand_dims(reduced, axis)
    return np.broadcast_to(reduced, shape)


def share_of_extreme(g: Array, v: Array, a: Array, axis: int | None, keepdims: bool) -> Array:
    """All of the gradient to the largest (smallest) element; equal ones share it. The share is in the shape of a."""
    chosen = a == spread(v, a.shape, axis, keepdims)
    return spread(g, a.shape, axis, keepdims) * chosen / chosen.sum(axis=axis, keepdims=True, dtype=a.dtype)


def matmul_shares(g: Array, a: Array, b: Array) -> tuple[Array, Array]:
    """∂L/∂A = G Bᵀ and ∂L/∂B = Aᵀ G; a vector is a matrix of one row (left) or one column (right).

    a: (…, n, m) or (m,); b: (…, m, k) or (m,); g: in the shape of a @ b.
    """
    rows = a if a.ndim > 1 else a[None, :]
    columns = b if b.ndim > 1 else b[:, None]
    stack = np.broadcast_shapes(rows.shape[:-2], columns.shape[:-2])
    g = g.reshape((*stack, rows.shape[-2], columns.shape[-1]))
    to_a = unbroadcast(g @ columns.mT, rows.shape)
    to_b = unbroadcast(rows.mT @ g, columns.shape)
    return to_a.reshape(a.shape), to_b.reshape(b.shape)


def exponentials(a: Array, axis: int) -> Array:
    """e^a divided by its sum along `axis`, in the shape of a; shifted by the maximum, so that nothing overflows."""
    e = np.exp(a - a.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def placed(g: Array, a: Array, at: Any) -> Array:
    """Zeros in the shape of `a`, but the gradient where the index `at` has read."""
    gradient = np.zeros_like(a)
    gradient[at] = g
    return gradient


class Mixing(NamedTuple):
    """An operation that mixes elements and, beside it, what each input gets of a gradient.

    `shares` is given that gradient g, the value v, both of one shape, and the inputs of any shape, and gives each a
    share of its own shape.
    """

    value: Callable[..., Array]
    shares: Callable[..., tuple[Array, ...]]


MIXING: dict[str, Mixing] = {
    "matmul": Mixing(np.matmul, lambda g, v, a, b: matmul_shares(g, a, b)),
    "transpose": Mixing(lambda a: a.T, lambda g, v, a: (g.T,)),
    "index": Mixing(lambda a, at: a[at], lambda g, v, a, at: (placed(g, a, at),)),
    "sum": Mixing(np.sum, lambda g, v, a, axis, keepdims: (spread(g, a.shape, axis, keepdims),)),
    "mean": Mixing(np.mean, lambda g, v, a, axis, keepdims: (spread(g, a.shape, axis, keepdims) * v.size / a.size,)),
    "max": Mixing(np.max, lambda g, v, a, axis, keepdims: (share_of_extreme(g, v, a, axis, keepdims),)),
    "min": Mixing(np.min, lambda g, v, a, axis, keepdims: (share_of_extreme(g, v, a, axis, keepdims),)),
    "softmax": Mixing(exponentials, lambda g, v, a, axis: (v * (g - (g * v).sum(axis, keepdims=True)),)),
}


def reduction(operation: str) -> Callable[..., "Tensor"]:
    """The method of a reduction along one axis, or of all elements."""
    return lambda self, axis=None, keepdims=False: self.of(operation, self, axis=axis, keepdims=keepdims)


class Tensor(Value):
    """An array of numbers of any shape in the graph; float64 unless it is made of a float32 array."""

    def __init__(self, value: Any, operation: str = "", parents: tuple[Value, ...] = (), **options: Any) -> None:
        super().__init__(0.0, operation, parents)
        dtype = parents[0].value.dtype if parents else getattr(value, "dtype", np.dtype(np.float64))
        self.value = np.asarray(value, dtype)
        self.options = options

    @classmethod
    def of(cls, operation: str, *inputs: Any, **options: Any) -> "Tensor":
        """A new tensor, made by an operation; plain numbers among the inputs become constants."""
        dtype = next((x.value.dtype for x in inputs if isinstance(x, Value)), np.float64)
        parents = tuple(x if isinstance(x, Value) else cls(np.asarray(x, dtype)) for x in inputs)
        table = MIXING if operation in MIXING else OPERATIONS
        with np.errstate(all="ignore"):
            value = table[operation].value(*(parent.value for parent in parents), **options)
        return cls(value, operation, parents, **options)

    def passed_on(self) -> list[Array]:
        """The chain rule: what each parent gets of the gradient that arrived, in the shape of the parent."""
        inputs = [parent.value for parent in self.parents]
        if self.operation in MIXING:
            return list(MIXING[self.operation].shares(self.gradient, self.value, *inputs, **self.options))
        shape, dtype = self.value.shape, self.value.dtype
        return [
            None if product is None else unbroadcast(np.broadcast_to(product, shape), x.shape).astype(dtype)
            for product, x in zip(super().passed_on(), inputs, strict=True)
        ]

    sum, mean, max, min = map(reduction, ("sum", "mean", "max", "min"))
    __matmul__, __rmatmul__ = symbol("matmul"), symbol("matmul", swapped=True)

    def __getitem__(self, at: Any) -> "Tensor":
        return self.of("index", self, at=at)

    @property
    def T(self) -> "Tensor":
        """Rows and columns exchanged."""
        return self.of("transpose", self)


def softmax(a: Tensor, axis: int = -1) -> Tensor:
    """Exponentials divided by their sum along an axis."""
    return Tensor.of("softmax", a, axis=axis)


exp, log, sqrt, sin, cos = (partial(Tensor.of, name) for name in ("exp", "log", "sqrt", "sin", "cos"))
tanh, sigmoid, softplus, relu = (partial(Tensor.of, name) for name in ("tanh", "sigmoid", "softplus", "relu"))
maximum, minimum, where, detach = (partial(Tensor.of, name) for name in ("maximum", "minimum", "where", "detach"))
