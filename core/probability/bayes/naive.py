"""Naive Bayes, Gaussian or Bernoulli, for every feature in every class: written out, and by scikit-learn."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np

from core.data.tables import load_table
from core.params import Interval, Log, config

NO_MEASUREMENT = {"penguins": ("year",)}
SURE = 0.99


@config
class NaiveConfig:
    """The table, and what a feature has in every class.

    Gaussian: a normal density; `smoothing` is added to every variance, as a share of the largest variance of a column.
    Bernoulli: a probability to lie above the median of its column; `pseudo` rows are added to either side of it.
    """

    table: Literal["iris", "wine", "breast_cancer", "penguins", "own"] = "iris"
    model: Literal["Gaussian", "Bernoulli"] = "Gaussian"
    smoothing: Annotated[float, Interval(ge=1e-12, le=1), Log()] = 1e-9
    pseudo: Annotated[float, Interval(ge=0.01, le=100), Log()] = 1.0


@config
class UploadClassConfig:
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
    """A fitted Gaussian model of k classes and d features: priors (k,), means (k, d), variances (k, d).

    floor: what was added to every variance.
    """

    priors: np.ndarray
    means: np.ndarray
    variances: np.ndarray
    floor: float


@dataclass(frozen=True, kw_only=True)
class BernoulliBayes:
    """A fitted Bernoulli model of k classes and d features: priors (k,), medians (d,), shares above them (k, d)."""

    priors: np.ndarray
    medians: np.ndarray
    shares: np.ndarray


Model = NaiveBayes | BernoulliBayes


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


def fit_bernoulli_bayes(values: np.ndarray, codes: np.ndarray, pseudo: float) -> BernoulliBayes:
    """Shares of every class, and of its rows above the median of a column, from values (n, d) and codes (n,)."""
    medians = np.median(values, axis=0)
    groups = [values[codes == code] > medians for code in range(codes.max() + 1)]
    return BernoulliBayes(
        priors=np.array([len(group) / len(values) for group in groups]), medians=medians,
        shares=np.array([(group.sum(axis=0) + pseudo) / (len(group) + 2 * pseudo) for group in groups]),
    )  # fmt: skip


def fit_model(values: np.ndarray, codes: np.ndarray, naive_config: NaiveConfig) -> Model:
    """The chosen model, fitted to values (n, d) and codes (n,) from 0 on."""
    if naive_config.model == "Bernoulli":
        return fit_bernoulli_bayes(values, codes, naive_config.pseudo)
    return fit_naive_bayes(values, codes, naive_config.smoothing)


def log_densities(model: Model, values: np.ndarray) -> np.ndarray:
    """The logarithm of the density, or of the probability of the side, of values (n, d) in every class: (n, k, d)."""
    if isinstance(model, BernoulliBayes):
        above = (values > model.medians)[:, None, :]
        return np.asarray(np.where(above, np.log(model.shares), np.log(1 - model.shares)))
    away = values[:, None, :] - model.means
    logs: np.ndarray = -0.5 * (np.log(2 * np.pi * model.variances) + away**2 / model.variances)
    return logs


def log_posterior(model: Model, values: np.ndarray) -> np.ndarray:
    """The logarithm of the probability of every class, (n, k), for values (n, d): sums, so that nothing underflows."""
    joint = np.log(model.priors) + log_densities(model, values).sum(axis=2)
    top = joint.max(axis=1, keepdims=True)
    total: np.ndarray = joint - top - np.log(np.exp(joint - top).sum(axis=1, keepdims=True))
    return total


def record(values: np.ndarray, codes: np.ndarray, naive_config: NaiveConfig) -> ModelRecord:
    """The model fitted to values (n, d) and codes (n,), and judged on the same rows."""
    log_p = log_posterior(fit_model(values, codes, naive_config), values)
    return ModelRecord(confidence=np.exp(log_p.max(axis=1)), right=log_p.argmax(axis=1) == codes)


def sample_rows(name: str) -> tuple[np.ndarray, np.ndarray]:
    """The numbers (n, d) and the classes (n,) of a table of scikit-learn."""
    from sklearn import datasets

    bunch = getattr(datasets, f"load_{name}")()
    return bunch.data, bunch.target


def with_copies(values: np.ndarray, column: int, copies: int) -> np.ndarray:
    """The values (n, d), and a column as often again: (n, d + copies)."""
    return np.hstack([values, np.repeat(values[:, [column]], copies, axis=1)])


ValuesAndCodes = tuple[np.ndarray, np.ndarray]


def row_numbers(data: ValuesAndCodes, features: int, row: int, naive_config: NaiveConfig) -> dict[str, Any]:
    """The probabilities (k,) of one row's classes by its first features, from values (n, d) and codes (n,)."""
    values, codes = data
    values = values[:, :features]
    log_p = log_posterior(fit_model(values, codes, naive_config), values)
    return {"probabilities": np.exp(log_p[row]), "wrong": int((log_p.argmax(axis=1) != codes).sum())}


def row_by_sklearn(data: ValuesAndCodes, features: int, row: int, naive_config: NaiveConfig) -> dict[str, Any]:
    """The same by `sklearn.naive_bayes`; values (n, d), codes (n,)."""
    values, codes = data
    probabilities, wrong = sklearn_probabilities(values[:, :features], codes, naive_config)
    return {"probabilities": probabilities[row], "wrong": wrong}


def copy_numbers(data: ValuesAndCodes, column: int, copies: int, naive_config: NaiveConfig) -> dict[str, Any]:
    """Rows classified wrongly and the mean confidence, with one column copied; values (n, d), codes (n,)."""
    values, codes = data
    found = record(with_copies(values, column, copies), codes, naive_config)
    return {"wrong": found.wrong, "confidence": float(found.confidence.mean())}


def copies_by_sklearn(data: ValuesAndCodes, column: int, copies: int, naive_config: NaiveConfig) -> dict[str, Any]:
    """The same by `sklearn.naive_bayes`; values (n, d), codes (n,)."""
    values, codes = data
    probabilities, wrong = sklearn_probabilities(with_copies(values, column, copies), codes, naive_config)
    return {"wrong": wrong, "confidence": float(probabilities.max(axis=1).mean())}


def sklearn_probabilities(values: np.ndarray, codes: np.ndarray, naive_config: NaiveConfig) -> tuple[np.ndarray, int]:
    """The probabilities (n, k) by GaussianNB or BernoulliNB, and how many rows are wrong; values (n, d), codes (n,)."""
    from sklearn.naive_bayes import BernoulliNB, GaussianNB

    if naive_config.model == "Bernoulli":
        model = BernoulliNB(alpha=naive_config.pseudo, binarize=None)
        values = values > np.median(values, axis=0)
    else:
        model = GaussianNB(var_smoothing=naive_config.smoothing)
    model.fit(values, codes)
    return model.predict_proba(values), int((model.predict(values) != codes).sum())
