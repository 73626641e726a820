"""Predictions on a test set, whatever they come from: a model trained on the spot, two distributions, or a file."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from scipy.special import expit

from core.practice.metrics.data_sets import DataSet, load_classes
from core.practice.metrics.models import classifier, converged, fitted, noisy, split
from core.practice.metrics.settings import ClassifierConfig, ComparisonConfig, DistributionsConfig
from core.refusal import Refusal

Kind = Literal["probability", "score", "label"]


@dataclass(frozen=True)
class Note:
    """Something a reader must know about the predictions: a key of the words files and its values."""

    key: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Predictions:
    """What was true and what was predicted for n samples of a test set.

    y_true, y_pred (n,) class indices; probabilities (n, classes), rows sum to one, also where `kind` says that they
    are only scores moved into [0, 1] or labels as zeros and ones; row (n,) the place in the data set or file (a
    file's first row of data is 2); features (n, d) or (n, 0); images (n, height, width) or None.
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


@dataclass(frozen=True)
class BinaryScores:
    """One class against the rest: y (n,) is 1 for the positive class, score (n,) in [0, 1] is high for it."""

    y: np.ndarray
    score: np.ndarray
    kind: Kind = "probability"
    name: str = ""


def trained_probabilities(config: ClassifierConfig) -> tuple[np.ndarray, np.ndarray]:
    """True classes (n,) and predicted probabilities (n, classes) of the test samples."""
    data, features, model, _, test = _trained(config)
    return data.target[test], model.predict_proba(features[test])


def _trained(config: ClassifierConfig) -> tuple[DataSet, np.ndarray, Any, np.ndarray, np.ndarray]:
    """The data set, the features as the model saw them, the trained model, and both parts' indices."""
    data = load_classes(config.data_set)
    features = noisy(data.features, config.feature_noise, config.split_seed)
    train, test = split(data.target, config.test_share, config.split_seed, stratified=True)
    model = fitted(classifier(config), features[train], data.target[train])
    return data, features, model, train, test


def training_notes(model: Any, name: str, neighbors: int, train: int, test: int) -> tuple[Note, ...]:
    """What is told of a trained pipeline: on how many samples, and what its training could not do."""
    notes = [Note("split", {"train": train, "test": test})]
    if not converged(model):
        notes.append(Note("not_converged", {"model": name}))
    if name == "k-NN" and neighbors > train:
        notes.append(Note("all_neighbors", {"asked": neighbors, "train": train}))
    return tuple(notes)


def trained_predictions(config: ClassifierConfig) -> Predictions:
    """Train the model on the training part; its predictions on the test part."""
    data, features, model, train, test = _trained(config)
    probabilities = model.predict_proba(features[test])
    images = None if data.images is None else features[test].reshape(-1, *data.images.shape[1:])
    return Predictions(
        data.target[test], probabilities.argmax(axis=1), probabilities, "probability", data.class_names, test,
        features[test], data.feature_names, images,
        training_notes(model, config.model, config.neighbors, len(train), len(test)),
    )  # fmt: skip


def sample_evidence(config: DistributionsConfig, rival: ComparisonConfig | None = None) -> tuple[np.ndarray, ...]:
    """Classes y (n,), evidence (n,) on the real line, and the score (n,) made of it.

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
        y, (score > 0.5).astype(int), np.column_stack([1 - score, score]), "probability", ("−", "+"),
        np.arange(config.samples), evidence[:, None], ("evidence",),
    )  # fmt: skip


def rival_predictions(config: ClassifierConfig, comparison: ComparisonConfig) -> Predictions:
    """The second model, with the same knobs, on the same split."""
    return trained_predictions(replace(config, model=comparison.rival))


def one_versus_rest(predictions: Predictions, positive: int) -> BinaryScores:
    """The class of index `positive` against all others; Refusal where there is no such class."""
    classes = len(predictions.class_names)
    if positive >= classes:
        raise Refusal("no_such_class", last=classes - 1, got=positive)
    y = (predictions.y_true == positive).astype(int)
    return BinaryScores(y, predictions.probabilities[:, positive], predictions.kind, predictions.class_names[positive])
