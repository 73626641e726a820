"""A kernel over a whole photograph: presets, Gaussians of any width, and kernels of one's own."""

import base64
import io
import math
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.data.pictures import picture_file
from core.networks.convolution.grid import SOBEL_X, Weight
from core.networks.convolution.presets import EMBOSS, IDENTITY, LAPLACE, SHARPEN, SOBEL_Y
from core.params import Interval, Shape, Step, config

BLOCK = 16  # rows that are computed together; so they stay in the processor's cache
ROUNDING = 1e-9  # of the largest weight


@config
class PhotographConfig:
    """The photograph, the kernel, how often it is applied, and how the response is shown."""

    picture: Literal["coffee", "chelsea", "coins", "astronaut", "horse", "own"] = "chelsea"
    filter: Literal[
        "sobel_x", "sobel_y", "gaussian", "box", "motion", "sharpen", "laplace", "emboss", "identity", "own"
    ] = "sobel_x"  # fmt: skip
    sigma: Annotated[float, Interval(ge=0.3, le=5), Step(0.1)] = 2.0
    side: Annotated[int, Interval(ge=1, le=21)] = 7
    own_kernel: Annotated[tuple[tuple[Weight, ...], ...], Shape(rows=(1, 7), columns=(1, 7))] = IDENTITY
    passes: Annotated[int, Interval(ge=1, le=4)] = 1
    shown_as: Literal["fitting", "zero_gray", "clipped", "size"] = "fitting"


@dataclass(frozen=True)
class Response:
    """A kernel (k, l) over a picture: values (height, width) or (height, width, 3) float32, not cut to 0 to 255.

    separable: whether it is computed as a column and then a row. multiplications: per pixel and channel, of all passes.
    """

    kernel: np.ndarray
    values: np.ndarray
    separable: bool
    passes: int
    multiplications: int


def filter_kernel(config: PhotographConfig) -> np.ndarray:
    """The kernel (k, l) of the settings, odd on both sides but for one's own."""
    fixed = {"sobel_x": SOBEL_X, "sobel_y": SOBEL_Y, "sharpen": SHARPEN, "laplace": LAPLACE, "emboss": EMBOSS,
             "identity": IDENTITY, "own": config.own_kernel}  # fmt: skip
    if config.filter == "gaussian":
        return gaussian_kernel(config.sigma)
    if config.filter == "box":
        return np.full((config.side, config.side), 1 / config.side**2)
    if config.filter == "motion":
        return np.full((1, config.side), 1 / config.side)
    return np.array(fixed[config.filter])


def gaussian_kernel(sigma: float) -> np.ndarray:
    """A Gaussian (k, k) that sums to one; it ends at three standard deviations, rounded up."""
    far = math.ceil(3 * sigma)
    row = np.exp(-0.5 * (np.arange(-far, far + 1) / sigma) ** 2)
    row /= row.sum()
    return np.outer(row, row)


def filter_photograph(pixels: np.ndarray, kernel: np.ndarray, passes: int) -> Response:
    """A kernel (k, l) over gray values (height, width) or colors (height, width, 3), so many times.

    Each channel by itself; edge pixels are repeated outward, so that the size stays.
    """
    steps = kernel_steps(kernel)
    values = pixels.astype(np.float32)
    for _ in range(passes):
        for step in steps:
            values = correlate_same(values, step)
    count = sum(int(np.count_nonzero(step)) for step in steps)
    return Response(
        kernel=kernel, values=values, separable=len(steps) > 1, passes=passes, multiplications=passes * count
    )  # fmt: skip


def kernel_steps(kernel: np.ndarray) -> list[np.ndarray]:
    """The column (k, 1) and the row (1, l) whose product a kernel (k, l) is, where they multiply less; else itself."""
    a, b = np.unravel_index(int(np.abs(kernel).argmax()), kernel.shape)  # the largest weight
    if kernel[a, b] == 0:
        return [kernel]
    column, row = kernel[:, [b]], kernel[[a], :] / kernel[a, b]
    product = np.abs(column * row - kernel).max() <= ROUNDING * abs(kernel[a, b])
    fewer = np.count_nonzero(column) + np.count_nonzero(row) < np.count_nonzero(kernel)
    return [column, row] if product and fewer else [kernel]


