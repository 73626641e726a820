"""Pooling: of every window the largest value, or the mean; there is nothing to learn in it."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.networks.convolution.grid import GridImageConfig
from core.networks.convolution.sliding import output_length
from core.params import Interval, config
from core.refusal import Refusal


@config
class PoolingConfig:
    """What is taken of every window, how large it is, how it moves, and by how much the image is moved before."""

    pooling: Literal["max", "average"] = "max"
    pool_side: Annotated[int, Interval(ge=1, le=6)] = 2
    pool_stride: Annotated[int, Interval(ge=1, le=6)] = 2
    pool_padding: Annotated[int, Interval(ge=0, le=3)] = 0
    count_padding: bool = True
    moved_by: Annotated[int, Interval(ge=0, le=3)] = 0


@dataclass(frozen=True)
class PooledGrid:
    """Pooled windows of a grid.

    image (h, w), moved already; padded (H, W), with -inf around it for the maximum and 0 for the mean; output (m, n);
    largest (H, W): whether a cell is the (first) largest of a window; unmoved (m, n): the output of the image where it
    was.
    """

    image: np.ndarray
    padded: np.ndarray
    output: np.ndarray
    largest: np.ndarray
    unmoved: np.ndarray
    side: int
    stride: int
    padding: int

    @property
    def unchanged(self) -> int:
        """Output cells that are as they were before the image moved."""
        return int(np.isclose(self.output, self.unmoved, rtol=0, atol=1e-12).sum())


def moved_image(image: np.ndarray, by: int) -> np.ndarray:
    """A grid (h, w) moved to the right, zeros entering from the left."""
    moved = np.zeros_like(image)
    moved[:, by:] = image[:, : max(image.shape[1] - by, 0)]
    return moved


def pool_grid(image: GridImageConfig, config: PoolingConfig) -> PooledGrid:
    """The pooled windows of a grid; Refusal where none fits, or where a window could hold added cells alone."""
    x, side, padding = np.array(image.image), config.pool_side, config.pool_padding
    if 2 * padding > side:
        raise Refusal("pool_padding", padding=padding, side=side, limit=side // 2)
    for axis, size in zip(("rows", "columns"), x.shape, strict=True):
        output_length(size + 2 * padding, side, config.pool_stride, 1, axis)
    moved = moved_image(x, config.moved_by)
    padded, output = pool(moved, config)
    return PooledGrid(
        image=moved, padded=padded, output=output, largest=first_largest(padded, config), unmoved=pool(x, config)[1],
        side=side, stride=config.pool_stride, padding=padding,
    )  # fmt: skip


def pool(x: np.ndarray, config: PoolingConfig) -> tuple[np.ndarray, np.ndarray]:
    """The padded grid (H, W) and its pooled windows (m, n) of a grid (h, w)."""
    side, stride = config.pool_side, config.pool_stride
    around = -np.inf if config.pooling == "max" else 0.0
    padded = np.pad(x, config.pool_padding, constant_values=around)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (side, side))[::stride, ::stride]  # (m, n, side, side)
    if config.pooling == "max":
        return padded, windows.max(axis=(2, 3))
    real = np.pad(np.ones(x.shape), config.pool_padding)
    counts = np.lib.stride_tricks.sliding_window_view(real, (side, side))[::stride, ::stride].sum(axis=(2, 3))
    return padded, windows.sum(axis=(2, 3)) / (side**2 if config.count_padding else counts)


def first_largest(padded: np.ndarray, config: PoolingConfig) -> np.ndarray:
    """Which cells (H, W) are the first largest of a window: those that the gradient of max pooling reaches."""
    side, stride = config.pool_side, config.pool_stride
    found = np.zeros(padded.shape, dtype=bool)
    for top in range(0, padded.shape[0] - side + 1, stride):
        for left in range(0, padded.shape[1] - side + 1, stride):
            place = int(padded[top : top + side, left : left + side].argmax())
            found[top + place // side, left + place % side] = True
    return found


def pooling_numbers(image: GridImageConfig, config: PoolingConfig) -> dict[str, object]:
    """The output (m, n)."""
    return {"output": pool_grid(image, config).output}


def pooling_in_torch(image: GridImageConfig, config: PoolingConfig) -> dict[str, object]:
    """The output (m, n) of `torch.nn.functional`."""
    import torch
    from torch.nn import functional

    x = torch.from_numpy(moved_image(np.array(image.image), config.moved_by))[None, None]
    side, stride, padding = config.pool_side, config.pool_stride, config.pool_padding
    if config.pooling == "max":
        y = functional.max_pool2d(x, side, stride, padding)
    else:
        y = functional.avg_pool2d(x, side, stride, padding, count_include_pad=config.count_padding)
    return {"output": y[0, 0].numpy()}
