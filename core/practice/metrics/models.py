"""The models that are trained on the spot, and the split they are judged by. All are scikit-learn's."""

import warnings
from typing import Any

import numpy as np
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


class AtMostAll:
    """For k-NN: asks all training samples where there are fewer than k."""

    n_neighbors: int

    def fit(self, features: np.ndarray, target: np.ndarray) -> Any:
        """Remember the training samples."""
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
    """The model after training; one that stops before it has converged is taken as it is (see `converged`)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(features, target)


def converged(model: Any) -> bool:
    """Whether the iterative last step of a trained pipeline stopped by itself, not at its limit of iterations."""
    last = model[-1]
    return not hasattr(last, "n_iter_") or int(np.max(last.n_iter_)) < last.max_iter


def noisy(features: np.ndarray, size: float, seed: int) -> np.ndarray:
    """The features with Gaussian noise added, `size` standard deviations of each feature strong."""
    rng = np.random.default_rng(seed)
    return np.asarray(features + size * features.std(axis=0) * rng.standard_normal(features.shape))


def split(target: np.ndarray, test_share: float, seed: int, *, stratified: bool) -> tuple[np.ndarray, np.ndarray]:
    """Indices of the training and the test samples: disjoint, together all; stratified keeps the class shares."""
    train, test = train_test_split(
        np.arange(len(target)), test_size=test_share, random_state=seed, stratify=target if stratified else None
    )
    return np.sort(train), np.sort(test)
