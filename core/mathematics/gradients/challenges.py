"""The tasks of the tabs, judged on what is on the screen."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from core.challenges import Verdict, judge
from core.expressions import Function
from core.mathematics.gradients.chain import Chain
from core.mathematics.gradients.constraint import Constrained, Walker
from core.mathematics.gradients.curvature import Curvature
from core.mathematics.gradients.direction import Walk
from core.mathematics.gradients.penalty import Penalized
from core.mathematics.gradients.settings import PenaltyConfig
from core.mathematics.gradients.slope import Miss, PointGradient


def worst_place(f: Function, found: PointGradient, miss: Miss | None) -> Verdict:
    """On x² + 9y², a place where steepest descent misses the minimum by more than 53°."""
    return judge(
        (_is(f, lambda x, y: x**2 + 9 * y**2), "formula", {}),
        (miss is not None, "no_angle", {}),
        (miss is not None and miss.angle > 53, "angle", {"angle": miss.angle if miss else math.nan}),
    )


def backwards(f: Function, miss: Miss | None) -> Verdict:
    """On Himmelblau's function, a place where steepest descent leads away from the nearest minimum."""
    return judge(
        (_is(f, lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2), "formula", {}),
        (miss is not None, "no_angle", {}),
        (miss is not None and miss.angle > 90, "angle", {"angle": miss.angle if miss else math.nan}),
    )


def half_as_steep(walk: Walk) -> Verdict:
    """A direction whose slope is half the steepest, to a hundredth, where there is a gradient."""
    share = walk.slope / walk.steepness if walk.steepness > 0 else math.nan
    return judge(
        (math.isfinite(share), "no_gradient", {}),
        (abs(share - 0.5) < 0.01, "share", {"share": share}),
    )


def level_walk(walk: Walk) -> Verdict:
    """A direction along the level line, to a hundredth, that leads along neither axis."""
    share = walk.slope / walk.steepness if walk.steepness > 0 else math.nan
    return judge(
        (math.isfinite(share), "no_gradient", {}),
        (walk.theta % 90 != 0, "axis", {}),
        (abs(share) < 0.01, "share", {"share": share}),
    )


def summit(f: Function, found: Curvature) -> Verdict:
    """Himmelblau's only maximum: ∇f = 0 to half a step of the sliders, both eigenvalues negative."""
    return judge(
        (_is(f, lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2), "formula", {}),
        (bool(found.eigenvalues[1] < 0), "eigenvalues", {"high": float(found.eigenvalues[1])}),
        (found.verdict == "maximum", "gradient", {"steepness": float(np.hypot(*found.gradient))}),
    )


def bent_both_ways(found: Curvature) -> Verdict:
    """A saddle whose curvatures are equally strong."""
    low, high = found.eigenvalues
    return judge(
        (found.verdict == "saddle", "no_saddle", {}),
        (bool(abs(low + high) <= 1e-6 * abs(high)), "unequal", {"low": float(low), "high": float(high)}),
    )


def silent_variable(found: Chain, by: str) -> Verdict:
    """Both paths from the chosen variable at least 0.1 in size, and their sum 0."""
    k = "xy".index(by)
    weakest = float(np.abs(found.paths[:, k]).min())
    return judge(
        (bool(np.isfinite(found.gradient).all() and math.isfinite(found.z)), "undefined", {}),
        (weakest >= 0.1, "weak", {"weakest": weakest}),
        (abs(found.gradient[k]) < 1e-9, "sum", {"total": float(found.gradient[k])}),
    )


def equal_area(found: Chain) -> Verdict:
    """A map that mirrors and keeps areas, det J = -1, with no entry of the Jacobian 0."""
    det = found.determinant
    return judge(
        (bool(np.isfinite(found.jacobian).all()), "undefined", {}),
        (bool(np.all(found.jacobian != 0)), "zero", {}),
        (abs(det + 1) < 1e-9, "determinant", {"det": det}),
    )


def parallel(found: Constrained, walker: Walker, chosen: str) -> Verdict:
    """The walker stands where f is least on an ellipse, the gradients parallel to a degree."""
    least, known = found.minimum, bool(np.isfinite(walker.of_f).all())
    usual = found.maximum if math.isfinite(found.maximum) else float(np.nanmedian([*found.values, least]))
    return judge(
        (chosen == "ellipse", "constraint", {}),
        (known, "undefined", {}),
        (walker.angle < 1 or not walker.of_f.any(), "angle", {"angle": walker.angle}),
        (bool(abs(walker.value - least) <= 0.01 * (usual - least)), "not_least", {"value": walker.value}),
    )


def costs_nothing(found: Constrained, chosen: str) -> Verdict:
    """A circle that passes through the free minimum of f: λ = 0."""
    price = found.minima[0].multiplier if found.minima else math.nan
    return judge(
        (chosen == "circle", "constraint", {}),
        (len(found.minima) == 1, "minima", {"count": len(found.minima)}),
        (math.isfinite(price), "no_price", {}),
        (abs(price) < 1e-3, "price", {"price": price}),
    )


def sparse(lasso: Penalized, ridge: Penalized, config: PenaltyConfig) -> Verdict:
    """A radius at which lasso's second weight is exactly 0 and ridge's is above 0.2."""
    return judge(
        (config.norm == "L1", "norm", {}),
        (lasso.active, "free", {}),
        (bool(lasso.weights[1] == 0), "lasso", {"weight": float(lasso.weights[1])}),
        (bool(ridge.weights[1] > 0.2), "ridge", {"weight": float(ridge.weights[1])}),
    )


def first_to_go(lasso: Penalized, config: PenaltyConfig) -> Verdict:
    """A w₀ whose larger weight is the one that lasso sets to 0."""
    first, second = np.abs(lasso.center)
    gone = int(np.argmin(np.abs(lasso.weights)))
    return judge(
        (config.norm == "L1", "norm", {}),
        (bool(lasso.active and np.abs(lasso.weights).min() == 0), "no_zero", {}),
        (bool((first, second)[gone] > (first, second)[1 - gone]), "smaller", {}),
    )


def _is(f: Function, other: Callable[[Any, Any], Any]) -> bool:
    """Whether a typed function has the values of another one, however it is written."""
    x, y = np.linspace(-4.7, 4.9, 25), np.linspace(4.3, -3.9, 25)
    return bool(np.allclose(f(x, y), other(x, y), rtol=1e-12, atol=1e-12))
