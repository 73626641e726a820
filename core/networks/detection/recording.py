"""Trains the detector and records what it says: `python -m core.networks.detection.recording`, some ten minutes.

It learns from scenes of the training digits of MNIST, and is recorded twice, early and at the end, on scenes of test
digits. Another processor or another version of torch gives slightly other numbers.
"""

from collections.abc import Iterator

import numpy as np
import torch
from torch import nn

from core.data.digit_images import load_digit_images
from core.data.tables import FILES
from core.networks.detection.detector import detector_loss, detector_network, raw_detections, targets_of
from core.networks.detection.recorded import FILE
from core.networks.detection.scenes import SIDE, Scene, digit_scene

RECORDED_SCENES = 60
TRAINING_SCENES = 6000
EARLY_STEPS = 250
STEPS = 2400
BATCH = 16
RATE = 2e-3
SEED = 0


def train_detector(scenes: list[Scene]) -> Iterator[nn.Module]:
    """Train by Adam with a rate that falls along a cosine; yields the network early and at the end."""
    net = detector_network(SEED)
    order = torch.Generator().manual_seed(SEED)
    rule = torch.optim.Adam(net.parameters(), RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(rule, STEPS)
    for step in range(1, STEPS + 1):
        batch = [scenes[k] for k in torch.randint(len(scenes), (BATCH,), generator=order).tolist()]
        canvases = torch.from_numpy(np.stack([scene.canvas for scene in batch]))[:, None].float() / 255
        targets = [targets_of(scene.boxes, scene.labels, SIDE) for scene in batch]
        classes, boxes = (torch.from_numpy(np.stack(part)) for part in zip(*targets, strict=True))
        net.train()
        loss = detector_loss(net(canvases), classes, boxes)
        rule.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        rule.step()
        schedule.step()
        if step in (EARLY_STEPS, STEPS):
            yield net


def record() -> None:
    """Write scenes and raw detections into the folder of the data that ship."""
    digits = load_digit_images("mnist")
    rng = np.random.default_rng(SEED)
    learned = [digit_scene(digits.train_images, digits.train_labels, rng) for _ in range(TRAINING_SCENES)]
    judged = [digit_scene(digits.test_images, digits.test_labels, rng) for _ in range(RECORDED_SCENES)]
    arrays: dict[str, np.ndarray] = {
        "canvases": np.stack([scene.canvas for scene in judged]),
        "truths": np.array([len(scene.labels) for scene in judged], np.uint8),
        "true_boxes": np.concatenate([scene.boxes for scene in judged]).astype(np.uint8),
        "true_classes": np.concatenate([scene.labels for scene in judged]).astype(np.uint8),
    }
    for name, net in zip(("early", "trained"), train_detector(learned), strict=True):
        found = [raw_detections(net, scene.canvas) for scene in judged]
        arrays[f"{name}_count"] = np.array([len(one.scores) for one in found], np.uint8)
        arrays[f"{name}_boxes"] = np.concatenate([one.boxes for one in found]).round(1).astype(np.float32)
        arrays[f"{name}_scores"] = np.concatenate([one.scores for one in found]).round(4).astype(np.float32)
        arrays[f"{name}_classes"] = np.concatenate([one.classes for one in found]).astype(np.uint8)
    np.savez_compressed(FILES / FILE, **arrays)  # type: ignore[arg-type]


if __name__ == "__main__":
    torch.set_num_threads(1)
    record()
