"""How far predicted quantities are from the true ones, from scratch; and what one outlier does to each measure."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

from core.practice.metrics.binary import ratio
from core.practice.metrics.data_sets import load_quantity
from core.practice.metrics.models import fitted, noisy, regressor, split
from core.practice.metrics.predictions import Note, training_notes
from core.practice.metrics.settings import OutlierConfig, RegressorConfig
from core.refusal import Refusal


@dataclass(frozen=True)
class RegressionPredictions:
    """True and predicted quantities (n,) of a test set, and how many features the model had (None if unknown)."""

    y_true: np.ndarray
    y_pred: np.ndarray
    row: np.ndarray
    feature_count: int | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Residuals:
    """True minus predicted (n,): as they are, in bins (counts between edges), and sorted against normal quantiles."""

    residual: np.ndarray
    edges: np.ndarray
    counts: np.ndarray
    normal_quantile: np.ndarray
    standardized: np.ndarray


@dataclass(frozen=True)
class OutlierEffect:
    """Every measure before and after one true value moved by `size` standard deviations, and over all sizes.

    `curves[name]` (sizes,) belongs to `sizes`; NaN is undefined. `index` is the sample, `moved_to` its new true value.
    """

    index: int
    moved_to: float
    before: dict[str, float]
    after: dict[str, float]
    sizes: np.ndarray
    curves: dict[str, np.ndarray]


def held_out_quantities(config: RegressorConfig) -> tuple[np.ndarray, np.ndarray, int]:
    """True and predicted quantities of the test samples, and the number of features."""
    data = load_quantity()
    features = noisy(data.features, config.feature_noise, config.split_seed)
    train, test = split(data.target, config.test_share, config.split_seed, stratified=False)
    model = fitted(regressor(config), features[train], data.target[train])
    return data.target[test], model.predict(features[test]), features.shape[1]


def trained_regression(config: RegressorConfig) -> RegressionPredictions:
    """Train the regressor on the training part of the diabetes data; its predictions on the test part."""
    data = load_quantity()
    features = noisy(data.features, config.feature_noise, config.split_seed)
    train, test = split(data.target, config.test_share, config.split_seed, stratified=False)
    model = fitted(regressor(config), features[train], data.target[train])
    notes = training_notes(model, config.regressor, config.neighbors, len(train), len(test))
    return RegressionPredictions(data.target[test], model.predict(features[test]), test, features.shape[1], notes)


def regression_values(y_true: np.ndarray, y_pred: np.ndarray, features: int | None) -> dict[str, Any]:
    """Every measure along the last axis of (..., n) arrays; NaN is what is undefined."""
    n = y_true.shape[-1]
    residual = y_true - y_pred
    squared = (residual**2).mean(axis=-1)
    r2 = 1 - ratio(squared, y_true.var(axis=-1)) if n > 1 else np.full_like(squared, np.nan)[()]
    room = n - 1 - features if features is not None else 0
    return {
        "mae": np.abs(residual).mean(axis=-1),
        "mse": squared,
        "rmse": np.sqrt(squared),
        "r2": r2,
        "adjusted_r2": 1 - (1 - r2) * ratio(n - 1, max(room, 0)),
        "mape": ratio(np.abs(residual), np.abs(y_true)).mean(axis=-1),
        "median_ae": np.median(np.abs(residual), axis=-1),
        "explained_variance": 1 - ratio(residual.var(axis=-1), y_true.var(axis=-1)) if n > 1 else r2,
    }


def residuals(predictions: RegressionPredictions, bins: int = 24) -> Residuals:
    """The residuals, their histogram, and their order against a normal sample's (Blom, 1958)."""
    residual = predictions.y_true - predictions.y_pred
    reach = float(np.abs(residual).max()) or 1.0
    counts, edges = np.histogram(residual, bins=bins, range=(-reach, reach))
    n = len(residual)
    normal = ndtri((np.arange(1, n + 1) - 0.375) / (n + 0.25))
    spread = float(residual.std()) or 1.0
    return Residuals(residual, edges, counts, normal, np.sort((residual - residual.mean()) / spread))


def drag_outlier(predictions: RegressionPredictions, config: OutlierConfig) -> OutlierEffect:
    """Move the true value of one sample, keep all predictions, and measure again; Refusal without samples."""
    y, predicted, features = predictions.y_true, predictions.y_pred, predictions.feature_count
    if not len(y):
        raise Refusal("too_few_rows", got=0, least=1)
    index = int(np.argsort(y, kind="stable")[round(config.outlier_rank * (len(y) - 1))])
    spread = float(y.std()) or 1.0
    sizes = np.linspace(-20, 20, 201)
    moved = np.repeat(y[None, :].astype(float), len(sizes) + 1, axis=0)
    moved[:, index] += np.append(sizes, config.outlier_size) * spread
    curves = regression_values(moved, predicted, features)
    return OutlierEffect(
        index, float(moved[-1, index]),
        {name: float(value) for name, value in regression_values(y, predicted, features).items()},
        {name: float(values[-1]) for name, values in curves.items()},
        sizes, {name: values[:-1] for name, values in curves.items()},
    )  # fmt: skip
