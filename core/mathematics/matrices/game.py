"""The game of moves: a target reached by a few simple matrices, and the fewest of them that would do."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np

from core.mathematics.matrices.entries import Table
from core.params import Len, config
from core.refusal import Refusal

MOVES: dict[str, Table] = {
    "T": ((0, -1), (1, 0)), "M": ((-1, 0), (0, 1)), "R": ((1, 1), (0, 1)), "L": ((1, -1), (0, 1)),
    "W": ((2, 0), (0, 1)), "N": ((0.5, 0), (0, 1)),
}  # quarter turn, mirror image, shear to the right and to the left, twice and half as wide  # fmt: skip
TARGETS: dict[str, Table] = {
    "half_turn": ((-1, 0), (0, -1)), "swap": ((0, 1), (1, 0)), "upward": ((1, 0), (1, 1)), "gentle": ((1, 0.5), (0, 1)),
    "spiral": ((1, -1), (1, 1)), "cat": ((2, 1), (1, 1)), "tall": ((1, 0), (0, 2)), "double": ((2, 0), (0, 2)),
}  # fmt: skip
DEEPEST = 6  # moves: as far as the search goes; every target is within
IDENTITY: Table = ((1.0, 0.0), (0.0, 1.0))


@config
class GameConfig:
    """The target, and the moves that have been made, a letter each, the first one first."""

    target: Literal["half_turn", "swap", "upward", "gentle", "spiral", "cat", "tall", "double"] = "upward"
    played: Annotated[str, Len(max_length=20)] = ""


@dataclass(frozen=True)
class Game:
    """The game after some moves.

    steps: (played + 1, 2, 2), what has been done after each move, the identity first; target: (2, 2). `way` is a
    shortest way from the start to the target, `rest` one from here, None where it is longer than `DEEPEST`.
    """

    played: str
    steps: np.ndarray
    target: np.ndarray
    reached: bool
    way: str
    rest: str | None


def play(config: GameConfig) -> Game:
    """The matrices of the moves made so far, and how far it is to the target; Refusal for a letter that is no move."""
    steps = [np.array(IDENTITY)]
    for letter in config.played:
        if letter not in MOVES:
            raise Refusal("unknown_move", letters=" ".join(MOVES))
        steps.append(np.array(MOVES[letter]) @ steps[-1])  # a later move stands to the left
    target = np.array(TARGETS[config.target], dtype=float)
    near = ways_within(DEEPEST // 2)
    return Game(
        played=config.played, steps=np.array(steps), target=target, reached=bool(np.all(steps[-1] == target)),
        way=shortest_way(target, near) or "", rest=shortest_way(target @ inverse(steps[-1]), near),
    )  # fmt: skip


def ways_within(most: int) -> dict[Table, str]:
    """For every matrix that at most so many moves reach, a shortest way there: a search in breadth."""
    ways, edge = {IDENTITY: ""}, [IDENTITY]
    for _ in range(most):
        reached = []
        for rows in edge:
            for letter, move in MOVES.items():
                further = rows_of(np.array(move) @ np.array(rows))
                if further not in ways:
                    ways[further] = ways[rows] + letter
                    reached.append(further)
        edge = reached
    return ways


def shortest_way(goal: np.ndarray, near: dict[Table, str]) -> str | None:
    """A shortest word whose product is `goal`, (2, 2), in two halves that are both `near`; None where there is none."""
    halves = ((first, near.get(rows_of(goal @ inverse(np.array(rows))))) for rows, first in near.items())
    words = [first + second for first, second in halves if second is not None]
    return min(words, key=len, default=None)


def rows_of(matrix: np.ndarray) -> Table:
    """A matrix (2, 2) as rows that a table can be asked for; its zeros have no sign."""
    return tuple(map(tuple, (matrix + 0.0).tolist()))


def inverse(matrix: np.ndarray) -> np.ndarray:
    """The inverse of a product of moves, (2, 2): exact, for its determinant is a power of two with a sign."""
    (a, b), (c, d) = matrix
    return np.asarray(np.array([[d, -b], [-c, a]]) / (a * d - b * c))


def game_numbers(config: GameConfig) -> dict[str, object]:
    """The numbers on the screen."""
    game = play(config)
    return {"matrix": game.steps[-1].tolist(), "made": len(game.played), "fewest": len(game.way)}


def game_numbers_by_numpy(config: GameConfig) -> dict[str, object]:
    """The matrix by `numpy.linalg.multi_dot`; the fewest moves by trying all of 1, of 2, of 3 …"""
    matrices = [np.eye(2), np.eye(2), *(np.array(MOVES[letter]) for letter in config.played)]
    target, fewest = np.array(TARGETS[config.target]), 0
    reached = np.eye(2)[None]
    while not (reached == target).all(axis=(1, 2)).any():
        reached = np.unique(np.concatenate([np.array(move) @ reached for move in MOVES.values()]) + 0.0, axis=0)
        fewest += 1
    return {"matrix": np.linalg.multi_dot(matrices[::-1]).tolist(), "made": len(config.played), "fewest": fewest}
