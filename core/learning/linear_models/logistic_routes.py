"""The coefficients of logistic regression by four routes.

Shapes: the cases are rows of x and of 0 or 1, (n, 2).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.learning.linear_models.descent_path import from_descent
from core.learning.linear_models.logistic import descent_of_cases, log_likelihood, newton, standard_x
from core.learning.linear_models.routes import Ways
from core.learning.linear_models.settings import ClassStepsConfig, LogisticFitConfig


def strength_of(config: LogisticFitConfig) -> float:
    """The C of the penalty; infinite without one."""
    return config.c if config.penalized else float("inf")


def numbers_of_cases(rows: np.ndarray, beta: np.ndarray) -> dict[str, float]:
    """Intercept, slope and log-likelihood of coefficients (2,)."""
    likelihood = log_likelihood(rows[:, 0], rows[:, 1], beta)
    return {"intercept": float(beta[0]), "slope": float(beta[1]), "log_likelihood": likelihood}


def cases_by_newton(rows: np.ndarray, config: LogisticFitConfig) -> dict[str, float]:
    """By Newton's method."""
    return numbers_of_cases(rows, newton(rows[:, 0], rows[:, 1], strength_of(config)))


def cases_by_descent(rows: np.ndarray, config: LogisticFitConfig, settings: ClassStepsConfig) -> dict[str, float]:
    """By gradient descent in NumPy."""
    return numbers_of_cases(rows, descent_of_cases(rows[:, 0], rows[:, 1], strength_of(config), settings))


def cases_in_torch(rows: np.ndarray, config: LogisticFitConfig, settings: ClassStepsConfig) -> dict[str, float]:
    """By the same descent in PyTorch: the penalty is a weight decay of the slope alone."""
    import torch

    z, mean, spread = standard_x(rows[:, 0])
    features, targets = torch.tensor(z), torch.tensor(rows[:, 1])
    intercept, slope = (torch.zeros(1, dtype=torch.float64, requires_grad=True) for _ in range(2))
    decay = 1 / (strength_of(config) * len(z) * spread**2)
    groups: list[dict[str, Any]] = [{"params": [intercept]}, {"params": [slope], "weight_decay": decay}]
    optimizer = torch.optim.SGD(groups, lr=settings.class_rate)
    for _ in range(settings.class_steps):
        optimizer.zero_grad()
        logits = intercept + slope * features
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if not bool(slope.detach().abs() < 1e100):
            break
    return numbers_of_cases(rows, from_descent(np.array([intercept.item(), slope.item()]), mean, spread))


def cases_in_sklearn(rows: np.ndarray, config: LogisticFitConfig) -> dict[str, float]:
    """By scikit-learn, whose C divides the penalty; C = np.inf means none, and 1 is its default."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength_of(config), tol=1e-10, max_iter=10_000, solver="newton-cholesky")
    model.fit(rows[:, :1], rows[:, 1].astype(int))
    return numbers_of_cases(rows, np.array([model.intercept_[0], model.coef_[0, 0]]))


CASE_WAYS: Ways = {
    "Newton": cases_by_newton,
    "NumPy": cases_by_descent,
    "PyTorch": cases_in_torch,
    "scikit-learn": cases_in_sklearn,
}


def with_moved(
    x: Sequence[float], y: Sequence[float], labels: Sequence[int], count: int
) -> tuple[tuple[float, float], ...]:  # fmt: skip
    """Rows of x and of 0 or 1 after a hand has moved cases: a new one has its label, the others the nearer of 0 and 1.

    `count` is how many there were.
    """
    new = len(labels) > count
    values = [label if new and k == len(labels) - 1 else round(height) for k, (height, label) in
              enumerate(zip(y, labels, strict=True))]  # fmt: skip
    return tuple((round(place, 2), float(value)) for place, value in zip(x, values, strict=True))
