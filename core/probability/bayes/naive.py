"""Naive Bayes with a normal density for every feature in every class, written out, and by scikit-learn."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np

from core.data.tables import load_table
from core.params import Interval, Log, config

NO_MEASUREMENT = {"penguins": ("year",)}
SURE = 0.99


@config
class NaiveConfig:
    """The table, and what is added to every variance, as a share of the largest variance of a column."""

    table: Literal["iris", "wine", "breast_cancer", "penguins", "own"] = "iris"
    smoothing: Annotated[float, Interval(ge=1e-12, le=1), Log()] = 1e-9


@config
class OwnClassConfig:
    """Which of the columns of a visitor's table that may hold classes does, from 0 on."""

    class_column: Annotated[int, Interval(ge=0, le=199)] = 0


@dataclass(frozen=True, kw_only=True)
class LabeledRows:
    """The rows of a table without gaps: values (n, d), and the class of each as a code (n,) into `classes`."""

    names: tuple[str, ...]
    values: np.ndarray
    codes: np.ndarray
    classes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NaiveBayes:
    """A fitted model of k classes and d features: priors (k,), means (k, d), variances (k, d).

    floor: what was added to every variance.
    """

    priors: np.ndarray
    means: np.ndarray
    variances: np.ndarray
    floor: float


@dataclass(frozen=True, kw_only=True)
class ModelRecord:
    """How a model fares on the rows that it was fitted to.

    confidence (n,): the probability of the most probable class; right (n,): whether that is the true one.
    """

    confidence: np.ndarray
    right: np.ndarray

    @property
    def wrong(self) -> int:
        """How many rows are classified wrongly."""
        return int((~self.right).sum())

    @property
    def sure(self) -> float:
        """The share of the rows whose confidence exceeds 0.99."""
        return float((self.confidence > SURE).mean())

    @property
    def wrong_though_sure(self) -> float | None:
        """The share of these that are classified wrongly; None where there are none."""
        sure = self.confidence > SURE
        return float((~self.right)[sure].mean()) if sure.any() else None


def labeled_rows(name: str) -> LabeledRows:
    """The measurements and classes of a built-in table; rows with gaps are left out."""
    table = load_table(name)
    names = tuple(one for one in table.feature_names() if one not in NO_MEASUREMENT.get(name, ()))
    values = np.stack([table.column(one).values for one in names], axis=1)
    target = table.column(table.target)
    whole = np.isfinite(values).all(axis=1) & (target.values >= 0)
    return LabeledRows(names=names, values=values[whole], codes=target.values[whole], classes=target.classes)


def fit_naive_bayes(values: np.ndarray, codes: np.ndarray, smoothing: float) -> NaiveBayes:
    """Shares, means and variances of every class, from values (n, d) and codes (n,) from 0 on."""
    groups = [values[codes == code] for code in range(codes.max() + 1)]
    floor = smoothing * values.var(axis=0).max()
    return NaiveBayes(
        priors=np.array([len(group) / len(values) for group in groups]),
        means=np.array([group.mean(axis=0) for group in groups]),
        variances=np.array([group.var(axis=0) for group in groups]) + floor, floor=float(floor),
    )  # fmt: skip


def log_densities(model: NaiveBayes, values: np.ndarray) -> np.ndarray:
    """The logarithm of the normal density of values (n, d) in every class: (n, k, d)."""
    away = values[:, None, :] - model.means
    logs: np.ndarray = -0.5 * (np.log(2 * np.pi * model.variances) + away**2 / model.variances)
    return logs


def log_posterior(model: NaiveBayes, values: np.ndarray) -> np.ndarray:
    """The logarithm of the probability of every class, (n, k), for values (n, d): sums, so that nothing underflows."""
    joint = np.log(model.priors) + log_densities(model, values).sum(axis=2)
    top = joint.max(axis=1, keepdims=True)
    total: np.ndarray = joint - top - np.log(np.exp(joint - top).sum(axis=1, keepdims=True))
    return total


def record(values: np.ndarray, codes: np.ndarray, smoothing: float) -> ModelRecord:
    """The model fitted to values (n, d) and codes (n,), and judged on the same rows."""
    log_p = log_posterior(fit_naive_bayes(values, codes, smoothing), values)
    return ModelRecord(confidence=np.exp(log_p.max(axis=1)), right=log_p.argmax(axis=1) == codes)


def sample_rows(name: str) -> tuple[np.ndarray, np.ndarray]:
    """The numbers (n, d) and the classes (n,) of a table of scikit-learn."""
    from sklearn import datasets

    bunch = getattr(datasets, f"load_{name}")()
    return bunch.data, bunch.target


def with_copies(values: np.ndarray, column: int, copies: int) -> np.ndarray:
    """The values (n, d), and a column as often again: (n, d + copies)."""
    return np.hstack([values, np.repeat(values[:, [column]], copies, axis=1)])


def row_numbers(data: tuple[np.ndarray, np.ndarray], features: int, row: int, smoothing: float) -> dict[str, Any]:
    """The probabilities (k,) of one row's classes by its first features, from values (n, d) and codes (n,)."""
    values, codes = data
    values = values[:, :features]
    log_p = log_posterior(fit_naive_bayes(values, codes, smoothing), values)
    return {"probabilities": np.exp(log_p[row]), "wrong": int((log_p.argmax(axis=1) != codes).sum())}


def row_by_sklearn(data: tuple[np.ndarray, np.ndarray], features: int, row: int, smoothing: float) -> dict[str, Any]:
    """The same by `sklearn.naive_bayes.GaussianNB`; values (n, d), codes (n,)."""
    from sklearn.naive_bayes import GaussianNB

    values, codes = data
    values = values[:, :features]
    model = GaussianNB(var_smoothing=smoothing).fit(values, codes)
    wrong = int((model.predict(values) != codes).sum())
    return {"probabilities": model.predict_proba(values[[row]])[0], "wrong": wrong}


def copy_numbers(data: tuple[np.ndarray, np.ndarray], column: int, copies: int, smoothing: float) -> dict[str, Any]:
    """Rows classified wrongly and the mean confidence, with one column copied; values (n, d), codes (n,)."""
    values, codes = data
    found = record(with_copies(values, column, copies), codes, smoothing)
    return {"wrong": found.wrong, "confidence": float(found.confidence.mean())}


def copies_by_sklearn(
    data: tuple[np.ndarray, np.ndarray], column: int, copies: int, smoothing: float
) -> dict[str, Any]:
    """The same by `sklearn.naive_bayes.GaussianNB`; values (n, d), codes (n,)."""
    from sklearn.naive_bayes import GaussianNB

    values, codes = data
    values = with_copies(values, column, copies)
    model = GaussianNB(var_smoothing=smoothing).fit(values, codes)
    wrong = int((model.predict(values) != codes).sum())
    return {"wrong": wrong, "confidence": float(model.predict_proba(values).max(axis=1).mean())}
