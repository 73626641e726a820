"""Predictions on a test set, whatever they come from: a model trained on the spot, two distributions, or a file."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from scipy.special import expit

from core.code_export import Made
from core.practice.metrics.models import classifier, converged, fitted, load_classes, noisy, split
from core.practice.metrics.settings import ClassifierConfig, ComparisonConfig, DistributionsConfig

Kind = Literal["probability", "score", "label"]


@dataclass(frozen=True)
class Note:
    """A remark about predictions: a key of the words files and its values."""

    key: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Predictions:
    """True and predicted classes of the n samples of a test set.

    y_true, y_pred (n,) class indices; probabilities (n, classes), rows sum to one, also where `kind` says that they
    are only scores moved into [0, 1] or labels as zeros and ones; row (n,) the place in the data set or file (a
    file's first row of data is 2); features (n, d) or (n, 0); images (n, height, width) or None. `made` is the call
    that gives them, None for an upload.
    """

    y_true: np.ndarray
    y_pred: np.ndarray
    probabilities: np.ndarray
    kind: Kind
    class_names: tuple[str, ...]
    row: np.ndarray
    features: np.ndarray
    feature_names: tuple[str, ...] = ()
    images: np.ndarray | None = None
    notes: tuple[Note, ...] = ()
    made: "Made | None" = None


@dataclass(frozen=True)
class BinaryScores:
    """One class against the rest: y (n,) is 1 for the positive class, score (n,) in [0, 1] is high for it."""

    y: np.ndarray
    score: np.ndarray
    kind: Kind = "probability"
    made: "Made | None" = None


def training_notes(model: Any, name: str, neighbors: int, train: int, test: int) -> tuple[Note, ...]:
    """Sizes of the training and the test set, and what the training of a pipeline could not do."""
    notes = [Note("split", {"train": train, "test": test})]
    if not converged(model):
        notes.append(Note("not_converged", {"model": name}))
    if name == "k-NN" and neighbors > train:
        notes.append(Note("all_neighbors", {"asked": neighbors, "train": train}))
    return tuple(notes)


def trained_predictions(config: ClassifierConfig) -> Predictions:
    """Predictions on the test set of a classifier trained on the training set."""
    data = load_classes(config.data_set)
    features = noisy(data.features, config.feature_noise, config.split_seed)
    train, test = split(data.target, config.test_share, config.split_seed, stratified=True)
    model = fitted(classifier(config), features[train], data.target[train])
    probabilities = model.predict_proba(features[test])
    images = None if data.images is None else features[test].reshape(-1, *data.images.shape[1:])
    return Predictions(
        y_true=data.target[test], y_pred=probabilities.argmax(axis=1), probabilities=probabilities,
        kind="probability", class_names=data.class_names, row=test, features=features[test],
        feature_names=data.feature_names, images=images,
        notes=training_notes(model, config.model, config.neighbors, len(train), len(test)),
    )  # fmt: skip


def rival_predictions(config: ClassifierConfig, comparison: ComparisonConfig) -> Predictions:
    """Predictions of the second model, with the same settings, on the same split."""
    return trained_predictions(replace(config, model=comparison.rival))


def sample_evidence(config: DistributionsConfig, rival: ComparisonConfig | None = None) -> tuple[np.ndarray, ...]:
    """Classes y (n,), evidence (n,) on the real line, and the score (n,) computed from it.

    Evidence is normal around ±separation/2. The score is the sigmoid of `confidence` times the log-odds that equal
    spreads imply: with confidence 1 and spread ratio 1 it is the true probability of the positive class.
    A rival sees the same samples, with noise that correlates with the first model's.
    """
    rng = np.random.default_rng(config.sample_seed)
    positives = round(config.balance * config.samples)
    y = np.repeat([0, 1], [config.samples - positives, positives])
    noise = rng.standard_normal(config.samples)
    separation = config.separation
    if rival is not None:
        other = rng.standard_normal(config.samples)
        noise = rival.rival_correlation * noise + (1 - rival.rival_correlation**2) ** 0.5 * other
        separation = rival.rival_separation
    spread = config.spread * config.spread_ratio ** (y - 0.5)
    evidence = (y - 0.5) * separation + spread * noise
    prior = np.clip(config.balance, 0.5 / config.samples, 1 - 0.5 / config.samples)
    log_odds = separation / config.spread**2 * evidence + np.log(prior / (1 - prior))
    return y, evidence, expit(config.confidence * log_odds)


def sampled_predictions(config: DistributionsConfig, rival: ComparisonConfig | None = None) -> Predictions:
    """Predictions whose scores come from two distributions; the evidence is their only feature."""
    y, evidence, score = sample_evidence(config, rival)
    return Predictions(
        y_true=y, y_pred=(score > 0.5).astype(int), probabilities=np.column_stack([1 - score, score]),
        kind="probability", class_names=("−", "+"), row=np.arange(config.samples), features=evidence[:, None],
        feature_names=("evidence",),
    )  # fmt: skip


def one_versus_rest(predictions: Predictions, positive: int) -> BinaryScores:
    """Scores of the class of index `positive` against all others; IndexError where there is no such class."""
    score = predictions.probabilities[:, positive]
    return BinaryScores((predictions.y_true == positive).astype(int), score, predictions.kind)


def predictions_literal(predictions: Predictions) -> Predictions:
    """The same predictions with what a script needs only: class indices and probabilities, no name from a file."""
    names = tuple(str(k) for k in range(len(predictions.class_names)))
    nothing = np.empty((len(predictions.y_true), 0))
    return replace(predictions, class_names=names, features=nothing, feature_names=(), images=None, notes=())
