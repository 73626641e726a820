"""What stands inside a classifier for one image: the maps of every layer, and Grad-CAM at each of them."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, softmax

from core.data.drawings import decode_digit
from core.networks.cnn.classifier import classifier, standardized
from core.networks.cnn.settings import CnnClassifierConfig, InputConfig
from core.practice.workbench.drawing import centered
from core.practice.workbench.images import ImageSet
from core.practice.workbench.networks import ResidualBlock
from core.practice.workbench.trained import Training


@dataclass(frozen=True)
class Stage:
    """A layer that puts out maps: its name as (kind, number), the maps (c, h, h), and Grad-CAM.

    `cam` (side, side) is Grad-CAM from 0 to 1, all zero where nothing speaks for the class; `weights` (c,) are the mean
    slopes of the class's logit along each map.
    """

    kind: str
    number: int
    maps: np.ndarray
    cam: np.ndarray
    weights: np.ndarray

    @property
    def dead(self) -> int:
        """Maps that are zero everywhere."""
        return int((self.maps.max(axis=(1, 2)) <= 0).sum())


@dataclass(frozen=True)
class Inside:
    """An image uint8 (side, side), the stages of a network for it, and the probabilities (k,)."""

    image: np.ndarray
    stages: tuple[Stage, ...]
    probabilities: np.ndarray
    target: int

    @property
    def guess(self) -> int:
        """The class with the highest probability."""
        return int(self.probabilities.argmax())


def chosen_image(images: ImageSet, config: InputConfig) -> tuple[np.ndarray, int]:
    """The image uint8 (side, side, channels) that goes in, and its class; -1 where it was drawn."""
    if config.source == "test":
        place = min(config.image, len(images.test_labels) - 1)
        return images.test_images[place], int(images.test_labels[place])
    return centered(decode_digit(config.drawing))[..., None], -1


def look_inside(
    config: CnnClassifierConfig, images: ImageSet, training: Training | None, pixels: np.ndarray, target: int
) -> Inside:
    """The maps of every stage and Grad-CAM for an image (side, side, channels); target -1 is the network's answer.

    Selvaraju et al. (2017), eqs. 1 and 2: the maps weighted by the mean slopes, without what speaks against the class.
    """
    net = classifier(config, images, training)
    x = standardized(images, pixels[None])
    found: list[tuple[str, int, Tensor]] = []
    numbers = {"conv": 0, "pool": 0, "block": 0}
    for layer in net:
        x = layer(x)
        kind = _kind(layer)
        if x.ndim == 4 and kind:
            numbers[kind] += 1
            found.append((kind, numbers[kind], x))
            x.requires_grad_() if x.is_leaf else x.retain_grad()
    probabilities = softmax(x[0].detach(), dim=0)
    goal = target if target >= 0 else int(probabilities.argmax())
    x[0, goal].backward()  # type: ignore[no-untyped-call]
    side = pixels.shape[0]
    stages = tuple(_stage(kind, number, maps, side) for kind, number, maps in found)
    return Inside(pixels[..., 0], stages, probabilities.double().numpy(), goal)


def _kind(layer: nn.Module) -> str:
    """What a layer that puts out maps is called; nothing for one whose output the next one changes in place."""
    if isinstance(layer, ResidualBlock):
        return "block"
    return {nn.ReLU: "conv", nn.MaxPool2d: "pool"}.get(type(layer), "")


def _stage(kind: str, number: int, maps: Tensor, side: int) -> Stage:
    """A stage with its Grad-CAM at the size of the image."""
    assert maps.grad is not None
    weights = maps.grad[0].mean(dim=(1, 2))
    cam = torch.relu((weights[:, None, None] * maps.detach()[0]).sum(dim=0))
    large = interpolate(cam[None, None], size=(side, side), mode="bilinear", align_corners=False)[0, 0]
    most = large.max()
    return Stage(
        kind=kind, number=number, maps=maps.detach()[0].numpy(), cam=(large / most if most > 0 else large).numpy(),
        weights=weights.numpy(),
    )  # fmt: skip


def first_filters(config: CnnClassifierConfig, images: ImageSet, training: Training | None) -> np.ndarray:
    """The kernels of the first convolution on its first channel, (filters, k, k)."""
    layer = classifier(config, images, training)[0]
    assert isinstance(layer, nn.Conv2d)
    return np.asarray(layer.weight.detach()[:, 0].double().numpy())


def first_layer(
    config: CnnClassifierConfig, images: ImageSet, training: Training | None, pixels: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """What the first convolution computes with: x (channels, side, side), weights, biases (filters,), padding."""
    layer = classifier(config, images, training)[0]
    assert isinstance(layer, nn.Conv2d)
    weight = layer.weight.detach().double()
    bias = torch.zeros(len(weight)) if layer.bias is None else layer.bias.detach()
    x = standardized(images, pixels[None])[0].double().numpy()
    return x, weight.numpy(), bias.double().numpy(), int(layer.padding[0])


def convolve(x: np.ndarray, weight: np.ndarray, bias: np.ndarray, padding: int) -> np.ndarray:
    """Maps (filters, h, w) of x (channels, side, side) with kernels (filters, channels, k, k) and biases (filters,)."""
    filters, _, k, _ = weight.shape
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    high, wide = padded.shape[1] - k + 1, padded.shape[2] - k + 1
    maps: np.ndarray = np.zeros((filters, high, wide)) + bias[:, None, None]
    for row in range(k):
        for column in range(k):
            window = padded[:, row : row + high, column : column + wide]  # (channels, high, wide)
            maps += np.tensordot(weight[:, :, row, column], window, axes=(1, 0))
    return maps


def first_maps(x: np.ndarray, weight: np.ndarray, bias: np.ndarray, padding: int) -> dict[str, np.ndarray]:
    """Mean and maximum (filters,) of the first maps: x (channels, side, side), weight (filters, channels, k, k)."""
    maps = convolve(x, weight, bias, padding)
    return {"means": maps.mean(axis=(1, 2)), "maxima": maps.max(axis=(1, 2))}


def first_maps_in_torch(x: np.ndarray, weight: np.ndarray, bias: np.ndarray, padding: int) -> dict[str, np.ndarray]:
    """The same by PyTorch: x (channels, side, side), weight (filters, channels, k, k), bias (filters,)."""
    given = [torch.from_numpy(one) for one in (x[None], weight, bias)]
    maps = torch.nn.functional.conv2d(given[0], given[1], given[2], padding=padding)[0]
    return {"means": maps.mean(dim=(1, 2)).numpy(), "maxima": maps.amax(dim=(1, 2)).numpy()}
