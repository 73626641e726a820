"""One polynomial through the ends of equal pieces, beside the broken line through the same points."""

from dataclasses import dataclass

import numpy as np

from core.networks.approximation.order import COUNTS, equal_kinks, line_points
from core.networks.approximation.target import FINE, GRID, KnownPoints, Target, judged_points

HIGHEST_DEGREE = 32  # at equal distances rounding errors double with each further degree


@dataclass(frozen=True)
class Polynomial:
    """A polynomial through the target: its values at the places of the grid, (places,), degree and largest error."""

    values: np.ndarray
    degree: int
    largest: float


@dataclass(frozen=True)
class PolynomialErrors:
    """Largest errors by the number of equal pieces whose ends the polynomial meets, both (counts,)."""

    counts: np.ndarray
    errors: np.ndarray


def polynomial_values(places: np.ndarray, values: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The polynomial through points at different places, both (n,), at x (m,); (m,).

    The second barycentric form: Berrut and Trefethen (2004), eq. 4.2.
    """
    apart = places[:, None] - places
    np.fill_diagonal(apart, 0.5)
    weights = 1 / (2 * apart).prod(axis=1)  # the factor 2 keeps the products near 1
    distance = x[:, None] - places  # (m, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = weights / distance
        y = (terms @ values) / terms.sum(axis=1)
    at, point = np.nonzero(distance == 0)
    y[at] = values[point]
    return np.asarray(y)


def polynomial_through(target: Target, pieces: int, judged: KnownPoints | None = None) -> Polynomial | None:
    """The polynomial through the target at the ends of so many equal pieces; None beyond the highest degree.

    `judged` are the judged points (n,) on the fine grid, if they are known.
    """
    if pieces > HIGHEST_DEGREE:
        return None
    x, y = judged or judged_points(target, FINE)
    places, values = line_points(target, equal_kinks(pieces), x)
    error = polynomial_values(places, values, x) - y
    return Polynomial(
        values=polynomial_values(places, values, GRID), degree=len(places) - 1, largest=float(np.abs(error).max())
    )


def polynomial_errors(target: Target) -> PolynomialErrors:
    """Largest errors for 1 to 32 equal pieces."""
    judged, counts = judged_points(target, FINE), COUNTS[COUNTS <= HIGHEST_DEGREE]
    found = [polynomial_through(target, int(count), judged) for count in counts]
    return PolynomialErrors(counts=counts, errors=np.array([one.largest for one in found if one is not None]))
