"""How many of the certified digits of NIST's data sets survive each way to the same coefficients."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.linalg import solve_triangular

from core.code_export import Made
from core.learning.linear_models.descent_path import descent_path, largest_rate, scales
from core.learning.linear_models.routes import Ways
from core.learning.linear_models.samples import certified_problem, with_ones
from core.learning.linear_models.settings import CertifiedConfig

ALL = 16.0  # digits of a double; as many where no difference is left
MARKS = 60  # places of a descent at which its digits are counted


@dataclass(frozen=True, kw_only=True)
class DigitReport:
    """Digits of d coefficients by several routes to those of a design (n, d) and targets (n,).

    exact (d,): by rational arithmetic. routes: names; values, digits (routes, d). condition: of the design;
    equal_condition: after its columns were brought to length 1. marks (k,): numbers of steps; raw_digits,
    scaled_digits (k,): the fewest digits of a coefficient after so many steps of descent, on raw and on standardized
    columns.
    """

    exact: np.ndarray
    routes: tuple[str, ...]
    values: np.ndarray
    digits: np.ndarray
    condition: float
    equal_condition: float
    marks: np.ndarray
    raw_digits: np.ndarray
    scaled_digits: np.ndarray


def digit_report(config: CertifiedConfig) -> DigitReport:
    """Every route and its digits, and the two descents along their steps."""
    design, y = certified_problem(config.problem)
    exact = exact_coefficients(design, y)
    paths = {scaled: certified_descent(design, y, config, scaled) for scaled in (False, True)}
    values = {
        "normal": by_normal_equations(design, y), "normal_scaled": by_scaled_normal_equations(design, y),
        "qr": by_qr(design, y), "svd": by_svd(design, y), "torch": digits_in_torch(design, y)["coefficients"],
        "sklearn": digits_in_sklearn(design, y)["coefficients"],
        "sklearn_uncut": digits_in_sklearn(design, y, 0.0)["coefficients"], "descent": paths[config.scaled][-1],
    }  # fmt: skip
    marks = np.unique(np.geomspace(1, config.descent_steps + 1, MARKS).astype(int)) - 1
    along = {
        scaled: np.array([digits_of(path[min(k, len(path) - 1)], exact).min() for k in marks])
        for scaled, path in paths.items()
    }
    return DigitReport(
        exact=exact, routes=tuple(values), values=np.array(list(values.values())),
        digits=np.array([digits_of(one, exact) for one in values.values()]), condition=float(np.linalg.cond(design)),
        equal_condition=float(np.linalg.cond(design / np.linalg.norm(design, axis=0))), marks=marks,
        raw_digits=along[False], scaled_digits=along[True],
    )  # fmt: skip


def exact_coefficients(design: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Least squares (d,) by elimination with fractions, rounded once at the end; X (n, d), y (n,) are read as decimals.

    The last word: nothing is rounded before the end, so that it reproduces NIST's certified values.
    """
    rows = [[Fraction(repr(value)) for value in row] for row in np.column_stack([design, y]).tolist()]
    d = design.shape[1]
    normal = [[sum((row[i] * row[j] for row in rows), Fraction()) for j in range(d + 1)] for i in range(d)]
    for k in range(d):
        pivot = next(i for i in range(k, d) if normal[i][k])
        normal[k], normal[pivot] = normal[pivot], normal[k]
        normal[k] = [value / normal[k][k] for value in normal[k]]
        for i in range(d):
            if i != k and normal[i][k]:
                normal[i] = [a - normal[i][k] * b for a, b in zip(normal[i], normal[k], strict=True)]
    return np.array([float(row[-1]) for row in normal])


def digits_of(values: np.ndarray, exact: np.ndarray) -> np.ndarray:
    """The digits that values (d,) share with the exact ones (d,): −log₁₀ of the relative error, from 0 to 16. (d,)"""
    with np.errstate(all="ignore"):
        error = np.abs(values - exact) / np.abs(exact)
        return np.where(np.isfinite(error), np.clip(-np.log10(np.maximum(error, 1e-300)), 0.0, ALL), 0.0)


