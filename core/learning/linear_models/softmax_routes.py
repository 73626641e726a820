"""The weights of softmax regression by four routes.

Shapes: points (n, 2), labels (n,), standardized columns behind a column of ones z (n, 3), weights (3, 3).
"""

from typing import Any

import numpy as np

from core.learning.linear_models.descent_path import scales
from core.learning.linear_models.routes import Ways
from core.learning.linear_models.samples import with_ones
from core.learning.linear_models.settings import ClassStepsConfig, SoftmaxFitConfig
from core.learning.linear_models.softmax import (
    CLASSES,
    decay_of,
    descent_of_classes,
    newton_of_classes,
    numbers_of_plane,
)


def standard_columns(points: np.ndarray) -> np.ndarray:
    """The standardized columns z of points."""
    mean, spread = scales(points)
    return with_ones((points - mean) / spread)


def plane_by_newton(points: np.ndarray, labels: np.ndarray, config: SoftmaxFitConfig) -> dict[str, object]:
    """By Newton's method."""
    z, decay = standard_columns(points), decay_of(config, len(labels))
    return numbers_of_plane(newton_of_classes(z, labels, decay), z, labels, decay)


def plane_by_descent(
    points: np.ndarray, labels: np.ndarray, config: SoftmaxFitConfig, settings: ClassStepsConfig
) -> dict[str, object]:  # fmt: skip
    """By gradient descent in NumPy."""
    z, decay = standard_columns(points), decay_of(config, len(labels))
    return numbers_of_plane(descent_of_classes(z, labels, decay, settings)[0], z, labels, decay)


def plane_in_torch(
    points: np.ndarray, labels: np.ndarray, config: SoftmaxFitConfig, settings: ClassStepsConfig
) -> dict[str, object]:  # fmt: skip
    """By the same descent in PyTorch: `cross_entropy` takes logits and labels."""
    import torch

    z, decay = standard_columns(points), decay_of(config, len(labels))
    features, targets = torch.tensor(z[:, 1:]), torch.tensor(labels)
    slopes = torch.zeros(CLASSES, features.shape[1], dtype=torch.float64, requires_grad=True)
    biases = torch.zeros(CLASSES, dtype=torch.float64, requires_grad=True)
    groups: list[dict[str, Any]] = [{"params": [slopes], "weight_decay": decay}, {"params": [biases]}]
    optimizer = torch.optim.SGD(groups, lr=settings.class_rate)
    for _ in range(settings.class_steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(features @ slopes.T + biases, targets)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if not bool(slopes.detach().abs().max() < 1e100):
            break
    weights = torch.column_stack([biases, slopes]).detach().numpy()
    return numbers_of_plane(weights, z, labels, decay)


def plane_in_sklearn(points: np.ndarray, labels: np.ndarray, config: SoftmaxFitConfig) -> dict[str, object]:
    """By scikit-learn, whose C divides the penalty."""
    from sklearn.linear_model import LogisticRegression

    z, decay = standard_columns(points), decay_of(config, len(labels))
    c = config.shrink_c if config.shrink else np.inf
    model = LogisticRegression(C=c, tol=1e-10, max_iter=10_000, solver="newton-cholesky").fit(z[:, 1:], labels)
    return numbers_of_plane(np.column_stack([model.intercept_, model.coef_]), z, labels, decay)


PLANE_WAYS: Ways = {
    "Newton": plane_by_newton,
    "NumPy": plane_by_descent,
    "PyTorch": plane_in_torch,
    "scikit-learn": plane_in_sklearn,
}
