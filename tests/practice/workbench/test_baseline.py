"""The baseline: an honest logistic regression on a part of the images, which the tabs show until a model is trained."""

import subprocess
import sys

import numpy as np
import pytest

from core.code_export import Made, script
from core.pace import last_state
from core.practice.workbench.baseline import MOST_IMAGES, baseline_images, baseline_training
from core.practice.workbench.challenges import beyond_linear, proven_better, quick_start
from core.practice.workbench.images import OwnImages, image_set
from core.practice.workbench.judgment import judgment, judgment_numbers
from core.practice.workbench.settings import ImageModelConfig, ImagesConfig, ImageTrainingConfig
from core.practice.workbench.training import train_images

DIGITS = ImagesConfig(images="digits", size=300)


def test_the_baseline_is_the_training_that_a_visitor_would_get():
    own = last_state(train_images, DIGITS, ImageModelConfig(network="Logistic regression"), ImageTrainingConfig())
    found = baseline_training(DIGITS)
    np.testing.assert_array_equal(found.test_probabilities, own.test_probabilities)


def test_the_baseline_learns_few_images_of_a_large_set_and_all_of_a_small_one():
    assert baseline_images(ImagesConfig(size=60_000)).size == MOST_IMAGES
    assert baseline_images(DIGITS) == DIGITS


def test_the_baseline_learns_a_visitors_images():
    rng = np.random.default_rng(0)
    labels = np.arange(60) % 2
    images = (rng.integers(0, 60, (60, 28, 28, 1)) + 150 * labels[:, None, None, None]).astype(np.uint8)
    own = OwnImages(images=images, labels=labels, classes=("dark", "light"))
    config = ImagesConfig(images="own")
    assert judgment(baseline_training(config, own), image_set(config, own)).accuracy == 1


def test_a_challenge_is_not_met_by_the_baseline_or_by_nothing():
    clothes = ImagesConfig(images="fashion_mnist")
    found = judgment(baseline_training(clothes), image_set(clothes))
    assert proven_better(found, clothes, is_baseline=False).met  # else the next line would prove nothing
    assert [one.key for one in proven_better(found, clothes, is_baseline=True).missing] == ["untrained"]
    for one in (beyond_linear, quick_start):
        assert [missing.key for missing in one(None, ImagesConfig()).missing] == ["untrained"]


def test_the_script_of_the_baseline_runs_alone(tmp_path):
    file = tmp_path / "baseline.py"
    file.write_text(script(Made(judgment_numbers, Made(baseline_training, DIGITS), Made(image_set, DIGITS))), "utf-8")
    done = subprocess.run([sys.executable, file], cwd=tmp_path, capture_output=True, text=True, check=True)
    accuracy = judgment_numbers(baseline_training(DIGITS), image_set(DIGITS))["accuracy"]
    printed = next(line for line in done.stdout.splitlines() if line.startswith("accuracy"))
    assert float(printed.split()[-1]) == pytest.approx(accuracy, rel=1e-3)
