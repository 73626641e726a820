"""Every sample is tested once: k folds, a model for each, and the spread of their scores."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.practice.metrics.classes import confusion_matrix, matrix_values, multiclass_log_loss
from core.practice.metrics.models import classifier, fitted, load_classes, load_quantity, noisy, regressor
from core.practice.metrics.regression import regression_values
from core.practice.metrics.settings import ClassifierConfig, CrossValidationConfig, RegressorConfig

CLASS_SCORES = ("accuracy", "balanced_accuracy", "f1_macro", "mcc")
QUANTITY_SCORES = ("mae", "rmse", "r2")


@dataclass(frozen=True)
class FoldScore:
    """One fold: its test and training sizes, and every score on the test samples and on the training samples."""

    fold: int
    test_size: int
    train_size: int
    test: dict[str, float]
    train: dict[str, float]


@dataclass(frozen=True)
class CrossValidation:
    """The fold and the target of each sample (n,), every fold's scores, their mean and standard deviation."""

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


def classifier_folds(training: ClassifierConfig, config: CrossValidationConfig) -> Iterator[FoldScore]:
    """Train and test the classifier fold by fold, on the whole data set."""
    data = load_classes(training.data_set)
    features = noisy(data.features, training.feature_noise, training.split_seed)
    target, classes = data.target, len(data.class_names)
    fold = fold_assignment(target, config)

    def scores(model: object, part: np.ndarray) -> dict[str, float]:
        probabilities = np.zeros((part.sum(), classes))
        probabilities[:, model.classes_] = model.predict_proba(features[part])  # type: ignore[attr-defined]
        predicted = probabilities.argmax(axis=1)
        matrix = confusion_matrix(target[part], predicted, classes, np.ones(len(predicted)))
        values = matrix_values(matrix)
        loss = multiclass_log_loss(target[part], probabilities)
        return {**{name: float(values[name]) for name in CLASS_SCORES}, "log_loss": loss}

    for k in range(config.folds):
        test = fold == k
        model = fitted(classifier(training), features[~test], target[~test])
        yield FoldScore(
            fold=k, test_size=int(test.sum()), train_size=int((~test).sum()), test=scores(model, test),
            train=scores(model, ~test),
        )  # fmt: skip


def regressor_folds(regression: RegressorConfig, config: CrossValidationConfig) -> Iterator[FoldScore]:
    """Train and test the regressor fold by fold, on the whole diabetes table; a quantity cannot be stratified."""
    data = load_quantity()
    features = noisy(data.features, regression.feature_noise, regression.split_seed)
    fold = fold_assignment(np.zeros(len(data.target)), config)

    def scores(model: object, part: np.ndarray) -> dict[str, float]:
        predicted = model.predict(features[part])  # type: ignore[attr-defined]
        values = regression_values(data.target[part], predicted, features.shape[1])
        return {name: float(values[name]) for name in QUANTITY_SCORES}

    for k in range(config.folds):
        test = fold == k
        model = fitted(regressor(regression), features[~test], data.target[~test])
        yield FoldScore(
            fold=k, test_size=int(test.sum()), train_size=int((~test).sum()), test=scores(model, test),
            train=scores(model, ~test),
        )  # fmt: skip


def summary(folds: list[FoldScore]) -> tuple[dict[str, float], dict[str, float]]:
    """Mean and standard deviation (n - 1) of each test score over the folds."""
    table = {name: np.array([fold.test[name] for fold in folds]) for name in folds[0].test}
    mean = {name: float(values.mean()) for name, values in table.items()}
    return mean, {name: float(values.std(ddof=1)) for name, values in table.items()}


def cross_validate_classifier(training: ClassifierConfig, config: CrossValidationConfig) -> CrossValidation:
    """All folds of the classifier."""
    data = load_classes(training.data_set)
    folds = list(classifier_folds(training, config))
    assignment = fold_assignment(data.target, config)
    mean, spread = summary(folds)
    return CrossValidation(
        assignment=assignment, target=data.target, class_names=data.class_names, folds=tuple(folds), mean=mean,
        spread=spread,
    )  # fmt: skip


def cross_validate_regressor(regression: RegressorConfig, config: CrossValidationConfig) -> CrossValidation:
    """All folds of the regressor."""
    target = load_quantity().target
    folds = list(regressor_folds(regression, config))
    assignment = fold_assignment(np.zeros(len(target)), config)
    mean, spread = summary(folds)
    return CrossValidation(
        assignment=assignment, target=target, class_names=(), folds=tuple(folds), mean=mean, spread=spread
    )
