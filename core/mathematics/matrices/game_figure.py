"""The letter F after the moves so far, its places on the way, and where it is to go."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.plane import add_path
from core.figures.theme import CLASS_A, CLASS_B, GOOD, NEUTRAL, translucent
from core.mathematics.matrices.game import Game
from core.mathematics.matrices.plane_figure import COLUMN_COLORS, add_grid, add_vector, numbered_plane
from core.mathematics.matrices.product_figure import LETTER

HEIGHT = 470
SEEN = 3.0
TRAIL = 3  # earlier places that are shown
BOX = np.array([[0, 1, 1, 0], [0, 0, 1, 1]])


def game_figure(game: Game, t: Say) -> Figure:
    """The target dashed, in orange; the letter now in blue, or green where both agree, and pale where it has been."""
    now = game.steps[-1]
    figure = numbered_plane(t("figure.game"), HEIGHT, SEEN)
    add_grid(figure, now, 0.4)
    for earlier in game.steps[-1 - TRAIL : -1]:
        add_path(figure, [earlier @ LETTER], translucent(NEUTRAL, 0.5), 1, fillcolor=translucent(NEUTRAL, 0.18))
    color = GOOD if game.reached else CLASS_B
    add_path(figure, [now @ BOX], color, 2, fillcolor=translucent(color, 0.15))
    add_path(figure, [now @ LETTER], color, 1, fillcolor=translucent(color, 0.75))
    add_path(figure, [game.target @ LETTER], CLASS_A, 1.5, fillcolor=translucent(CLASS_A, 0.25))
    add_path(figure, [game.target @ BOX], CLASS_A, 3, dash="dash", fillcolor="rgba(0,0,0,0)")
    for column, name in zip(now.T, COLUMN_COLORS, strict=False):
        add_vector(figure, column, name, SEEN)
    return figure


def game_alt(game: Game, t: Say) -> str:
    """What is seen, in one sentence."""
    return t("alt.game_reached" if game.reached else "alt.game", made=len(game.played), fewest=len(game.way))
