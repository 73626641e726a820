"""What a table looks like: a card for each column, how columns go together, what is missing and what is there twice.

Shapes: values (n,); matrices (columns, columns).
"""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
import pandas as pd
from annotated_types import Interval
from scipy import stats
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler

from core.data.tables import Column
from core.params import config
from core.practice.data.frame import Frame, missing, numbers_of

BINS = 16
MOST_BARS = 12  # classes that a card draws
NEAR_ROWS = 5000  # up to which near duplicates are looked for
NEAR = 0.1  # standard deviations in each column, on average


@config
class CardsConfig:
    """What is looked at: the chosen card, the view below the cards and its columns, numbered from 1."""

    view: Literal["pairs", "correlation", "missing", "duplicates"] = "pairs"
    card: Annotated[int, Interval(ge=1, le=50)] = 3
    across: Annotated[int, Interval(ge=1, le=50)] = 5
    upward: Annotated[int, Interval(ge=1, le=50)] = 6
    by: Annotated[int, Interval(ge=0, le=50)] = 0
    measure: Literal["Pearson", "Spearman"] = "Pearson"


@dataclass(frozen=True)
class Card:
    """One column in numbers. counts (b,) over edges (b + 1,), or over the b commonest classes in `labels`.

    outliers: how many lie beyond Tukey's fences; mean, deviation (n - 1), quartiles (3,), smallest, largest are NaN
    where there are no numbers.
    """

    name: str
    kind: str
    missing: int
    distinct: int
    constant: bool
    like_id: bool
    counts: np.ndarray
    edges: np.ndarray
    labels: tuple[str, ...]
    mean: float
    deviation: float
    quartiles: np.ndarray
    smallest: float
    largest: float
    outliers: int


@dataclass(frozen=True)
class Cards:
    """A card for each column, the counts of rows, and of rows that are there more than once."""

    cards: tuple[Card, ...]
    rows: int
    complete: int
    duplicates: int


@dataclass(frozen=True)
class Associations:
    """How columns go together, (d, d), NaN where it is not defined; `kinds` names the measure of each pair."""

    names: tuple[str, ...]
    values: np.ndarray
    kinds: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Pairs:
    """Pearson's r of two columns, over all rows and for each class of a third; lines as (slope, intercept).

    groups: (code, rows, r, slope, intercept), r NaN where fewer than three rows or no spread.
    """

    r: float
    rows: int
    slope: float
    intercept: float
    groups: tuple[tuple[int, int, float, float, float], ...]

    @property
    def reversed(self) -> bool:
        """Whether r has one sign over all rows and the other in every class (Simpson)."""
        each = [group[2] for group in self.groups]
        return len(each) > 1 and bool(np.isfinite([self.r, *each]).all()) and all(one * self.r < 0 for one in each)


@dataclass(frozen=True)
class Twins:
    """Rows that are there twice. exact: pairs of row numbers from 1; near: (row, row, distance).

    near_count: rows that have a near one; searched: rows among which it was looked for, those with all numbers known.
    """

    exact: tuple[tuple[int, int], ...]
    exact_count: int
    near: tuple[tuple[int, int, float], ...]
    near_count: int
    searched: int


def data_frame(frame: Frame) -> pd.DataFrame:
    """The columns as pandas takes them: numbers, and classes as categories, NaN where missing."""
    return pd.DataFrame({one.name: _series(one) for one in frame.columns})


def _series(column: Column) -> pd.Series:
    if column.classes:
        return pd.Series(
            pd.Categorical.from_codes(
                np.asarray(column.values, np.int64), dtype=pd.CategoricalDtype(list(column.classes))
            )
        )
    return pd.Series(column.values)


def cards_of(frame: Frame) -> Cards:
    """The cards of all columns, by pandas."""
    data = data_frame(frame)
    return Cards(
        cards=tuple(_card(frame, column, data[column.name]) for column in frame.columns), rows=frame.rows,
        complete=int(data.notna().all(axis=1).sum()), duplicates=int(data.duplicated().sum()),
    )  # fmt: skip


