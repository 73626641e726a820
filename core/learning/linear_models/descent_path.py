"""Gradient descent on the mean squared residual, and the standardized columns on which it goes fast."""

import numpy as np

TOO_FAR = 1e100  # a parameter beyond it: the descent has diverged


def mean_squared_residual(design: np.ndarray, y: np.ndarray, theta: np.ndarray) -> float:
    """The loss of parameters theta (d,): the mean of (X·theta − y)²; X (n, d), y (n,)."""
    residual = design @ theta - y
    return float(residual @ residual) / len(y)


def descent_path(
    design: np.ndarray, y: np.ndarray, start: np.ndarray, learning_rate: float, steps: int
) -> np.ndarray:  # fmt: skip
    """The parameters of every step, the start first: (steps + 1, d), fewer where it diverges; X (n, d), y (n,)."""
    theta = np.array(start, dtype=float)
    path = [theta]
    for _ in range(steps):
        residual = design @ theta - y  # (n,)
        gradient = 2 / len(y) * design.T @ residual  # (d,)
        theta = theta - learning_rate * gradient
        path.append(theta)
        if not np.abs(theta).max() < TOO_FAR:
            break
    return np.array(path)


def descent_in_torch(
    design: np.ndarray, y: np.ndarray, start: np.ndarray, learning_rate: float, steps: int
) -> np.ndarray:  # fmt: skip
    """The last parameters (d,) of the same descent by PyTorch's autograd and SGD; X (n, d), y (n,), start (d,)."""
    import torch

    features, targets = torch.tensor(design), torch.tensor(y)
    theta = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([theta], lr=learning_rate)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = ((features @ theta - targets) ** 2).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if not bool(theta.detach().abs().max() < TOO_FAR):
            break
    return np.asarray(theta.detach().numpy())


def scales(columns: np.ndarray, through_origin: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """The mean and the standard deviation (divisor n) of every column (n, d): (d,) each; 1 in place of 0.

    Without an intercept nothing is moved: the mean is 0, and the root mean square takes the deviation's place.
    """
    mean = np.zeros(columns.shape[1]) if through_origin else columns.mean(axis=0)
    spread = np.sqrt(((columns - mean) ** 2).mean(axis=0))
    level = np.ptp(columns, axis=0) == 0
    spread[(spread == 0) | (level & (not through_origin))] = 1.0
    return mean, spread


def to_descent(line: np.ndarray, mean: float, spread: float) -> np.ndarray:
    """Intercept and slope (2,) in the coordinates of z = (x − mean)/spread: height at the mean, slope in z. (2,)"""
    return np.array([line[0] + line[1] * mean, line[1] * spread])


def from_descent(theta: np.ndarray, mean: float, spread: float) -> np.ndarray:
    """The inverse of `to_descent`: (2,); theta (2,), or (1,) where there is no intercept."""
    slope, height = theta[-1] / spread, theta[0] if len(theta) == 2 else 0.0
    return np.array([height - slope * mean, slope])


def largest_rate(design: np.ndarray) -> tuple[float, float]:
    """The learning rate from which descent no longer converges, and the condition number of XᵀX/n; X (n, d).

    The Hessian of the mean squared residual is 2XᵀX/n; the bound is 2 over its largest eigenvalue.
    """
    values = np.linalg.svd(design, compute_uv=False) ** 2 / len(design)
    if values[0] == 0:
        return float("inf"), float("inf")
    least = values[-1] if len(values) == design.shape[1] else 0.0
    worthless = least <= values[0] * (np.finfo(float).eps * max(design.shape)) ** 2
    return float(1 / values[0]), float("inf") if worthless else float(values[0] / least)
