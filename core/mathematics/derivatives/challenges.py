"""The tasks of the tabs, judged on what is on the screen."""

from collections.abc import Sequence

import numpy as np

from core.challenges import Verdict, judge
from core.mathematics.derivatives.secant import Secant
from core.mathematics.derivatives.shape import CurvePlace, Landmark


def eight_digits(found: Secant, scheme: str) -> Verdict:
    """The forward quotient misses the slope by less than 5e-8, and the slope is not 0."""
    return judge(
        (scheme == "forward", "scheme", {}),
        (bool(np.isfinite(found.error)), "no_error", {}),
        (found.slope != 0, "flat", {}),
        (found.error < 5e-8, "error", {"error": found.error}),
    )


def ten_digits(found: Secant, scheme: str) -> Verdict:
    """A quotient of real numbers misses the slope by less than 1e-10, and the slope is not 0."""
    return judge(
        (scheme != "complex", "scheme", {}),
        (bool(np.isfinite(found.error)), "no_error", {}),
        (found.slope != 0, "flat", {}),
        (found.error < 1e-10, "error", {"error": found.error}),
    )


def falls_convex(place: CurvePlace) -> Verdict:
    """The function falls at x, ever less steeply."""
    return judge(
        (place.course == "falls", "course", {}),
        (place.bend == "convex", "bend", {}),
    )


def two_valleys(found: Sequence[Landmark]) -> Verdict:
    """A smooth function with two minima, and one maximum between them."""
    extrema = [one for one in found if one.kind in ("minimum", "maximum")]
    kinds = [one.kind for one in extrema]
    minima, maxima = kinds.count("minimum"), kinds.count("maximum")
    return judge(
        (minima == 2, "minima", {"count": minima}),
        (kinds == ["minimum", "maximum", "minimum"], "maximum", {"count": maxima}),
        (not any(one.corner for one in extrema), "corner", {}),
    )
