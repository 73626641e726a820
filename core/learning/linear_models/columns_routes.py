"""The coefficients of several columns by four routes, with the penalty in the units of each library.

Shapes: the columns are x (n, d), what they predict y (n,), intercept and coefficients (d + 1,).
"""

import numpy as np

from core.learning.linear_models.columns import coefficients_of, lasso, per_unit, standardized
from core.learning.linear_models.routes import Ways
from core.learning.linear_models.settings import GradientStepsConfig, TableFitConfig

LARGEST = 1e100  # a coefficient beyond it: the descent has diverged


def columns_in_closed_form(x: np.ndarray, y: np.ndarray, config: TableFitConfig) -> dict[str, np.ndarray]:
    """Intercept and coefficients (d + 1,) by a least squares solver, or by the penalized normal equations."""
    return {"coefficients": coefficients_of(x, y, config)}


def columns_by_descent(
    x: np.ndarray, y: np.ndarray, config: TableFitConfig, settings: GradientStepsConfig
) -> dict[str, np.ndarray]:  # fmt: skip
    """The same (d + 1,) by gradient descent on the standardized columns, from 0.

    The absolute values of an L1 penalty have no gradient at 0: each step is followed by moving every coefficient by
    η·λ towards 0, but not beyond it.
    """
    z, centered, rate = standardized(x), y - y.mean(), settings.learning_rate
    beta = np.zeros(z.shape[1])
    for _ in range(settings.steps):
        gradient = 2 / len(y) * z.T @ (z @ beta - centered)  # (d,)
        if config.penalty == "L2":
            gradient = gradient + 2 * config.strength * beta
        beta = beta - rate * gradient
        if config.penalty == "L1":
            beta = np.sign(beta) * np.maximum(np.abs(beta) - rate * config.strength, 0)
        if not np.abs(beta).max() < LARGEST:
            break
    return {"coefficients": per_unit(beta, x, y)}


def columns_in_torch(
    x: np.ndarray, y: np.ndarray, config: TableFitConfig, settings: GradientStepsConfig
) -> dict[str, np.ndarray]:  # fmt: skip
    """The same descent (d + 1,) by PyTorch: an L2 penalty λ is a weight decay of 2λ."""
    import torch

    z, centered = torch.tensor(standardized(x)), torch.tensor(y - y.mean())
    beta = torch.zeros(z.shape[1], dtype=torch.float64, requires_grad=True)
    decay = 2 * config.strength if config.penalty == "L2" else 0.0
    optimizer = torch.optim.SGD([beta], lr=settings.learning_rate, weight_decay=decay)
    for _ in range(settings.steps):
        optimizer.zero_grad()
        loss = ((z @ beta - centered) ** 2).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if config.penalty == "L1":
            with torch.no_grad():
                beta.copy_(torch.nn.functional.softshrink(beta, settings.learning_rate * config.strength))
        if not bool(beta.detach().abs().max() < LARGEST):
            break
    return {"coefficients": per_unit(beta.detach().numpy(), x, y)}


def columns_in_sklearn(x: np.ndarray, y: np.ndarray, config: TableFitConfig) -> dict[str, np.ndarray]:
    """The same (d + 1,) by scikit-learn: its Ridge wants n·λ, its lasso λ/2."""
    from sklearn.linear_model import LinearRegression, Ridge

    z = standardized(x)
    if config.penalty == "L1":
        return {"coefficients": per_unit(lasso(z, y - y.mean(), config.strength), x, y)}
    model = (LinearRegression() if config.penalty == "none" else Ridge(alpha=len(y) * config.strength)).fit(z, y)
    return {"coefficients": per_unit(np.asarray(model.coef_, dtype=float), x, y)}


COLUMN_WAYS: Ways = {
    "solver": columns_in_closed_form,
    "NumPy": columns_by_descent,
    "PyTorch": columns_in_torch,
    "scikit-learn": columns_in_sklearn,
}
