"""Principal components of a table: covariance, its eigenvectors, and the rows projected onto them."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.data.tables import DataTable, load_table
from core.params import Interval, Log, config
from core.refusal import Refusal

MOST_COLUMNS = 500
LARGEST = 1e100  # of a number: its square must be finite
NO_MEASUREMENT = {"penguins": ("year",)}


@config
class PcaConfig:
    """The table, whether its columns are standardized, and how many components are kept."""

    table: Literal["wine", "iris", "breast_cancer", "digits", "penguins", "own"] = "wine"
    standardize: bool = True
    components: Annotated[int, Interval(ge=1, le=64), Log()] = 2
    row: Annotated[int, Interval(ge=1, le=1797)] = 1


@dataclass(frozen=True)
class Measurements:
    """The numbers of a table as PCA takes them: values (n, p), without rows that have gaps.

    kept (rows,): which rows of the table these are. constant: names of columns whose values are all equal; text: names
    of columns that are no numbers; gaps: how many rows were left out.
    """

    names: tuple[str, ...]
    values: np.ndarray
    kept: np.ndarray
    constant: tuple[str, ...]
    text: tuple[str, ...]
    gaps: int


@dataclass(frozen=True)
class Pca:
    """Principal components of (n, p) numbers; r = p.

    mean, scale (p,): what was subtracted, and by what divided. axes (r, p): unit vectors, the entry of the largest
    size positive. variances (r,) falling, with n - 1 as divisor; ratios (r,): their shares. scores (n, r).
    """

    data: Measurements
    mean: np.ndarray
    scale: np.ndarray
    axes: np.ndarray
    variances: np.ndarray
    ratios: np.ndarray
    scores: np.ndarray


def measurements(table: DataTable) -> Measurements:
    """The columns of numbers but for the target, and the rows without gaps.

    Refusal where fewer than two rows or two columns are left, or too many columns, or numbers whose squares overflow.
    """
    leave = NO_MEASUREMENT.get("" if table.own else table.name, ())
    names = [name for name in table.feature_names() if name not in leave]
    names = [name for name in names if np.isfinite(table.column(name).values).any()]
    if len(names) < 2:
        raise Refusal("pca_columns_few", got=len(names))
    if len(names) > MOST_COLUMNS:
        raise Refusal("pca_columns_many", got=len(names), limit=MOST_COLUMNS)
    values = np.stack([table.column(name).values for name in names], axis=1)
    kept = np.isfinite(values).all(axis=1)
    values = values[kept]
    if len(values) < 2:
        raise Refusal("pca_rows", got=len(values), rows=table.rows)
    if np.abs(values).max() > LARGEST:
        raise Refusal("pca_large", limit="1e100")
    constant = tuple(name for name, column in zip(names, values.T, strict=True) if np.ptp(column) == 0)
    if len(constant) == len(names):
        raise Refusal("pca_no_variance", columns=len(names))
    text = tuple(column.name for column in table.columns if column.classes and column.name != table.target)
    return Measurements(
        names=tuple(names), values=values, kept=kept, constant=constant, text=text, gaps=int((~kept).sum())
    )


def principal_components(data: Measurements, standardize: bool) -> Pca:
    """The eigenvectors of the covariance matrix, the largest eigenvalue first, and the rows in their coordinates.

    Standardized, each column is divided by its standard deviation; a constant column stays 0.
    """
    x, mean, scale = centered(data.values, standardize)
    axes, variances = axes_of(x)
    return Pca(
        data=data, mean=mean, scale=scale, axes=axes, variances=variances, ratios=variances / variances.sum(),
        scores=x @ axes.T,
    )  # fmt: skip


def centered(values: np.ndarray, standardize: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The values (n, p) less their means (p,), and divided by their standard deviations (p,) if wished."""
    mean = values.mean(axis=0)
    x = np.where(np.ptp(values, axis=0) == 0, 0.0, values - mean)  # rounding in the mean is no variance
    scale = x.std(axis=0, ddof=1) if standardize else np.ones(x.shape[1])
    scale = np.where(scale == 0, 1.0, scale)
    return x / scale, mean, scale


def axes_of(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The principal axes (p, p) as rows and the variances (p,) along them, of centered values (n, p)."""
    covariance = x.T @ x / (len(x) - 1)
    variances, vectors = np.linalg.eigh(covariance)
    variances, axes = np.maximum(variances[::-1], 0.0), vectors.T[::-1]
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    return axes * np.where(largest < 0, -1.0, 1.0), variances  # the sign is free: this makes it one


def built_in_components(name: str, standardize: bool) -> Pca:
    """The principal components of a built-in table."""
    return principal_components(measurements(load_table(name)), standardize)


def reconstruction(found: Pca, row: int, k: int) -> np.ndarray:
    """The row (p,), counted from 0, from its first k scores: mean + scale · Σ score · axis."""
    back: np.ndarray = found.mean + found.scale * (found.scores[row, :k] @ found.axes[:k])
    return back


def components_for(ratios: np.ndarray, share: float) -> int:
    """How many components hold a share of the variance, from the ratios (r,) of all."""
    return int(np.searchsorted(np.cumsum(ratios), share - 1e-12) + 1)


def sample_values(name: str) -> np.ndarray:
    """The numbers of a table of scikit-learn, (n, p)."""
    from sklearn import datasets

    values: np.ndarray = getattr(datasets, f"load_{name}")().data
    return values


def pca_numbers(values: np.ndarray, standardize: bool, k: int) -> dict[str, object]:
    """Shares of variance of the first k components, together too, and the first axis (p,), of values (n, p)."""
    axes, variances = axes_of(centered(values, standardize)[0])
    ratios = variances / variances.sum()
    return {"ratios": ratios[:k], "together": float(ratios[:k].sum()), "first_axis": axes[0]}


def pca_by_sklearn(values: np.ndarray, standardize: bool, k: int) -> dict[str, object]:
    """Shares of variance of the first k components of values (n, p), by `sklearn.decomposition.PCA`."""
    from sklearn.decomposition import PCA
    from sklearn.preprocessing import StandardScaler

    x = StandardScaler().fit_transform(values) if standardize else values
    ratios = PCA(svd_solver="full").fit(x).explained_variance_ratio_[:k]
    return {"ratios": ratios, "together": float(ratios.sum())}
