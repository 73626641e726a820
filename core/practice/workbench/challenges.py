"""The challenges of the workbench, judged on the training on the screen."""

from dataclasses import replace

import numpy as np

from core.challenges import Verdict, judge
from core.practice.workbench.drawing import ReadDrawing, model_probabilities, seen_image
from core.practice.workbench.images_report import SetReport
from core.practice.workbench.judgment import Judgment
from core.practice.workbench.settings import DrawingConfig, ImagesConfig
from core.practice.workbench.table import TableSplitConfig
from core.practice.workbench.table_models import RIVAL, TableTraining, mcnemar
from core.practice.workbench.trained import Training, training_numbers

BEYOND = 0.94
QUICK = 0.85
FEW_STEPS = 26
CERTAIN = 0.02
UNEVEN = 4
CLOTHES = 0.75
FIRM = 0.6
CLOSED = 0.02
AHEAD = 0.025
BY_HEART = 0.1
CAREFUL = 0.88
SURE_MISTAKES = 0.05
BOTH = 0.9
FENCE = 0.1
LOUDER = 0.2
ERROR_LEVEL = 0.05


def certain_validation(report: SetReport) -> Verdict:
    """Validation images enough to know an accuracy of 0.9 to 0.02, and yet more to learn from than to judge."""
    train, validation, _ = report.counts.sum(axis=1).tolist()
    return judge(
        (train > validation, "few_left", {"train": train, "validation": validation}),
        (report.half_width <= CERTAIN, "wide", {"half": 100 * report.half_width, "validation": validation}),
    )


def bad_luck(report: SetReport, images: ImagesConfig) -> Verdict:
    """Of Fashion-MNIST a draw whose commonest class has four times the training images of the rarest, by chance."""
    most, least = int(report.counts[0].max()), int(report.counts[0].min())
    ratio = most / max(least, 1)
    return judge(
        (images.images == "fashion_mnist", "other_images", {}),
        (least > 0, "none_left", {}),
        (ratio >= UNEVEN, "even", {"most": most, "least": least, "ratio": ratio}),
    )


def beyond_linear(state: Training | None, images: ImagesConfig) -> Verdict:
    """At least 0.94 of the held-out digits of MNIST, learned from no more than 1,000 images."""
    if state is None:
        return judge((False, "untrained", {}))
    accuracy = training_numbers(state)["validation_accuracy"]
    return judge(
        (images.images == "mnist", "other_images", {}),
        (images.size <= 1000 and images.held_out >= 20, "too_many", {"size": images.size}),
        (accuracy >= BEYOND, "accuracy", {"accuracy": 100 * accuracy, "want": 100 * BEYOND}),
    )


def quick_start(state: Training | None, images: ImagesConfig) -> Verdict:
    """At least 0.85 of the held-out digits of MNIST after 26 steps of gradient descent at most."""
    if state is None:
        return judge((False, "untrained", {}))
    accuracy = training_numbers(state)["validation_accuracy"]
    return judge(
        (images.images == "mnist" and state.model.network != "Random forest", "other_images", {}),
        (state.step <= FEW_STEPS, "steps", {"steps": state.step, "want": FEW_STEPS}),
        (accuracy >= QUICK, "accuracy", {"accuracy": 100 * accuracy, "want": 100 * QUICK}),
    )


def proven_better(found: Judgment, images: ImagesConfig, is_baseline: bool) -> Verdict:
    """On the clothes of Fashion-MNIST, the whole interval above the nearest mean, and three in four right."""
    return judge(
        (not is_baseline, "untrained", {}),
        (images.images == "fashion_mnist", "other_images", {}),
        (found.low > found.nearest_mean, "not_proven", {"low": 100 * found.low, "nearest": 100 * found.nearest_mean}),
        (found.accuracy >= CLOTHES, "accuracy", {"accuracy": 100 * found.accuracy, "want": 100 * CLOTHES}),
    )


