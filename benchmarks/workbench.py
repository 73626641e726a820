"""The workbench: what its snapshots, its wall and its judgment cost beside a plain loop of PyTorch."""

import time
from collections.abc import Iterator

import torch

from benchmarks.jobs import Case, site, told, until
from core.jobs.registry import job_named
from core.jobs.visitor import Visitor
from core.pace import last_state
from core.practice.workbench.batches import network_inputs, pixel_statistics
from core.practice.workbench.images import image_set
from core.practice.workbench.library import plain_training
from core.practice.workbench.settings import ImageModelConfig, ImagesConfig, ImageTrainingConfig
from core.practice.workbench.training import train_images

IMAGES = ImagesConfig(size=8_000, held_out=5)
MODEL, LEARNING = ImageModelConfig(), ImageTrainingConfig(epochs=1)
SNAPSHOT_SECONDS = 1.5
PAIRS, STARTS = 5, 9


def cases() -> Iterator[Case]:
    """One epoch of LeNet-5 on MNIST, and the first snapshot after the button."""
    plain_epoch()  # the first step of an optimizer imports what it needs
    ratios = []
    for _ in range(PAIRS):
        begun = time.process_time()
        plain_epoch()
        middle = time.process_time()
        last_state(train_images, IMAGES, MODEL, LEARNING)
        ratios.append((time.process_time() - middle) / (middle - begun))
    ratios.sort()
    yield "LeNet-5 on MNIST, one epoch, by a plain loop", ratios[PAIRS // 2], ratios[0], ratios[-1], "≤ 1.2"
    job = job_named("core.practice.workbench.training:train_images")
    with site() as (settings, database):
        visitor = Visitor(database, settings, "bench")
        runs = [(IMAGES, MODEL, ImageTrainingConfig(training_seed=seed), None) for seed in range(STARTS)]
        seconds = [until(visitor, job, run, "snapshot") for run in runs]
        yield told("submit to the first snapshot of images", seconds, SNAPSHOT_SECONDS)


def plain_epoch() -> None:
    """The same work by a plain loop: train, then judge the validation and the test images."""
    images = image_set(IMAGES)
    net = plain_training(images, MODEL, LEARNING)[0]
    net.eval()
    mean, deviation = pixel_statistics(torch.from_numpy(images.train_images))
    with torch.inference_mode():
        for part in (images.validation_images, images.test_images):
            for batch in torch.split(torch.from_numpy(part), 256):
                net(network_inputs(batch, LEARNING.standardize, mean, deviation)).softmax(1)
