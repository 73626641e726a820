"""Five rules for outliers, judged on rows that were planted: plausible in each column, impossible together.

Shapes: x and y (n,); masks (n,).
"""

import warnings
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from annotated_types import Interval
from sklearn.covariance import EllipticEnvelope
from sklearn.ensemble import IsolationForest
from sklearn.neighbors import LocalOutlierFactor
from sklearn.preprocessing import StandardScaler

from core.params import Step, config
from core.practice.data.columns import beyond_fences
from core.practice.data.frame import Frame
from core.refusal import Refusal

MOST = 2000  # rows that are taken, evenly
FAR = 0.7  # standard deviations from the mean from which a row can be turned around


@config
class OutliersConfig:
    """The rule, its one number, the two columns (numbered from 1), and how many rows are planted."""

    rule: Literal["IQR", "z", "Isolation forest", "Mahalanobis", "LOF"] = "IQR"
    fence: Annotated[float, Interval(ge=1, le=3), Step(0.1)] = 1.5
    threshold: Annotated[float, Interval(ge=2, le=4), Step(0.1)] = 3.0
    flagged_percent: Annotated[int, Interval(ge=1, le=20)] = 5
    first_column: Annotated[int, Interval(ge=1, le=50)] = 5
    second_column: Annotated[int, Interval(ge=1, le=50)] = 6
    planted_percent: Annotated[int, Interval(ge=0, le=10)] = 0
    plant_seed: Annotated[int, Interval(ge=0, le=99)] = 0


@dataclass(frozen=True)
class Outliers:
    """The points x, y (n,) with what was planted and what the rule flags, masks (n,).

    precision and recall are NaN where nothing was flagged, or planted; r before and after the planting.
    """

    x: np.ndarray
    y: np.ndarray
    planted: np.ndarray
    flagged: np.ndarray
    r_before: float
    r_after: float

    @property
    def hits(self) -> int:
        """Planted rows that were flagged."""
        return int((self.planted & self.flagged).sum())

    @property
    def precision(self) -> float:
        """The share of the flagged that were planted."""
        return self.hits / int(self.flagged.sum()) if self.flagged.any() else float("nan")

    @property
    def recall(self) -> float:
        """The share of the planted that were flagged."""
        return self.hits / int(self.planted.sum()) if self.planted.any() else float("nan")


def planted_rows(x: np.ndarray, y: np.ndarray, percent: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """y (n,) with some rows turned around the mean of y, and which (n,): no new number lies beyond the old ones."""
    rng = np.random.default_rng(seed)
    z = np.abs(x - x.mean()) / x.std() * np.sign((x - x.mean()) * (y - y.mean())) * np.sign(np.corrcoef(x, y)[0, 1])
    mirrored = 2 * y.mean() - y
    able = np.flatnonzero((z > FAR) & (mirrored >= y.min()) & (mirrored <= y.max()))
    chosen = np.zeros(len(x), dtype=bool)
    chosen[rng.permutation(able)[: round(percent / 100 * len(x))]] = True
    return np.where(chosen, mirrored, y), chosen


def flagged_rows(x: np.ndarray, y: np.ndarray, config: OutliersConfig) -> np.ndarray:
    """The rows (n,) that the rule calls outliers; the last three rules flag the share that they are told."""
    if config.rule == "IQR":
        return np.asarray(beyond_fences(x, config.fence) | beyond_fences(y, config.fence))
    z = StandardScaler().fit_transform(np.column_stack([x, y]))
    if config.rule == "z":
        return np.asarray((np.abs(z) > config.threshold).any(axis=1))
    share = config.flagged_percent / 100
    detector = {
        "Isolation forest": IsolationForest(contamination=share, random_state=0),
        "Mahalanobis": EllipticEnvelope(contamination=share, random_state=0),
        "LOF": LocalOutlierFactor(n_neighbors=min(20, len(x) - 1), contamination=share),
    }[config.rule]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # equal points, a support that is nearly flat: the rule flags what it can
        return np.asarray(detector.fit_predict(z) == -1)


def outliers_of(frame: Frame, config: OutliersConfig) -> Outliers:
    """Plant, flag and count in two columns of numbers; at most 2,000 rows, evenly taken.

    Refusal where the columns are the same one, no numbers, or have fewer than ten rows or no spread together.
    """
    places = [min(place, len(frame.columns)) - 1 for place in (config.first_column, config.second_column)]
    one, two = (frame.columns[place] for place in places)
    if frame.kind(one) != "number" or frame.kind(two) != "number" or one.name == two.name:
        raise Refusal("outlier_columns")
    both = np.flatnonzero(np.isfinite(one.values) & np.isfinite(two.values))
    both = both[:: -(-len(both) // MOST) or 1]
    x, y = one.values[both], two.values[both]
    if len(x) < 10 or np.ptp(x) == 0 or np.ptp(y) == 0:
        raise Refusal("outlier_rows", got=len(x))
    new, planted = planted_rows(x, y, config.planted_percent, config.plant_seed)
    return Outliers(
        x=x, y=new, planted=planted, flagged=flagged_rows(x, new, config), r_before=float(np.corrcoef(x, y)[0, 1]),
        r_after=float(np.corrcoef(x, new)[0, 1]) if np.ptp(new) > 0 else 0.0,
    )  # fmt: skip


def outlier_numbers(x: np.ndarray, y: np.ndarray, config: OutliersConfig) -> dict[str, np.ndarray]:
    """The places (m,) of the rows that the rule flags, of x and y (n,)."""
    return {"flagged": np.flatnonzero(flagged_rows(x, y, config))}
