"""How fast the largest error falls with the number of straight pieces, by theory, by interpolation and by training."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from core.code_export import Made
from core.networks.approximation.settings import OrderConfig
from core.networks.approximation.target import (
    FINE,
    KnownPoints,
    Target,
    half_jump,
    judged_points,
    known_points,
    target_values,
)
from core.networks.approximation.training import SeededNetwork, examples_of, network_values, train_all

COUNTS = np.unique(np.geomspace(1, 256, 33).round().astype(int))
WIDTHS = (1, 2, 4, 8, 16, 32, 64, 128, 256)
SEEDS = 4
STEPS = 1500
RATE = 0.02
POINTS = 100
SAME = 1.1  # by how much a quotient may grow on a quarter of the distance and still count as bounded
Kind = Literal["smooth", "kinked", "jump", "rough"]


@dataclass(frozen=True)
class Interpolant:
    """A broken line through the target: kinks and values (pieces + 1,), and its largest error."""

    kinks: np.ndarray
    values: np.ndarray
    largest: float


@dataclass(frozen=True)
class OrderCurves:
    """Largest errors by the number of pieces, both (counts,): with equal pieces, and with kinks where it bends.

    `kind` is what the target is: "smooth" with a bounded second derivative, "kinked" with a bounded slope, with a
    "jump", or "rough", where none of these is seen. `constant` is the bound of the second derivative, of the slope,
    half of the jump, or NaN.
    """

    counts: np.ndarray
    equal: np.ndarray
    crowded: np.ndarray
    kind: Kind
    constant: float
    made: Made | None = None


@dataclass(frozen=True)
class TrainedErrors:
    """Largest errors of trained networks, (widths, seeds); `share` is how much is done, empty before all is."""

    share: float
    errors: np.ndarray


def interpolant(target: Target, kinks: np.ndarray, judged: KnownPoints | None = None) -> Interpolant:
    """The broken line through the target at the kinks (n,) where it has a value, from its first value to its last.

    `judged` are the judged points on the fine grid, if they are known.
    """
    x, y = judged or judged_points(target, FINE)
    places, values = line_points(target, kinks, x)
    error = np.interp(x, places, values) - y
    return Interpolant(kinks=places, values=values, largest=float(np.abs(error).max()))


def line_points(target: Target, kinks: np.ndarray, x: np.ndarray) -> KnownPoints:
    """Points (n,) of the target at the kinks (n,) where it has a value, and at the first and last of the places x."""
    return known_points(target, np.unique([x[0], *kinks[(kinks > x[0]) & (kinks < x[-1])], x[-1]]))


def equal_kinks(pieces: int) -> np.ndarray:
    """The ends of equal pieces of [-1, 1], (pieces + 1,)."""
    return np.linspace(-1, 1, pieces + 1)


def crowded_kinks(target: Target, pieces: int) -> np.ndarray:
    """Kinks (pieces + 1,) as dense as the root of the target's second derivative is large; de Boor (1973)."""
    x, y = known_points(target, FINE, least=4)
    bend = np.sqrt(np.abs(np.diff(y, 2)))
    density = np.convolve(np.r_[bend[0], bend, bend[-1]], np.ones(5) / 5, mode="same")
    mass = np.append(0, np.cumsum((density[:-1] + density[1:]) / 2 + 0.02 * density.mean() + 1e-12))
    return np.asarray(np.interp(np.linspace(0, mass[-1], pieces + 1), mass, x))


def order_curves(target: Target) -> OrderCurves:
    """Errors for 1 to 256 pieces, and what the theory promises for this target."""
    kind, constant = kind_of(target)
    judged = judged_points(target, FINE)
    return OrderCurves(
        counts=COUNTS, kind=kind, constant=constant,
        equal=np.array([interpolant(target, equal_kinks(n), judged).largest for n in COUNTS]),
        crowded=np.array([interpolant(target, crowded_kinks(target, n), judged).largest for n in COUNTS]),
    )  # fmt: skip


def kind_of(target: Target) -> tuple[Kind, float]:
    """What a target is by its jumps and its difference quotients on two distances, and the constant of its bound."""
    if jump := half_jump(target):
        return "jump", jump
    y, h = target_values(target, FINE), FINE[1] - FINE[0]
    if not np.isfinite(y).all():
        return "rough", np.nan
    bends = [float(np.abs(y[2 * k :] - 2 * y[k:-k] + y[: -2 * k]).max()) / (k * h) ** 2 for k in (1, 4)]
    slopes = [float(np.abs(y[k:] - y[:-k]).max()) / (k * h) for k in (1, 4)]
    if bends[0] <= SAME * bends[1] or bends[0] < 1e-6:
        return "smooth", bends[0]
    if slopes[0] <= SAME * slopes[1]:
        return "kinked", slopes[0]
    return "rough", np.nan


def bound(curves: OrderCurves, pieces: np.ndarray) -> np.ndarray:
    """The theory line at so many equal pieces (n,): M h²/8, L h/2, half of a jump, that none is below, or NaN."""
    h = 2 / pieces
    return np.asarray({
        "smooth": curves.constant * h**2 / 8, "kinked": curves.constant * h / 2, "jump": curves.constant + 0 * h,
        "rough": np.nan * h,
    }[curves.kind])  # fmt: skip


def trained_steps(target: Target) -> Iterator[TrainedErrors]:
    """Networks of one hidden layer of 1 to 256 ReLU units, trained on 100 points without noise, from 4 seeds each."""
    plans = [SeededNetwork((width,), "ReLU", "uniform", seed) for width in WIDTHS for seed in range(SEEDS)]
    examples = [examples_of(target, POINTS)] * len(plans)
    for share, ends in train_all(plans, examples, STEPS, RATE):
        if not ends:
            yield TrainedErrors(share=share, errors=np.zeros((0, 0)))
    x, y = judged_points(target, FINE)
    errors = [
        np.abs(network_values(end, plan.hidden, "ReLU", x) - y).max() for plan, end in zip(plans, ends, strict=True)
    ]
    yield TrainedErrors(share=1.0, errors=np.reshape(errors, (len(WIDTHS), SEEDS)))


def order_numbers(config: OrderConfig, target: Target) -> dict[str, float]:
    """Largest errors with as many equal pieces as chosen, and with as many crowded ones."""
    equal = interpolant(target, equal_kinks(config.pieces)).largest
    return {"equal": equal, "crowded": interpolant(target, crowded_kinks(target, config.pieces)).largest}


def order_in_scipy(config: OrderConfig, target: Target) -> dict[str, float]:
    """The error with equal pieces by a spline of degree 1 of SciPy."""
    from scipy.interpolate import make_interp_spline

    x, y = judged_points(target, FINE)
    spline = make_interp_spline(*line_points(target, equal_kinks(config.pieces), x), k=1)
    return {"equal": float(np.abs(spline(x) - y).max())}
