"""Every sample is tested once: k folds, a model for each, and the spread of their scores."""

from collections.abc import Generator, Iterator
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


def classifier_folds(training: ClassifierConfig, config: CrossValidationConfig) -> Iterator[FoldScore | None]:
    """Train and test the classifier fold by fold, on the whole data set; None between training and testing."""
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
        yield None
        yield FoldScore(
            fold=k, test_size=int(test.sum()), train_size=int((~test).sum()), test=scores(model, test),
            train=scores(model, ~test),
        )  # fmt: skip


def regressor_folds(regression: RegressorConfig, config: CrossValidationConfig) -> Iterator[FoldScore | None]:
    """Train and test the regressor fold by fold, on the whole diabetes table; a quantity cannot be stratified.

    None between training and testing.
    """
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
        yield None
        yield FoldScore(
            fold=k, test_size=int(test.sum()), train_size=int((~test).sum()), test=scores(model, test),
            train=scores(model, ~test),
        )  # fmt: skip


def summary(folds: list[FoldScore]) -> tuple[dict[str, float], dict[str, float]]:
    """Mean and standard deviation (n - 1) of each test score over the folds."""
    table = {name: np.array([fold.test[name] for fold in folds]) for name in folds[0].test}
    mean = {name: float(values.mean()) for name, values in table.items()}
    return mean, {name: float(values.std(ddof=1)) for name, values in table.items()}


Growing = Generator[CrossValidation | None, bool | None, None]


def growing(
    steps: Iterator[FoldScore | None], assignment: np.ndarray, target: np.ndarray, class_names: tuple[str, ...]
) -> Growing:
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
    """All folds of the classifier, as a result that grows."""
    data = load_classes(training.data_set)
    assignment = fold_assignment(data.target, config)
    return growing(classifier_folds(training, config), assignment, data.target, data.class_names)


def regressor_in_steps(regression: RegressorConfig, config: CrossValidationConfig) -> Growing:
    """All folds of the regressor, as a result that grows."""
    target = load_quantity().target
    return growing(regressor_folds(regression, config), fold_assignment(np.zeros(len(target)), config), target, ())


def cross_validate_classifier(training: ClassifierConfig, config: CrossValidationConfig) -> CrossValidation:
    """All folds of the classifier."""
    *_, last = classifier_in_steps(training, config)
    assert last is not None
    return last