def careful(found: Judgment, images: ImagesConfig, is_baseline: bool) -> Verdict:
    """Of MNIST 88 % right, and at most one mistake in twenty made with a probability of 0.9 and more."""
    wrong = int((found.labels != found.guesses).sum())
    share = found.surely_wrong / max(wrong, 1)
    return judge(
        (not is_baseline, "untrained", {}),
        (images.images == "mnist", "other_images", {}),
        (found.accuracy >= CAREFUL, "accuracy", {"accuracy": 100 * found.accuracy, "want": 100 * CAREFUL}),
        (share <= SURE_MISTAKES, "sure", {"share": 100 * share, "want": 100 * SURE_MISTAKES}),
    )


def on_the_fence(found: ReadDrawing) -> Verdict:
    """A drawing of which two classes have 0.9 together, and at most 0.1 lies between them."""
    second, first = np.sort(found.probabilities)[-2:].tolist()
    return judge(
        (not found.is_empty, "nothing", {}),
        (first - second <= FENCE, "leads", {"first": 100 * first, "second": 100 * second}),
        (first + second >= BOTH, "others", {"both": 100 * (first + second), "want": 100 * BOTH}),
    )


def place_matters(found: ReadDrawing, training: Training, config: DrawingConfig) -> Verdict:
    """A drawing whose answer changes with its place, and is firm both times."""
    other = seen_image(training, replace(config, centered=not config.centered))
    there = model_probabilities(training, other[None])[0]
    firm = min(float(found.probabilities.max()), float(there.max()))
    return judge(
        (not found.is_empty, "nothing", {}),
        (found.probabilities.argmax() != there.argmax(), "same", {}),
        (firm >= FIRM, "doubtful", {"firm": 100 * firm, "want": 100 * FIRM}),
    )


def closed_gap(state: Training, images: ImagesConfig) -> Verdict:
    """At least 0.94 of the validation digits right, and at most 0.02 more of those that were learned from."""
    found = training_numbers(state)
    accuracy, gap = found["validation_accuracy"], found["train_accuracy"] - found["validation_accuracy"]
    return judge(
        (images.images == "mnist" and images.size <= 1000, "other_images", {}),
        (accuracy >= BEYOND, "accuracy", {"accuracy": 100 * accuracy, "want": 100 * BEYOND}),
        (gap <= CLOSED, "gap", {"gap": 100 * gap, "want": 100 * CLOSED}),
    )


def louder_and_better(state: Training) -> Verdict:
    """A validation loss 20 % above its lowest, and more validation images right than in the epoch of the lowest."""
    losses, accuracies = state.validation_losses, state.validation_accuracies
    rise, lowest = float(losses[-1] / losses.min() - 1), float(accuracies[losses.argmin()])
    return judge(
        (rise >= LOUDER, "rise", {"rise": 100 * rise, "want": 100 * LOUDER}),
        (float(accuracies[-1]) > lowest, "accuracy", {"accuracy": 100 * float(accuracies[-1]), "before": 100 * lowest}),
    )


def ahead_by_chance(found: TableTraining | None, rival: TableTraining) -> Verdict:
    """A split of the breast cancer table in which a model is 2.5 points ahead of logistic regression, and p > 0.05."""
    if found is None:
        return judge((False, "untrained", {}))
    usual = replace(found.split, table_seed=0) == TableSplitConfig()
    if not usual or found.model.table_model == RIVAL:
        return judge((usual, "other_table", {}), (found.model.table_model != RIVAL, "rival", {}))
    ahead = found.accuracy[0] - rival.accuracy[0]
    p = mcnemar(found.right, rival.right)[2]
    return judge(
        (ahead >= AHEAD, "behind", {"ahead": 100 * ahead, "want": 100 * AHEAD}),
        (p > ERROR_LEVEL, "proven", {"p": p}),
    )


def by_heart(found: TableTraining | None) -> Verdict:
    """A model that has every training row right, and at least 10 points fewer of the test rows."""
    if found is None:
        return judge((False, "untrained", {}))
    known, accuracy = float(found.train_accuracies[-1]), found.accuracy[0]
    return judge(
        (known == 1, "learned", {"train": 100 * known}),
        (known - accuracy >= BY_HEART, "carries", {"gap": 100 * (known - accuracy), "want": 100 * BY_HEART}),
    )
