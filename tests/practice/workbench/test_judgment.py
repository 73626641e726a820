"""The judgment held to scikit-learn, drawings to the way of MNIST, and the rules of advice to what they say."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.ndimage import center_of_mass
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors

from core.data.drawings import decode_digit, encode_digit
from core.pace import last_state
from core.practice.metrics.upload.predictions import predictions_csv
from core.practice.workbench.advice import advice, advice_numbers
from core.practice.workbench.challenges import careful, louder_and_better, on_the_fence
from core.practice.workbench.drawing import centered, model_probabilities, read_drawing, resized, seen_image
from core.practice.workbench.images import image_set
from core.practice.workbench.judgment import (
    class_report,
    judged_predictions,
    judgment,
    judgment_numbers,
    numbers_by_hand,
)
from core.practice.workbench.neighbors import nearest_images
from core.practice.workbench.settings import (
    DRAWN,
    DrawingConfig,
    ImageModelConfig,
    ImagesConfig,
    ImageTrainingConfig,
)
from core.practice.workbench.trained import kept_epoch, settings_in_use, training_numbers, training_points
from core.practice.workbench.training import train_images
from pages.practice.workbench.drawing import PALE

CONFIG = ImagesConfig(images="digits", size=300)
IMAGES = image_set(CONFIG)
LEARNING = ImageTrainingConfig(epochs=2, batch=32)


def trained(network="MLP", learning=LEARNING):
    return last_state(train_images, CONFIG, ImageModelConfig(network=network, trees=20), learning)


def test_the_judgment_is_that_of_scikit_learn():
    found = judgment(trained(), IMAGES)
    assert found.accuracy == accuracy_score(IMAGES.test_labels, found.guesses)
    report = class_report(found, IMAGES.classes)
    assert (report.matrix == confusion_matrix(IMAGES.test_labels, found.guesses, labels=range(10))).all()
    precision, recall, f1, _ = precision_recall_fscore_support(
        IMAGES.test_labels, found.guesses, labels=range(10), zero_division=np.nan
    )
    for k, row in enumerate(report.classes):
        for own, judge in ((row.precision, precision[k]), (row.recall, recall[k]), (row.f1, f1[k])):
            assert (own is None and np.isnan(judge)) or own == pytest.approx(judge)
    flat = [part.reshape(len(part), -1).astype(float) for part in (IMAGES.train_images, IMAGES.test_images)]
    means = np.stack([flat[0][IMAGES.train_labels == label].mean(axis=0) for label in range(10)])
    judge = KNeighborsClassifier(1).fit(means, range(10))
    assert found.nearest_mean == pytest.approx(judge.score(flat[1], IMAGES.test_labels))
    assert found.low < found.accuracy < found.high
    assert predictions_csv(judged_predictions(found, IMAGES.classes)).count("\n") == 361


def test_every_mistake_stands_in_one_cell_the_surest_first():
    found = judgment(trained(), IMAGES)
    mistakes = found.cell(-1, -1)
    assert (found.labels[mistakes] != found.guesses[mistakes]).all()
    cells = [found.cell(a, b) for a in range(10) for b in range(10)]
    assert sorted(np.concatenate(cells).tolist()) == list(range(360))
    sure = found.probabilities[mistakes, found.guesses[mistakes]]
    assert (np.diff(sure) <= 0).all()


@pytest.mark.parametrize("network", ["Logistic regression", "LeNet-5", "ResNet-8", "Random forest"])
def test_a_kept_model_says_again_what_it_said_of_the_test_set(network):
    learning = replace(LEARNING, standardize="image")
    state = trained(network, learning)
    again = model_probabilities(state, IMAGES.test_images)
    np.testing.assert_allclose(again, state.test_probabilities, atol=1e-6)


def test_a_drawing_is_centered_by_its_mass_in_a_box_of_twenty():
    drawn = decode_digit(DRAWN)
    moved = np.roll(np.roll(drawn, -4, 0), 5, 1)
    for one in (centered(drawn), centered(moved)):
        assert np.abs(np.array(center_of_mass(one.astype(float))) - 13.5).max() <= 0.51
        rows, columns = np.flatnonzero(one.any(axis=1)), np.flatnonzero(one.any(axis=0))
        assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
    assert (centered(drawn) == centered(moved)).all()
    empty = np.zeros((28, 28), np.uint8)
    assert (centered(empty) == empty).all()
    assert resized(drawn, 28, 28).tolist() == drawn.tolist()
    assert resized(drawn, 14, 14).astype(float).mean() == pytest.approx(drawn.mean(), abs=0.5)


def test_what_covering_changes_is_the_fall_of_the_answer():
    state = trained("MLP")
    found = read_drawing(state, DrawingConfig())
    guess = found.probabilities.argmax()
    image = seen_image(state, DrawingConfig())
    covered = image.copy()
    covered[11:16, 13:18] = 0  # the patch around the place (12, 14)
    fall = found.probabilities[guess] - model_probabilities(state, covered[None])[0, guess]
    assert found.cover[12, 14] == pytest.approx(fall, abs=1e-6)
    nothing = read_drawing(state, DrawingConfig(drawing=encode_digit(np.zeros((28, 28)))))
    assert nothing.is_empty and not nothing.cover.any() and nothing.probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_neighbors_are_those_of_scikit_learn():
    flat = IMAGES.train_images.reshape(len(IMAGES.train_labels), -1).astype(float)
    distances, places = NearestNeighbors(n_neighbors=8).fit(flat).kneighbors(IMAGES.test_images[3].reshape(1, -1))
    own, near = nearest_images(IMAGES, IMAGES.test_images[3])
    assert own.tolist() == places[0].tolist()
    np.testing.assert_allclose(near, distances[0] / 28, rtol=1e-5)


def test_rules_speak_where_their_numbers_say_so():
    state = trained()
    best = state.validation_losses.copy()

    def speaking(**changes):
        return {rule.key for rule in advice(replace(state, **changes), IMAGES) if rule.speaks}

    numbers = advice_numbers(state)
    assert numbers["guessing"] == math.log(10)
    assert numbers["gap"] == pytest.approx(1 - numbers["train_error"] - numbers["validation_accuracy"])
    assert "idle" in speaking(train_losses=np.array([2.4, 2.31]))
    assert "longer" in speaking(validation_losses=np.array([1.0, 0.9])) and "longer" not in speaking(
        validation_losses=np.array([1.0, 0.96])
    )
    assert "stop" in speaking(validation_losses=np.array([0.5, 0.6])) and len(best) == 2
    known = {"train_accuracies": np.array([1.0, 1.0]), "validation_accuracies": np.array([0.9, 0.9])}
    assert {"augment", "more_images"} <= speaking(**known)
    weak = {"train_accuracies": np.array([0.5, 0.6]), "validation_accuracies": np.array([0.5, 0.6])}
    assert "stronger" in speaking(**weak, validation_losses=np.array([1.0, 1.0]))
    assert {rule.key for rule in advice(trained("Random forest"), IMAGES) if rule.speaks} >= {"network"}


def test_the_numbers_are_those_of_the_weights_that_are_kept():
    state = trained(learning=replace(LEARNING, epochs=12, learning_rate=0.02, patience=2))
    kept = kept_epoch(state)
    assert (
        training_numbers(state)["validation_loss"] == state.validation_losses.min() == state.validation_losses[kept - 1]
    )
    right = state.validation_probabilities.argmax(axis=1) == IMAGES.validation_labels
    assert training_numbers(state)["validation_accuracy"] == pytest.approx(right.mean())
    step, values = training_points(state)
    assert step == state.step and {"loss", "validation_accuracy"} <= values.keys()


def test_knobs_that_a_model_does_not_read_make_no_other_run():
    knobs = ImageModelConfig(hidden=64, trees=50, dropout=0.5)
    assert settings_in_use(knobs, LEARNING) == (ImageModelConfig(dropout=0.5), LEARNING)
    forest = replace(knobs, network="Random forest")
    assert settings_in_use(forest, LEARNING) == (
        ImageModelConfig(network="Random forest", trees=50), ImageTrainingConfig()
    )  # fmt: skip


def test_the_challenges_want_doubt_where_a_model_errs_and_a_drawing_between_two_digits():
    labels, p = np.zeros(100, int), np.full((100, 2), [0.95, 0.05])
    p[:10] = [0.05, 0.95]

    def missing(p, **images):
        found = replace(judgment(trained(), IMAGES), labels=labels, guesses=p.argmax(axis=1), accuracy=0.9,
                        surely_wrong=int((p[:, 1] >= 0.9).sum()))  # fmt: skip
        return [one.key for one in careful(found, ImagesConfig(**images), False).missing[:1]]

    assert missing(p) == ["sure"] and missing(p, images="digits") == ["other_images"]
    p[:10] = [0.4, 0.6]
    assert missing(p) == []
    drawn = read_drawing(trained("MLP"), DrawingConfig())
    for two, key in (((0.48, 0.47), None), ((0.8, 0.15), "leads"), ((0.42, 0.4), "others")):
        rest = np.full(8, (1 - sum(two)) / 8)
        verdict = on_the_fence(replace(drawn, probabilities=np.array([*rest, *two])))
        assert [one.key for one in verdict.missing[:1]] == [key][: not verdict.met]


def test_a_loss_that_rises_while_the_accuracy_rises_meets_the_challenge():
    state = replace(trained(), validation_losses=np.array([0.2, 0.25]), validation_accuracies=np.array([0.9, 0.92]))
    assert louder_and_better(state).met
    same = replace(state, validation_accuracies=np.array([0.9, 0.9]))
    assert [one.key for one in louder_and_better(same).missing] == ["accuracy"]
    assert louder_and_better(replace(state, validation_losses=np.array([0.2, 0.23]))).missing[0].key == "rise"


def test_numbers_by_hand_are_those_of_scikit_learn():
    state = trained()
    expected, found = judgment_numbers(state, IMAGES), numbers_by_hand(state, IMAGES)
    assert expected.keys() == found.keys()
    for name, value in expected.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-9)


def test_what_the_experiments_say_of_seeds_pale_ink_and_weak_models_is_so():
    config = ImagesConfig()
    images = image_set(config)

    def learned(network="LeNet-5", **changes):
        return last_state(train_images, config, ImageModelConfig(network=network), ImageTrainingConfig(**changes))

    usual = learned()
    pale = DrawingConfig(drawing=PALE)
    assert judgment(usual, images).accuracy == pytest.approx(0.798, abs=0.004)
    assert judgment(learned(training_seed=3), images).accuracy == pytest.approx(0.757, abs=0.004)
    said = read_drawing(usual, pale).probabilities
    assert said.argmax() == 1 and said[1] == pytest.approx(0.37, abs=0.03)
    said = read_drawing(learned(standardize="image"), pale).probabilities
    assert said.argmax() == 3 and said[3] > 0.99
    weak = advice_numbers(learned("Logistic regression"))
    assert weak["train_error"] == pytest.approx(0.114, abs=0.005) and abs(weak["gap"]) < 0.01
