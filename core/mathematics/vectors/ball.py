"""Where a growing Lp ball first touches a line, or growing circles touch the ball: the picture behind sparsity."""

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from core.mathematics.vectors.norms import BallConfig, norm

Zeros = Literal["inside", "tie", "none", "one"]
Arc = tuple[float, float, Zeros]
TIE = 1e-9  # coordinates of a direction that differ by less are equal, below it they are zero
GRID = 1500  # places on a quarter of a border, before the nearest is refined
EIGHTH = 19  # directions of an eighth of a turn, before the border between two kinds is refined


@dataclass(frozen=True, kw_only=True)
class Touch:
    """Where they touch: `points` (1 or 2, 2), and the whole side between the two where `side` is true.

    `zeros` counts the zero coordinates of the touching point: "none" or "one"; "tie" where there are several such
    points, "inside" where `center` lies in the ball and nothing needs to touch. `center` (2,) is the foot of the
    perpendicular on the line, or the point around which circles grow; `size` is the radius at the touch.
    """

    center: np.ndarray
    size: float
    points: np.ndarray
    side: bool
    zeros: Zeros


@dataclass(frozen=True, kw_only=True)
class Ring:
    """What every direction gives: arcs from and to (degrees, from 0 to 360), (n, 2), and the kind of each.

    `share` is the part of all directions whose touching point has one zero; single directions have no part in it.
    `single` (4,) are four single directions that differ from those around them, and `single_zeros` what they give.
    """

    arcs: np.ndarray
    arc_zeros: tuple[Zeros, ...]
    single: np.ndarray
    single_zeros: Zeros
    share: float


def touch(ball_config: BallConfig) -> Touch:
    """The touching point of the config."""
    p, angle = float(ball_config.p), math.radians(ball_config.line_angle)
    direction = np.array([math.cos(angle), math.sin(angle)])
    direction[np.abs(direction) < TIE] = 0.0
    center = ball_config.offset * direction
    if ball_config.loss == "linear":
        size, points, side, zeros = touch_line(direction, ball_config.offset, p)
    else:
        size, points, zeros = touch_ball(center, p)
        side = False
    return Touch(center=center, size=size, points=points, side=side, zeros=zeros)


def zero_ring(ball_config: BallConfig) -> Ring:
    """What the config would give for every direction; its own direction plays no part."""
    p = float(ball_config.p)
    linear = ball_config.loss == "linear"
    arcs: list[Arc] = [(0.0, 45.0, "one" if p <= 1 else "none")] if linear else _arcs(ball_config.offset, p)
    whole = _all_around(arcs)
    sharp = p <= 1  # then the diagonals are special, else the axes
    odd = 45.0 if sharp else 0.0
    other = replace(ball_config, line_angle=odd)
    return Ring(
        arcs=np.array([(low, high) for low, high, _ in whole]), arc_zeros=tuple(kind for _, _, kind in whole),
        single=odd + 90.0 * np.arange(4), single_zeros=touch(other).zeros,
        share=sum(high - low for low, high, kind in arcs if kind == "one") / 45,
    )  # fmt: skip


def ball_numbers(ball_config: BallConfig) -> dict[str, object]:
    """Radius and place of the touch, and the share of directions that give a zero."""
    found, ring = touch(ball_config), zero_ring(ball_config)
    return {"size": found.size, "points": found.points, "zeros": found.zeros, "share": ring.share}


def touch_line(a: np.ndarray, b: float, p: float) -> tuple[float, np.ndarray, bool, Zeros]:
    """`(radius, points, side, zeros)` of the smallest ball that meets the line a·w = b, b > 0.

    By Hölder's inequality the radius is b / ‖a‖q with 1/p + 1/q = 1, and q = ∞ for p ≤ 1. a: (2,).
    """
    size, sign = np.abs(a), np.where(a < 0, -1.0, 1.0)
    if p <= 1:  # all on the larger coefficient: there a unit of w brings most
        radius = b / float(size.max())
        tips = radius * sign * np.eye(2)
        if abs(size[0] - size[1]) < TIE:
            return radius, tips, p == 1, "tie"
        return radius, tips[[int(size.argmax())]], False, "one"
    if math.isinf(p):
        radius = b / float(size.sum())
        if size.min() < TIE:  # the line is parallel to a side
            ends = radius * np.array([[1.0, -1.0], [1.0, 1.0]])
            return radius, sign * (ends if size[0] > size[1] else ends[:, ::-1]), True, "tie"
        return radius, (radius * sign)[None], False, "none"
    q = p / (p - 1)
    share = (size / size.max()) ** (q - 1)
    w = b * sign * share / float(size @ share)
    return float(norm(w, p)), w[None], False, "one" if size.min() < TIE else "none"


