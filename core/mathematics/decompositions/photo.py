"""A photograph as a matrix of gray values, and what is left of it at rank k."""

import base64
import io
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.data.pictures import load_picture
from core.params import Interval, Log, config

LONGEST_SIDE = 640  # pixels, of a picture of one's own
FLOAT_BYTES = 4  # of a number of the factors, in float32


@config
class PhotoConfig:
    """The picture, the rank, whether its mean is taken out first, and what is shown beside it."""

    picture: Literal["china", "flower", "astronaut", "coffee", "coins", "own"] = "china"
    k: Annotated[int, Interval(ge=1, le=640), Log()] = 10
    centered: bool = False
    view: Literal["rank", "layer", "missing"] = "rank"


@dataclass(frozen=True)
class PictureFactors:
    """A picture A (m, n) uint8, or A less its mean, as U diag(s) Vᵀ.

    u (m, r) and vt (r, n) float32, s (r,) float64 falling, r = min(m, n); mean: what was taken out, or 0.
    """

    pixels: np.ndarray
    u: np.ndarray
    s: np.ndarray
    vt: np.ndarray
    mean: float


@dataclass(frozen=True)
class RankK:
    """The best matrix of rank k for a picture, in numbers.

    energy: share of the sum of all σ² that the first k hold, NaN where all are 0; layer_energy: share of the k-th
    alone; error: relative, in the Frobenius norm; gray_levels: root mean square of what is missing. numbers, bytes: of
    the k layers as float32; raw_bytes: of the 8-bit picture. rank: how many σ are not 0 but for rounding.
    """

    k: int
    rank: int
    height: int
    width: int
    sigma: float
    energy: float
    layer_energy: float
    error: float
    gray_levels: float
    numbers: int
    bytes: int
    raw_bytes: int
    mean: float
    centered: bool


def gray_pixels(pixels: np.ndarray) -> np.ndarray:
    """Luminance (m, n) uint8 of a picture (m, n) or (m, n, 3): weights of ITU-R BT.601, rounded."""
    if pixels.ndim == 2:
        return pixels.astype(np.uint8)
    gray: np.ndarray = np.rint(pixels @ np.array([0.299, 0.587, 0.114])).astype(np.uint8)
    return gray


def factorize(pixels: np.ndarray, centered: bool) -> PictureFactors:
    """The singular value decomposition of gray values (m, n), less their mean where `centered`."""
    mean = float(pixels.mean()) if centered else 0.0
    u, s, vt = np.linalg.svd(pixels - mean, full_matrices=False)
    return PictureFactors(pixels=pixels, u=u.astype(np.float32), s=s, vt=vt.astype(np.float32), mean=mean)


def built_in_factors(name: str, centered: bool) -> PictureFactors:
    """The factors of a built-in picture."""
    return factorize(gray_pixels(load_picture(name).pixels), centered)


def rank_k(found: PictureFactors, k: int, centered: bool) -> RankK:
    """What the first k layers σ_i u_i v_iᵀ keep, and what they cost (Eckart and Young, 1936)."""
    return rank_k_of_spectrum(found.s, found.pixels.shape, found.mean, k, centered)


def rank_k_of_spectrum(s: np.ndarray, shape: tuple[int, ...], mean: float, k: int, centered: bool) -> RankK:
    """The numbers of rank k from the singular values s (r,) of a picture of a shape (m, n)."""
    m, n = shape[:2]
    k = min(k, len(s))
    rank = int((s > max(m, n) * np.finfo(float).eps * max(s[0], 255.0)).sum())
    squares = s[:rank] ** 2
    total, missing = squares.sum(), squares[k:].sum()
    share = 1 / total if total > 0 else float("nan")
    numbers = k * (m + n + 1) + int(centered)
    return RankK(
        k=k, rank=rank, height=m, width=n, sigma=float(s[k - 1]), energy=float(1 - missing * share),
        layer_energy=float(squares[k - 1 : k].sum() * share), error=float(np.sqrt(missing * share)),
        gray_levels=float(np.sqrt(missing / (m * n))), numbers=numbers, bytes=FLOAT_BYTES * numbers, raw_bytes=m * n,
        mean=mean, centered=centered,
    )  # fmt: skip


