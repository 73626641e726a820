"""The challenges of the topic: functions from results on the screen to a verdict."""

import numpy as np

from core.challenges import Verdict, judge
from core.mathematics.vectors.ball import Touch
from core.mathematics.vectors.dimensions import Directions
from core.mathematics.vectors.norms import POWERS, BallConfig, NormTable
from core.mathematics.vectors.orthogonality import LossConfig, Orthogonality, Steps
from core.mathematics.vectors.pair import Pair, PairConfig
from core.mathematics.vectors.span import Span

TOLERANCE = 1e-9


def upright(pair: Pair, config: PairConfig) -> Verdict:
    """v = (2, 1) in the plane, and w at a right angle to it, of length √20."""
    given = config.dimension == "plane" and (config.v1, config.v2) == (2.0, 1.0)
    return judge(
        (given, "other_v", {}),
        (abs(pair.dot) <= TOLERANCE, "dot_not_zero", {"got": pair.dot}),
        (abs(pair.length_w - 20**0.5) <= TOLERANCE, "other_length", {"got": pair.length_w, "want": 20**0.5}),
    )


def shadow(pair: Pair, config: PairConfig) -> Verdict:
    """Two vectors of the plane with proj_w v = (2, 2), and v not itself (2, 2)."""
    there = pair.projection is not None and len(pair.v) == 2
    right = there and pair.projection is not None and float(np.abs(pair.projection - 2).max()) <= TOLERANCE
    return judge(
        (config.dimension == "plane" and config.relation == "projection", "not_drawn", {}),
        (there, "no_direction", {}),
        (right, "other_projection", {"first": _entry(pair.projection, 0), "second": _entry(pair.projection, 1)}),
        (float(np.abs(pair.v[:2] - 2).max()) > TOLERANCE, "no_shadow", {}),
    )


def _entry(vector: np.ndarray | None, k: int) -> float:
    return 0.0 if vector is None else float(vector[k])


def other_basis(span: Span) -> Verdict:
    """A basis of the plane in which x = (4, −1) has the coordinates (2, −1)."""
    given = span.target.tolist() == [4.0, -1.0]
    right = given and float(abs(span.coordinates - [2.0, -1.0]).max()) <= TOLERANCE
    return judge(
        (given, "other_x", {}),
        (span.rank == 2, "no_basis", {}),
        (right, "other_coordinates", {"first": float(span.coordinates[0]), "second": float(span.coordinates[1])}),
    )


def flat_in_space(span: Span) -> Verdict:
    """Three vectors of space that span a plane, no two of them parallel."""
    return judge(
        (len(span.arrows) == 3, "not_in_space", {}),
        (span.rank == 2, "other_rank", {"got": span.rank}),
        (not span.parallel, "two_parallel", {}),
    )


def nothing_to_subtract(steps: Steps) -> Verdict:
    """Three arrows without a zero coordinate that stand upright on each other already."""
    above = np.abs(np.triu(steps.r, 1)).max()
    return judge(
        (bool(np.abs(steps.columns).min() > 0), "zero_coordinate", {}),
        (steps.dependent == 0, "no_direction", {"got": steps.dependent}),
        (bool(above <= TOLERANCE), "something_to_subtract", {"got": float(above)}),
    )


def all_lost(orthogonality: Orthogonality, config: LossConfig) -> Verdict:
    """The classical method leaves columns that are far from orthonormal."""
    return judge(
        (config.method == "classical", "other_method", {}),
        (orthogonality.defect > 0.5, "still_upright", {"got": orthogonality.defect}),
    )


def whole_side(touch: Touch, config: BallConfig) -> Verdict:
    """A line that the L1 ball touches along a whole side."""
    return judge(
        (config.loss == "linear" and config.p == "1", "other_ball", {}),
        (config.growth == 1, "not_grown", {"got": 100 * config.growth}),
        (touch.side, "a_corner", {"got": config.line_angle}),
    )


def same_lengths(table: NormTable) -> Verdict:
    """A vector with ‖x‖₁ = 3.5 and ‖x‖₂ = 2.5."""
    first, second = (float(table.length[POWERS.index(p)]) for p in ("1", "2"))
    return judge(
        (abs(first - 3.5) <= TOLERANCE, "other_sum", {"got": first, "want": 3.5}),
        (abs(second - 2.5) <= TOLERANCE, "other_length", {"got": second, "want": 2.5}),
    )


def upright_pairs(directions: Directions) -> Verdict:
    """A dimension in which 94.5 to 95.5 % of all pairs have a cosine between −0.1 and 0.1."""
    share = 100 * directions.upright
    return judge((share >= 94.5, "too_few", {"got": share}), (share <= 95.5, "too_many", {"got": share}))


def half_as_wide(directions: Directions) -> Verdict:
    """A dimension in which the cosine is spread half as widely as in 50 dimensions."""
    want = 0.5 / 50**0.5
    got = directions.cosine_spread
    return judge(
        (got <= want + TOLERANCE, "too_wide", {"got": got, "want": want}),
        (got >= want - TOLERANCE, "too_narrow", {"got": got, "want": want}),
    )
