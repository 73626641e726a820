"""The data sets and models of scikit-learn that are trained on the spot, and the split into training and test set."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from core.practice.metrics.settings import ClassifierConfig, RegressorConfig

LOADERS = {"Breast cancer": load_breast_cancer, "Digits": load_digits, "Wine": load_wine, "Iris": load_iris}


@dataclass(frozen=True)
class DataSet:
    """Features (n, d), target (n,), the names of both, and images (n, height, width) or None."""

    features: np.ndarray
    target: np.ndarray
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    images: np.ndarray | None = None


def load_classes(name: str) -> DataSet:
    """A table whose target is a class index; in "Breast cancer" malignant is class 1, what the test looks for.

    Digits carry their images (n, 8, 8) with gray values from 0 to 16.
    """
    table = LOADERS[name]()
    target, class_names = table.target, [str(name) for name in table.target_names]
    if name == "Breast cancer":
        target, class_names = 1 - target, class_names[::-1]
    return DataSet(
        features=table.data, target=target, feature_names=tuple(str(name) for name in table.feature_names),
        class_names=tuple(class_names), images=table.get("images"),
    )  # fmt: skip


def load_quantity() -> DataSet:
    """The diabetes table of scikit-learn; its target is the disease's progress after one year, from 25 to 346."""
    table = load_diabetes(scaled=False)
    return DataSet(features=table.data, target=table.target, feature_names=tuple(table.feature_names))


class AtMostAll:
    """For k-NN: asks all training samples where there are fewer than k."""

    n_neighbors: int

    def fit(self, features: np.ndarray, target: np.ndarray) -> Any:
        """Store the training samples: features (n, d), target (n,)."""
        self.n_neighbors = min(self.n_neighbors, len(features))
        return super().fit(features, target)  # type: ignore[misc]


class NearestClasses(AtMostAll, KNeighborsClassifier):  # type: ignore[misc]
    """k-NN for classes."""


class NearestQuantities(AtMostAll, KNeighborsRegressor):  # type: ignore[misc]
    """k-NN for quantities."""


CLASSIFIERS: dict[str, Any] = {
    "Logistic regression": lambda c: LogisticRegression(C=c.inverse_penalty, max_iter=1000),
    "k-NN": lambda c: NearestClasses(c.neighbors),
    "Decision tree": lambda c: DecisionTreeClassifier(max_depth=c.depth, random_state=0),
    "Random forest": lambda c: RandomForestClassifier(c.trees, max_depth=c.depth, random_state=0),
    "Naive Bayes": lambda c: GaussianNB(var_smoothing=c.smoothing),
    "MLP": lambda c: MLPClassifier(hidden_layer_sizes=(c.hidden_units,), solver="lbfgs", max_iter=200, random_state=0),
}
REGRESSORS: dict[str, Any] = {
    "Linear regression": lambda c: LinearRegression(),
    "k-NN": lambda c: NearestQuantities(c.neighbors),
    "Decision tree": lambda c: DecisionTreeRegressor(max_depth=c.depth, random_state=0),
    "Random forest": lambda c: RandomForestRegressor(c.trees, max_depth=c.depth, random_state=0),
    "MLP": lambda c: MLPRegressor(
        hidden_layer_sizes=(c.hidden_units,), solver="lbfgs", alpha=30.0, max_iter=200, random_state=0
    ),
}


def classifier(config: ClassifierConfig) -> Any:
    """The untrained classifier, behind a standardization of every feature."""
    return make_pipeline(StandardScaler(), CLASSIFIERS[config.model](config))


def regressor(config: RegressorConfig) -> Any:
    """The untrained regressor, behind a standardization of every feature."""
    return make_pipeline(StandardScaler(), REGRESSORS[config.regressor](config))


def fitted(model: Any, features: np.ndarray, target: np.ndarray) -> Any:
    """The model after training on features (n, d), target (n,); one that has not converged is taken as it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(features, target)


def converged(model: Any) -> bool:
    """Whether the iterative last step of a trained pipeline stopped by itself, not at its limit of iterations."""
    last = model[-1]
    return not hasattr(last, "n_iter_") or int(np.max(last.n_iter_)) < last.max_iter


def noisy(features: np.ndarray, size: float, seed: int) -> np.ndarray:
    """The features (n, d) with Gaussian noise added, `size` standard deviations of each feature strong."""
    rng = np.random.default_rng(seed)
    return np.asarray(features + size * features.std(axis=0) * rng.standard_normal(features.shape))


def split(target: np.ndarray, test_share: float, seed: int, *, stratified: bool) -> tuple[np.ndarray, np.ndarray]:
    """Indices of the training and the test samples of a target (n,): disjoint, together all, both ascending.

    Stratified keeps the shares of the classes.
    """
    train, test = train_test_split(
        np.arange(len(target)), test_size=test_share, random_state=seed, stratify=target if stratified else None
    )
    return np.sort(train), np.sort(test)