def by_normal_equations(design: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The solution (d,) of XᵀX b = Xᵀy; X (n, d), y (n,). Squaring X squares its condition number."""
    return np.asarray(np.linalg.solve(design.T @ design, design.T @ y))


def by_scaled_normal_equations(design: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The same (d,) after the columns but the first were standardized; X (n, d), y (n,)."""
    mean, spread = scales(design[:, 1:])
    return back_to_columns(by_normal_equations(with_ones((design[:, 1:] - mean) / spread), y), mean, spread)


def back_to_columns(theta: np.ndarray, mean: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Coefficients (d,) of the columns as they are from those (d,) of standardized ones; mean, spread (d - 1,)."""
    slopes = theta[1:] / spread
    return np.append(theta[0] - slopes @ mean, slopes)


def by_qr(design: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The solution (d,) of R b = Qᵀy with X = QR; X (n, d), y (n,)."""
    q, r = np.linalg.qr(design)
    return np.asarray(solve_triangular(r, q.T @ y))


def by_svd(design: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The solution (d,) of `numpy.linalg.lstsq`, which goes by singular values; X (n, d), y (n,)."""
    return np.asarray(np.linalg.lstsq(design, y)[0])


def certified_descent(design: np.ndarray, y: np.ndarray, config: CertifiedConfig, scaled: bool) -> np.ndarray:
    """The coefficients (steps + 1, d) of every step of a descent from 0; X (n, d), y (n,).

    The rate is `rate_share` times the largest one that converges.
    """
    mean, spread = scales(design[:, 1:])
    columns = with_ones((design[:, 1:] - mean) / spread) if scaled else design
    rate = config.rate_share * largest_rate(columns)[0]
    path = descent_path(columns, y, np.zeros(design.shape[1]), rate, config.descent_steps)
    if not scaled:
        return path
    slopes = path[:, 1:] / spread
    return np.column_stack([path[:, 0] - slopes @ mean, slopes])


def digits_by_numpy(design: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """Coefficients (d,) by QR; X (n, d), y (n,)."""
    return {"coefficients": by_qr(design, y)}


def digits_by_descent(design: np.ndarray, y: np.ndarray, config: CertifiedConfig) -> dict[str, np.ndarray]:
    """Coefficients (d,) after the last step of descent; X (n, d), y (n,)."""
    return {"coefficients": certified_descent(design, y, config, config.scaled)[-1]}


def digits_by_fractions(design: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """Coefficients (d,) by rational arithmetic; X (n, d), y (n,)."""
    return {"coefficients": exact_coefficients(design, y)}


def digits_in_torch(design: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """Coefficients (d,) by `torch.linalg.lstsq`; X (n, d), y (n,)."""
    import torch

    found = torch.linalg.lstsq(torch.tensor(design), torch.tensor(y)[:, None], driver="gelsd")
    return {"coefficients": found.solution[:, 0].numpy()}


def digits_in_sklearn(design: np.ndarray, y: np.ndarray, tol: float = 1e-6) -> dict[str, np.ndarray]:
    """Coefficients (d,) by scikit-learn, which centers the columns first; X (n, d), y (n,).

    Singular values below `tol` times the largest count as 0; 1e-6 is its default.
    """
    from sklearn.linear_model import LinearRegression

    model = LinearRegression(tol=tol).fit(design[:, 1:], y)
    return {"coefficients": np.append(model.intercept_, model.coef_)}


def digit_calls(config: CertifiedConfig) -> dict[str, Made]:
    """The routes to the certified coefficients, by their names."""
    data = certified_problem(config.problem)
    ways: Ways = {
        "fractions": digits_by_fractions,
        "NumPy": digits_by_numpy,
        "gradient descent": digits_by_descent,
        "PyTorch": digits_in_torch,
        "scikit-learn": digits_in_sklearn,
    }
    return {name: Made(way, *data, *([config] if way is digits_by_descent else [])) for name, way in ways.items()}