def _card(frame: Frame, column: Column, series: pd.Series) -> Card:
    given, distinct = int(series.notna().sum()), int(series.nunique())
    numbers = column.values[~missing(column)].astype(float) if not column.classes else np.empty(0)
    quartiles = np.quantile(numbers, (0.25, 0.5, 0.75)) if len(numbers) else np.full(3, np.nan)
    labels: tuple[str, ...] = ()
    edges = np.empty(0)
    if column.classes:
        counted = series.value_counts().head(MOST_BARS)
        labels, counts = tuple(map(str, counted.index)), counted.to_numpy()
    else:
        counts, edges = histogram(numbers)
    whole = bool(column.classes) or bool(len(numbers) and (numbers == np.round(numbers)).all())
    return Card(
        name=column.name, kind=frame.kind(column), missing=frame.rows - given, distinct=distinct,
        constant=distinct == 1,
        like_id=given > 10 and distinct == given and whole, counts=np.asarray(counts), edges=edges, labels=labels,
        mean=float(numbers.mean()) if len(numbers) else np.nan,
        deviation=float(numbers.std(ddof=1)) if len(numbers) > 1 else np.nan, quartiles=quartiles,
        smallest=float(numbers.min()) if len(numbers) else np.nan,
        largest=float(numbers.max()) if len(numbers) else np.nan,
        outliers=int(beyond_fences(numbers).sum()) if len(numbers) else 0,
    )  # fmt: skip


