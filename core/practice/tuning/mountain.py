"""The mountain: a model whose true score is known for every learning rate, weight decay and number of epochs.

Linear regression by gradient descent from zero. In the eigenbasis of the training rows each weight goes its own way,
so that the weights after any number of epochs can be written down; and with Gaussian features so can the error on all
rows that there will ever be.

Shapes: d features, settings of any shape (…).
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from core.code_export import Made
from core.params import Interval, Log, config

FEATURES = 24
TRAINING_ROWS = 30
NOISE = 0.4  # standard deviation of the target's noise; its signal has 1
EPOCHS = 81  # of a full training
RATES = (1e-3, 10.0)
DECAYS = (1e-4, 10.0)
WORST = -1.0  # every lower score, and a training that diverges, counts as this
GRID = 41  # settings an axis in the picture
FIRST = 321  # settings an axis where the top is looked for
FINE = 161  # every second of them


@config
class MountainConfig:
    """The training rows that were drawn, and on how many fresh rows a training is judged."""

    mountain: Annotated[int, Interval(ge=0, le=9)] = 1
    validation_rows: Annotated[int, Interval(ge=10, le=10000), Log()] = 100


@dataclass(frozen=True)
class Mountain:
    """Variances and true weights, (d,); eigenvalues (d,), eigenvectors (d, d) and pull (d,) of the training rows."""

    variances: np.ndarray
    weights: np.ndarray
    eigenvalues: np.ndarray
    eigenvectors: np.ndarray
    pull: np.ndarray
    validation_rows: int
    made: Made | None = None


@dataclass(frozen=True)
class Surface:
    """The true score after a full training, (decays, rates), and its highest place in the whole range.

    fine: the same for a picture, (FINE, FINE).
    """

    rates: np.ndarray
    decays: np.ndarray
    scores: np.ndarray
    fine: np.ndarray
    best_rate: float
    best_decay: float
    best: float


def training_rows(config: MountainConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Variances (d,) and true weights (d,), features (n, d) and targets (n,) of the training rows."""
    rng = np.random.default_rng(config.mountain)
    variances = 1 / np.arange(1, FEATURES + 1)
    features = rng.standard_normal((TRAINING_ROWS, FEATURES)) * np.sqrt(variances)
    weights = rng.standard_normal(FEATURES)
    weights /= np.sqrt(variances @ weights**2)  # the signal has variance 1
    targets = features @ weights + NOISE * rng.standard_normal(TRAINING_ROWS)
    return variances, weights, features, targets


def mountain_of(config: MountainConfig) -> Mountain:
    """The training rows in their eigenbasis."""
    variances, weights, features, targets = training_rows(config)
    eigenvalues, eigenvectors = np.linalg.eigh(features.T @ features / TRAINING_ROWS)
    return Mountain(
        variances=variances, weights=weights, eigenvalues=eigenvalues, eigenvectors=eigenvectors,
        pull=eigenvectors.T @ (features.T @ targets) / TRAINING_ROWS, validation_rows=config.validation_rows,
    )  # fmt: skip


def true_score(land: Mountain, rate: np.ndarray, decay: np.ndarray, epochs: np.ndarray | int) -> np.ndarray:
    """R² on all rows that there will ever be, (…), at least WORST; 0 is the mean's.

    Gradient descent on mean squared error / 2 + decay |w|² / 2 from w = 0 has, along an eigenvector of eigenvalue s,
    w = pull / (s + decay) · (1 − (1 − rate (s + decay))^epochs).
    """
    curvature = land.eigenvalues + np.asarray(decay, dtype=float)[..., None]  # (…, d)
    steps = np.asarray(epochs)[..., None]
    with np.errstate(over="ignore", invalid="ignore"):
        way = land.pull / curvature * (1 - (1 - np.asarray(rate)[..., None] * curvature) ** steps)
        error = way @ land.eigenvectors.T - land.weights
        score = 1 - (error**2 @ land.variances + NOISE**2) / (1 + NOISE**2)
    return np.asarray(np.maximum(np.nan_to_num(score, nan=WORST, neginf=WORST), WORST))


def observed_score(land: Mountain, truth: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What fresh validation rows say of settings of a true score (…), of each its own.

    A residual is Gaussian, so the mean square of m of them is its expectation times χ²ₘ / m.
    """
    rows = land.validation_rows
    luck = rng.chisquare(rows, np.shape(truth)) / rows
    return np.asarray(np.where(truth <= WORST, WORST, np.maximum(1 - (1 - truth) * luck, WORST)))


def surface_of(land: Mountain) -> Surface:
    """The mountain in full light: true scores on a grid, and its top by ever finer grids."""
    low, high = np.log10([RATES[0], DECAYS[0]]), np.log10([RATES[1], DECAYS[1]])
    rates, decays = (np.logspace(low[k], high[k], GRID) for k in (0, 1))
    all_rates, all_decays = np.meshgrid(rates, decays)
    scores = true_score(land, all_rates, all_decays, EPOCHS)
    axes = [np.linspace(low[k], high[k], FIRST) for k in (0, 1)]  # fine, for a ridge along the cliff is thin
    steps = []
    for _ in range(12):
        all_rates, all_decays = np.meshgrid(10 ** axes[0], 10 ** axes[1])
        steps.append(true_score(land, all_rates, all_decays, EPOCHS))
        row, column = np.unravel_index(int(steps[-1].argmax()), steps[-1].shape)
        center = np.array([axes[0][column], axes[1][row]])
        reach = 3 * np.array([axis[1] - axis[0] for axis in axes])
        first, last = np.clip(center - reach, low, high), np.clip(center + reach, low, high)
        axes = [np.linspace(first[k], last[k], GRID) for k in (0, 1)]
    return Surface(
        rates=rates, decays=decays, scores=scores, fine=steps[0][::2, ::2], best_rate=float(10 ** center[0]),
        best_decay=float(10 ** center[1]), best=float(steps[-1].max()),
    )  # fmt: skip
