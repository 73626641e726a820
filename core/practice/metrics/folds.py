"""Every sample is tested once: k folds, a model for each, and the spread of their scores."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.base import clone

from core.practice.metrics.classes import confusion_matrix, matrix_values, multiclass_log_loss
from core.practice.metrics.models import classifier, fitted, load_classes, load_quantity, noisy, regressor
from core.practice.metrics.regression import regression_values
from core.practice.metrics.settings import ClassifierConfig, CrossValidationConfig, RegressorConfig

CLASS_SCORES = ("accuracy", "balanced_accuracy", "f1_macro", "mcc")
QUANTITY_SCORES = ("mae", "rmse", "r2")


@dataclass(frozen=True)
class FoldScore:
    """One fold: its test and training sizes, and every score on the test samples and on the training samples.

    `one_class`: MCC is undefined on either, as one class only is true or predicted, and 0 as in scikit-learn.
    """

    fold: int
    test_size: int
    train_size: int
    test: dict[str, float]
    train: dict[str, float]
    one_class: bool


@dataclass(frozen=True)
class CrossValidation:
    """The fold and the target of each sample (n,), every fold's scores, their mean and standard deviation.

    While it grows, `folds` are those that have been tested; mean and deviation are there from two folds on.
    """

    assignment: np.ndarray
    target: np.ndarray
    class_names: tuple[str, ...]
    folds: tuple[FoldScore, ...]
    mean: dict[str, float]
    spread: dict[str, float]


def fold_assignment(target: np.ndarray, config: CrossValidationConfig) -> np.ndarray:
    """The fold (n,) of every sample of a target (n,): shuffled, then dealt in turn.

    Stratified: sorted by class first, so that the folds' counts of a class differ by at most one.
    """
    rng = np.random.default_rng(config.fold_seed)
    order = rng.permutation(len(target))
    if config.stratified:
        order = order[np.argsort(target[order], kind="stable")]
    fold = np.empty(len(target), dtype=int)
    fold[order] = np.arange(len(target)) % config.folds
    return fold


Growing = Generator[CrossValidation | None, bool | None, None]
Steps = Iterator[FoldScore | None]
Scores = Callable[[Any, np.ndarray], dict[str, float]]  # of a trained model, on the samples (n,) of a part


def tested_folds(model: Any, features: np.ndarray, target: np.ndarray, fold: np.ndarray, scores: Scores) -> Steps:
    """Train and test fold by fold, with features (n, d), target (n,), fold (n,); None between training and testing."""
    for k in range(fold.max() + 1):
        test = fold == k
        trained = fitted(clone(model), features[~test], target[~test])
        yield None
        found = scores(trained, test), scores(trained, ~test)
        yield FoldScore(
            fold=k, test_size=int(test.sum()), train_size=int((~test).sum()), test=_defined(found[0]),
            train=_defined(found[1]), one_class=any(np.isnan(one.get("mcc", 0)) for one in found),
        )  # fmt: skip


def _defined(scores: dict[str, float]) -> dict[str, float]:
    return {name: 0.0 if name == "mcc" and np.isnan(value) else value for name, value in scores.items()}


def summary(folds: list[FoldScore]) -> tuple[dict[str, float], dict[str, float]]:
    """Mean and standard deviation (n - 1) of each test score over the folds."""
    table = {name: np.array([fold.test[name] for fold in folds]) for name in folds[0].test}
    mean = {name: float(values.mean()) for name, values in table.items()}
    return mean, {name: float(values.std(ddof=1)) for name, values in table.items()}


def growing(steps: Steps, assignment: np.ndarray, target: np.ndarray, class_names: tuple[str, ...]) -> Growing:
    """What is known after each step; sent True, it ends as soon as two folds are tested, and gives None until then.

    assignment, the fold of each sample, and target: (n,).
    """
    folds: list[FoldScore] = []
    asked_to_end = False
    for fold in steps:
        folds += [fold] if fold else []
        enough = len(folds) > 1
        if asked_to_end and not enough:
            yield None
            continue
        mean, spread = summary(folds) if enough else ({}, {})
        found = CrossValidation(
            assignment=assignment, target=target, class_names=class_names, folds=tuple(folds), mean=mean,
            spread=spread,
        )  # fmt: skip
        if asked_to_end:
            yield found
            return
        asked_to_end = bool((yield found))


def classifier_in_steps(training: ClassifierConfig, config: CrossValidationConfig) -> Growing:
    """All folds of the classifier on the whole data set, as a result that grows."""
    data = load_classes(training.data_set)
    features = noisy(data.features, training.feature_noise, training.split_seed)
    target, classes = data.target, len(data.class_names)

    def scores(model: Any, part: np.ndarray) -> dict[str, float]:
        probabilities = np.zeros((part.sum(), classes))
        probabilities[:, model.classes_] = model.predict_proba(features[part])
        predicted = probabilities.argmax(axis=1)
        values = matrix_values(confusion_matrix(target[part], predicted, classes, np.ones(len(predicted))))
        loss = multiclass_log_loss(target[part], probabilities)
        return {**{name: float(values[name]) for name in CLASS_SCORES}, "log_loss": loss}

    fold = fold_assignment(target, config)
    return growing(tested_folds(classifier(training), features, target, fold, scores), fold, target, data.class_names)


def regressor_in_steps(regression: RegressorConfig, config: CrossValidationConfig) -> Growing:
    """All folds of the regressor on the diabetes table, as a result that grows; a quantity cannot be stratified."""
    data = load_quantity()
    features = noisy(data.features, regression.feature_noise, regression.split_seed)
    target = data.target

    def scores(model: Any, part: np.ndarray) -> dict[str, float]:
        values = regression_values(target[part], model.predict(features[part]), features.shape[1])
        return {name: float(values[name]) for name in QUANTITY_SCORES}

    fold = fold_assignment(np.zeros(len(target)), config)
    return growing(tested_folds(regressor(regression), features, target, fold, scores), fold, target, ())


def cross_validate_classifier(training: ClassifierConfig, config: CrossValidationConfig) -> CrossValidation:
    """All folds of the classifier."""
    *_, last = classifier_in_steps(training, config)
    assert last is not None
    return last