def histogram(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts (b,) and edges (b + 1,) of numbers (n,)."""
    if not len(numbers):
        return np.zeros(1), np.array([0.0, 1.0])
    low, high = float(numbers.min()), float(numbers.max())
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        return np.array([len(numbers)]), np.array([low - 0.5, low + 0.5])
    return np.histogram(numbers, BINS)


def beyond_fences(numbers: np.ndarray, k: float = 1.5) -> np.ndarray:
    """Which numbers (n,) lie more than k interquartile ranges beyond the quartiles (Tukey); none where one is NaN."""
    low, high = np.nanquantile(numbers, (0.25, 0.75))
    found: np.ndarray = (numbers < low - k * (high - low)) | (numbers > high + k * (high - low))
    return found


def associations(frame: Frame, measure: str) -> Associations:
    """Pearson's or Spearman's coefficient of numbers, Cramér's V of classes, the correlation ratio of both."""
    names = tuple(one.name for one in frame.columns if frame.kind(one) != "text")
    columns = [frame.column(name) for name in names]
    values = np.full((len(names), len(names)), np.nan)
    kinds = [["" for _ in names] for _ in names]
    for k, one in enumerate(columns):
        for other, two in enumerate(columns[: k + 1]):
            values[k, other], kinds[k][other] = _association(one, two, measure)
            values[other, k], kinds[other][k] = values[k, other], kinds[k][other]
    return Associations(names=names, values=values, kinds=tuple(map(tuple, kinds)))


def _association(one: Column, two: Column, measure: str) -> tuple[float, str]:
    both = ~missing(one) & ~missing(two)
    first, second = one.values[both], two.values[both]
    if one.classes and two.classes:
        return cramers_v(first, second), "cramer"
    if one.classes or two.classes:
        numbers, codes = (second, first) if one.classes else (first, second)
        return correlation_ratio(numbers, codes), "eta"
    if len(first) < 3 or np.ptp(first) == 0 or np.ptp(second) == 0:
        return np.nan, measure
    found = (stats.pearsonr if measure == "Pearson" else stats.spearmanr)(first, second)
    return float(found.statistic), measure


def cramers_v(first: np.ndarray, second: np.ndarray) -> float:
    """Cramér's V of two columns of codes (n,); NaN where one of them has one class alone."""
    table = pd.crosstab(first, second).to_numpy()
    return float(stats.contingency.association(table, method="cramer")) if min(table.shape, default=0) > 1 else np.nan


def correlation_ratio(numbers: np.ndarray, codes: np.ndarray) -> float:
    """η: the share of the variance of numbers (n,) between classes (n,), under the root; NaN where it has none."""
    total = float(((numbers - numbers.mean()) ** 2).sum()) if len(numbers) else 0.0
    if total == 0 or len(np.unique(codes)) < 2:
        return np.nan
    means = pd.Series(numbers).groupby(codes).transform("mean").to_numpy()
    return float(np.sqrt(((means - numbers.mean()) ** 2).sum() / total))


def pairs_of(frame: Frame, across: str, upward: str, by: str) -> Pairs:
    """r and the line of two columns of numbers, over all rows and for each class of `by` ("": none)."""
    x, y = frame.column(across).values, frame.column(upward).values
    both = np.isfinite(x) & np.isfinite(y)
    codes = frame.column(by).values if by else np.full(frame.rows, -1)
    groups = []
    for code in range(len(frame.column(by).classes) if by else 0):
        chosen = both & (codes == code)
        if chosen.any():
            groups.append((code, int(chosen.sum()), *line_through(x[chosen], y[chosen])))
    r, slope, intercept = line_through(x[both], y[both])
    return Pairs(r=r, rows=int(both.sum()), slope=slope, intercept=intercept, groups=tuple(groups))


def line_through(x: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
    """r, slope and intercept of the least-squares line through (n,) points; NaN where there is none."""
    if len(x) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return np.nan, np.nan, np.nan
    found = stats.linregress(x, y)
    return float(found.rvalue), float(found.slope), float(found.intercept)


def twins_of(frame: Frame) -> Twins:
    """Equal rows, and rows whose numbers are nearly equal and whose classes are the same."""
    data = data_frame(frame)
    codes = data.groupby(list(data.columns), dropna=False, observed=True, sort=False).ngroup().to_numpy()
    order = pd.Series(np.arange(frame.rows)).groupby(codes).transform("first").to_numpy()
    repeated = np.flatnonzero(order != np.arange(frame.rows))
    exact = tuple((int(order[k]) + 1, int(k) + 1) for k in repeated[:5])
    near, count, searched = _near(frame, order == np.arange(frame.rows))
    return Twins(exact=exact, exact_count=len(repeated), near=near, near_count=count, searched=searched)


def _near(frame: Frame, first: np.ndarray) -> tuple[tuple[tuple[int, int, float], ...], int, int]:
    """Near rows among those (n,) that repeat no earlier one: the nearest pairs, the rows in any, the rows searched."""
    names = frame.names("number")
    x = numbers_of(frame, names)[:NEAR_ROWS]
    kept = np.flatnonzero(np.isfinite(x).all(axis=1) & first[:NEAR_ROWS])
    if len(names) < 1 or len(kept) < 3:
        return (), 0, len(kept)
    x = StandardScaler().fit_transform(x[kept])
    classes = np.array([frame.column(name).values for name in frame.names("class")]).reshape(-1, frame.rows)
    group = np.unique(classes[:, kept], axis=1, return_inverse=True)[1] if len(classes) else np.zeros(len(kept))
    apart = np.column_stack([x, group * np.sqrt(x.shape[1])])  # other classes are farther than any near row
    distance, other = NearestNeighbors(n_neighbors=2).fit(apart).kneighbors(apart)
    second = np.where(other[:, 1] == np.arange(len(kept)), 0, 1)  # an equal row may stand before the row itself
    far = distance[:, 1] / np.sqrt(x.shape[1])
    partner = other[np.arange(len(kept)), second]
    close = np.flatnonzero(far <= NEAR)
    pairs = {(min(a, b), max(a, b)): d for a, b, d in zip(kept[close], kept[partner[close]], far[close], strict=True)}
    rows = sorted(pairs.items(), key=lambda item: item[1])
    return tuple((int(a) + 1, int(b) + 1, float(d)) for (a, b), d in rows[:5]), len(close), len(kept)
