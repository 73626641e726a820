"""The matrix product, and stacks of matrices multiplied pair by pair."""

from typing import Annotated

import numpy as np

from core.computing.tensors.arrays import check_cells, shape_of
from core.computing.tensors.broadcasting import broadcast_shape
from core.computing.tensors.einsum import Product, integers, product
from core.params import Interval, Len, config
from core.refusal import Refusal


@config
class MatmulConfig:
    """Two stacks of matrices."""

    stack_a: Annotated[str, Len(max_length=40)] = "3, 4"
    stack_b: Annotated[str, Len(max_length=40)] = "4, 2"
    matmul_seed: Annotated[int, Interval(ge=0, le=999)] = 0


def matmul_operands(matmul_config: MatmulConfig) -> tuple[np.ndarray, np.ndarray]:
    """The two arrays, (..., n, m) and (..., m, p); Refusal where they cannot be multiplied."""
    shape_a, shape_b = shape_of(matmul_config.stack_a), shape_of(matmul_config.stack_b)
    if len(shape_a) < 2 or len(shape_b) < 2:
        raise Refusal("matmul_axes", got=min(len(shape_a), len(shape_b)))
    if shape_a[-1] != shape_b[-2]:
        raise Refusal("matmul_inner", columns=shape_a[-1], rows=shape_b[-2])
    batch = broadcast_shape(shape_a[:-2], shape_b[:-2])
    if batch is None:
        raise Refusal("matmul_batch", a=list(shape_a[:-2]), b=list(shape_b[:-2]))
    check_cells([*batch, shape_a[-2], shape_b[-1]])
    generator = np.random.default_rng(matmul_config.matmul_seed)
    return integers(shape_a, generator), integers(shape_b, generator)


def matmul(matmul_config: MatmulConfig) -> Product:
    """Row times column for every cell: the einsum `ik,kj->ij`, with a letter for every axis of the stacks before it."""
    a, b = matmul_operands(matmul_config)
    batch = broadcast_shape(a.shape[:-2], b.shape[:-2]) or ()
    stack = "bcde"[: len(batch)]
    own = [stack[len(stack) - (x.ndim - 2) :] for x in (a, b)]
    return product([own[0] + "ik", own[1] + "kj"], f"{stack}ij", [a, b])


def matmul_in_torch(matmul_config: MatmulConfig) -> dict[str, object]:
    """The same by PyTorch's `@`."""
    import torch

    a, b = matmul_operands(matmul_config)
    result = torch.from_numpy(a) @ torch.from_numpy(b)
    return {"shape": tuple(result.shape), "values": result.tolist()}
