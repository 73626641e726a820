"""The whole as one pipeline: preparation and model, fitted fold by fold, with its score beside that of a mere guess.

Shapes: scores (folds,).
"""

import warnings
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import Pipeline

from core.params import config
from core.practice.data.features import PreparationConfig, TableArrays, pipeline_steps

FOLDS = 5


@config
class ModelConfig:
    """The model at the end of the pipeline."""

    model: Literal["linear", "neighbors", "forest"] = "linear"


@dataclass(frozen=True)
class PipelineScores:
    """Accuracy of classes, or R² of a number, of the folds that are tested so far; guess: the commonest class, or 0.

    scores (folds,).
    """

    scores: np.ndarray
    guess: float
    rows: int


def whole_pipeline(arrays: TableArrays, preparation: PreparationConfig, model: ModelConfig) -> Pipeline:
    """The untrained pipeline."""
    steps = pipeline_steps(arrays, preparation)
    quantity = not arrays.classes
    last: Any
    if model.model == "linear":
        last = Ridge() if quantity else LogisticRegression(max_iter=500)
    elif model.model == "neighbors":
        last = KNeighborsRegressor() if quantity else KNeighborsClassifier()
    else:
        last = (RandomForestRegressor if quantity else RandomForestClassifier)(100, random_state=0)
    return Pipeline([*steps, ("model", last)])


def folds_of(arrays: TableArrays) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The rows of training and test part, (m,) and (n - m,), of each fold; stratified by classes."""
    kind = StratifiedKFold if arrays.classes else KFold
    yield from kind(FOLDS, shuffle=True, random_state=0).split(np.arange(len(arrays.target)), arrays.target)


def scores_in_steps(
    arrays: TableArrays, preparation: PreparationConfig, model: ModelConfig
) -> Generator[PipelineScores, bool | None, None]:
    """The scores after each fold: the whole pipeline is fitted on the training part alone."""
    table, target, scores = arrays.table(), arrays.target, list[float]()
    guess = float(np.unique(target, return_counts=True)[1].max() / len(target)) if arrays.classes else 0.0
    for train, test in folds_of(arrays):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # constant columns, classes that a fold lacks, more steps wanted
            fitted = whole_pipeline(arrays, preparation, model).fit(table.iloc[train], target[train])
            scores.append(float(fitted.score(table.iloc[test], target[test])))
        if (yield PipelineScores(scores=np.array(scores), guess=guess, rows=len(target))):
            return


def pipeline_scores(arrays: TableArrays, preparation: PreparationConfig, model: ModelConfig) -> PipelineScores:
    """The scores of all folds."""
    *_, last = scores_in_steps(arrays, preparation, model)
    return last
