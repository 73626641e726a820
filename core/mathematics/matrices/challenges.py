"""The challenges of the topic: functions from results on the screen to a verdict."""

from itertools import pairwise

import numpy as np

from core.challenges import Verdict, judge
from core.mathematics.matrices.entries import determinant
from core.mathematics.matrices.fit import Fit
from core.mathematics.matrices.game import Game
from core.mathematics.matrices.inverse import Inversion
from core.mathematics.matrices.move import Move
from core.mathematics.matrices.product import MatrixProduct
from core.mathematics.matrices.system import System

NEAR = 1e-9


def flattens_to_target(found: Move) -> Verdict:
    """A matrix of the plane with rank 1 that takes (1, 1) to (2, 4)."""
    plane = len(found.a) == 2
    image = found.a.sum(axis=1)
    return judge(
        (plane, "not_plane", {}),
        (plane and bool(np.abs(image - [2, 4]).max() < NEAR), "elsewhere", {"x": image[0], "y": image[1]}),
        (found.rank == 1, "rank", {"rank": found.rank}),
    )


def third_of_a_turn(found: Move) -> Verdict:
    """A matrix of whole numbers that is not the identity, and whose third power is."""
    a, eye = found.a, np.eye(len(found.a))
    power = a @ a @ a
    row, column = map(int, np.unravel_index(np.abs(power - eye).argmax(), power.shape))
    wrong = {"row": row + 1, "column": column + 1, "number": float(power[row, column]), "wanted": float(row == column)}
    return judge(
        (bool(np.all(a == np.rint(a))), "not_whole", {}),
        (bool(np.any(a != eye)), "identity", {}),
        (bool(np.all(power == eye)), "power", wrong),
    )


def through_one_point(found: System) -> Verdict:
    """Three lines of the plane, no two parallel, that meet in one point."""
    sizes = found.a.shape == (3, 2)
    parallel = 0
    if sizes:
        parallel = sum(np.linalg.matrix_rank(found.a[[p, q]]) < 2 for p, q in ((0, 1), (0, 2), (1, 2)))
    return judge(
        (sizes, "not_three_lines", {"rows": found.a.shape[0], "unknowns": found.a.shape[1]}),
        (parallel == 0, "parallel", {"pairs": int(parallel)}),
        (found.kind == "one", "miss", {}),
    )


def free_choice(found: System) -> Verdict:
    """Two equations in two unknowns without a zero, solved by (1, 1) and by infinitely many others."""
    square = found.a.shape == (2, 2)
    left = float(np.abs(found.a.sum(axis=1) - found.b).max())
    return judge(
        (square, "not_two_lines", {"rows": found.a.shape[0], "unknowns": found.a.shape[1]}),
        (bool(np.all(found.a != 0)), "zero", {}),
        (left < NEAR, "point_not_on_lines", {"left": left}),
        (found.kind == "many", "one_only", {}),
    )


def two_mirrors(found: MatrixProduct, refused: bool) -> Verdict:
    """Two mirror images of the plane, made one after the other, are the quarter turn."""
    plane = found.moves and len(found.a) == 2
    factors = [one for one in (found.a, found.b) if plane]
    mirrors = sum(bool(np.abs(one @ one.T - np.eye(2)).max() < NEAR and determinant(one) < 0) for one in factors)
    return judge(
        (not refused, "stale", {}),
        (plane, "not_plane", {}),
        (mirrors == 2, "no_mirrors", {"mirrors": mirrors}),
        (plane and bool(np.abs(found.ab - [[0, -1], [1, 0]]).max() < NEAR), "other_turn", {}),
    )


def zero_one_way(found: MatrixProduct, refused: bool) -> Verdict:
    """Two square matrices, neither of them zero, with AB = 0 and BA other than 0."""
    ba = np.ones((1, 1)) if found.ba is None else found.ba
    largest = float(np.abs(found.ab).max())
    return judge(
        (not refused, "stale", {}),
        (found.moves, "not_square", {}),
        (bool(found.a.any() and found.b.any()), "factor_zero", {}),
        (largest < NEAR, "product_not_zero", {"largest": largest}),
        (bool(np.abs(ba).max() >= NEAR), "other_zero", {}),
    )


def fewest_moves(game: Game) -> Verdict:
    """A target at least three moves away, reached with as few moves as any way needs."""
    made, fewest = len(game.played), len(game.way)
    return judge(
        (fewest >= 3, "too_near", {"fewest": fewest}),
        (game.reached, "not_there", {"made": made, "fewest": fewest}),
        (made == fewest, "detour", {"made": made, "fewest": fewest}),
    )


def round_trip(game: Game) -> Verdict:
    """Four moves or more back to the start, without a quarter turn, none of which undoes the one before it."""
    undone = sum(pair in ("RL", "LR", "WN", "NW", "MM") for pair in map("".join, pairwise(game.played)))
    return judge(
        (len(game.played) >= 4, "too_few", {"made": len(game.played)}),
        ("T" not in game.played, "turns", {"turns": game.played.count("T")}),
        (undone == 0, "undone", {"undone": undone}),
        (bool(np.all(game.steps[-1] == np.eye(2))), "not_home", {}),
    )


def harmless(found: Inversion) -> Verdict:
    """A determinant other than 0, of at most 0.01, and a condition number of at most 1.01."""
    return judge(
        (found.det != 0, "singular", {}),
        (abs(found.det) <= 0.01 + NEAR, "det_too_large", {"det": found.det}),
        (found.condition <= 1.01, "condition_too_large", {"condition": found.condition}),
    )


def dangerous(found: Inversion) -> Verdict:
    """A determinant of at least 1, and a condition number of at least 20."""
    return judge(
        (found.det >= 1 - NEAR, "det_too_small", {"det": found.det}),
        (found.condition >= 20, "condition_too_small", {"condition": found.condition}),
    )


def by_hand(found: Fit) -> Verdict:
    """A line of one's own whose sum of squares is within a hundredth of the least one, which is not small."""
    own = np.inf if found.own_squares is None else found.own_squares
    return judge(
        (found.own_squares is not None, "no_own", {}),
        (found.squares >= 0.5, "too_easy", {"squares": found.squares}),
        (own <= 1.01 * found.squares, "too_far", {"own": own, "best": found.squares}),
    )


def level_line(found: Fit) -> Verdict:
    """Three points at three heights, at different x, whose best line is level."""
    heights = len({float(height) for height in found.b})
    slope = float(found.coefficients[-1])
    return judge(
        (found.a.shape[1] == 2, "no_intercept", {}),
        (found.rank == 2, "same_x", {}),
        (heights == 3, "same_height", {"heights": heights}),
        (abs(slope) < NEAR, "slope", {"slope": slope}),
    )
