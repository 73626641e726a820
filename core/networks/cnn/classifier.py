"""The classifier whose inside is shown: what the workbench trains, and the same network before it has learned."""

from typing import Literal

import numpy as np
import torch
from torch import Tensor, nn

from core.networks.cnn.settings import CnnClassifierConfig
from core.practice.workbench.batches import network_inputs, pixel_statistics
from core.practice.workbench.images import ImageSet
from core.practice.workbench.networks import seeded_network
from core.practice.workbench.settings import ImageModelConfig, ImagesConfig, ImageTrainingConfig
from core.practice.workbench.trained import Training

CENTERED: Literal["set"] = "set"


def workbench_settings(config: CnnClassifierConfig) -> tuple[ImagesConfig, ImageModelConfig, ImageTrainingConfig]:
    """The configs of the workbench for this classifier."""
    return (
        ImagesConfig(images=config.images, size=config.size),
        ImageModelConfig(network=config.network, dropout=config.dropout),
        ImageTrainingConfig(
            epochs=config.epochs, learning_rate=config.learning_rate, training_seed=config.training_seed,
            augmentation=("shift",) if config.shifted else (), standardize=CENTERED,
        ),
    )  # fmt: skip


def classifier(config: CnnClassifierConfig, images: ImageSet, training: Training | None) -> nn.Sequential:
    """The network with the weights of a training, or with those from before any; ready to judge."""
    _, model, learning = workbench_settings(config)
    net = seeded_network(model, images.shape, len(images.classes), learning.training_seed)
    if training is not None:
        net.load_state_dict({name: torch.from_numpy(weight) for name, weight in training.weights.items()})
    return net.eval()


def standardized(images: ImageSet, pixels: np.ndarray) -> Tensor:
    """Images uint8 (n, side, side, channels) as the network takes them, (n, channels, side, side)."""
    mean, deviation = pixel_statistics(torch.from_numpy(images.train_images))
    return network_inputs(torch.from_numpy(pixels), CENTERED, mean, deviation)