def rank_k_pixels(found: PictureFactors, k: int) -> np.ndarray:
    """Gray values (m, n) of the first k layers and the mean; not rounded, and not cut to 0 to 255."""
    k = min(k, len(found.s))
    pixels: np.ndarray = (found.u[:, :k] * found.s[:k].astype(np.float32)) @ found.vt[:k]
    return pixels + np.float32(found.mean)


def shown_pixels(found: PictureFactors, config: PhotoConfig) -> np.ndarray:
    """What stands beside the picture (m, n) uint8: the first k layers, what is missing, or layer k alone.

    Middle gray stands for 0 in the last two; a layer is scaled to full contrast.
    """
    if config.view == "layer":
        k = min(config.k, len(found.s)) - 1
        layer = np.outer(found.u[:, k] * np.float32(found.s[k]), found.vt[k])
        gray = 128 + 127 * layer / max(float(np.abs(layer).max()), 1e-3)
    elif config.view == "missing":
        gray = 128.0 + found.pixels - rank_k_pixels(found, config.k)
    else:
        gray = rank_k_pixels(found, config.k)
    return np.clip(np.rint(gray), 0, 255).astype(np.uint8)


def sample_picture(name: str) -> np.ndarray:
    """Gray values (427, 640) of one of scikit-learn's two photographs."""
    from sklearn.datasets import load_sample_image

    return gray_pixels(load_sample_image(f"{name}.jpg"))


def picture_of_text(text: str) -> np.ndarray:
    """Gray values (m, n) of a PNG file in base64."""
    from PIL import Image

    with Image.open(io.BytesIO(base64.b64decode(text))) as image:
        return np.array(image)


def text_of_picture(pixels: np.ndarray) -> str:
    """Gray values (m, n) uint8 as a PNG file in base64, without loss."""
    return encoded(pixels, "PNG")


def built_in_text(name: str) -> str:
    """A built-in picture in gray as a PNG file in base64."""
    return text_of_picture(gray_pixels(load_picture(name).pixels))


def encoded(pixels: np.ndarray, kind: str, **options: int) -> str:
    """Gray values (m, n) uint8 as a file of a kind that Pillow writes, in base64."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind, **options)
    return base64.b64encode(file.getvalue()).decode()


def photo_numbers(pixels: np.ndarray, k: int, centered: bool) -> dict[str, object]:
    """The numbers on the screen, for gray values (m, n)."""
    mean = float(pixels.mean()) if centered else 0.0
    s = np.linalg.svd(pixels - mean, compute_uv=False)
    found = rank_k_of_spectrum(s, pixels.shape, mean, k, centered)
    return {"energy": found.energy, "error": found.error, "gray_levels": found.gray_levels, "bytes": found.bytes}


def photo_numbers_by_scipy(pixels: np.ndarray, k: int, centered: bool) -> dict[str, object]:
    """The errors of the picture itself (m, n): the first k layers are added up and subtracted from it."""
    from scipy.linalg import svd

    a = pixels - (pixels.mean() if centered else 0.0)
    u, s, vt = svd(a, full_matrices=False)
    missing = a - (u[:, :k] * s[:k]) @ vt[:k]
    error = float(np.linalg.norm(missing) / np.linalg.norm(a))
    stored = sum(part.astype(np.float32).nbytes for part in (u[:, :k], s[:k], vt[:k]))
    gray_levels = float(np.sqrt((missing**2).mean()))
    return {"error": error, "gray_levels": gray_levels, "bytes": stored + FLOAT_BYTES * int(centered)}
