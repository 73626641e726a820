"""Least squares with several columns of a real table, its penalties, and what one column explains beside the others."""

from dataclasses import dataclass

import numpy as np

from core.data.tables import load_table
from core.learning.linear_models.descent_path import scales
from core.learning.linear_models.samples import LONGLEY, LONGLEY_NAMES, with_ones
from core.learning.linear_models.settings import TableFitConfig

BIRD_NUMBERS = ("bill_length", "flipper_length", "body_mass")
EXPLAINED = 1e-10  # share of a column's variance that the others must leave, for its coefficient to be determined
SAME = 1 - 1e-12  # a correlation beyond it, of either sign: two columns count as one


@dataclass(frozen=True, kw_only=True)
class TableRows:
    """The columns (n, d) that predict y (n,), with their names and that of y; codes (n,) of a class for the color.

    labels: what each row is called, a year or its number. copied: the number of the column whose copy is the last one,
    counted from 1; 0 where there is no copy.
    """

    names: tuple[str, ...]
    target: str
    values: np.ndarray
    y: np.ndarray
    codes: np.ndarray
    classes: tuple[str, ...]
    labels: tuple[int, ...]
    copied: int = 0


@dataclass(frozen=True, kw_only=True)
class TableFit:
    """Coefficients of a table with d columns and n rows, one of which may be left out.

    kept (n,): whether a row is used. beta (d,): per standard deviation of the column, penalized if asked for;
    coefficients (d + 1,): per unit, the intercept first. se (d + 1,): standard errors, NaN with a penalty or for a
    column that is not determined. vif (d,): variance inflation, infinite there. all_beta (d,), all_se (d,): without
    penalty and with all rows, in the same units as beta. x_left, y_left (n,): what the other columns do not explain of
    the chosen one, exactly 0 where it is not determined, and of y. r2, residual_sd: of this fit, NaN where y does not
    vary, or no degree of freedom is left; rank: of the columns with the intercept.
    """

    rows: TableRows
    kept: np.ndarray
    beta: np.ndarray
    coefficients: np.ndarray
    se: np.ndarray
    vif: np.ndarray
    all_beta: np.ndarray
    all_se: np.ndarray
    column: int
    x_left: np.ndarray
    y_left: np.ndarray
    r2: float
    residual_sd: float
    rank: int
    condition: float


def table_rows(config: TableFitConfig) -> TableRows:
    """The rows of a built-in table that have all numbers, and its chosen columns."""
    return {"longley": _economy, "penguins": _birds, "diabetes": _patients}[config.table](config)


def with_copy(rows: TableRows, config: TableFitConfig) -> TableRows:
    """The same rows with a copy of the column looked at as the last one, if asked for."""
    if not config.duplicate:
        return rows
    k = min(config.column, len(rows.names)) - 1
    return TableRows(
        names=(*rows.names, rows.names[k]), target=rows.target,
        values=np.column_stack([rows.values, rows.values[:, k]]), y=rows.y, codes=rows.codes, classes=rows.classes,
        labels=rows.labels, copied=k + 1,
    )  # fmt: skip


def _economy(config: TableFitConfig) -> TableRows:
    table = np.array(LONGLEY, dtype=float)
    names = tuple(name for name in LONGLEY_NAMES if name in config.economy)
    columns = table[:, [1 + LONGLEY_NAMES.index(name) for name in names]]
    years = tuple(int(year) for year in table[:, -1])
    return TableRows(names=names, target="employed", values=columns, y=table[:, 0], codes=np.zeros(len(table), int),
                     classes=(), labels=years)  # fmt: skip


