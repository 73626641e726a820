"""One row of a table: the log-odds that the shares of the classes and every feature add."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.params import Interval, config
from core.probability.bayes.naive import (
    LabeledRows,
    Model,
    ModelRecord,
    NaiveConfig,
    fit_model,
    labeled_rows,
    log_densities,
    log_posterior,
    record,
)

MOST_FEATURES = 30


@config
class RowConfig:
    """The row, how many of its features count, and the one that is looked at; all from 1 on."""

    row: Annotated[int, Interval(ge=1, le=5000)] = 1
    features: Annotated[int, Interval(ge=1, le=MOST_FEATURES)] = MOST_FEATURES
    feature: Annotated[int, Interval(ge=1, le=MOST_FEATURES)] = 3


@dataclass(frozen=True, kw_only=True)
class RowEvidence:
    """What speaks for the most probable class of a row against the second one, as a sum of log-odds.

    data and model have the features that count. row, feature: their places, from 0 on. log_p (k,): logarithms of the
    probabilities. winner, rival, truth: codes of classes. prior: the log-odds of the shares of the classes; terms (d,)
    of the features. densities (2, d): the log densities of winner and rival whose difference a term is.
    """

    data: LabeledRows
    model: Model
    row: int
    feature: int
    log_p: np.ndarray
    winner: int
    rival: int
    truth: int
    prior: float
    terms: np.ndarray
    densities: np.ndarray
    record: ModelRecord

    @property
    def total(self) -> float:
        """The log-odds of winner against rival."""
        return float(self.prior + self.terms.sum())


def evidence(naive_config: NaiveConfig, row_config: RowConfig) -> RowEvidence:
    """The evidence of a row of a built-in table."""
    return row_evidence(labeled_rows(naive_config.table), naive_config, row_config)


def row_evidence(full: LabeledRows, naive_config: NaiveConfig, row_config: RowConfig) -> RowEvidence:
    """The row's classes by the first features; what is beyond the table is its last row or feature."""
    d = min(row_config.features, len(full.names))
    data = LabeledRows(names=full.names[:d], values=full.values[:, :d], codes=full.codes, classes=full.classes)
    row, feature = min(row_config.row, len(full.codes)) - 1, min(row_config.feature, d) - 1
    model = fit_model(data.values, data.codes, naive_config)
    values = data.values[[row]]
    log_p = log_posterior(model, values)[0]
    winner, rival = (int(code) for code in np.argsort(-log_p, kind="stable")[:2])  # of equal ones the first
    densities = log_densities(model, values)[0, [winner, rival]]
    return RowEvidence(
        data=data, model=model, row=row, feature=feature, log_p=log_p, winner=winner, rival=rival,
        truth=int(data.codes[row]), prior=float(np.log(model.priors[winner] / model.priors[rival])),
        terms=densities[0] - densities[1], densities=densities,
        record=record(data.values, data.codes, naive_config),
    )  # fmt: skip


def next_wrong(found: RowEvidence) -> int | None:
    """The number, from 1 on, of the next row that is classified wrongly; None where there is none."""
    wrong = np.flatnonzero(~found.record.right)
    if len(wrong) == 0:
        return None
    later = wrong[wrong > found.row]
    return int(later[0] if len(later) else wrong[0]) + 1
