"""The same by Optuna and scikit-learn: TPE, the rungs of a halving search, cross-validation by library splitters."""

from typing import Any

import numpy as np
from sklearn.linear_model import SGDRegressor
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

from core.practice.tuning.folds import FoldsConfig, neighbor_counts, splits_of, table_of
from core.practice.tuning.halving import HalvingConfig
from core.practice.tuning.mountain import DECAYS, EPOCHS, RATES, Mountain, MountainConfig, mountain_of
from core.practice.tuning.race import SearchRace, SearchRaceConfig, SearchWalk, TpeWalks, race_of, trainings_of


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


def optuna_walk(land: Mountain, race: SearchRaceConfig, repeat: int) -> SearchWalk:
    """Optuna's own TPE, asked for a setting and told its score, again and again."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    trainings = trainings_of(land, race, "tpe", repeat)
    sampler = optuna.samplers.TPESampler(seed=int(trainings.rng.integers(2**31)))
    study = optuna.create_study(direction="maximize", sampler=sampler)
    ranges: dict[str, Any] = {
        name: optuna.distributions.FloatDistribution(*ends, log=race.scale == "log")
        for name, ends in (("rate", RATES), ("decay", DECAYS))
    }
    for _ in range(race.budget):
        trial = study.ask(ranges)
        settings = np.array([[trial.params["rate"], trial.params["decay"]]])
        study.tell(trial, float(trainings.train(settings, EPOCHS)[0]))
    return trainings.walk()


def race_in_library(mountain: MountainConfig, race: SearchRaceConfig) -> SearchRace:
    """The race in which Optuna does the work of TPE."""
    land = mountain_of(mountain)
    return race_of(mountain, race, TpeWalks(walks=tuple(optuna_walk(land, race, k) for k in range(race.repeats))))
