"""The U-Net and the detector: sizes, skips, scores of masks, and one tiny training of each."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.networks.detection import recording
from core.networks.detection.detector import boxes_of, raw_detections, targets_of
from core.networks.detection.masks import mask_numbers, mask_scores, masks_in_sklearn
from core.networks.detection.scenes import CLOSEST, digit_scene
from core.networks.detection.segmentation import (
    SmallUnet,
    background_share,
    held_out,
    look_scores,
    parameter_count,
    train_unet,
)
from core.networks.detection.settings import SegmentationConfig

MASKS = arrays(np.uint8, (32, 32), elements=st.integers(0, 2), fill=st.just(0))


@given(MASKS, MASKS)
def test_scores_of_masks_are_those_of_scikit_learn(predicted, true):
    ours, judged = mask_numbers(predicted, true), masks_in_sklearn(predicted, true)
    np.testing.assert_allclose(np.nan_to_num(list(ours.values())), list(judged.values()))


def test_all_background_is_accurate_and_finds_nothing():
    true = held_out().masks
    scores = mask_scores(np.zeros_like(true), true)
    assert scores.accuracy == background_share() == pytest.approx(0.850, abs=5e-4)
    assert scores.iou[1:].tolist() == [0, 0]
    assert np.isnan(mask_scores(np.zeros((2, 2)), np.zeros((2, 2))).iou[1:]).all()


def test_the_unet_has_its_parameters_and_without_skips_the_way_across_is_silent():
    stages = ((1, 8), (8, 16), (16, 32), (48, 16), (24, 8))
    weights = sum(9 * (a * b + b * b) + 4 * b for a, b in stages) + 8 * 3 + 3
    assert parameter_count() == weights == 29_795
    torch.manual_seed(0)
    net, x = SmallUnet(False).eval(), torch.randn(1, 1, 32, 32)
    before = net(x)
    with torch.no_grad():
        net.up1[0].weight[:, 16:] += 1  # what reads the channels of the skip
        net.up2[0].weight[:, 32:] += 1
    torch.testing.assert_close(net(x), before)
    net.skips = True
    assert not torch.allclose(net(x), before)


def test_a_short_training_is_repeatable_and_learns():
    config = SegmentationConfig(unet_steps=20)
    *_, run = train_unet(config)
    *_, again = train_unet(config)
    np.testing.assert_array_equal(run.masks, again.masks)
    assert run.look_steps.tolist() == [0, 10, 20] and run.share == 1
    assert run.losses[-5:].mean() < run.losses[:5].mean()
    first, last = look_scores(run)[0], look_scores(run)[-1]
    assert last.accuracy > first.accuracy


@pytest.fixture(scope="module")
def scene():
    from core.data.digit_images import load_digit_images

    digits = load_digit_images("mnist")
    return digit_scene(digits.train_images, digits.train_labels, np.random.default_rng(3))


def test_a_scene_has_tight_boxes_that_hardly_overlap(scene):
    from core.networks.detection.boxes import iou_matrix

    iou = iou_matrix(scene.boxes, scene.boxes)
    assert iou[~np.eye(len(iou), dtype=bool)].max() <= CLOSEST
    for x0, y0, x1, y1 in scene.boxes.astype(int):
        part = scene.canvas[y0:y1, x0:x1]
        assert part[[0, -1]].any(axis=1).all() and part[:, [0, -1]].any(axis=0).all()


def test_cells_are_told_the_box_that_they_lie_in(scene):
    classes, wanted = targets_of(scene.boxes, scene.labels, 96)
    assert set(classes[classes >= 0].tolist()) == set(scene.labels.tolist())
    for row, column in np.argwhere(classes >= 0):
        x0, y0, x1, y1 = wanted[row, column]
        assert x0 <= 4 * column + 2 <= x1 and y0 <= 4 * row + 2 <= y1
    assert boxes_of(torch.zeros(1, 14, 24, 24), 96)[0, 2, 3].tolist() == [10, 6, 18, 14]


def test_the_detector_trains_and_its_boxes_come_in_order(scene, monkeypatch):
    monkeypatch.setattr(recording, "STEPS", 2)
    monkeypatch.setattr(recording, "EARLY_STEPS", 1)
    monkeypatch.setattr(recording, "BATCH", 2)
    *_, net = recording.train_detector([scene])
    with torch.no_grad():
        net[-1].bias[:10] += 3  # sure of a digit everywhere
    found = raw_detections(net, scene.canvas)
    assert found.boxes.shape == (len(found.scores), 4) and 0 < len(found.scores) <= 80
    assert (np.diff(found.scores) <= 0).all() and found.boxes.min() >= 0 and found.boxes.max() <= 96