def correlate_same(values: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Sums of products of a kernel (k, l) with values (height, width) or (height, width, channels) float32.

    One weight at a time: the whole block, moved, times that weight. Edges are repeated outward.
    """
    (rows, columns), (height, width) = kernel.shape, values.shape[:2]
    channels = values.shape[2] if values.ndim == 3 else 1
    around = ((rows - 1) // 2, rows // 2), ((columns - 1) // 2, columns // 2), *((0, 0),) * (values.ndim - 2)
    padded = np.pad(values, around, mode="edge").reshape(height + rows - 1, -1)
    total = np.empty((height, width * channels), dtype=np.float32)
    product = np.empty((BLOCK, width * channels), dtype=np.float32)
    weights = [(a, b, np.float32(w)) for (a, b), w in np.ndenumerate(kernel) if w != 0]
    for top in range(0, height, BLOCK):
        block = total[top : top + BLOCK]
        block[:] = 0
        for a, b, w in weights:
            moved = padded[top + a : top + a + len(block), b * channels : (b + width) * channels]
            block += np.multiply(moved, w, out=product[: len(block)])
    return total.reshape(values.shape)


def fitting_view(kernel: np.ndarray) -> str:
    """How the response to a kernel (k, l) is best seen: weights that sum to 0 answer with both signs."""
    return "zero_gray" if abs(kernel.sum()) <= 1e-9 * max(1.0, float(np.abs(kernel).sum())) else "clipped"


def contrast_limit(values: np.ndarray) -> float:
    """The size that 99.5 % of the responses (height, width, …) do not exceed; at least 1, for flat ones."""
    return max(float(np.quantile(np.abs(values[::3, ::3]), 0.995)), 1.0)


def shown_pixels(values: np.ndarray, shown_as: str) -> np.ndarray:
    """A response as pixels uint8 of the same shape: cut to 0 to 255, or with 0 in middle gray, or its size alone."""
    if shown_as == "clipped":
        scaled: np.ndarray = values
    elif shown_as == "size":
        scaled = np.abs(values) * np.float32(255 / contrast_limit(values))
    else:
        scaled = 128 + values * np.float32(127 / contrast_limit(values))
    shown: np.ndarray = np.clip(np.rint(scaled), 0, 255).astype(np.uint8)
    return shown


def response_numbers(values: np.ndarray) -> dict[str, float]:
    """Mean, least and largest of a response of any shape, and the share outside 0 to 255 even when rounded."""
    outside = float(np.mean((values < -0.5) | (values > 255.5)))  # what 8 bits cannot hold
    return {
        "mean": round(float(values.mean(dtype=np.float64)), 3), "least": round(float(values.min()), 2),
        "largest": round(float(values.max()), 2), "outside": round(outside, 4),
    }  # fmt: skip


def photograph_numbers(text: str, kernel: np.ndarray, passes: int) -> dict[str, float]:
    """The numbers of the response of a picture, given as text, to a kernel (k, l)."""
    return response_numbers(filter_photograph(picture_of_text(text), kernel, passes).values)


def photograph_in_torch(text: str, kernel: np.ndarray, passes: int) -> dict[str, float]:
    """The same by `torch.nn.functional.conv2d` with a kernel (k, l), the channels as a batch."""
    import torch
    from torch.nn import functional

    pixels = picture_of_text(text).astype(np.float32)
    x = torch.from_numpy(np.atleast_3d(pixels)).permute(2, 0, 1)[:, None]  # (channels, 1, height, width)
    w = torch.from_numpy(kernel.astype(np.float32))[None, None]
    rows, columns = kernel.shape
    around = ((columns - 1) // 2, columns // 2, (rows - 1) // 2, rows // 2)
    for _ in range(passes):
        x = functional.conv2d(functional.pad(x, around, mode="replicate"), w)
    return response_numbers(x.numpy())


def text_of_picture(pixels: np.ndarray) -> str:
    """Pixels (m, n) or (m, n, 3) uint8 as a PNG file in base64, without loss."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def picture_of_text(text: str) -> np.ndarray:
    """The pixels (m, n) or (m, n, 3) uint8 of an image file in base64."""
    from PIL import Image

    with Image.open(io.BytesIO(base64.b64decode(text))) as image:
        return np.array(image)


def built_in_text(name: str) -> str:
    """The file of a built-in picture in base64."""
    return base64.b64encode(picture_file(name)).decode()
