"""The winner's curse: the best of many noisy scores promises more than it is worth; nested validation does not.

Shapes: n candidates, r repetitions of the whole study, k folds.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from scipy import stats

from core.code_export import Made
from core.params import Interval, Log, Step, config

STUDIES = 200  # repetitions of the whole study


@config
class CurseConfig:
    """Candidates whose true accuracies are Gaussian around `accuracy`, and the rows on which they are compared."""

    candidates: Annotated[int, Interval(ge=1, le=1000), Log()] = 100
    rows: Annotated[int, Interval(ge=20, le=5000), Log()] = 200
    accuracy: Annotated[float, Interval(ge=0.5, le=0.9), Step(0.05)] = 0.5
    spread: Annotated[float, Interval(ge=0, le=0.1), Step(0.01)] = 0.0
    outer_folds: Annotated[int, Interval(ge=2, le=20)] = 5
    curse_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@dataclass(frozen=True)
class Curse:
    """One study: observed and true accuracy of the candidates (n,) and the winner; and all repetitions.

    reported: the winner's score on the rows it was chosen by; worth: its true accuracy; nested: the score of nested
    validation; (r,) each. expected: the exact mean of `reported`, NaN where the candidates differ in truth.
    """

    observed: np.ndarray
    truth: np.ndarray
    winner: int
    reported: np.ndarray
    worth: np.ndarray
    nested: np.ndarray
    expected: float
    made: Made | None = None


def fold_sizes(rows: int, folds: int) -> np.ndarray:
    """Rows of each fold, (k,); they differ by at most one."""
    return np.full(folds, rows // folds) + (np.arange(folds) < rows % folds)


def best_distribution(candidates: int, rows: int, accuracy: float) -> np.ndarray:
    """The probability that the best of equally good candidates has 0, 1, … rows right, (rows + 1,).

    The best has at most j right where all have: F(j) to the power of n.
    """
    below = stats.binom.cdf(np.arange(rows + 1), rows, accuracy) ** candidates
    return np.diff(below, prepend=0.0)


def expected_best(candidates: int, rows: int, accuracy: float) -> float:
    """The mean accuracy of the best of equally good candidates."""
    return float(best_distribution(candidates, rows, accuracy) @ np.arange(rows + 1) / rows)


def nested_scores(right: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Nested validation of each study, (r,), from the rows (r, n, k) that candidates had right in each fold of `sizes`.

    For each fold the best candidate on the other folds is scored on this one. Nothing is trained, so that choosing is
    the whole inner loop.
    """
    others = (right.sum(axis=2, keepdims=True) - right) / (sizes.sum() - sizes)  # (r, n, k)
    chosen = others.argmax(axis=1)[:, None, :]
    return np.asarray(np.take_along_axis(right, chosen, axis=1)[:, 0].sum(axis=1) / sizes.sum())


def curse_of(config: CurseConfig) -> Curse:
    """Many studies with fresh candidates each; the first is the one that is shown."""
    rng = np.random.default_rng(config.curse_seed)
    sizes = fold_sizes(config.rows, config.outer_folds)
    shape = (STUDIES, config.candidates)
    truth = np.clip(config.accuracy + config.spread * rng.standard_normal(shape), 0, 1)
    right = np.stack([rng.binomial(size, truth) for size in sizes.tolist()], axis=2)  # (r, n, k)
    observed = right.sum(axis=2) / config.rows
    winners = observed.argmax(axis=1)
    each = np.arange(STUDIES)
    same = config.spread == 0
    return Curse(
        observed=observed[0], truth=truth[0], winner=int(winners[0]), reported=observed[each, winners],
        worth=truth[each, winners], nested=nested_scores(right, sizes),
        expected=expected_best(config.candidates, config.rows, config.accuracy) if same else float("nan"),
    )  # fmt: skip
