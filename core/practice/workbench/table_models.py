"""A classifier of scikit-learn learns rows of a table, and other rows judge it, once, at its end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, get_args

import numpy as np

from core.code_export import Made
from core.data.tables import load_table
from core.jobs.registry import register
from core.pace import last_state
from core.practice.metrics.certainty import wilson_interval
from core.practice.metrics.predictions import Predictions
from core.practice.workbench.table import (
    KnownRows,
    TableModelConfig,
    TableModelName,
    TableSplitConfig,
    class_table,
    split_rows,
)

TABLE_MODELS: tuple[str, ...] = get_args(TableModelName)
RIVAL: TableModelName = "Logistic regression"
STRETCH = 10  # trees, rounds or epochs between two snapshots


@dataclass(frozen=True)
class TableTraining:
    """A model so far: p points on its training rows; at its end what it says of the b test rows, of k classes.

    `majority` is the accuracy on the test rows of always answering the class that is commonest in training.
    """

    model: TableModelConfig
    split: TableSplitConfig
    rounds: int  # trees, rounds or epochs that are done
    ended: bool
    steps: np.ndarray  # (p,) rounds at each point
    train_losses: np.ndarray  # (p,) cross-entropy
    train_accuracies: np.ndarray  # (p,)
    labels: np.ndarray  # (b,) true classes
    probabilities: np.ndarray  # (b, k), nothing before the end
    majority: float
    made: Made | None = None

    @property
    def share(self) -> float:
        """How much is done."""
        return 1.0 if self.ended else min(self.rounds / self.model.table_rounds, 0.999)

    @property
    def right(self) -> np.ndarray:
        """Whether each test row is called rightly, (b,)."""
        return np.asarray(self.probabilities.argmax(axis=1) == self.labels)

    @property
    def accuracy(self) -> tuple[float, float, float]:
        """The accuracy on the test rows, and the ends of its 95 % interval."""
        low, high = wilson_interval(int(self.right.sum()), len(self.labels), 0.95)
        return float(self.right.mean()), float(low), float(high)


def train_table(
    split: TableSplitConfig, model: TableModelConfig, own: KnownRows | None = None
) -> Iterator[TableTraining | None]:
    """Train a model on the training rows of a built-in table, or of a visitor's own rows."""
    rows = own if own is not None else class_table(load_table(split.table), split.target).rows
    yield from rows_in_steps(rows, split, model)


def rows_in_steps(rows: KnownRows, split: TableSplitConfig, model: TableModelConfig) -> Iterator[TableTraining | None]:
    """The same on given rows; what prepares the features is fitted on the training rows alone."""
    yield None
    train, test = split_rows(rows.labels, split)
    x, judged = prepared_features(rows, train, test)
    y, labels = rows.labels[train], rows.labels[test]
    state = TableTraining(
        model=model, split=split, rounds=0, ended=False, steps=np.zeros(0, int), train_losses=np.zeros(0),
        train_accuracies=np.zeros(0), labels=labels, probabilities=np.zeros((0, int(y.max()) + 1)),
        majority=float((labels == np.bincount(y).argmax()).mean()),
    )  # fmt: skip
    fitted: Any = None
    for fitted, rounds in fitted_in_steps(model, x, y, split.table_seed):
        p = fitted.predict_proba(x)
        state = replace(
            state, rounds=rounds, steps=np.append(state.steps, rounds),
            train_losses=np.append(state.train_losses, cross_entropy(p, y)),
            train_accuracies=np.append(state.train_accuracies, (p.argmax(axis=1) == y).mean()),
        )  # fmt: skip
        yield state
    yield replace(state, ended=True, probabilities=fitted.predict_proba(judged))


