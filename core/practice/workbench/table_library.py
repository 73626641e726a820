"""The models of a table as one would write them without Gradus: a pipeline of scikit-learn, fitted at once."""

from typing import Any

import numpy as np

from core.practice.metrics.certainty import wilson_interval
from core.practice.workbench.table import KnownRows, TableModelConfig, TableSplitConfig, split_rows


def pipeline_numbers(rows: KnownRows, split: TableSplitConfig, model: TableModelConfig) -> dict[str, Any]:
    """The numbers of `table_numbers` for any model but the MLP, which learns in epochs."""
    from sklearn.compose import ColumnTransformer
    from sklearn.dummy import DummyClassifier
    from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import log_loss
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    train, test = split_rows(rows.labels, split)
    x, y = np.concatenate([rows.numbers, rows.codes.astype(float)], axis=1), rows.labels
    numbers, seed = range(rows.numbers.shape[1]), split.table_seed
    classifiers = {
        "Logistic regression": LogisticRegression(max_iter=5_000),
        "Random forest": RandomForestClassifier(model.table_rounds, random_state=seed),
        "Gradient boosting": HistGradientBoostingClassifier(
            max_iter=model.table_rounds, early_stopping=False, random_state=seed
        ),
    }
    prepare = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler()),
         [*numbers]),
        ("classes", OneHotEncoder(handle_unknown="ignore", sparse_output=False), [*range(len(numbers), x.shape[1])]),
    ])  # fmt: skip
    fitted = make_pipeline(prepare, classifiers[model.table_model]).fit(x[train], y[train])
    right = fitted.predict(x[test]) == y[test]
    low, high = wilson_interval(int(right.sum()), len(right), 0.95)
    return {
        "test_accuracy": float(right.mean()), "low": float(low), "high": float(high),
        "train_accuracy": float(fitted.score(x[train], y[train])),
        "train_loss": float(log_loss(y[train], fitted.predict_proba(x[train]))),
        "majority": float(DummyClassifier().fit(x[train], y[train]).score(x[test], y[test])),
    }  # fmt: skip
