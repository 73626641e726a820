"""From columns to one matrix of numbers: filled, scaled, encoded, selected and rotated, by scikit-learn.

Shapes: numbers (n, d), NaN where missing; codes (n, c), -1 where missing; target (n,).
"""

import warnings
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
import pandas as pd
from annotated_types import Interval
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.feature_selection import SelectKBest, f_classif, f_regression
from sklearn.impute import KNNImputer, SimpleImputer
from sklearn.model_selection import KFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import (
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    RobustScaler,
    StandardScaler,
    TargetEncoder,
)

from core.params import config
from core.practice.data.frame import Frame, missing, numbers_of
from core.refusal import Refusal

MOST = 2000  # rows that are taken, evenly
FEWEST = 10  # rows with a target
MEMBERS = 5  # rows of a class, so that each of five folds can hold one
SCALERS = {"standard": StandardScaler, "minmax": MinMaxScaler, "robust": RobustScaler}


@config
class PreparationConfig:
    """What is done to the columns, in this order; `keep` and `components` of 0 leave the step out."""

    fill: Literal["mean", "median", "neighbors"] = "median"
    scaling: Literal["none", "standard", "minmax", "robust"] = "standard"
    encoding: Literal["onehot", "ordinal", "target"] = "onehot"
    keep: Annotated[int, Interval(ge=0, le=50)] = 0
    components: Annotated[int, Interval(ge=0, le=20)] = 0


@config
class FollowedRowConfig:
    """The row that is followed, of those that have a target."""

    row: Annotated[int, Interval(ge=1, le=2000)] = 1


@dataclass(frozen=True)
class TableArrays:
    """A table as arrays: numbers (n, d), codes (n, c), target (n,) as numbers or as codes of `classes` classes."""

    numbers: np.ndarray
    codes: np.ndarray
    target: np.ndarray
    classes: int

    def table(self) -> pd.DataFrame:
        """The features as pandas takes them: columns n0, n1, … of numbers and c0, c1, … of codes, NaN where missing."""
        codes = np.where(self.codes < 0, np.nan, self.codes)
        names = [f"n{k}" for k in range(self.numbers.shape[1])] + [f"c{k}" for k in range(codes.shape[1])]
        return pd.DataFrame(np.column_stack([self.numbers, codes]), columns=names)


@dataclass(frozen=True)
class Prepared:
    """What the pipeline makes of a table: the matrix (n, width) and where each of its columns comes from.

    origins: (kind, place, level) of each column: kind "n", "c" or "p" for a principal component; level is the class of
    a one-hot column, else "". rows: which of the frame's rows these are, (n,). widths: columns after each step.
    """

    matrix: np.ndarray
    origins: tuple[tuple[str, int, str], ...]
    rows: np.ndarray
    widths: tuple[tuple[str, int], ...]
    number_names: tuple[str, ...]
    code_names: tuple[str, ...]
    arrays: TableArrays


