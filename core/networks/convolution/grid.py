"""A kernel over a small grid: every window, every sum, and the same as one product with a large matrix."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.networks.convolution.sliding import (
    NUMPY_BORDERS,
    TORCH_BORDERS,
    check_border,
    output_length,
    reach,
    same_padding,
)
from core.params import Interval, Shape, Step, config
from core.refusal import Refusal

Pixel = Annotated[float, Interval(ge=-99, le=99), Step(1)]
Weight = Annotated[float, Interval(ge=-99, le=99), Step(1)]
Border = Literal["zeros", "reflect", "replicate", "circular"]

RAMP = tuple(tuple(float(column) for column in range(7)) for _ in range(7))
EDGE = (
    (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 9.0),
    (0.0, 0.0, 0.0, 0.0, 0.0, 9.0, 9.0),
    (0.0, 0.0, 0.0, 0.0, 9.0, 9.0, 9.0),
    (0.0, 0.0, 0.0, 9.0, 9.0, 9.0, 9.0),
    (0.0, 0.0, 9.0, 9.0, 9.0, 9.0, 9.0),
    (0.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0),
)
SOBEL_X = ((-1.0, 0.0, 1.0), (-2.0, 0.0, 2.0), (-1.0, 0.0, 1.0))


@config
class GridImageConfig:
    """The numbers under the window."""

    image: Annotated[tuple[tuple[Pixel, ...], ...], Shape(rows=(1, 12), columns=(1, 12))] = EDGE


@config
class GridConfig:
    """The kernel, and how it goes over the grid."""

    kernel: Annotated[tuple[tuple[Weight, ...], ...], Shape(rows=(1, 7), columns=(1, 7))] = SOBEL_X
    stride: Annotated[int, Interval(ge=1, le=4)] = 1
    padding: Annotated[int, Interval(ge=0, le=4)] = 0
    dilation: Annotated[int, Interval(ge=1, le=4)] = 1
    same: bool = False
    border: Border = "zeros"
    operation: Literal["correlation", "convolution"] = "correlation"


@config
class GridCell:
    """The output cell that is looked at."""

    row: Annotated[int, Interval(ge=0, le=19)] = 2
    column: Annotated[int, Interval(ge=0, le=19)] = 2


@dataclass(frozen=True)
class GridConvolution:
    """A kernel over a grid.

    image (h, w); padded (H, W); sources (H, W): the flat place in the image that each padded cell repeats, -1 where a
    zero was added; window (k, l): the weights as they slide, turned for a convolution; output (m, n); before, after:
    rows and columns added; turned: whether the weights stand by 180° otherwise than in the settings.
    """

    image: np.ndarray
    padded: np.ndarray
    sources: np.ndarray
    window: np.ndarray
    output: np.ndarray
    before: tuple[int, int]
    after: tuple[int, int]
    stride: int
    dilation: int
    turned: bool

    @property
    def reaches(self) -> tuple[int, int]:
        """Rows and columns from the first to the last weight."""
        return reach(self.window.shape[0], self.dilation), reach(self.window.shape[1], self.dilation)

    @property
    def dropped(self) -> tuple[int, int]:
        """Rows below and columns to the right that no window reaches."""
        sizes = zip(self.padded.shape, self.reaches, strict=True)
        down, right = ((cells - far) % self.stride for cells, far in sizes)
        return down, right


@dataclass(frozen=True)
class ConvolutionMatrix:
    """A convolution as one matrix for the image as a column: y = W x.

    weights (m n, h w); places (m n, h w): which weight of the window stands there, counted row by row, -1 for none and
    k l where several weights fall on one pixel.
    """

    weights: np.ndarray
    places: np.ndarray


@dataclass(frozen=True)
class WindowSum:
    """One output cell: rows (k,) and columns (l,) of the padded grid, pixels (k, l), products (k, l) and their sum."""

    row: int
    column: int
    rows: np.ndarray
    columns: np.ndarray
    pixels: np.ndarray
    products: np.ndarray
    total: float


def convolve_grid(image: GridImageConfig, config: GridConfig) -> GridConvolution:
    """The output (m, n) of a kernel over a grid: a product with every window; Refusal where no window fits."""
    x, w = np.array(image.image), np.array(config.kernel)
    if config.same and config.stride > 1:
        raise Refusal("same_stride", stride=config.stride)
    pads = [same_padding(k, config.dilation) if config.same else (config.padding, config.padding) for k in w.shape]
    for size, pad in zip(x.shape, pads, strict=True):
        check_border(config.border, max(pad), size)
    cells = [size + sum(pad) for size, pad in zip(x.shape, pads, strict=True)]
    for axis, size, k in zip(("rows", "columns"), cells, w.shape, strict=True):
        output_length(size, k, config.stride, config.dilation, axis)
    sources = pad_places(x.shape, pads, config.border)
    padded = np.where(sources < 0, 0.0, x.ravel()[sources])
    window = w[::-1, ::-1] if config.operation == "convolution" else w
    return GridConvolution(
        image=x, padded=padded, sources=sources, window=window,
        output=correlate_valid(padded, window, config.stride, config.dilation), before=(pads[0][0], pads[1][0]),
        after=(pads[0][1], pads[1][1]), stride=config.stride, dilation=config.dilation,
        turned=config.operation == "convolution",
    )  # fmt: skip


def pad_places(shape: tuple[int, ...], pads: list[tuple[int, int]], border: str) -> np.ndarray:
    """For each cell of a padded grid (H, W) the flat place in a grid of a `shape` (h, w); -1 for added zeros."""
    places = np.arange(np.prod(shape)).reshape(shape)
    if border == "zeros":
        return np.pad(places, pads, mode="constant", constant_values=-1)
    return np.pad(places, pads, mode=NUMPY_BORDERS[border])  # type: ignore[call-overload, no-any-return]


def correlate_valid(padded: np.ndarray, window: np.ndarray, stride: int, dilation: int) -> np.ndarray:
    """Sums of products (m, n) of a window (k, l) with every place of it in a grid (H, W).

    y[i, j] = sum over a, b of w[a, b] x[s i + d a, s j + d b].
    """
    far = reach(window.shape[0], dilation), reach(window.shape[1], dilation)
    patches = np.lib.stride_tricks.sliding_window_view(padded, far)[::stride, ::stride, ::dilation, ::dilation]
    sums: np.ndarray = np.einsum("mnkl,kl->mn", patches, window)  # patches (m, n, k, l)
    return sums


def convolution_matrix(found: GridConvolution) -> ConvolutionMatrix:
    """The matrix (m n, h w) of a convolution; one row for each output cell, the same weights in every row."""
    (m, n), several = found.output.shape, found.window.size
    weights = np.zeros((m * n, found.image.size))
    places = np.full(weights.shape, -1)
    for place, (a, b) in enumerate(np.ndindex(*found.window.shape)):
        rows = found.stride * np.arange(m) + found.dilation * a
        columns = found.stride * np.arange(n) + found.dilation * b
        pixels = found.sources[np.ix_(rows, columns)].ravel()  # (m n,)
        inside = np.flatnonzero(pixels >= 0)
        weights[inside, pixels[inside]] += found.window[a, b]
        taken = places[inside, pixels[inside]] >= 0
        places[inside, pixels[inside]] = np.where(taken, several, place)
    return ConvolutionMatrix(weights, places)


def matrix_of(image: GridImageConfig, config: GridConfig) -> ConvolutionMatrix:
    """The matrix (m n, h w) of a kernel over a grid."""
    return convolution_matrix(convolve_grid(image, config))


def window_sum(found: GridConvolution, row: int, column: int) -> WindowSum:
    """The pixels under the window of an output cell, their products and the sum; beyond the last cell, the last."""
    row, column = min(row, found.output.shape[0] - 1), min(column, found.output.shape[1] - 1)
    rows = found.stride * row + found.dilation * np.arange(found.window.shape[0])
    columns = found.stride * column + found.dilation * np.arange(found.window.shape[1])
    pixels = found.padded[np.ix_(rows, columns)]
    products = found.window * pixels
    return WindowSum(
        row=row, column=column, rows=rows, columns=columns, pixels=pixels, products=products,
        total=float(products.sum()),
    )  # fmt: skip


def grid_numbers(image: GridImageConfig, config: GridConfig) -> dict[str, object]:
    """The output (m, n), and how far the product with the matrix is from it."""
    found = convolve_grid(image, config)
    product = convolution_matrix(found).weights @ found.image.ravel()
    apart = float(np.abs(product - found.output.ravel()).max())
    return {"output": found.output, "equal": bool(apart <= 1e-9 * max(1.0, float(np.abs(product).max())))}


def grid_in_torch(image: GridImageConfig, config: GridConfig) -> dict[str, object]:
    """The output (m, n) of `torch.nn.functional.conv2d`, which does not turn the kernel."""
    import torch
    from torch.nn import functional

    x = torch.tensor(image.image, dtype=torch.float64)[None, None]  # (batch, channels, height, width)
    w = torch.tensor(config.kernel, dtype=torch.float64)[None, None]
    if config.operation == "convolution":
        w = w.flip(-1, -2)
    (top, bottom), (left, right) = (
        same_padding(k, config.dilation) if config.same else (config.padding, config.padding) for k in w.shape[-2:]
    )
    x = functional.pad(x, (left, right, top, bottom), mode=TORCH_BORDERS[config.border])
    return {"output": functional.conv2d(x, w, stride=config.stride, dilation=config.dilation)[0, 0].numpy()}
