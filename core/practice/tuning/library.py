"""The same by scikit-learn: the rungs of its own halving search, and cross-validation by its own splitters."""

from typing import Any

import numpy as np
from sklearn.linear_model import SGDRegressor
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

from core.practice.tuning.folds import FoldsConfig, neighbor_counts, splits_of, table_of
from core.practice.tuning.halving import HalvingConfig


def halving_rungs(config: HalvingConfig) -> dict[str, Any]:
    """Candidates and epochs of each rung of HalvingGridSearchCV, on a small regression."""
    from sklearn.experimental import enable_halving_search_cv  # noqa: F401
    from sklearn.model_selection import HalvingGridSearchCV

    rng = np.random.default_rng(0)
    features = rng.standard_normal((40, 3))
    targets = features @ np.array([1.0, -2.0, 0.5]) + rng.standard_normal(40)
    search = HalvingGridSearchCV(
        SGDRegressor(tol=None, random_state=0), {"alpha": np.geomspace(1e-4, 1, config.entrants)}, factor=config.eta,
        resource="max_iter", min_resources=config.first_epochs, max_resources=10**6, cv=KFold(2),
    ).fit(features, targets)  # fmt: skip
    cost = int(np.dot(search.n_candidates_, search.n_resources_))
    return {"counts": list(search.n_candidates_), "epochs": list(search.n_resources_), "cost": cost}


def folds_in_library(config: FoldsConfig) -> dict[str, Any]:
    """The score of the best number of neighbors by GridSearchCV, and its score in each fold."""
    table = table_of(config)
    splits = splits_of(config, table)
    counts = neighbor_counts(config, table)
    search = GridSearchCV(
        KNeighborsClassifier(algorithm="brute"), {"n_neighbors": counts.tolist()}, cv=splits
    ).fit(table.features, table.labels)  # fmt: skip
    means = search.cv_results_["mean_test_score"].round(12)  # or rounding would choose among equals
    chosen = int(counts[means.argmax()])
    best = KNeighborsClassifier(chosen, algorithm="brute")
    scores = cross_val_score(best, table.features, table.labels, cv=splits)
    return {"chosen": chosen, "reported": float(scores.mean()), "folds": scores.tolist()}
