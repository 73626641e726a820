"""The matrix product, and stacks of matrices multiplied pair by pair."""

import itertools
import math
from typing import Annotated

import numpy as np

from core.computing.tensors.arrays import check_cells, shape_of
from core.computing.tensors.broadcasting import broadcast_shape, stretched_strides
from core.computing.tensors.einsum import Product, Term, explained, integers
from core.computing.tensors.layout import offset_of
from core.params import Interval, Len, config
from core.refusal import Refusal


@config
class MatmulConfig:
    """Two stacks of matrices, and the cell of the product that is looked at (counted flat, modulo their number)."""

    stack_a: Annotated[str, Len(max_length=40)] = "3, 4"
    stack_b: Annotated[str, Len(max_length=40)] = "4, 2"
    cell: Annotated[int, Interval(ge=0, le=511)] = 17
    seed: Annotated[int, Interval(ge=0, le=999)] = 0


def matmul_operands(matmul_config: MatmulConfig) -> tuple[np.ndarray, np.ndarray, tuple[int, ...]]:
    """The two arrays and the shape of the stack; Refusal where they cannot be multiplied."""
    shape_a, shape_b = shape_of(matmul_config.stack_a), shape_of(matmul_config.stack_b)
    if len(shape_a) < 2 or len(shape_b) < 2:
        got = min(len(shape_a), len(shape_b))
        raise Refusal("matmul_axes", got=got)
    if shape_a[-1] != shape_b[-2]:
        raise Refusal("matmul_inner", columns=shape_a[-1], rows=shape_b[-2])
    batch = broadcast_shape(shape_a[:-2], shape_b[:-2])
    if batch is None:
        raise Refusal("matmul_batch", a=list(shape_a[:-2]), b=list(shape_b[:-2]))
    check_cells([*batch, shape_a[-2], shape_b[-1]])
    generator = np.random.default_rng(matmul_config.seed)
    return integers(shape_a, generator), integers(shape_b, generator), batch


def matmul_by_hand(matmul_config: MatmulConfig) -> dict[str, object]:
    """Cell by cell: row i of a times column j of b, for every matrix of the stack."""
    a, b, batch = matmul_operands(matmul_config)
    rows, inner, columns = a.shape[-2], a.shape[-1], b.shape[-1]
    stack_a = a.reshape(math.prod(a.shape[:-2]), rows, inner)
    stack_b = b.reshape(math.prod(b.shape[:-2]), inner, columns)
    strides_a = stretched_strides(a.shape[:-2], len(batch))
    strides_b = stretched_strides(b.shape[:-2], len(batch))
    values = []
    for place in itertools.product(*map(range, batch)):
        left, right = stack_a[offset_of(place, strides_a)], stack_b[offset_of(place, strides_b)]
        for i, j in itertools.product(range(rows), range(columns)):
            values.append(sum(int(left[i, k]) * int(right[k, j]) for k in range(inner)))
    return {"shape": [*batch, rows, columns], "values": values}


def matmul_in_torch(matmul_config: MatmulConfig) -> dict[str, object]:
    """The same by PyTorch's `@`."""
    import torch

    a, b, _ = matmul_operands(matmul_config)
    result = torch.from_numpy(a) @ torch.from_numpy(b)
    return {"shape": list(result.shape), "values": result.flatten().tolist()}


def matmul(matmul_config: MatmulConfig) -> Product:
    """The product by NumPy, with one cell as row times column."""
    a, b, batch = matmul_operands(matmul_config)
    result = a @ b
    stack = "bcde"[: len(batch)]
    own_axes = [slice(len(batch) - (x.ndim - 2), None) for x in (a, b)]
    # The sum is written for the stretched stacks; an axis that an operand lacks has no letter there.
    wide = [np.broadcast_to(x, (*batch[axes], *x.shape[-2:])) for x, axes in zip((a, b), own_axes, strict=True)]
    inputs, output = [stack[own_axes[0]] + "ik", stack[own_axes[1]] + "kj"], f"{stack}ij"
    sizes = dict(zip(output, result.shape, strict=True)) | {"k": a.shape[-1]}
    found = explained(inputs, output, wide, sizes, result, cell=matmul_config.cell)
    own = tuple(
        Term(tuple(_own_cell(cell, x.shape) for cell, x in zip(term.cells, (a, b), strict=True)), term.factors)
        for term in found.terms
    )
    return Product((a, b), result, found.equation, found.latex, found.summed, found.cell, own)


def _own_cell(cell: tuple[int, ...], shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(0 if size == 1 else i for i, size in zip(cell, shape, strict=True))
