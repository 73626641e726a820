"""Two variables with a joint table: their entropies, and the information that each has about the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.code_export import Made
from core.probability.information.distribution import entropy, normalised, surprise
from core.probability.information.settings import TableConfig


@dataclass(frozen=True)
class Joint:
    """A joint distribution and its entropies in bits; a column for each x, a row for each y.

    P, pointwise: (rows, columns), pointwise being log₂ p(x, y) / (p(x) p(y)), NaN where p(x, y) is 0. p_x: (columns,).
    p_y, of_x: (rows,), of_x being the entropy of X given each y, NaN for a y that never occurs. `correlation` is that
    of the numbers 1, 2, … of columns and rows, NaN where one of them never varies.
    """

    P: np.ndarray
    total: float
    p_x: np.ndarray
    p_y: np.ndarray
    entropy_x: float
    entropy_y: float
    entropy_xy: float
    information: float
    pointwise: np.ndarray
    of_x: np.ndarray
    correlation: float
    made: Made | None = None

    @property
    def kind(self) -> str:
        """What is known of one by the other: one is "constant", they are "independent", "whole", one-way or "part"."""
        occurs = self.P > 0
        known_x, known_y = (bool((occurs.sum(axis=axis) <= 1).all()) for axis in (1, 0))
        if min(occurs.any(axis=0).sum(), occurs.any(axis=1).sum()) == 1:
            return "constant"
        if np.allclose(self.P, np.outer(self.p_y, self.p_x), rtol=1e-9, atol=0):
            return "independent"
        if known_x and known_y:
            return "whole"
        return "x_from_y" if known_x else "y_from_x" if known_y else "part"


def joint(config: TableConfig) -> Joint:
    """Margins, entropies and mutual information of a table of weights; Refusal where all are 0."""
    P = joint_probabilities(config.table)
    p_x, p_y = P.sum(axis=0), P.sum(axis=1)
    return Joint(
        P=P, total=float(sum(map(sum, config.table))), p_x=p_x, p_y=p_y, entropy_x=entropy(p_x), entropy_y=entropy(p_y),
        entropy_xy=entropy(P), information=mutual_information(P), pointwise=pointwise_information(P),
        of_x=np.array([entropy(row / share) if share > 0 else np.nan for row, share in zip(P, p_y, strict=True)]),
        correlation=number_correlation(P),
    )  # fmt: skip


def joint_probabilities(table: Sequence[Sequence[float]]) -> np.ndarray:
    """A table of weights divided by their sum, (rows, columns); Refusal where all are 0."""
    return normalised([weight for row in table for weight in row]).reshape(len(table), -1)


def pointwise_information(P: np.ndarray) -> np.ndarray:
    """log₂ p(x, y) / (p(x) p(y)) of each pair, (rows, columns); NaN where p(x, y) is 0."""
    occurs = P > 0
    apart = surprise(P.sum(axis=1))[:, None] + surprise(P.sum(axis=0))
    return np.where(occurs, np.where(occurs, apart, 0) - np.where(occurs, surprise(P), 0), np.nan)


def mutual_information(P: np.ndarray) -> float:
    """Σ p(x, y) log₂ p(x, y) / (p(x) p(y)) in bits of a joint table, (rows, columns); never below 0."""
    return max(float(np.nansum(P * pointwise_information(P))), 0.0)


def number_correlation(P: np.ndarray) -> float:
    """Pearson's correlation of column and row numbers under a joint table, (rows, columns); NaN without variance."""
    x, y = np.arange(P.shape[1]), np.arange(P.shape[0])
    p_x, p_y = P.sum(axis=0), P.sum(axis=1)
    away_x, away_y = x - p_x @ x, y - p_y @ y
    variances = float(p_x @ away_x**2), float(p_y @ away_y**2)
    return float(away_y @ P @ away_x) / np.sqrt(variances[0] * variances[1]) if min(variances) > 1e-15 else np.nan


def joint_numbers(config: TableConfig) -> dict[str, float]:
    """The numbers on the screen, in bits."""
    P = joint_probabilities(config.table)
    return {
        "entropy_x": entropy(P.sum(axis=0)), "entropy_y": entropy(P.sum(axis=1)), "entropy_xy": entropy(P),
        "information": mutual_information(P),
    }  # fmt: skip
