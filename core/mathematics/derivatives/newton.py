"""Newton's method as a walk over parabolas: each step goes to the vertex of the second-order Taylor polynomial."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from core.mathematics.derivatives.settings import NewtonConfig

RealFunction = Callable[[Any], Any]
FAR = 1e6  # beyond, a walk is said to diverge
FLAT = 1e-9  # a slope that counts as 0
SHORT = 1e-5  # a step that counts as none
LONGEST_CYCLE = 4
SAME = 1e-9
STARTS = 401  # of the map from starts to ends
WALK = 60  # steps of each


@dataclass(frozen=True)
class NewtonWalk:
    """The places of a walk with f, f′ and f″ there, and how it ends.

    x, values, slopes, seconds: (steps + 1,), fewer where it stops early. outcome: "minimum", "maximum", "level" (f″ is
    0 there, too), "cycle", "diverges", "no_curvature" (f″ = 0: no vertex), "undefined" (f left its domain), or
    "unfinished".
    """

    x: np.ndarray
    values: np.ndarray
    slopes: np.ndarray
    seconds: np.ndarray
    outcome: str


def newton_places(f_x: RealFunction, f_xx: RealFunction, start: float) -> Iterator[float]:
    """x, x - f′/f″, …: ends where there is no next place or it is far away."""
    x = np.float64(start)
    yield float(x)
    while True:
        slope, second = float(f_x(x)), float(f_xx(x))
        if second == 0 or not np.isfinite([slope, second]).all():
            return
        x = np.float64(x - slope / second)  # the vertex of the parabola
        yield float(x)
        if not abs(x) <= FAR:
            return


def newton_walk(f: RealFunction, f_x: RealFunction, f_xx: RealFunction, config: NewtonConfig) -> NewtonWalk:
    """The walk from a start with as many steps as are asked for, or until it stops by itself."""
    places = newton_places(f_x, f_xx, config.start)
    with np.errstate(all="ignore"):
        x = np.array(list(islice(places, config.newton_steps + 1)))
        values, slopes, seconds = f(x), f_x(x), f_xx(x)
    return NewtonWalk(x=x, values=values, slopes=slopes, seconds=seconds, outcome=_outcome(x, slopes, seconds))


def newton_in_scipy(f_x: RealFunction, f_xx: RealFunction, config: NewtonConfig) -> dict[str, Any]:
    """Where SciPy's own Newton method ends after as many steps, on f′ = 0."""
    from scipy import optimize

    if config.newton_steps == 0:
        return {"end": config.start}
    end, _ = optimize.newton(
        f_x, config.start, fprime=f_xx, maxiter=config.newton_steps, tol=1e-300, full_output=True, disp=False
    )  # fmt: skip
    return {"end": float(end)}


def newton_numbers(f: RealFunction, f_x: RealFunction, f_xx: RealFunction, config: NewtonConfig) -> dict[str, Any]:
    """The places of the walk, the last of them, and how it ends."""
    walk = newton_walk(f, f_x, f_xx, config)
    return {"places": walk.x, "end": float(walk.x[-1]), "outcome": walk.outcome}


def _outcome(x: np.ndarray, slopes: np.ndarray, seconds: np.ndarray) -> str:
    last, slope, second = x[-1], slopes[-1], seconds[-1]
    if not abs(last) <= FAR:
        return "diverges"
    if not np.isfinite([slope, second]).all():
        return "undefined"
    if _at_rest(last, slope, second):
        return "level" if abs(second) <= FLAT**0.5 else "minimum" if second > 0 else "maximum"
    if second == 0:
        return "no_curvature"
    back = [period for period in range(1, LONGEST_CYCLE + 1) if len(x) > period and abs(x[-1 - period] - last) < SAME]
    if back and abs(x[-2] - last) > SAME:
        return "cycle"
    return "unfinished"


def _at_rest(x: Any, slope: Any, second: Any) -> Any:
    """Whether the slope is 0 and the next step would be short: on the tail of exp(x) it is not."""
    near = np.abs(slope) <= SHORT * np.abs(second) * np.maximum(1.0, np.abs(x))
    return (np.abs(slope) <= FLAT) & near


def ends_by_start(f_x: RealFunction, f_xx: RealFunction) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Starts from -5 to 5, where each walk is after 60 steps (NaN where it comes to no rest), and the sign of f″ there.

    All (401,).
    """
    starts = np.linspace(-5, 5, STARTS)
    x = starts.copy()
    with np.errstate(all="ignore"):
        for _ in range(WALK):
            x = x - f_x(x) / f_xx(x)
            x = np.where(np.abs(x) <= FAR, x, np.nan)
        slope, second = f_x(x), f_xx(x)
        rest = _at_rest(x, slope, second)
    return starts, np.where(rest, x, np.nan), np.where(rest, np.sign(second), 0.0)
