"""The training of images, held to a plain loop of PyTorch, to torch's own schedules, and to scikit-learn's forest."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
import torch
from sklearn.ensemble import RandomForestClassifier

from core.jobs.packing import pack, unpack
from core.pace import last_state
from core.practice.workbench.images import image_set
from core.practice.workbench.library import plain_numbers, plain_training
from core.practice.workbench.networks import NETWORKS, parameter_count, seeded_network
from core.practice.workbench.settings import ImageModelConfig, ImagesConfig, ImageTrainingConfig
from core.practice.workbench.trained import training_numbers
from core.practice.workbench.training import learning_rate_factor, train_images
from core.refusal import Refusal

IMAGES = ImagesConfig(images="digits", size=150)
FULL = ImageTrainingConfig(
    epochs=2, batch=32, schedule="one_cycle", weight_decay=0.01, augmentation=("shift", "rotate", "flip", "erase")
)
ALL = tuple((ImageModelConfig(network=name, dropout=0.2), FULL) for name in NETWORKS)


@pytest.mark.parametrize(("model", "learning"), ALL, ids=NETWORKS)
def test_a_plain_loop_of_the_same_seed_gives_the_same_weights(model, learning):
    trained = last_state(train_images, IMAGES, model, learning)
    plain = plain_training(image_set(IMAGES), model, learning)[0].state_dict()
    assert trained.weights.keys() == plain.keys()
    for name, weight in plain.items():
        np.testing.assert_array_equal(trained.weights[name], weight.numpy())
    assert training_numbers(trained) == pytest.approx(plain_numbers(image_set(IMAGES), model, learning), rel=1e-12)


@pytest.mark.parametrize("optimizer", ["SGD", "Momentum", "AdamW"])
def test_a_training_goes_on_from_any_snapshot_as_if_it_had_never_stopped(optimizer):
    model, learning = ImageModelConfig(dropout=0.3), replace(FULL, optimizer=optimizer, batch=16, patience=5)
    whole = last_state(train_images, IMAGES, model, learning)
    for place in (0, 1, 2):
        snapshots = (one for one in train_images(IMAGES, model, learning) if one is not None)
        start = next(islice(snapshots, place, None))
        again = last_state(train_images, IMAGES, model, learning, None, unpack(pack(start)))
        for name, weight in whole.weights.items():
            np.testing.assert_array_equal(again.weights[name], weight)
        np.testing.assert_array_equal(again.losses, whole.losses)
        np.testing.assert_array_equal(again.look_truths, whole.look_truths)
        assert again.train_losses.tolist() == whole.train_losses.tolist()
        np.testing.assert_array_equal(again.test_probabilities, whole.test_probabilities)


def test_the_forest_is_that_of_scikit_learn_and_goes_on_from_any_tree():
    model, learning = ImageModelConfig(network="Random forest", trees=20), ImageTrainingConfig(training_seed=3)
    trained = last_state(train_images, IMAGES, model, learning)
    images = image_set(IMAGES)
    flat = images.train_images.reshape(len(images.train_labels), -1).astype(np.float32)
    judge = RandomForestClassifier(20, random_state=3).fit(flat, images.train_labels)
    tested = images.test_images.reshape(len(images.test_labels), -1)
    np.testing.assert_allclose(trained.test_probabilities, judge.predict_proba(tested), atol=1e-6)
    start = next(one for one in train_images(IMAGES, model, learning) if one is not None)
    again = last_state(train_images, IMAGES, model, learning, None, unpack(pack(start)))
    np.testing.assert_array_equal(again.test_probabilities, trained.test_probabilities)


def test_schedules_are_those_of_torch():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    judges = {
        "cosine": torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=40),
        "steps": torch.optim.lr_scheduler.MultiStepLR(optimizer, [20, 30]),
    }
    for schedule, judge in judges.items():
        optimizer.param_groups[0]["lr"] = 1.0
        rates = []
        for _ in range(40):
            rates.append(judge.get_last_lr()[0])
            optimizer.step()
            judge.step()
        np.testing.assert_allclose([learning_rate_factor(schedule, k, 40) for k in range(40)], rates, atol=1e-12)
    cycle = [learning_rate_factor("one_cycle", k, 40) for k in range(40)]
    assert cycle[0] == pytest.approx(0.04) and max(cycle) == cycle[10] == 1 and cycle[-1] < 0.05


def test_parameters_are_counted_as_published():
    counts = {"Logistic regression": 7850, "LeNet-5": 61706, "VGG-small": 32058, "ResNet-8": 77754}
    for name, count in counts.items():
        assert parameter_count(seeded_network(ImageModelConfig(network=name), (28, 28, 1), 10, 0)) == count


def test_early_stopping_ends_and_keeps_the_best_weights():
    learning = ImageTrainingConfig(epochs=30, batch=16, learning_rate=0.02, patience=1)
    trained = last_state(train_images, IMAGES, ImageModelConfig(network="MLP"), learning)
    assert trained.ended and trained.epochs < 30
    assert trained.best_epoch == np.argmin(trained.validation_losses) + 1 == trained.epochs - 1
    fewer = replace(learning, epochs=trained.best_epoch, patience=0)
    best = last_state(train_images, IMAGES, ImageModelConfig(network="MLP"), fewer)
    for name, weight in best.weights.items():
        np.testing.assert_array_equal(trained.weights[name], weight)


def test_a_training_that_diverges_is_refused_with_step_and_rate():
    learning = ImageTrainingConfig(optimizer="SGD", learning_rate=1.0, epochs=20, standardize="none", batch=16)
    model = ImageModelConfig(network="VGG-small")
    with pytest.raises(Refusal, match="training_diverged"):
        last_state(
            train_images, IMAGES, model, replace(learning, weight_decay=0.1, learning_rate=1.0, optimizer="Momentum")
        )