def prepared_features(rows: KnownRows, train: np.ndarray, test: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Features of the rows `train` (a, f) and `test` (b, f): medians for gaps, standardized; classes one-hot.

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
    x = prepare.fit_transform(rows.matrix[train])
    return np.asarray(x), np.asarray(prepare.transform(rows.matrix[test]))


def fitted_in_steps(model: TableModelConfig, x: np.ndarray, y: np.ndarray, seed: int) -> Iterator[tuple[Any, int]]:
    """A model on features x (n, f) and labels y (n,), with the rounds that are done; logistic regression has one."""
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier

    ends = [*range(STRETCH, model.table_rounds, STRETCH), model.table_rounds]
    match model.table_model:
        case "Logistic regression":
            yield LogisticRegression(max_iter=5_000).fit(x, y), 1
        case "MLP":
            net = MLPClassifier((64,), random_state=seed)
            for epoch in range(1, ends[-1] + 1):
                net.partial_fit(x, y, classes=np.unique(y))
                if epoch in ends:
                    yield net, epoch
        case "Random forest":
            forest = RandomForestClassifier(random_state=seed, warm_start=True)
            for trees in ends:
                yield forest.set_params(n_estimators=trees).fit(x, y), trees
        case _:
            boosted = HistGradientBoostingClassifier(random_state=seed, warm_start=True, early_stopping=False)
            for rounds in ends:
                yield boosted.set_params(max_iter=rounds).fit(x, y), rounds


def cross_entropy(p: np.ndarray, labels: np.ndarray) -> float:
    """Mean of −log p of the true class: probabilities p (n, k), labels (n,); p is at least 1e-15."""
    return float(-np.log(np.maximum(p[np.arange(len(labels)), labels], 1e-15)).mean())


def table_points(state: TableTraining) -> tuple[int, dict[str, float]]:
    """The newest point on the training rows, and at the end what the test rows say."""
    found = {"train_loss": float(state.train_losses[-1]), "train_accuracy": float(state.train_accuracies[-1])}
    if state.ended:
        found |= {"test_loss": cross_entropy(state.probabilities, state.labels), "test_accuracy": state.accuracy[0]}
    return state.rounds, found


def table_epochs(state: TableTraining) -> float | None:
    """The epochs that are done; trees and rounds of boosting are none."""
    return float(state.rounds) if state.model.table_model == "MLP" else None


def table_settings(model: TableModelConfig) -> TableModelConfig:
    """The same with rounds at their default where the model has none: equal work is one run."""
    return TableModelConfig(table_model=RIVAL) if model.table_model == RIVAL else model


def table_baseline(split: TableSplitConfig, own: KnownRows | None = None) -> TableTraining:
    """The logistic regression that stands on the page until a model is trained, and is its rival afterwards."""
    trained: TableTraining = last_state(train_table, split, TableModelConfig(table_model=RIVAL), own)
    return trained


def mcnemar(first: np.ndarray, second: np.ndarray) -> tuple[int, int, float]:
    """Of rows (b,) that models have right or not: those that only the first has, only the second, and the p-value.

    McNemar (1947), exact: are the rows on which they differ split as by the toss of a coin?
    """
    from scipy.stats import binomtest

    only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    differ = only_first + only_second
    return only_first, only_second, float(binomtest(only_first, differ).pvalue) if differ else 1.0


def table_predictions(found: TableTraining, names: tuple[str, ...]) -> Predictions:
    """The answers of a model as the topic of metrics knows them."""
    p, n = found.probabilities, len(found.labels)
    return Predictions(
        y_true=found.labels, y_pred=p.argmax(axis=1), probabilities=p, kind="probability", class_names=names,
        row=np.arange(n), features=np.empty((n, 0)),
    )  # fmt: skip


def table_training_numbers(found: TableTraining) -> dict[str, Any]:
    """What the screen says of a model, and its loss on the training rows."""
    accuracy, low, high = found.accuracy
    return {
        "test_accuracy": accuracy, "low": low, "high": high, "train_accuracy": float(found.train_accuracies[-1]),
        "train_loss": float(found.train_losses[-1]), "majority": found.majority,
    }  # fmt: skip


def table_numbers(rows: KnownRows, split: TableSplitConfig, model: TableModelConfig) -> dict[str, Any]:
    """The numbers of a model on given rows."""
    return table_training_numbers(last_state(rows_in_steps, rows, split, model))


register(train_table, share=lambda state: state.share, points=table_points, epochs=table_epochs)
