"""Lasso, ridge and elastic net on the diabetes table beside columns of noise: the path of every coefficient."""

import warnings
from dataclasses import dataclass, replace

import numpy as np

from core.code_export import Made
from core.learning.regularization.settings import PenaltiesConfig

ROWS = 442  # of the diabetes table
STRENGTHS = np.logspace(-2, 3, 61)
SWEEPS = 20_000
STILL_CHANGE = 1e-9  # of a coefficient in one sweep, relative to the largest
SOLVED = 1e-10  # duality gap of scikit-learn, relative to ||y||²


@dataclass(frozen=True)
class Split:
    """Standardized columns (rows, d) and values less their mean (rows,), both by the training rows."""

    train: np.ndarray
    train_values: np.ndarray
    valid: np.ndarray
    valid_values: np.ndarray
    names: tuple[str, ...]  # of the real columns, which come first


@dataclass(frozen=True)
class CoefficientPath:
    """Coefficients (strengths, d) and mean squared errors (strengths,) by the strength λ of the penalty.

    `spread` is the mean square of the validation values: the error of always predicting the training mean.
    """

    coefficients: np.ndarray
    train: np.ndarray
    valid: np.ndarray
    spread: float
    names: tuple[str, ...]
    made: Made | None = None


@dataclass(frozen=True)
class PenalizedFit:
    """The coefficients (d,) at one strength, and the mean squared errors."""

    coefficients: np.ndarray
    train: float
    valid: float

    @property
    def nonzero(self) -> np.ndarray:
        """Which coefficients are not exactly 0, (d,)."""
        return np.asarray(self.coefficients != 0)


def split_rows(config: PenaltiesConfig) -> Split:
    """The diabetes table with columns of standard normal noise, divided into training and validation rows."""
    from sklearn.datasets import load_diabetes

    bunch = load_diabetes(scaled=False)
    rng = np.random.default_rng(config.split_seed)
    order, noise = rng.permutation(ROWS), rng.standard_normal((ROWS, 40))
    x = np.hstack([bunch.data, noise[:, : config.useless]])[order]
    y, n = bunch.target[order], config.rows_used
    mean, sd = x[:n].mean(axis=0), x[:n].std(axis=0)
    x, y = (x - mean) / np.where(sd > 0, sd, 1), y - y[:n].mean()
    return Split(
        train=x[:n], train_values=y[:n], valid=x[n:], valid_values=y[n:], names=tuple(map(str, bunch.feature_names))
    )  # fmt: skip


def ridge_coefficients(x: np.ndarray, y: np.ndarray, strengths: np.ndarray) -> np.ndarray:
    """The least ||y - Xw||²/2n + λ||w||²/2 for every λ, in closed form: (strengths, d). x: (n, d); y: (n,)."""
    u, s, vt = np.linalg.svd(x, full_matrices=False)
    factors = s / (s**2 + len(x) * strengths[:, None])
    return np.asarray((factors * (u.T @ y)) @ vt)


def elastic_net(x: np.ndarray, y: np.ndarray, strengths: np.ndarray, share: float) -> np.ndarray:
    """The least ||y - Xw||²/2n + λ(share ||w||₁ + (1 - share) ||w||²/2) for every λ: (strengths, d).

    By scikit-learn from the largest λ down; x: (n, d); y: (n,).
    """
    from sklearn.linear_model import enet_path

    if share == 0:
        return ridge_coefficients(x, y, strengths)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of scikit-learn where the last digit takes more sweeps than given
        found = enet_path(x, y, l1_ratio=share, alphas=np.sort(strengths)[::-1], tol=SOLVED, max_iter=SWEEPS)[1]
    return np.asarray(found.T[np.argsort(np.argsort(-strengths))])


def without_strength(config: PenaltiesConfig) -> PenaltiesConfig:
    """What the path depends on: every setting but λ."""
    return replace(config, strength=PenaltiesConfig().strength)


def coefficient_path(config: PenaltiesConfig) -> CoefficientPath:
    """The path over λ from 0.01 to 1000, with the errors on training and validation rows."""
    rows = split_rows(config)
    w = elastic_net(rows.train, rows.train_values, STRENGTHS, config.share)
    return CoefficientPath(
        coefficients=w, train=np.mean((rows.train_values - w @ rows.train.T) ** 2, axis=1),
        valid=np.mean((rows.valid_values - w @ rows.valid.T) ** 2, axis=1),
        spread=float(np.mean(rows.valid_values**2)), names=rows.names,
    )  # fmt: skip


def penalized_fit(config: PenaltiesConfig) -> PenalizedFit:
    """The coefficients at the chosen strength."""
    rows = split_rows(config)
    w = elastic_net(rows.train, rows.train_values, np.array([config.strength]), config.share)[0]
    return PenalizedFit(
        coefficients=w, train=float(np.mean((rows.train_values - rows.train @ w) ** 2)),
        valid=float(np.mean((rows.valid_values - rows.valid @ w) ** 2)),
    )  # fmt: skip


def penalized_numbers(config: PenaltiesConfig) -> dict[str, float]:
    """The errors and the number of coefficients that are not 0."""
    fit = penalized_fit(config)
    return {"train": fit.train, "valid": fit.valid, "nonzero": int(fit.nonzero.sum())}


def soft_threshold(z: np.ndarray, limit: float) -> np.ndarray:
    """Every number moved towards 0 by `limit`, and to 0 exactly where it is smaller; the shape is kept."""
    return np.asarray(np.sign(z) * np.maximum(np.abs(z) - limit, 0))


def penalized_from_scratch(config: PenaltiesConfig) -> dict[str, float]:
    """The same by coordinate descent: each coefficient in turn is the best one, the others held."""
    rows = split_rows(config)
    x, y, n = rows.train, rows.train_values, config.rows_used
    gram, along = x.T @ x / n, x.T @ y / n
    l1, l2 = config.strength * config.share, config.strength * (1 - config.share)
    w = np.zeros(x.shape[1])
    for _ in range(SWEEPS):
        before = w.copy()
        for j in range(len(w)):
            z = along[j] - gram[j] @ w + gram[j, j] * w[j]  # slope at w[j] = 0
            w[j] = soft_threshold(z, l1) / (gram[j, j] + l2)
        if np.abs(w - before).max() <= STILL_CHANGE * max(np.abs(w).max(), 1e-9):
            break
    return {
        "train": float(np.mean((y - x @ w) ** 2)), "valid": float(np.mean((rows.valid_values - rows.valid @ w) ** 2)),
        "nonzero": int((w != 0).sum()),
    }  # fmt: skip
