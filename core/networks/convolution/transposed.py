"""Transposed convolution: every input cell stamps the kernel into the output, and the stamps add up."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.params import Interval, config
from core.refusal import Refusal


@config
class TransposedConfig:
    """Sizes of input and kernel, and how far apart the stamps are."""

    up_input: Annotated[int, Interval(ge=1, le=8)] = 5
    up_kernel: Annotated[int, Interval(ge=1, le=6)] = 3
    up_stride: Annotated[int, Interval(ge=1, le=4)] = 2
    up_padding: Annotated[int, Interval(ge=0, le=5)] = 0
    up_extra: Annotated[int, Interval(ge=0, le=3)] = 0
    up_row: Annotated[int, Interval(ge=0, le=7)] = 1
    up_column: Annotated[int, Interval(ge=0, le=7)] = 2


@dataclass(frozen=True)
class Overlap:
    """How many stamps reach each cell of the output.

    line (o,): along one axis; counts (o, o): in the plane, the product of both; weights: for each output cell of one
    axis the numbers of the kernel's weights that reach it, in the order of the input cells.
    """

    length: int
    line: np.ndarray
    counts: np.ndarray
    weights: tuple[tuple[int, ...], ...]
    even: bool


def overlap(config: TransposedConfig) -> Overlap:
    """The stamps of a transposed convolution; Refusal where nothing is left or the extra cells reach the stride.

    o = (i - 1) s - 2 p + k + extra (Dumoulin and Visin 2016, relationship 14). Even: inside, all cells are reached
    equally often, which is so where s divides k (Odena, Dumoulin and Olah 2016).
    """
    n, k, s, p = config.up_input, config.up_kernel, config.up_stride, config.up_padding
    if config.up_extra >= s:
        raise Refusal("extra_stride", extra=config.up_extra, stride=s)
    length = (n - 1) * s - 2 * p + k + config.up_extra
    if length < 1:
        raise Refusal("up_empty", whole=(n - 1) * s + k, padding=p)
    weights = tuple(tuple(place + p - s * i for i in range(n) if 0 <= place + p - s * i < k) for place in range(length))
    line = np.array([len(here) for here in weights])
    return Overlap(length=length, line=line, counts=np.outer(line, line), weights=weights, even=k % s == 0)


def overlap_numbers(config: TransposedConfig) -> dict[str, object]:
    """Stamps that reach each cell (o, o), one after the other."""
    n, k, s, p = config.up_input, config.up_kernel, config.up_stride, config.up_padding
    whole = np.zeros(((n - 1) * s + k + config.up_extra,) * 2, dtype=int)
    for i in range(n):
        for j in range(n):
            whole[s * i : s * i + k, s * j : s * j + k] += 1  # the stamp of input cell (i, j)
    length = overlap(config).length
    return {"counts": whole[p : p + length, p : p + length]}


def overlap_in_torch(config: TransposedConfig) -> dict[str, object]:
    """The same (o, o) by `torch.nn.functional.conv_transpose2d` with ones alone."""
    import torch
    from torch.nn import functional

    x = torch.ones(1, 1, config.up_input, config.up_input, dtype=torch.float64)
    w = torch.ones(1, 1, config.up_kernel, config.up_kernel, dtype=torch.float64)
    y = functional.conv_transpose2d(
        x, w, stride=config.up_stride, padding=config.up_padding, output_padding=config.up_extra
    )
    return {"counts": y[0, 0].numpy().astype(int)}
