"""Four classifiers of scikit-learn learn the same rows of a table, and the same other rows judge them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, get_args

import numpy as np

from core.data.tables import DataTable
from core.pace import last_state
from core.practice.metrics.certainty import wilson_interval
from core.practice.metrics.predictions import Predictions
from core.practice.workbench.table import ClassRows, TableModelName, TableSplitConfig, class_rows

TABLE_MODELS: tuple[str, ...] = get_args(TableModelName)
RIVAL = TABLE_MODELS[0]
TREES = 100
ROUNDS = 50  # of boosting
EPOCHS = 100  # of the MLP
STRETCH = 10  # trees, rounds or epochs between two signs of life


@dataclass(frozen=True)
class TableFits:
    """What r models say of the b test rows, of k classes: probabilities (r, b, k); accuracies on `train` (r,).

    `share` tells how much is done; `majority` is the accuracy of the class that is commonest in training.
    """

    rows: ClassRows
    probabilities: np.ndarray
    train: np.ndarray
    majority: float
    share: float = 0.0

    @property
    def labels(self) -> np.ndarray:
        """The true classes of the test rows, (b,)."""
        return np.asarray(self.rows.labels[self.rows.test])

    def right(self, model: str) -> np.ndarray:
        """Whether a model has each test row right, (b,)."""
        return np.asarray(self.probabilities[TABLE_MODELS.index(model)].argmax(axis=1) == self.labels)

    def accuracy(self, model: str) -> tuple[float, float, float]:
        """The accuracy of a model on the test rows, and the ends of its 95 % interval."""
        right = self.right(model)
        low, high = wilson_interval(int(right.sum()), len(right), 0.95)
        return float(right.mean()), float(low), float(high)


def table_fits_in_steps(config: TableSplitConfig, own: DataTable | None = None) -> Iterator[TableFits]:
    """The models on the rows of a config's table."""
    yield from fits_in_steps(class_rows(config, own), config.table_seed)


def fits_in_steps(rows: ClassRows, seed: int) -> Iterator[TableFits]:
    """The models, one after the other; what prepares the features is fitted on the training rows alone."""
    x, test = prepared_features(rows)
    y, labels = rows.labels[rows.train], rows.labels[rows.test]
    empty = np.zeros((0, len(test), len(rows.classes)))
    state = TableFits(
        rows=rows, probabilities=empty, train=np.zeros(0),
        majority=float((labels == np.bincount(y).argmax()).mean()),
    )  # fmt: skip
    yield state
    for number, name in enumerate(TABLE_MODELS):
        model: Any = None
        for fitted, part in fitted_in_steps(name, x, y, seed):
            model = fitted
            state = replace(state, share=min((number + part) / len(TABLE_MODELS), 0.999))
            yield state
        state = replace(
            state, probabilities=np.concatenate([state.probabilities, model.predict_proba(test)[None]]),
            train=np.append(state.train, (model.predict(x) == y).mean()), share=(number + 1) / len(TABLE_MODELS),
        )  # fmt: skip
        yield state


def prepared_features(rows: ClassRows) -> tuple[np.ndarray, np.ndarray]:
    """Features of the training rows (a, f) and the test rows (b, f): medians for gaps, standardized; classes one-hot.

    All that is computed for it comes from the training rows.
    """
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    d = rows.numbers.shape[1]
    whole = make_pipeline(SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler())
    levels = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    prepare = ColumnTransformer([
        ("numbers", whole, list(range(d))), ("classes", levels, list(range(d, rows.matrix.shape[1])))
    ])  # fmt: skip
    train = prepare.fit_transform(rows.matrix[rows.train])
    return np.asarray(train), np.asarray(prepare.transform(rows.matrix[rows.test]))


def fitted_in_steps(name: str, x: np.ndarray, y: np.ndarray, seed: int) -> Iterator[tuple[Any, float]]:
    """A model on features x (n, f) and labels y (n,), with the share of its training that is done."""
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier

    match name:
        case "Logistic regression":
            yield LogisticRegression(max_iter=5_000).fit(x, y), 1.0
        case "MLP":
            net = MLPClassifier((64,), random_state=seed)
            for epoch in range(EPOCHS):
                net.partial_fit(x, y, classes=np.unique(y))
                yield net, (epoch + 1) / EPOCHS
        case "Random forest":
            forest = RandomForestClassifier(STRETCH, random_state=seed, warm_start=True)
            while forest.fit(x, y).n_estimators < TREES:
                yield forest, forest.n_estimators / TREES
                forest.n_estimators += STRETCH
            yield forest, 1.0
        case _:
            boosted = HistGradientBoostingClassifier(
                max_iter=STRETCH, random_state=seed, warm_start=True, early_stopping=False
            )
            while boosted.fit(x, y).n_iter_ < ROUNDS:
                yield boosted, boosted.n_iter_ / ROUNDS
                boosted.max_iter += STRETCH
            yield boosted, 1.0


def mcnemar(first: np.ndarray, second: np.ndarray) -> tuple[int, int, float]:
    """Of rows (b,) that models have right or not: those that only the first has, only the second, and the p-value.

    McNemar (1947), exact: are the rows on which they differ split as by the toss of a coin?
    """
    from scipy.stats import binomtest

    only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    differ = only_first + only_second
    return only_first, only_second, float(binomtest(only_first, differ).pvalue) if differ else 1.0


def table_predictions(found: TableFits, model: str, names: tuple[str, ...]) -> Predictions:
    """The answers of a model as the topic of metrics knows them."""
    p, n = found.probabilities[TABLE_MODELS.index(model)], len(found.labels)
    return Predictions(
        y_true=found.labels, y_pred=p.argmax(axis=1), probabilities=p, kind="probability", class_names=names,
        row=np.arange(n), features=np.empty((n, 0)),
    )  # fmt: skip


def fits_numbers(found: TableFits) -> dict[str, Any]:
    """The accuracies (r,) on the test rows and on the training rows, and that of the commonest class."""
    return {
        "test_accuracies": np.array([found.accuracy(name)[0] for name in TABLE_MODELS]),
        "train_accuracies": found.train,
        "majority": found.majority,
    }


def table_numbers(rows: ClassRows, seed: int) -> dict[str, Any]:
    """The numbers of the models on given rows."""
    return fits_numbers(last_state(fits_in_steps, rows, seed))
