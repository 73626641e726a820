"""The baseline: what stands on the page until the visitor's own model is trained."""

from dataclasses import replace

from core.pace import last_state
from core.practice.workbench.images import OwnImages
from core.practice.workbench.settings import ImageModelConfig, ImagesConfig, ImageTrainingConfig
from core.practice.workbench.trained import Training
from core.practice.workbench.training import train_images

MOST_IMAGES = 2_000  # so many are learned in a blink


def baseline_images(config: ImagesConfig) -> ImagesConfig:
    """The same images, at most 2,000 of them, validation images included."""
    return replace(config, size=min(config.size, MOST_IMAGES))


def baseline_training(config: ImagesConfig, own: OwnImages | None = None) -> Training:
    """A logistic regression after the usual three epochs on the images of a config."""
    model = ImageModelConfig(network="Logistic regression")
    training: Training = last_state(train_images, config, model, ImageTrainingConfig(), own)
    return training
