"""Every measure of predicted quantities as a row: value or reason, formula, and the numbers plugged in."""

import numpy as np

from core.practice.metrics.binary_report import Line, MetricRow
from core.practice.metrics.regression import OutlierEffect, RegressionPredictions, regression_values
from core.tex import fraction, number, signed

FORMULAS = {
    "mae": r"\frac1n\sum_i|y_i-\hat y_i|",
    "mse": r"\frac1n\sum_i(y_i-\hat y_i)^2",
    "rmse": r"\sqrt{\frac1n\sum_i(y_i-\hat y_i)^2}",
    "r2": r"1-\frac{\sum_i(y_i-\hat y_i)^2}{\sum_i(y_i-\bar y)^2}",
    "adjusted_r2": r"1-(1-R^2)\,\frac{n-1}{n-p-1}",
    "mape": r"\frac1n\sum_i\left|\frac{y_i-\hat y_i}{y_i}\right|",
    "median_ae": r"\operatorname{median}_i|y_i-\hat y_i|",
    "explained_variance": r"1-\frac{\operatorname{Var}(y-\hat y)}{\operatorname{Var}(y)}",
}


def moved_line(predictions: RegressionPredictions, effect: OutlierEffect) -> Line:
    """Which true value is moved, from where and to where."""
    at = effect.index
    was, predicted = float(predictions.y_true[at]), float(predictions.y_pred[at])
    return "moved", {"row": int(predictions.row[at]), "was": was, "now": effect.moved_to, "predicted": predicted}


def regression_rows(predictions: RegressionPredictions) -> tuple[MetricRow, ...]:
    """The eight measures; None, with a key of the words files, where one is undefined."""
    y, predicted, features = predictions.y_true, predictions.y_pred, predictions.feature_count
    values = regression_values(y, predicted, features)
    numbers = _with_numbers(predictions, float(values["r2"]))
    return tuple(
        MetricRow(name, None, FORMULAS[name], "", undefined=_reason(name, predictions))
        if np.isnan(value)
        else MetricRow(name, float(value), FORMULAS[name], numbers[name])
        for name, value in values.items()
    )


def _reason(name: str, predictions: RegressionPredictions) -> str:
    if name == "mape":
        return "zero_target"
    if name == "adjusted_r2" and predictions.feature_count is None:
        return "feature_count_unknown"
    if len(predictions.y_true) > 1 and np.ptp(predictions.y_true) == 0:
        return "constant_target"
    return "too_few_samples"


def _with_numbers(predictions: RegressionPredictions, r2: float) -> dict[str, str]:
    y, features = predictions.y_true, predictions.feature_count
    residual = y - predictions.y_pred
    n = len(y)
    absolute, squares = float(np.abs(residual).sum()), float((residual**2).sum())
    around_mean = float(((y - y.mean()) ** 2).sum())
    relative = float(np.abs(residual / np.where(y == 0, np.nan, y)).sum())
    middle = np.sort(np.abs(residual))[(n - 1) // 2 : n // 2 + 1]
    adjusted = fraction(f"{n}-1", f"{n}-{features or 0}-1")
    return {
        "mae": fraction(number(absolute, 6), n),
        "mse": fraction(number(squares, 6), n),
        "rmse": rf"\sqrt{{{fraction(number(squares, 6), n)}}}",
        "r2": f"1-{fraction(number(squares, 6), number(around_mean, 6))}",
        "adjusted_r2": rf"1-(1-{signed(r2)})\cdot {adjusted}",
        "mape": fraction(number(relative, 6), n),
        "median_ae": number(middle[0]) if len(middle) == 1 else fraction("+".join(map(number, middle)), 2),
        "explained_variance": f"1-{fraction(number(float(residual.var()), 6), number(float(y.var()), 6))}",
    }
