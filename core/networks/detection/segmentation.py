"""A small U-Net that gives every pixel a class, trained on discs and squares.

Ronneberger, Fischer and Brox (2015). Shapes: batches are (n, channels, height, width).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, interpolate, max_pool2d

from core.code_export import Made
from core.jobs.registry import register
from core.networks.detection.masks import MaskScores, mask_numbers, mask_scores
from core.networks.detection.settings import SegmentationConfig
from core.networks.detection.shapes import DISC, KINDS, SQUARE, ShapeImages, shape_images

BATCH = 16
HELD_OUT = 40
HELD_OUT_SEED = 10_000  # beyond every seed of a training
LOOK_STEPS = 10
WIDTH = 8  # channels of the first stage


@dataclass(frozen=True)
class UnetRun:
    """Losses so far (steps,); at each look its step (looks,), and the held-out masks (looks, 40, 32, 32) uint8."""

    losses: np.ndarray
    look_steps: np.ndarray
    masks: np.ndarray
    steps: int
    made: Made | None = None

    @property
    def share(self) -> float:
        """How much of the training is done."""
        return len(self.losses) / self.steps


class SmallUnet(nn.Module):
    """Two stages down, two up; without skips the way across carries zeros, so that the parameters are as many."""

    def __init__(self, skips: bool) -> None:
        super().__init__()
        self.skips = skips
        self.down1, self.down2 = _stage(1, WIDTH), _stage(WIDTH, 2 * WIDTH)
        self.bottom = _stage(2 * WIDTH, 4 * WIDTH)
        self.up2, self.up1 = _stage(6 * WIDTH, 2 * WIDTH), _stage(3 * WIDTH, WIDTH)
        self.last = nn.Conv2d(WIDTH, len(KINDS), 1)

    def forward(self, x: Tensor) -> Tensor:
        """Logits (n, 3, height, width) of images (n, 1, height, width)."""
        a = self.down1(x)
        b = self.down2(max_pool2d(a, 2))
        h = self.bottom(max_pool2d(b, 2))
        across = 1.0 if self.skips else 0.0
        h = self.up2(torch.cat([interpolate(h, scale_factor=2.0), across * b], dim=1))
        h = self.up1(torch.cat([interpolate(h, scale_factor=2.0), across * a], dim=1))
        logits: Tensor = self.last(h)
        return logits


def _stage(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
        nn.Conv2d(outputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
    )  # fmt: skip


@cache
def held_out() -> ShapeImages:
    """Forty images from which nothing is learned; read-only."""
    found = shape_images(HELD_OUT, np.random.default_rng(HELD_OUT_SEED))
    for array in vars(found).values():
        array.flags.writeable = False
    return found


def train_unet(config: SegmentationConfig) -> Iterator[UnetRun]:
    """Train by Adam on fresh images in every step; a snapshot of the held-out masks before it and every ten steps."""
    torch.set_num_threads(1)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(config.unet_seed)
        net = SmallUnet(config.skips)
    rng, judged = np.random.default_rng(config.unet_seed), held_out()
    rule = torch.optim.Adam(net.parameters(), config.unet_rate)
    losses: list[float] = []
    looks, masks = [0], [predicted_masks(net, judged.images)]
    yield UnetRun(np.array(losses), np.array(looks), np.stack(masks), config.unet_steps)
    for step in range(1, config.unet_steps + 1):
        batch = shape_images(BATCH, rng)
        net.train()
        loss = cross_entropy(net(torch.from_numpy(batch.images)[:, None]), torch.from_numpy(batch.masks).long())
        rule.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        rule.step()
        losses.append(loss.item())
        if step % LOOK_STEPS == 0:
            looks.append(step)
            masks.append(predicted_masks(net, judged.images))
            yield UnetRun(np.array(losses), np.array(looks), np.stack(masks), config.unet_steps)


def predicted_masks(net: nn.Module, images: np.ndarray) -> np.ndarray:
    """The most probable class of every pixel, uint8 (n, 32, 32), of images (n, 32, 32)."""
    net.eval()
    with torch.inference_mode():
        found: np.ndarray = net(torch.tensor(images)[:, None]).argmax(dim=1).numpy()
    return found.astype(np.uint8)


def untrained(config: SegmentationConfig) -> UnetRun:
    """The snapshot before the first step."""
    return next(iter(train_unet(config)))


def look_scores(run: UnetRun) -> list[MaskScores]:
    """The scores over all held-out images at every look."""
    true = held_out().masks
    return [mask_scores(masks, true) for masks in run.masks]


def background_share() -> float:
    """The pixel accuracy of who calls every held-out pixel background."""
    return float((held_out().masks == 0).mean())


def parameter_count() -> int:
    """Learnable numbers of the network."""
    return sum(part.numel() for part in SmallUnet(True).parameters())


def unet_numbers(config: SegmentationConfig, image: int) -> dict[str, float]:
    """Train, and score one held-out image."""
    *_, run = train_unet(config)
    return mask_numbers(run.masks[-1, image], held_out().masks[image])


def both_ious(scores: MaskScores) -> tuple[float, float]:
    """IoU of discs and of squares."""
    return float(scores.iou[DISC]), float(scores.iou[SQUARE])


register(train_unet, share=lambda run: run.share, points=lambda run: (len(run.losses), _last_loss(run)))


def _last_loss(run: UnetRun) -> dict[str, float]:
    return {"loss": float(run.losses[-1])} if len(run.losses) else {}
