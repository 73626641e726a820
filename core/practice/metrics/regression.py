"""How far predicted quantities are from the true ones, from scratch; and what one outlier does to each measure."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import ndtri

from core.code_export import Made
from core.practice.metrics.binary import ratio
from core.practice.metrics.models import fitted, load_quantity, noisy, regressor, split
from core.practice.metrics.predictions import Note, training_notes
from core.practice.metrics.settings import OutlierConfig, RegressorConfig


@dataclass(frozen=True)
class RegressionPredictions:
    """True and predicted quantities (n,) of a test set, and how many features the model had (None if unknown).

    row (n,) is the place in the data set or file; `made` the call that gives them, None for an upload.
    """

    y_true: np.ndarray
    y_pred: np.ndarray
    row: np.ndarray
    feature_count: int | None
    notes: tuple[Note, ...] = ()
    made: "Made | None" = None


@dataclass(frozen=True)
class Residuals:
    """True minus predicted: as they are (n,), in bins, and sorted against normal quantiles.

    counts (bins,) between edges (bins + 1,); standardized (n,) rises with normal_quantile (n,).
    """

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


def trained_regression(config: RegressorConfig) -> RegressionPredictions:
    """Predictions on the test set of a regressor trained on the training set of the diabetes data."""
    data = load_quantity()
    features = noisy(data.features, config.feature_noise, config.split_seed)
    train, test = split(data.target, config.test_share, config.split_seed, stratified=False)
    model = fitted(regressor(config), features[train], data.target[train])
    notes = training_notes(model, config.regressor, config.neighbors, len(train), len(test))
    return RegressionPredictions(
        y_true=data.target[test], y_pred=model.predict(features[test]), row=test, feature_count=features.shape[1],
        notes=notes,
    )  # fmt: skip


def quantities_literal(predictions: RegressionPredictions) -> RegressionPredictions:
    """The same predictions with what a script needs only: true and predicted quantities."""
    return replace(predictions, row=np.arange(len(predictions.y_true)), notes=(), made=None)


def regression_values(y_true: np.ndarray, y_pred: np.ndarray, features: int | None) -> dict[str, Any]:
    """Every measure along the last axis of (..., n) arrays; NaN is what is undefined."""
    n = y_true.shape[-1]
    residual = y_true - y_pred
    squared = (residual**2).mean(axis=-1)
    variance = np.where(np.ptp(y_true, axis=-1) > 0, y_true.var(axis=-1), 0.0)  # equal values may miss their own mean
    r2 = 1 - ratio(squared, variance)
    room = n - 1 - features if features is not None else 0
    return {
        "mae": np.abs(residual).mean(axis=-1),
        "mse": squared,
        "rmse": np.sqrt(squared),
        "r2": r2,
        "adjusted_r2": 1 - (1 - r2) * ratio(n - 1, max(room, 0)),
        "mape": ratio(np.abs(residual), np.abs(y_true)).mean(axis=-1),
        "median_ae": np.median(np.abs(residual), axis=-1),
        "explained_variance": 1 - ratio(residual.var(axis=-1), variance),
    }


def residuals(predictions: RegressionPredictions, bins: int = 24) -> Residuals:
    """The residuals, their histogram, and their order against a normal sample's (Blom, 1958)."""
    residual = predictions.y_true - predictions.y_pred
    reach = float(np.abs(residual).max()) or 1.0
    counts, edges = np.histogram(residual, bins=bins, range=(-reach, reach))
    n = len(residual)
    normal = ndtri((np.arange(1, n + 1) - 0.375) / (n + 0.25))
    spread = float(residual.std()) or 1.0
    return Residuals(
        residual=residual, edges=edges, counts=counts, normal_quantile=normal,
        standardized=np.sort((residual - residual.mean()) / spread),
    )  # fmt: skip


def drag_outlier(predictions: RegressionPredictions, config: OutlierConfig) -> OutlierEffect:
    """Move the true value of one sample, keep all predictions, and measure again."""
    y, predicted, features = predictions.y_true, predictions.y_pred, predictions.feature_count
    index = int(np.argsort(y, kind="stable")[round(config.outlier_rank * (len(y) - 1))])
    spread = float(y.std()) or 1.0
    sizes = np.linspace(-20, 20, 201)
    moved = np.repeat(y[None, :].astype(float), len(sizes) + 1, axis=0)
    moved[:, index] += np.append(sizes, config.outlier_size) * spread
    curves = regression_values(moved, predicted, features)
    return OutlierEffect(
        index=index, moved_to=float(moved[-1, index]),
        before={name: float(value) for name, value in regression_values(y, predicted, features).items()},
        after={name: float(values[-1]) for name, values in curves.items()},
        sizes=sizes, curves={name: values[:-1] for name, values in curves.items()},
    )  # fmt: skip


def with_outlier(predictions: RegressionPredictions, effect: OutlierEffect) -> RegressionPredictions:
    """The same predictions, with the moved true value in its place."""
    y_true = predictions.y_true.astype(float)
    y_true[effect.index] = effect.moved_to
    return replace(predictions, y_true=y_true)


def rank_of(predictions: RegressionPredictions, index: int) -> float:
    """The rank of a sample's true value from 0 (lowest) to 1, as `OutlierConfig.outlier_rank` counts."""
    order = np.argsort(predictions.y_true, kind="stable")
    return round(float(np.flatnonzero(order == index)[0] / max(len(order) - 1, 1)), 6)
