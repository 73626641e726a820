"""Gaps made on purpose: known cells are hidden, five imputers fill them, and the truth judges.

Shapes: values (n, d) with NaN where a cell is missing; masks (n, d).
"""

import warnings
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from annotated_types import Interval
from scipy import stats
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import KNNImputer, SimpleImputer
from sklearn.preprocessing import StandardScaler

from core.params import config
from core.practice.data.frame import Frame, numbers_of
from core.refusal import Refusal

MOST = 1000  # rows that are taken, evenly
NEAREST = 8  # columns that the iterative imputer looks at
STRENGTH = 2  # power of the rank by which cells are hidden unless at random


@config
class GapsConfig:
    """How many known cells are hidden and by what rule, what fills them, and the column that is shown."""

    hidden_percent: Annotated[int, Interval(ge=0, le=60)] = 20
    mechanism: Literal["MCAR", "MAR", "MNAR"] = "MCAR"
    imputer: Literal["mean", "median", "mode", "neighbors", "iterative"] = "mean"
    neighbors: Annotated[int, Interval(ge=1, le=20)] = 5
    gap_column: Annotated[int, Interval(ge=1, le=50)] = 4
    gap_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@dataclass(frozen=True)
class Gaps:
    """What each imputer made of the hidden cells, in standard deviations of the known ones.

    truth, filled (n,): the shown column before, and as the chosen imputer leaves it; hidden (n,): which cells were
    hidden. errors, spreads and shifts: root mean square error of the hidden cells, the deviation of the filled columns
    as a share of the true one, and of the shown column the change of its mean, by imputer.
    """

    names: tuple[str, ...]
    column: str
    truth: np.ndarray
    filled: np.ndarray
    hidden: np.ndarray
    hidden_cells: int
    rows: int
    driver: str
    errors: dict[str, float]
    spreads: dict[str, float]
    shown_spread: float
    shown_shift: float


def hidden_cells(values: np.ndarray, config: GapsConfig) -> tuple[np.ndarray, int]:
    """Which cells (n, d) are hidden, and the column that decides it under MAR, which then stays whole itself.

    Of each column the same share of its known cells, two of which stay.
    """
    rng = np.random.default_rng(config.gap_seed)
    known = ~np.isnan(values)
    driver = int(np.argmax(known.sum(axis=0)))
    mask = np.zeros(values.shape, dtype=bool)
    for column in range(values.shape[1]):
        if config.mechanism == "MAR" and column == driver:
            continue
        places = np.flatnonzero(known[:, column])
        count = min(round(config.hidden_percent / 100 * len(places)), max(len(places) - 2, 0))
        decides = values[:, driver if config.mechanism == "MAR" else column]
        weights = np.ones(len(places))
        if config.mechanism != "MCAR":
            ranks = stats.rankdata(np.where(np.isnan(decides), np.nanmedian(decides), decides))[places]
            weights = ranks**STRENGTH
        mask[rng.choice(places, count, replace=False, p=weights / weights.sum()), column] = True
    return mask, driver


def imputer_of(name: str, neighbors: int) -> Any:
    """The imputer of scikit-learn."""
    from sklearn.experimental import enable_iterative_imputer  # noqa: F401
    from sklearn.impute import IterativeImputer

    makers: dict[str, Callable[[], Any]] = {
        "mean": lambda: SimpleImputer(keep_empty_features=True),
        "median": lambda: SimpleImputer(strategy="median", keep_empty_features=True),
        "mode": lambda: SimpleImputer(strategy="most_frequent", keep_empty_features=True),
        "neighbors": lambda: KNNImputer(n_neighbors=neighbors, keep_empty_features=True),
        "iterative": lambda: IterativeImputer(
            random_state=0, max_iter=10, n_nearest_features=NEAREST, keep_empty_features=True
        ),
    }
    return makers[name]()


IMPUTERS = ("mean", "median", "mode", "neighbors", "iterative")


