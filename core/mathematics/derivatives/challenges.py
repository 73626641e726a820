"""The tasks of the tabs, judged on what is on the screen."""

from collections.abc import Callable, Sequence

import numpy as np

from core.challenges import Verdict, judge
from core.expressions import Function
from core.mathematics.derivatives.area import AreaSum
from core.mathematics.derivatives.area_report import AreaReport
from core.mathematics.derivatives.newton import NewtonWalk
from core.mathematics.derivatives.secant import Secant
from core.mathematics.derivatives.settings import AreaConfig
from core.mathematics.derivatives.shape import CurvePlace, Landmark
from core.mathematics.derivatives.taylor import ConvergenceCircle, TaylorPolynomial


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


FEWEST = 11  # values of f with which a rule of this page comes within 1e-6 of e - 1


def cheap_area(f: Function, found: AreaSum, report: AreaReport, config: AreaConfig) -> Verdict:
    """The area of exp on [0, 1] to 1e-6 with as few values of f as possible."""
    return judge(
        (_is(f, np.exp), "formula", {}),
        ((config.a, config.b) == (0.0, 1.0), "interval", {}),
        (report.error < 1e-6, "error", {"error": report.error}),
        (found.evaluations <= FEWEST, "evaluations", {"count": found.evaluations}),
    )


def as_much_below(found: AreaSum, config: AreaConfig) -> Verdict:
    """Bars of both signs whose sum is 0, on an interval of length 1 or more."""
    return judge(
        (abs(config.b - config.a) >= 1, "short", {}),
        (not found.missing, "missing", {}),
        (bool((found.areas > 1e-3).any() and (found.areas < -1e-3).any()), "one_sign", {}),
        (abs(found.total) < 1e-9, "total", {"total": found.total}),
    )


def to_the_hill(f: Function, found: TaylorPolynomial) -> Verdict:
    """1/(1 + x²) at x = 1.1 to a millionth, from a center that is not x itself."""
    return judge(
        (_is(f, lambda x: 1 / (1 + x**2)), "formula", {}),
        (found.x == 1.1, "place", {}),
        (abs(found.center - found.x) >= 0.1, "near", {}),
        (found.error < 1e-6, "error", {"error": found.error}),
    )


def radius_three(f: Function, circle: ConvergenceCircle) -> Verdict:
    """A series of ln(1 + x) with the radius of convergence 3."""
    return judge(
        (_is(f, np.log1p), "formula", {}),
        (abs(circle.radius - 3) < 0.03, "radius", {"radius": circle.radius}),
    )


def thrown_out(f: Function, walk: NewtonWalk) -> Verdict:
    """On √(1 + x²), a start from which Newton's method runs away."""
    return judge(
        (_is(f, lambda x: np.sqrt(1 + x**2)), "formula", {}),
        (walk.outcome == "diverges", "stays", {"end": float(walk.x[-1])}),
    )


def caught_in_a_cycle(f: Function, walk: NewtonWalk) -> Verdict:
    """On √(1 + x²), a start from which Newton's method goes to and fro for ever."""
    return judge(
        (_is(f, lambda x: np.sqrt(1 + x**2)), "formula", {}),
        (walk.outcome == "cycle", "no_cycle", {"end": float(walk.x[-1])}),
    )


def _is(f: Function, other: Callable[[np.ndarray], np.ndarray]) -> bool:
    """Whether a typed function has the values of another one, however it is written."""
    x = np.linspace(0.1, 4.9, 25)
    return bool(np.allclose(f(x), other(x), rtol=1e-12, atol=0))