def _birds(config: TableFitConfig) -> TableRows:
    table = load_table("penguins")
    names: list[str] = [name for name in BIRD_NUMBERS if name in config.bird]
    numbers = np.column_stack([table.column(name).values for name in (*BIRD_NUMBERS, "bill_depth")])
    whole = np.isfinite(numbers).all(axis=1)
    species = table.column("species")
    columns = [table.column(name).values for name in names]
    if "species" in config.bird:  # the first species has the intercept
        names += [f"species_{label}" for label in species.classes[1:]]
        columns += [(species.values == code).astype(float) for code in range(1, len(species.classes))]
    return TableRows(
        names=tuple(names), target="bill_depth", values=np.column_stack(columns)[whole],
        y=table.column("bill_depth").values[whole], codes=species.values[whole], classes=species.classes,
        labels=tuple(int(k) + 1 for k in np.flatnonzero(whole)),
    )  # fmt: skip


def _patients(config: TableFitConfig) -> TableRows:
    table = load_table("diabetes")
    names = tuple(name for name in table.feature_names() if name in config.patient)
    columns = np.column_stack([table.column(name).values for name in names])
    return TableRows(names=names, target="progression", values=columns, y=table.column("progression").values,
                     codes=np.zeros(table.rows, int), classes=(), labels=tuple(range(1, table.rows + 1)))  # fmt: skip


def table_fit(config: TableFitConfig) -> TableFit:
    """The fit of a built-in table."""
    return fit_of_rows(table_rows(config), config)


def fit_of_rows(rows: TableRows, config: TableFitConfig) -> TableFit:
    """The fit of the kept rows, the unpenalized one of all rows, and the chosen column beside the others."""
    rows = with_copy(rows, config)
    n, d = rows.values.shape
    kept = np.arange(1, n + 1) != config.left_out
    x, y = rows.values[kept], rows.y[kept]
    column = min(config.column, d) - 1
    coefficients = coefficients_of(x, y, config)
    beta_scale = scales(rows.values)[1]
    plain = config.penalty == "none"
    se = standard_errors(x, y) if plain else np.full(d + 1, np.nan)
    all_coefficients = coefficients_of(rows.values, rows.y, TableFitConfig())
    others = np.delete(x, column, axis=1)
    residual = y - with_ones(x) @ coefficients
    z = standardized(x)
    rank = int(np.linalg.matrix_rank(with_ones(z)))
    vif = variance_inflation(x)
    x_left = unexplained(others, x[:, column]) * np.isfinite(vif[column])  # without the noise of rounding
    freedom, whole = len(y) - rank, float(((y - y.mean()) ** 2).sum())
    return TableFit(
        rows=rows, kept=kept, beta=coefficients[1:] * beta_scale, coefficients=coefficients, se=se,
        vif=vif, all_beta=all_coefficients[1:] * beta_scale,
        all_se=standard_errors(rows.values, rows.y)[1:] * beta_scale, column=column,
        x_left=x_left, y_left=unexplained(others, y),
        r2=1 - float(residual @ residual) / whole if whole > 0 else float("nan"),
        residual_sd=float(np.sqrt(residual @ residual / freedom)) if freedom > 0 else float("nan"), rank=rank,
        condition=float(np.linalg.cond(z)) if rank == d + 1 else float("inf"),
    )  # fmt: skip


def standardized(values: np.ndarray) -> np.ndarray:
    """Columns (n, d) with mean 0 and standard deviation 1 (divisor n); a constant one becomes 0."""
    mean, spread = scales(values)
    return np.asarray((values - mean) / spread)


def coefficients_of(x: np.ndarray, y: np.ndarray, config: TableFitConfig) -> np.ndarray:
    """Intercept and coefficients (d + 1,) that minimize the mean squared residual plus the penalty; x (n, d), y (n,).

    The penalty is `strength` times the sum of squares ("L2") or of absolute values ("L1") of the coefficients of the
    standardized columns. Where many coefficients are equally good, the smallest such are taken; of an L1 penalty, equal
    ones for equal columns.
    """
    z, centered, n = standardized(x), y - y.mean(), len(y)
    if config.penalty == "none":
        beta = np.linalg.lstsq(z, centered)[0]
    elif config.penalty == "L2":
        beta = np.linalg.solve(z.T @ z / n + config.strength * np.eye(z.shape[1]), z.T @ centered / n)
    else:
        beta = lasso(z, centered, config.strength)
    return per_unit(np.asarray(beta), x, y)


