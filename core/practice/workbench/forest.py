"""A random forest on the pixels: the rival that needs no gradient. Its trees are kept as plain arrays."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core.practice.workbench.images import ImageSet
from core.practice.workbench.settings import ImageModelConfig, ImageTrainingConfig
from core.practice.workbench.trained import WALL, Training, Weights

SHOWN = 10  # trees between two snapshots


def forest_in_steps(
    images: ImageSet, model: ImageModelConfig, learning: ImageTrainingConfig, start: Training | None
) -> Iterator[Training | None]:
    """Grow the trees one by one, each on rows drawn with repetition; the same forest as scikit-learn's. Breiman (2001).

    A split looks at √d of the d pixels, and a forest's answer is the mean of its trees' shares of classes.
    """
    from sklearn.tree import DecisionTreeClassifier

    x = images.train_images.reshape(len(images.train_labels), -1).astype(np.float32)
    y, classes = images.train_labels, len(images.classes)
    draws = np.random.RandomState(learning.training_seed)
    seeds = [draws.randint(np.iinfo(np.int32).max) for _ in range(model.trees)]
    trees: Weights = start.weights if start is not None else {}
    for number in range(len(trees["roots"]) if trees else 0, model.trees):
        rows = np.random.RandomState(seeds[number]).randint(0, len(y), len(y))
        counts = np.bincount(rows, minlength=len(y)).astype(np.float64)
        grown = DecisionTreeClassifier(max_features="sqrt", random_state=seeds[number]).fit(x, y, counts)
        trees = with_tree(trees, grown.tree_, grown.classes_, classes)
        yield _snapshot(images, model, learning, trees, ended=False) if (number + 1) % SHOWN == 0 else None
    yield _snapshot(images, model, learning, trees, ended=True)


def with_tree(trees: Weights, tree: object, known: np.ndarray, classes: int) -> Weights:
    """The arrays of a forest with one more tree of scikit-learn, whose classes are `known` (c,).

    left, right, feature (nodes,) with -1 at a leaf; threshold (nodes,); votes (nodes, classes); roots (trees,).
    """
    nodes = len(trees["left"]) if trees else 0
    left, right = tree.children_left, tree.children_right  # type: ignore[attr-defined]
    values = tree.value[:, 0, :]  # type: ignore[attr-defined]
    votes = np.zeros((len(left), classes), np.float32)
    votes[:, known] = values / values.sum(axis=1, keepdims=True)
    new = {
        "left": np.where(left < 0, -1, left + nodes), "right": np.where(right < 0, -1, right + nodes),
        "feature": np.where(left < 0, -1, tree.feature), "threshold": tree.threshold,  # type: ignore[attr-defined]
        "votes": votes, "roots": np.array([nodes]),
    }  # fmt: skip
    kinds = {"left": np.int32, "right": np.int32, "feature": np.int32, "threshold": np.float64, "roots": np.int64}
    new = {name: part.astype(kinds.get(name, np.float32)) for name, part in new.items()}
    return {name: np.concatenate([trees[name], part]) if trees else part for name, part in new.items()}


def forest_probabilities(trees: Weights, images: np.ndarray) -> np.ndarray:
    """Probabilities (n, classes) of images (n, …): means of the leaves, (nodes, …), where they end."""
    x = images.reshape(len(images), int(np.prod(images.shape[1:]))).astype(np.float32)
    rows = np.arange(len(x))
    total = np.zeros((len(x), trees["votes"].shape[1]))
    for root in trees["roots"]:
        node = np.full(len(x), root)
        while (inner := trees["left"][node] >= 0).any():
            smaller = x[rows, trees["feature"][node]] <= trees["threshold"][node]
            node = np.where(inner, np.where(smaller, trees["left"][node], trees["right"][node]), node)
        total += trees["votes"][node]
    return (total / len(trees["roots"])).astype(np.float32)


def _snapshot(
    images: ImageSet, model: ImageModelConfig, learning: ImageTrainingConfig, trees: Weights, *, ended: bool
) -> Training:
    wall, labels = images.validation_images[:WALL], images.validation_labels
    held = forest_probabilities(trees, images.validation_images if ended else wall)
    truths = held[np.arange(len(held)), labels[: len(held)]].astype(np.float64)
    right = held.argmax(axis=1) == labels[: len(held)]
    grown, nothing = len(trees["roots"]), np.zeros(0)
    learned = forest_probabilities(trees, images.train_images) if ended else held[:0]
    own = learned[np.arange(len(learned)), images.train_labels[: len(learned)]].astype(np.float64)
    once = {
        "epoch_steps": [grown], "train_losses": [-np.log(np.maximum(own, 1e-30)).mean() if ended else 0],
        "train_accuracies": [(learned.argmax(axis=1) == images.train_labels[: len(learned)]).mean() if ended else 0],
        "validation_losses": [-np.log(np.maximum(truths, 1e-30)).mean()], "validation_accuracies": [right.mean()],
    }  # fmt: skip
    measured: dict[str, Any] = {name: np.array(values if ended else []) for name, values in once.items()}
    channels = np.zeros(images.shape[2], np.float32)
    return Training(
        model=model, learning=learning, shape=images.shape, classes=len(images.classes),
        parameters=len(trees["left"]), step=grown, steps=model.trees, ended=ended, best_epoch=int(ended),
        loss_steps=nothing.astype(int), losses=nothing, look_steps=np.array([grown]),
        look_truths=truths[None, :WALL].astype(np.float32), look_guesses=held[None, :WALL].argmax(2).astype(np.int16),
        validation_probabilities=held, test_probabilities=forest_probabilities(trees, images.test_images if ended
                                                                               else wall[:0]),
        mean=channels, deviation=channels, epoch_sums=np.zeros(3), weights=trees, moments={}, best_weights={},
        **measured,
    )  # fmt: skip
