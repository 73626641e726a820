"""The same numbers by NumPy alone, beside the libraries that give them."""

import numpy as np

from core.practice.data.features import PreparationConfig, TableArrays
from core.practice.data.outliers import OutliersConfig


def pairs_from_scratch(x: np.ndarray, y: np.ndarray) -> dict[str, float]:
    """Pearson's r and the slope of the least-squares line of two columns (n,), from their sums of squares."""
    both = np.isfinite(x) & np.isfinite(y)
    dx, dy = x[both] - x[both].mean(), y[both] - y[both].mean()
    sxy, sxx, syy = dx @ dy, dx @ dx, dy @ dy
    return {"r": float(sxy / (np.sqrt(sxx) * np.sqrt(syy))), "slope": float(sxy / sxx)}


EPSILON = np.finfo(float).eps
SINGLE = ("mean", "median", "mode")  # imputers that look at one column alone


def gap_from_scratch(values: np.ndarray, mask: np.ndarray, name: str) -> dict[str, float]:
    """The error of an imputer in SINGLE, in standard deviations; values (n, d) and the mask (n, d) of hidden cells."""
    errors = []
    for column, hidden in zip(values.T, mask.T, strict=True):
        left = column[~hidden & ~np.isnan(column)]
        distinct, counts = np.unique(left, return_counts=True)
        guess = {"mean": left.mean(), "median": np.median(left), "mode": distinct[counts.argmax()]}[name]
        errors.append((guess - column[hidden]) / np.nanstd(column))
    return {"error": float(np.sqrt(np.mean(np.concatenate(errors) ** 2)))}


def outliers_from_scratch(x: np.ndarray, y: np.ndarray, config: OutliersConfig) -> dict[str, np.ndarray]:
    """The places (m,) of the rows beyond the fences or the z-score, of x and y (n,)."""
    flagged = np.zeros(len(x), dtype=bool)
    for column in (x, y):
        if config.rule == "IQR":
            low, high = np.quantile(column, (0.25, 0.75))
            reach = config.fence * (high - low)
            flagged |= (column < low - reach) | (column > high + reach)
        else:
            flagged |= np.abs(column - column.mean()) > config.threshold * column.std()
    return {"flagged": np.flatnonzero(flagged)}


def is_by_hand(config: PreparationConfig) -> bool:
    """Whether `matrix_from_scratch` knows every step."""
    return config.fill != "neighbors" and config.encoding != "target" and not config.keep and not config.components


def matrix_from_scratch(arrays: TableArrays, config: PreparationConfig, row: int) -> dict[str, object]:
    """The shape of the matrix, and one row (width,) of it, counted from 0: filled, scaled and encoded."""
    columns = []
    for numbers in arrays.numbers.T:
        middle = np.nanmean(numbers) if config.fill == "mean" else np.nanmedian(numbers)
        x = np.where(np.isnan(numbers), middle, numbers)
        low, median, high = np.quantile(x, (0.25, 0.5, 0.75))
        shift, scale = {
            "none": (0.0, 1.0), "standard": (x.mean(), x.std()), "minmax": (x.min(), np.ptp(x)),
            "robust": (median, high - low),
        }[config.scaling]  # fmt: skip
        noise = (len(x) * x.mean() * EPSILON) ** 2 + len(x) * EPSILON * x.var()  # of rounding, as scikit-learn does
        is_flat = x.var() <= noise if config.scaling == "standard" else scale < 10 * EPSILON
        columns.append((x - shift) / (1.0 if is_flat else scale))
    for codes in arrays.codes.T:
        classes, counts = np.unique(codes[codes >= 0], return_counts=True)
        given = np.where(codes < 0, classes[counts.argmax()], codes)
        columns += (
            [given == one for one in classes] if config.encoding == "onehot" else [np.searchsorted(classes, given)]
        )
    matrix = np.column_stack(columns).astype(float)
    return {"shape": np.array(matrix.shape), "row": matrix[row]}