def lasso(z: np.ndarray, y: np.ndarray, strength: float) -> np.ndarray:
    """Coefficients (d,) of standardized columns z (n, d) for centered y (n,) with an L1 penalty, by LARS.

    Its path has no next step where two columns are equal or opposite: such columns go as one, whose coefficient they
    share. Where it leaves the path nevertheless, as it may with more columns than rows, coordinate descent takes over.
    """
    from sklearn.linear_model import Lasso, LassoLars

    n, d = z.shape
    correlation = z.T @ z / n
    first = (np.abs(correlation) > SAME).argmax(axis=0)  # (d,), the first column that is equal or opposite to each
    first = np.where(z.any(axis=0), first, np.arange(d))
    different, counts = np.unique(first, return_counts=True)
    alone = np.zeros(d)
    alone[different] = LassoLars(alpha=strength / 2, fit_intercept=False).fit(z[:, different], y).coef_
    gradient = 2 / n * z.T @ (z @ alone - y)  # (d,), −λ·sign where a coefficient is not 0, at most λ in size elsewhere
    gap = np.where(alone != 0, np.abs(gradient + strength * np.sign(alone)), np.abs(gradient) - strength)
    if gap.max() > 1e-6 * float(np.sqrt(y @ y / n)):
        slow = Lasso(alpha=strength / 2, fit_intercept=False, tol=1e-10, max_iter=100_000)
        alone[different] = slow.fit(z[:, different], y).coef_
    alone[different] /= counts
    return np.asarray(alone[first] * np.where(correlation[first, np.arange(d)] < 0, -1, 1))


def per_unit(beta: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Intercept and coefficients (d + 1,) per unit from those (d,) of the standardized columns; x (n, d), y (n,)."""
    mean, spread = scales(x)
    slopes = beta / spread
    return np.append(y.mean() - slopes @ mean, slopes)


def unexplained(others: np.ndarray, values: np.ndarray) -> np.ndarray:
    """What least squares on the other columns (n, d) and a constant leaves of values (n,): (n,)."""
    z, centered = standardized(others), values - values.mean()
    return np.asarray(centered - z @ np.linalg.lstsq(z, centered)[0])


def variance_inflation(x: np.ndarray) -> np.ndarray:
    """1/(1 − R²) of every column (n, d) on the others: (d,), infinite where the others give it exactly."""
    found = np.empty(x.shape[1])
    for k in range(x.shape[1]):
        left, whole = unexplained(np.delete(x, k, axis=1), x[:, k]), x[:, k] - x[:, k].mean()
        share = float(left @ left) / float(whole @ whole) if whole.any() else 0.0
        found[k] = 1 / share if share > EXPLAINED else np.inf
    return found


def standard_errors(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Standard errors (d + 1,) of intercept and coefficients of least squares: the roots of the diagonal of s²(XᵀX)⁻¹.

    NaN where a column is not determined, then for the intercept, too, and where no degree of freedom is left; x (n, d),
    y (n,).
    """
    n, d = x.shape
    mean, spread = scales(x)
    z, determined = with_ones((x - mean) / spread), np.isfinite(variance_inflation(x))
    freedom = n - int(np.linalg.matrix_rank(z))
    if freedom <= 0:
        return np.full(d + 1, np.nan)
    residual = y - z @ np.linalg.lstsq(z, y)[0]
    inverse = np.linalg.inv(z.T @ z) if determined.all() else np.linalg.pinv(z.T @ z, hermitian=True)
    to_units = np.diag(np.append(1.0, 1 / spread))
    to_units[0, 1:] = -mean / spread
    variances = np.diag(to_units @ inverse @ to_units.T) * float(residual @ residual) / freedom
    return np.sqrt(np.where(np.append(determined.all(), determined), variances, np.nan))
