"""What stands between the pixels and the network: scaling, standardization, augmentation, and the order of an epoch."""

import math
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample

SHIFT = 2.5  # pixels
ANGLE = 15.0  # degrees
ZOOM = 0.15
ERASED = 0.3  # of the side
COUNTED_IMAGES = 2048  # images at a time
STEPS_OF_SEED = 1_000_003  # so far apart lie the seeds of two trainings


def pixel_statistics(images: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation of each channel, (channels,), of images (n, side, side, channels), from 0 to 1."""
    n = images[..., 0].numel()
    sums = squares = torch.zeros(images.shape[-1], dtype=torch.float64)
    for part in torch.split(images, COUNTED_IMAGES):
        sums = sums + part.double().sum(dim=(0, 1, 2))
        squares = squares + part.double().pow(2).sum(dim=(0, 1, 2))
    mean = sums / n
    deviation = (squares / n - mean**2).clamp(min=0).sqrt()
    return (mean / 255).float(), (deviation / 255).float().clamp(min=1e-3)


def network_inputs(images: Tensor, standardize: str, mean: Tensor, deviation: Tensor) -> Tensor:
    """Images uint8 (n, side, side, channels) as numbers (n, channels, side, side); mean, deviation (channels,).

    By the statistics of the whole set, by those of each image, or from 0 to 1 as they are.
    """
    x = images.permute(0, 3, 1, 2).float() / 255
    if standardize == "set":
        return (x - mean[:, None, None]) / deviation[:, None, None]
    if standardize == "image":
        own = x.std(dim=(1, 2, 3), keepdim=True, correction=0)
        return (x - x.mean(dim=(1, 2, 3), keepdim=True)) / own.clamp(min=1e-3)
    return x


def augmented(images: Tensor, kinds: Sequence[str], generator: torch.Generator) -> Tensor:
    """Images uint8 (n, side, side, channels), each changed by chance; the shape is kept.

    Shift, rotation and zoom are one affine map of the plane; what comes from outside is black.
    """
    n, side = images.shape[:2]
    if not kinds or n == 0:
        return images
    shift_x, shift_y, turn, zoom, mirror, left, top = torch.rand(7, n, generator=generator) * 2 - 1
    x = images.permute(0, 3, 1, 2).float()
    if set(kinds) & {"shift", "rotate", "zoom", "flip"}:
        angle = turn * (math.radians(ANGLE) if "rotate" in kinds else 0)
        scale = 1 + zoom * (ZOOM if "zoom" in kinds else 0)
        way = torch.where(mirror < 0, -1.0, 1.0) if "flip" in kinds else torch.ones(n)
        reach = 2 * SHIFT / side if "shift" in kinds else 0
        rows = torch.stack(
            [
                torch.stack([way * angle.cos() * scale, -angle.sin() * scale, shift_x * reach], dim=1),
                torch.stack([way * angle.sin() * scale, angle.cos() * scale, shift_y * reach], dim=1),
            ],
            dim=1,
        )  # fmt: skip  (n, 2, 3)
        x = grid_sample(x, affine_grid(rows, list(x.shape), align_corners=False), align_corners=False)
    if "erase" in kinds:
        x = x * _windows(left, top, side)
    return x.round().clamp(0, 255).to(torch.uint8).permute(0, 2, 3, 1)


def _windows(left: Tensor, top: Tensor, side: int) -> Tensor:
    """(n, 1, side, side): zeros in a square of each image, ones around it."""
    size = round(ERASED * side)
    first_x, first_y = (((one + 1) / 2 * (side - size)).long()[:, None] for one in (left, top))
    places = torch.arange(side)[None]
    inside_x = (places >= first_x) & (places < first_x + size)
    inside_y = (places >= first_y) & (places < first_y + size)
    return (~(inside_y[:, :, None] & inside_x[:, None, :])).float()[:, None]


def epoch_order(n: int, seed: int, epoch: int) -> Tensor:
    """The order in which an epoch goes through n images, (n,)."""
    return torch.randperm(n, generator=torch.Generator().manual_seed(STEPS_OF_SEED * seed + 2 * epoch + 1))


def step_generator(seed: int, step: int) -> torch.Generator:
    """The chance of one step: a training that goes on from a snapshot draws what it would have drawn."""
    return torch.Generator().manual_seed(STEPS_OF_SEED * seed + 2 * step)