def arrays_of(frame: Frame) -> tuple[TableArrays, np.ndarray, tuple[str, ...], tuple[str, ...]]:
    """The frame as arrays with the rows (n,) that they hold, and the names of the columns of numbers and of classes.

    Rows without a target, or of a class of fewer than five, are left out; at most 2,000, evenly taken. Columns without
    any known cell take no part.
    Refusal for a target with fewer than two values, no column left, a feature that tells the target, or too few rows.
    """
    target = frame.column(frame.target)
    if frame.kind(target) == "text":
        raise Refusal("target_text")
    rows = np.flatnonzero(~missing(target))
    rows = rows[:: max(-(-len(rows) // MOST), 1)]
    if len(rows) < FEWEST:
        raise Refusal("target_rows", got=len(rows), least=FEWEST)
    if target.classes:
        counts = np.bincount(target.values[rows], minlength=len(target.classes))
        rows = rows[counts[target.values[rows]] >= MEMBERS]
    values = target.values[rows]
    if len(np.unique(values)) < 2:
        raise Refusal("target_constant")
    numbers = tuple(name for name in frame.features("number") if not missing(frame.column(name))[rows].all())
    codes = tuple(name for name in frame.features("class") if not missing(frame.column(name))[rows].all())
    if not numbers and not codes:
        raise Refusal("no_features")
    arrays = TableArrays(
        numbers=numbers_of(frame, numbers)[rows],
        codes=np.stack([frame.column(name).values[rows] for name in codes], axis=1)
        if codes else np.empty((len(rows), 0), dtype=np.int64),
        target=values, classes=len(target.classes),
    )  # fmt: skip
    for name, column in zip((*numbers, *codes), (*arrays.numbers.T, *arrays.codes.T), strict=True):
        known = np.isfinite(column) if name in numbers else column >= 0
        if _is_copy(column[known], values[known], bool(target.classes), name in numbers):
            raise Refusal("target_copy", column=name)
    return arrays, rows, numbers, codes


def _is_copy(column: np.ndarray, target: np.ndarray, of_classes: bool, of_numbers: bool) -> bool:
    """Whether a column (n,) is the target (n,) in another unit, or its classes under other names."""
    if len(column) < FEWEST or len(np.unique(column)) < 2 or len(np.unique(target)) < 2:
        return False
    if of_classes:
        pairs = np.unique(np.stack([column, target]), axis=1).shape[1]
        return bool(pairs == len(np.unique(column)) == len(np.unique(target)))
    return of_numbers and abs(float(np.corrcoef(column, target)[0, 1])) > 1 - 1e-9


def pipeline_steps(arrays: TableArrays, config: PreparationConfig) -> list[tuple[str, Any]]:
    """The named steps of the preparation of a table."""
    numbers, codes, classes = arrays.numbers.shape[1], arrays.codes.shape[1], arrays.classes
    levels = [np.unique(column[column >= 0]).astype(float) for column in arrays.codes.T]
    branches: list[tuple[str, Any, list[str]]] = []
    if numbers:
        fill = _filler(config)
        steps: list[tuple[str, Any]] = [("fill", fill)]
        if config.scaling != "none":
            steps.append(("scale", SCALERS[config.scaling]()))
        branches.append(("numbers", Pipeline(steps), [f"n{k}" for k in range(numbers)]))
    if codes:
        encoders: dict[str, Any] = {
            "onehot": OneHotEncoder(categories=levels, handle_unknown="ignore", sparse_output=False),
            "ordinal": OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1),
            "target": TargetEncoder(
                target_type="auto" if classes else "continuous", cv=KFold(5, shuffle=True, random_state=0)
            ),
        }
        commonest = SimpleImputer(strategy="most_frequent", keep_empty_features=True)
        steps = [("fill", commonest), ("encode", encoders[config.encoding])]
        branches.append(("classes", Pipeline(steps), [f"c{k}" for k in range(codes)]))
    found: list[tuple[str, Any]] = [("columns", ColumnTransformer(branches, verbose_feature_names_out=False))]
    if config.keep:
        found.append(("select", SelectKBest(f_classif if classes else f_regression, k=config.keep)))
    if config.components:
        found.append(("pca", PCA(config.components, svd_solver="full")))
    return found


def _filler(config: PreparationConfig) -> Any:
    if config.fill == "neighbors":
        return KNNImputer(keep_empty_features=True)
    return SimpleImputer(strategy=config.fill, keep_empty_features=True)


def fitting_config(arrays: TableArrays, config: PreparationConfig, rows: int) -> PreparationConfig:
    """The config with no more columns kept, and no more components, than there are columns and `rows` to fit on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        first = pipeline_steps(arrays, config)[0][1]
        width = first.fit_transform(arrays.table(), arrays.target).shape[1]
    keep = min(config.keep, width)
    return PreparationConfig(
        fill=config.fill, scaling=config.scaling, encoding=config.encoding, keep=keep,
        components=min(config.components, keep or width, max(rows - 1, 1)),
    )  # fmt: skip


def prepare(frame: Frame, config: PreparationConfig) -> Prepared:
    """Fit the preparation on all rows with a target, and follow each column through it."""
    arrays, rows, numbers, codes = arrays_of(frame)
    config = fitting_config(arrays, config, len(rows))
    found: Any = arrays.table()
    widths = [("table", found.shape[1])]
    names: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # constant columns: F is not defined, and they are not chosen
        for name, step in pipeline_steps(arrays, config):
            found = step.fit_transform(found, arrays.target)
            if name == "columns":
                names = list(step.get_feature_names_out())
            elif name == "select":
                names = [one for one, kept in zip(names, step.get_support(), strict=True) if kept]
            else:
                names = [f"p{k}" for k in range(found.shape[1])]
            widths.append((name, found.shape[1]))
    origins = tuple((one[0], int(one[1:].partition("_")[0]), one.partition("_")[2]) for one in names)
    return Prepared(
        matrix=np.asarray(found, dtype=float), origins=origins, rows=rows, widths=tuple(widths),
        number_names=numbers, code_names=codes, arrays=arrays,
    )  # fmt: skip


def matrix_numbers(arrays: TableArrays, config: PreparationConfig, row: int) -> dict[str, object]:
    """The shape of the matrix, and one row (width,) of it, counted from 0."""
    steps = pipeline_steps(arrays, config)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        matrix = Pipeline(steps).fit_transform(arrays.table(), arrays.target)
    return {"shape": np.array(matrix.shape), "row": np.asarray(matrix[row], dtype=float)}