def filled_by(name: str, holes: np.ndarray, neighbors: int) -> np.ndarray:
    """The values (n, d) without holes; columns are standardized for the work, so that none counts more by its unit."""
    scaler = StandardScaler()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        scaled = imputer_of(name, neighbors).fit_transform(scaler.fit_transform(holes))
    return np.asarray(scaler.inverse_transform(scaled))


def gaps_in_steps(frame: Frame, config: GapsConfig) -> Generator[Gaps | None, bool | None, None]:
    """Hide, fill and judge the columns of numbers but for the target, an imputer a step, the chosen one first.

    At most 1,000 rows, evenly taken; sent True, it ends after the next step.

    Refusal where fewer than two such columns have two different known numbers.
    """
    names = tuple(name for name in frame.features("number") if _varies(frame.column(name).values))
    if len(names) < 2:
        raise Refusal("gaps_columns", got=len(names))
    values = numbers_of(frame, names)[:: -(-frame.rows // MOST)]
    usable = [k for k in range(len(names)) if _varies(values[:, k])]
    names, values = tuple(names[k] for k in usable), values[:, usable]
    mask, driver = hidden_cells(values, config)
    holes = np.where(mask, np.nan, values)
    deviation = np.nanstd(values, axis=0)
    wanted = frame.columns[min(config.gap_column, len(frame.columns)) - 1].name
    shown = names.index(wanted) if wanted in names else 0
    errors: dict[str, float] = {}
    spreads: dict[str, float] = {}
    mine, enough = values, False
    known = ~np.isnan(values[:, shown])
    for name in sorted(IMPUTERS, key=lambda one: one != config.imputer):
        found = filled_by(name, holes, config.neighbors)
        if mask.any():
            errors[name] = float(np.sqrt((((found - values) / deviation)[mask] ** 2).mean()))
        spreads[name] = float((_known_deviation(found, values) / deviation).mean())
        mine = found if name == config.imputer else mine
        truth, filled = values[known, shown], mine[known, shown]
        told = Gaps(
            names=names, column=names[shown], truth=truth, filled=filled, hidden=mask[known, shown],
            hidden_cells=int(mask.sum()), rows=len(values), driver=names[driver], errors=dict(errors),
            spreads=dict(spreads), shown_spread=float(filled.std() / deviation[shown]),
            shown_shift=float((filled.mean() - truth.mean()) / deviation[shown]),
        )  # fmt: skip
        if enough:
            yield told
            return
        enough = bool((yield told))


def gaps_of(frame: Frame, config: GapsConfig) -> Gaps:
    """The judgment of all five imputers."""
    *_, last = gaps_in_steps(frame, config)
    assert last is not None
    return last


def _varies(values: np.ndarray) -> bool:
    known = values[np.isfinite(values)]
    return len(known) > 2 and bool(np.ptp(known) > 1e-9 * np.abs(known).max())


def _known_deviation(found: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The deviation of each column over the cells whose truth is known, (d,)."""
    return np.asarray(np.nanstd(np.where(np.isnan(values), np.nan, found), axis=0))


def gap_numbers(values: np.ndarray, mask: np.ndarray, name: str, neighbors: int) -> dict[str, float]:
    """The error of an imputer in standard deviations, from values (n, d) and the mask (n, d) of the hidden cells."""
    found = filled_by(name, np.where(mask, np.nan, values), neighbors)
    errors = ((found - values) / np.nanstd(values, axis=0))[mask]
    return {"error": float(np.sqrt((errors**2).mean()))}


def gap_values(frame: Frame, names: tuple[str, ...], config: GapsConfig) -> tuple[np.ndarray, np.ndarray]:
    """The values (n, d) and the mask (n, d) of which a script starts."""
    values = numbers_of(frame, names)[:: -(-frame.rows // MOST)]
    return values, hidden_cells(values, config)[0]