def touch_ball(c: np.ndarray, p: float) -> tuple[float, np.ndarray, Zeros]:
    """`(distance, points, zeros)` of the points of the unit ball nearest to c, shape (2,)."""
    if norm(c, p) <= 1:
        return 0.0, c[None], "inside"
    size, sign = np.abs(c), np.where(c < 0, -1.0, 1.0)
    swap = size[1] > size[0]
    w, zero = _nearest(size[::-1] if swap else size, p)
    w = w[::-1] if swap else w
    both = abs(size[0] - size[1]) < TIE and abs(w[0] - w[1]) > 1e-6
    points = sign * (np.array([w, w[::-1]]) if both else w[None])
    kind: Zeros = "tie" if both else "one" if zero else "none"
    return float(np.hypot(*(points[0] - c))), points, kind


def _nearest(c: np.ndarray, p: float) -> tuple[np.ndarray, bool]:
    """The point of the unit ball nearest to a c outside of it with c₁ ≥ c₂ ≥ 0, and whether its w₂ is 0."""
    if p == 1:
        w2 = max(0.0, (c[1] - c[0] + 1) / 2)
        return np.array([1 - w2, w2]), w2 == 0
    if p == 2:
        return c / np.hypot(*c), bool(c[1] < TIE)
    if math.isinf(p):
        return np.minimum(c, 1.0), bool(c[1] < TIE)
    tip = np.array([1.0, 0.0])
    if p > 1:
        return (tip, True) if c[1] < TIE else (_upright_place(c, p), False)
    w = _border(_best_turn(c, p), p)  # from a c with c₁ < 1 the way along the border leads away from the tip
    at_tip = c[0] >= 1 and float(np.hypot(*(tip - c))) <= float(np.hypot(*(w - c))) + TIE
    return (tip, True) if at_tip or c[1] < TIE else (w, False)


def _upright_place(c: np.ndarray, p: float) -> np.ndarray:
    """The border place w (2,) from which c stands upright on the border, p > 1 and p finite: the nearest.

    There c - w is a multiple of the gradient (w₁^(p-1), w₂^(p-1)); the root is sought in the logarithm of w₂ / w₁.
    """
    from scipy.optimize import brentq

    def place(log_ratio: float) -> np.ndarray:
        ratio = math.exp(log_ratio)
        return np.array([1.0, ratio]) / float((1 + ratio**p) ** (1 / p))

    def miss(log_ratio: float) -> float:
        w = place(log_ratio)
        return float((c[0] - w[0]) * math.exp((p - 1) * log_ratio) - (c[1] - w[1]))

    if c[0] - c[1] < TIE:
        return place(0.0)
    radial = math.log(c[1] / c[0])
    low, high = (-700.0, radial) if p < 2 else (radial, 0.0)
    return place(brentq(miss, low, high, xtol=1e-14))


def _border(turn: np.ndarray | float, p: float) -> np.ndarray:
    """Places of the border in the first quadrant for p < 1, (…, 2); `turn` runs from 0 to π/2."""
    return np.stack([np.cos(turn) ** (2 / p), np.sin(turn) ** (2 / p)], axis=-1)


def _best_turn(c: np.ndarray, p: float) -> float:
    """The turn of the border place nearest to c for p < 1: the best of a grid, refined between its neighbors."""
    from scipy.optimize import minimize_scalar

    turns = np.linspace(0, math.pi / 2, GRID)
    k = int(((_border(turns, p) - c) ** 2).sum(axis=-1).argmin())
    low, high = turns[max(k - 1, 0)], turns[min(k + 1, GRID - 1)]
    found = minimize_scalar(
        lambda turn: float(((_border(turn, p) - c) ** 2).sum()), bounds=(low, high), method="bounded",
        options={"xatol": 1e-12},
    )  # fmt: skip
    return float(found.x)


def _arcs(distance: float, p: float) -> list[Arc]:
    """Kinds of the directions from 0° to 45°, as (from, to, kind); the rest of the turn mirrors them."""

    def kind(degrees: float) -> Zeros:
        c = distance * np.array([math.cos(math.radians(degrees)), math.sin(math.radians(degrees))])
        if p > 1:  # a zero in single directions alone
            return "inside" if norm(c, p) <= 1 else "none"
        return touch_ball(c, p)[2]

    degrees = np.linspace(1e-6, 45 - 1e-6, EIGHTH)
    kinds = [kind(one) for one in degrees]
    arcs: list[Arc] = []
    begin = 0.0
    for k in np.flatnonzero(np.array(kinds[1:]) != np.array(kinds[:-1])):
        low, high = float(degrees[k]), float(degrees[k + 1])
        for _ in range(45):
            middle = (low + high) / 2
            low, high = (middle, high) if kind(middle) == kinds[k] else (low, middle)
        arcs.append((begin, high, kinds[k]))
        begin = high
    return [*arcs, (begin, 45.0, kinds[-1])]


def _all_around(arcs: list[Arc]) -> list[Arc]:
    """The arcs of an eighth of a turn, mirrored into all eight, neighbors of one kind joined."""
    quarter = [*arcs, *((90 - high, 90 - low, kind) for low, high, kind in reversed(arcs))]
    joined: list[Arc] = []
    for start in range(0, 360, 90):
        for low, high, kind in quarter:
            if joined and joined[-1][2] == kind:
                joined[-1] = (joined[-1][0], start + high, kind)
            else:
                joined.append((start + low, start + high, kind))
    return joined
