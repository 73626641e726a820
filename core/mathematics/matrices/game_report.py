"""What is to be said of the game: sentences of the words with their numbers, and the product as LaTeX."""

from typing import Any

from core.mathematics.matrices.game import MOVES, Game
from core.tex import array

Line = tuple[str, dict[str, Any]]
FACTORS = 5  # of a product that are written out


def game_lines(game: Game) -> list[Line]:
    """How many moves were needed against the fewest, or how many are missing."""
    made, fewest = len(game.played), len(game.way)
    if game.reached:
        return [("best" if made == fewest else "detour", {"made": made, "fewest": fewest})]
    if game.rest is None:
        return [("made", {"made": made}), ("far", {})]
    return [("made", {"made": made}), ("rest", {"rest": len(game.rest), "fewest": fewest})]


def product_tex(game: Game) -> str:
    """The matrices of the moves, the last one first and the earliest of many left out, and their product."""
    shown = game.played[-FACTORS:]
    factors = "".join(array(MOVES[letter]) for letter in reversed(shown))
    factors += r"\cdots" if len(game.played) > FACTORS else ""
    now = array(game.steps[-1])
    return f"{factors} = {now}" if len(game.played) > 1 else now


def last_step_tex(game: Game) -> str:
    """The last move times what stood there before, and what came of it."""
    if not game.played:
        return array(game.steps[0])
    return f"{array(MOVES[game.played[-1]])}{array(game.steps[-2])} = {array(game.steps[-1])}"
