"""Real tables that ship with scikit-learn: features, target, names, and the pictures where there are."""

from dataclasses import dataclass

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine

LOADERS = {"Breast cancer": load_breast_cancer, "Digits": load_digits, "Wine": load_wine, "Iris": load_iris}


@dataclass(frozen=True)
class DataSet:
    """Features (n, d), target (n,) and the names of both."""

    features: np.ndarray
    target: np.ndarray
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    images: np.ndarray | None = None


def load_classes(name: str) -> DataSet:
    """A table whose target is a class index; in "Breast cancer" malignant is class 1, what the test looks for.

    Digits carry their images (n, 8, 8) with gray values from 0 to 16.
    """
    table = LOADERS[name]()
    target, class_names = table.target, [str(name) for name in table.target_names]
    if name == "Breast cancer":
        target, class_names = 1 - target, class_names[::-1]
    names = tuple(str(name) for name in table.feature_names)
    return DataSet(table.data, target, names, tuple(class_names), table.get("images"))


def load_quantity() -> DataSet:
    """The diabetes table: its target is the disease's progress after one year, from 25 to 346."""
    table = load_diabetes(scaled=False)
    return DataSet(table.data, table.target, tuple(table.feature_names))
